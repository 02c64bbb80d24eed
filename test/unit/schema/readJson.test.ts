import assert from 'node:assert/strict';
import test from 'node:test';
import * as fc from 'fast-check';
import { formatPath } from '../../../src/schema/paths';
import { readJson } from '../../../src/schema/readJson';

test('reads what JSON.parse reads, with the same value', () => {
	const seed = Date.now();
	console.log(`    seed ${seed}`);
	fc.assert(
		fc.property(fc.jsonValue(), fc.constantFrom(undefined, 1, '\t'), (value, indent) => {
			const text = JSON.stringify(value, undefined, indent);
			const reading = readJson(text);
			assert.ok('value' in reading);
			assert.deepEqual(JSON.parse(JSON.stringify(reading.value, (_, item: unknown) => (typeof item === 'bigint' ? Number(item) : item))), JSON.parse(text));
		}),
		{ seed },
	);
});

test('refuses what JSON.parse refuses', () => {
	const seed = Date.now();
	console.log(`    seed ${seed}`);
	const pieces = fc.array(fc.constantFrom('{', '}', '[', ']', ':', ',', '"a"', '"', '\\', '1', '-', '.5', 'e', 'true', 'nul', ' ', '\n', '\u0001', '01', '"\\u12"'), { maxLength: 12 });
	fc.assert(
		fc.property(pieces, (parts) => {
			const text = parts.join('');
			let parsed = true;
			try {
				JSON.parse(text);
			} catch {
				parsed = false;
			}
			assert.equal('value' in readJson(text), parsed, text);
		}),
		{ seed, numRuns: 3_000 },
	);
});

test('keys that stand twice are told with their place, the last value counts', () => {
	const reading = readJson('{"a":1,"b":[{"c":1,"c":{"d":1,"d":2}}],"a":{"__proto__":1,"__proto__":2}}');
	assert.ok('value' in reading);
	assert.deepEqual(reading.duplicates.map(formatPath), ['b[0].c', 'b[0].c.d', 'a', 'a.__proto__']);
	assert.equal(JSON.stringify(reading.value), '{"a":{"__proto__":2},"b":[{"c":{"d":2}}]}');
});

test('integers keep their digits within int64, numbers beyond a float are refused', () => {
	for (const [text, value] of [['9007199254740993', 9007199254740993n], ['-9223372036854775808', -(2n ** 63n)], ['9223372036854775808', 2 ** 63], ['3.0', 3], ['1e15', 1e15]] as const) {
		assert.deepEqual(readJson(text), { value, duplicates: [] });
	}
	assert.ok('error' in readJson('1e400'));
});

test('a million brackets are refused, not followed', () => {
	assert.ok('error' in readJson('['.repeat(1_000_000)));
	assert.ok('error' in readJson('{"a":'.repeat(1_000_000)));
	assert.ok('value' in readJson(JSON.stringify('x'.repeat(5_000_000))));
});
