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
 * A value as it stands in "Invalid value: …" (field.Error.ErrorBody): texts quoted as Go does, numbers as `%v` prints
 * them, lists and objects as Go's JSON with sorted keys.
 */
export function formatValue(value: Value | undefined): string {
	if (typeof value === 'string') return quoteText(value);
	return typeof value === 'number' ? formatNumber(value) : formatJson(value);
}

function formatJson(value: Value | undefined): string {
	if (value === undefined || value === null) return 'null';
	if (typeof value === 'string') return JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, (character) => `\\u${hex(character.charCodeAt(0), 4)}`);
	if (typeof value !== 'object') return value.toString();
	if (isList(value)) return `[${value.map(formatJson).join(',')}]`;
	const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
	return `{${entries.map(([key, item]) => `${formatJson(key)}:${formatJson(item)}`).join(',')}}`;
}

/** Integers are int64 for the server; what is no safe integer is a float, in the shortest form of `%g`. */
function formatNumber(value: number): string {
	return Number.isSafeInteger(value) ? String(value === 0 ? 0 : value) : formatFloat(value);
}

/** As `%g` prints the shortest digits. */
export function formatFloat(value: number): string {
	const [digits = '', exponent = ''] = value.toExponential().split('e');
	const size = Number(exponent);
	return size >= -4 && size < 6 ? String(value) : `${digits}e${size < 0 ? '-' : '+'}${String(Math.abs(size)).padStart(2, '0')}`;
}

/** How Go writes the characters from U+0007 to U+000D behind a backslash. */
const letters = 'abtnvfr';

/** strconv.Quote: what cannot be printed is escaped as `\x00`, `\u2028` or `\U000e0001`. */
export function quoteText(text: string): string {
	const escaped = text.replace(/["\\]|[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/gu, (character) => {
		const codePoint = character.codePointAt(0) ?? 0;
		if (codePoint >= 0xd800 && codePoint <= 0xdfff) return '\ufffd';
		const short = /["\\]/.test(character) ? character : letters[codePoint - 7];
		return `\\${short ?? (codePoint < 0x20 || codePoint === 0x7f ? `x${hex(codePoint, 2)}` : codePoint > 0xffff ? `U${hex(codePoint, 8)}` : `u${hex(codePoint, 4)}`)}`;
	});
	return `"${escaped}"`;
}

function hex(value: number, width: number): string {
	return value.toString(16).padStart(width, '0');
}

export function isList(value: unknown): value is readonly Value[] {
	return Array.isArray(value);
}

export function isObject(value: unknown): value is ObjectValue {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
