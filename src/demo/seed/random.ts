/** Numbers that look random and are the same for the same seed. */
export interface Random {
	/** At least 0, less than 1. */
	next(): number;
	/** Whole, from 0, less than the limit. */
	below(limit: number): number;
	chance(probability: number): boolean;
	pick<T>(items: readonly [T, ...T[]]): T;
}

/** mulberry32: small, and good enough to scatter results. */
export function newRandom(seed: number): Random {
	let state = (seed ^ 0x9e3779b9) >>> 0;
	const next = (): number => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
	const below = (limit: number): number => Math.floor(next() * limit);
	return { next, below, chance: (probability) => next() < probability, pick: (items) => items[below(items.length)] ?? items[0] };
}

/** A seed of its own for each thing that has a name, so that more payloads do not change the first ones. */
export function seedFor(seed: number, name: string): number {
	let hash = seed >>> 0;
	for (const character of name) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
	return hash;
}
