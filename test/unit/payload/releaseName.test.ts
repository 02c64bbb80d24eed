import test from 'node:test';
import assert from 'node:assert/strict';
import { compareStreams, inStreamOrder } from '../../../src/payload/order';
import { architectureOf, createdAtOf, isPrivate, readReleaseName, streamOf, type StreamKind } from '../../../src/payload/releaseName';
import { readPayload } from '../../../src/payload/readPayload';
import { compareVersions, parseVersion, parseVersionTolerantly } from '../../../src/payload/version';

const names: readonly [name: string, stream: string | undefined, flavour: string | undefined, architecture: string | undefined, priv: boolean][] = [
	['4.22.0-0.nightly-2026-05-01-132406', '4.22.0-0.nightly', 'nightly', undefined, false],
	['4.13.0-0.nightly-multi-2022-11-11-162833', '4.13.0-0.nightly-multi', 'nightly', 'multi', false],
	['4.13.0-0.nightly-multi-2-2022-11-11-162833', '4.13.0-0.nightly-multi-2', 'nightly', 'multi-2', false],
	['4.22.0-0.nightly-priv-2026-05-01-132406', '4.22.0-0.nightly-priv', 'nightly', undefined, true],
	['4.22.0-0.nightly-ppc64le-priv-2026-05-01-132406', '4.22.0-0.nightly-ppc64le-priv', 'nightly', 'ppc64le', true],
	['4.20.0-0.konflux-nightly-arm64-2025-04-17-181101', '4.20.0-0.konflux-nightly-arm64', 'konflux-nightly', 'arm64', false],
	['4.20.0-0.okd-scos-2025-06-30-052314', '4.20.0-0.okd-scos', 'okd-scos', undefined, false],
	['4.11.22', '4-stable', undefined, undefined, false],
	['4.22.0-rc.2', '4-stable', undefined, undefined, false],
	['5.0.0-ec.1', '5-dev-preview', undefined, undefined, false],
	['4.19.0-okd-scos.5', '4-scos-stable', undefined, undefined, false],
	['4.20.0-okd-scos.ec.4', '4-scos-next', undefined, undefined, false],
	['', undefined, undefined, undefined, false],
	['zzz\n-2026-05-01-132406', undefined, undefined, undefined, false],
];

for (const [name, stream, flavour, architecture, priv] of names) {
	test(`the name ${JSON.stringify(name)} is taken apart`, () => {
		const read = readReleaseName(name);
		assert.deepEqual([read.stream, read.flavour, read.architecture, read.private], [stream, flavour, architecture, priv]);
		assert.equal(read.streamKind, flavour === undefined ? 'stable' : 'integration');
	});
}

test('the date in a name counts, unless the calendar has no such day', () => {
	assert.equal(readReleaseName('4.22.0-0.ci-2026-02-28-235959').createdAt, Date.parse('2026-02-28T23:59:59Z'));
	for (const date of ['2026-02-30-000000', '2026-13-01-000000', '2026-01-01-250000', '2026-00-10-000000']) assert.equal(readReleaseName(`4.22.0-0.ci-${date}`).createdAt, undefined);
	assert.equal(createdAtOf('4.22.0-0.ci-2026-13-01-000000', { creationTimestamp: '2026-05-01T00:00:00Z' }), Date.parse('2026-05-01T00:00:00Z'));
	for (const none of ['2026-05-01', 'yesterday', '2026-05-01 00:00:00', '2026-45-01T00:00:00Z']) assert.equal(createdAtOf('4.22.1', { creationTimestamp: none }), undefined);
});

test('a stream is what the object says, else the name, else the image stream', () => {
	const stream = (payloadCoordinates: object, name = '4.22.3') => streamOf(readPayload({ metadata: { name }, spec: { payloadCoordinates } }));
	assert.deepEqual(stream({ streamName: 'mine', imagestreamName: 'release' }), { stream: 'mine', streamKind: 'stable' });
	assert.deepEqual(stream({ streamName: '', imagestreamName: 'release' }), { stream: '4-stable', streamKind: 'stable' });
	assert.deepEqual(stream({ imagestreamName: 'release' }, 'odd'), { stream: 'release', streamKind: 'stable' });
	assert.deepEqual(stream({ streamName: '4.22.0-0.nightly' }, 'odd'), { stream: '4.22.0-0.nightly', streamKind: 'integration' });
	assert.deepEqual(stream({ imagestreamTagName: '4.9.0-0.ci-2021-09-27-105859' }, '4.9.0-0.ci-2021-09-27-105859-x1y2z'), { stream: '4.9.0-0.ci', streamKind: 'integration' });
});

test('architecture and privacy come from the name, else from the namespace', () => {
	assert.equal(architectureOf('4.22.0-0.nightly-arm64-2026-05-01-132406', 'ocp'), 'arm64');
	assert.equal(architectureOf('4.22.3', 'ocp-multi-2-priv'), 'multi-2');
	assert.equal(architectureOf('4.22.3', 'ocp'), 'amd64');
	assert.equal(architectureOf('4.20.0-0.okd-scos-2025-06-30-052314', 'origin'), 'amd64');
	assert.equal(isPrivate('4.22.3', 'ocp-s390x-priv'), true);
	assert.equal(isPrivate('4.22.3', 'ocp'), false);
});

const ordered = (kind: StreamKind, names: readonly [string, number | undefined][]) =>
	inStreamOrder(names.map(([releaseName, createdAt]) => ({ releaseName, createdAt })), kind).map(({ releaseName }) => releaseName);

test('integration streams stand newest first, undated last; stable ones by version', () => {
	assert.deepEqual(ordered('integration', [['a', 1], ['b', undefined], ['c', 3], ['d', 3]]), ['d', 'c', 'a', 'b']);
	assert.deepEqual(ordered('stable', [['4.9.0', 9], ['odd', 9], ['4.10.0', 1], ['4.10.0-rc.11', 1], ['4.10.0-rc.2', 1]]), ['4.10.0', '4.10.0-rc.11', '4.10.0-rc.2', '4.9.0', 'odd']);
});

test('streams stand stable first, then the higher release, then by name', () => {
	const streams = [['4.21.0-0.nightly', 'integration'], ['4-stable', 'stable'], ['4.22.0-0.nightly', 'integration'], ['', 'integration'], ['4.22.0-0.ci', 'integration']] as const;
	const sorted = streams.map(([stream, streamKind]) => ({ stream, streamKind })).sort(compareStreams);
	assert.deepEqual(sorted.map(({ stream }) => stream), ['4-stable', '4.22.0-0.ci', '4.22.0-0.nightly', '4.21.0-0.nightly', '']);
});

test('versions beyond what a number holds are read and compared exactly', () => {
	const read = (name: string) => {
		const version = parseVersion(name);
		assert.ok(version !== undefined, name);
		return version;
	};
	assert.ok(compareVersions(read('4.1.0-18446744073709551615'), read('4.1.0-18446744073709551614')) > 0);
	assert.equal(parseVersion('4.1.0-18446744073709551616'), undefined);
	assert.equal(parseVersion('18446744073709551616.0.0'), undefined);
	assert.deepEqual(parseVersionTolerantly(' v4.22\u0085'), parseVersion('4.22.0'));
	for (const none of ['4.22', '04.1.0', '4.1.0-01', '4.1.0-', '4.1.0+', '4.1.0-a..b', '4.1.0-ä', '4.1.0\n', '']) assert.equal(parseVersion(none), undefined);
	assert.equal(parseVersionTolerantly('4-rc'), undefined);
});
