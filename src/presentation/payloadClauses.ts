import * as l10n from '@vscode/l10n';
import { isDecided, type Phase } from '../payload/phase';
import type { FateSummary, PayloadSummary } from '../payload/summary';
import { duration, shortAge } from './age';
import { isOverrideVoid, neverStartedJobs, rulesDiffer, type Judging } from './faults';
import { oneLine } from './hostile';
import { phaseLook } from './states';
import { attempts, jobName, shortList } from './wordLists';

/**
 * What a payload's row says behind its name, clause by clause; see design "What each surface says". The phase comes first
 * as a word, with `*` for an override by its value, as on the web page; then what went wrong, since a side bar shows but
 * the beginning and the name tells the age of most; then age and count, and what is simply awaited, a verdict that comes
 * and goes within seconds among it. `differsSince`: epoch ms since when the conditions have been seen to lag behind the
 * rules; undefined when nobody knows.
 */
export function payloadClauses(summary: PayloadSummary, judging: Judging, differsSince?: number): readonly string[] {
	return [
		phaseClause(summary),
		...troubleClauses(summary, judging),
		summary.createdAt === undefined ? '' : shortAge(summary.createdAt, judging.clock),
		summary.listsUnfilled ? l10n.t('job lists not filled in yet, verdict provisional') : passedClause(summary),
		rulesClause(summary, judging, differsSince),
		...calmClauses(summary),
	].filter((clause) => clause !== '');
}

function phaseClause({ phase, override }: PayloadSummary): string {
	const { word } = phaseLook(phase);
	if (!override?.recognised) return word;
	return override.carriedOver ? l10n.t('{0}, carried over', word) : `${word}*`;
}

function passedClause({ blocking, phase }: PayloadSummary): string {
	if (blocking.total === 0) return phase === 'Pending' || phase === 'Failed' ? '' : l10n.t('no blocking jobs');
	return l10n.t('{0}/{1} blocking', blocking.passed, blocking.total);
}

/** What failed, by name, or can be no more: of an undecided payload that nothing can save, its fate. */
function troubleClauses(summary: PayloadSummary, judging: Judging): readonly string[] {
	return [
		...(isDecided(summary.phase) ? [summary.phase === 'Accepted' ? '' : failedClause(summary)] : openTroubleClauses(summary, judging)),
		summary.mirror === 'Failed' ? l10n.t('not in the external registry') : '',
		isOverrideVoid(summary) ? l10n.t('override {0} has no effect', jobName(summary.override?.value)) : '',
		summary.override === undefined && summary.manuallyDecided ? l10n.t('cleared override still stands') : '',
	];
}

function openTroubleClauses(summary: PayloadSummary, judging: Judging): readonly string[] {
	if (summary.creation !== 'Success') return [summary.creation === 'Failed' ? l10n.t('image could not be built') : ''];
	const overdue = neverStartedJobs(summary, judging);
	const fate = certainFate(summary);
	return [
		fate === undefined ? failedClause(summary) : fate.verdict === 'rejected' ? fateClause(fate) : '',
		overdue.length === 0 ? '' : l10n.t('{0} never started', shortList(overdue, 2, inAll(overdue, summary))),
		summary.undetermined.length === 0 ? '' : l10n.t('{0} without a state', shortList(summary.undetermined, 2, inAll(summary.undetermined, summary))),
	];
}

/** What is awaited, by name, and failures that somebody accepted. */
function calmClauses(summary: PayloadSummary): readonly string[] {
	const waits = waitingOverrideClause(summary);
	if (isDecided(summary.phase)) return [summary.phase === 'Accepted' ? failedClause(summary) : '', waits];
	if (summary.creation !== 'Success') return [creationClause(summary), waits];
	const fate = certainFate(summary);
	const mirror = summary.mirror === 'Unknown' && summary.override?.outlook !== 'waitsForMirror' ? l10n.t('waiting for the mirror') : '';
	return [fate === undefined ? awaitedClause(summary) : fate.verdict === 'accepted' ? fateClause(fate) : '', mirror, waits];
}

/** The fate is said until the rules give the verdict itself. */
function certainFate({ fate, rulesPhase }: PayloadSummary): FateSummary | undefined {
	return isDecided(rulesPhase) ? undefined : fate;
}

