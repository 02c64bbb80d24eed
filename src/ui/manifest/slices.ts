/** What a thread offers to those who share it. */
export interface Thread {
	/** ms. */
	now(): number;
	/** Runs something once everything else that waits has had its turn. */
	later(run: () => void): void;
}

/** Node's thread, or a browser's, where timers would wait 4 ms each. */
export function thisThread(): Thread {
	const now = (): number => performance.now();
	if (typeof setImmediate === 'function') return { now, later: (run) => void setImmediate(run) };
	const { port1, port2 } = new MessageChannel();
	const waiting: (() => void)[] = [];
	port1.addEventListener('message', () => waiting.shift()?.());
	port1.start();
	return {
		now,
		later: (run) => {
			waiting.push(run);
			port2.postMessage(undefined);
		},
	};
}

/**
 * How long the thread is held in one go, ms. A step under way is not broken off: it takes a millisecond or two, more with
 * code that is not compiled yet or while memory is collected, and together they are to stay below 10.
 */
const slice = 2;

interface Job {
	readonly step: () => boolean;
	readonly done: (finished: boolean) => void;
	readonly broken: (error: unknown) => void;
}

/** Does long work in slices, one job after the other, so that the thread stays free for everybody else. */
export class Slices {
	readonly #thread: Thread;
	readonly #jobs: Job[] = [];
	#isWaiting = false;

	constructor(thread: Thread) {
		this.#thread = thread;
	}

	/** Takes steps until one says that nothing is left. False when that was given up before. */
	async run(step: () => boolean): Promise<boolean> {
		return await new Promise((done, broken) => {
			this.#jobs.push({ step, done, broken });
			if (!this.#isWaiting) this.#go();
		});
	}

	/** Gives up what is not done. */
	dispose(): void {
		for (const { done } of this.#jobs.splice(0)) done(false);
	}

	#go(): void {
		this.#isWaiting = false;
		const until = this.#thread.now() + slice;
		for (let [job] = this.#jobs; job !== undefined && this.#thread.now() < until; [job] = this.#jobs) this.#step(job);
		if (this.#jobs.length === 0) return;
		this.#isWaiting = true;
		this.#thread.later(() => this.#go());
	}

	#step(job: Job): void {
		try {
			// A step may dispose of everything.
			if (!job.step() || this.#jobs[0] !== job) return;
			this.#jobs.shift();
			job.done(true);
		} catch (error) {
			this.#jobs.splice(this.#jobs.indexOf(job), 1);
			job.broken(error);
		}
	}
}
