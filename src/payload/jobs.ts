import { retryDelay } from './backoff';
import { epoch } from './conditions';
import { pairKey } from './controllers';
import { jobState, runBucket, runCounts, type JobState } from './jobState';
import { isDecided, phaseOf } from './phase';
import type { CIConfiguration, JobRunResult, JobStatus, ReleasePayload } from './releasePayload';

/** `analysis` only for the older API's `analysisJobResults`; today an analysis job is marked as such within its role. */
export type JobRole = 'blocking' | 'informing' | 'upgrade' | 'analysis';

export type { JobState };

/** What a reader is shown: what the writer meant, with the two meanings of Pending told apart. */
export type ShownJobState = 'passed' | 'failed' | 'running' | 'awaitsRetry' | 'neverStarted' | 'ignored' | 'unknown';

export type ShownRunState = 'triggered' | 'running' | 'passed' | 'failed' | 'aborted' | 'error' | 'ignored' | 'unknown';

/** One configured verification job of a payload, spec and status joined. */
export interface Job {
	readonly role: JobRole;
	/** Stable and unique within the payload, also among duplicates and unnamed jobs. */
	readonly key: string;
	/** `ciConfigurationName`, else the older `name`; undefined when the name was pruned. */
	readonly name: string | undefined;
	/** The Prow periodic, `ciConfigurationJobName`. */
	readonly prowJobName: string | undefined;
	readonly maxRetries: number;
	readonly analysisJobCount: number;
	readonly shown: ShownJobState;
	/** What the controllers compute from the runs. */
	readonly state: JobState;
	/** `state` as stored, when the text is there. */
	readonly storedState: string | undefined;
	/** Oldest first by start time; runs without one come last, in stored order. */
	readonly runs: readonly Run[];
	/** When the next retry may be launched at the earliest, epoch ms; only with `awaitsRetry` on an undecided payload. */
	readonly nextRetryAt: number | undefined;
	/** In `spec` but not in `status`, or the reverse; `both` otherwise. */
	readonly presentIn: 'both' | 'spec' | 'status';
}

export interface Run {
	/** The ProwJob's name; unique within the job, made up from the position when absent. */
	readonly key: string;
	readonly name: string | undefined;
	readonly namespace: string | undefined;
	readonly buildCluster: string | undefined;
	/** 1-based, in time order. */
	readonly attempt: number;
	readonly shown: ShownRunState;
	readonly storedState: string | undefined;
	readonly startedAt: number | undefined;
	readonly completedAt: number | undefined;
	/** As stored: hostile text until checked with `httpUrl`. */
	readonly url: string | undefined;
	readonly upgradeType: string | undefined;
}

/**
 * Every job of the payload: each role's result list in its stored order, then what the spec lists besides. Equal entries
 * and unnamed ones all stay. Entries of the older API's `analysisJobResults` are a role of their own.
 */
export function jobsOf(payload: ReleasePayload): readonly Job[] {
	const { status, spec } = payload;
	const config = spec.payloadVerificationConfig;
	const decided = isDecided(phaseOf(status.conditions));
	const keyed = uniqueKeys();
	return [
		...jobsOfRole({ role: 'blocking', decided, keyed }, status.blockingJobResults, config?.blockingJobs),
		...jobsOfRole({ role: 'informing', decided, keyed }, status.informingJobResults, config?.informingJobs),
		...jobsOfRole({ role: 'upgrade', decided, keyed }, status.upgradeJobResults, config?.upgradeJobs),
		...jobsOfRole({ role: 'analysis', decided, keyed }, status.analysisJobResults, undefined),
	];
}

interface RoleContext {
	readonly role: JobRole;
	readonly decided: boolean;
	readonly keyed: (key: string) => string;
}

function jobsOfRole(context: RoleContext, statuses: readonly JobStatus[] = [], configured: readonly CIConfiguration[] = []): readonly Job[] {
	const unmatched = new Map<string, CIConfiguration[]>();
	for (const entry of configured) {
		const same = unmatched.get(pairKey(entry));
		if (!same) unmatched.set(pairKey(entry), [entry]);
		else same.push(entry);
	}
	const inStatus = statuses.map((job) => jobFrom(context, job, unmatched.get(pairKey(job))?.shift() ? 'both' : 'status'));
	const matched = new Set(configured);
	for (const left of unmatched.values()) for (const entry of left) matched.delete(entry);
	const onlyInSpec = configured.filter((entry) => !matched.has(entry));
	return [...inStatus, ...onlyInSpec.map((entry) => jobFrom(context, configuredJob(entry, context.role), 'spec'))];
}

function configuredJob({ ciConfigurationName, ciConfigurationJobName, maxRetries, analysisJobCount }: CIConfiguration, role: JobRole): JobStatus {
	return {
		...(ciConfigurationName !== undefined && { ciConfigurationName }),
		...(ciConfigurationJobName !== undefined && { ciConfigurationJobName }),
		...(role !== 'upgrade' && maxRetries !== undefined && { maxRetries }),
		...(role !== 'upgrade' && analysisJobCount !== undefined && { analysisJobCount }),
	};
}

