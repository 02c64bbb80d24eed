/** One line of block YAML, taken apart as far as its outline goes. Columns count UTF-16 units. */
export interface OutlineLine {
	/** Offsets in the text; `end` without line break. */
	readonly start: number;
	readonly end: number;
	/** Column of the first character that is no blank; the line's length when there is none. */
	readonly indent: number;
	/** Nothing but blanks or a comment. */
	readonly empty: boolean;
	/** Columns of leading `-`. */
	readonly dashes: readonly number[];
	/** Column of what follows the dashes. */
	readonly column: number;
	/** Text of the key, without quotes; undefined when the line has none. */
	readonly key: string | undefined;
	readonly keyEnd: number;
	/** Column behind the key's colon; -1 without key. */
	readonly valueColumn: number;
	/** The value's text without a comment behind it. */
	readonly value: string;
}

/** Lines end at LF or CRLF. */
export function lineAround(text: string, offset: number): { readonly start: number; readonly end: number } {
	const start = lineStartBefore(text, offset);
	let end = text.indexOf('\n', offset);
	if (end < 0) end = text.length;
	if (end > start && text.charCodeAt(end - 1) === 13) end--;
	return { start, end: Math.max(end, offset) };
}

/** Start of the line that `offset` is in, or ends. A loop is quicker than asking for `lastIndexOf` on short lines. */
export function lineStartBefore(text: string, offset: number): number {
	let at = offset;
	while (at > 0 && text.charCodeAt(at - 1) !== 10) at--;
	return at;
}

export function outline(text: string, start: number, end: number): OutlineLine {
	let at = start;
	while (at < end && (text.charCodeAt(at) === 32 || text.charCodeAt(at) === 9)) at++;
	const indent = at - start;
	const dashes: number[] = [];
	while (text.charCodeAt(at) === 45 && (at + 1 >= end || text.charCodeAt(at + 1) === 32)) {
		dashes.push(at - start);
		at++;
		while (at < end && text.charCodeAt(at) === 32) at++;
	}
	const column = at - start;
	const blank = at >= end || text.charCodeAt(at) === 35;
	// What begins with a bracket is a flow collection, whatever colons are in it.
	const first = text.charCodeAt(at);
	const colon = blank || first === 123 || first === 91 ? -1 : keyColon(text, at, end);
	if (colon < 0) return { start, end, indent, empty: blank && dashes.length === 0, dashes, column, key: undefined, keyEnd: at, valueColumn: -1, value: blank ? '' : text.slice(at, end) };
	const key = text.slice(at, colon).trimEnd();
	const isQuoted = first === 34 || first === 39;
	return { start, end, indent, empty: false, dashes, column, key: isQuoted ? (/^(["'])(.*)\1$/.exec(key)?.[2] ?? key) : key, keyEnd: at + key.length, valueColumn: colon + 1 - start, value: withoutComment(text.slice(colon + 1, end)).trim() };
}

/** The colon behind a key that starts at `at`. */
function keyColon(text: string, at: number, end: number): number {
	const quote = text.charCodeAt(at);
	let i = at;
	if (quote === 34 || quote === 39) {
		i = text.indexOf(String.fromCharCode(quote), at + 1) + 1;
		if (i <= 0 || i > end) return -1;
	}
	for (; i < end; i++) {
		const char = text.charCodeAt(i);
		if (char === 58 && (i + 1 >= end || text.charCodeAt(i + 1) === 32 || text.charCodeAt(i + 1) === 9)) return i;
		if (char === 35 && i > at && text.charCodeAt(i - 1) === 32) return -1;
	}
	return -1;
}

function withoutComment(text: string): string {
	if (!text.includes('#') || /^\s*["']/.test(text)) return text;
	const at = text.search(/(?:^|\s)#/);
	return at < 0 ? text : text.slice(0, at);
}
