/**
 * The ReleasePayload resource, `release.openshift.io/v1alpha1`, as every part of the program sees it.
 *
 * Field names are the resource's own (upstream: pkg/apis/release/v1alpha1/types.go). Nothing here is required:
 * the CRD requires nothing outside `status.conditions[]`, and an absent key means the zero value. `readPayload`
 * (readPayload.ts) is the border: whatever a cluster or a file holds, what comes out has these types, so the rest
 * of the program trusts them. Fields of the older API generation are kept under the names they have there.
 */
export interface ReleasePayload {
	readonly metadata: ObjectMeta;
	readonly spec: ReleasePayloadSpec;
	readonly status: ReleasePayloadStatus;
}

export interface ObjectMeta {
	readonly name?: string;
	readonly namespace?: string;
	readonly uid?: string;
	readonly resourceVersion?: string;
	readonly generation?: number;
	/** RFC 3339, as written; `Date.parse` may still give NaN. */
	readonly creationTimestamp?: string;
	readonly labels?: Readonly<Record<string, string>>;
	readonly annotations?: Readonly<Record<string, string>>;
	readonly managedFields?: readonly ManagedFieldsEntry[];
}

/** Who wrote which fields, as the API server records it. A manager names a client, never a person. */
export interface ManagedFieldsEntry {
	readonly manager?: string;
	readonly operation?: string;
	readonly subresource?: string;
	readonly time?: string;
	/** Whether the entry owns `spec.payloadOverride` or a field in it; the only ownership the program asks about. */
	readonly ownsOverride: boolean;
}

export interface ReleasePayloadSpec {
	readonly payloadCoordinates?: PayloadCoordinates;
	readonly payloadCreationConfig?: PayloadCreationConfig;
	readonly payloadOverride?: PayloadOverride;
	readonly payloadVerificationConfig?: PayloadVerificationConfig;
	readonly releaseCoordinates?: readonly ReleaseCoordinates[];
	/** `Local` or `Reference`; other text is kept as it is. */
	readonly payloadType?: string;
}

export interface PayloadCoordinates {
	readonly namespace?: string;
	readonly streamName?: string;
	readonly imagestreamName?: string;
	readonly imagestreamTagName?: string;
}

export interface PayloadCreationConfig {
	readonly releaseCreationCoordinates?: { readonly namespace?: string; readonly releaseCreationJobName?: string };
	readonly prowCoordinates?: { readonly namespace?: string };
	readonly releaseMirrorCoordinates?: { readonly namespace?: string; readonly releaseMirrorJobName?: string };
}

/** What a person decided. Only exactly `Accepted` and `Rejected` count; every other text is stored and ignored. */
export interface PayloadOverride {
	readonly override?: string;
	readonly reason?: string;
}

export interface PayloadVerificationConfig {
	readonly blockingJobs?: readonly CIConfiguration[];
	readonly informingJobs?: readonly CIConfiguration[];
	readonly upgradeJobs?: readonly CIConfiguration[];
	readonly payloadVerificationDataSource?: string;
}

export interface CIConfiguration {
	readonly ciConfigurationName?: string;
	readonly ciConfigurationJobName?: string;
	readonly maxRetries?: number;
	readonly analysisJobCount?: number;
	readonly qualifiers?: Qualifiers;
}

export type Qualifiers = Readonly<Record<string, ReleaseQualifier>>;

export interface ReleaseQualifier {
	readonly enabled?: boolean;
	readonly approval?: boolean;
	readonly badgeName?: string;
	readonly summary?: string;
	readonly description?: string;
	readonly payloadBadgeStatus?: string;
	readonly failureLabels?: readonly string[];
	readonly notifications?: { readonly jira?: JiraNotification };
}

export interface JiraNotification {
	readonly project?: string;
	readonly component?: string;
	readonly assignee?: string;
	readonly summary?: string;
	readonly description?: string;
	readonly thread?: string;
	readonly escalations?: readonly JiraEscalation[];
}

export interface JiraEscalation {
	readonly name?: string;
	readonly failures?: number;
	readonly overLastRuns?: number;
	readonly passPercentage?: number;
	readonly overPeriod?: string;
	readonly priority?: string;
	readonly mentions?: readonly string[];
	readonly needsInfo?: readonly string[];
}

export interface ReleaseCoordinates {
	readonly repository?: string;
	readonly tag?: string;
	readonly digest?: string;
}

export interface ReleasePayloadStatus {
	readonly conditions?: readonly Condition[];
	readonly releaseCreationJobResult?: ReleaseJobResult;
	readonly releaseMirrorJobResult?: ReleaseJobResult;
	readonly blockingJobResults?: readonly JobStatus[];
	readonly informingJobResults?: readonly JobStatus[];
	readonly upgradeJobResults?: readonly JobStatus[];
	/** Older API only; today an analysis job is an informing job with `analysisJobCount`. */
	readonly analysisJobResults?: readonly JobStatus[];
	readonly qualifiersSummary?: QualifiersSummary;
}

export interface Condition {
	readonly type?: string;
	readonly status?: string;
	readonly reason?: string;
	readonly message?: string;
	readonly lastTransitionTime?: string;
	readonly observedGeneration?: number;
}

/** The batch Job that builds, or mirrors, the release image. `status`: `Unknown`, `Success`, `Failed`. */
export interface ReleaseJobResult {
	readonly coordinates?: { readonly name?: string; readonly namespace?: string };
	readonly status?: string;
	readonly message?: string;
}

export interface JobStatus {
	readonly ciConfigurationName?: string;
	readonly ciConfigurationJobName?: string;
	/** Older API only: the job's name, where `ciConfigurationName` stands today. */
	readonly name?: string;
	readonly maxRetries?: number;
	readonly analysisJobCount?: number;
	/** `Pending`, `Failure`, `Success`, `Unknown`; older API also `Failed`, `Ignored`. */
	readonly state?: string;
	readonly results?: readonly JobRunResult[];
}

export interface JobRunResult {
	readonly coordinates?: { readonly name?: string; readonly namespace?: string; readonly cluster?: string };
	readonly startTime?: string;
	readonly completionTime?: string;
	/** `Triggered`, `Scheduling`, `Pending`, `Failure`, `Success`, `Aborted`, `Error`, `Unknown`; older API also `Ignored`. */
	readonly state?: string;
	readonly humanProwResultsURL?: string;
	/** `upgrade` or `upgrade-minor`. */
	readonly upgradeType?: string;
}

export interface QualifiersSummary {
	readonly failureLabels?: readonly string[];
	readonly qualifiers?: Readonly<Record<string, QualifierSummary>>;
}

export interface QualifierSummary {
	readonly jobs?: readonly { readonly ciConfigurationName?: string; readonly ciConfigurationJobName?: string }[];
	readonly aggregateState?: string;
	readonly badgeName?: string;
	readonly badgeEarned?: boolean;
	readonly badgePropagated?: boolean;
	readonly approval?: boolean;
	readonly failureLabels?: readonly string[];
	readonly jiraNotifications?: Readonly<Record<string, JiraNotificationStatus>>;
}

export interface JiraNotificationStatus {
	readonly issueKey?: string;
	readonly activeEscalation?: string;
	readonly activePriority?: string;
	readonly abated?: boolean;
	readonly lastTransitionTime?: string;
}

/** The key of a payload within one cluster. */
export interface PayloadRef {
	readonly namespace: string;
	readonly name: string;
}

export const releasePayloadGroup = 'release.openshift.io';
export const releasePayloadVersion = 'v1alpha1';
export const releasePayloadResource = 'releasepayloads';
export const releasePayloadKind = 'ReleasePayload';