/** A summary names only some jobs; its count of those without a state holds for one of the two lists while the other is empty. */
function inAll(names: readonly string[], { blocking, neverStarted, undetermined }: PayloadSummary): number {
	return neverStarted.length === 0 || undetermined.length === 0 ? blocking.unknown : names.length;
}

function creationClause({ creation, phase }: PayloadSummary): string {
	if (creation === 'Failed') return '';
	return phase === 'Pending' ? l10n.t('image is being built') : l10n.t('image not known to be built');
}

function failedClause({ failedBlocking, blocking }: PayloadSummary): string {
	return failedBlocking.length === 0 ? '' : l10n.t('{0} failed', shortList(failedBlocking.map(attempts), 2, blocking.failed));
}

function awaitedClause({ awaitedBlocking, blocking, informing, upgrade }: PayloadSummary): string {
	if (awaitedBlocking.length > 0) return l10n.t('waiting for {0}', shortList(awaitedBlocking.map(({ name }) => name), 2, blocking.pending));
	// Without blocking jobs the verdict waits for all others: payload_accepted_controller.go.
	const others = informing.pending + informing.unknown + upgrade.pending + upgrade.unknown;
	if (blocking.total > 0 || others === 0) return '';
	return others === 1 ? l10n.t('waiting for 1 informing or upgrade job') : l10n.t('waiting for {0} informing or upgrade jobs', others);
}

/** What is certain before the controllers can write it. */
function fateClause({ verdict, because, waitingFor, failed, waiting }: FateSummary): string {
	const awaited = shortList(waitingFor, 2, waiting);
	switch (verdict) {
		case 'rejected': {
			const lost = shortList(because.map(attempts), 2, failed);
			return waiting === 0 ? l10n.t('will be rejected: {0} failed', lost) : l10n.t('will be rejected: {0} failed, waiting for {1}', lost, awaited);
		}
		case 'accepted':
			if (waiting === 0) return l10n.t('will be accepted');
			return waiting === 1 ? l10n.t('will be accepted if {0} passes', awaited) : l10n.t('will be accepted if {0} pass', awaited);
	}
}

function waitingOverrideClause(summary: PayloadSummary): string {
	const { override } = summary;
	switch (override?.outlook) {
		case 'waitsForCreation':
			return l10n.t('override {0} waits for the image', override.value);
		case 'waitsForMirror':
			return l10n.t('override {0} waits for the mirror', override.value);
		case 'soon':
			return rulesDiffer(summary) ? '' : l10n.t('override {0} not in force yet', override.value);
		case 'inForce':
		case 'creationFailed':
		case 'unrecognised':
		case 'reasonTooLong':
		case undefined:
			return '';
	}
}

/** The override's time tells since when the rules give another answer; else what was seen is a lower bound, given from a minute on. */
function rulesClause(summary: PayloadSummary, { clock }: Judging, differsSince: number | undefined): string {
	if (!rulesDiffer(summary)) return '';
	const { word } = phaseLook(summary.rulesPhase);
	const since = summary.override?.outlook === 'soon' ? summary.override.setAt : undefined;
	if (since !== undefined) return l10n.t('rules give {0}, not written yet ({1})', word, duration(Math.max(0, clock.now - since)));
	const seen = differsSince === undefined ? 0 : clock.now - differsSince;
	return seen < 60_000 ? l10n.t('rules give {0}, not written yet', word) : l10n.t('rules give {0}, not written yet (at least {1})', word, duration(seen));
}

/** The same for a screen reader: whole words, no asterisk. */
export function spokenPayload(summary: PayloadSummary, judging: Judging, differsSince?: number): string {
	const [, ...rest] = payloadClauses(summary, judging, differsSince);
	return [oneLine(summary.releaseName), spokenPhase(summary.phase, summary), ...rest].join(', ');
}

function spokenPhase(phase: Phase, { override }: PayloadSummary): string {
	const { word } = phaseLook(phase);
	if (!override?.recognised) return word;
	return override.carriedOver ? l10n.t('{0}, carried over', word) : l10n.t('{0}, override {1} is set', word, override.value);
}
