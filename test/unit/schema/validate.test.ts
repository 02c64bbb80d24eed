import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import * as fc from 'fast-check';
import { checkValue } from '../../../src/schema/checkValue';
import { compileSchema } from '../../../src/schema/compileSchema';
import { releasePayloadResource } from '../../../src/schema/crd';
import { formatPath, isObject } from '../../../src/schema/paths';
import type { ObjectValue } from '../../../src/schema/schema';
import { answered, judgeWrite, withoutEchoes } from '../../../src/schema/validate';
import { causeOf, refusalOf } from '../../../src/schema/wording';
import { ourAnswer, schema, type ServerAnswer, shortened } from './answers';
import { live, writes } from './writes';

const recorded = JSON.parse(readFileSync('test/fixtures/schema/answers.json', 'utf8')) as Readonly<Record<string, ServerAnswer>>;
const stored = live as unknown as ObjectValue;

test('the recorded answers of a real API server are the validator\'s, sentence for sentence', () => {
	assert.deepEqual(Object.keys(recorded).sort(), writes.map(({ name }) => name).sort());
	const differing = writes.filter((write) => JSON.stringify(shortened(ourAnswer(write, stored))) !== JSON.stringify(recorded[write.name]));
	assert.deepEqual(differing.map(({ name }) => name), []);
});

const envelope = { apiVersion: 'release.openshift.io/v1alpha1', kind: 'ReleasePayload', metadata: { name: 'p' } };

function fieldsOf(object: unknown, facts: Partial<Parameters<typeof judgeWrite>[1]> = {}): readonly string[] {
	const { errors } = judgeWrite(object, { schema, resource: releasePayloadResource, verb: 'document', namespace: 'ocp', ...facts });
	return errors.map(({ stage, path, problem }) => `${stage} ${formatPath(path)} ${problem.kind}`);
}

test('a document for people shows the mistakes of all stages at once, each at its place', () => {
	const object = {
		...envelope,
		kind: 'Payload',
		metadata: { name: 'A', namespace: 'x', foo: 1, labels: { 'a b': 1 } },
		spec: { payloadType: 'local', bar: 1 },
		status: { conditions: [{ type: 'PayloadCreated' }] },
	};
	assert.deepEqual(fieldsOf(object), [
		'decode metadata.labels.a b decode',
		'strict metadata.foo unknownField',
		'strict spec.bar unknownField',
		'namespace metadata.namespace namespace',
		'schema kind wrongKind',
		'schema metadata.name metadata',
		'schema spec.payloadType notSupported',
		'schema status.conditions[0].lastTransitionTime required',
		'schema status.conditions[0].message required',
		'schema status.conditions[0].reason required',
		'schema status.conditions[0].status required',
		'schema <nil> rulesNotChecked',
	]);
});

test('the stored object is pruned, has its defaults and keeps the order of its keys', () => {
	const object = {
		kind: 'ReleasePayload',
		spec: { foo: 1, payloadVerificationConfig: { upgradeJobs: [{ bar: 1, ciConfigurationName: 'a', maxRetries: null }] }, payloadOverride: null },
		apiVersion: 'release.openshift.io/v1alpha1',
		status: { conditions: [] },
		metadata: { name: 'p', creationTimestamp: '2026-01-01T02:00:00.5+02:00', foo: 1, annotations: { a: null } },
	};
	const judged = judgeWrite(object, { schema, resource: releasePayloadResource, verb: 'create', namespace: 'ocp', strict: false });
	assert.deepEqual(judged.errors, []);
	assert.equal(
		JSON.stringify(judged.object),
		JSON.stringify({
			kind: 'ReleasePayload',
			spec: { payloadVerificationConfig: { upgradeJobs: [{ ciConfigurationName: 'a' }], payloadVerificationDataSource: 'BuildFarmLookup' }, payloadType: 'Local' },
			apiVersion: 'release.openshift.io/v1alpha1',
			metadata: { annotations: { a: '' }, creationTimestamp: '2026-01-01T00:00:00Z', name: 'p' },
		}),
	);
	assert.deepEqual(judged.strictErrors.map(({ path }) => formatPath(path)), ['metadata.foo', 'spec.foo', 'spec.payloadVerificationConfig.upgradeJobs[0].bar']);
});

test('the status belongs to its subresource: an update keeps the stored one, a status write keeps all else', () => {
	const before = { ...envelope, metadata: { name: 'p', labels: { a: 'b' } }, spec: { payloadType: 'Local' }, status: { conditions: [] } };
	const after = { ...envelope, spec: { payloadType: 'Reference' }, status: { blockingJobResults: [] } };
	const facts = { schema, resource: releasePayloadResource, namespace: 'ocp', live: before };
	const updated = judgeWrite(after, { ...facts, verb: 'update' }).object;
	assert.deepEqual(updated, { ...after, status: before.status });
	const written = judgeWrite(after, { ...facts, verb: 'updateStatus' }).object;
	assert.deepEqual(written, { ...before, status: after.status });
	const undefaulted = { ...before, spec: { payloadVerificationConfig: {} } };
	assert.deepEqual(judgeWrite(after, { ...facts, live: undefaulted, verb: 'updateStatus' }).errors, []);
});

