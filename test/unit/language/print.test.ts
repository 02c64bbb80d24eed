import assert from 'node:assert/strict';
import test from 'node:test';
import { parse } from 'yaml';
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
});

test('depth is bounded, odd values print', () => {
	let deep: unknown = 'core';
	for (let i = 0; i < 100_000; i++) deep = [deep];
	assert.match(printYaml(deep), /…/);
	assert.equal(printYaml(undefined), 'null\n');
	assert.deepEqual(Object.keys(parse(printYaml(JSON.parse('{"__proto__": {"x": 1}}'))) as object), ['__proto__']);
});
