import * as l10n from '@vscode/l10n';
import { creationJobFailed, findCondition, isConditionTrue } from '../payload/conditions';
import { fateOf } from '../payload/fate';
import { jobsOf, type Job } from '../payload/jobs';
import { phaseWith } from '../payload/outlook';
import { isDecided, type Phase } from '../payload/phase';
import type { ReleasePayload } from '../payload/releasePayload';
import { summarize, type JobAttempts, type PayloadSummary } from '../payload/summary';
import { decisionStep } from '../payload/verdict';
import { ago, shortSpan } from './age';
import { neverStartedJobs, rulesDiffer, type Judging } from './faults';
import { oneLine } from './hostile';
import { presentOverrideNotes } from './override';
import { phaseLook } from './states';
import { attempts, longList } from './wordLists';

/** Why a payload has its verdict, or what it waits for, in plain one-line sentences. */
export interface Explanation {
	/** The verdict and what gave it, or what is waited for. */
	readonly headline: string;
	/** What follows from the state, or is out of the ordinary; most important first. */
	readonly notes: readonly string[];
}

/** By the controllers' own rules (payload_accepted_controller.go, payload_rejected_controller.go), read off the object as it stands. */
export function explain(payload: ReleasePayload, judging: Judging): Explanation {
	const summary = summarize(payload);
	const jobs = jobsOf(payload);
	return { headline: headline(payload, summary, jobs), notes: notes({ payload, summary, jobs }, judging).filter((note) => note !== '') };
}

/** Names that a sentence lists before it says how many more there are. */
const named = 8;

function headline(payload: ReleasePayload, summary: PayloadSummary, jobs: readonly Job[]): string {
	switch (summary.phase) {
		case 'Accepted':
			return acceptedBecause(payload, summary);
		case 'Rejected':
			return rejectedBecause(payload, summary, jobs);
		case 'Failed':
			return l10n.t('Failed: the release image could not be built.');
		case 'Ready':
		case 'Pending':
			return waitingFor(payload, summary, jobs);
	}
}

function acceptedBecause(payload: ReleasePayload, summary: PayloadSummary): string {
	const manual = manualReason(payload, 'PayloadAccepted');
	if (manual !== undefined) return manual === '' ? l10n.t('Accepted by an override without a reason.') : l10n.t('Accepted by an override: {0}', manual);
	const { blocking } = summary;
	if (blocking.total === 0) return l10n.t('Accepted: it has no blocking jobs, and every informing and upgrade job is done.');
	if (blocking.passed < blocking.total) return l10n.t('Accepted, although {0} of {1} blocking jobs read as passed now.', blocking.passed, blocking.total);
	return blocking.total === 1 ? l10n.t('Accepted: its one blocking job passed.') : l10n.t('Accepted: all {0} blocking jobs passed.', blocking.total);
}

function rejectedBecause(payload: ReleasePayload, summary: PayloadSummary, jobs: readonly Job[]): string {
	const manual = manualReason(payload, 'PayloadRejected');
	if (manual !== undefined) return manual === '' ? l10n.t('Rejected by an override without a reason.') : l10n.t('Rejected by an override: {0}', manual);
	if (findCondition(payload.status.conditions, 'PayloadRejected')?.reason === creationJobFailed) return l10n.t('Rejected: the release creation Job failed, so there is no image.');
	const failed = blockingIn(jobs, ['failed']);
	if (failed.length === 0) return l10n.t('Rejected, although no blocking job reads as failed now.');
	const names = longList(failed.map(attempts), named);
	return failed.length === 1 ? l10n.t('Rejected: the blocking job {0} failed.', names) : l10n.t('Rejected: {0} of {1} blocking jobs failed: {2}.', failed.length, summary.blocking.total, names);
}

/** The message of a verdict that a person gave; undefined for one that the jobs gave. */
function manualReason(payload: ReleasePayload, type: 'PayloadAccepted' | 'PayloadRejected'): string | undefined {
	const verdict = findCondition(payload.status.conditions, type);
	return verdict?.reason?.startsWith('ReleasePayloadManually') === true ? oneLine(verdict.message ?? '') : undefined;
}

