import type { Position, Range } from '../document/piece';
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
	return ranges.filter(({ start, end }, index) => {
		const before = ranges[index - 1];
		return !before || !isSame(start, before.start) || !isSame(end, before.end);
	});
}

function isSame(a: Position, b: Position): boolean {
	return a.line === b.line && a.character === b.character;
}
