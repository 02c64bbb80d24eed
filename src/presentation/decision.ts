import * as l10n from '@vscode/l10n';
import { consequencesOf, type Consequences, type WantedOverride } from '../payload/consequences';
import { jobsOf, type Job } from '../payload/jobs';
import type { OverrideOutlook } from '../payload/outlook';
import type { ReleasePayload } from '../payload/releasePayload';
import { summarize, type PayloadRow, type PayloadSummary } from '../payload/summary';
import { ago, type Clock } from './age';
import { oneLine } from './hostile';
import { phaseLook } from './states';
import { longList } from './wordLists';

/** Accept, Reject and Clear in words: what will happen, and what a person confirms. */

export interface Decision {
	readonly payload: ReleasePayload;
	/** `undefined` clears the override. */
	readonly wanted: WantedOverride;
	/** Rows of the payload's namespace. */
	readonly rows: readonly PayloadRow[];
}

/** Everything that follows from the decision, one plain sentence each; the outlook first. Said before anything is sent. */
export function effectSentences({ payload, wanted, rows }: Decision): readonly string[] {
	const consequences = consequencesOf(payload, wanted, jobsOf(payload), rows);
	const summary = summarize(payload);
	// Nothing follows from a verdict whose every write is refused.
	if (consequences.outlook === 'reasonTooLong') return [outlookSentence(consequences, wanted)];
	return [
		outlookSentence(consequences, wanted),
		endsTestingSentence(consequences),
		reopensSentence(consequences),
		notMirroredSentence(consequences, summary),
		newestSentence(consequences, summary),
		consequences.mayBeDeleted ? l10n.t('The release controller may delete the payload within seconds once it is rejected; that cannot be undone.') : '',
	].filter((sentence) => sentence !== '');
}

function outlookSentence(consequences: Consequences, wanted: WantedOverride): string {
	const { word } = phaseLook(consequences.phaseAfter);
	if (consequences.outlook === undefined || wanted === undefined) {
		if (consequences.reopens) return l10n.t('Takes effect now: the jobs decide again, and they have not yet.');
		return consequences.phaseBefore === consequences.phaseAfter ? l10n.t('Takes effect now: the jobs decide again, and the payload stays {0}.', word) : l10n.t('Takes effect now: the jobs decide again, and the payload becomes {0}.', word);
	}
	return wantedOutlook(consequences.outlook, consequences.phaseBefore === wanted.override ? l10n.t('Takes effect now: the payload stays {0}, by override.', word) : l10n.t('Takes effect now: the payload becomes {0}.', word));
}

function wantedOutlook(outlook: OverrideOutlook, now: string): string {
	switch (outlook) {
		case 'inForce':
			return l10n.t('Changes nothing: the same override is in force, with the same reason.');
		case 'soon':
			return now;
		case 'waitsForCreation':
			return l10n.t('Waits until the release image is built, and takes effect then; never, should that fail.');
		case 'waitsForMirror':
			return l10n.t('Waits until the release mirror Job has ended, and takes effect then. Until then the payload may be undecided.');
		case 'creationFailed':
			return l10n.t('Has no effect: the release creation Job failed, so there is no image. Only a new Job that succeeds would change that.');
		case 'unrecognised':
			return l10n.t('Has no effect: controllers know exactly Accepted and Rejected.');
		case 'reasonTooLong':
			return l10n.t('Never takes effect: the reason is longer than a condition can hold (32,768 characters).');
	}
}

function endsTestingSentence({ endsTesting, neverStarted, awaitingRetry }: Consequences): string {
	if (!endsTesting) return '';
	if (neverStarted === 0 && awaitingRetry === 0) return l10n.t('Ends testing early: runs that have started still report, but decide nothing.');
	if (awaitingRetry === 0) return neverStarted === 1 ? l10n.t('Ends testing early: 1 job will never start.') : l10n.t('Ends testing early: {0} jobs will never start.', neverStarted);
	if (neverStarted === 0) return awaitingRetry === 1 ? l10n.t('Ends testing early: 1 job will not be retried.') : l10n.t('Ends testing early: {0} jobs will not be retried.', awaitingRetry);
	return l10n.t('Ends testing early. Jobs that will never start: {0}. Jobs that will not be retried: {1}.', neverStarted, awaitingRetry);
}

function reopensSentence({ reopens, neverStarted, awaitingRetry }: Consequences): string {
	if (!reopens) return '';
	return l10n.t('Re-opens the payload: jobs are launched and retried again (without a run: {0}, waiting for a retry: {1}), and it counts as unready, so a stream with maxUnreadyReleases makes no new payload until it is decided.', neverStarted, awaitingRetry);
}

function notMirroredSentence({ notMirrored }: Consequences, { mirror }: PayloadSummary): string {
	if (!notMirrored) return '';
	return mirror === 'Failed' ? l10n.t('Accepts what is not in the external registry: the release mirror Job failed.') : l10n.t('Accepts what may not be in the external registry: the release mirror Job has not ended.');
}

function newestSentence({ newestAcceptedBefore: before, newestAcceptedAfter: after }: Consequences, summary: PayloadSummary): string {
	if (before?.name === after?.name) return '';
	const stream = oneLine(summary.stream, 100);
	const [from, to] = [before, after].map((ref) => oneLine(ref?.name ?? '', 120));
	if (after === undefined) return l10n.t('Leaves stream {0} without an Accepted payload (now {1}).', stream, from ?? '');
	return before === undefined
		? l10n.t('Becomes the newest Accepted payload of stream {0}, which has none now.', stream)
		: l10n.t('Changes the newest Accepted payload of stream {0} from {1} to {2}.', stream, from ?? '', to ?? '');
}

