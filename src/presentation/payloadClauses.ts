import * as l10n from '@vscode/l10n';
import { isDecided, type Phase } from '../payload/phase';
import type { Fate, PayloadSummary } from '../payload/summary';
import { duration, shortAge } from './age';
import { isOverrideVoid, neverStartedJobs, rulesDiffer, type Judging } from './faults';
import { oneLine } from './hostile';
import { phaseLook } from './states';
import { attempts, jobName, shortList } from './wordLists';

/**
 * What a payload's row says behind its name, clause by clause, most telling first; see design "What each surface says".
 * The phase comes first as a word, with `*` for an override by its value, as on the web page. `differsSince`: epoch ms since
 * when the conditions have been seen to lag behind the rules; undefined when nobody knows.
 */
export function payloadClauses(summary: PayloadSummary, judging: Judging, differsSince?: number): readonly string[] {
	return [
		phaseClause(summary),
		summary.createdAt === undefined ? '' : shortAge(summary.createdAt, judging.clock),
		summary.listsUnfilled ? l10n.t('job lists not filled in yet, verdict provisional') : passedClause(summary),
		...expectationClauses(summary, judging),
		mirrorClause(summary),
		overrideClause(summary),
		rulesClause(summary, judging, differsSince),
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

/** What fails or is awaited, by name; the fate in place of both when it is certain. */
function expectationClauses(summary: PayloadSummary, judging: Judging): readonly string[] {
	if (isDecided(summary.phase)) return [failedClause(summary)];
	const creation = creationClause(summary);
	if (creation !== '') return [creation];
	// The fate is said until the rules give the verdict itself.
	const fate = isDecided(summary.rulesPhase) ? undefined : summary.fate;
	const overdue = neverStartedJobs(summary, judging);
	return [
		...(fate === undefined ? [failedClause(summary), awaitedClause(summary)] : [fateClause(fate)]),
		overdue.length === 0 ? '' : l10n.t('{0} never started', shortList(overdue, 2, inAll(overdue, summary))),
		summary.undetermined.length === 0 ? '' : l10n.t('{0} without a state', shortList(summary.undetermined, 2, inAll(summary.undetermined, summary))),
	];
}

/** A summary names only some jobs; its count of those without a state holds for one of the two lists while the other is empty. */
function inAll(names: readonly string[], { blocking, neverStarted, undetermined }: PayloadSummary): number {
	return neverStarted.length === 0 || undetermined.length === 0 ? blocking.unknown : names.length;
}

function creationClause({ creation, phase }: PayloadSummary): string {
	if (creation === 'Failed') return l10n.t('image could not be built');
	return creation === 'Unknown' ? (phase === 'Pending' ? l10n.t('image is being built') : l10n.t('image not known to be built')) : '';
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
export function fateClause({ verdict, because, waitingFor }: Fate): string {
	const awaited = shortList(waitingFor, 2);
	switch (verdict) {
		case 'rejected': {
			const failed = shortList(because.map(attempts), 2);
			return waitingFor.length === 0 ? l10n.t('will be rejected: {0} failed', failed) : l10n.t('will be rejected: {0} failed, waiting for {1}', failed, awaited);
		}
		case 'accepted':
			if (waitingFor.length === 0) return l10n.t('will be accepted');
			return waitingFor.length === 1 ? l10n.t('will be accepted if {0} passes', awaited) : l10n.t('will be accepted if {0} pass', awaited);
	}
}

function mirrorClause({ mirror, creation, phase }: PayloadSummary): string {
	if (mirror === 'Failed') return l10n.t('not in the external registry');
	return mirror === 'Unknown' && creation === 'Success' && !isDecided(phase) ? l10n.t('waiting for the mirror') : '';
}

function overrideClause(summary: PayloadSummary): string {
	const { override } = summary;
	if (override === undefined) return summary.manuallyDecided ? l10n.t('cleared override still stands') : '';
	if (isOverrideVoid(summary)) return l10n.t('override {0} has no effect', jobName(override.value));
	switch (override.outlook) {
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
