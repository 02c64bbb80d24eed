import { integer, listOf, object } from '../../schema/crd/building';
import { coordinateFields, jobProperties, payloadOverride } from '../../schema/crd/spec';
import { conditionFields, runFields } from '../../schema/crd/status';

// The API as its first draft had it (2021 to 2022): jobs under `name`, states `Failed` and `Ignored`, analysis runs in a
// list of their own. No server serves it; documents in this shape get completion and hover by it. What has stayed is
// described as it is today.

const { coordinates, startTime, completionTime, state, humanProwResultsURL } = runFields;
const { namespace, imagestreamName, imagestreamTagName } = coordinateFields;

const job = object('A job, its runs, and what follows.', {
	name: 'Today `ciConfigurationName`.',
	maxRetries: jobProperties.maxRetries,
	state: 'Today a failed job is `Failure`.',
	results: listOf(object('One run of a job.', { coordinates, startTime, completionTime, state, humanProwResultsURL }), 'The runs.'),
});

export const olderPayloadSchema = object('A candidate OpenShift release, as the first draft of the API had it.', {
	apiVersion: 'Group and version of the API.',
	kind: 'Kind of the object.',
	metadata: { type: 'object' },
	spec: object('What the payload is made from.', {
		payloadCoordinates: object('The release tag that the payload stands for.', { namespace, imagestreamName, imagestreamTagName }),
		payloadOverride,
	}),
	status: object('What the controllers found out.', {
		conditions: listOf(object('One condition.', { ...conditionFields, generation: integer('Generation of the spec tag of this status.') }), 'Conditions of the payload.'),
		blockingJobResults: listOf(job, 'Jobs that must pass.'),
		informingJobResults: listOf(job, 'Jobs that do not decide.'),
		analysisJobResults: listOf(job, 'Runs of aggregated jobs; today informing jobs with `analysisJobCount`.'),
	}),
});
