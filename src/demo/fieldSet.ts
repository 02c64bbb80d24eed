// Sets of fields as `metadata.managedFields` keeps them (FieldsV1 of sigs.k8s.io/structured-merge-diff).
import { asList, asText, isList, isObject, objectOf, sameJson, sorted, toText, type Json, type JsonObject } from './json';

/** A place in an object: whether the place itself is in the set, and which places below it are. */
export interface FieldNode {
	readonly member: boolean;
	/** By path element as FieldsV1 spells it: `f:name`, `v:value`, `k:{keys}`. */
	readonly children: ReadonlyMap<string, FieldNode>;
}

export const emptySet: FieldNode = { member: false, children: new Map() };
const leaf: FieldNode = { member: true, children: new Map() };

export function isEmptySet(node: FieldNode): boolean {
	return !node.member && node.children.size === 0;
}

type Combine = (a: boolean, b: boolean) => boolean;

function combined(a: FieldNode, b: FieldNode, combine: Combine): FieldNode {
	const children = new Map<string, FieldNode>();
	for (const key of new Set([...a.children.keys(), ...b.children.keys()])) {
		const child = combined(a.children.get(key) ?? emptySet, b.children.get(key) ?? emptySet, combine);
		if (!isEmptySet(child)) children.set(key, child);
	}
	return { member: combine(a.member, b.member), children };
}

export function union(a: FieldNode, b: FieldNode): FieldNode {
	return combined(a, b, (inA, inB) => inA || inB);
}

export function difference(a: FieldNode, b: FieldNode): FieldNode {
	return combined(a, b, (inA, inB) => inA && !inB);
}

export function intersection(a: FieldNode, b: FieldNode): FieldNode {
	return combined(a, b, (inA, inB) => inA && inB);
}

export function sameSet(a: FieldNode, b: FieldNode): boolean {
	return isEmptySet(combined(a, b, (inA, inB) => inA !== inB));
}

/** Every place on the way to a member counts as a member. */
export function withParents(node: FieldNode): FieldNode {
	const children = new Map([...node.children].map(([key, child]) => [key, withParents(child)] as const));
	return { member: node.member || children.size > 0, children };
}

export function fromFieldsV1(value: Json | undefined): FieldNode {
	if (!isObject(value)) return emptySet;
	const children = new Map<string, FieldNode>();
	for (const [key, below] of Object.entries(value)) {
		if (key === '.') continue;
		children.set(key, isObject(below) && Object.keys(below).length === 0 ? leaf : fromFieldsV1(below));
	}
	return { member: Object.hasOwn(value, '.'), children };
}

export function toFieldsV1(node: FieldNode): JsonObject {
	const below = [...node.children].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, child]) => [key, toFieldsV1(child)] as const);
	return objectOf(node.member && below.length > 0 ? [['.', {}], ...below] : below);
}

/** The paths of the members, as messages spell them: `.spec.payloadOverride.reason`. */
export function memberPaths(node: FieldNode, path = ''): readonly string[] {
	const below = [...node.children].flatMap(([key, child]) => memberPaths(child, path + elementText(key)));
	return node.member ? [path, ...below] : below;
}

function elementText(key: string): string {
	const text = key.slice(2);
	if (key.startsWith('f:')) return `.${text}`;
	return key.startsWith('v:') ? `[=${text}]` : `[${text.slice(1, -1).replace(/"([^"]*)":/g, '$1=')}]`;
}

/**
 * What stands directly below a value; undefined for a leaf. Lists of custom resources are leaves (atomic) unless their
 * schema says otherwise, which ReleasePayload's does nowhere; only two lists of the metadata are kept item by item.
 */
