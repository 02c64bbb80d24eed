import type { JsonObject } from '../json';
import { apiVersionOf, payloads } from '../resource';
import { metadataOf, type PayloadPlan } from './buildPayload';
import { newRandom } from './random';
import { prowUrl, timeText } from './runs';
import { datedName } from './streams';

const hour = 3_600_000;

/** From the time when results stood in an annotation of the tag: no coordinates, no times, and an override carried over. */
export function legacyPayload(plan: PayloadPlan): JsonObject {
	const createdAt = plan.createdAt - 1000 * hour;
	const name = datedName('4.11.0-0.nightly', createdAt);
	const random = newRandom(plan.seed);
	const jobs = ['aws-serial', 'gcp-upgrade', 'metal-ipi'].map((job) => ({
		ciConfigurationName: job,
		ciConfigurationJobName: `periodic-ci-openshift-release-master-nightly-4.11-e2e-${job}`,
	}));
	const results = jobs.map((job, index) => ({
		...job,
		results: [{ coordinates: {}, humanProwResultsURL: prowUrl(job.ciConfigurationJobName, createdAt, random), state: index === 0 ? 'Failure' : 'Success' }],
		state: index === 0 ? 'Failure' : 'Success',
	}));
	const reason = 'LegacyResult(reason="ManuallyAccepted",message="accepted before ReleasePayloads were")';
	return {
		apiVersion: apiVersionOf(payloads),
		kind: payloads.kind,
		metadata: metadataOf({ ...plan, name, createdAt }),
		spec: {
			payloadCoordinates: { namespace: 'ocp', imagestreamName: 'release', imagestreamTagName: name },
			payloadCreationConfig: {
				releaseCreationCoordinates: { namespace: 'ci-release', releaseCreationJobName: name },
				prowCoordinates: { namespace: 'ci' },
				releaseMirrorCoordinates: { namespace: '', releaseMirrorJobName: '' },
			},
			payloadOverride: { override: 'Accepted', reason },
			payloadType: 'Local',
			payloadVerificationConfig: { blockingJobs: jobs, payloadVerificationDataSource: 'ImageStreamTagAnnotation' },
		},
		status: {
			blockingJobResults: results,
			conditions: [
				condition('PayloadAccepted=True', 'ReleasePayloadManuallyAccepted', reason, createdAt),
				condition('PayloadCreated=True', 'ReleasePayloadCreated', 'Release creation Job completed', createdAt),
				condition('PayloadFailed=False', 'ReleasePayloadFailed', 'Release creation Job completed', createdAt),
				condition('PayloadRejected=False', 'ReleasePayloadManuallyAccepted', reason, createdAt),
			],
			releaseCreationJobResult: { coordinates: { name, namespace: 'ci-release' }, status: 'Success', message: 'Release creation Job completed' },
		},
	};
}

/**
 * As the first API generation had it. A server that knows today's definition drops the fields that this one does not have
 * when it reads the object: job names under `name` and `analysisJobResults` are gone, `Failed` and `Ignored` stay.
 */
export function seedFormatPayload(plan: PayloadPlan): JsonObject {
	const createdAt = plan.createdAt - 1200 * hour;
	const release = datedName('4.9.0-0.nightly', createdAt);
	const random = newRandom(plan.seed + 1);
	const run = (job: string, state: string): JsonObject => ({
		coordinates: { name: `${release}-${job}`, namespace: 'ci', cluster: 'build02' },
		startTime: timeText(createdAt + hour),
		completionTime: timeText(createdAt + 3 * hour),
		state,
		humanProwResultsURL: prowUrl(`periodic-ci-openshift-release-master-nightly-4.9-e2e-${job}`, createdAt, random),
	});
	return {
		apiVersion: apiVersionOf(payloads),
		kind: payloads.kind,
		metadata: metadataOf({
			...plan,
			name: `${release}-x7k2p`,
			createdAt,
			labels: { 'release.openshift.io/imagestream': 'release', 'release.openshift.io/imagestreamtag-name': release },
		}),
		spec: {
			payloadCoordinates: { namespace: 'ocp', imagestreamName: 'release', imagestreamTagName: release },
			payloadOverride: { override: '', reason: '' },
			payloadType: 'Local',
		},
		status: {
			blockingJobResults: [
				{ name: 'aws-serial', maxRetries: 2, state: 'Failed', results: [run('aws-serial', 'Failure')] },
				{ name: 'gcp-upgrade', state: 'Success', results: [run('gcp-upgrade', 'Success')] },
			],
			informingJobResults: [{ name: 'azure', state: 'Ignored', results: [run('azure', 'Ignored')] }],
			analysisJobResults: [{ name: 'aggregated-aws', state: 'Success', results: [run('aggregated-aws', 'Success')] }],
			conditions: [
				condition('PayloadAccepted=False', 'ReleasePayloadAccepted', '', createdAt),
				condition('PayloadCreated=True', 'ReleasePayloadCreated', 'Release creation Job completed', createdAt),
				condition('PayloadFailed=False', 'ReleasePayloadFailed', 'Release creation Job completed', createdAt),
				condition('PayloadRejected=True', 'ReleasePayloadRejected', '', createdAt),
			],
		},
	};
}

/** `finding`: type and status. */
function condition(finding: string, reason: string, message: string, createdAt: number): JsonObject {
	const [type = '', status = ''] = finding.split('=');
	return { type, status, reason, message, lastTransitionTime: timeText(createdAt + 4 * hour) };
}