/** Where the decision is sent to. */
export interface DecisionPlace {
	readonly context: string;
	readonly server: string;
}

/** A modal question: `message` asks, `detail` has one fact per line, `button` does it. Plain text, also for screen readers. */
export interface Confirmation {
	readonly message: string;
	readonly detail: string;
	readonly button: string;
}

export function confirmation(decision: Decision, place: DecisionPlace, clock: Clock): Confirmation {
	const { payload, wanted } = decision;
	const summary = summarize(payload);
	const name = oneLine(summary.ref.name, 120);
	const lines = [
		...effectSentences(decision),
		'',
		l10n.t('Context: {0}', oneLine(place.context, 100)),
		l10n.t('Server: {0}', oneLine(place.server, 200)),
		l10n.t('Namespace: {0}', oneLine(summary.ref.namespace, 100)),
		l10n.t('Payload: {0}', name),
		l10n.t('Phase: {0}', phaseLook(summary.phase).word),
		presentOverrideLine(summary, clock),
		newestLine(decision, clock),
		mirrorLine(summary),
		...(wanted === undefined ? [] : [l10n.t('Reason: {0}', oneLine(wanted.reason))]),
		'',
		...openBlockingLines(jobsOf(payload)),
	];
	return { ...question(wanted, name, oneLine(place.context, 100)), detail: lines.join('\n') };
}

function question(wanted: WantedOverride, name: string, context: string): Pick<Confirmation, 'message' | 'button'> {
	switch (wanted?.override) {
		case 'Accepted':
			return { message: l10n.t('Accept {0} in {1}?', name, context), button: l10n.t('Accept') };
		case 'Rejected':
			return { message: l10n.t('Reject {0} in {1}?', name, context), button: l10n.t('Reject') };
		case undefined:
			return { message: l10n.t('Clear the override of {0} in {1}?', name, context), button: l10n.t('Clear Override') };
	}
}

function presentOverrideLine({ override }: PayloadSummary, clock: Clock): string {
	if (override === undefined) return l10n.t('Present override: none');
	const age = override.setAt === undefined ? l10n.t('set at a time not known') : l10n.t('set {0}', ago(override.setAt, clock));
	const reason = override.reason === '' ? l10n.t('no reason') : oneLine(override.reason);
	return l10n.t('Present override: {0}, {1}, {2}', oneLine(override.value, 60), age, reason);
}

function newestLine({ payload, wanted, rows }: Decision, clock: Clock): string {
	const { newestAcceptedBefore: newest } = consequencesOf(payload, wanted, [], rows);
	if (newest === undefined) return l10n.t('Newest Accepted of the stream: none known');
	const createdAt = rows.find((row) => row.ref.name === newest.name && row.ref.namespace === newest.namespace)?.createdAt ?? summarize(payload).createdAt;
	const name = oneLine(newest.name, 120);
	return createdAt === undefined ? l10n.t('Newest Accepted of the stream: {0}', name) : l10n.t('Newest Accepted of the stream: {0}, {1}', name, ago(createdAt, clock));
}

function mirrorLine({ mirror }: PayloadSummary): string {
	switch (mirror) {
		case 'none':
			return l10n.t('Mirror: none configured');
		case 'Success':
			return l10n.t('Mirror: done');
		case 'Failed':
			return l10n.t('Mirror: failed');
		case 'Unknown':
			return l10n.t('Mirror: not ended');
	}
}

/** Names in a dialog: all of them in any believable payload, and still a dialog for any other. */
const namesShown = 100;

/** By name every blocking job that is not simply passed. */
function openBlockingLines(jobs: readonly Job[]): readonly string[] {
	const names = (...states: readonly Job['shown'][]) => {
		const found = jobs.filter((job) => job.role === 'blocking' && states.includes(job.shown)).map((job) => job.name ?? job.prowJobName ?? '');
		return found.length === 0 ? undefined : longList(found, namesShown);
	};
	const groups = [
		{ found: names('failed'), words: (list: string) => l10n.t('Blocking jobs failed: {0}', list) },
		{ found: names('running'), words: (list: string) => l10n.t('Blocking jobs running: {0}', list) },
		{ found: names('awaitsRetry'), words: (list: string) => l10n.t('Blocking jobs waiting for a retry: {0}', list) },
		{ found: names('neverStarted'), words: (list: string) => l10n.t('Blocking jobs never started: {0}', list) },
		{ found: names('unknown', 'ignored'), words: (list: string) => l10n.t('Blocking jobs without a known state: {0}', list) },
	];
	const lines = groups.flatMap(({ found, words }) => (found === undefined ? [] : [words(found)]));
	if (lines.length > 0) return lines;
	return [jobs.some((job) => job.role === 'blocking') ? l10n.t('All blocking jobs passed.') : l10n.t('It has no blocking jobs.')];
}

/** Why a decision is pointless or impossible before it is even confirmed; undefined when it makes sense. */
export function objection({ payload, wanted }: Decision): string | undefined {
	const summary = summarize(payload);
	if (wanted === undefined) return summary.override === undefined && (payload.spec.payloadOverride?.reason ?? '') === '' ? l10n.t('There is no override to clear.') : undefined;
	return wanted.reason.trim() === '' ? l10n.t('A reason is needed.') : undefined;
}
