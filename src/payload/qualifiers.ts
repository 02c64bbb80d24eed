/** Release qualifiers: pkg/releasequalifiers and pkg/releasepayload/qualifiers/helpers.go. */
import { groupState, type JobState } from './jobState';
import type {
	CIConfiguration,
	JiraEscalation,
	JiraNotification,
	JobStatus,
	Qualifiers,
	QualifiersSummary,
	QualifierSummary,
	ReleasePayload,
	ReleaseQualifier,
} from './releasePayload';
import { compareText } from './version';

/** The one overlaid on the other: texts that are not empty win, `enabled`, `approval` and labels as soon as they are given. merge.go. */
export function mergeQualifier(base: ReleaseQualifier, override: ReleaseQualifier): ReleaseQualifier {
	const jira = mergeJira(base.notifications?.jira, override.notifications?.jira);
	return {
		...base,
		...givenTexts(override, ['badgeName', 'summary', 'description', 'payloadBadgeStatus']),
		...(override.enabled !== undefined && { enabled: override.enabled }),
		...(override.approval !== undefined && { approval: override.approval }),
		...(override.failureLabels !== undefined && { failureLabels: override.failureLabels }),
		...((base.notifications ?? override.notifications) !== undefined && { notifications: jira ? { jira } : {} }),
	};
}

/** Qualifiers that both maps have, merged. merge.go. */
export function mergeQualifiers(base: Qualifiers, overrides: Qualifiers): Qualifiers {
	const shared = Object.entries(base).filter(([id]) => Object.hasOwn(overrides, id));
	return Object.fromEntries(shared.map(([id, qualifier]) => [id, mergeQualifier(qualifier, overrides[id] ?? {})]));
}

/** Escalations are told apart by name, the last of a name stands; sorted by name as soon as anything is merged. */
function mergeJira(base: JiraNotification | undefined, override: JiraNotification | undefined): JiraNotification | undefined {
	if (!override) return base;
	const byName = new Map<string, JiraEscalation>();
	for (const escalation of [...(base?.escalations ?? []), ...(override.escalations ?? [])]) byName.set(escalation.name ?? '', escalation);
	const escalations = [...byName.values()].sort((a, b) => compareText(a.name ?? '', b.name ?? ''));
	return { ...base, ...givenTexts(override, ['project', 'component', 'assignee', 'summary', 'description', 'thread']), escalations };
}

function givenTexts<T extends object, K extends keyof T>(from: T, keys: readonly K[]): Partial<Pick<T, K>> {
	const given: Partial<Pick<T, K>> = {};
	for (const key of keys) {
		if (from[key] !== undefined && from[key] !== '') given[key] = from[key];
	}
	return given;
}

/** An approval is a person's word, so it has neither failure labels nor notifications. validation.go. */
export function isValidQualifier(qualifier: ReleaseQualifier): boolean {
	return qualifier.approval !== true || ((qualifier.failureLabels?.length ?? 0) === 0 && !qualifier.notifications);
}

/** A badge is earned by an enabled qualifier whose jobs all succeeded. */
export function isBadgeEarned(enabled: boolean | undefined, state: string | undefined): boolean {
	return enabled === true && state === 'Success';
}

/** Whether lists show the badge; only the four known texts count. */
export function isBadgePropagated(enabled: boolean | undefined, badgeStatus: string | undefined, state: string | undefined): boolean {
	if (enabled !== true) return false;
	switch (badgeStatus) {
		case 'Yes':
			return true;
		case 'OnSuccess':
			return state === 'Success';
		case 'OnFailure':
			return state === 'Failure';
		default:
			return false;
	}
}

/**
 * The summary that the qualifiers controller stores. Only ids that the global configuration has count; of several jobs
 * the last one's overrides do. Approvals come from the payload's `release.openshift.io/<id>_state` labels, unless jobs use
 * the same id. `global` is undefined where no configuration file is set.
 */
