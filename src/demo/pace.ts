/** How fast the controllers go, and the end of all their waiting. */
export interface Pace {
	readonly speed: number;
	readonly stopped: boolean;
	/** Real milliseconds at speed 1, fewer when faster. */
	sleep(ms: number): Promise<void>;
	/** One write: five in a second, ten at once, as the controllers' shared client allows itself. */
	write(): Promise<void>;
	stop(): void;
}

const perSecond = 5;
const burst = 10;

export function newPace(speed: number): Pace {
	let stopped = false;
	let allowance = burst;
	let counted = Date.now();
	const sleep = (ms: number): Promise<void> => new Promise((resolve) => void setTimeout(resolve, ms / speed).unref());
	return {
		speed,
		get stopped() {
			return stopped;
		},
		sleep,
		write: async () => {
			const now = Date.now();
			allowance = Math.min(burst, allowance + ((now - counted) / 1000) * perSecond * speed);
			counted = now;
			allowance--;
			if (allowance < 0) await sleep((-allowance * 1000) / perSecond);
		},
		stop: () => {
			stopped = true;
		},
	};
}
