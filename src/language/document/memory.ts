import type { SeqNode, YamlNode } from '../tree';
import type { CutTree, Piece, Remembered } from './piece';
import type { Spot } from './spot';

export function memoryOf(node: YamlNode, piece: Piece): Remembered {
	const { memory } = piece.tree;
	let remembered = memory.get(node);
	if (!remembered) {
		remembered = {};
		memory.set(node, remembered);
	}
	return remembered;
}

/** What was made of a spot, made once for as long as the text there stays as it is. */
export function keptBy<S extends Spot | undefined, T>(spot: S, what: string, make: (spot: S) => T): T {
	if (spot === undefined) return make(spot);
	const memory = memoryOf(spot.node, spot.piece);
	memory.views ??= new Map();
	const known = memory.views.get(what) as T | undefined;
	if (known !== undefined) return known;
	const made = make(spot);
	memory.views.set(what, made);
	return made;
}

/** What was made of a list's items, by index; undefined where that is still to be done. To be filled in by who asks. */
export function keptByItem<T>(list: SeqNode, piece: Piece, what: string): (T | undefined)[] {
	const memory = memoryOf(list, piece);
	memory.byItem ??= new Map();
	let kept = memory.byItem.get(what) as (T | undefined)[] | undefined;
	if (!kept) {
		kept = new Array<T | undefined>(list.items.length).fill(undefined);
		memory.byItem.set(what, kept);
	}
	return kept;
}

/** What outlives edits of a node, for who can tell what of it still holds. */
export function lastingOf(node: YamlNode, piece: Piece): Map<string, unknown> {
	const memory = memoryOf(node, piece);
	memory.lasting ??= new Map<string, unknown>();
	return memory.lasting;
}

/** Children of a collection that an edit has replaced: `count` of them from `at`, by `now` others. */
export interface Replaced {
	readonly at: number;
	readonly count: number;
	readonly now: number;
}

/** Gives what is known of a collection to the one that an edit has put in its place, but for the children that were replaced. */
export function handOn({ memory }: CutTree, former: YamlNode, next: YamlNode, { at, count, now }: Replaced): void {
	const known = memory.get(former);
	if (!known?.byItem && !known?.lasting) return;
	const byItem = new Map<string, unknown[]>();
	const missing = new Array<undefined>(now).fill(undefined);
	for (const [what, kept] of known.byItem ?? []) byItem.set(what, kept.slice(0, at).concat(missing, kept.slice(at + count)));
	memory.set(next, { byItem, lasting: known.lasting });
}
