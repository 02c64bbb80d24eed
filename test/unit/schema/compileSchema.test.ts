import assert from 'node:assert/strict';
import test from 'node:test';
import * as fc from 'fast-check';
import { childNode, itemNode } from '../../../src/schema/checkNode';
import { checkValue } from '../../../src/schema/checkValue';
import { compileSchema } from '../../../src/schema/compileSchema';
import { formatPath } from '../../../src/schema/paths';
import type { Value } from '../../../src/schema/schema';
import { judgeWrite } from '../../../src/schema/validate';

function kindsOf(schema: unknown, value: Value): readonly string[] {
	return checkValue(compileSchema({ type: 'object', properties: { a: schema } }).root, { a: value }, { path: [], within: 0 }).map(({ path, problem }) => `${formatPath(path)} ${problem.kind}`);
}

const rows: readonly (readonly [name: string, schema: unknown, value: Value, expected: readonly string[]])[] = [
	['number takes integers', { type: 'number' }, 3, []],
	['integer takes no fraction', { type: 'integer' }, 3.5, ['a typeInvalid', 'a numberRange']],
	['int32 has its bounds', { type: 'integer', format: 'int32' }, 2 ** 31, ['a numberRange']],
	['int64 takes exact large integers', { type: 'integer', format: 'int64' }, 2n ** 63n - 1n, []],
	['int64 has its bounds', { type: 'integer', format: 'int64' }, 2n ** 63n, ['a typeInvalid', 'a numberRange']],
	['nullable takes null', { type: 'string', nullable: true }, null, []],
	['null is no string', { type: 'string' }, null, ['a typeInvalid']],
	['int or string takes both', { 'x-kubernetes-int-or-string': true }, '10%', []],
	['int or string takes no flag', { 'x-kubernetes-int-or-string': true }, true, ['a typeInvalid']],
	['exclusive bounds', { type: 'integer', minimum: 1, exclusiveMinimum: true, maximum: 3, exclusiveMaximum: true }, 3, ['a maximum']],
	['multiples', { type: 'integer', multipleOf: 5 }, 12, ['a multipleOf']],
	['length counts characters', { type: 'string', maxLength: 2 }, '😀😀', []],
	['at most so many items', { type: 'array', maxItems: 1, items: { type: 'string' } }, ['a', 'b'], ['a maxItems']],
	['unique items', { type: 'array', uniqueItems: true, items: { type: 'string' } }, ['a', 'a'], ['a uniqueItems']],
	['a set has each item once', { type: 'array', 'x-kubernetes-list-type': 'set', items: { type: 'string' } }, ['a', 'b', 'a'], ['a[2] repeatedItem']],
	['a map list has each key once', { type: 'array', 'x-kubernetes-list-type': 'map', 'x-kubernetes-list-map-keys': ['k'], items: { type: 'object', properties: { k: { type: 'string' } } } }, [{ k: 'x' }, { k: 'x' }], ['a[1] repeatedItem']],
	['at least so many properties', { type: 'object', minProperties: 1 }, {}, ['a minProperties']],
	['one of', { oneOf: [{ type: 'string' }, { type: 'string', maxLength: 1 }] }, 'x', ['a combination']],
	['any of', { anyOf: [{ required: ['x'] }, { required: ['y'] }], type: 'object' }, {}, ['a combination']],
	['not', { not: { required: ['x'] }, type: 'object', 'x-kubernetes-preserve-unknown-fields': true }, { x: 1 }, ['a combination']],
	['an enumeration of numbers', { type: 'integer', enum: [1, 2] }, 3, ['a notSupported']],
	['formats that nobody knows', { type: 'string', format: 'fancy' }, 'x', []],
	['addresses', { type: 'string', format: 'ipv4' }, '256.1.1.1', ['a format']],
];

for (const [name, schema, value, expected] of rows) {
	test(`schema of another resource: ${name}`, () => {
		assert.deepEqual(kindsOf(schema, value), expected);
	});
}