/** The first rule of the decision order that holds is what an undecided payload waits for. */
function waitingFor(payload: ReleasePayload, summary: PayloadSummary, jobs: readonly Job[]): string {
	switch (decisionStep(payload)) {
		case 'creationFailed':
			return l10n.t('Not decided: the release creation Job failed, so the payload will be Failed and Rejected.');
		case 'creationUnfinished':
			return waitingForCreation(oneLine(payload.spec.payloadCreationConfig?.releaseCreationCoordinates?.releaseCreationJobName ?? '', 90));
		case 'mirrorUnfinished':
			return l10n.t('Waiting for the release mirror Job {0}: until it has ended nothing is decided, and no override counts.', oneLine(payload.spec.payloadCreationConfig?.releaseMirrorCoordinates?.releaseMirrorJobName ?? '', 90));
		case 'override':
			return l10n.t('Not decided yet: the override {0} is stored and will be written by the controllers.', oneLine(payload.spec.payloadOverride?.override ?? '', 40));
		case 'noBlockingJobs':
			return summary.listsUnfilled
				? l10n.t('Waiting for the job lists: the controllers have not filled them in yet, so any verdict is provisional.')
				: waitingForOthers(jobs);
		case 'blockingJobs':
			return waitingForBlocking(summary, jobs);
	}
}

function waitingForCreation(job: string): string {
	return job === ''
		? l10n.t('Waiting for the release image, but the payload names no release creation Job: it cannot be found, and nothing will be decided.')
		: l10n.t('Waiting for the release creation Job {0}: until the image is built nothing is decided, and no override counts.', job);
}

function waitingForOthers(jobs: readonly Job[]): string {
	const open = jobs.filter((job) => (job.role === 'informing' || job.role === 'upgrade') && job.state !== 'Success' && job.state !== 'Failure');
	if (open.length === 0) return l10n.t('Nothing is left to wait for: it has no blocking jobs, and every informing and upgrade job is done.');
	return l10n.t('Waiting for informing and upgrade jobs, since there are no blocking ones: {0}.', longList(open.map((job) => job.name ?? job.prowJobName ?? ''), named));
}

function waitingForBlocking({ blocking }: PayloadSummary, jobs: readonly Job[]): string {
	const awaited = blockingIn(jobs, ['running', 'awaitsRetry']);
	if (awaited.length > 0) {
		const names = longList(awaited.map(({ name }) => name), named);
		return awaited.length === 1 ? l10n.t('Waiting for the blocking job {0}.', names) : l10n.t('Waiting for {0} of {1} blocking jobs: {2}.', awaited.length, blocking.total, names);
	}
	const open = blockingIn(jobs, ['neverStarted', 'unknown', 'ignored']);
	if (open.length > 0) return l10n.t('Cannot be decided while these blocking jobs have no state: {0}.', longList(open.map(({ name }) => name), named));
	return l10n.t('Nothing is left to wait for: every blocking job is done.');
}

function blockingIn(jobs: readonly Job[], states: readonly Job['shown'][]): readonly JobAttempts[] {
	return jobs
		.filter((job) => job.role === 'blocking' && states.includes(job.shown))
		.map((job) => ({ name: job.name ?? job.prowJobName ?? '', runs: job.runs.length, allowed: job.analysisJobCount > 0 ? job.analysisJobCount : 1 + job.maxRetries, awaitsRetry: job.shown === 'awaitsRetry' }));
}

interface Facts {
	readonly payload: ReleasePayload;
	readonly summary: PayloadSummary;
	readonly jobs: readonly Job[];
}

function notes(facts: Facts, judging: Judging): readonly string[] {
	const { payload, summary } = facts;
	return [
		fateNote(facts),
		rulesNote(payload, summary),
		...presentOverrideNotes(payload, summary, judging.clock),
		withoutOverrideNote(payload, summary),
		...openJobNotes(facts, judging),
		mirrorNote(summary),
		olderNote(facts),
		summary.decidedAt === undefined ? '' : l10n.t('Decided {0}.', ago(summary.decidedAt, judging.clock)),
		isDecided(summary.phase) && summary.blocking.failed === 0 ? '' : l10n.t('A rerun started on Prow\'s page is not counted: only runs that the release controller launched are.'),
	];
}

