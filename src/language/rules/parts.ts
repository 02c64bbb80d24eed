import { contentOf, type Spot } from '../document/spot';
import type { YamlNode } from '../tree';
import { resultLists, specLists } from './fields';

/**
 * The nodes that a payload consists of: those outside of its lists of jobs, and those lists. An edit makes new nodes for
 * what it touches, so what follows from nodes that are still the same still holds.
 */
export interface Parts {
	readonly head: readonly YamlNode[];
	readonly configured: readonly YamlNode[];
	readonly reported: readonly YamlNode[];
}

export type PartName = keyof Parts;

/** The way to the lists of jobs: a map of fields for what is descended into, the name of a part where a list stands. */
interface Way {
	readonly [field: string]: Way | PartName | undefined;
}

const wayToLists: Way = {
	spec: { payloadVerificationConfig: Object.fromEntries(specLists.map(([list]) => [list, 'configured'])) },
	status: Object.fromEntries(resultLists.map(([list]) => [list, 'reported'])),
};

/** What was asked for of a payload, as bits: parts of it, the maps around its lists, all of it. */
export const seenOf: Readonly<Record<PartName | 'around' | 'whole', number>> = { head: 1, configured: 2, reported: 4, around: 8, whole: 16 };

/** The bits of what stands at a path of keys. */
export function seenAt(path: readonly string[]): number {
	let way: Way | PartName | undefined = wayToLists;
	for (let step = 0; step < path.length && typeof way === 'object'; step++) way = way[path[step] ?? ''];
	return typeof way === 'object' ? seenOf.head | seenOf.around : seenOf[way ?? 'head'];
}

export function partsOf(root: Spot): Parts {
	const parts = { head: [], configured: [], reported: [] };
	collect(contentOf(root), wayToLists, parts);
	return parts;
}

function collect(node: YamlNode | undefined, way: Way, parts: Readonly<Record<PartName, YamlNode[]>>): void {
	if (node?.kind !== 'map') return;
	for (let index = 0; index < node.keys.length; index++) {
		const key = node.keys[index];
		const value = node.values[index];
		if (!key || !value) continue;
		// The key too: it tells whether the lines were read anew on which it stands.
		parts.head.push(key);
		const next = key.kind === 'scalar' && Object.hasOwn(way, key.text) ? way[key.text] : undefined;
		if (typeof next === 'object' && value.kind === 'map') collect(value, next, parts);
		else parts[typeof next === 'string' ? next : 'head'].push(value);
	}
}
