/** A payload as `oc get -o yaml` prints it, of about so many lines; with a misspelt key on every `mistakes`th line when that is not 0. */
export function payloadText(lines: number, mistakes = 0): string {
	const out = ['apiVersion: release.openshift.io/v1alpha1', 'kind: ReleasePayload', 'metadata:', '  name: 4.22.0-0.nightly-2026-05-01-132406', '  namespace: ocp', 'spec:'];
	out.push('  payloadCoordinates:', '    imagestreamName: release', '    imagestreamTagName: 4.22.0-0.nightly-2026-05-01-132406', '    namespace: ocp', '  payloadType: Local');
	out.push('  payloadVerificationConfig:', '    blockingJobs:');
	const jobs = Math.max(2, Math.floor(lines / 35));
	for (let job = 0; job < jobs; job++) out.push(`    - ciConfigurationJobName: ${periodic(job)}`, `      ciConfigurationName: aws-${job}x`, '      maxRetries: 2');
	out.push('status:', '  blockingJobResults:');
	for (let job = 0; out.length < lines - 20; job++) out.push(...resultLines(job));
	out.push('  conditions:', '  - lastTransitionTime: "2026-05-01T13:24:06Z"', '    message: ""', '    reason: ReleasePayloadAccepted', '    status: "True"', '    type: PayloadAccepted');
	if (mistakes > 0) for (let line = mistakes; line < out.length; line += mistakes) out[line] = (out[line] ?? '').replace(/(\w+): /, '$1x: ');
	return `${out.join('\n')}\n`;
}

function periodic(job: number): string {
	return `periodic-ci-openshift-release-master-nightly-4.22-e2e-aws-${job}`;
}

function resultLines(job: number): readonly string[] {
	const runs = [0, 1, 2].flatMap((run) => [
		'    - completionTime: "2026-05-01T15:24:06Z"',
		'      coordinates:',
		'        cluster: build05',
		`        name: 4.22.0-0.nightly-2026-05-01-132406-aws-${job}x-${run}`,
		'        namespace: ci',
		`      humanProwResultsURL: https://prow.ci.openshift.org/view/gs/test-platform-results/logs/${periodic(job)}/1785${job}${run}`,
		'      startTime: "2026-05-01T13:24:06Z"',
		`      state: ${run === 2 ? 'Success' : 'Failure'}`,
	]);
	return [`  - ciConfigurationJobName: ${periodic(job)}`, `    ciConfigurationName: aws-${job}x`, '    maxRetries: 2', '    results:', ...runs, '    state: Success'];
}
