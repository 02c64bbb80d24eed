import type { Value } from '../../schema/schema';
import type { SeqNode, YamlNode } from '../tree';
import type { Spot } from './spot';

/** Results kept by node: an edit makes new nodes for what it touches, so that what is found here always holds. */
interface Remembered {
	value?: Value;
	/** Of a large map, where its keys are. */
	keys?: ReadonlyMap<string | symbol, number>;
	views?: Map<string, unknown>;
	/** Of a list's items, by what it is: see `keptByItem`. */
	byItem?: Map<string, unknown[]>;
	/** The one thing that does not hold by itself: see `lastingOf`. */
	lasting?: Map<string, unknown> | undefined;
}

/** One for all texts: many small ones would cost more than what is in them. What is known of a node is forgotten with it. */
const memory = new WeakMap<YamlNode, Remembered>();

export function memoryOf(node: YamlNode): Remembered {
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
	const remembered = memoryOf(spot.node);
	remembered.views ??= new Map();
	const known = remembered.views.get(what) as T | undefined;
	if (known !== undefined) return known;
	const made = make(spot);
	remembered.views.set(what, made);
	return made;
}

/** What was made of a list's items, by index; undefined where that is still to be done. To be filled in by who asks. */
export function keptByItem<T>(list: SeqNode, what: string): (T | undefined)[] {
	const remembered = memoryOf(list);
	remembered.byItem ??= new Map();
	let kept = remembered.byItem.get(what) as (T | undefined)[] | undefined;
	if (!kept) {
		kept = new Array<T | undefined>(list.items.length).fill(undefined);
		remembered.byItem.set(what, kept);
	}
	return kept;
}

/** What outlives edits of a node, for who can tell what of it still holds. */
export function lastingOf(node: YamlNode): Map<string, unknown> {
	return (memoryOf(node).lasting ??= new Map<string, unknown>());
}

/** Children of a collection that an edit has replaced: `count` of them from `at`, by `now` others. */
export interface Replaced {
	readonly at: number;
	readonly count: number;
	readonly now: number;
}

/** Gives what is known of a collection to the one that an edit has put in its place, but for the children that were replaced. */
export function handOn(former: YamlNode, next: YamlNode, { at, count, now }: Replaced): void {
	const known = memory.get(former);
	if (!known?.byItem && !known?.lasting) return;
	const { byItem = new Map<string, unknown[]>(), lasting } = known;
	for (const kept of byItem.values()) {
		if (count === now) kept.fill(undefined, at, at + count);
		else kept.splice(at, count, ...new Array<undefined>(now).fill(undefined));
	}
	// The lists go over as they are: nobody asks about a node that is no longer in a tree.
	memory.delete(former);
	memory.set(next, { byItem, lasting });
}