function fateNote({ payload, summary, jobs }: Facts): string {
	const fate = fateOf(payload, jobs);
	if (fate === undefined || isDecided(summary.rulesPhase)) return '';
	const awaited = longList(fate.waitingFor, named);
	switch (fate.verdict) {
		case 'rejected': {
			const failed = longList(fate.because.map(attempts), named);
			return fate.waitingFor.length === 0 ? l10n.t('It will be rejected: {0} failed for good.', failed) : l10n.t('It will be rejected whatever happens: {0} failed for good. The verdict is written once these are done: {1}.', failed, awaited);
		}
		case 'accepted':
			return fate.waitingFor.length === 0 ? l10n.t('It will be accepted.') : l10n.t('It will be accepted if these pass: {0}.', awaited);
	}
}

function rulesNote(payload: ReleasePayload, summary: PayloadSummary): string {
	const { conditions } = payload.status;
	if (isConditionTrue(conditions, 'PayloadAccepted') && isConditionTrue(conditions, 'PayloadRejected')) {
		return l10n.t('Both verdict conditions are True: a change is being written, or was left half done.');
	}
	if (!rulesDiffer(summary)) return '';
	return l10n.t('By the controllers\' rules it is {0} as it stands, which is not written yet. On a busy server that takes a minute or more; if it stays so, the controllers are not running.', phaseLook(summary.rulesPhase).word);
}

/** What a manual verdict overrules, where it overrules anything. */
function withoutOverrideNote(payload: ReleasePayload, summary: PayloadSummary): string {
	if (summary.override?.outlook !== 'inForce') return '';
	const byJobs: Phase = phaseWith(payload, undefined);
	const { word } = phaseLook(byJobs);
	if (byJobs === summary.phase) return l10n.t('Without the override it would be {0} too.', word);
	return isDecided(byJobs) ? l10n.t('Without the override it would be {0}.', word) : l10n.t('Without the override it would be open again ({0}).', word);
}

function openJobNotes({ summary, jobs }: Facts, judging: Judging): readonly string[] {
	if (isDecided(summary.phase)) {
		const abandoned = blockingIn(jobs, ['awaitsRetry']);
		return abandoned.length === 0 ? [] : [l10n.t('These wait for a retry that will not be launched, since the payload is decided: {0}.', longList(abandoned.map(({ name }) => name), named))];
	}
	const overdue = neverStartedJobs(summary, judging);
	const stateless = blockingIn(jobs, ['unknown']).map(({ name }) => name);
	const age = summary.createdAt === undefined ? '' : shortSpan(judging.clock.now - summary.createdAt);
	return [
		overdue.length === 0 ? '' : l10n.t('No run {0} after creation: {1}. They may never start, and the verdict never come: usually that needs a person.', age, longList(overdue, named, blockingIn(jobs, ['neverStarted']).length)),
		stateless.length === 0 ? '' : l10n.t('These blocking jobs have runs but no state that the controllers know, which holds the verdict: {0}.', longList(stateless, named)),
	];
}

function mirrorNote({ mirror, phase }: PayloadSummary): string {
	if (mirror === 'Failed') return l10n.t('The release mirror Job failed: the image is not in the external registry. That does not hold back the verdict.');
	return mirror === 'Unknown' && phase === 'Accepted' ? l10n.t('The release mirror Job has not ended: the image may not be in the external registry.') : '';
}

function olderNote({ summary, jobs }: Facts): string {
	const parted = jobs.filter((job) => job.storedState === 'Failed').length;
	if (parted > 0) return l10n.t('Written in the older API\'s shape. Jobs stored as Failed are shown as failed; today\'s controllers do not know that state, and the verdict here follows them.');
	return summary.olderShape ? l10n.t('Written in the older API\'s shape.') : '';
}