test('absent, broken and endless schemas are said to be so and accept everything', () => {
	for (const [schema, kind] of [[undefined, 'absent'], [null, 'absent'], [3, 'notObject'], [[], 'notObject']] as const) {
		const compiled = compileSchema(schema);
		assert.deepEqual(compiled.issues.map((issue) => issue.kind), [kind]);
		assert.deepEqual(judgeWrite({ apiVersion: 'g/v', kind: 'K', metadata: { name: 'p' }, anything: [1] }, { schema: compiled, resource: { group: 'g', version: 'v', kind: 'K' }, verb: 'create' }).errors, []);
	}
	const broken = compileSchema({ type: 'object', properties: { a: 3, b: { type: 'text', pattern: '(', minLength: 'x', enum: 3, 'x-kubernetes-validations': [{ rule: 'self.size() < 3' }] } } });
	assert.deepEqual(broken.issues.map(({ kind, what }) => `${kind} ${what}`), ['notObject a', 'badKeyword type', 'badKeyword enum', 'badKeyword minLength', 'badPattern (', 'unknownRule self.size() < 3'].sort((a, b) => broken.issues.findIndex(({ what }) => a.endsWith(what)) - broken.issues.findIndex(({ what }) => b.endsWith(what))));
	let deep: unknown = { type: 'string' };
	for (let level = 0; level < 10_000; level++) deep = { type: 'object', properties: { a: deep } };
	assert.deepEqual(compileSchema(deep).issues.map(({ kind }) => kind), ['tooDeep']);
	const wide = Object.fromEntries(Array.from({ length: 30_000 }, (_, at) => [`k${at}`, { type: 'string' }]));
	assert.deepEqual(compileSchema({ type: 'object', properties: wide }).issues.map(({ kind }) => kind), ['tooLarge']);
});

test('fields are looked up as the server prunes: named, free keys, kept ones, none below a scalar', () => {
	const { root } = compileSchema({
		type: 'object',
		properties: { named: { type: 'string' }, free: { type: 'object', additionalProperties: { type: 'integer' } }, any: { 'x-kubernetes-preserve-unknown-fields': true }, list: { type: 'array', items: { type: 'string' } } },
	});
	const [named, free, any, list] = ['named', 'free', 'any', 'list'].map((key) => childNode(root, key));
	assert.ok(named !== undefined && free !== undefined && any !== undefined && list !== undefined);
	assert.equal(childNode(root, 'other'), undefined);
	assert.equal(childNode(named, 'x'), undefined);
	assert.equal(childNode(itemNode(named), 'x'), undefined);
	assert.equal(childNode(free, 'toString')?.type, 'integer');
	assert.equal(childNode(any, 'x')?.keepsUnknown, true);
	assert.equal(itemNode(list).type, 'string');
	assert.equal(childNode(root, 'metadata')?.properties.get('labels')?.values?.type, 'string');
});

test('whatever the schema, it compiles and judges', () => {
	const seed = Date.now();
	console.log(`    seed ${seed}`);
	const keys = fc.constantFrom('type', 'properties', 'items', 'additionalProperties', 'enum', 'pattern', 'format', 'required', 'minimum', 'maxLength', 'maxItems', 'default', 'nullable', 'allOf', 'anyOf', 'not', 'x-kubernetes-validations', 'x-kubernetes-list-type', 'x-kubernetes-list-map-keys', 'x-kubernetes-preserve-unknown-fields', '__proto__', 'spec', 'a');
	const { tree } = fc.letrec((tie) => ({
		tree: fc.oneof({ depthSize: 'small' }, fc.jsonValue(), fc.constantFrom('object', 'array', 'string', 'integer', 'set', 'map', true, '^a+$', 3), fc.array(tie('tree'), { maxLength: 3 }), fc.dictionary(keys, tie('tree'), { maxKeys: 6 })),
	}));
	fc.assert(
		fc.property(tree, tree, (schema, value) => {
			const compiled = compileSchema(schema);
			judgeWrite(value, { schema: compiled, resource: { group: 'g', version: 'v', kind: 'K' }, verb: 'document' });
		}),
		{ seed, numRuns: 2_000 },
	);
});
