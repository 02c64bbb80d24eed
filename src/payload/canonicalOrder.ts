import type { JobStatus, ReleasePayloadStatus } from './releasePayload';
import { compareText } from './version';

/**
 * The order in which every status is stored: conditions by type, jobs by `ciConfigurationName`, runs by the ProwJob's
 * name (so not by time). Equal ones keep their order; a status in order already is given back as it is.
 * pkg/releasepayload/v1alpha1helpers/helpers.go.
 */
export function inCanonicalOrder(status: ReleasePayloadStatus): ReleasePayloadStatus {
	const sorted = {
		...(status.conditions !== undefined && { conditions: inOrder(status.conditions, (condition) => condition.type) }),
		...(status.blockingJobResults !== undefined && { blockingJobResults: jobsInOrder(status.blockingJobResults) }),
		...(status.informingJobResults !== undefined && { informingJobResults: jobsInOrder(status.informingJobResults) }),
		...(status.upgradeJobResults !== undefined && { upgradeJobResults: jobsInOrder(status.upgradeJobResults) }),
	};
	const same =
		sorted.conditions === status.conditions &&
		sorted.blockingJobResults === status.blockingJobResults &&
		sorted.informingJobResults === status.informingJobResults &&
		sorted.upgradeJobResults === status.upgradeJobResults;
	return same ? status : { ...status, ...sorted };
}

function jobsInOrder(jobs: readonly JobStatus[]): readonly JobStatus[] {
	const withRuns = jobs.map((job) => {
		const results = job.results ? inOrder(job.results, (run) => run.coordinates?.name) : undefined;
		return !results || results === job.results ? job : { ...job, results };
	});
	const unchanged = withRuns.every((job, at) => job === jobs[at]);
	return inOrder(unchanged ? jobs : withRuns, (job) => job.ciConfigurationName);
}

function inOrder<T>(things: readonly T[], nameOf: (thing: T) => string | undefined): readonly T[] {
	let before: string | undefined;
	for (const thing of things) {
		const name = nameOf(thing) ?? '';
		if (before !== undefined && compareText(before, name) > 0) return [...things].sort((a, b) => compareText(nameOf(a) ?? '', nameOf(b) ?? ''));
		before = name;
	}
	return things;
}
