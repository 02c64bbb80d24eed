import { afterBreak, breakText, isBlank, isBlankOrEnd, isBreak, Refused } from './clusterTokens';

export interface ScannedScalar {
	readonly text: string;
	/** Where the content ends. */
	readonly end: number;
	/** Where reading goes on; behind the blanks and breaks that a plain scalar looked through. */
	readonly next: number;
	/** Start of the line that `next` is on. */
	readonly lineStart: number;
	/** It ended on a later line than its text, so that a key may follow: a block always, a plain scalar at times, quotes never. */
	readonly brokeLine: boolean;
}

interface Place {
	readonly at: number;
	readonly lineStart: number;
}

/** A scalar on its way: undefined when the offset `limit` is passed before its end, and then it goes on from there. */
export type Scan = (limit: number) => ScannedScalar | undefined;

/** `indent`: the column that lines of the scalar must reach in block context. scannerc.go, yaml_parser_scan_plain_scalar. */
export function scanPlain(text: string, from: Place, indent: number, flow: boolean): Scan {
	let { at, lineStart } = from;
	let content = '';
	let end = at;
	let spaces = '';
	let broken = '';
	let brokeLine = false;
	return (limit) => {
		for (;;) {
			if (at > limit) return undefined;
			if (at === lineStart && isDocumentMark(text, at)) break;
			if (text.charCodeAt(at) === 35) break;
			const start = at;
			while (!isBlankOrEnd(text.charCodeAt(at)) && !endsPlain(text, at, flow)) at++;
			if (at > start) {
				content += (broken === '' ? spaces : broken) + text.slice(start, at);
				spaces = broken = '';
				brokeLine = false;
				end = at;
			}
			const code = text.charCodeAt(at);
			if (!isBlank(code) && !isBreak(code)) break;
			const blanks = skipBlanks(text, { at, lineStart }, indent);
			({ at, lineStart } = blanks);
			if (blanks.breaks.length > 0) {
				broken = foldBreaks(blanks.breaks);
				brokeLine = true;
			} else spaces = blanks.spaces;
			if (!flow && at - lineStart < indent) break;
		}
		return { text: content, end, next: at, lineStart, brokeLine };
	};
}

function endsPlain(text: string, at: number, flow: boolean): boolean {
	const code = text.charCodeAt(at);
	if (code === 58) return isBlankOrEnd(text.charCodeAt(at + 1));
	return flow && (code === 44 || code === 63 || code === 91 || code === 93 || code === 123 || code === 125);
}

interface Blanks extends Place {
	readonly spaces: string;
	readonly breaks: readonly string[];
}

/** Blanks and breaks between the words of a scalar. `indent` undefined: inside quotes, where tabs may stand anywhere. */
function skipBlanks(text: string, from: Place, indent: number | undefined): Blanks {
	let { at, lineStart } = from;
	const breaks: string[] = [];
	let spaces = '';
	for (;;) {
		const code = text.charCodeAt(at);
		if (isBlank(code)) {
			if (breaks.length === 0) spaces += text.charAt(at);
			else if (indent !== undefined && code === 9 && at - lineStart < indent) throw new Refused('tabViolates', at, at + 1);
			at++;
		} else if (isBreak(code)) {
			breaks.push(breakText(text, at));
			at = lineStart = afterBreak(text, at);
		} else return { at, lineStart, spaces, breaks };
	}
}

/** One break becomes a blank, more lose the first; a Unicode separator is never folded away. */
function foldBreaks(breaks: readonly string[]): string {
	const [first = '', ...rest] = breaks;
	if (first !== '\n') return breaks.join('');
	return rest.length === 0 ? ' ' : rest.join('');
}

export function isDocumentMark(text: string, at: number): boolean {
	const code = text.charCodeAt(at);
	return (code === 45 || code === 46) && text.charCodeAt(at + 1) === code && text.charCodeAt(at + 2) === code && isBlankOrEnd(text.charCodeAt(at + 3));
}

