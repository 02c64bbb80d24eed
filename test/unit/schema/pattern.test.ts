import assert from 'node:assert/strict';
import test from 'node:test';
import * as fc from 'fast-check';
import { compilePattern } from '../../../src/schema/pattern';
import { processorTime } from '../../support/processorTime';

const rows: readonly (readonly [pattern: string, matching: readonly string[], others: readonly string[]])[] = [
	['^[1-9]\\d*(h|d|w)$', ['1h', '10d'], ['0d', '1d\n', '1٣d', '']],
	['a.c', ['xabcx', 'a😀c'], ['a\nc', 'ac']],
	['(?s)a.c', ['a\nc'], ['ac']],
	['(?i)straße', ['STRAßE'], ['strasse']],
	['^(?i:a)b$', ['Ab'], ['AB']],
	['(?m)^b$', ['a\nb\nc'], ['ab']],
	['\\Aab\\z', ['ab'], ['ab\n']],
	['^a{2,3}$', ['aa', 'aaa'], ['a', 'aaaa']],
	['^a{2,}?$', ['aaaa'], ['a']],
	['^[[:alpha:]_]+$', ['aZ_'], ['a1', 'é']],
	['^[[:^digit:]]$', ['x'], ['1']],
	['^[^-a]$', ['b'], ['-', 'a']],
	['^[]a]$', [']', 'a'], ['b']],
	['^[a-]$', ['-'], ['b']],
	['^\\s$', ['\t', ' '], ['\u00a0', '\v']],
	['^\\pL\\p{Greek}\\P{Lu}$', ['éαx'], ['1αx', 'éax', 'éαX']],
	['\\bfoo\\b', ['a foo b'], ['afoo']],
	['^\\Qa.b\\E$', ['a.b'], ['axb']],
	['^\\x41\\x{1F600}\\101\\n$', ['A😀A\n'], ['A']],
	['^(?P<name>a|b)*$', ['abba', ''], ['c']],
	['', ['', 'x'], []],
	['a||b', ['', 'zzz'], []],
];

for (const [pattern, matching, others] of rows) {
	test(`the pattern ${pattern} means what it means to Go`, () => {
		const compiled = compilePattern(pattern);
		assert.ok(compiled !== undefined);
		for (const text of matching) assert.equal(compiled.matches(text), true, JSON.stringify(text));
		for (const text of others) assert.equal(compiled.matches(text), false, JSON.stringify(text));
	});
}

test('what RE2 does not know is no pattern', () => {
	for (const text of ['(', ')', '[', 'a)', '*a', '(?=a)', '(?<!a)', '(a)\\1', 'a{3,2}', '[b-a]', '\\p{Nonsense}', 'a{2000}', '(?x)a', '((a{100}){100}){100}', '('.repeat(5000), 'a'.repeat(5000)]) {
		assert.equal(compilePattern(text), undefined, text.slice(0, 40));
	}
});

test('patterns that hang a backtracking matcher take a moment here', () => {
	const text = `${'a'.repeat(20_000)}!`;
	const took = processorTime(() => {
		for (const pattern of ['^(a+)+$', '^(a|aa)+$', '^(a*)*b$', '(a?){50}a{50}$']) assert.equal(compilePattern(pattern)?.matches(text), false);
	});
	assert.ok(took < 5_000, `${took} ms`);
});

test('simple patterns agree with the host\'s regular expressions', () => {
	const seed = Date.now();
	console.log(`    seed ${seed}`);
	const { pattern } = fc.letrec<{ pattern: string }>((tie) => ({
		pattern: fc.oneof(
			{ depthSize: 'small' },
			fc.constantFrom('a', 'b', '.', '[ab]', '[^a]', '\\d', '^', '$', ''),
			fc.tuple(tie('pattern'), tie('pattern')).map(([one, other]) => one + other),
			fc.tuple(tie('pattern'), tie('pattern')).map(([one, other]) => `(?:${one}|${other})`),
			fc.tuple(tie('pattern'), fc.constantFrom('*', '+', '?', '{2}', '{1,2}')).map(([one, times]) => `(?:${one})${times}`),
		),
	}));
	fc.assert(
		fc.property(pattern, fc.array(fc.constantFrom('a', 'b', '1', 'c'), { maxLength: 6 }), (source, characters) => {
			const text = characters.join('');
			assert.equal(compilePattern(source)?.matches(text), new RegExp(source, 'su').test(text));
		}),
		{ seed, numRuns: 3_000 },
	);
});

test('nothing, repeated over and over, is had at once', () => {
	const took = processorTime(() => assert.equal(compilePattern(`${'(?:'.repeat(20)}${'){1000}'.repeat(20)}a`)?.matches('ba'), true));
	assert.ok(took < 1000, `${took} ms`);
});

test('a large pattern on a long text does not hold the thread: what cannot be decided in time is not refused', () => {
	for (const pattern of ['(a?){1000}b', '(a|a){800}b', '(a{1,30}){1,30}b']) {
		const compiled = compilePattern(pattern);
		assert.ok(compiled !== undefined, pattern);
		const took = processorTime(() => assert.equal(compiled.matches('a'.repeat(1_000_000)), true));
		assert.ok(took < 5000, `${pattern}: ${took} ms`);
	}
});
