import { inCanonicalOrder } from '../canonicalOrder';
import type { JobRunResult, JobStatus, ReleasePayload, ReleasePayloadStatus } from '../releasePayload';
import { parseVersionTolerantly } from '../version';
import { prowNameHash } from '../prowJobName';
import { parseRunName, type RunName } from './runName';

/** How ProwJobs become runs of a payload's jobs: pkg/cmd/release-payload-controller/prowjob_controller.go. */
export interface ProwJob {
	readonly name: string;
	readonly namespace: string;
	readonly labels: Readonly<Record<string, string>>;
	readonly annotations: Readonly<Record<string, string>>;
	readonly cluster: string;
	readonly state: string;
	readonly startTime: string | undefined;
	readonly completionTime: string | undefined;
	readonly url: string;
}

export type ResultList = 'blockingJobResults' | 'informingJobResults' | 'upgradeJobResults';

const searched: readonly ResultList[] = ['blockingJobResults', 'informingJobResults', 'upgradeJobResults'];

/** The state of a run from the state of its ProwJob. */
export function runState(prowState: string): string {
	const known: ReadonlyMap<string, string> = new Map([
		['aborted', 'Aborted'],
		['error', 'Error'],
		['failure', 'Failure'],
		['pending', 'Pending'],
		['scheduling', 'Scheduling'],
		['success', 'Success'],
		['triggered', 'Triggered'],
	]);
	return known.get(prowState) ?? 'Unknown';
}

/**
 * The entry a run belongs to: the first, over blocking, informing and upgrade, whose job name fits and whose name is the
 * parsed one or is found in it as a hash (of names that had to be cut).
 */
export function findJob(payloadName: string, status: ReleasePayloadStatus, name: string, jobName: string): { readonly list: ResultList; readonly at: number } | undefined {
	for (const list of searched) {
		const at = (status[list] ?? []).findIndex(
			(job) => (job.ciConfigurationJobName ?? '') === jobName && isNamed(job.ciConfigurationName ?? '', name, payloadName),
		);
		if (at >= 0) return { list, at };
	}
	return undefined;
}

function isNamed(jobName: string, parsed: string, payloadName: string): boolean {
	return jobName === parsed || parsed.includes(prowNameHash(`${payloadName}-${jobName}`));
}

/** `upgrade-minor` when the target's minor is the higher one, `upgrade` otherwise; empty across majors and for other runs. */
export function upgradeType(payloadName: string, run: RunName): '' | 'upgrade' | 'upgrade-minor' {
	const [to, from] = [parseVersionTolerantly(payloadName), parseVersionTolerantly(run.upgradeFrom)];
	if (run.upgradeFrom === '' || to === undefined || from?.major !== to.major) return '';
	return BigInt(to.minor) > BigInt(from.minor) ? 'upgrade-minor' : 'upgrade';
}

/** One sync of the ProwJob controller. Runs are added to, or renewed in, their jobs; the same object when nothing is matched. */
export function matchRuns(payload: ReleasePayload, prowJobs: readonly ProwJob[]): ReleasePayload {
	const config = payload.spec.payloadVerificationConfig;
	const namespace = payload.spec.payloadCreationConfig?.prowCoordinates?.namespace ?? '';
	if (config?.payloadVerificationDataSource !== 'BuildFarmLookup' || namespace === '') return payload;
	let { status } = payload;
	for (const prowJob of prowJobs) {
		if (prowJob.namespace === namespace && isOf(payload, prowJob)) status = withRun(payload.metadata.name ?? '', status, prowJob);
	}
	return status === payload.status ? payload : { ...payload, status: inCanonicalOrder(status) };
}

function isOf(payload: ReleasePayload, { labels, state }: ProwJob): boolean {
	const named = new Map(Object.entries(labels));
	return named.get('release.openshift.io/verify') === 'true' && named.get('release.openshift.io/payload') === payload.metadata.name && state !== 'scheduling';
}

function withRun(payloadName: string, status: ReleasePayloadStatus, prowJob: ProwJob): ReleasePayloadStatus {
	const parsed = parseRunName(prowJob.name);
	const jobName = new Map(Object.entries(prowJob.annotations)).get('prow.k8s.io/job');
	if (parsed === undefined || jobName === undefined) return status;
	const found = findJob(payloadName, status, parsed.ciConfigurationName, jobName);
	if (found === undefined) return status;
	const jobs = [...(status[found.list] ?? [])];
	jobs[found.at] = renewed(jobs[found.at] ?? {}, runOf(prowJob, upgradeType(payloadName, parsed)));
	return { ...status, [found.list]: jobs };
}

function runOf(prowJob: ProwJob, type: string): JobRunResult {
	return {
		coordinates: { name: prowJob.name, namespace: prowJob.namespace, cluster: prowJob.cluster },
		...(prowJob.startTime !== undefined && { startTime: prowJob.startTime }),
		...(prowJob.completionTime !== undefined && { completionTime: prowJob.completionTime }),
		state: runState(prowJob.state),
		humanProwResultsURL: prowJob.url,
		...(type !== '' && { upgradeType: type }),
	};
}

function renewed(job: JobStatus, run: JobRunResult): JobStatus {
	const results = [...(job.results ?? [])];
	const same = ({ name = '', namespace = '', cluster = '' }: NonNullable<JobRunResult['coordinates']>) => `${namespace}/${name}/${cluster}`;
	const at = results.findIndex((each) => same(each.coordinates ?? {}) === same(run.coordinates ?? {}));
	if (at < 0) results.push(run);
	else results[at] = run;
	return { ...job, results };
}
