import { setTimeout as wait } from 'node:timers/promises';

/** Every duration of the connection in ms. Tests shorten them; people never see them as settings. */
export interface Timing {
	readonly connect: number;
	/** From the request to the answer's headers. */
	readonly headers: number;
	/** Without a byte in the middle of a body. */
	readonly bodyIdle: number;
	/** A watch without a byte for so long is asked whether it is alive: bookmarks are no heartbeat, a quiet server sends none. */
	readonly watchIdle: number;
	readonly probe: number;
	/** How long the server keeps a watch; shorter than the five minutes after which load balancers like to cut. */
	readonly watchLife: { readonly min: number; readonly max: number };
	readonly backoff: { readonly min: number; readonly max: number };
	/** For failures that a person must mend. Doubles too: some credential plugins open a browser each time. */
	readonly slow: { readonly min: number; readonly max: number };
	readonly retryAfterMax: number;
	/** A timer that comes so much too late slept with the machine. */
	readonly sleepGap: number;
	readonly sleepTick: number;
	/** Between two lists where the cluster does not let us watch. */
	readonly poll: number;
	/** Between two looks at the schema that the cluster serves; mostly answered with "not modified". */
	readonly schema: number;
	/** Between two attempts of one patch after a conflict. */
	readonly conflict: { readonly min: number; readonly max: number };
	readonly credentialPlugin: number;
	/** How long the main thread is kept at most before others get a turn. */
	readonly slice: number;
}

export const defaultTiming: Timing = {
	connect: 10_000,
	headers: 30_000,
	bodyIdle: 30_000,
	watchIdle: 45_000,
	probe: 10_000,
	watchLife: { min: 240_000, max: 290_000 },
	backoff: { min: 800, max: 30_000 },
	slow: { min: 60_000, max: 600_000 },
	retryAfterMax: 120_000,
	sleepGap: 30_000,
	sleepTick: 5_000,
	poll: 30_000,
	schema: 60_000,
	conflict: { min: 50, max: 400 },
	credentialPlugin: 60_000,
	slice: 8,
};

/** A fifth more or less, so that many clients thrown off at once do not come back at once. */
export function jittered(ms: number): number {
	return ms * (0.8 + Math.random() * 0.4);
}

/** `failures` counts from 0. */
export function backoffDelay({ min, max }: { readonly min: number; readonly max: number }, failures: number): number {
	return jittered(Math.min(max, min * 2 ** Math.min(failures, 20)));
}

export function between({ min, max }: { readonly min: number; readonly max: number }): number {
	return min + Math.random() * (max - min);
}

/** Rejects with the signal's reason. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
	await wait(ms, undefined, { signal });
}

/** Lets timers, sockets and the rest of the extension host have a turn once `ms` were used up. */
export class Slice {
	#until: number;

	constructor(private readonly ms: number) {
		this.#until = performance.now() + ms;
	}

	async breathe(): Promise<void> {
		if (performance.now() < this.#until) return;
		await new Promise<void>((resolve) => setImmediate(resolve));
		this.#until = performance.now() + this.ms;
	}
}
