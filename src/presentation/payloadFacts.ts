import * as l10n from '@vscode/l10n';
import { conditionTypes, epoch } from '../payload/conditions';
import type { Condition, QualifierSummary, ReleaseJobResult, ReleasePayload } from '../payload/releasePayload';
import { utcAndLocal, type Clock } from './age';
import { oneLine, safeLines } from './hostile';

/** A titled group of plain lines, each safe in one line; `verbatim` ones are a foreign message and keep its line breaks. */
export interface Fact {
	/** For a Job it tells the state too, so that the title alone is worth a line. */
	readonly title: string;
	readonly lines: readonly string[];
	readonly verbatim: boolean;
}

/** What the object tells besides its verdict; groups that have nothing to say are left out. */
export function factsOf(payload: ReleasePayload, clock: Clock): readonly Fact[] {
	const { status, metadata } = payload;
	const saidAbove = [status.releaseCreationJobResult?.message, status.releaseMirrorJobResult?.message, payload.spec.payloadOverride?.reason];
	const jobs = [
		jobResult(l10n.t('Release creation Job'), status.releaseCreationJobResult),
		...(hasMirror(payload) ? [jobResult(l10n.t('Release mirror Job'), status.releaseMirrorJobResult)] : []),
	];
	const rest: readonly Fact[] = [
		{ title: l10n.t('Override reason'), lines: safeLines(payload.spec.payloadOverride?.reason ?? '', messageLimits), verbatim: true },
		listed(l10n.t('Conditions'), (status.conditions ?? []).slice(0, most).map((condition) => conditionLine(condition, saidAbove, clock))),
		listed(l10n.t('Approvals'), approvals(metadata.labels ?? {})),
		listed(l10n.t('Failure labels'), (status.qualifiersSummary?.failureLabels ?? []).slice(0, most).map((label) => oneLine(label, 100))),
		listed(l10n.t('Badges'), qualifiers(payload).flatMap(([id, qualifier]) => badgeLine(id, qualifier))),
		listed(l10n.t('Jira'), qualifiers(payload).flatMap(([id, qualifier]) => jiraLines(id, qualifier))),
	];
	return [...jobs, ...rest.filter(({ lines }) => lines.length > 0)];
}

/** Entries of one list shown at most: objects hold a handful, hostile ones anything. */
const most = 40;
const messageLimits = { lines: 30, width: 400 } as const;

function listed(title: string, lines: readonly string[]): Fact {
	return { title, lines, verbatim: false };
}

function hasMirror(payload: ReleasePayload): boolean {
	return (payload.spec.payloadCreationConfig?.releaseMirrorCoordinates?.releaseMirrorJobName ?? '') !== '';
}

function jobResult(title: string, result: ReleaseJobResult | undefined): Fact {
	const { namespace = '', name = '' } = result?.coordinates ?? {};
	const place = name === '' ? '' : oneLine(namespace === '' ? name : `${namespace}/${name}`, 160);
	const state = oneLine(result?.status ?? '', 40);
	const heading = [state === '' ? l10n.t('state not known') : state, place].filter((each) => each !== '').join(', ');
	return { title: l10n.t('{0}: {1}', title, heading), lines: safeLines(result?.message ?? '', messageLimits), verbatim: true };
}

/** Most messages are copies of what the Jobs and the override say, which stands there already. */
function conditionLine({ type = '', status = '', reason = '', message = '', lastTransitionTime }: Condition, saidAbove: readonly (string | undefined)[], clock: Clock): string {
	const since = epoch(lastTransitionTime);
	const known = conditionTypes.some((each) => each === type);
	const text = l10n.t('{0} {1}, {2}', oneLine(type, 80), oneLine(status, 20), oneLine(reason, 80));
	const timed = since === undefined ? text : l10n.t('{0}, since {1}', text, utcAndLocal(since, clock));
	const full = message === '' || saidAbove.includes(message) ? timed : l10n.t('{0}: {1}', timed, oneLine(message));
	return known ? full : l10n.t('{0} (not a condition that the controllers write)', full);
}

/** Labels `release.openshift.io/<team>_state`; other values than the two are ignored upstream, and said to be. */
function approvals(labels: Readonly<Record<string, string>>): readonly string[] {
	return Object.entries(labels)
		.flatMap(([key, value]) => {
			const team = /^release\.openshift\.io\/(.+)_state$/.exec(key)?.[1];
			if (team === undefined) return [];
			const shown = oneLine(value, 40);
			return [value === 'Accepted' || value === 'Rejected' ? l10n.t('{0}: {1}', oneLine(team, 60), shown) : l10n.t('{0}: {1}, which is ignored', oneLine(team, 60), shown)];
		})
		.slice(0, most);
}

function qualifiers({ status }: ReleasePayload): readonly (readonly [string, QualifierSummary])[] {
	return Object.entries(status.qualifiersSummary?.qualifiers ?? {}).slice(0, most);
}

function badgeLine(id: string, { badgeName = '', badgeEarned, aggregateState = '', badgePropagated }: QualifierSummary): readonly string[] {
	if (badgeName === '' && badgeEarned !== true) return [];
	const name = oneLine(badgeName === '' ? id : badgeName, 60);
	const state = oneLine(aggregateState === '' ? 'Unknown' : aggregateState, 40);
	const line = badgeEarned === true ? l10n.t('{0}: earned, {1}', name, state) : l10n.t('{0}: not earned, {1}', name, state);
	return [badgePropagated === true ? l10n.t('{0}, shown on lists', line) : line];
}

function jiraLines(id: string, { jiraNotifications }: QualifierSummary): readonly string[] {
	return Object.values(jiraNotifications ?? {})
		.slice(0, most)
		.flatMap(({ issueKey = '', activeEscalation = '', activePriority = '', abated }) => {
			if (issueKey === '') return [];
			const words = [activeEscalation, activePriority].filter((each) => each !== '').map((each) => oneLine(each, 60));
			const state = abated === true ? l10n.t('abated') : l10n.t('active');
			return [l10n.t('{0}: {1}, {2}', oneLine(issueKey, 40), oneLine(id, 60), [state, ...words].join(', '))];
		});
}
