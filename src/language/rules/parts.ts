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
export interface Way {
	readonly [field: string]: Way | PartName | undefined;
}

export const wayToLists: Way = {
	spec: { payloadVerificationConfig: Object.fromEntries(specLists.map(([list]) => [list, 'configured'])) },
	status: Object.fromEntries(resultLists.map(([list]) => [list, 'reported'])),
};

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
