/** What the parts of the bench share: how a figure is taken and what a line of a table holds. */

export interface Figure {
	readonly median: number;
	readonly best: number;
	readonly worst: number;
	readonly runs: number;
	readonly unit: 'ms' | 'B' | 'MB';
}

export interface Line {
	readonly what: string;
	readonly figure: Figure;
	/** The same work without us, or a peer's, taken in the same run. */
	readonly floor: Figure | undefined;
	/** How many times the floor, or how many times less than it. */
	readonly ratio: number | undefined;
	/** In words; left out where a figure is only kept for the record. */
	readonly budget: string | undefined;
	readonly met: boolean | undefined;
	readonly note?: string;
}

export interface Table {
	readonly title: string;
	/** What the column of floors holds. */
	readonly floor: string;
	readonly lines: readonly Line[];
	readonly notes: readonly string[];
}

export function figure(values: readonly number[], unit: Figure['unit'] = 'ms'): Figure {
	const sorted = [...values].sort((a, b) => a - b);
	return { median: medianOf(sorted), best: sorted[0] ?? Number.NaN, worst: sorted.at(-1) ?? Number.NaN, runs: sorted.length, unit };
}

export function medianOf(values: readonly number[]): number {
	const sorted = [...values].sort((a, b) => a - b);
	const middle = Math.floor(sorted.length / 2);
	const [low = Number.NaN, high = Number.NaN] = sorted.length % 2 === 0 ? [sorted[middle - 1], sorted[middle]] : [sorted[middle], sorted[middle]];
	return (low + high) / 2;
}

/** A figure that may be at most so many times its floor. */
export function atMost(what: string, [ours, floor]: readonly [Figure, Figure], most: number): Line {
	const ratio = ours.median / floor.median;
	return { what, figure: ours, floor, ratio, budget: `≤ ${most}×`, met: ratio <= most };
}

/** A figure that must be at least so many times less than the peer's. */
export function timesLess(what: string, [ours, peer]: readonly [Figure, Figure], least: number | undefined): Line {
	const ratio = peer.median / ours.median;
	return { what, figure: ours, floor: peer, ratio, budget: least === undefined ? undefined : `≥ ${least}×`, met: least === undefined ? undefined : ratio >= least };
}

/** A figure with a limit of its own. */
export function below(what: string, [ours, floor]: readonly [Figure, Figure | undefined], limit: number): Line {
	return { what, figure: ours, floor, ratio: floor === undefined ? undefined : ours.median / floor.median, budget: `< ${limit} ${ours.unit}`, met: ours.median < limit };
}

export function record(what: string, ours: Figure, floor?: Figure): Line {
	return { what, figure: ours, floor, ratio: floor === undefined ? undefined : ours.median / floor.median, budget: undefined, met: undefined };
}

export interface Heartbeat {
	/** Longest gap between two beats so far, ms. */
	readonly longest: number;
	stop(): number;
}

/** Beats as often as timers can; a gap is time in which nothing else on this thread could run either. */
export function heartbeat(every = 1): Heartbeat {
	let longest = 0;
	let last = performance.now();
	const beat = (): void => {
		const now = performance.now();
		longest = Math.max(longest, now - last);
		last = now;
	};
	const timer = setInterval(beat, every);
	return {
		get longest() {
			return longest;
		},
		stop: () => {
			clearInterval(timer);
			beat();
			return longest;
		},
	};
}
