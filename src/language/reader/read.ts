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
	if (read.refused === undefined) return { root: read.root, problems: [] };
	const cause = explainRefusal(read.refused, text);
	if (cause.code === 'too-deep') return { root: undefined, problems: [cause] };
	const recovered = readWithYaml(text);
	return { root: recovered.root, problems: [cause, ...others(recovered.problems, cause, text)] };
}

/** Mistakes on lines after the one that stopped the cluster's reader, unless that one swallowed the rest of the text. */
function others(problems: readonly SyntaxProblem[], cause: SyntaxProblem, text: string): readonly SyntaxProblem[] {
	if (cause.noticedAt !== undefined) return problems.filter((problem) => problem.code === 'too-deep');
	const lineEnd = text.indexOf('\n', cause.end);
	const from = lineEnd < 0 ? text.length : lineEnd;
	// The error right behind the cause nearly always follows from it.
	return problems.filter((problem) => problem.start > from).slice(1);
}
