import { beginsNumber, isText, resolvedKey, resolveScalar, type Resolved } from '../scalar/resolve';
import type { MapNode, ScalarNode, SeqNode, YamlNode } from '../tree';
import { memoryOf } from './memory';
import type { Piece, Range } from './piece';
import { positionIn } from './piece';

/** A value in a document together with the place where it stands. */
export interface Spot {
	/** What is written there; for an alias the alias itself. */
	readonly node: YamlNode;
	readonly piece: Piece;
	/** The key it is the value of; undefined for items of a list and for the root. */
	readonly key: YamlNode | undefined;
	/** The piece that the key stands in; differs from `piece` when the value was cut into pieces of its own. */
	readonly keyPiece: Piece;
}

/** The node a spot stands for: what an alias points to. Undefined for an alias that points nowhere. */
export function contentOf(spot: Spot): YamlNode | undefined {
	return follow(spot.node, spot.piece);
}

export function follow(node: YamlNode, piece: Piece): YamlNode | undefined {
	let current: YamlNode | undefined = node;
	for (let steps = 0; current?.kind === 'alias' && steps < 100; steps++) current = piece.tree.aliases.get(current);
	return current?.kind === 'alias' ? undefined : current;
}

function childPiece(parent: YamlNode, index: number, piece: Piece): Piece {
	return piece.tree.cuts.size === 0 ? piece : (piece.tree.cuts.get(parent)?.[index] ?? piece);
}

/** The value under a key of the map at this spot, merged keys included; undefined when it is no map or has no such key. */
export function field(spot: Spot | undefined, name: string): Spot | undefined {
	if (!spot) return undefined;
	const node = contentOf(spot);
	return node?.kind === 'map' ? fieldOf(node, name, spot.piece, 0) : undefined;
}

/** The string that the cluster reads under a key of the map at this spot; undefined for everything else. No spot is made for it. */
export function fieldText({ node, piece }: Spot, name: string): string | undefined {
	const map = follow(node, piece);
	if (map?.kind !== 'map') return undefined;
	const index = indexOfKey(map, name);
	if (index === merged) return textOf(mergedField(map, name, piece, 0));
	const value = map.values[index];
	const content = value && follow(value, piece);
	if (content?.kind !== 'scalar') return undefined;
	return textIn(content);
}

/** A key may be there by a merge. */
const merged = -2;

/** Maps of more keys are looked up by an index. */
const manyKeys = 200;

/** The last key that spells a name, as for kubectl where it stands twice; −1 for none. */
function indexOfKey(map: MapNode, name: string): number {
	const { keys } = map;
	if (keys.length > manyKeys) {
		const index = indexedKeys(map);
		return index.get(name) ?? index.get(mergeKey) ?? -1;
	}
	let merges = false;
	// Keys such as `010` and `yes` spell another word than they are: a number or a truth value, but for what a tag makes of them.
	const isOdd = name === 'true' || name === 'false' || beginsNumber(name);
	for (let i = keys.length - 1; i >= 0; i--) {
		const key = keys[i];
		if (key?.kind !== 'scalar') continue;
		if (key.text === name || ((isOdd || key.props) && key.style === 'plain' && !isText(key) && resolvedKey(key)?.text === name)) return i;
		if (key.text === '<<' && key.style === 'plain') merges = true;
	}
	return merges ? merged : -1;
}

/** No text that is looked up: where a map has a merge key, it says so. */
const mergeKey = Symbol('<<');

/** By what the keys of a map are written as and are read as. */
function indexedKeys(map: MapNode): ReadonlyMap<string | symbol, number> {
	const remembered = memoryOf(map);
	if (remembered.keys) return remembered.keys;
	const index = new Map<string | symbol, number>();
	for (const [at, key] of map.keys.entries()) {
		if (key.kind !== 'scalar') continue;
		index.set(key.text, at);
		if (key.style !== 'plain') continue;
		if (key.text === '<<') index.set(mergeKey, merged);
		const read = isText(key) ? undefined : resolvedKey(key);
		if (read) index.set(read.text, at);
	}
	remembered.keys = index;
	return index;
}

function fieldOf(node: MapNode, name: string, piece: Piece, depth: number): Spot | undefined {
	const index = indexOfKey(node, name);
	if (index !== merged) return index < 0 ? undefined : child(node, index, piece);
	return depth < 20 ? mergedField(node, name, piece, depth) : undefined;
}

function mergedField(node: MapNode, name: string, piece: Piece, depth: number): Spot | undefined {
	for (const [i, key] of node.keys.entries()) {
		if (key.kind !== 'scalar' || key.text !== '<<' || key.style !== 'plain') continue;
		const value = node.values[i];
		const target = value ? follow(value, piece) : undefined;
		const sources = target?.kind === 'seq' ? target.items.map((item) => follow(item, piece)) : [target];
		for (const source of sources) {
			const found = source?.kind === 'map' ? fieldOf(source, name, piece, depth + 1) : undefined;
			if (found) return found;
		}
	}
	return undefined;
}

