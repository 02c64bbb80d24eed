import assert from 'node:assert/strict';
import test from 'node:test';
import { readStream } from '../../../src/language/document/document';
import { field, type Spot } from '../../../src/language/document/spot';
import { isPlainlyReadable, isPlainlyRight } from '../../../src/language/findings/plainlyRight';
import { itemSchemas } from '../../../src/language/rules/itemSchemas';
import { shippedSchema } from '../../../src/schema/shippedSchema';
import { recordedCorpus } from './manifestCorpus';

const { properties } = shippedSchema().root;

function isRight(spot: Spot | undefined, name: string): boolean {
	const schema = properties.get(name);
	assert.ok(schema);
	return spot !== undefined && isPlainlyRight(spot.node, schema);
}

function specIsRight(lines: string): boolean {
	const [document] = readStream(`kind: ReleasePayload\napiVersion: release.openshift.io/v1alpha1\nspec:\n${lines}`);
	return isRight(field(document?.root, 'spec'), 'spec');
}

test('what a server refused is never plainly right', () => {
	let right = 0;
	for (const judged of recordedCorpus()) {
		for (const payload of readStream(judged.text).flatMap(({ payloads }) => payloads)) {
			const spec = isRight(field(payload, 'spec'), 'spec');
			assert.ok(!spec || !judged.fields.some((path) => path.startsWith('spec')), judged.text);
			assert.ok(!isRight(field(payload, 'status'), 'status') || !judged.fields.some((path) => path.startsWith('status')), judged.text);
			if (judged.accepted && spec) right++;
		}
	}
	assert.ok(right > 50, String(right));
});

const usual = '  payloadType: Local\n  payloadVerificationConfig:\n    blockingJobs:\n    - ciConfigurationName: aws\n      ciConfigurationJobName: 4.22-periodic\n      maxRetries: 2\n';

test('what tools write is plainly right', () => {
	assert.ok(specIsRight(usual));
	assert.ok(specIsRight(usual.replace('aws', '"yes"')));
	assert.ok(specIsRight(usual.replace('maxRetries: 2', 'qualifiers: {}')));
});

for (const [what, changed] of [
	['an unknown key', usual.replace('maxRetries', 'maxRetrys')],
	['a key that stands twice', `${usual}  payloadType: Local\n`],
	['a value that an enumeration does not hold', usual.replace('Local', 'local')],
	['a truth value for a text', usual.replace('aws', 'yes')],
	['a number for a text', usual.replace('4.22-periodic', '4.22')],
	['a text for a number', usual.replace('maxRetries: 2', 'maxRetries: "2"')],
	['a number in another base', usual.replace('maxRetries: 2', 'maxRetries: 02')],
	['nothing', usual.replace('maxRetries: 2', 'maxRetries:')],
	['an anchor', usual.replace('aws', '&a aws')],
	['a tag', usual.replace('aws', '!x aws')],
	['an alias', `${usual}  releaseCoordinates: *a\n`],
	['a merge', `${usual}  <<: {payloadType: Local}\n`],
	['a list for an object', '  payloadOverride: []\n'],
	['an object for a list', '  releaseCoordinates: {}\n'],
	['a number beyond its bounds', '  payloadVerificationConfig:\n    blockingJobs:\n    - qualifiers:\n        rel:\n          notifications:\n            jira:\n              escalations:\n              - passPercentage: 101\n'],
] as const) {
	test(`not plainly right: ${what}`, () => {
		assert.notEqual(changed, usual);
		assert.equal(specIsRight(changed), false);
	});
}

test('a condition without one of its fields is not plainly right', () => {
	const schema = itemSchemas().get('conditions');
	assert.ok(schema);
	const lines = ['lastTransitionTime: "2026-05-01T13:24:06Z"', 'message: ""', 'reason: ReleasePayloadAccepted', 'status: "True"', 'type: PayloadAccepted'];
	const rightWith = (kept: readonly string[]): boolean => {
		const [document] = readStream(kept.join('\n'));
		assert.ok(document?.root);
		return isPlainlyRight(document.root.node, schema);
	};
	assert.ok(rightWith(lines));
	for (const line of lines) assert.equal(rightWith(lines.filter((each) => each !== line)), false, line);
	assert.equal(rightWith(lines.map((line) => line.replace('13:24', '25:24'))), false);
});

test('what is free is plainly readable when its keys are words, each once, and JSON can hold its values', () => {
	const isReadable = (lines: string): boolean => {
		const [document] = readStream(lines);
		assert.ok(document?.root);
		return isPlainlyReadable(document.root.node);
	};
	for (const lines of ['a: 1\nb: [x, {c: 4.10, d: ~}]\n', 'a: ".inf"\n"b": |\n  x\n', '- 010\n- yes\n- 2026-01-01\n']) assert.ok(isReadable(lines), lines);
	for (const lines of ['a: 1\na: 2\n', 'a: 1\n"a": 2\n', '<<: {a: 1}\n', '"<<": 1\n', '1: a\n', 'yes: a\n', '~: a\n', '[a]: b\n', 'a: .inf\n', 'a: -.INF\n', '- .NaN\n', 'a: &b c\n', 'a: &b c\nd: *b\n', 'a: !!int b\n', 'a: [{b: .inf}]\n', `{${Array.from({ length: 21 }, (_, index) => `k${index}: 1`).join(', ')}}\n`]) assert.equal(isReadable(lines), false, lines);
});
