import { integer, listOf, object, text, texts, time } from '../../schema/crd/building';

// The API as its first draft had it (2021 to 2022): jobs under `name`, states `Failed` and `Ignored`, analysis runs in a
// list of their own. No server serves it; documents in this shape get completion and hover by it.

const run = object('One run of the job.', {
	coordinates: object('The ProwJob of the run.', {
		name: text('Name of the ProwJob.'),
		namespace: text('Namespace of the ProwJob.'),
		cluster: text('Build cluster that it ran on.'),
	}),
	startTime: time('When the ProwJob was created.'),
	completionTime: time('When the run ended.'),
	state: text('State of the run: `Triggered`, `Pending`, `Failure`, `Success`, `Aborted`, `Error` or `Ignored`.'),
	humanProwResultsURL: text('Prow page of the run.'),
});

const job = object('What became of one job.', {
	name: text('Name of the job. Today it is `ciConfigurationName`.'),
	maxRetries: integer('How often the job may be run again.'),
	state: text('State over all runs: `Pending`, `Failed`, `Success` or `Ignored`. Today a failed job is `Failure`.'),
	results: listOf(run, 'Runs of the job.'),
});

const condition = object('One condition.', {
	type: text('`PayloadCreated`, `PayloadFailed`, `PayloadAccepted` or `PayloadRejected`.'),
	status: text('`True`, `False` or `Unknown`, in quotes.'),
	lastTransitionTime: time('When the status changed last.'),
	reason: text('One word for programs.'),
	message: text('A sentence for people.'),
	generation: integer('Generation of the spec tag that this status belongs to.'),
	observedGeneration: integer('Generation of the object that this status belongs to.'),
});

export const olderPayloadSchema = object('A candidate OpenShift release, in the shape of the first draft of the API.', {
	apiVersion: text('Group and version of the API: `release.openshift.io/v1alpha1`.'),
	kind: text('Kind of the object: `ReleasePayload`.'),
	metadata: object('Name, namespace and labels.', {
		name: text('The release and a random suffix.'),
		namespace: text('Namespace of the image stream.'),
		labels: { type: 'object', description: 'Labels; two of them point back at the release.', additionalProperties: { type: 'string' } },
		annotations: { type: 'object', description: 'Annotations.', additionalProperties: { type: 'string' } },
		finalizers: texts('What has to be done before the object goes.'),
	}),
	spec: object('What the payload is made from.', {
		payloadCoordinates: object('The release tag this payload stands for.', {
			namespace: text('Namespace of the image stream; that of the payload.'),
			imagestreamName: text('Image stream that holds the release tags.'),
			imagestreamTagName: text('The release tag.'),
		}),
		payloadOverride: object('The decision of a person.', {
			override: text('`Accepted` or `Rejected`, spelled exactly so.'),
			reason: text('Why; required in this shape.'),
		}),
	}),
	status: object('What the controllers found out.', {
		conditions: listOf(condition, 'Conditions of the payload.'),
		blockingJobResults: listOf(job, 'Jobs that must pass.'),
		informingJobResults: listOf(job, 'Jobs that do not decide.'),
		analysisJobResults: listOf(job, 'Runs of aggregated jobs. Today they are informing jobs with `analysisJobCount`.'),
	}),
});
