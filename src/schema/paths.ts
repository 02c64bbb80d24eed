import type { ObjectValue, Path, Value } from './schema';

/**
 * A path as an API server prints it in messages and causes: `spec.releaseCoordinates[0].tag`. Keys are joined as they
 * are, dots and brackets in them included, so the text is for people and cannot be taken apart again. The empty path
 * gives `<nil>`, which stands for the object as a whole.
 */
export function formatPath(path: Path): string {
	let text = '';
	for (const [at, part] of path.entries()) {
		if (typeof part === 'number') text += `[${part}]`;
		else text += at === 0 ? part : `.${part}`;
	}
	return text === '' ? '<nil>' : text;
}

/**
 * A value as it stands in "Invalid value: …": JSON in the spelling of Go's encoder (`<`, `>`, `&` and the two Unicode
 * line separators escaped, keys sorted). Strings longer than the server prints are given whole.
 */
export function formatValue(value: Value | undefined): string {
	if (value === undefined || value === null) return 'null';
	if (typeof value === 'bigint') return value.toString();
	if (typeof value === 'string') return quoted(value);
	if (typeof value !== 'object') return Object.is(value, -0) ? '0' : String(value);
	if (isList(value)) return `[${value.map(formatValue).join(',')}]`;
	const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
	return `{${entries.map(([key, item]) => `${quoted(key)}:${formatValue(item)}`).join(',')}}`;
}

export function isList(value: unknown): value is readonly Value[] {
	return Array.isArray(value);
}

export function isObject(value: unknown): value is ObjectValue {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function quoted(text: string): string {
	return JSON.stringify(text).replace(/[<>&\u2028\u2029]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
