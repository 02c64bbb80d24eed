import * as l10n from '@vscode/l10n';
import { beginsLine, hexOf, lengthOf, lineStart } from '../text';
import type { SyntaxProblem } from '../tree';
import type { Refused, RefusalKind } from './clusterTokens';
import { problemAt } from './depth';
import { invisibleCause } from './invisible';

/** What the cluster's reader refused, in words, with the cause underlined and never more than one line. */
export function explainRefusal(refused: Refused, text: string): SyntaxProblem {
	if (refused.refusal === 'tooDeep') return problemAt(refused.start);
	const problem = nearerCause(refused, text) ?? explained(refused, text);
	// What follows when a character stands where a blank should shape the text.
	const isShape = /^(?:key|indent|colon|unexpected|entry)$/.test(problem.code);
	return (isShape ? invisibleCause(text, clusterLineOf(text, problem.start)) : undefined) ?? problem;
}

/** Where the line begins for the cluster, which knows more line breaks than an editor. */
function clusterLineOf(text: string, at: number): number {
	return at - lengthOf(/[^\r\n\u0085\u2028\u2029]*$/, text.slice(Math.max(0, at - 10_000), at));
}

function explained({ refusal, start, end, opened }: Refused, text: string): SyntaxProblem {
	const isOpen = refusal === 'flowSeqEnd' || refusal === 'flowMapEnd';
	// What is missing is missing behind the last thing that stands there.
	const from = isOpen || start >= text.length ? lastInk(text, start) : start;
	const problem = told(refusal, text, from, oneLine(text, from, end));
	if (opened === undefined || problem.code !== 'unclosed') return problem;
	return isOpen ? { ...problem, start: opened, end: opened + 1, noticedAt: from } : { ...problem, noticedAt: Math.min(opened, text.length) };
}

/** What people would call the mistake where the reader's own words are about what it expected. */
function nearerCause({ refusal, start, opened }: Refused, text: string): SyntaxProblem | undefined {
	switch (refusal) {
		case 'noToken':
		case 'noColon':
			// A comment, or nothing, behind a tab.
			if (text.charAt(start) === '\t') return told('tabIndent', text, start);
			return refusal === 'noColon' ? withoutColon(text, start) : undefined;
		case 'valueHere':
			return opened === undefined ? undefined : (gluedDash(text, opened) ?? swallowedKey(text, start, opened));
		case 'expectedKey':
		case 'expectedDash':
			return start >= text.length ? undefined : (gluedDash(text, start) ?? strayContent(text, start));
		case 'expectedContent':
			return start >= text.length ? openBracket(text, lastInk(text, start)) : undefined;
		default:
			return undefined;
	}
}

/** An item without the blank behind its dash, on the line of `at`. */
function gluedDash(text: string, at: number): SyntaxProblem | undefined {
	const line = lineStart(text, at);
	const lead = lengthOf(/^[ \t]*-(?=[^\s\d.-])/, text.slice(line, line + 1000));
	return lead === 0 ? undefined : oneCharacter('blank', line + lead - 1, l10n.t('A blank is missing behind this dash.'));
}

/** The text ends right behind a bracket that opens. */
function openBracket(text: string, at: number): SyntaxProblem | undefined {
	const refusal = ({ '[': 'flowSeqEnd', '{': 'flowMapEnd' } as const)[text.charAt(at)];
	return refusal && told(refusal, text, at);
}

/** A key stands on a line that was read as the rest of a text: that text lacks a colon, or the key is indented too far. */
function swallowedKey(text: string, colon: number, opened: number): SyntaxProblem {
	if (beginsLine(text, opened)) return withoutColon(text, opened);
	const line = lineStart(text, colon);
	const start = line + lengthOf(/^[ \t]*/, text.slice(line, colon));
	return told('expectedKey', text, start, oneLine(text, start, colon));
}

/** A line that should be `key: value`. */
function withoutColon(text: string, start: number): SyntaxProblem {
	const end = inkEnd(text, start);
	const glued = lengthOf(/^[\w.-]+:(?=[^\s/])/, text.slice(start, Math.min(end, start + 200)));
	return glued > 0 ? oneCharacter('blank', start + glued - 1, l10n.t('A blank is missing behind this colon.')) : told('noColon', text, start, end);
}

