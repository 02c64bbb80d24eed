import type { Value } from '../../schema/schema';
import { resolvedKey, resolveScalar } from '../scalar/resolve';
import type { MapNode, YamlNode } from '../tree';
import { memoryOf } from './memory';
import type { Piece } from './piece';
import { follow, type Spot } from './spot';

/**
 * The JSON value that the cluster reads at this spot: last duplicate wins, merge keys merged, aliases followed, integers
 * beyond 2^53 as bigint. What the server cannot read (null keys, `.inf`, aliases without target) is left out or null;
 * findings/reading.ts says so. Remembered by node.
 */
export function valueAt(spot: Spot): Value {
	return valueOf(spot.node, spot.piece);
}

export function valueOf(node: YamlNode, piece: Piece): Value {
	if (node.kind === 'scalar') return scalarValue(node);
	const remembered = memoryOf(node);
	if (remembered.value !== undefined) return remembered.value;
	const value = computed(node, piece);
	remembered.value = value;
	return value;
}

function computed(node: YamlNode, piece: Piece): Value {
	if (node.kind === 'alias') {
		const target = follow(node, piece);
		return target ? valueOf(target, piece) : null;
	}
	if (node.kind === 'seq') return node.items.map((item) => valueOf(item, piece));
	return node.kind === 'map' ? mapValue(node, piece) : null;
}

function mapValue(node: MapNode, piece: Piece): Value {
	const fields: Record<string, Value> = {};
	// goyaml.v2 sets keys in the order of the text, a merge at its place.
	for (const [index, key] of node.keys.entries()) {
		const value = node.values[index];
		if (!value) continue;
		if (isMergeKey(key)) {
			for (const source of mergeSources(value, piece)) {
				const merged = valueOf(source, piece);
				if (typeof merged !== 'object' || !merged) continue;
				for (const [name, each] of Object.entries(merged)) set(fields, name, each);
			}
			continue;
		}
		const content = follow(key, piece);
		const name = content?.kind === 'scalar' ? resolvedKey(content)?.text : undefined;
		if (name !== undefined) set(fields, name, valueOf(value, piece));
	}
	return fields;
}

/** `__proto__` is a key like any other. */
function set(fields: Record<string, Value>, name: string, value: Value): void {
	if (name === '__proto__') Object.defineProperty(fields, name, { value, enumerable: true, configurable: true, writable: true });
	else fields[name] = value;
}

/** goyaml.v2: the plain `<<`, or one tagged as a merge or with a lone `!`, in quotes too. */
export function isMergeKey(key: YamlNode): boolean {
	if (key.kind !== 'scalar') return false;
	const tag = key.props?.tag;
	return key.text === '<<' && (tag === 'tag:yaml.org,2002:merge' || tag === '!' || (tag === undefined && key.style === 'plain'));
}

/** The maps that a merge key's value names, in the order in which they are applied (a list backwards: its first wins). */
export function mergeSources(value: YamlNode, piece: Piece): readonly MapNode[] {
	const target = follow(value, piece);
	if (target?.kind === 'map') return [target];
	if (target?.kind !== 'seq') return [];
	return target.items.flatMap((item) => follow(item, piece) ?? []).filter((item): item is MapNode => item.kind === 'map').reverse();
}

function scalarValue(node: Extract<YamlNode, { kind: 'scalar' }>): Value {
	const read = resolveScalar(node);
	switch (read.type) {
		case 'integer':
			if (Number.isSafeInteger(read.value)) return read.value;
			return read.exact ?? BigInt(read.value);
		case 'number':
		case 'boolean':
		case 'string':
			return read.value;
		case 'null':
		case 'unreadable':
			return null;
	}
}
