/** Lets so many run at once; the rest wait in the order they came. */
export class Limiter {
	readonly #waiting: (() => void)[] = [];
	#free: number;

	constructor(atOnce: number) {
		this.#free = atOnce;
	}

	async run<T>(task: () => Promise<T>): Promise<T> {
		if (this.#free > 0) this.#free--;
		else await new Promise<void>((resolve) => this.#waiting.push(resolve));
		try {
			return await task();
		} finally {
			const next = this.#waiting.shift();
			if (next === undefined) this.#free++;
			else next();
		}
	}
}

/** Runs the task for each item, so many at once; the first failure ends it once those under way have ended. */
export async function forEach<T>(items: readonly T[], atOnce: number, task: (item: T) => Promise<void>): Promise<void> {
	const queue = [...items];
	let failure: { readonly error: unknown } | undefined;
	const worker = async (): Promise<void> => {
		for (let item = queue.shift(); item !== undefined && failure === undefined; item = queue.shift()) {
			try {
				await task(item);
			} catch (error) {
				failure ??= { error };
			}
		}
	};
	await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, worker));
	if (failure !== undefined) throw failure.error;
}
