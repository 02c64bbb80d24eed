import type { JobRunResult, JobStatus } from './releasePayload';

/** The job state controller's answer. */
export type JobState = 'Success' | 'Failure' | 'Pending' | 'Unknown';

/** How many runs are in which bucket. */
export interface RunCounts {
	readonly pending: number;
	readonly success: number;
	readonly failed: number;
	readonly unknown: number;
}

/** Part of an analysis job's runs that must succeed. job_state_controller.go. */
export const analysisPassRate = 0.6;

/** The bucket that a run's stored state falls in; text that is no known state is `unknown`. job_state_controller.go. */
export function runBucket(state: string | undefined): keyof RunCounts {
	switch (state) {
		case 'Triggered':
		case 'Scheduling':
		case 'Pending':
			return 'pending';
		case 'Failure':
		case 'Aborted':
		case 'Error':
			return 'failed';
		case 'Success':
			return 'success';
		default:
			return 'unknown';
	}
}

/** Runs per bucket. */
export function runCounts(results: readonly JobRunResult[] = []): RunCounts {
	const counts = { pending: 0, success: 0, failed: 0, unknown: 0 };
	for (const { state } of results) counts[runBucket(state)]++;
	return counts;
}

/**
 * The state of one job, worked out from its runs alone: a stored `state` does not matter. Negative counts are as 0.
 * An analysis count outranks retries, and is the divisor even when there are more runs than that. job_state_controller.go.
 */
export function jobState({ results = [], analysisJobCount = 0, maxRetries = 0 }: JobStatus): JobState {
	const total = results.length;
	if (total === 0) return 'Unknown';
	const counts = runCounts(results);
	if (analysisJobCount > 0) return analysisState(counts, total, analysisJobCount);
	if (counts.success > 0) return 'Success';
	if (counts.pending > 0) return 'Pending';
	if (counts.failed === 0) return 'Unknown';
	return total <= maxRetries ? 'Pending' : 'Failure';
}

function analysisState(counts: RunCounts, total: number, wanted: number): JobState {
	if (total < wanted) return 'Unknown';
	if (counts.success / wanted >= analysisPassRate) return 'Success';
	return counts.pending > 0 ? 'Pending' : 'Failure';
}

/**
 * The state of a list of jobs from their stored states. One that is none of Pending, Success, Failure leaves the whole
 * list undetermined, unless another is pending. An empty list is `Unknown`. pkg/releasepayload/jobstatus/helpers.go.
 */
export function groupState(jobs: readonly JobStatus[] = []): JobState {
	const states = jobs.map(({ state }) => state);
	if (states.includes('Pending')) return 'Pending';
	if (states.length === 0 || states.some((state) => state !== 'Success' && state !== 'Failure')) return 'Unknown';
	return states.includes('Failure') ? 'Failure' : 'Success';
}
