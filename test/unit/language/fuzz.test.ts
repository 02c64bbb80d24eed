import assert from 'node:assert/strict';
import test from 'node:test';
import { fuzz } from '../../bench/fuzzChildren.mjs';
import { freshSeed } from './random';

test('20,000 random edits: no exception, no hang, ranges inside the text, findings as read from scratch', async () => {
	const seed = freshSeed();
	console.log(`fuzz: seed ${seed}`);
	const { edits, failure } = await fuzz({ seed, count: 20_000, children: 1 });
	assert.equal(failure, undefined, `seed ${seed}: ${failure?.message ?? ''}\nsaved in ${failure?.file ?? ''}`);
	assert.ok(edits >= 20_000, `only ${edits} edits were made`);
});