export function childrenOf(value: Json | undefined, element: string): ReadonlyMap<string, Json> | undefined {
	if (isObject(value)) {
		const entries = Object.entries(value).filter((entry): entry is [string, Json] => entry[1] !== undefined);
		return new Map(entries.map(([key, item]) => [`f:${key}`, item]));
	}
	if (!isList(value)) return undefined;
	if (element === 'f:finalizers') return new Map(value.map((item) => [`v:${toText(item)}`, item]));
	if (element === 'f:ownerReferences') return new Map(value.map((item) => [`k:${toText({ uid: isObject(item) ? (asText(item['uid']) ?? '') : '' })}`, item]));
	return undefined;
}

export interface Comparison {
	readonly added: FieldNode;
	readonly removed: FieldNode;
	readonly modified: FieldNode;
}

const nothing: Comparison = { added: emptySet, removed: emptySet, modified: emptySet };

/** How one object differs from another, place by place. A container that is new or gone counts itself too. */
export function compareFields(before: Json | undefined, after: Json | undefined, element = ''): Comparison {
	const a = childrenOf(before, element);
	const b = childrenOf(after, element);
	if ((a?.size ?? 0) === 0 && (b?.size ?? 0) === 0) return compareLeaf(before, after);
	const added = new Map<string, FieldNode>();
	const removed = new Map<string, FieldNode>();
	const modified = new Map<string, FieldNode>();
	for (const key of new Set([...(a?.keys() ?? []), ...(b?.keys() ?? [])])) {
		const below = compareFields(a?.get(key), b?.get(key), key);
		if (!isEmptySet(below.added)) added.set(key, below.added);
		if (!isEmptySet(below.removed)) removed.set(key, below.removed);
		if (!isEmptySet(below.modified)) modified.set(key, below.modified);
	}
	return {
		added: { member: before === undefined, children: added },
		removed: { member: after === undefined, children: removed },
		modified: { member: false, children: modified },
	};
}

function compareLeaf(before: Json | undefined, after: Json | undefined): Comparison {
	if (before === undefined && after === undefined) return nothing;
	if (before === undefined) return { ...nothing, added: leaf };
	if (after === undefined) return { ...nothing, removed: leaf };
	return sameJson(before, after) ? nothing : { ...nothing, modified: leaf };
}

/** Maps with free keys: each entry counts itself, also when it holds something. */
const freeMaps: readonly string[] = ['f:labels', 'f:annotations', 'f:qualifiers', 'f:jiraNotifications'];

/** The fields that an applied configuration names. */
export function namedFields(value: Json, element = '', entryOfFreeMap = false): FieldNode {
	const below = childrenOf(value, element);
	if (below === undefined || below.size === 0) return leaf;
	const eachCounts = freeMaps.includes(element) || isList(value);
	const children = [...below].map(([key, item]) => [key, namedFields(item, key, eachCounts)] as const);
	return { member: entryOfFreeMap, children: new Map(children) };
}

/** The value without the places in the set; a place that is removed takes everything below it along. */
export function withoutFields(value: Json, remove: FieldNode, element = ''): Json {
	const below = childrenOf(value, element);
	if (below === undefined) return value;
	const kept = [...below].flatMap(([key, item]): (readonly [string, Json])[] => {
		const node = remove.children.get(key);
		if (node === undefined) return [[key, item]];
		return node.member ? [] : [[key, withoutFields(item, node, key)]];
	});
	// as structured-merge-diff has it: what loses all it held is null, and up to the schema
	if (kept.length === 0 && below.size > 0) return null;
	return isObject(value) ? objectOf(kept.map(([key, item]) => [key.slice(2), item])) : kept.map(([, item]) => item);
}

/** A configuration laid over a live value, as server-side apply merges. */
export function mergedFields(live: Json | undefined, applied: Json, element = ''): Json {
	const a = childrenOf(live, element);
	const b = childrenOf(applied, element);
	if (a === undefined || b === undefined) return applied;
	const all = new Map([...a, ...[...b].map(([key, item]) => [key, mergedFields(a.get(key), item, key)] as const)]);
	if (isObject(applied)) return sorted(objectOf([...all].map(([key, item]) => [key.slice(2), item])));
	return asList([...all.values()]);
}
