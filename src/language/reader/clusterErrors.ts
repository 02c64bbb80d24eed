import * as l10n from '@vscode/l10n';
import type { SyntaxProblem } from '../tree';
import type { Refused, RefusalKind } from './clusterTokens';
import { problemAt } from './depth';
import { invisibleCause } from './invisible';

/** What the cluster's reader refused, in words, with the cause underlined and never more than one line. */
export function explainRefusal(refused: Refused, text: string): SyntaxProblem {
	if (refused.refusal === 'tooDeep') return problemAt(refused.start);
	const problem = explained(refused, text);
	return (shapeCodes.has(problem.code) ? invisibleCause(text, clusterLineOf(text, problem.start)) : undefined) ?? problem;
}

/** What follows when a character stands where a blank should shape the text. */
const shapeCodes: ReadonlySet<string> = new Set(['key', 'indent', 'colon', 'unexpected', 'entry']);

/** Where the line begins for the cluster, which knows more line breaks than an editor. */
function clusterLineOf(text: string, at: number): number {
	const before = text.slice(Math.max(0, at - 10_000), at);
	return at - (/[^\r\n\u0085\u2028\u2029]*$/.exec(before)?.[0].length ?? 0);
}

function explained(refused: Refused, text: string): SyntaxProblem {
	const { refusal, opened } = refused;
	const nearer = nearerCause(refused, text);
	if (nearer) return nearer;
	// What is missing is missing behind the last thing that stands there.
	const start = refused.start >= text.length || refusal === 'flowSeqEnd' || refusal === 'flowMapEnd' ? lastInk(text, refused.start) : refused.start;
	const end = oneLine(text, start, refused.end);
	const problem = { code: codes[refusal], start, end, message: messageOf(refusal, text, start) };
	if (opened === undefined) return problem;
	if (refusal === 'flowSeqEnd' || refusal === 'flowMapEnd') return { ...problem, start: opened, end: opened + 1, noticedAt: start };
	return refusal === 'unclosedQuote' || refusal === 'documentInQuote' ? { ...problem, noticedAt: Math.min(opened, text.length) } : problem;
}

