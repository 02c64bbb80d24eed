// Words that the controllers know in fields that the CRD leaves open, and what each means. From the constants of
// openshift/release-controller (pkg/apis/release/v1alpha1/types.go, pkg/releasequalifiers/types.go) and from what its
// reconcilers do with other words.

export interface KnownValue {
	readonly value: string;
	/** One English sentence or two for people. */
	readonly meaning: string;
	/** A plain YAML scalar of this spelling is read as a boolean by kubectl and the API server: it needs quotes. */
	readonly needsQuotes?: boolean;
}

export interface KnownValues {
	/** Keys from the root; `*` stands for any key of a map or any item of a list. */
	readonly path: readonly string[];
	readonly values: readonly KnownValue[];
	/** Closed: another word is refused by the API server (the CRD has the list). Open: it is stored and has no effect. */
	readonly closed: boolean;
	/** What a word outside the list does; '' for closed lists. */
	readonly otherwise: string;
}

const jobStates: readonly KnownValue[] = [
	{ value: 'Pending', meaning: 'A run is under way, or a failed one will be tried again.' },
	{ value: 'Success', meaning: 'The job passed.' },
	{ value: 'Failure', meaning: 'The job failed and no attempt is left.' },
	{ value: 'Unknown', meaning: 'No run yet, or too few to tell. Holds the verdict open when the job is blocking.' },
];

const runStates: readonly KnownValue[] = [
	{ value: 'Triggered', meaning: 'Created on Prow, not started yet.' },
	{ value: 'Scheduling', meaning: 'Prow is looking for a build cluster.' },
	{ value: 'Pending', meaning: 'Running.' },
	{ value: 'Success', meaning: 'Passed.' },
	{ value: 'Failure', meaning: 'Failed.' },
	{ value: 'Aborted', meaning: 'Stopped before its end. Counts as failed.' },
	{ value: 'Error', meaning: 'Could not be run. Counts as failed.' },
	{ value: 'Unknown', meaning: 'Prow reported a state that the controller does not know.' },
];

const jobResultStates: readonly KnownValue[] = [
	{ value: 'Unknown', meaning: 'The Job has not ended, or was not found.' },
	{ value: 'Success', meaning: 'The Job completed.' },
	{ value: 'Failed', meaning: 'The Job failed for good.' },
];

const badgeStates: readonly KnownValue[] = [
	{ value: 'Yes', meaning: 'The badge is always shown at the payload.', needsQuotes: true },
	{ value: 'No', meaning: 'The badge is never shown at the payload.', needsQuotes: true },
	{ value: 'OnSuccess', meaning: 'The badge is shown when the jobs of the qualifier passed.' },
	{ value: 'OnFailure', meaning: 'The badge is shown when a job of the qualifier failed.' },
];

const priorities: readonly KnownValue[] = ['Blocker', 'Critical', 'Major', 'Normal', 'Minor', 'Trivial'].map((value, at) => ({
	value,
	meaning: at === 0 ? 'Highest rank: outranks all other steps.' : `Rank ${at + 1} of 6.`,
}));

const conditionTypes: readonly KnownValue[] = [
	{ value: 'PayloadCreated', meaning: 'The release image is built.' },
	{ value: 'PayloadFailed', meaning: 'The release image could not be built. Stays once it is true.' },
	{ value: 'PayloadMirrored', meaning: 'The image is in the external registry. Unknown where there is no mirror.' },
	{ value: 'PayloadMirrorFailed', meaning: 'The image could not be copied to the external registry. Does not stop the verdict.' },
	{ value: 'PayloadAccepted', meaning: 'The payload passed, or a person accepted it.' },
	{ value: 'PayloadRejected', meaning: 'A blocking job failed for good, the image could not be built, or a person rejected it.' },
];

const conditionReasons: readonly KnownValue[] = [
	{ value: 'ReleasePayloadCreated', meaning: 'The state of the creation Job.' },
	{ value: 'ReleasePayloadFailed', meaning: 'The state of the creation Job.' },
	{ value: 'ReleasePayloadMirrored', meaning: 'The state of the mirror Job.' },
	{ value: 'ReleasePayloadMirrorFailed', meaning: 'The state of the mirror Job.' },
	{ value: 'ReleasePayloadAccepted', meaning: 'Computed from the jobs.' },
	{ value: 'ReleasePayloadRejected', meaning: 'Computed from the jobs.' },
	{ value: 'ReleasePayloadManuallyAccepted', meaning: 'A person accepted the payload; the message is the reason given.' },
	{ value: 'ReleasePayloadManuallyRejected', meaning: 'A person rejected the payload; the message is the reason given.' },
	{ value: 'ReleasePayloadCreationJobFailed', meaning: 'The release image could not be built; the message says why.' },
	{ value: 'ReleasePayloadMirrorJobFailed', meaning: 'Defined for a failed mirror Job, but never written.' },
];

