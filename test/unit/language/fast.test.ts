import assert from 'node:assert/strict';
import test from 'node:test';
import { readFast } from '../../../src/language/reader/fast';
import type { YamlNode } from '../../../src/language/tree';
import { freshSeed, randomOf } from './random';
import { readWithYaml } from './yamlReader';

const fragments = [
	'\n', ' ', '  ', ':', ': ', '- ', '-', '#', ' #', '"', "'", '{', '}', '[', ']', ',', '&a ', '*a', '!', '|', '>', '|-', '%', '@', '`', '?', '? ', '\t',
	'\r\n', '\r', '---\n', '...\n', '\\', '<<: ', 'é', '😀', '\u2028', '\u00a0', '\ufeff', '0x1f', 'null', '~', 'yes', 'key: v\n', '- a\n', '|\n   text\n',
	'>-\n      folded\n      text\n', '"a\\"b"', "'it''s'", 'a:b', 'http://x:1/', '- - x\n', '-\n', ': \n', '# c\n', '   # c\n', '{}', '[]', '{} # c', '[ ]', '{a: b}',
	'|-\n    a\n\n    b\n', '\n\n', '   \n',
];

const seeds = [
	'a: b\nc:\n- d: e\n  f: g\n- h\n',
	'a:\n  b: |\n    x\n    y\n  c: 1\n',
	'a: |-\n  x\n\n  y\n\n\nb: c\n',
	'- a\n- b: c\n  d:\n  - e\n',
	'k: "v" # c\nl: \'w\'\n',
	'a: {}\nb: []\n',
	'a: one\n  two\n  three\nb:\n  c: x\n    y\n\n    z\n',
	'- a b\n  c d\n- k: v w\n    x\n  l: m\n',
	'spec:\n  payloadOverride:\n    override: Accepted\n    reason: "because \\"x\\""\n  blockingJobs:\n    - ciConfigurationName: aws\n      maxRetries: 2\n',
];

function plainTree(node: YamlNode | undefined): unknown {
	if (node === undefined) return undefined;
	const range = [node.start, node.end];
	switch (node.kind) {
		case 'map':
			// Where a collection ends differs when what follows is blank, and nothing depends on it.
			return ['map', node.start, node.keys.map(plainTree), node.values.map(plainTree)];
		case 'seq':
			return ['seq', node.start, node.items.map(plainTree)];
		case 'scalar':
			// Where a null stands that nobody wrote, and where a block ends, is a matter of taste.
			return [node.style, node.style === 'literal' ? node.start : node.text === '' && node.style === 'plain' ? 'nothing' : range, node.text, node.props];
		case 'alias':
			return ['alias', range, node.name];
	}
}

test('whatever the strict reader accepts, yaml accepts with the same tree', () => {
	const seed = freshSeed();
	const random = randomOf(seed);
	let accepted = 0;
	for (let round = 0; round < 20_000; round++) {
		let text = random.pick(seeds);
		const edits = 1 + random.below(4);
		for (let edit = 0; edit < edits; edit++) {
			const at = random.below(text.length + 1);
			const cut = random.below(3) === 0 ? random.below(4) : 0;
			text = text.slice(0, at) + (random.below(5) === 0 ? '' : random.pick(fragments)) + text.slice(at + cut);
		}
		const fast = readFast(text);
		if (fast === undefined) continue;
		accepted++;
		const full = readWithYaml(text);
		const hint = `seed ${seed}, round ${round}: ${JSON.stringify(text)}`;
		assert.deepEqual(full.problems, [], hint);
		const isNull = full.root?.kind === 'scalar' && full.root.text === '';
		assert.deepEqual(plainTree(fast.root), isNull ? undefined : plainTree(full.root), hint);
	}
	assert.ok(accepted > 2_000, `only ${accepted} of the texts were accepted (seed ${seed})`);
});

for (const { what, text } of [
	{ what: 'a next-line character', text: 'a: b\u0085\n' },
	{ what: 'a lone carriage return', text: 'a: b\rc: d\n' },
	{ what: 'an unpaired surrogate', text: 'a: \ud800\n' },
	{ what: 'a control character in a comment', text: 'a: b # \u0007\n' },
	{ what: 'a key over a thousand characters', text: `${'k'.repeat(1100)}: v\n` },
	{ what: 'an anchor', text: 'a: &x b\n' },
	{ what: 'a tab as indentation', text: 'a:\n\tb: c\n' },
]) {
	test(`the strict reader hands back ${what}`, () => {
		assert.equal(readFast(text), undefined);
	});
}
