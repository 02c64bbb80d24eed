import type { ScalarStyle } from '../tree';

/** The tokens of YAML 1.1 as libyaml cuts them. Offsets into the text, `end` exclusive. */
export type Token =
	| { readonly kind: TokenKind; readonly start: number; readonly end: number }
	| { readonly kind: 'anchor' | 'alias' | 'tag'; readonly start: number; readonly end: number; readonly text: string }
	| { readonly kind: 'scalar'; readonly start: number; readonly end: number; readonly text: string; readonly style: ScalarStyle };

export type TokenKind =
	| 'blockSeq'
	| 'blockMap'
	| 'blockEnd'
	| 'entry'
	| 'key'
	| 'value'
	| 'flowSeq'
	| 'flowSeqEnd'
	| 'flowMap'
	| 'flowMapEnd'
	| 'flowEntry'
	/** The text ends, or what follows is not read any more. */
	| 'end';

/** Why the cluster's reader gives up; the words are in clusterErrors.ts. */
export type RefusalKind =
	| 'control'
	| 'tabIndent'
	| 'tabViolates'
	| 'noToken'
	| 'noColon'
	| 'entryHere'
	| 'keyHere'
	| 'valueHere'
	| 'anchorName'
	| 'tagUri'
	| 'tagEnd'
	| 'tagHandle'
	| 'blockHeader'
	| 'escape'
	| 'hex'
	| 'codePoint'
	| 'unclosedQuote'
	| 'documentInQuote'
	| 'expectedKey'
	| 'expectedDash'
	| 'expectedContent'
	| 'flowSeqEnd'
	| 'flowMapEnd'
	| 'byteOrderMark'
	| 'tooDeep';

/** Thrown inside the cluster reader and caught at its door. */
export class Refused extends Error {
	constructor(
		readonly refusal: RefusalKind,
		readonly start: number,
		readonly end: number,
		/** What was opened and not closed, or the line that the error belongs to. */
		readonly opened?: number,
	) {
		super(refusal);
	}
}

export function isBlank(code: number): boolean {
	return code === 32 || code === 9;
}

/** Line breaks of YAML 1.1: next line and the two Unicode separators too. */
export function isBreak(code: number): boolean {
	return code === 10 || code === 13 || code === 0x85 || code === 0x2028 || code === 0x2029;
}

/** Blank, break or the end of the text (NaN). */
export function isBlankOrEnd(code: number): boolean {
	return Number.isNaN(code) || isBlank(code) || isBreak(code);
}

/** Letters, digits, `-` and `_`: what anchor names and tag handles are made of. */
export function isWord(code: number): boolean {
	return (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 45 || code === 95;
}

/** The break at `at` as content: CRLF and CR are a newline, the Unicode separators stay. */
export function breakText(text: string, at: number): string {
	const code = text.charCodeAt(at);
	return code === 0x2028 || code === 0x2029 ? text.charAt(at) : '\n';
}

export function afterBreak(text: string, at: number): number {
	return text.charCodeAt(at) === 13 && text.charCodeAt(at + 1) === 10 ? at + 2 : at + 1;
}