/** The value at a path of keys. */
export function at(spot: Spot | undefined, ...path: readonly string[]): Spot | undefined {
	let current = spot;
	for (const name of path) current = field(current, name);
	return current;
}

/** Key i of a map and its value. */
export function child(node: MapNode, index: number, piece: Piece): Spot | undefined {
	const value = node.values[index];
	const key = node.keys[index];
	if (!value || !key) return undefined;
	const home = childPiece(node, index, piece);
	return { node: value, piece: home, key, keyPiece: home };
}

/** The entries of a map in order, keys as written (without merged ones). */
export function entries(spot: Spot | undefined): readonly Spot[] {
	const node = spot ? contentOf(spot) : undefined;
	if (!spot || node?.kind !== 'map') return [];
	return node.keys.flatMap((_, index) => child(node, index, spot.piece) ?? []);
}

/** The items of a list in order; none when it is no list. */
export function items(spot: Spot | undefined): readonly Spot[] {
	const node = spot ? contentOf(spot) : undefined;
	if (!spot || node?.kind !== 'seq') return [];
	return node.items.map((item, index) => itemSpot(node, item, index, spot.piece));
}

/** One item of a list, without going through the others. */
export function itemAt(spot: Spot, index: number): Spot | undefined {
	const node = contentOf(spot);
	const item = node?.kind === 'seq' ? node.items[index] : undefined;
	return item && node?.kind === 'seq' ? itemSpot(node, item, index, spot.piece) : undefined;
}

export function itemSpot(node: SeqNode, item: YamlNode, index: number, piece: Piece): Spot {
	const home = childPiece(node, index, piece);
	return { node: item, piece: home, key: undefined, keyPiece: home };
}

/** The key a spot stands under, as the cluster reads it; undefined for list items and keys it cannot read. */
export function keyOf(spot: Spot): string | undefined {
	return spot.key?.kind === 'scalar' ? resolvedKey(spot.key)?.text : undefined;
}

/** A scalar as the cluster reads it; undefined for collections. */
export function scalarOf(spot: Spot | undefined): Resolved | undefined {
	const node = spot ? contentOf(spot) : undefined;
	return node?.kind === 'scalar' ? resolveScalar(node) : undefined;
}

/** The string that the cluster reads here; undefined for every other type, null and nothing at all. */
export function textOf(spot: Spot | undefined): string | undefined {
	const node = spot ? contentOf(spot) : undefined;
	if (node?.kind !== 'scalar') return undefined;
	return textIn(node);
}

function textIn(node: ScalarNode): string | undefined {
	if (isText(node)) return node.text;
	const read = resolveScalar(node);
	return read.type === 'string' ? read.value : undefined;
}

/** The integer that the cluster reads here. */
export function integerOf(spot: Spot | undefined): number | undefined {
	const read = scalarOf(spot);
	return read?.type === 'integer' ? read.value : undefined;
}

export function truthOf(spot: Spot | undefined): boolean | undefined {
	const read = scalarOf(spot);
	return read?.type === 'boolean' ? read.value : undefined;
}

/** Which part of a spot is meant: the whole value, its key, or what is there to see (the key of a collection, else the value). */
export type Part = 'value' | 'key' | 'sign';

/** A stretch of a piece, in node offsets. */
export interface Stretch {
	readonly piece: Piece;
	readonly start: number;
	readonly end: number;
}

export function stretchOf(spot: Spot, part: Part = 'sign'): Stretch {
	const { node, key } = spot;
	const written = node.end > node.start;
	const useKey = key !== undefined && (part === 'key' || !written || (part === 'sign' && node.kind !== 'scalar' && node.kind !== 'alias'));
	if (useKey) return { piece: spot.keyPiece, start: key.start, end: key.end };
	if (part === 'sign' || isCut(node, spot.piece)) return firstOf(spot);
	return { piece: spot.piece, start: node.start, end: node.end };
}

function isCut(node: YamlNode, piece: Piece): boolean {
	return piece.tree.cuts.has(node);
}

/** The first thing to see of a value without key: for a block collection its first key. */
function firstOf(spot: Spot): Stretch {
	const { node, piece } = spot;
	if (node.kind === 'map' && !node.flow) {
		const key = node.keys[0];
		if (key) return { piece: childPiece(node, 0, piece), start: key.start, end: key.end };
	}
	if (node.kind === 'seq' && !node.flow) {
		const item = node.items[0];
		if (item) return firstOf(itemSpot(node, item, 0, piece));
	}
	return { piece, start: node.start, end: Math.max(node.end, node.start) };
}

export function rangeOf(stretch: Stretch): Range {
	return { start: positionIn(stretch.piece, stretch.start), end: positionIn(stretch.piece, stretch.end) };
}
