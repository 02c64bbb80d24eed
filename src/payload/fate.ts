import { analysisPassRate } from './jobState';
import { allowedRuns, jobLabel, type Job } from './jobs';
import { isDecided, phaseOf } from './phase';
import type { ReleasePayload } from './releasePayload';
import { decisionStep, isRecognisedOverride } from './verdict';

/** A verdict that jobs can no longer change, told before the controllers write it. */
export interface Fate {
	readonly verdict: 'accepted' | 'rejected';
	/** For `rejected`: the blocking jobs that failed for good. */
	readonly because: readonly JobAttempts[];
	/** Blocking jobs that must still finish before the controllers write it. For `accepted`: those that must pass. */
	readonly waitingFor: readonly string[];
}

export interface JobAttempts {
	readonly name: string;
	/** Runs so far. */
	readonly runs: number;
	/** Runs allowed: 1 + maxRetries, or the analysis count. */
	readonly allowed: number;
	/** No run is under way and another one is expected. */
	readonly awaitsRetry: boolean;
}

/** Attempts of a job in figures; the name is empty where the object has none. */
export function attemptsFor(job: Job): JobAttempts {
	return { name: jobLabel(job) ?? '', runs: job.runs.length, allowed: allowedRuns(job), awaitsRetry: job.shown === 'awaitsRetry' };
}

/**
 * The fate of an undecided payload whose blocking jobs decide (image made, no override in the way): `rejected` as soon
 * as one of them has failed for good, `accepted` while none has, one has passed and the rest can still pass. Undefined
 * whenever that is not certain. It also waits for an unfinished mirror Job. `jobs` are those of `jobsOf(payload)`.
 */
export function fateOf(payload: ReleasePayload, jobs: readonly Job[]): Fate | undefined {
	if (isDecided(phaseOf(payload.status.conditions)) || !jobsWillDecide(payload)) return undefined;
	const blocking = jobs.filter((job) => job.role === 'blocking' && job.presentIn !== 'spec');
	const failed = blocking.filter(hasFailedForGood);
	const open = blocking.filter((job) => job.state !== 'Success' && !hasFailedForGood(job));
	const waitingFor = open.map((job) => jobLabel(job) ?? '');
	if (failed.length > 0) return { verdict: 'rejected', because: failed.map(attemptsFor), waitingFor };
	const passable = open.every((job) => job.shown === 'running' || job.shown === 'awaitsRetry' || job.shown === 'neverStarted');
	return passable && open.length < blocking.length ? { verdict: 'accepted', because: [], waitingFor } : undefined;
}

function jobsWillDecide(payload: ReleasePayload): boolean {
	const step = decisionStep(payload);
	if (step === 'blockingJobs') return true;
	const overridden = isRecognisedOverride(payload.spec.payloadOverride?.override);
	return step === 'mirrorUnfinished' && !overridden && (payload.status.blockingJobResults?.length ?? 0) > 0;
}

/** An analysis job is lost before its last run ends when the runs still open cannot lift it to the threshold. */
function hasFailedForGood(job: Job): boolean {
	if (job.state === 'Failure') return true;
	if (job.analysisJobCount === 0 || job.state === 'Success') return false;
	const passed = job.runs.filter((run) => run.shown === 'passed').length;
	const open = job.runs.filter((run) => run.shown === 'running' || run.shown === 'triggered').length;
	const toCome = Math.max(0, job.analysisJobCount - job.runs.length);
	return (passed + open + toCome) / job.analysisJobCount < analysisPassRate;
}
