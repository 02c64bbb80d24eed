import test from 'node:test';
import assert from 'node:assert/strict';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { readPayload } from '../../../src/payload/readPayload';
import { longestText, namesKept, rowFromMetadata, rowFromSummary, summarize, type PayloadSummary } from '../../../src/payload/summary';
import { aPayload, anObject, releaseStart, type APayload } from '../../support/aPayload';

test('a summary tells who, where, when and what', () => {
	const summary = summarize(
		aPayload({
			stream: '4.22.0-0.nightly',
			blocking: [{ name: 'ok', runs: ['Success'] }, { name: 'bad', runs: ['Failure', 'Failure'], maxRetries: 1 }, { name: 'new' }, { name: 'again', runs: ['Failure'], maxRetries: 1 }, { name: 'odd', runs: ['wat'] }],
			informing: [{ name: 'i', runs: ['Aborted'] }],
			upgrade: [{ name: 'aws', runs: ['Success', 'Failure'] }],
		}),
	);
	assert.deepEqual([summary.ref, summary.stream, summary.streamKind, summary.createdAt], [{ namespace: 'ocp', name: '4.22.0-0.nightly-2026-05-01-132406' }, '4.22.0-0.nightly', 'integration', releaseStart]);
	assert.deepEqual([summary.phase, summary.rulesPhase, summary.creation, summary.mirror], ['Ready', 'Ready', 'Success', 'none']);
	assert.deepEqual(summary.blocking, { total: 5, passed: 1, failed: 1, pending: 1, unknown: 2, ignored: 0 });
	assert.deepEqual(summary.failedBlocking, [{ name: 'bad', runs: 2, allowed: 2, awaitsRetry: false }]);
	assert.deepEqual(summary.awaitedBlocking, [{ name: 'again', runs: 1, allowed: 2, awaitsRetry: true }]);
	assert.deepEqual([summary.neverStarted, summary.undetermined, summary.failedInforming], [['new'], ['odd'], ['i']]);
	assert.equal(summary.fate?.verdict, 'rejected');
	assert.deepEqual(summary.upgrade, { total: 1, passed: 0, failed: 1, pending: 0, unknown: 0, ignored: 0 });
});

const facts: readonly { what: string; payload: APayload; fact: (summary: PayloadSummary) => unknown; is: unknown }[] = [
	{ what: 'rules that differ from the conditions', payload: { isTrue: ['PayloadCreated'], blocking: [{ name: 'a', runs: ['Success'] }] }, fact: ({ phase, rulesPhase }) => [phase, rulesPhase], is: ['Ready', 'Accepted'] },
	{ what: 'a manual verdict', payload: { override: 'Rejected', reason: 'r' }, fact: ({ manuallyDecided, override }) => [manuallyDecided, override?.outlook], is: [true, 'inForce'] },
	{ what: 'an override that no controller knows', payload: { override: 'accept', reason: 'r' }, fact: ({ override }) => [override?.recognised, override?.outlook], is: [false, 'unrecognised'] },
	{ what: 'no override', payload: { reason: 'left over' }, fact: ({ override }) => override, is: undefined },
	{ what: 'an override carried over', payload: { override: 'Accepted', reason: 'LegacyResult(reason="",message="")' }, fact: ({ override }) => override?.carriedOver, is: true },
	{ what: 'a failed mirror', payload: { mirror: 'Failed' }, fact: ({ mirror }) => mirror, is: 'Failed' },
	{ what: 'a mirror that has not ended', payload: { mirror: '' }, fact: ({ mirror }) => mirror, is: 'Unknown' },
	{ what: 'the time of the verdict', payload: { override: 'Accepted' }, fact: ({ decidedAt }) => decidedAt, is: Date.parse('2026-05-01T20:00:00Z') },
];

for (const { what, payload, fact, is } of facts) test(`a summary tells ${what}`, () => assert.deepEqual(fact(summarize(aPayload(payload))), is));

test('lists that the controllers have not filled in are told', () => {
	const object = anObject({ blocking: [{ name: 'a' }] });
	assert.equal(summarize(readPayload(object)).listsUnfilled, false);
	assert.equal(summarize(readPayload({ ...object, status: {} })).listsUnfilled, true);
	assert.equal(summarize(readPayload(anObject())).listsUnfilled, false);
});

