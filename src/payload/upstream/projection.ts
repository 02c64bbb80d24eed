import { epoch } from '../conditions';
import { runBucket } from '../jobState';
import type { JobRunResult, JobStatus, ReleasePayloadStatus } from '../releasePayload';

/** A job as upstream's web page and JSON API show it: pkg/releasepayload/utils.go. */
export interface JobProjection {
	readonly state: 'Succeeded' | 'Failed' | 'Pending';
	readonly url: string;
	readonly retries: number;
	readonly previousAttemptURLs: readonly string[];
	readonly transitionTime: string | undefined;
}

/** By `ciConfigurationName` alone, blocking before informing. Upgrade jobs are not shown. */
export function projectJobs(status: ReleasePayloadStatus): ReadonlyMap<string, JobProjection> {
	const jobs = [...(status.informingJobResults ?? []), ...(status.blockingJobResults ?? [])];
	return new Map(jobs.map((job) => [job.ciConfigurationName ?? '', projectJob(job)]));
}

export function projectJob(job: JobStatus): JobProjection {
	const url = projectedUrl(job.results);
	return {
		state: projectedState(job),
		url,
		retries: projectedRetries(job),
		previousAttemptURLs: previousAttempts(job.results, url),
		transitionTime: transitionTime(job.results),
	};
}

/**
 * A job that upstream could not create has no run: it is Unknown and reads as a success, but only once there is a URL. A
 * job with retries left reads as failed while every run of it failed, whatever it waits for.
 */
export function projectedState(job: JobStatus): JobProjection['state'] {
	if (job.state === 'Failure') return 'Failed';
	if ((job.state === 'Success' || job.state === 'Unknown') && projectedUrl(job.results) !== '') return 'Succeeded';
	const runs = job.results ?? [];
	const allFailed = runs.length > 0 && runs.every((run) => runBucket(run.state) === 'failed');
	return (job.maxRetries ?? 0) > 0 && allFailed ? 'Failed' : 'Pending';
}

/** The first run that succeeded, else the one that started last. */
export function projectedUrl(runs: readonly JobRunResult[] = []): string {
	const shown = runs.find((run) => run.state === 'Success') ?? byStart(runs).at(-1);
	return shown?.humanProwResultsURL ?? '';
}

/** Every other URL, by start time. */
export function previousAttempts(runs: readonly JobRunResult[] = [], url: string): readonly string[] {
	if (runs.length <= 1) return [];
	return byStart(runs)
		.map((run) => run.humanProwResultsURL ?? '')
		.filter((each) => each !== '' && each !== url);
}

export function projectedRetries({ results = [], maxRetries = 0 }: JobStatus): number {
	if (results.length <= 1) return 0;
	if (results.length <= maxRetries + 1) return results.length - 1;
	return results.length > maxRetries ? maxRetries : 0;
}

/** The end of the run that started last; undefined while it goes on. */
export function transitionTime(runs: readonly JobRunResult[] = []): string | undefined {
	return byStart(runs).at(-1)?.completionTime;
}

function byStart(runs: readonly JobRunResult[]): readonly JobRunResult[] {
	const start = (run: JobRunResult) => epoch(run.startTime) ?? -Infinity;
	return [...runs].sort((a, b) => (start(a) === start(b) ? 0 : start(a) - start(b)));
}
