/** Values as upstream serialises them: an absent key, `null` and a zero value mean the same. */
import { isDeepStrictEqual } from 'node:util';

export type Fields = Readonly<Record<string, unknown>>;

export function isFields(value: unknown): value is Fields {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The object, or one without fields. */
export function fields(value: unknown): Fields {
	return isFields(value) ? value : {};
}

export function items(value: unknown): readonly unknown[] {
	return Array.isArray(value) ? value : [];
}

export function texts(value: unknown): readonly string[] {
	return items(value).filter((item) => typeof item === 'string');
}

export function text(value: unknown): string {
	return typeof value === 'string' ? value : '';
}

export function number(value: unknown): number {
	return typeof value === 'number' ? value : 0;
}

export function truth(value: unknown): boolean | undefined {
	return typeof value === 'boolean' ? value : undefined;
}

/** A map of texts, other values left out. */
export function textMap(value: unknown): ReadonlyMap<string, string> {
	return new Map(Object.entries(fields(value)).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

/** What differs, in one line; undefined when both mean the same. `keepFalse` where a given `false` is not an absent one. */
export function difference(what: string, actual: unknown, expected: unknown, keepFalse = false): string | undefined {
	const [left, right] = [plain(actual, keepFalse), plain(expected, keepFalse)];
	if (isDeepStrictEqual(left, right)) return undefined;
	return `${what}: expected ${shown(right)}, got ${shown(left)}`;
}

/** The first of several differences. */
export function firstOf(...differences: readonly (string | undefined)[]): string | undefined {
	return differences.find((each) => each !== undefined);
}

function shown(value: unknown): string {
	const json = value === undefined ? 'nothing' : JSON.stringify(value);
	return json.length > 400 ? `${json.slice(0, 400)}…` : json;
}

/** Without keys whose value says nothing; the order of keys does not matter to the comparison. */
function plain(value: unknown, keepFalse: boolean): unknown {
	if (Array.isArray(value)) return value.map((item) => plain(item, keepFalse) ?? emptyItem(item));
	if (isFields(value)) {
		const kept = Object.entries(value).flatMap(([key, each]) => {
			const simple = plain(each, keepFalse);
			return simple === undefined || (Array.isArray(simple) && simple.length === 0) ? [] : [[key, simple] as const];
		});
		return kept.length === 0 ? undefined : Object.fromEntries(kept);
	}
	if (value === null || value === '' || value === 0 || (value === false && !keepFalse)) return undefined;
	return value;
}

/** An item keeps its place in a list even when it says nothing. */
function emptyItem(item: unknown): unknown {
	return isFields(item) ? {} : item;
}