/** What people would call the mistake where the reader's own words are about what it expected. */
function nearerCause({ refusal, start, opened }: Refused, text: string): SyntaxProblem | undefined {
	switch (refusal) {
		case 'noToken':
			return text.charAt(start) === '\t' ? tabAt(start) : undefined;
		case 'noColon':
			// A comment, or nothing, behind a tab.
			return text.charAt(start) === '\t' ? tabAt(start) : withoutColon(text, start);
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
	const line = lineStartOf(text, at);
	const lead = /^[ \t]*-(?=[^\s\d.-])/.exec(text.slice(line, line + 1000))?.[0].length ?? 0;
	const dash = line + lead - 1;
	return lead === 0 ? undefined : { code: 'blank', start: dash, end: dash + 1, message: l10n.t('A blank is missing behind this dash.') };
}

/** The text ends right behind a bracket that opens. */
function openBracket(text: string, at: number): SyntaxProblem | undefined {
	const refusal = ({ '[': 'flowSeqEnd', '{': 'flowMapEnd' } as const)[text.charAt(at)];
	return refusal === undefined ? undefined : { code: 'unclosed', start: at, end: at + 1, message: messageOf(refusal, text, at) };
}

function tabAt(start: number): SyntaxProblem {
	return { code: 'tab', start, end: start + 1, message: messageOf('tabIndent', '', start) };
}

/** A key stands on a line that was read as the rest of a text: that text lacks a colon, or the key is indented too far. */
function swallowedKey(text: string, colon: number, opened: number): SyntaxProblem {
	if (/^[ \t]*(?:- +)*$/.test(text.slice(lineStartOf(text, opened), opened))) return withoutColon(text, opened);
	const line = lineStartOf(text, colon);
	const start = line + (/^[ \t]*/.exec(text.slice(line, colon))?.[0].length ?? 0);
	return { code: 'indent', start, end: oneLine(text, start, colon), message: l10n.t('This line is indented unlike the lines it belongs to.') };
}

/** A line that should be `key: value`. */
function withoutColon(text: string, start: number): SyntaxProblem {
	const end = inkEnd(text, start);
	const glued = /^[\w.-]+:(?=[^\s/])/.exec(text.slice(start, Math.min(end, start + 200)));
	if (glued) return { code: 'blank', start: start + glued[0].length - 1, end: start + glued[0].length, message: l10n.t('A blank is missing behind this colon.') };
	return { code: 'key', start, end, message: l10n.t('This line is no key with a value: a colon followed by a blank is missing.') };
}

/** Something where only a further key, or item, could stand. */
function strayContent(text: string, start: number): SyntaxProblem | undefined {
	const char = text.charAt(start);
	const before = text.slice(lineStartOf(text, start), start);
	const isFirst = /^[ \t]*(?:[-?] +)*$/.test(before);
	if (char === ']' || char === '}') return { code: 'bracket', start, end: start + 1, message: l10n.t('This "{0}" closes nothing.', char) };
	if (!isFirst) {
		const message = char === '&' || char === '!' ? l10n.t('A value can have only one anchor and one tag.') : l10n.t('Nothing can stand behind this value: quote all of it, or put this on a line of its own.');
		return { code: 'unexpected', start, end: inkEnd(text, start), message };
	}
	const line = text.slice(start, inkEnd(text, start));
	return /^[-?](?:\s|$)|:(?:\s|$)/.test(line) ? undefined : withoutColon(text, start);
}

function lineStartOf(text: string, at: number): number {
	return at <= 0 ? 0 : Math.max(text.lastIndexOf('\n', at - 1), text.lastIndexOf('\r', at - 1)) + 1;
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
	const stop = /[\r\n]/.exec(text.slice(start, Math.max(end, start + 1)))?.index;
	return Math.max(stop === undefined ? end : start + stop, Math.min(start + 1, text.length));
}

const codes: Readonly<Record<RefusalKind, string>> = {
	control: 'character',
	byteOrderMark: 'character',
	tabIndent: 'tab',
	tabViolates: 'tab',
	noToken: 'scalar-start',
	noColon: 'key',
	entryHere: 'entry',
	keyHere: 'key',
	valueHere: 'colon',
	anchorName: 'anchor',
	tagUri: 'tag',
	tagEnd: 'tag',
	tagHandle: 'tag',
	blockHeader: 'block-header',
	escape: 'escape',
	hex: 'escape',
	codePoint: 'escape',
	unclosedQuote: 'unclosed',
	documentInQuote: 'unclosed',
	expectedKey: 'indent',
	expectedDash: 'indent',
	expectedContent: 'unexpected',
	flowSeqEnd: 'unclosed',
	flowMapEnd: 'unclosed',
	tooDeep: 'too-deep',
};

function messageOf(refusal: RefusalKind, text: string, at: number): string {
	const char = text.charAt(at);
	switch (refusal) {
		case 'control':
			return l10n.t('The control character U+{0} is refused anywhere in a manifest.', hexOf(text, at));
		case 'byteOrderMark':
			return l10n.t('A byte order mark may stand only at the very start of a file.');
		case 'tabIndent':
		case 'tabViolates':
			return l10n.t('A tab cannot indent a line: use blanks.');
		case 'noToken':
			return l10n.t('A value cannot start with "{0}": quote it.', char);
		case 'noColon':
			return l10n.t('This line is no key with a value: a colon followed by a blank is missing.');
		case 'entryHere':
			return l10n.t('A list cannot start here: put "-" on a line of its own.');
		case 'keyHere':
		case 'valueHere':
			return l10n.t('A second key cannot stand here: is this line indented too far, or a quote missing?');
		case 'anchorName':
			return l10n.t('Names of anchors are made of letters, digits, "-" and "_".');
		case 'tagUri':
		case 'tagEnd':
		case 'tagHandle':
			return l10n.t('This tag cannot be read.');
		case 'blockHeader':
			return l10n.t('Only an indentation digit, "+" or "-" may follow here.');
		case 'escape':
			return l10n.t('The cluster knows no escape "{0}" in double quotes.', text.slice(at, at + 2));
		case 'hex':
			return l10n.t('This escape needs more hexadecimal digits.');
		case 'codePoint':
			return l10n.t('The cluster cannot read this escape: write the character itself.');
		case 'unclosedQuote':
			return l10n.t('This quote is never closed.');
		case 'documentInQuote':
			return l10n.t('This quote is still open where the document ends.');
		case 'expectedKey':
		case 'expectedDash':
			return l10n.t('This line is indented unlike the lines it belongs to.');
		case 'expectedContent':
			return l10n.t('A value is expected here.');
		case 'flowSeqEnd':
			return l10n.t('This "[" is not closed, or a comma is missing behind an item.');
		case 'flowMapEnd':
			return l10n.t('This "{" is not closed, or a comma is missing behind an entry.');
		case 'tooDeep':
			return '';
	}
}

function hexOf(text: string, at: number): string {
	return text.charCodeAt(at).toString(16).toUpperCase().padStart(4, '0');
}