/** Something where only a further key, or item, could stand. */
function strayContent(text: string, start: number): SyntaxProblem | undefined {
	const char = text.charAt(start);
	if (char === ']' || char === '}') return oneCharacter('bracket', start, l10n.t('This "{0}" closes nothing.', char));
	const end = inkEnd(text, start);
	const isFirst = /^[ \t]*(?:[-?] +)*$/.test(text.slice(lineStart(text, start), start));
	if (isFirst) return /^[-?](?:\s|$)|:(?:\s|$)/.test(text.slice(start, end)) ? undefined : withoutColon(text, start);
	const message = char === '&' || char === '!' ? l10n.t('A value can have only one anchor and one tag.') : l10n.t('Nothing can stand behind this value: quote all of it, or put this on its own line.');
	return { code: 'unexpected', start, end, message };
}

function oneCharacter(code: string, start: number, message: string): SyntaxProblem {
	return { code, start, end: start + 1, message };
}

/** Where what stands on the line of `start` ends, without a comment and blanks. */
function inkEnd(text: string, start: number): number {
	const rest = /^[^\r\n\u0085\u2028\u2029]*/.exec(text.slice(start, start + 10_000))?.[0] ?? '';
	return start + Math.max(1, rest.replace(/\s#.*$/, '').trimEnd().length);
}

function lastInk(text: string, from: number): number {
	let at = Math.min(from, text.length) - 1;
	while (at > 0 && /\s/.test(text.charAt(at))) at--;
	return Math.max(at, 0);
}

function oneLine(text: string, start: number, end: number): number {
	const stop = text.slice(start, Math.max(end, start + 1)).search(/[\r\n]/);
	return Math.max(stop < 0 ? end : start + stop, Math.min(start + 1, text.length));
}

/** A refusal in its own words. */
function told(refusal: RefusalKind, text: string, start: number, end = start + 1): SyntaxProblem {
	const [code, sentence] = words[refusal];
	return { code, start, end, message: sentence(text.charAt(start), text.slice(start, start + 2)) };
}

type Words = readonly [code: string, sentence: (char: string, two: string) => string];

const tab: Words = ['tab', () => l10n.t('A tab cannot indent a line: use blanks.')];
const secondKey = (): string => l10n.t('A second key cannot stand here: is this line indented too far, or a quote missing?');
const tag: Words = ['tag', () => l10n.t('This tag cannot be read.')];
const indent: Words = ['indent', () => l10n.t('This line is indented unlike the lines it belongs to.')];

/** Code and sentence for each, made with the character that stands there, or with two. */
const words: Readonly<Record<RefusalKind, Words>> = {
	control: ['character', (char) => l10n.t('The control character U+{0} is refused anywhere in a manifest.', hexOf(char))],
	byteOrderMark: ['character', () => l10n.t('A byte order mark may stand only at the very start of a file.')],
	tabIndent: tab,
	tabViolates: tab,
	noToken: ['scalar-start', (char) => l10n.t('A value cannot start with "{0}": quote it.', char)],
	noColon: ['key', () => l10n.t('This line is no key with a value: a colon followed by a blank is missing.')],
	entryHere: ['entry', () => l10n.t('A list cannot start here: put "-" on a line of its own.')],
	keyHere: ['key', secondKey],
	valueHere: ['colon', secondKey],
	anchorName: ['anchor', () => l10n.t('Names of anchors are made of letters, digits, "-" and "_".')],
	tagUri: tag,
	tagEnd: tag,
	tagHandle: tag,
	blockHeader: ['block-header', () => l10n.t('Only an indentation digit, "+" or "-" may follow here.')],
	escape: ['escape', (_, two) => l10n.t('The cluster knows no escape "{0}" in double quotes.', two)],
	hex: ['escape', () => l10n.t('This escape needs more hexadecimal digits.')],
	codePoint: ['escape', () => l10n.t('The cluster cannot read this escape: write the character itself.')],
	unclosedQuote: ['unclosed', () => l10n.t('This quote is never closed.')],
	documentInQuote: ['unclosed', () => l10n.t('This quote is still open where the document ends.')],
	expectedKey: indent,
	expectedDash: indent,
	expectedContent: ['unexpected', () => l10n.t('A value is expected here.')],
	flowSeqEnd: ['unclosed', () => l10n.t('This "[" is not closed, or a comma is missing behind an item.')],
	flowMapEnd: ['unclosed', () => l10n.t('This "{" is not closed, or a comma is missing behind an entry.')],
	// Told by its own words (reader/depth.ts).
	tooDeep: ['too-deep', () => ''],
};