test('the older shape is told by its names and words', () => {
	const older = (status: unknown) => summarize(readPayload({ status })).olderShape;
	assert.equal(older({ blockingJobResults: [{ name: 'aws' }] }), true);
	assert.equal(older({ informingJobResults: [{ ciConfigurationName: 'aws', state: 'Failed' }] }), true);
	assert.equal(older({ analysisJobResults: [] }), true);
	assert.equal(older({ blockingJobResults: [{ ciConfigurationName: 'aws', state: 'Failure' }] }), false);
});

test('a row guessed from metadata stands where the read one will stand', () => {
	for (const [name, stream] of [
		['4.22.0-0.nightly-2026-05-01-132406', '4.22.0-0.nightly'],
		['4.13.0-0.nightly-multi-2022-11-11-162833', '4.13.0-0.nightly-multi'],
		['4.9.0-0.nightly-2021-09-27-105859-9zg7v', '4.9.0-0.nightly'],
		['4.22.3', '4-stable'],
		['4.13.0-ec.1', '4-dev-preview'],
		['4.19.0-okd-scos.5', '4-scos-stable'],
		['4.20.0-okd-scos.ec.4', '4-scos-next'],
		['whatever', ''],
	] as const) {
		const metadata = { name, namespace: 'ocp', uid: 'u', resourceVersion: '1' };
		const guessed = rowFromMetadata(metadata);
		const read = rowFromSummary(summarize(readPayload({ metadata })));
		assert.equal(guessed.stream, stream);
		assert.deepEqual({ ...read, summary: undefined }, guessed);
	}
});

test('a payload of the older API goes by its release and not by its suffixed name', () => {
	const labels = { 'release.openshift.io/imagestreamtag-name': '4.9.0-0.ci-2021-09-27-105859', 'release.openshift.io/imagestream': 'release' };
	assert.equal(rowFromMetadata({ name: '4.9.0-0.ci-2021-09-27-105859-9zg7v', labels }).releaseName, '4.9.0-0.ci-2021-09-27-105859');
	assert.equal(rowFromMetadata({ name: 'odd', labels: { 'release.openshift.io/imagestream': 'release' } }).stream, 'release');
});

test('texts and lists from the object are kept short', () => {
	const long = 'x'.repeat(100_000);
	const summary = summarize(
		readPayload(anObject({ override: 'Accepted', reason: long, stream: long, blocking: Array.from({ length: 50 }, (_, at) => ({ name: `${at}${long}`, runs: ['Failure'] })) })),
	);
	assert.equal(summary.override?.reason.length, longestText);
	assert.equal(summary.failedBlocking.length, namesKept);
	assert.equal(summary.blocking.failed, 50);
	assert.ok(JSON.stringify(summary).length < 10_000);
});

test('a summary of a payload with ninety jobs retains less than 3 KB', () => {
	setFlagsFromString('--expose-gc');
	const gc: unknown = runInNewContext('gc');
	assert.ok(typeof gc === 'function');
	const jobs = (count: number, prefix: string) => Array.from({ length: count }, (_, at) => ({ name: `${prefix}-aws-ovn-upgrade-4.22-micro-${at}`, runs: [at % 3 === 0 ? 'Failure' : 'Success'] }));
	const text = JSON.stringify(anObject({ stream: '4.22.0-0.nightly', blocking: [...jobs(17, 'blocking'), { name: 'late', runs: ['Pending'] }], informing: jobs(74, 'informing'), override: 'Rejected', reason: 'r'.repeat(200) }));
	const count = 1000;
	const kept: PayloadSummary[] = [];
	const heap = () => {
		Reflect.apply(gc, undefined, []);
		return process.memoryUsage().heapUsed;
	};
	// What the engine keeps of code and shapes would count as memory of the summaries.
	for (let at = 0; at < 300; at++) summarize(readPayload(JSON.parse(text)));
	const before = heap();
	for (let at = 0; at < count; at++) kept.push(summarize(readPayload(JSON.parse(text))));
	const each = (heap() - before) / count;
	assert.ok(each > 0 && each < 3000, `${Math.round(each)} bytes each`);
	assert.equal(kept.length, count);
});
