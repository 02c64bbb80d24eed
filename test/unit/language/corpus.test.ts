import assert from 'node:assert/strict';
import test from 'node:test';
import { findingsOf } from '../../../src/language/findingsOf';
import { disagreement, isCutShort, namespace, recordedCorpus, recordedFinds } from './manifestCorpus';

test('errors and an API server agree on every document of the corpus, and on every refused field', () => {
	const corpus = recordedCorpus();
	assert.ok(corpus.length >= 2_000);
	assert.ok(corpus.filter(({ accepted }) => accepted).length > 500);
	const differing = corpus.flatMap((judged) => {
		const words = disagreement(judged);
		return words === undefined || isCutShort(judged.text) ? [] : [`${JSON.stringify(judged.text)}\n${words}`];
	});
	assert.deepEqual(differing, []);
	// The documents whose end the server does not read: there our answer is the stricter one.
	assert.ok(corpus.filter((judged) => isCutShort(judged.text)).every(({ text, accepted }) => accepted || findingsOf(text, { namespace }).some(({ severity }) => severity === 'error')));
});

test('errors and an API server agree on every document on which they once did not', () => {
	const finds = recordedFinds();
	assert.ok(finds.length > 60);
	assert.deepEqual(finds.flatMap((judged) => disagreement(judged) ?? []), []);
});
