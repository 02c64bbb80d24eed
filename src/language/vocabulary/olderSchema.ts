import { integer, listOf, object } from '../../schema/crd/building';
import { coordinateFields, jobProperties, payloadOverride } from '../../schema/crd/spec';
import { conditionFields, runFields } from '../../schema/crd/status';

// The API as its first draft had it (2021 to 2022): jobs under `name`, states `Failed` and `Ignored`, analysis runs in a
// list of their own. No server serves it; documents in this shape get completion and hover by it. What has stayed is
// described as it is today.

const { coordinates, startTime, completionTime, state, humanProwResultsURL } = runFields;
const { namespace, imagestreamName, imagestreamTagName } = coordinateFields;

const job = object('What became of one job.', {
	name: 'Name of the job. Today it is `ciConfigurationName`.',
	maxRetries: jobProperties.maxRetries,
	state: 'State over all runs. Today a failed job is `Failure`.',
	results: listOf(object('One run of the job.', { coordinates, startTime, completionTime, state, humanProwResultsURL }), 'Runs of the job.'),
});

export const olderPayloadSchema = object('A candidate OpenShift release, in the shape of the first draft of the API.', {
	apiVersion: 'Group and version of the API.',
	kind: 'Kind of the object.',
	metadata: { type: 'object' },
	spec: object('What the payload is made from.', {
		payloadCoordinates: object('The release tag this payload stands for.', { namespace, imagestreamName, imagestreamTagName }),
		payloadOverride,
	}),
	status: object('What the controllers found out.', {
		conditions: listOf(object('One condition.', { ...conditionFields, generation: integer('Generation of the spec tag that this status belongs to.') }), 'Conditions of the payload.'),
		blockingJobResults: listOf(job, 'Jobs that must pass.'),
		informingJobResults: listOf(job, 'Jobs that do not decide.'),
		analysisJobResults: listOf(job, 'Runs of aggregated jobs. Today they are informing jobs with `analysisJobCount`.'),
	}),
});
