import test from 'node:test';
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { consequencesOf } from '../../../src/payload/consequences';
import { jobsOf } from '../../../src/payload/jobs';
import { overrideOutlook } from '../../../src/payload/outlook';
import { decisionBasis } from '../../../src/payload/override';
import { qualifiersSummary } from '../../../src/payload/qualifiers';
import { readPayload } from '../../../src/payload/readPayload';
import { settle } from '../../../src/payload/settle';
import { rowFromMetadata, summarize } from '../../../src/payload/summary';
import { anObject } from '../../support/aPayload';

const nothing = { metadata: {}, spec: {}, status: {} };

for (const value of [undefined, null, 0, NaN, '', 'text', true, [], [1], {}, { metadata: null, spec: 7, status: [] }, { kind: 'Secret' }, () => 1]) {
	test(`${value === undefined || typeof value === 'function' ? typeof value : JSON.stringify(value)} reads as a payload that says nothing`, () => {
		assert.deepEqual(readPayload(value), nothing);
	});
}

test('what has another type is left out, what has the right one stays', () => {
	const read = readPayload({
		metadata: { name: 7, namespace: 'ocp', labels: { a: 'b', c: 3 }, generation: 1.5, managedFields: 'none' },
		spec: { payloadOverride: { override: true, reason: 'why' }, payloadType: null, payloadCoordinates: ['x'], releaseCoordinates: { repository: 'r' } },
		status: { releaseCreationJobResult: { status: { deep: 1 }, message: 'm', coordinates: null } },
	});
	assert.deepEqual(read, {
		metadata: { namespace: 'ocp', labels: { a: 'b' } },
		spec: { payloadOverride: { reason: 'why' } },
		status: { releaseCreationJobResult: { message: 'm' } },
	});
});

test('an item of a job list that is no job keeps its place, a condition that is none goes', () => {
	const { status } = readPayload({ status: { blockingJobResults: [null, 'x', { name: 'aws', results: [7] }], conditions: [null, { type: 'PayloadAccepted' }, 3] } });
	assert.deepEqual(status, { blockingJobResults: [{}, {}, { name: 'aws', results: [{}] }], conditions: [{ type: 'PayloadAccepted' }] });
});

test('keys that name prototypes stay ordinary keys and reach nothing', () => {
	const hostile: unknown = JSON.parse(
		'{"__proto__":{"metadata":{"name":"evil"}},"metadata":{"labels":{"__proto__":"x","constructor":"y"}},"spec":{"__proto__":{"payloadOverride":{"override":"Accepted"}},' +
			'"payloadVerificationConfig":{"blockingJobs":[{"qualifiers":{"__proto__":{"enabled":true}}}]}}}',
	);
	const read = readPayload(hostile);
	assert.equal(read.metadata.name, undefined);
	assert.equal(read.spec.payloadOverride, undefined);
	assert.deepEqual(Object.entries(read.metadata.labels ?? {}), [['__proto__', 'x'], ['constructor', 'y']]);
	assert.deepEqual(Object.keys(read.spec.payloadVerificationConfig?.blockingJobs?.[0]?.qualifiers ?? {}), ['__proto__']);
	assert.equal(({} as Record<string, unknown>)['enabled'], undefined);
	assert.deepEqual(qualifiersSummary(read, read.spec.payloadVerificationConfig?.blockingJobs?.[0]?.qualifiers), qualifiersSummary(read, { ['__proto__']: { enabled: true } }));
});

test('a value nested a hundred thousand deep is read without going down', () => {
	let deep: unknown = {};
	for (let level = 0; level < 100_000; level++) deep = { results: [deep], spec: deep };
	assert.deepEqual(readPayload({ spec: { payloadCoordinates: deep, nested: deep }, status: { blockingJobResults: [deep] } }).spec, { payloadCoordinates: {} });
});

test('the owner of an override is who wrote its value or reason, not who created it empty', () => {
	const owns = (fields: unknown) => readPayload({ metadata: { managedFields: [{ fieldsV1: { 'f:spec': fields } }] } }).metadata.managedFields?.[0]?.ownsOverride;
	assert.equal(owns({ 'f:payloadOverride': { '.': {}, 'f:override': {} } }), true);
	assert.equal(owns({ 'f:payloadOverride': { 'f:reason': {} } }), true);
	assert.equal(owns({ 'f:payloadOverride': {} }), true);
	assert.equal(owns({ 'f:payloadOverride': { '.': {} } }), false);
	assert.equal(owns({ 'f:payloadType': {} }), false);
	assert.equal(owns(undefined), false);
});

test('fields of the older API keep their names', () => {
	const { status } = readPayload({ status: { analysisJobResults: [{ name: 'agg', state: 'Failed', results: [{ state: 'Ignored' }] }] } });
	assert.deepEqual(status.analysisJobResults, [{ name: 'agg', state: 'Failed', results: [{ state: 'Ignored' }] }]);
});

/** Keys and values of real payloads in places where they do not belong, and anything else. */
function oddObject(): fc.Arbitrary<unknown> {
	const keys = [...new Set(JSON.stringify(anObject({ blocking: [{ name: 'a', runs: ['Failure'] }], mirror: 'Unknown', isTrue: ['PayloadAccepted'] })).match(/"[A-Za-z]+"(?=:)/g))].map((key) => key.slice(1, -1));
	const words = fc.constantFrom('Accepted', 'Rejected', 'Success', 'Failure', 'Pending', 'Failed', 'PayloadAccepted', 'True', '2026-05-01T00:00:00Z', '4.22.0-rc.1', '__proto__');
	return fc.letrec((tie) => ({
		value: fc.oneof({ maxDepth: 8, withCrossShrink: true }, words, fc.jsonValue(), fc.array(tie('value'), { maxLength: 4 }), tie('object')),
		object: fc.dictionary(fc.constantFrom(...keys, '__proto__'), tie('value'), { maxKeys: 8 }),
		// spec and status stand where they belong, so that the rules get something to chew on
		top: fc.record({ metadata: tie('object'), spec: tie('object'), status: tie('object') }),
	})).top;
}

test('any JSON gives a payload, and every rule an answer', (t) => {
	const seed = Date.now() % 2 ** 31;
	t.diagnostic(`seed ${seed}`);
	fc.assert(
		fc.property(oddObject(), (value) => {
			const payload = readPayload(value);
			assert.deepEqual(readPayload(payload).status, payload.status);
			const { payload: settled } = settle(payload, '2026-05-01T00:00:00Z');
			assert.equal(settle(settled).payload, settled);
			const jobs = jobsOf(payload);
			assert.equal(new Set(jobs.map((job) => job.key)).size, jobs.length);
			const summary = summarize(payload);
			assert.ok(JSON.stringify(summary).length < 20_000);
			consequencesOf(payload, { override: 'Rejected', reason: '' }, jobs, [rowFromMetadata(payload.metadata)]);
			overrideOutlook(payload);
			decisionBasis(payload);
			qualifiersSummary(payload, {});
		}),
		{ seed, numRuns: 600 },
	);
});
