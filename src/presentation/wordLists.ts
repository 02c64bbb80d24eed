import * as l10n from '@vscode/l10n';
import type { JobAttempts } from '../payload/summary';
import { oneLine } from './hostile';

/** How much of a name a row shows. */
export const nameLimit = 90;

/** A job's name for a line; a job whose name was pruned still gets words. */
export function jobName(name: string | undefined): string {
	const shown = oneLine(name ?? '', nameLimit);
	return shown === '' ? l10n.t('unnamed job') : shown;
}

/** Names for a row: `a, b +3`. `total` counts also those whose names are not known. */
export function shortList(names: readonly string[], most: number, total: number = names.length): string {
	const shown = names.slice(0, most).map(jobName);
	const rest = Math.max(total, names.length) - shown.length;
	return rest > 0 ? l10n.t('{0} +{1}', shown.join(', '), rest) : shown.join(', ');
}

/** Names for a sentence: `a, b and 3 more`. */
export function longList(names: readonly string[], most: number, total: number = names.length): string {
	const shown = names.slice(0, most).map(jobName);
	const rest = Math.max(total, names.length) - shown.length;
	if (rest > 0) return l10n.t('{0} and {1} more', shown.join(', '), rest);
	if (shown.length < 2) return shown[0] ?? '';
	return l10n.t('{0} and {1}', shown.slice(0, -1).join(', '), shown.at(-1) ?? '');
}

/** `aws-ovn 3/3`: a job with its runs so far and those allowed; a job that has but one run gets no figures. */
export function attempts(job: JobAttempts): string {
	const name = jobName(job.name);
	return job.allowed > 1 ? l10n.t('{0} {1}/{2}', name, job.runs, job.allowed) : name;
}

/** Clauses of a description; the separator is the same in every language. */
export function joined(clauses: readonly (string | undefined)[]): string {
	return clauses.filter((clause) => clause !== undefined && clause !== '').join(' · ');
}
