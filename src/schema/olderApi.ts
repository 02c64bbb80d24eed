// The API as it was first drafted (2021 to early 2022), which manifests and dumps of that time follow: analysis jobs in a
// list of their own, jobs keyed by `name`, a payload name with a random suffix. No server serves it any more; it is here
// so that such documents get help, and a reader knows what its words mean today.

import { integer, listOf, object, type Schema, text, time } from './crd/building';
import type { KnownValue, KnownValues } from './knownValues';

/** One of the fourteen types of that API; enumerations have values instead of a schema. */
export interface OlderType {
	readonly name: string;
	readonly description: string;
	readonly schema: Schema;
	readonly values: readonly KnownValue[];
}

const jobRunCoordinates = object('The ProwJob of a run.', {
	name: text('Name of the ProwJob.'),
	namespace: text('Namespace of the ProwJob.'),
	cluster: text('Build cluster on which it ran.'),
});

const jobRunResult = object('One run of a job. Made when the release-controller starts the run, changed as Prow reports.', {
	coordinates: jobRunCoordinates,
	startTime: time('When the run was created.'),
	completionTime: time('When Prow saw the run end, an abortion included. Missing while it runs.'),
	state: text('State of the run. Always present.'),
	humanProwResultsURL: text('Page of the run on Prow. Always present.'),
}, { required: ['state', 'humanProwResultsURL'] });

const jobStatus = object('A job, its runs, and their state together.', {
	name: text('Name of the job. Today `ciConfigurationName`, with the name of the Prow job beside it.'),
	maxRetries: integer('How often the job may be run again.'),
	state: text('State of all runs together. `Failed` is `Failure` today, `Ignored` has gone.'),
	results: listOf(jobRunResult, 'The runs of the job.'),
});

const condition = object('A fact about the payload, as the API server checks conditions.', {
	type: text('Which fact.'),
	status: text('Whether it holds.', { enum: ['True', 'False', 'Unknown'] }),
	lastTransitionTime: time('Since when.'),
	reason: text('Why, in one word.'),
	message: text('Why, in a sentence.'),
	observedGeneration: integer('Generation that the condition speaks of.', { format: 'int64' }),
}, { required: ['type', 'status', 'lastTransitionTime', 'reason', 'message'] });

const statusCondition = object('A form of condition that was defined with its own generation, and that the status never used.', {
	type: text('Which fact.'),
	status: text('Whether it holds: True, False or Unknown.'),
	lastTransitionTime: time('Since when.'),
	reason: text('Why, in one word.'),
	message: text('Why, in a sentence.'),
	generation: integer('Generation of the payload that the condition speaks of. Always present.', { format: 'int64' }),
}, { required: ['type', 'status', 'generation'] });

const payloadCoordinates = object('The release tag that the payload verifies.', {
	namespace: text('Namespace of the image stream and of the payload.'),
	imagestreamName: text('Image stream of the release tags, the `to` of the stream\'s configuration.'),
	imagestreamTagName: text('The release tag. The payload\'s name was this and a random suffix; today it is the tag itself.'),
});

const releasePayloadOverride = object('The decision of a person, the only part that others than the release-controller write.', {
	override: text('`Accepted` or `Rejected`. Always present.'),
	reason: text('Why. Always present; optional today.'),
}, { required: ['override', 'reason'] });

const spec = object('What the payload stands for and what was decided. Jobs were not part of it.', {
	payloadCoordinates,
	payloadOverride: releasePayloadOverride,
});

const status = object('The results of the verification jobs.', {
	conditions: listOf(condition, 'PayloadCreated, PayloadFailed, PayloadAccepted and PayloadRejected.'),
	blockingJobResults: listOf(jobStatus, 'Jobs that decide.'),
	informingJobResults: listOf(jobStatus, 'Jobs that are shown and do not decide.'),
	analysisJobResults: listOf(jobStatus, 'Runs of aggregated jobs. Today they are an informing job with `analysisJobCount`; the field is dropped by the server.'),
});

const metadata = { type: 'object' };
const apiVersion = text('Group and version of the API: `release.openshift.io/v1alpha1`, the same as today.');

/** Schema of a ReleasePayload of the older API, in the form of a CRD's. */
export const olderReleasePayloadSchema = object('A candidate release in the older form of the API. Its name is that of the release tag with a random suffix, and the labels `release.openshift.io/imagestream` and `release.openshift.io/imagestreamtag-name` lead back to the tag.', {
	apiVersion,
	kind: text('Kind of the object: `ReleasePayload`.'),
	metadata,
	spec,
	status,
});