const conditionStates: readonly KnownValue[] = [
	{ value: 'True', meaning: 'It holds.', needsQuotes: true },
	{ value: 'False', meaning: 'It does not hold, or not yet: PayloadAccepted is also False while blocking jobs run.', needsQuotes: true },
	{ value: 'Unknown', meaning: 'Not decided yet.' },
];

const overrides: readonly KnownValue[] = [
	{ value: 'Accepted', meaning: 'Accept the payload whatever its jobs say. Takes effect once the image is built and a configured mirror is done.' },
	{ value: 'Rejected', meaning: 'Reject the payload whatever its jobs say. Rejected payloads of integration streams may be deleted soon.' },
];

const payloadTypes: readonly KnownValue[] = [
	{ value: 'Local', meaning: 'The image is in an image stream of the cluster. Filled in when the field is left out.' },
	{ value: 'Reference', meaning: 'The image is only in an external repository, named by releaseCoordinates.' },
];

const dataSources: readonly KnownValue[] = [
	{ value: 'BuildFarmLookup', meaning: 'Results are read from the ProwJobs of the build farm. Filled in when the field is left out.' },
	{ value: 'ImageStreamTagAnnotation', meaning: 'Results are read from the annotation of the release tag, for tags older than 2023. Upgrade jobs are never filled in.' },
];

const upgradeTypes: readonly KnownValue[] = [
	{ value: 'upgrade', meaning: 'From a release of the same minor version.' },
	{ value: 'upgrade-minor', meaning: 'From a release of a lower minor version.' },
];

const jobLists = ['blockingJobs', 'informingJobs', 'upgradeJobs'];
const resultLists = ['blockingJobResults', 'informingJobResults', 'upgradeJobResults'];

function open(path: readonly string[], values: readonly KnownValue[], otherwise: string): KnownValues {
	return { path, values, closed: false, otherwise };
}

function closed(path: readonly string[], values: readonly KnownValue[]): KnownValues {
	return { path, values, closed: true, otherwise: '' };
}

const verification = ['spec', 'payloadVerificationConfig'];
const conditions = ['status', 'conditions', '*'];

/** Every field of a ReleasePayload that holds one of a few words. */
export const knownValues: readonly KnownValues[] = [
	closed(['apiVersion'], [{ value: 'release.openshift.io/v1alpha1', meaning: 'The only version of the API.' }]),
	closed(['kind'], [{ value: 'ReleasePayload', meaning: 'One candidate release and its verification.' }]),
	open(['spec', 'payloadOverride', 'override'], overrides, 'Stored, and treated as no override by every controller.'),
	closed(['spec', 'payloadType'], payloadTypes),
	closed([...verification, 'payloadVerificationDataSource'], dataSources),
	...jobLists.flatMap((list) => [
		open([...verification, list, '*', 'qualifiers', '*', 'payloadBadgeStatus'], badgeStates, 'The badge is never shown at the payload.'),
		open([...verification, list, '*', 'qualifiers', '*', 'notifications', 'jira', 'escalations', '*', 'priority'], priorities, 'Not ranked: never outranks another step.'),
	]),
	open([...conditions, 'type'], conditionTypes, 'Kept, and read by nobody.'),
	closed([...conditions, 'status'], conditionStates),
	open([...conditions, 'reason'], conditionReasons, 'Written by an older or a newer controller.'),
	open(['status', 'releaseCreationJobResult', 'status'], jobResultStates, 'Counts as not successful: no verdict comes.'),
	open(['status', 'releaseMirrorJobResult', 'status'], jobResultStates, 'Counts as not finished.'),
	...resultLists.flatMap((list) => [
		open(['status', list, '*', 'state'], jobStates, 'Counts as undetermined.'),
		open(['status', list, '*', 'results', '*', 'state'], runStates, 'Counts as unknown.'),
		open(['status', list, '*', 'results', '*', 'upgradeType'], upgradeTypes, 'Shown as it is.'),
	]),
	open(['status', 'qualifiersSummary', 'qualifiers', '*', 'aggregateState'], jobStates, 'Counts as undetermined.'),
	open(['status', 'qualifiersSummary', 'qualifiers', '*', 'jiraNotifications', '*', 'activePriority'], priorities, 'Not ranked.'),
];

/** What is known of the field at a path (indexes and keys of maps as they are), or undefined. */
export function knownValuesAt(path: readonly (string | number)[], table: readonly KnownValues[] = knownValues): KnownValues | undefined {
	return table.find((known) => known.path.length === path.length && known.path.every((part, at) => part === '*' || part === path[at]));
}