export function qualifiersSummary(payload: ReleasePayload, global: Qualifiers | undefined): QualifiersSummary {
	const byJobs = jobQualifiers(payload, global ?? {});
	const qualifiers = { ...byJobs, ...approvals(payload, global ?? {}, byJobs) };
	const former = payload.status.qualifiersSummary?.qualifiers ?? {};
	const withNotices = Object.entries(qualifiers).map(([id, summary]) => [id, withNotifications(summary, own(former, id))] as const);
	const failed = Object.values(qualifiers).filter((summary) => summary.aggregateState === 'Failure');
	const failureLabels = [...new Set(failed.flatMap((summary) => summary.failureLabels ?? []))].sort(compareText);
	return {
		...(failureLabels.length > 0 && { failureLabels }),
		...(withNotices.length > 0 && { qualifiers: Object.fromEntries(withNotices) }),
	};
}

function own<T>(map: Readonly<Record<string, T>>, key: string): T | undefined {
	return Object.hasOwn(map, key) ? map[key] : undefined;
}

function withNotifications(summary: QualifierSummary, former: QualifierSummary | undefined): QualifierSummary {
	const notifications = former?.jiraNotifications;
	return !notifications || Object.keys(notifications).length === 0 ? summary : { ...summary, jiraNotifications: notifications };
}

function jobQualifiers({ spec, status }: ReleasePayload, global: Qualifiers): Readonly<Record<string, QualifierSummary>> {
	const users = new Map<string, CIConfiguration[]>();
	const { blockingJobs = [], informingJobs = [] } = spec.payloadVerificationConfig ?? {};
	for (const job of [...blockingJobs, ...informingJobs]) {
		for (const id of Object.keys(job.qualifiers ?? {})) users.set(id, [...(users.get(id) ?? []), job]);
	}
	const states = new Map<string, JobStatus>();
	for (const job of [...(status.blockingJobResults ?? []), ...(status.informingJobResults ?? [])]) states.set(key(job), job);
	const known = [...users].flatMap(([id, jobs]) => {
		const qualifier = own(global, id);
		return qualifier ? [[id, jobQualifier(id, qualifier, jobs, states)] as const] : [];
	});
	return Object.fromEntries(known);
}

function key(job: CIConfiguration | JobStatus): string {
	return `${job.ciConfigurationName ?? ''}/${job.ciConfigurationJobName ?? ''}`;
}

function jobQualifier(id: string, global: ReleaseQualifier, jobs: readonly CIConfiguration[], states: ReadonlyMap<string, JobStatus>): QualifierSummary {
	const state = groupState(jobs.flatMap((job) => states.get(key(job)) ?? []));
	const merged = mergeQualifier(global, own(jobs.at(-1)?.qualifiers ?? {}, id) ?? {});
	const references = jobs.map(({ ciConfigurationName, ciConfigurationJobName }) => ({
		...(ciConfigurationName !== undefined && { ciConfigurationName }),
		...(ciConfigurationJobName !== undefined && { ciConfigurationJobName }),
	}));
	references.sort((a, b) => compareText(a.ciConfigurationName ?? '', b.ciConfigurationName ?? ''));
	return { jobs: references, ...badge(merged, state, isBadgeEarned(merged.enabled, state)) };
}

function badge(qualifier: ReleaseQualifier, state: JobState, earned: boolean): QualifierSummary {
	const labels = qualifier.failureLabels ?? [];
	return {
		aggregateState: state,
		...((qualifier.badgeName ?? '') !== '' && { badgeName: qualifier.badgeName ?? '' }),
		...(earned && { badgeEarned: true }),
		...(isBadgePropagated(qualifier.enabled, qualifier.payloadBadgeStatus, state) && { badgePropagated: true }),
		...(labels.length > 0 && { failureLabels: labels }),
	};
}

/** Earned with the label alone, whether the qualifier is enabled or not. */
function approvals(payload: ReleasePayload, global: Qualifiers, byJobs: Readonly<Record<string, QualifierSummary>>): Readonly<Record<string, QualifierSummary>> {
	const given = Object.entries(global).flatMap(([id, qualifier]) => {
		const label = own(payload.metadata.labels ?? {}, `release.openshift.io/${id}_state`);
		if (qualifier.approval !== true || Object.hasOwn(byJobs, id) || (label !== 'Accepted' && label !== 'Rejected')) return [];
		const state = label === 'Accepted' ? 'Success' : 'Failure';
		return [[id, { ...badge(qualifier, state, label === 'Accepted'), approval: true }] as const];
	});
	return Object.fromEntries(given);
}
