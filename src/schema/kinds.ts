import type { ValueKind } from './fieldError';
import { isList, isObject } from './paths';
import type { Value } from './schema';

/**
 * The kind an API server sees. A `bigint` within int64 is an integer; a `number` is one when it is integral and its
 * digits are exact, so 3.0 counts (swag.IsFloat64AJSONInteger). What no JSON can hold counts as null.
 */
export function kindOf(value: unknown): ValueKind {
	const type = typeof value;
	if (type === 'string' || type === 'boolean') return type;
	if (type === 'object') return isList(value) ? 'array' : value === null ? 'null' : 'object';
	if (typeof value === 'bigint') return BigInt.asIntN(64, value) === value ? 'integer' : 'number';
	return type !== 'number' ? 'null' : Number.isSafeInteger(value) ? 'integer' : 'number';
}

/** Deep equality of decoded values; keys in any order, `3` and `3n` are equal. */
export function sameValue(one: Value | undefined, other: Value | undefined): boolean {
	if (one === other) return true;
	if (isList(one)) return isList(other) && one.length === other.length && one.every((item, at) => sameValue(item, other[at]));
	if (isObject(one)) {
		const keys = Object.keys(one);
		return isObject(other) && keys.length === Object.keys(other).length && keys.every((key) => Object.hasOwn(other, key) && sameValue(one[key], other[key]));
	}
	// A bigint equals the number of the same size and no other.
	if (typeof one === 'bigint' && typeof other === 'number') return Number.isInteger(other) && one === BigInt(other);
	return typeof one === 'number' && typeof other === 'bigint' && sameValue(other, one);
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
