import * as l10n from '@vscode/l10n';
import { allowedRuns, jobLabel, type Job, type JobRole, type Run } from '../payload/jobs';
import { clockTime, duration, shortAge, type Clock } from './age';
import { oneLine } from './hostile';
import { abandonedLook, jobLook, overdueLook, partlyFailedLook, runLook, type Look } from './states';
import { nameLimit } from './wordLists';

/** What a job's words depend on besides the job. */
export interface JobSetting {
	/** Nothing is launched or retried for a decided payload. */
	readonly decided: boolean;
	/** A blocking job should have had a run by now. */
	readonly overdue: boolean;
	readonly clock: Clock;
}

/** Short name of a job; one whose name was pruned is told by its number among such jobs. */
export function jobTitle(job: Job, number: number): string {
	const label = jobLabel(job);
	return label === undefined ? l10n.t('unnamed job {0}', number) : oneLine(label, nameLimit);
}

export function jobLookOf(job: Job, { decided, overdue }: JobSetting): Look {
	if (job.shown === 'neverStarted' && job.role === 'blocking' && overdue && !decided) return overdueLook();
	if (job.shown === 'awaitsRetry' && decided) return abandonedLook();
	if (job.role === 'upgrade' && job.shown === 'failed' && countRuns(job, 'passed') > 0) return partlyFailedLook();
	return jobLook(job.shown);
}

/** What a job's row says behind its name. */
export function jobClauses(job: Job, setting: JobSetting): readonly string[] {
	return [stateClause(job, setting), ...markClauses(job)].filter((clause) => clause !== '');
}

function stateClause(job: Job, setting: JobSetting): string {
	if (job.runs.length > 0 && job.role === 'upgrade') return runsPassed(job);
	if (job.runs.length > 0 && (job.analysisJobCount > 0 || job.role === 'analysis')) return l10n.t('{0}, {1}', jobLook(job.shown).word, runsPassed(job));
	switch (job.shown) {
		case 'passed':
			return attemptClause(job, job.runs.find((run) => run.shown === 'passed')?.attempt, { once: l10n.t('passed'), again: (n, of) => l10n.t('passed, attempt {0} of {1}', n, of) });
		case 'failed':
			return attemptClause(job, job.runs.at(-1)?.attempt, { once: l10n.t('failed'), again: (n, of) => l10n.t('failed, attempt {0} of {1}', n, of) });
		case 'running':
			return runningClause(job, setting.clock);
		case 'awaitsRetry':
			return retryClause(job, setting);
		case 'neverStarted':
			return notStartedClause(job, setting);
		case 'ignored':
			return l10n.t('ignored');
		case 'unknown':
			return job.storedState === undefined || job.storedState === 'Unknown' ? l10n.t('state unknown') : l10n.t('state unknown, stored as {0}', oneLine(job.storedState, 40));
	}
}

function attemptClause(job: Job, attempt: number | undefined, words: { readonly once: string; readonly again: (attempt: number, of: number) => string }): string {
	const of = Math.max(allowedRuns(job), job.runs.length);
	return attempt === undefined || of < 2 ? words.once : words.again(attempt, of);
}

function runningClause(job: Job, clock: Clock): string {
	const run = job.runs.findLast((each) => each.shown === 'running' || each.shown === 'triggered');
	const words = attemptClause(job, run?.attempt, { once: l10n.t('running'), again: (n, of) => l10n.t('running, attempt {0} of {1}', n, of) });
	return run?.startedAt === undefined ? words : l10n.t('{0}, for {1}', words, duration(Math.max(0, clock.now - run.startedAt)));
}

/** cmd/release-controller/sync_verify.go launches retries, of undecided payloads only, and by the stream's configuration: the count here is a bound. */
function retryClause(job: Job, { decided, clock }: JobSetting): string {
	const failed = l10n.t('attempt {0} of {1} failed', job.runs.length, allowedRuns(job));
	if (decided) return l10n.t('{0}, no retry will be launched: the payload is decided', failed);
	const retries = l10n.t('{0}, retries up to {1}', failed, job.maxRetries);
	if (job.nextRetryAt === undefined) return retries;
	const time = clockTime(job.nextRetryAt, clock);
	// A little grace: the launcher works in rounds.
	return clock.now - job.nextRetryAt > retryGrace ? l10n.t('{0}, next was expected {1} and is overdue', retries, time) : l10n.t('{0}, next expected {1}', retries, time);
}

const retryGrace = 5 * 60_000;

function notStartedClause(job: Job, { decided, overdue }: JobSetting): string {
	if (decided) return l10n.t('no run, none will be launched');
	if (job.role === 'blocking' && overdue) return l10n.t('never started, may never be: usually needs a person');
	return l10n.t('not started');
}

function runsPassed(job: Job): string {
	const of = job.analysisJobCount > 0 ? Math.max(job.analysisJobCount, job.runs.length) : job.runs.length;
	return of === 1 ? l10n.t('{0} of 1 run passed', countRuns(job, 'passed')) : l10n.t('{0} of {1} runs passed', countRuns(job, 'passed'), of);
}

function countRuns(job: Job, state: Run['shown']): number {
	return job.runs.filter((run) => run.shown === state).length;
}

/** What is particular about the entry itself. */
function markClauses(job: Job): readonly string[] {
	return [
		job.role !== 'analysis' && job.analysisJobCount > 0 ? l10n.t('analysis') : '',
		job.storedState === 'Failed' ? l10n.t('stored as Failed, which controllers do not know') : '',
		job.presentIn === 'spec' ? l10n.t('not in the status') : '',
	];
}

/** `Attempt 2`; runs of upgrade and analysis jobs are no attempts at the same thing. */
export function runTitle(run: Run, role: JobRole, analysis: boolean): string {
	const from = role === 'upgrade' ? /-upgrade-from-(.+)-[^-]+$/.exec(run.name ?? '')?.[1] : undefined;
	if (from !== undefined) return l10n.t('Upgrade from {0}', oneLine(from, nameLimit));
	return role === 'upgrade' || analysis ? l10n.t('Run {0}', run.attempt) : l10n.t('Attempt {0}', run.attempt);
}

/** State, duration so far or in total, build cluster, start. */
export function runClauses(run: Run, clock: Clock): readonly string[] {
	const { word } = runLook(run.shown);
	const took = runDuration(run, clock);
	return [
		took === undefined ? word : run.completedAt === undefined ? l10n.t('{0} for {1}', word, took) : l10n.t('{0} after {1}', word, took),
		run.buildCluster === undefined ? '' : oneLine(run.buildCluster, 40),
		run.startedAt === undefined ? '' : l10n.t('started {0}', clockTime(run.startedAt, clock)),
		run.startedAt === undefined ? '' : shortAge(run.startedAt, clock),
		run.upgradeType === 'upgrade-minor' ? l10n.t('minor upgrade') : '',
	].filter((clause) => clause !== '');
}

/** Only a run that is under way has a duration so far; one that ended without a time has none. */
export function runDuration(run: Run, clock: Clock): string | undefined {
	const underWay = run.shown === 'running' || run.shown === 'triggered';
	const end = run.completedAt ?? (underWay ? clock.now : undefined);
	return run.startedAt === undefined || end === undefined || end < run.startedAt ? undefined : duration(end - run.startedAt);
}
