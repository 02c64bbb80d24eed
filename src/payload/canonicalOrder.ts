import type { JobStatus, ReleasePayloadStatus } from './releasePayload';
import { compareText } from './version';

/**
 * The order in which every status is stored: conditions by type, jobs by `ciConfigurationName`, runs by the ProwJob's
 * name (so not by time). Equal ones keep their order. pkg/releasepayload/v1alpha1helpers/helpers.go.
 */
export function inCanonicalOrder(status: ReleasePayloadStatus): ReleasePayloadStatus {
	return {
		...status,
		...(status.conditions !== undefined && { conditions: [...status.conditions].sort((a, b) => compareText(a.type ?? '', b.type ?? '')) }),
		...(status.blockingJobResults !== undefined && { blockingJobResults: jobsInOrder(status.blockingJobResults) }),
		...(status.informingJobResults !== undefined && { informingJobResults: jobsInOrder(status.informingJobResults) }),
		...(status.upgradeJobResults !== undefined && { upgradeJobResults: jobsInOrder(status.upgradeJobResults) }),
	};
}

function jobsInOrder(jobs: readonly JobStatus[]): readonly JobStatus[] {
	return jobs
		.map((job) =>
			job.results === undefined
				? job
				: { ...job, results: [...job.results].sort((a, b) => compareText(a.coordinates?.name ?? '', b.coordinates?.name ?? '')) },
		)
		.sort((a, b) => compareText(a.ciConfigurationName ?? '', b.ciConfigurationName ?? ''));
}
