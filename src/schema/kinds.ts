import type { ValueKind } from './fieldError';
import { isList, isObject } from './paths';
import type { Value } from './schema';

const int64 = { lowest: -(2n ** 63n), highest: 2n ** 63n - 1n };

/**
 * The kind an API server sees. A `bigint` within int64 is an integer; a `number` is one when it is integral and its
 * digits are exact, so 3.0 counts (swag.IsFloat64AJSONInteger). What no JSON can hold counts as null.
 */
export function kindOf(value: unknown): ValueKind {
	switch (typeof value) {
		case 'string':
			return 'string';
		case 'boolean':
			return 'boolean';
		case 'number':
			return Number.isSafeInteger(value) ? 'integer' : 'number';
		case 'bigint':
			return value >= int64.lowest && value <= int64.highest ? 'integer' : 'number';
		default:
			return isList(value) ? 'array' : isObject(value) ? 'object' : 'null';
	}
}

/** Deep equality of decoded values; keys in any order, `3` and `3n` are equal. */
export function sameValue(one: Value | undefined, other: Value | undefined): boolean {
	if (one === other) return true;
	if (isList(one)) return isList(other) && one.length === other.length && one.every((item, at) => sameValue(item, other[at]));
	if (isObject(one)) {
		if (!isObject(other)) return false;
		const keys = Object.keys(one);
		return keys.length === Object.keys(other).length && keys.every((key) => Object.hasOwn(other, key) && sameValue(one[key], other[key]));
	}
	// A bigint equals the number of the same size and no other.
	return (typeof one === 'bigint' && typeof other === 'number' && Number.isInteger(other) && one === BigInt(other)) || (typeof one === 'number' && typeof other === 'bigint' && sameValue(other, one));
}

/** Whether a value is nested deeper than `limit` levels; looks without recursion, so any depth is safe. */
export function isDeeperThan(value: unknown, limit: number): boolean {
	let level: unknown[] = [value];
	for (let depth = 0; level.length > 0; depth++) {
		if (depth > limit) return true;
		const next: unknown[] = [];
		for (const item of level) {
			if (isList(item)) {
				for (const child of item) if (typeof child === 'object' && child) next.push(child);
			} else if (isObject(item)) {
				for (const child of Object.values(item)) if (typeof child === 'object' && child) next.push(child);
			}
		}
		level = next;
	}
	return false;
}
