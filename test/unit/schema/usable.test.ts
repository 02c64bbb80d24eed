import assert from 'node:assert/strict';
import test from 'node:test';
import { compileSchema } from '../../../src/schema/compileSchema';
import { releasePayloadSchema } from '../../../src/schema/crd';
import { usableSchema } from '../../../src/schema/usable';
import { processorTime } from '../../support/processorTime';

const spec = { type: 'object', properties: { a: { type: 'string' } } };
const withSpec = (more: object): unknown => ({ type: 'object', properties: { spec: { ...spec, ...more } } });

function nested(levels: number): unknown {
	let deep: unknown = { type: 'string' };
	for (let level = 0; level < levels; level++) deep = { type: 'object', properties: { a: deep } };
	return { type: 'object', properties: { spec: deep } };
}

const rows: readonly (readonly [name: string, schema: unknown, expected: string])[] = [
	['the shipped one', JSON.parse(JSON.stringify(releasePayloadSchema)), 'usable'],
	['one with other fields', withSpec({}), 'usable'],
	['one with a pattern that only a backtracking matcher knows', withSpec({ pattern: '(?=a)' }), 'usable'],
	['one with a rule that needs CEL', withSpec({ 'x-kubernetes-validations': [{ rule: 'self.a.size() < 3' }] }), 'usable'],
	['none', undefined, 'absent'],
	['null', null, 'absent'],
	['one that lets anything pass', { type: 'object', 'x-kubernetes-preserve-unknown-fields': true }, 'absent'],
	['an empty one', {}, 'absent'],
	['a number', 3, 'broken'],
	['a list', [], 'broken'],
	['fields that are no schemas', { type: 'object', properties: { spec: 3 } }, 'broken'],
	['fields that are a list', { type: 'object', properties: [] }, 'broken'],
	['a type that nobody knows', withSpec({ type: 'text' }), 'broken'],
	['a deep one', nested(500), 'tooLarge'],
	['a wide one', withSpec({ properties: Object.fromEntries(Array.from({ length: 30_000 }, (_, at) => [`k${at}`, { type: 'string' }])) }), 'tooLarge'],
];

for (const [name, schema, expected] of rows) {
	test(`the schema of a cluster: ${name} is ${expected}`, () => {
		const found = usableSchema(schema);
		assert.equal(typeof found === 'string' ? found : 'usable', expected);
	});
}

test('a schema with thousands of large patterns is ready at once, and says which it does not check', () => {
	const properties = Object.fromEntries(Array.from({ length: 15_000 }, (_, at) => [`k${at}`, { type: 'string', pattern: `k${at}x{1000}y{1000}z{1000}` }]));
	const schema = withSpec({ properties });
	let { issues } = compileSchema(withSpec({}));
	const took = processorTime(() => ({ issues } = compileSchema(schema)));
	assert.ok(took < 2000, `${took} ms`);
	assert.ok(issues.length > 14_000 && issues.every(({ kind }) => kind === 'badPattern'));
});
