/** A small repeatable generator: a failing run is repeated with the seed it printed. */
export interface Random {
	below(limit: number): number;
	pick<T>(list: readonly T[]): T;
}

export function freshSeed(): number {
	const given = Number(process.env['RELEASEPAYLOAD_SEED']);
	return Number.isSafeInteger(given) && given > 0 ? given : Math.floor(Math.random() * 2 ** 31);
}

export function randomOf(seed: number): Random {
	let state = seed >>> 0;
	const next = (): number => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
	const below = (limit: number): number => Math.floor(next() * limit);
	return {
		below,
		pick: (list) => {
			const chosen = list[below(list.length)];
			if (chosen === undefined) throw new Error('nothing to pick from');
			return chosen;
		},
	};
}
