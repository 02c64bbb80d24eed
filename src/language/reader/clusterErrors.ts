import * as l10n from '@vscode/l10n';
import type { SyntaxProblem } from '../tree';
import type { Refused, RefusalKind } from './clusterTokens';
import { problemAt } from './depth';

/** What the cluster's reader refused, in words, with the cause underlined and never more than one line. */
export function explainRefusal(refused: Refused, text: string): SyntaxProblem {
	const { refusal, opened } = refused;
	if (refusal === 'tooDeep') return problemAt(refused.start);
	// What is missing is missing behind the last thing that stands there.
	const start = refused.start >= text.length || refusal === 'flowSeqEnd' || refusal === 'flowMapEnd' ? lastInk(text, refused.start) : refused.start;
	const end = oneLine(text, start, refused.end);
	const problem = { code: codes[refusal], start, end, message: messageOf(refusal, text, start) };
	if (opened === undefined) return problem;
	if (refusal === 'flowSeqEnd' || refusal === 'flowMapEnd') return { ...problem, start: opened, end: opened + 1, noticedAt: start };
	return refusal === 'unclosedQuote' || refusal === 'documentInQuote' ? { ...problem, noticedAt: Math.min(opened, text.length) } : problem;
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
			if (char === '\t') return l10n.t('A tab cannot indent a line: use blanks.');
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
