import * as l10n from '@vscode/l10n';
import type { ReadResult, SyntaxProblem } from '../tree';
import { explainRefusal } from './clusterErrors';
import { readAsCluster } from './clusterReader';
import { readFast } from './fast';
import { readWithYaml } from './yamlReader';

/**
 * Reads one document's text (no `---` in it, no byte order mark). The strict reader first, which takes nearly everything
 * that tools write; then the cluster's own grammar, which decides what is a mistake; and for text that it refuses `yaml`,
 * which recovers, so that the sound part of a broken document keeps its tree.
 */
export function readText(text: string): ReadResult {
	const fast = readFast(text);
	if (fast !== undefined) return { root: fast.root, problems: [] };
	const read = readAsCluster(text);
	if (read.refused === undefined) return { root: read.root, problems: afterEnd(text, read.documentEnd) };
	const cause = explainRefusal(read.refused, text);
	if (cause.code === 'too-deep') return { root: undefined, problems: [cause] };
	if (read.refused.refusal === 'byteOrderMark') return { root: undefined, problems: [cause, ...unreadBehind(text, cause)] };
	const recovered = readWithYaml(text);
	return { root: recovered.root, problems: [cause, ...others(recovered.problems, cause, text)] };
}

/** A text that begins with a brace is JSON for `kubectl`, and there `...` ends nothing. */
function afterEnd(text: string, documentEnd: number | undefined): readonly SyntaxProblem[] {
	if (documentEnd === undefined || !text.trimStart().startsWith('{')) return [];
	return [{ code: 'separator', start: documentEnd, end: documentEnd + 3, message: l10n.t('kubectl takes a text that begins with "{" for JSON, which knows no "...".') }];
}

/** The mark shifts its line by a column, so that for the server the document ends behind it. */
function unreadBehind(text: string, cause: SyntaxProblem): readonly SyntaxProblem[] {
	const next = /[\r\n]+[^\r\n]/.exec(text.slice(cause.end));
	if (next === null) return [];
	const start = cause.end + next.index + next[0].length - 1;
	return [{ code: 'character', start, end: start + 1, message: l10n.t('The server reads nothing from here on, because of the byte order mark above.') }];
}

/** Mistakes on lines after the one that stopped the cluster's reader, unless that one swallowed the rest of the text. */
function others(problems: readonly SyntaxProblem[], cause: SyntaxProblem, text: string): readonly SyntaxProblem[] {
	if (cause.noticedAt !== undefined) return problems.filter((problem) => problem.code === 'too-deep');
	const lineEnd = text.indexOf('\n', cause.end);
	const from = lineEnd < 0 ? text.length : lineEnd;
	// The error right behind the cause nearly always follows from it.
	return problems.filter((problem) => problem.start > from).slice(1);
}
