import * as l10n from '@vscode/l10n';
import { drain, type Steps } from '../steps';
import { lengthOf, lineStart } from '../text';
import type { ReadResult, SyntaxProblem, YamlNode } from '../tree';
import { explainRefusal } from './clusterErrors';
import { readingAsCluster } from './clusterReader';
import type { Refused } from './clusterTokens';
import { readingFast } from './fast';
import { blanks, hidingMarks, replacing, restored } from './templates';

/**
 * Reads one document's text (no `---` in it, no byte order mark). The strict reader first, which takes nearly everything
 * that tools write; then the cluster's own grammar, which decides what is a mistake. The line of a mistake is blanked out
 * and the rest read again, so that everything around it keeps its tree and its places; one message for each cause.
 */
export function readText(text: string): ReadResult {
	return drain(readingText(text));
}

/** The same in steps. */
export function* readingText(text: string): Steps<ReadResult> {
	const large = tooLarge(text);
	if (large !== undefined) return { root: undefined, problems: [large] };
	const problems: SyntaxProblem[] = [];
	/** What mistakes are looked for in: the text, or what a template leaves of it. */
	let whole = text;
	let remaining = text;
	let last: Stretch | undefined;
	for (let attempt = 0; attempt <= mostMistakes; attempt++) {
		const read = yield* readingOnce(remaining, whole !== text);
		if (read.refused === undefined) return { root: read.root, problems };
		const template = whole === text && attempt < 9 ? yield* readingTemplate(remaining, read.refused) : undefined;
		if (template) {
			problems.push(template.problem);
			whole = remaining = template.hidden;
			continue;
		}
		const problem = explainRefusal(read.refused, remaining);
		const unread = problems.at(-1)?.code === 'too-deep' ? [] : unreadReason(read.refused, problem, text);
		if (unread !== undefined) return { root: undefined, problems: [...problems, ...unread] };
		if (problem.code === 'tab' && remaining === whole) {
			// One tab is a mistake of the whole text: it is read on as if blanks stood there.
			problems.push(problem);
			// In the leading blanks of lines, and behind dashes.
			remaining = yield* replacing(whole, /^[ \t-]*\t[ \t-]*/gm, (lead) => lead.replaceAll('\t', ' '));
			if (remaining !== whole) continue;
		}
		const ours = remaining === whole ? withoutConflicts(whole, problems) : whole;
		if (ours !== whole) {
			remaining = ours;
			continue;
		}
		const damage = damagedLines(remaining, problem, read.refused);
		// The lines right behind a mistake are often only its consequence, and so is what a tab leaves of its own line.
		const consequence = problems[0]?.code === 'tab' && (problem.code === 'indent' || text.slice(lineStart(text, problem.start), problem.start).includes('\t'));
		if (!consequence && (problems.length === 0 || last === undefined || isApart(text, last.end, damage.start))) problems.push(problem);
		last = damage;
		const blanked = blankOut(remaining, damage);
		if (blanked === remaining) break;
		remaining = blanked;
		if (attempt * text.length > mostWork) break;
	}
	// Too many mistakes to look around each of them: what follows the last one is not looked at.
	const end = problems[problems.length - 1];
	const cut = end === undefined ? 0 : remaining.lastIndexOf('\n', end.start) + 1;
	const head = yield* readingOnce(remaining.slice(0, cut), whole !== text);
	return { root: head.refused === undefined ? head.root : undefined, problems };
}

