import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { parse, stringify } from 'yaml';
import { seedShapes } from '../../../src/demo/seed/shapes';
import { readStream } from '../../../src/language/document/document';
import { valueAt } from '../../../src/language/document/value';
import { printYaml } from '../../../src/language/print';

test('a printed value reads back as itself, also for a reader of YAML 1.1', () => {
	const value = { kind: 'X', texts: ['yes', '4.10', '0o7', '017', 'on', '~', '', ' a ', '2026-05-01', 'a: b', '# c', '1e3', 'null', '0x1f', 'line\nbreak\n'], numbers: [1, 0.5, -3], flags: [true, false, null], empty: { list: [], map: {} } };
	assert.deepEqual(parse(printYaml(value)), value);
	assert.deepEqual(parse(printYaml(value), { version: '1.1' }), value);
});

test('long texts stay on their line, repeated objects are written out', () => {
	const same = { a: 'word '.repeat(60).trim() };
	const text = printYaml([same, same]);
	assert.equal(text.split('\n').length, 3);
	assert.doesNotMatch(text, /[&*]/);
});

test('a list stands under its key as kubectl writes it', () => {
	assert.equal(printYaml({ list: [{ a: 1, b: 2 }] }), 'list:\n- a: 1\n  b: 2\n');
	assert.equal(printYaml({ a: [[1, []], [{}]], b: { c: { d: [] } } }), 'a:\n- - 1\n  - []\n- - {}\nb:\n  c:\n    d: []\n');
});

const texts: readonly (readonly [text: string, printed: string])[] = [
	['4.22.0-0.nightly-2026-05-01-132406', '4.22.0-0.nightly-2026-05-01-132406'],
	['quay.io/openshift:4.22', 'quay.io/openshift:4.22'],
	['Job failed, see (foo) - it\'s 50%', 'Job failed, see (foo) - it\'s 50%'],
	['https://x.org/#a', 'https://x.org/#a'],
	['2026-05-01T13:24:06Z', '"2026-05-01T13:24:06Z"'],
	['1:20', '"1:20"'],
	['y', '"y"'],
	['<<', '"<<"'],
	['- a', '"- a"'],
	['-a', '-a'],
	['{"a": "b"}', `'{"a": "b"}'`],
	['a\tb', '"a\\tb"'],
	['a\u2028b', '"a\\u2028b"'],
	['\ud800', '"\ufffd"'],
	['a\nb', '|-\n  a\n  b'],
	['a\n\n b\n', '|\n  a\n\n   b'],
	['a\n\n', '|+\n  a\n'],
	['\na: b', '|-\n\n  a: b'],
	[' a\nb', '" a\\nb"'],
	['a\n ', '"a\\n "'],
	['\n', '"\\n"'],
	['a\r\nb', '"a\\r\\nb"'],
];

for (const [text, printed] of texts) {
	test(`${JSON.stringify(text)} is printed so that every reader takes it for that`, () => {
		assert.equal(printYaml({ k: text }), `k: ${printed}\n`);
	});
}

/** What the cluster reads; integers as numbers, as JSON has them. */
function asCluster(text: string): unknown {
	const document = readStream(text).at(0);
	assert.ok(document);
	assert.deepEqual(document.problems, []);
	const read = document.root === undefined ? null : valueAt(document.root);
	return JSON.parse(JSON.stringify(read, (_key, each: unknown) => (typeof each === 'bigint' ? Number(each) : each)));
}

test('whatever is printed, the cluster and others read the same', () => {
	const piece = fc.constantFrom('y', 'No', '4.10', '0o7', '017', '0b1', '1_0', '.5', '1e3', '-', '- ', '?', ': ', ':', ' #', '#', '\n', '\n\n', ' ', '\t', '\r', '\0', '\x7f', '\x85', '\u2028', '\ufeff', '\ud800', '😀', 'é', '---', '...', '"', "'", '\\', '{', ']', ',', '&', '*', '!', '|', '>', '%', '@', '`', '=', '<<', '~', 'null', '.inf', '2026-05-01', '12:30', 'word ', 'x'.repeat(90), 'k'.repeat(1100));
	const text = fc.oneof(fc.array(piece, { maxLength: 5 }).map((parts) => parts.join('')), fc.string({ unit: 'binary', maxLength: 12 }));
	const { value } = fc.letrec((tie) => ({
		value: fc.oneof({ depthSize: 'small', withCrossShrink: true }, text, fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.maxSafeInteger(), fc.boolean(), fc.constant(null), fc.array(tie('value'), { maxLength: 4 }), fc.dictionary(text, tie('value'), { maxKeys: 4 })),
	}));
	const seed = Math.floor(Math.random() * 2 ** 31);
	console.log(`print: seed ${String(seed)}`);
	fc.assert(
		fc.property(value, (each) => {
			const expected: unknown = JSON.parse(JSON.stringify(each).replaceAll(/\\ud800/g, '\ufffd'));
			const printed = printYaml(each);
			assert.deepEqual(asCluster(printed), expected, printed);
			assert.deepEqual(JSON.parse(JSON.stringify(parse(printed))), expected, printed);
			assert.ok(!/[\0-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff]|\p{Surrogate}/u.test(printed), 'a character that is not shown');
		}),
		{ seed, numRuns: 2000 },
	);
});

test('payloads look as the usual printer of YAML writes them', () => {
	for (const { payload } of seedShapes(Date.parse('2026-11-22T20:00:00Z'))) {
		assert.equal(printYaml(payload), stringify(payload, { lineWidth: 0, aliasDuplicateObjects: false, compat: 'yaml-1.1', indentSeq: false }));
	}
});

test('depth is bounded, odd values print', () => {
	let deep: unknown = 'core';
	for (let i = 0; i < 100_000; i++) deep = [deep];
	assert.match(printYaml(deep), /…/);
	assert.equal(printYaml(undefined), 'null\n');
	assert.equal(printYaml({ a: undefined, b: Number.NaN, c: 2n ** 60n }), 'a: null\nb: null\nc: 1152921504606846976\n');
	assert.deepEqual(Object.keys(parse(printYaml(JSON.parse('{"__proto__": {"x": 1}}'))) as object), ['__proto__']);
});