const releasePayloadList = object('Several payloads, as a list request answers them.', {
	apiVersion,
	kind: text('Kind of the object: `ReleasePayloadList`.'),
	metadata: { type: 'object', description: 'Version of the list and where to go on with it.' },
	items: listOf(olderReleasePayloadSchema, 'The payloads. Always present.'),
}, { required: ['items'] });

const overrideValues: readonly KnownValue[] = [
	{ value: 'Accepted', meaning: 'Accept the payload whatever its jobs say.' },
	{ value: 'Rejected', meaning: 'Reject the payload whatever its jobs say.' },
];

const jobStateValues: readonly KnownValue[] = [
	{ value: 'Pending', meaning: 'Not all runs have ended; becomes Failed or Success.' },
	{ value: 'Failed', meaning: 'The job failed. `Failure` today: the controllers take this word for undetermined.' },
	{ value: 'Success', meaning: 'The job passed.' },
	{ value: 'Ignored', meaning: 'An analysis job, judged by its aggregator and not by itself. Gone today.' },
];

const runStateValues: readonly KnownValue[] = [
	{ value: 'Triggered', meaning: 'Created on Prow, not started yet.' },
	{ value: 'Pending', meaning: 'Running.' },
	{ value: 'Failure', meaning: 'Failed.' },
	{ value: 'Success', meaning: 'Passed.' },
	{ value: 'Aborted', meaning: 'Stopped before its end.' },
	{ value: 'Error', meaning: 'Could not be scheduled.' },
	{ value: 'Ignored', meaning: 'A run of an analysis job, whose result its aggregator judges. Gone today.' },
];

const conditionTypeValues: readonly KnownValue[] = [
	{ value: 'PayloadCreated', meaning: 'The release image is built and pushed; the jobs begin.' },
	{ value: 'PayloadFailed', meaning: 'The release image cannot be built. Final.' },
	{ value: 'PayloadAccepted', meaning: 'The payload passed and may be promoted. Final.' },
	{ value: 'PayloadRejected', meaning: 'A criterion failed; the release-controller does nothing more with it.' },
];

function struct(name: string, schema: Schema): OlderType {
	return { name, description: String(schema['description']), schema, values: [] };
}

function words(name: string, description: string, values: readonly KnownValue[]): OlderType {
	return { name, description, schema: text(description), values };
}

/** All fourteen types, by name. */
export const olderTypes: readonly OlderType[] = [
	struct('JobRunCoordinates', jobRunCoordinates),
	struct('JobRunResult', jobRunResult),
	words('JobRunState', 'State of one run.', runStateValues),
	words('JobState', 'State of all runs of a job together.', jobStateValues),
	struct('JobStatus', jobStatus),
	struct('PayloadCoordinates', payloadCoordinates),
	struct('ReleasePayload', olderReleasePayloadSchema),
	struct('ReleasePayloadList', releasePayloadList),
	struct('ReleasePayloadOverride', releasePayloadOverride),
	words('ReleasePayloadOverrideType', 'What a person may decide.', overrideValues),
	struct('ReleasePayloadSpec', spec),
	struct('ReleasePayloadStatus', status),
	struct('ReleasePayloadStatusCondition', statusCondition),
	words('ReleasePayloadStatusConditionType', 'Facts that a condition may state.', conditionTypeValues),
];

const resultLists = ['blockingJobResults', 'informingJobResults', 'analysisJobResults'];

function open(path: readonly string[], values: readonly KnownValue[]): KnownValues {
	return { path, values, closed: false, otherwise: 'No controller of that time knew the word.' };
}

/** As `knownValues`, for documents in the older form. */
export const olderKnownValues: readonly KnownValues[] = [
	open(['apiVersion'], [{ value: 'release.openshift.io/v1alpha1', meaning: 'The only version of the API.' }]),
	open(['kind'], [{ value: 'ReleasePayload', meaning: 'One candidate release and its verification.' }]),
	open(['spec', 'payloadOverride', 'override'], overrideValues),
	open(['status', 'conditions', '*', 'type'], conditionTypeValues),
	...resultLists.flatMap((list) => [
		open(['status', list, '*', 'state'], jobStateValues),
		open(['status', list, '*', 'results', '*', 'state'], runStateValues),
	]),
];

/** Fields that only the older form has: a document with one of them is in that form (domain: job key, analysis list). */
export const olderOnlyPaths: readonly (readonly string[])[] = [
	['status', 'analysisJobResults'],
	...resultLists.map((list) => ['status', list, '*', 'name']),
	['status', 'conditions', '*', 'generation'],
];
