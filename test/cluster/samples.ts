import type { JsonObject } from '../../src/demo/json';

/** Payloads of about 60 KB, as a nightly stream has them: what the suite fills both servers with. */

interface SampleOptions {
	readonly jobs?: number;
	readonly accepted?: boolean;
}

export interface Sample {
	readonly apiVersion: string;
	readonly kind: string;
	readonly metadata: { readonly namespace: string; readonly name: string };
	readonly spec: object;
	readonly status: object;
}

/** Names of a dated stream, oldest first. */
export function nightlyNames(count: number, stream = '4.22.0-0.nightly'): readonly string[] {
	const start = Date.UTC(2026, 3, 1);
	return Array.from({ length: count }, (_unused, index) => {
		const [date = '', time = ''] = new Date(start + index * 7_213_000).toISOString().split('T');
		return `${stream}-${date}-${time.slice(0, 8).replaceAll(':', '')}`;
	});
}

export function samplePayload(namespace: string, name: string, { jobs = 42, accepted = false }: SampleOptions = {}): Sample {
	const stream = name.replace(/-\d{4}-\d{2}-\d{2}-\d{6}$/, '');
	const configured = Array.from({ length: jobs }, (_unused, index) => job(stream, index));
	const [blocking, informing] = [configured.slice(0, 10), configured.slice(10)];
	return {
		apiVersion: 'release.openshift.io/v1alpha1',
		kind: 'ReleasePayload',
		metadata: { namespace, name },
		spec: {
			payloadCoordinates: { namespace, streamName: stream, imagestreamName: 'release', imagestreamTagName: name },
			payloadCreationConfig: {
				releaseCreationCoordinates: { namespace: 'ci-release', releaseCreationJobName: name },
				prowCoordinates: { namespace: 'ci' },
				releaseMirrorCoordinates: { namespace: '', releaseMirrorJobName: '' },
			},
			payloadOverride: { override: '' },
			payloadVerificationConfig: { blockingJobs: blocking, informingJobs: informing, payloadVerificationDataSource: 'BuildFarmLookup' },
		},
		status: {
			conditions: conditions(accepted),
			releaseCreationJobResult: { coordinates: { name, namespace: 'ci-release' }, status: 'Success', message: 'Release creation Job completed' },
			blockingJobResults: blocking.map((each, index) => results(name, each, accepted ? 'Success' : index === 0 ? 'Failure' : index === 1 ? 'Pending' : 'Success')),
			informingJobResults: informing.map((each, index) => results(name, each, index % 6 === 0 ? 'Failure' : 'Success')),
		},
	};
}

/** As the demo cluster's control takes it. */
export function plain(value: object | undefined): JsonObject {
	return JSON.parse(JSON.stringify(value ?? {})) as JsonObject;
}

interface SampleJob {
	readonly ciConfigurationName: string;
	readonly ciConfigurationJobName: string;
	readonly maxRetries: number;
}

function job(stream: string, index: number): SampleJob {
	const ciConfigurationName = `${['aws', 'gcp', 'azure', 'metal-ipi', 'vsphere'][index % 5] ?? 'aws'}-ovn-${['serial', 'upgrade-minor', 'techpreview', 'fips'][index % 4] ?? ''}-${index}`;
	return { ciConfigurationName, ciConfigurationJobName: `periodic-ci-openshift-release-master-${stream}-e2e-${ciConfigurationName}`, maxRetries: index < 10 ? 2 : 0 };
}

function results(name: string, configured: SampleJob, state: string): object {
	const runs = Array.from({ length: 2 }, (_unused, attempt) => {
		const run = `${name}-${configured.ciConfigurationName}${attempt === 0 ? '' : `-${attempt}`}`;
		return {
			coordinates: { name: run, namespace: 'ci', cluster: 'build05' },
			startTime: '2026-05-01T13:24:06Z',
			...(state === 'Pending' && attempt === 1 ? {} : { completionTime: '2026-05-01T15:09:41Z' }),
			state: attempt === 0 && state !== 'Success' ? 'Failure' : state,
			humanProwResultsURL: `https://prow.ci.openshift.org/view/gs/test-platform-results/logs/${configured.ciConfigurationJobName}/19180713${'4'.repeat(8)}${attempt}`,
		};
	});
	return { ...configured, state, results: runs };
}

function conditions(accepted: boolean): readonly object[] {
	const at = '2026-05-01T15:10:00Z';
	const one = (type: string, status: string, reason = `Release${type}`, message = ''): object => ({ type, status, reason, message, lastTransitionTime: at });
	return [
		one('PayloadAccepted', accepted ? 'True' : 'False', 'ReleasePayloadAccepted'),
		one('PayloadCreated', 'True', 'ReleasePayloadCreated', 'Release creation Job completed'),
		one('PayloadFailed', 'False', 'ReleasePayloadFailed', 'Release creation Job completed'),
		one('PayloadRejected', 'False', 'ReleasePayloadRejected'),
	];
}
