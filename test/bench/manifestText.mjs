// Payload manifests of any length, as `oc get -o yaml` prints them: what both language services are measured on.

const platforms = ['aws', 'azure', 'gcp', 'metal', 'vsphere', 'openstack'];
const flavours = ['ovn-serial-1of2', 'ovn-upgrade', 'ovn-techpreview', 'ovn-fips', 'sdn-parallel', 'ovn-single-node', 'console', 'ovn-proxy'];
const name = '4.22.0-0.nightly-2026-05-01-132406';

function jobName(index) {
	return `${platforms[index % platforms.length]}-${flavours[Math.floor(index / platforms.length) % flavours.length]}-v${Math.floor(index / 48)}x`;
}

function specJob(index, mistakes) {
	const retries = mistakes && index % 10 === 3 ? 'maxRetries: two' : 'maxRetries: 2';
	return [`    - ciConfigurationJobName: periodic-ci-openshift-release-master-nightly-4.22-e2e-${jobName(index)}`, `      ciConfigurationName: ${jobName(index)}`, `      ${retries}`];
}

function statusJob(index, mistakes) {
	const periodic = `periodic-ci-openshift-release-master-nightly-4.22-e2e-${jobName(index)}`;
	const build = String(1_900_000_000_000_000_000n + BigInt(index) * 7919n);
	return [
		`  - ciConfigurationJobName: ${periodic}`,
		`    ciConfigurationName: ${jobName(index)}`,
		'    maxRetries: 2',
		'    results:',
		`    - ${mistakes && index % 4 === 1 ? 'completedTime' : 'completionTime'}: "2026-05-01T15:0${index % 10}:41Z"`,
		'      coordinates:',
		`        cluster: build0${1 + (index % 5)}`,
		`        name: ${name}-${jobName(index)}`,
		'        namespace: ci',
		`      humanProwResultsURL: https://prow.ci.openshift.org/view/gs/test-platform-results/logs/${periodic}/${build}`,
		`      startTime: "2026-05-01T13:3${index % 10}:12Z"`,
		'      state: Success',
		`    state: ${mistakes && index % 4 === 3 ? '[Success]' : 'Success'}`,
	];
}

const condition = (type, status, message) => [`  - lastTransitionTime: "2026-05-01T15:12:10Z"`, `    message: ${message}`, `    reason: ${type === 'PayloadAccepted' ? 'ReleasePayloadAccepted' : 'ReleasePayloadCreated'}`, `    status: "${status}"`, `    type: ${type}`];

/** One payload of about `lines` lines; with `mistakes`, about every fortieth line holds one. */
export function manifestOf(lines, { mistakes = false } = {}) {
	const count = Math.max(1, Math.round((lines - 48) / 16));
	const each = Array.from({ length: count }, (_, index) => index);
	return [
		'apiVersion: release.openshift.io/v1alpha1',
		'kind: ReleasePayload',
		'metadata:',
		'  creationTimestamp: "2026-05-01T13:24:06Z"',
		'  generation: 3',
		`  name: ${name}`,
		'  namespace: ocp',
		'  resourceVersion: "4711"',
		'  uid: 7b0e1d3c-4f5a-4a51-9d0a-0d2c1f6f9a11',
		'spec:',
		'  payloadCoordinates:',
		'    imagestreamName: release',
		`    imagestreamTagName: ${name}`,
		'    namespace: ocp',
		'    streamName: 4.22.0-0.nightly',
		'  payloadCreationConfig:',
		'    prowCoordinates:',
		'      namespace: ci',
		'    releaseCreationCoordinates:',
		'      namespace: ci-release',
		`      releaseCreationJobName: ${name}`,
		'  payloadOverride:',
		'    override: ""',
		'  payloadType: Local',
		'  payloadVerificationConfig:',
		'    blockingJobs:',
		...each.flatMap((index) => specJob(index, mistakes)),
		'    payloadVerificationDataSource: BuildFarmLookup',
		'status:',
		'  blockingJobResults:',
		...each.flatMap((index) => statusJob(index, mistakes)),
		'  conditions:',
		...condition('PayloadAccepted', 'True', '""'),
		...condition('PayloadCreated', 'True', 'Release creation Job completed'),
		'  releaseCreationJobResult:',
		'    coordinates:',
		`      name: ${name}`,
		'      namespace: ci-release',
		'    message: Release creation Job completed',
		'    status: Success',
		'',
	].join('\n');
}
