/** What JSON can hold: the form in which objects of the API travel and are kept. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

export interface JsonObject {
	readonly [key: string]: Json | undefined;
}

/** A value while it is being put together. */
export type JsonDraft = Record<string, Json | undefined>;

export function isObject(value: Json | undefined): value is JsonObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isList(value: Json | undefined): value is readonly Json[] {
	return Array.isArray(value);
}

export function asObject(value: Json | undefined): JsonObject {
	return isObject(value) ? value : {};
}

export function asList(value: Json | undefined): readonly Json[] {
	return isList(value) ? value : [];
}

export function asText(value: Json | undefined): string | undefined {
	return typeof value === 'string' ? value : undefined;
}

/** Follows keys down; undefined as soon as one is missing. */
export function at(value: Json | undefined, ...path: readonly string[]): Json | undefined {
	let current = value;
	for (const key of path) {
		if (!isObject(current) || !Object.hasOwn(current, key)) return undefined;
		current = current[key];
	}
	return current;
}

/** Own keys only, and defined as properties, so that a key such as `__proto__` stays an ordinary key. */
export function objectOf(entries: Iterable<readonly [string, Json | undefined]>): JsonObject {
	return Object.fromEntries(entries);
}

export function withKey(object: JsonObject, key: string, value: Json | undefined): JsonObject {
	const kept = Object.entries(object).filter(([name]) => name !== key);
	return objectOf(value === undefined ? kept : [...kept, [key, value]]);
}

export function withoutKeys(object: JsonObject, keys: readonly string[]): JsonObject {
	return objectOf(Object.entries(object).filter(([key]) => !keys.includes(key)));
}

/** Keys in the order in which the API server writes them. */
export function sorted(value: Json): Json {
	if (isList(value)) return value.map(sorted);
	if (!isObject(value)) return value;
	const entries = Object.entries(value).filter((entry): entry is [string, Json] => entry[1] !== undefined);
	entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
	return objectOf(entries.map(([key, item]) => [key, sorted(item)]));
}

export function sameJson(a: Json | undefined, b: Json | undefined): boolean {
	if (a === b) return true;
	if (isList(a)) return isList(b) && a.length === b.length && a.every((item, index) => sameJson(item, b[index]));
	if (!isObject(a) || !isObject(b)) return false;
	const keys = definedKeys(a);
	return keys.length === definedKeys(b).length && keys.every((key) => Object.hasOwn(b, key) && sameJson(a[key], b[key]));
}

function definedKeys(object: JsonObject): string[] {
	return Object.keys(object).filter((key) => object[key] !== undefined);
}

/**
 * Text as Go writes it where readers notice: U+2028 and U+2029 are escaped, since a client that splits the watch stream
 * with a line reader would split there too.
 */
export function toText(value: Json): string {
	return JSON.stringify(value).replace(/[\u2028\u2029]/g, (character) => (character === '\u2028' ? '\\u2028' : '\\u2029'));
}

/** Throws a SyntaxError on text that is not JSON. */
export function parseJson(text: string): Json {
	return JSON.parse(text) as Json;
}
