import type { Range } from '../document/piece';
import { rangeOf, stretchOf, type Spot } from '../document/spot';
import { locate } from './locate';
import { wholeRange } from './symbols';

/** What "expand selection" takes in from an offset, innermost first, without repeats. */
export function selectionAt(payload: Spot, offset: number): readonly Range[] {
	const located = locate(payload, offset);
	if (!located) return [];
	const { spot, onKey } = located;
	// Of what is kept in pieces there is no stretch but the whole.
	const innermost = onKey || !spot.piece.tree.cuts.has(spot.node) ? [rangeOf(stretchOf(spot, onKey ? 'key' : 'value'))] : [];
	const ranges = [...innermost, ...located.around.toReversed().map(wholeRange)];
	return ranges.filter((range, index) => index === 0 || !same(range, ranges[index - 1]));
}

function same(a: Range, b: Range | undefined): boolean {
	return [a.start, a.end].every((place, index) => {
		const other = index === 0 ? b?.start : b?.end;
		return place.line === other?.line && place.character === other.character;
	});
}