test('mistakes that were stored already are not held against an update of something else', () => {
	const strictSchema = compileSchema({ type: 'object', properties: { spec: { type: 'object', properties: { a: { type: 'string', maxLength: 1 }, b: { type: 'string' } } } } });
	const facts = { schema: strictSchema, resource: releasePayloadResource, verb: 'update' as const, live: { ...envelope, spec: { a: 'long', b: '' } } };
	assert.deepEqual(judgeWrite({ ...envelope, spec: { a: 'long', b: 'x' } }, facts).errors, []);
	assert.equal(judgeWrite({ ...envelope, spec: { a: 'longer', b: 'x' } }, facts).errors.length, 1);
});

test('a server tells one stage, and of decoding one mistake', () => {
	const { errors } = judgeWrite({ ...envelope, metadata: { name: 1, labels: 1 }, foo: 1 }, { schema, resource: releasePayloadResource, verb: 'create' });
	assert.ok(errors.length > 2);
	assert.deepEqual(answered(errors).map(({ path }) => formatPath(path)), ['metadata.labels']);
	assert.equal(refusalOf([], { resource: releasePayloadResource, name: '', kind: '', apiVersion: '', text: '' }), undefined);
});

test('the short way to a date-time goes where the long one does', () => {
	const node = compileSchema({ type: 'object', properties: { a: { type: 'string', format: 'date-time' } } });
	const isTime = (a: string): boolean => checkValue(node.root, { a }, { path: [], within: 0 }).length === 0;
	for (const date of ['2026-02-28', '2026-02-29', '2024-02-29', '1900-02-29', '2000-02-29', '2026-00-01', '2026-13-01', '2026-12-32', '2026-04-31', 'x026-01-01']) {
		for (const clock of ['00:00:00', '23:59:59', '24:00:00', '23:60:00', '23:59:60', '1x:00:00']) assert.equal(isTime(`${date}T${clock}Z`), isTime(`${date}T${clock}+00:00`), `${date}T${clock}`);
	}
});

test('for people, a value of the wrong type is one mistake', () => {
	const escalations = [{ overLastRuns: 'x', passPercentage: 1000.5, overPeriod: 3 }];
	const object = { ...envelope, spec: { payloadType: 3, payloadVerificationConfig: { blockingJobs: [{ qualifiers: { a: { notifications: { jira: { escalations } } } } }] } } };
	const { errors } = judgeWrite(object, { schema, resource: releasePayloadResource, verb: 'document' });
	assert.ok(errors.length > 4);
	assert.deepEqual(withoutEchoes(errors).map(({ path, problem }) => `${String(path.at(-1))} ${problem.kind}`), ['payloadType typeInvalid', 'overLastRuns typeInvalid', 'passPercentage typeInvalid', 'overPeriod typeInvalid']);
});

test('nesting beyond measure is told, not followed', () => {
	let deep: unknown = 'x';
	for (let level = 0; level < 200_000; level++) deep = { a: deep };
	assert.deepEqual(fieldsOf({ ...envelope, spec: deep }), ['decode <nil> tooDeep']);
});

test('whatever the value, there is an answer, and every error has its sentence', () => {
	const seed = Date.now();
	console.log(`    seed ${seed}`);
	const keys = fc.constantFrom('metadata', 'spec', 'status', 'name', 'labels', 'managedFields', 'ownerReferences', 'conditions', 'payloadType', 'payloadVerificationConfig', 'blockingJobs', 'qualifiers', '__proto__', 'constructor', 'creationTimestamp');
	const { tree } = fc.letrec((tie) => ({
		tree: fc.oneof({ depthSize: 'small', withCrossShrink: true }, fc.anything({ withBigInt: true, withDate: true, withNullPrototype: true, withTypedArray: true }), fc.array(tie('tree'), { maxLength: 3 }), fc.dictionary(keys, tie('tree'), { maxKeys: 6 })),
	}));
	fc.assert(
		fc.property(tree, tree, fc.constantFrom('create', 'update', 'updateStatus', 'document'), (value, former, verb) => {
			const liveObject = isObject(former) ? former : undefined;
			const whole = isObject(value) ? { ...envelope, ...value } : value;
			const { errors } = judgeWrite(whole, { schema, resource: releasePayloadResource, verb, live: liveObject });
			for (const error of errors) causeOf(error);
			refusalOf(errors, { resource: releasePayloadResource, name: 'p', kind: '', apiVersion: '', text: '' });
		}),
		{ seed, numRuns: 3_000 },
	);
});
