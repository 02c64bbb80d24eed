import type { JobStatus, ReleasePayloadStatus } from './releasePayload';
import { compareText } from './version';

/**
 * The order in which every status is stored: conditions by type, jobs by `ciConfigurationName`, runs by the ProwJob's
 * name (so not by time). Equal ones keep their order; a status in order already is given back as it is.
 * pkg/releasepayload/v1alpha1helpers/helpers.go.
 */
export function inCanonicalOrder(status: ReleasePayloadStatus): ReleasePayloadStatus {
	const { conditions = [] } = status;
	const sorted = withJobLists(status, jobsInOrder);
	const ordered = inOrder(conditions, ({ type }) => type);
	return ordered === conditions ? sorted : { ...sorted, conditions: ordered };
}

/** The lists of results that the controllers fill. */
export const jobLists = ['blockingJobResults', 'informingJobResults', 'upgradeJobResults'] as const;

/** A status with its job lists as `change` gives them back; the very same when each comes back as it was. */
export function withJobLists(status: ReleasePayloadStatus, change: (jobs: readonly JobStatus[]) => readonly JobStatus[]): ReleasePayloadStatus {
	let changed = status;
	for (const list of jobLists) {
		const jobs = status[list];
		const next = jobs && change(jobs);
		if (next !== jobs) changed = { ...changed, [list]: next };
	}
	return changed;
}

function jobsInOrder(jobs: readonly JobStatus[]): readonly JobStatus[] {
	const withRuns = jobs.map((job) => {
		const { results = [] } = job;
		const ordered = inOrder(results, ({ coordinates }) => coordinates?.name);
		return ordered === results ? job : { ...job, results: ordered };
	});
	const unchanged = withRuns.every((job, at) => job === jobs[at]);
	return inOrder(unchanged ? jobs : withRuns, ({ ciConfigurationName }) => ciConfigurationName);
}

function inOrder<T>(things: readonly T[], nameOf: (thing: T) => string | undefined): readonly T[] {
	let before = '';
	for (const thing of things) {
		const name = nameOf(thing) ?? '';
		if (before > name) return [...things].sort((a, b) => compareText(nameOf(a) ?? '', nameOf(b) ?? ''));
		before = name;
	}
	return things;
}
