import { integer, list, listOfObjects, object, objectMap, present, text, texts, truth, type Fields } from './reading';
import type { CIConfiguration, JiraEscalation, JiraNotification, QualifiersSummary, QualifierSummary, ReleaseQualifier } from './releasePayload';

/** One entry of a job list in `spec`. */
export function readCIConfiguration(from: Fields): CIConfiguration {
	return present({
		ciConfigurationName: text(from, 'ciConfigurationName'),
		ciConfigurationJobName: text(from, 'ciConfigurationJobName'),
		maxRetries: integer(from, 'maxRetries'),
		analysisJobCount: integer(from, 'analysisJobCount'),
		qualifiers: objectMap(from, 'qualifiers', readQualifier),
	});
}

export function readQualifier(from: Fields): ReleaseQualifier {
	return present({
		enabled: truth(from, 'enabled'),
		approval: truth(from, 'approval'),
		badgeName: text(from, 'badgeName'),
		summary: text(from, 'summary'),
		description: text(from, 'description'),
		payloadBadgeStatus: text(from, 'payloadBadgeStatus'),
		failureLabels: texts(from, 'failureLabels'),
		notifications: object(from, 'notifications', (each) => present({ jira: object(each, 'jira', readJira) })),
	});
}

function readJira(from: Fields): JiraNotification {
	return present({
		project: text(from, 'project'),
		component: text(from, 'component'),
		assignee: text(from, 'assignee'),
		summary: text(from, 'summary'),
		description: text(from, 'description'),
		thread: text(from, 'thread'),
		escalations: list(from, 'escalations', readEscalation),
	});
}

function readEscalation(from: Fields): JiraEscalation {
	return present({
		name: text(from, 'name'),
		failures: integer(from, 'failures'),
		overLastRuns: integer(from, 'overLastRuns'),
		passPercentage: integer(from, 'passPercentage'),
		overPeriod: text(from, 'overPeriod'),
		priority: text(from, 'priority'),
		mentions: texts(from, 'mentions'),
		needsInfo: texts(from, 'needsInfo'),
	});
}

export function readQualifiersSummary(from: Fields): QualifiersSummary {
	return present({ failureLabels: texts(from, 'failureLabels'), qualifiers: objectMap(from, 'qualifiers', readQualifierSummary) });
}

function readQualifierSummary(from: Fields): QualifierSummary {
	return present({
		jobs: listOfObjects(from, 'jobs', (each) =>
			present({ ciConfigurationName: text(each, 'ciConfigurationName'), ciConfigurationJobName: text(each, 'ciConfigurationJobName') }),
		),
		aggregateState: text(from, 'aggregateState'),
		badgeName: text(from, 'badgeName'),
		badgeEarned: truth(from, 'badgeEarned'),
		badgePropagated: truth(from, 'badgePropagated'),
		approval: truth(from, 'approval'),
		failureLabels: texts(from, 'failureLabels'),
		jiraNotifications: objectMap(from, 'jiraNotifications', (each) =>
			present({
				issueKey: text(each, 'issueKey'),
				activeEscalation: text(each, 'activeEscalation'),
				activePriority: text(each, 'activePriority'),
				abated: truth(each, 'abated'),
				lastTransitionTime: text(each, 'lastTransitionTime'),
			}),
		),
	});
}