function jobFrom({ role, decided, keyed }: RoleContext, job: JobStatus, presentIn: Job['presentIn']): Job {
	const name = nonEmpty(job.ciConfigurationName) ?? nonEmpty(job.name);
	const prowJobName = nonEmpty(job.ciConfigurationJobName);
	const shown = shownState(job, role);
	return {
		role,
		key: keyed(`${role}/${name ?? ''}/${prowJobName ?? ''}`),
		name,
		prowJobName,
		maxRetries: Math.max(0, job.maxRetries ?? 0),
		analysisJobCount: Math.max(0, job.analysisJobCount ?? 0),
		shown,
		state: jobState(job),
		storedState: nonEmpty(job.state),
		runs: runsOf(job.results),
		nextRetryAt: shown === 'awaitsRetry' && !decided ? nextRetryAt(job.results ?? []) : undefined,
		presentIn,
	};
}

/**
 * How a job is shown. The runs decide, as for the controllers; a state written without runs, and the older API's words,
 * are taken as they were meant. An upgrade entry holds many upgrades under one name, so one failed run keeps it from
 * reading as passed, although the controllers call it a Success.
 */
export function shownState(job: JobStatus, role: JobRole): ShownJobState {
	const { state, results = [] } = job;
	if (state === 'Ignored') return 'ignored';
	if (state === 'Failed') return 'failed';
	if (results.length === 0) return withoutRuns(state);
	const { failed, pending } = runCounts(results);
	if (role === 'upgrade' && failed + pending > 0) return pending > 0 ? 'running' : 'failed';
	switch (jobState(job)) {
		case 'Success':
			return 'passed';
		case 'Failure':
			return 'failed';
		case 'Pending':
			return pending > 0 ? 'running' : 'awaitsRetry';
		case 'Unknown':
			return pending > 0 ? 'running' : results.every((run) => run.state === 'Ignored') ? 'ignored' : 'unknown';
	}
}

/** Whether a job that is no upgrade is shown as failed: by its runs, or by what is written where it has none. */
export function hasFailed(job: JobStatus): boolean {
	const { state, results = [] } = job;
	return state === 'Failed' || (state !== 'Ignored' && (results.length === 0 ? state : jobState(job)) === 'Failure');
}

function withoutRuns(state: string | undefined): ShownJobState {
	switch (state) {
		case 'Success':
			return 'passed';
		case 'Failure':
			return 'failed';
		case 'Pending':
			return 'running';
		case undefined:
		case '':
		case 'Unknown':
			return 'neverStarted';
		default:
			return 'unknown';
	}
}

/** The launcher counts from the end of the latest run; unknown as long as a run lacks its end. */
function nextRetryAt(runs: readonly JobRunResult[]): number | undefined {
	const ends = runs.map((run) => epoch(run.completionTime) ?? Number.NaN);
	const last = ends.reduce((latest, end) => Math.max(latest, end), -Infinity);
	return Number.isFinite(last) ? last + retryDelay(runs.length - 1) : undefined;
}

function runsOf(results: readonly JobRunResult[] = []): readonly Run[] {
	const timed = results.map((result, position) => ({ result, position, startedAt: epoch(result.startTime) }));
	timed.sort((a, b) => (a.startedAt === b.startedAt ? a.position - b.position : (a.startedAt ?? Infinity) - (b.startedAt ?? Infinity)));
	const keyed = uniqueKeys();
	return timed.map(({ result, position, startedAt }, at) => ({
		key: keyed(nonEmpty(result.coordinates?.name) ?? `run ${position + 1}`),
		name: nonEmpty(result.coordinates?.name),
		namespace: nonEmpty(result.coordinates?.namespace),
		buildCluster: nonEmpty(result.coordinates?.cluster),
		attempt: at + 1,
		shown: shownRunState(result.state),
		storedState: nonEmpty(result.state),
		startedAt,
		completedAt: epoch(result.completionTime),
		url: nonEmpty(result.humanProwResultsURL),
		upgradeType: nonEmpty(result.upgradeType),
	}));
}

function shownRunState(state: string | undefined): ShownRunState {
	switch (state) {
		case 'Pending':
			return 'running';
		case 'Aborted':
			return 'aborted';
		case 'Error':
			return 'error';
		case 'Ignored':
			return 'ignored';
		default:
			return shownBucket[runBucket(state)];
	}
}

const shownBucket = { pending: 'triggered', success: 'passed', failed: 'failed', unknown: 'unknown' } as const satisfies Record<
	ReturnType<typeof runBucket>,
	ShownRunState
>;

/** Gives each key once: the second `a` becomes `a #2`. */
function uniqueKeys(): (key: string) => string {
	const used = new Set<string>();
	const counts = new Map<string, number>();
	return (key) => {
		let unique = key;
		while (used.has(unique)) {
			const count = (counts.get(key) ?? 1) + 1;
			counts.set(key, count);
			unique = `${key} #${count}`;
		}
		used.add(unique);
		return unique;
	};
}

function nonEmpty(text: string | undefined): string | undefined {
	return text === '' ? undefined : text;
}

/** How many runs the controllers allow: the analysis count, else one and the retries. Upgrade entries have no bound. */
export function allowedRuns(job: Job): number {
	return job.analysisJobCount > 0 ? job.analysisJobCount : 1 + job.maxRetries;
}

/** What a job is called where its name is missing too: the periodic, or nothing. */
export function jobLabel(job: Job): string | undefined {
	return job.name ?? job.prowJobName;
}
