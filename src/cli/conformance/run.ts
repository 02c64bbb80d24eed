/** Runs files of conformance cases, as lines of `{id, class, input, expected}`; the file's name says what is checked. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { fields, isFields, text, type Fields } from './compare';
import { checkBackoff, checkProjection, checkPullSpec, checkQualifierMerge, checkQualifiersSummary, checkRunMatching } from './jobChecks';
import { checkProwJobName, checkReleaseOrder, checkRunName, checkSemverCompare, checkSemverParse, checkStreamOrder, checkStreamTags } from './nameChecks';
import { upstreamChecks } from './upstreamChecks';
import { checkGroupState, checkJobState, checkPhase, checkPipeline, checkSeeding, checkVerdict, type Check } from './verdictChecks';

const checks: ReadonlyMap<string, Check> = new Map<string, Check>([
	['job-state', checkJobState],
	['group-state', checkGroupState],
	['payload-verdict', checkVerdict],
	['pipeline', checkPipeline],
	['phase', checkPhase],
	['job-seeding', checkSeeding],
	['run-name', checkRunName],
	['prow-job-name', checkProwJobName],
	['run-matching', checkRunMatching],
	['semver-parse', checkSemverParse],
	['semver-compare', checkSemverCompare],
	['release-order', checkReleaseOrder],
	['stream-tags', checkStreamTags],
	['stream-order', checkStreamOrder],
	['backoff', checkBackoff],
	['job-projection', checkProjection],
	['qualifiers-summary', checkQualifiersSummary],
	['qualifier-merge', checkQualifierMerge],
	['pull-spec', checkPullSpec],
]);

export interface FileOutcome {
	/** Without `.jsonl` and `.gz`. */
	readonly name: string;
	readonly total: number;
	readonly classes: readonly string[];
	readonly mismatches: readonly string[];
	/** Why the file could not be run as a whole. */
	readonly problem: string | undefined;
}

/** Every file of the folder, not of folders in it. Throws when the folder cannot be read. */
export function runFolder(folder: string): readonly FileOutcome[] {
	const files = readdirSync(folder, { withFileTypes: true })
		.filter((entry) => !entry.isDirectory() && /\.jsonl(\.gz)?$/.test(entry.name))
		.map((entry) => entry.name)
		.sort();
	return files.map((file) => runFile(join(folder, file), file.replace(/\.jsonl(\.gz)?$/, '')));
}

function runFile(path: string, name: string): FileOutcome {
	const known = name === 'upstream-tests' || checks.has(name);
	if (!known) return { name, total: 0, classes: [], mismatches: [], problem: 'no such kind of case is known' };
	try {
		return runLines(name, contentsOf(path));
	} catch (error) {
		return { name, total: 0, classes: [], mismatches: [], problem: error instanceof Error ? error.message : String(error) };
	}
}

function contentsOf(path: string): string {
	const bytes = readFileSync(path);
	return (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
}

function runLines(name: string, contents: string): FileOutcome {
	const mismatches: string[] = [];
	const classes = new Set<string>();
	let total = 0;
	contents.split('\n').forEach((line, at) => {
		if (line.trim() === '') return;
		total++;
		const read = parsed(line);
		if (read === undefined) {
			mismatches.push(`line ${at + 1}: not a case`);
			return;
		}
		classes.add(text(read['class']));
		const mismatch = checked(name, read);
		if (mismatch !== undefined) mismatches.push(`${text(read['id']) || `line ${at + 1}`}: ${mismatch}`);
	});
	return { name, total, classes: [...classes], mismatches, problem: undefined };
}

function parsed(line: string): Fields | undefined {
	try {
		const value: unknown = JSON.parse(line);
		return isFields(value) && isFields(value['input']) && isFields(value['expected']) ? value : undefined;
	} catch {
		// Whatever is wrong with the line, it is no case; the caller says which line.
		return undefined;
	}
}

/** A rule that throws fails its case, not the run. */
function checked(name: string, { class: shape, input, expected }: Fields): string | undefined {
	const check = name === 'upstream-tests' ? upstreamChecks.get(text(shape)) : checks.get(name);
	if (check === undefined) return `unknown shape ${text(shape)}`;
	try {
		return check(fields(input), fields(expected));
	} catch (error) {
		return `threw ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
	}
}
