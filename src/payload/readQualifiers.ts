import { asInteger, asList, asMap, asObject, asObjects, asText, asTexts, asTruth, shaped } from './reading';
import type { CIConfiguration, JiraEscalation, JiraNotification, QualifiersSummary, QualifierSummary, ReleaseQualifier } from './releasePayload';

const readEscalation = shaped<JiraEscalation>({
	name: asText,
	failures: asInteger,
	overLastRuns: asInteger,
	passPercentage: asInteger,
	overPeriod: asText,
	priority: asText,
	mentions: asTexts,
	needsInfo: asTexts,
});

const readJira = shaped<JiraNotification>({
	project: asText,
	component: asText,
	assignee: asText,
	summary: asText,
	description: asText,
	thread: asText,
	escalations: asList(readEscalation),
});

const readQualifier = shaped<ReleaseQualifier>({
	enabled: asTruth,
	approval: asTruth,
	badgeName: asText,
	summary: asText,
	description: asText,
	payloadBadgeStatus: asText,
	failureLabels: asTexts,
	notifications: asObject(shaped({ jira: asObject(readJira) })),
});

/** One entry of a job list in `spec`. */
export const readCIConfiguration = shaped<CIConfiguration>({
	ciConfigurationName: asText,
	ciConfigurationJobName: asText,
	maxRetries: asInteger,
	analysisJobCount: asInteger,
	qualifiers: asMap(asObject(readQualifier)),
});

const readQualifierSummary = shaped<QualifierSummary>({
	jobs: asObjects(shaped({ ciConfigurationName: asText, ciConfigurationJobName: asText })),
	aggregateState: asText,
	badgeName: asText,
	badgeEarned: asTruth,
	badgePropagated: asTruth,
	approval: asTruth,
	failureLabels: asTexts,
	jiraNotifications: asMap(asObject(shaped({ issueKey: asText, activeEscalation: asText, activePriority: asText, abated: asTruth, lastTransitionTime: asText }))),
});

export const readQualifiersSummary = shaped<QualifiersSummary>({ failureLabels: asTexts, qualifiers: asMap(asObject(readQualifierSummary)) });