/** A server takes no request of more than 3 MiB; the items of a list are sent one by one. */
function tooLarge(text: string): SyntaxProblem | undefined {
	const isList = text.length > mebibytes(3) && /^[ \t{,]*"?kind"?:\s*"?\w*List\b/m.test(text);
	const limit = isList ? 20 : 3;
	if (text.length <= mebibytes(limit)) return undefined;
	const start = Math.max(0, text.search(/\S/));
	return { code: 'too-large', start, end: start + 1, message: l10n.t('This is larger than {0} MiB: the server refuses it, and it is not looked at.', limit) };
}

function mebibytes(count: number): number {
	return count * 1024 * 1024;
}

/** A text as a template, when a mark is what the reader stumbled over: without marks it gets further. */
function* readingTemplate(text: string, { start: at }: Refused): Steps<{ readonly problem: SyntaxProblem; readonly hidden: string } | undefined> {
	if (!text.slice(Math.max(0, at - nearMark), at + 2).includes('{{')) return undefined;
	const { hidden, marks } = yield* hidingMarks(text);
	const first = marks.findLast(({ start }) => start <= at);
	const { refused } = yield* readingOnce(hidden, true);
	if (!first || (refused && refused.start <= at)) return undefined;
	const { start, end } = first;
	const message = l10n.t('This is a template: the cluster cannot read it until it is rendered. The rest is checked with the marks left out.');
	return { hidden, problem: { code: 'template', start, end: start + text.slice(start, end).search(/$/m), message, marks } };
}

/** Characters between a mark and where it makes the text unreadable. */
const nearMark = 1000;

/** The text without the marks of merges that were not finished, the first of both sides read on; one problem each. */
function withoutConflicts(text: string, problems: SyntaxProblem[]): string {
	if (!text.includes('<<<<<<< ')) return text;
	const parts: string[] = [];
	let [side, done, mark]: ['none' | 'ours' | 'theirs', number, { readonly start: number; readonly end: number } | undefined] = ['none', 0, undefined];
	for (const { 0: line, index } of text.matchAll(/^(?:<<<<<<< |=======|>>>>>>> )[^\r\n]*/gm)) {
		const end = index + line.length;
		if (line.startsWith('<') && side === 'none') [side, mark] = ['ours', { start: index, end }];
		else if (line.startsWith('=') && side === 'ours') side = 'theirs';
		else if (line.startsWith('>') && side === 'theirs' && mark !== undefined) {
			problems.push({ code: 'conflict', ...mark, message: l10n.t('A merge conflict is not resolved here.') });
			const middle = text.indexOf('\n=======', mark.end);
			parts.push(text.slice(done, mark.start), blanks(text.slice(mark.start, mark.end)), text.slice(mark.end, middle), blanks(text.slice(middle, end)));
			[side, done] = ['none', end];
		}
	}
	return parts.join('') + text.slice(done);
}

const mostMistakes = 50;
/** Characters read again and again because of mistakes, in all. */
const mostWork = 5_000_000;

interface Once {
	readonly root: YamlNode | undefined;
	readonly refused?: Refused | undefined;
}

function* readingOnce(text: string, hasHidden: boolean): Steps<Once> {
	return (hasHidden ? undefined : yield* readingFast(text)) ?? (yield* readingAsCluster(text, hasHidden ? restored : undefined));
}

/** Mistakes that concern the whole text: then nothing of it is looked at. */
function unreadReason(refused: Refused, problem: SyntaxProblem, text: string): readonly SyntaxProblem[] | undefined {
	return refused.refusal === 'byteOrderMark' ? [problem, ...unreadBehind(text, problem)] : undefined;
}

interface Stretch {
	readonly start: number;
	readonly end: number;
}

/** The lines to leave out: the one with the cause, and for a bracket that is never closed all that it swallowed on its line. */
function damagedLines(text: string, problem: SyntaxProblem, refused: Refused): Stretch {
	const at = refused.refusal === 'control' ? refused.start : problem.start;
	const start = lineStart(text, at);
	// With a line that stands too deep all goes that stands as deep.
	const pad = refused.refusal === 'tooDeep' ? lengthOf(/^ */, text.slice(start, at)) : 0;
	const length = text.slice(at).search(pad > 0 ? new RegExp(`\\n(?! {${pad}}|[^\\S\\n]*\\n)`) : '\n');
	return { start, end: length < 0 ? text.length : at + length };
}

/** Blanks keep every offset where it is. A blank line is left where the text was; a carriage return stays. */
function blankOut(text: string, { start, end }: Stretch): string {
	return text.slice(0, start) + blanks(text.slice(start, end)) + text.slice(end);
}

/** Whether a whole line lies between two offsets of which the first should come first. */
function isApart(text: string, end: number, start: number): boolean {
	const newline = text.indexOf('\n', end);
	const second = newline < 0 ? -1 : text.indexOf('\n', newline + 1);
	return second >= 0 && second < start;
}

/** The mark shifts its line by a column, so that for the server the document ends behind it. */
function unreadBehind(text: string, cause: SyntaxProblem): readonly SyntaxProblem[] {
	const next = /[\r\n]+[^\r\n]/.exec(text.slice(cause.end));
	if (next === null) return [];
	const start = cause.end + next.index + next[0].length - 1;
	return [{ code: 'character', start, end: start + 1, message: l10n.t('The server reads nothing from here on, because of the byte order mark above.') }];
}
