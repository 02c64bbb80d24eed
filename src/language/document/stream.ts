import * as l10n from '@vscode/l10n';
import type { SyntaxProblem } from '../tree';

/** The part of a text that holds one document, without the `---` line before it. Offsets into the whole text. */
export interface DocumentText {
	readonly start: number;
	readonly end: number;
	/** What is wrong with the lines that separate it, offsets into the whole text. */
	readonly problems: readonly SyntaxProblem[];
	/** It is all that follows the documents that are looked at. */
	readonly isUnread?: boolean;
}

/** Documents of a text that are looked at; the sentence about it has the number too. Nobody keeps so many in one file. */
const mostDocuments = 10_000;

/**
 * Cuts a text into its documents the way `kubectl` does: at each line that begins with `---`, whatever surrounds it, a
 * block scalar included (client-go, YAMLReader). At least one document, also in an empty text.
 */
export function splitStream(text: string): readonly DocumentText[] {
	const documents: DocumentText[] = [];
	let start = text.charCodeAt(0) === 0xfeff ? 1 : 0;
	let problems: SyntaxProblem[] = [];
	let isServed = true;
	for (let at = nextSeparator(text, start, start); at >= 0; at = nextSeparator(text, start, start)) {
		const ended = { start, end: at, problems: [...problems, ...directives(text, start, at)] };
		documents.push(ended);
		problems = [];
		start = separator(text, at, problems, isServed);
		isServed &&= isBare(text, ended);
		if (documents.length < mostDocuments) continue;
		const message = l10n.t('There are more than 10,000 documents in this text: what follows is not looked at.');
		return withoutFirst(text, [...documents, { start, end: text.length, problems: [{ code: 'too-many', start: at, end: at + 3, message }], isUnread: true }]);
	}
	documents.push({ start, end: text.length, problems: [...problems, ...directives(text, start, text.length)] });
	return withoutFirst(text, documents);
}

/** A server reads the first document of a body only. Comments before the first `---` are none yet, nothing behind it is an empty one. */
function withoutFirst(text: string, documents: readonly DocumentText[]): readonly DocumentText[] {
	const [head, first, ...rest] = documents;
	if (head === undefined || first === undefined || rest.length === 0 || first.problems.length > 0 || !isBare(text, head) || !isBare(text, first)) return documents;
	const message = l10n.t('The server reads only the first document of a file, and this one is empty: kubectl passes over it.');
	return [{ ...head, problems: [...head.problems, { code: 'separator', start: head.end, end: head.end + 3, message }] }, first, ...rest];
}

/** Nothing but blanks and comments. */
function isBare(text: string, { start, end }: DocumentText): boolean {
	return !/^[ \t]*[^\s#]/m.test(text.slice(start, end));
}

function nextSeparator(text: string, from: number, lineStart: number): number {
	if (from === lineStart && (from <= 1 || isLineStart(text, from)) && text.startsWith('---', from)) return from;
	for (let i = text.indexOf('---', from); i >= 0; i = text.indexOf('---', i + 1)) if (i > 0 && isLineStart(text, i)) return i;
	return -1;
}

function isLineStart(text: string, at: number): boolean {
	const before = text[at - 1];
	return before === '\n' || before === '\r';
}

/**
 * Where the document behind a separator line begins. Content on that line belongs to it, but `kubectl` refuses it, and a
 * server a comment without a blank before it; it reads no line behind the first document.
 */
function separator(text: string, at: number, problems: SyntaxProblem[], isServed: boolean): number {
	const rest = /^[^\r\n]*/.exec(text.slice(at + 3, at + 3 + 10_000))?.[0] ?? '';
	// Others that look like blanks, the server reads as a value.
	const content = rest.replace(/^[ \t\x85\u2028\u2029]+/, '');
	const isGlued = content.length === rest.length;
	if (content === '' || (content.startsWith('#') && !(isGlued && isServed))) {
		const end = at + 3 + rest.length;
		if (text.startsWith('\r\n', end)) return end + 2;
		return Math.min(end + 1, text.length);
	}
	const start = at + 3 + (rest.length - content.length);
	problems.push({
		code: 'separator',
		start,
		end: start + content.trimEnd().length,
		message: l10n.t('Behind "---" only a blank and a comment can stand on its line.'),
	});
	return !isGlued ? start : Math.min(at + 3 + rest.length, text.length);
}

/** `kubectl` separates a directive from its document and then cannot read it. */
function directives(text: string, start: number, end: number): readonly SyntaxProblem[] {
	const found: SyntaxProblem[] = [];
	let at = start;
	while (at < end) {
		const newline = text.indexOf('\n', at);
		const stop = newline < 0 || newline > end ? end : newline;
		const line = text.slice(at, stop).trimEnd();
		if (line.startsWith('%')) {
			found.push({ code: 'directive', start: at, end: at + line.length, message: l10n.t('kubectl cannot read YAML directives: leave this line out.') });
		} else if (line !== '' && !line.startsWith('#')) break;
		at = stop + 1;
	}
	return found;
}
