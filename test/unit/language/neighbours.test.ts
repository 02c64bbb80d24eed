import assert from 'node:assert/strict';
import test from 'node:test';
import { readPayload } from '../../../src/payload/readPayload';
import { openSession, shippedFacts, type Neighbours } from '../../../src/language/service';

const shipped = shippedFacts();
const release = '4.22.0-0.nightly-2026-01-31-120000';
const head = `apiVersion: release.openshift.io/v1alpha1\nkind: ReleasePayload\nmetadata:\n  name: ${release}\n  namespace: ocp\n`;
const neighbours: Neighbours = {
	namespaces: ['ocp', 'ocp-secret'],
	streams: ['4.22.0-0.nightly', '4.22.0-0.ci'],
	names: ['4.22.0-0.nightly-2026-01-31-060000', '4.22.0-0.nightly-2026-01-30-060000'],
	example: readPayload({
		spec: {
			payloadCoordinates: { imagestreamName: 'release-x' },
			payloadCreationConfig: { prowCoordinates: { namespace: 'ci-x' }, releaseCreationCoordinates: { namespace: 'jobs-x' }, releaseMirrorCoordinates: { namespace: 'mirrors-x' } },
			releaseCoordinates: [{ repository: 'quay.io/x/y' }],
			payloadVerificationConfig: {
				blockingJobs: [{ ciConfigurationName: 'aws', ciConfigurationJobName: 'periodic-aws' }, { ciConfigurationName: 'gcp', ciConfigurationJobName: 'periodic-gcp', qualifiers: { fips: {} } }],
				upgradeJobs: [{ ciConfigurationName: 'azure', ciConfigurationJobName: 'periodic-azure' }],
			},
		},
	}),
};

/** The labels at `¦`, first those that come first, and for which stream neighbours were asked. */
function offered(marked: string, known: Neighbours | undefined = neighbours): { readonly labels: readonly string[]; readonly streams: readonly string[] } {
	const whole = marked.startsWith('metadata') ? head.slice(0, head.indexOf('metadata')) + marked : head + marked;
	const streams: string[] = [];
	const asked = (_ref: object, stream: string): Neighbours | undefined => {
		streams.push(stream);
		return known;
	};
	const session = openSession(whole.replace('¦', ''), () => ({ ...shipped, neighbours: asked }));
	return { labels: session.complete(whole.indexOf('¦')).map(({ label }) => label), streams };
}

const config = (more: string): string => `spec:\n  payloadVerificationConfig:\n${more}`;

const cases: readonly { readonly name: string; readonly text: string; readonly first: readonly string[]; readonly lacks?: readonly string[] }[] = [
	{ name: 'names of payloads', text: 'metadata:\n  name: ¦\n', first: neighbours.names },
	{ name: 'tags', text: 'spec:\n  payloadCoordinates:\n    imagestreamTagName: ¦\n', first: [release, ...neighbours.names] },
	{ name: 'namespaces', text: 'metadata:\n  namespace: ¦\n', first: ['ocp', 'ocp-secret', 'ocp-arm64'] },
	{ name: 'streams', text: 'spec:\n  payloadCoordinates:\n    streamName: ¦\n', first: ['4.22.0-0.nightly', '4.22.0-0.ci'] },
	{ name: 'the image stream', text: 'spec:\n  payloadCoordinates:\n    imagestreamName: ¦\n', first: ['release-x', 'release'] },
	{ name: 'where ProwJobs are', text: 'spec:\n  payloadCreationConfig:\n    prowCoordinates: {namespace: ¦}\n', first: ['ci-x', 'ci'] },
	{ name: 'where the creation Job is', text: 'spec:\n  payloadCreationConfig:\n    releaseCreationCoordinates:\n      namespace: "¦"\n', first: ['jobs-x', 'ci-release'] },
	{ name: 'where the mirror Job is', text: 'spec:\n  payloadCreationConfig:\n    releaseMirrorCoordinates:\n      namespace: ¦\n', first: ['mirrors-x', 'ci-release'] },
	{ name: 'repositories', text: 'spec:\n  releaseCoordinates:\n  - repository: ¦\n', first: ['quay.io/x/y'] },
	{ name: 'jobs that are not there yet', text: config('    blockingJobs:\n    - ciConfigurationName: aws\n    - ciConfigurationName: ¦\n'), first: ['gcp'], lacks: ['aws', 'azure'] },
	{ name: 'jobs of the same list', text: config('    upgradeJobs:\n    - ciConfigurationName: ¦\n'), first: ['azure'], lacks: ['aws'] },
	{ name: 'the periodic of a job that is named, before others', text: config('    blockingJobs:\n    - ciConfigurationName: gcp\n      ciConfigurationJobName: ¦\n'), first: ['periodic-gcp', 'periodic-aws'] },
	{ name: 'qualifiers', text: config('    blockingJobs:\n    - ciConfigurationName: a\n      qualifiers:\n        ¦\n'), first: ['fips'] },
];

for (const { name, text, first, lacks = [] } of cases) {
	test(`completion from the cluster: ${name}`, () => {
		const { labels } = offered(text);
		assert.deepEqual(labels.slice(0, first.length), first);
		for (const label of lacks) assert.ok(!labels.includes(label), label);
		const without = offered(text, undefined).labels;
		assert.ok(without.length <= labels.length);
	});
}

test('neighbours are those of the stream that is written, else of the one that the name tells', () => {
	assert.deepEqual(offered('spec:\n  payloadCoordinates:\n    imagestreamName: ¦\n').streams.at(-1), '4.22.0-0.nightly');
	assert.deepEqual(offered('spec:\n  payloadCoordinates:\n    streamName: 4-stable\n    imagestreamName: ¦\n').streams.at(-1), '4-stable');
	assert.deepEqual(offered('metadata:\n  namespace: ¦\n').streams.at(-1), '');
});

test('nobody is asked where nothing of theirs fits', () => {
	assert.deepEqual(offered('spec:\n  payloadType: ¦\n').streams, []);
	assert.deepEqual(offered('spec:\n  ¦\n').streams, []);
});
