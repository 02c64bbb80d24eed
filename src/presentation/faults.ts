import { isDecided } from '../payload/phase';
import type { PayloadRow, PayloadSummary } from '../payload/summary';
import type { Clock } from './age';
import type { TreeFilter, TreeSettings } from './treeNode';

/** What judging a row by time needs. */
export interface Judging {
	readonly settings: TreeSettings;
	readonly clock: Clock;
}

/** Blocking jobs without a run count as never started only some time after creation, and only while the payload is open. */
export function isOverdue(createdAt: number | undefined, { settings, clock }: Judging): boolean {
	return createdAt !== undefined && clock.now - createdAt >= settings.neverStartedMinutes * 60_000;
}

/** Jobs of an undecided payload that should have run long ago; empty otherwise. */
export function neverStartedJobs(summary: PayloadSummary, judging: Judging): readonly string[] {
	const due = !isDecided(summary.phase) && summary.creation === 'Success' && !summary.listsUnfilled && isOverdue(summary.createdAt, judging);
	return due ? summary.neverStarted : [];
}

/** An override that no controller honours, whatever happens next. */
export function isOverrideVoid(summary: PayloadSummary): boolean {
	switch (summary.override?.outlook) {
		case 'creationFailed':
		case 'unrecognised':
		case 'reasonTooLong':
			return true;
		case 'inForce':
		case 'soon':
		case 'waitsForCreation':
		case 'waitsForMirror':
		case undefined:
			return false;
	}
}

/**
 * Conditions and rules part: written soon on a live server, never under a dead controller. A reason that no condition can
 * hold is a matter of its own: the rules give a verdict whose every write is refused.
 */
export function rulesDiffer(summary: PayloadSummary): boolean {
	return summary.phase !== summary.rulesPhase && summary.override?.outlook !== 'reasonTooLong';
}

/** What "faults only" keeps; a payload accepted with informing failures alone is no fault. */
export function isFault(summary: PayloadSummary, judging: Judging): boolean {
	return (
		summary.phase === 'Failed' ||
		summary.phase === 'Rejected' ||
		(summary.fate?.verdict === 'rejected' && summary.phase !== 'Accepted') ||
		neverStartedJobs(summary, judging).length > 0 ||
		summary.mirror === 'Failed' ||
		rulesDiffer(summary) ||
		isOverrideVoid(summary)
	);
}

/** Whether a row passes the filter. Of a row that is not read yet only the text can be judged; it is no known fault. */
export function passes(row: PayloadRow, filter: TreeFilter, judging: Judging): boolean {
	if (filter.faultsOnly && (row.summary === undefined || !isFault(row.summary, judging))) return false;
	return filter.text === '' || searchable(row).some((text) => text.toLowerCase().includes(filter.text));
}

/** Release name, object name, stream, and the jobs that the summary names. */
function searchable({ ref, releaseName, stream, summary }: PayloadRow): readonly string[] {
	const names = [releaseName, ref.name, stream];
	if (summary === undefined) return names;
	const { failedBlocking, awaitedBlocking, neverStarted, undetermined, failedInforming } = summary;
	return [...names, ...failedBlocking.map(({ name }) => name), ...awaitedBlocking.map(({ name }) => name), ...neverStarted, ...undetermined, ...failedInforming];
}

/** Whether the filter hides anything at all. */
export function isFiltering(filter: TreeFilter): boolean {
	return filter.faultsOnly || filter.text !== '';
}
