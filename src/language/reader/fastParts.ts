import type { ScalarNode } from '../tree';

// What the strict reader (fast.ts) is made of: characters, and where one-line pieces end.

/** A collection that is not read to its end. */
export interface Open {
	readonly isMap: boolean;
	readonly column: number;
	readonly start: number;
	/** Where its own begin among `keys` and `values` of the reader. */
	readonly firstKey: number;
	readonly firstValue: number;
	/** Where the null would stand that is meant if the lines below bring no value; -1 when none is awaited. */
	awaited: number;
}

/** Thrown inside the reader, caught at its door: the text is left to the full reader. */
export const notMine = new Error('not in the subset');

/**
 * Characters that readers disagree about: controls, the line breaks of YAML 1.1, byte order marks, non-characters,
 * unpaired surrogates, and a CR that ends no CRLF.
 */
const unusual = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]|\r(?!\n)|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/** Nearly all texts consist of the characters of a typewriter, which is quickly seen. */
export function isUnusual(text: string): boolean {
	return /[^\n -~]/.test(text) && unusual.test(text);
}

/** An offset at or behind another one where no pair of characters is parted. */
export function unparted(text: string, offset: number): number {
	let at = offset;
	while (at < text.length && (text.charCodeAt(at - 1) === CR || (text.charCodeAt(at - 1) & 0xfc00) === 0xd800)) at++;
	return Math.min(at, text.length);
}

export const maxDepth = 100;
/** Characters of one line or scalar that are read without a stop; longer ones are left to the reader that can stop inside. */
export const longest = 65_536;
/** goyaml.v2 reads keys of at most 1,024 characters on one line. */
export const maxKey = 1000;

export const LF = 10;
export const CR = 13;
export const SPACE = 32;
export const TAB = 9;
export const HASH = 35;
export const DASH = 45;
export const COLON = 58;
export const QUESTION = 63;
export const DOUBLE = 34;
export const SINGLE = 39;
export const BACKSLASH = 92;
export const PIPE = 124;

/** First characters that start no plain scalar; `-`, `?` and `:` depend on what follows. */
export const indicators = new Set(Array.from('[]{},#&*!|>\'"%@`', (char) => char.charCodeAt(0)));

/** Behind the closing quote of the quoted scalar that starts at `at`, all on one line. Escapes beyond `\"` and `\\` are not ours. */
export function quoteEnd(text: string, at: number, end: number): number {
	const quote = text.charCodeAt(at);
	for (let i = at + 1; i < end; i++) {
		const char = text.charCodeAt(i);
		if (quote === DOUBLE && char === BACKSLASH) {
			const escaped = text.charCodeAt(i + 1);
			if (escaped !== DOUBLE && escaped !== BACKSLASH) throw notMine;
			i++;
		} else if (char === quote) {
			if (quote === DOUBLE || text.charCodeAt(i + 1) !== SINGLE) return i + 1;
			i++;
		}
	}
	throw notMine;
}

/** Behind the line break that ends the line of an offset. */
export function afterLine(text: string, at: number): number {
	const end = text.indexOf('\n', at);
	return end < 0 ? text.length : end + 1;
}

/** `to`, moved back over blanks, but not before `from`. */
export function trimEnd(text: string, from: number, to: number): number {
	let end = to;
	while (end > from && text.charCodeAt(end - 1) === SPACE) end--;
	return end;
}

export function plain(text: string, start: number, end: number): ScalarNode {
	return { kind: 'scalar', start, end, style: 'plain', text: text.slice(start, end), props: undefined };
}

/** The lines of a literal block from the line behind its header on, whose key or dash stands at `column`; at least one. */
export function literalLines(text: string, from: number, column: number): { readonly lines: readonly string[]; readonly end: number; readonly next: number } {
	const lines: string[] = [];
	let [inner, kept, end, next] = [-1, 0, from, from];
	for (let i = from; i < text.length; ) {
		if (i - from > longest) throw notMine;
		let content = i;
		while (text.charCodeAt(content) === SPACE) content++;
		const after = afterLine(text, content);
		const broken = text.charCodeAt(after - 1) === LF;
		let stop = broken ? after - 1 : after;
		if (stop > content && text.charCodeAt(stop - 1) === CR) stop--;
		if (content >= stop) {
			if (inner < 0 ? content > i : content - i > inner) throw notMine;
			lines.push('');
		} else {
			if (inner < 0) {
				if (content - i <= column) break;
				inner = content - i;
			} else if (content - i < inner) {
				if (content - i > column) throw notMine;
				break;
			}
			if (text.charCodeAt(content) === TAB || !broken) throw notMine;
			lines.push(text.slice(i + inner, stop));
			kept = lines.length;
			end = next = after;
		}
		i = after;
	}
	if (kept === 0) throw notMine;
	lines.length = kept;
	return { lines, end, next };
}