/** A directive that can be read. What it says counts for the next document, of which nothing is read. scannerc.go, yaml_parser_scan_directive. */
export function isDirective(text: string, at: number): boolean {
	return text.slice(at, at + 1000).search(/^%(?:YAML[ \t]+\d\d?\.\d\d?|TAG[ \t]+!(?:[\w-]*!)?[ \t]+\S+)[ \t]*(?:#|$)/m) === 0;
}

/** A quoted scalar that starts at its quote. scannerc.go, yaml_parser_scan_flow_scalar. */
export function scanQuoted(text: string, from: Place): Scan {
	const quote = text.charCodeAt(from.at);
	const parts: string[] = [];
	let at = from.at + 1;
	let { lineStart } = from;
	return (limit) => {
		for (;;) {
			if (at > limit) return undefined;
			if (at === lineStart && isDocumentMark(text, at)) throw new Refused('documentInQuote', from.at, from.at + 1, at);
			const word = quotedWord(text, at, quote, parts);
			({ at } = word);
			if (word.escapedBreak) lineStart = at;
			else if (text.charCodeAt(at) === quote) return { text: parts.join(''), end: at + 1, next: at + 1, lineStart, brokeLine: false };
			if (at >= text.length) throw new Refused('unclosedQuote', from.at, from.at + 1, at);
			const blanks = skipBlanks(text, { at, lineStart }, undefined);
			({ at, lineStart } = blanks);
			if (word.escapedBreak) parts.push(blanks.breaks.join(''));
			else parts.push(blanks.breaks.length > 0 ? foldBreaks(blanks.breaks) : blanks.spaces);
		}
	};
}

/** Reads to the next blank, break or closing quote, or behind a break that is escaped. */
function quotedWord(text: string, from: number, quote: number, parts: string[]): { readonly at: number; readonly escapedBreak: boolean } {
	let at = from;
	let start = from;
	for (let code = text.charCodeAt(at); !isBlankOrEnd(code); code = text.charCodeAt(at)) {
		if (code === quote && !(quote === 39 && text.charCodeAt(at + 1) === 39)) break;
		if (code !== quote && (code !== 92 || quote !== 34)) {
			at++;
			continue;
		}
		if (at > start) parts.push(text.slice(start, at));
		if (code === 92 && isBreak(text.charCodeAt(at + 1))) return { at: afterBreak(text, at + 1), escapedBreak: true };
		const escape = code === 92 ? readEscape(text, at) : { text: "'", next: at + 2 };
		parts.push(escape.text);
		at = start = escape.next;
	}
	if (at > start) parts.push(text.slice(start, at));
	return { at, escapedBreak: false };
}

const escapes: Readonly<Record<string, string>> = {
	'0': '\0', a: '\x07', b: '\b', t: '\t', '\t': '\t', n: '\n', v: '\v', f: '\f', r: '\r', e: '\x1b', ' ': ' ', '"': '"', "'": "'", '\\': '\\', N: '\x85', _: '\xa0', L: '\u2028', P: '\u2029',
};

function readEscape(text: string, at: number): { readonly text: string; readonly next: number } {
	const char = text.charAt(at + 1);
	const simple = escapes[char];
	if (simple !== undefined) return { text: simple, next: at + 2 };
	const length = char === 'x' ? 2 : char === 'u' ? 4 : char === 'U' ? 8 : 0;
	if (length === 0) throw new Refused('escape', at, at + 2);
	const digits = text.slice(at + 2, at + 2 + length);
	if (!/^[0-9a-fA-F]+$/.test(digits) || digits.length < length) throw new Refused('hex', at, at + 2 + digits.length);
	const value = parseInt(digits, 16);
	if ((value >= 0xd800 && value <= 0xdfff) || value > 0x10ffff) throw new Refused('codePoint', at, at + 2 + length);
	return { text: String.fromCodePoint(value), next: at + 2 + length };
}

/** A block scalar that starts at `|` or `>`; `parent` is the indentation of the block it stands in. yaml_parser_scan_block_scalar. */
export function scanBlock(text: string, from: Place, parent: number): Scan {
	const literal = text.charCodeAt(from.at) === 124;
	const header = /^[|>](?:([-+])([1-9])?|([1-9])([-+])?)?[ \t]*/.exec(text.slice(from.at, from.at + 1000))?.[0] ?? '|';
	let at = from.at + header.length;
	if (text.charCodeAt(at) === 35) while (at < text.length && !isBreak(text.charCodeAt(at))) at++;
	if (at < text.length && !isBreak(text.charCodeAt(at))) throw new Refused('blockHeader', at, at + 1);
	let { lineStart } = from;
	if (at < text.length) at = lineStart = afterBreak(text, at);
	const digit = /[1-9]/.exec(header)?.[0];
	const wanted = digit === undefined ? undefined : Math.max(parent, 0) + Number(digit);
	let breaks = skipBlockBreaks(text, { at, lineStart }, wanted);
	const indent = wanted ?? Math.max(breaks.widest, parent + 1, 1);
	const keep = header.includes('+');
	const strip = header.includes('-');
	let content = '';
	let lastBreak = '';
	let wasBlank = false;
	let end = at;
	return (limit) => {
		while (breaks.at - breaks.lineStart === indent && breaks.at < text.length) {
			if (breaks.at > limit) return undefined;
			({ at, lineStart } = breaks);
			const blank = isBlank(text.charCodeAt(at));
			if (!literal && lastBreak === '\n' && !wasBlank && !blank) content += breaks.breaks === '' ? ' ' : '';
			else content += lastBreak;
			content += breaks.breaks;
			wasBlank = blank;
			const start = at;
			while (at < text.length && !isBreak(text.charCodeAt(at))) at++;
			content += text.slice(start, at);
			lastBreak = '';
			end = at;
			if (at < text.length) {
				lastBreak = breakText(text, at);
				at = lineStart = end = afterBreak(text, at);
			}
			breaks = skipBlockBreaks(text, { at, lineStart }, indent);
		}
		return { text: content + (strip ? '' : lastBreak) + (keep ? breaks.breaks : ''), end, next: breaks.at, lineStart: breaks.lineStart, brokeLine: true };
	};
}

/** Indentation and empty lines before the next line of content; `indent` undefined while it is not known. */
function skipBlockBreaks(text: string, from: Place, indent: number | undefined): Place & { readonly breaks: string; readonly widest: number } {
	let { at, lineStart } = from;
	let breaks = '';
	let widest = 0;
	for (;;) {
		while ((indent === undefined || at - lineStart < indent) && text.charCodeAt(at) === 32) at++;
		widest = Math.max(widest, at - lineStart);
		if ((indent === undefined || at - lineStart < indent) && text.charCodeAt(at) === 9) throw new Refused('tabIndent', at, at + 1);
		if (!isBreak(text.charCodeAt(at))) return { at, lineStart, breaks, widest };
		breaks += breakText(text, at);
		at = lineStart = afterBreak(text, at);
	}
}

/** The `%` escapes of a tag are octets of UTF-8; undefined where they are none. */
export function unescaped(uri: string): string | undefined {
	try {
		return decodeURIComponent(uri);
	} catch {
		return undefined;
	}
}
