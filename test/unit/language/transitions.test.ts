import assert from 'node:assert/strict';
import test from 'node:test';
import { openSession, shippedFacts, type ShownFinding } from '../../../src/language/service';
import { readPayload } from '../../../src/payload/readPayload';
import type { ReleasePayload } from '../../../src/payload/releasePayload';
import { spec } from './hardCaseTexts';

// Transition rules of the CRD against the stored object, and each cause said once.

const facts = shippedFacts();
const annotated = readPayload({ spec: { payloadVerificationConfig: { payloadVerificationDataSource: 'ImageStreamTagAnnotation', blockingJobs: [{ ciConfigurationName: 'aws' }] } } });
const usual = readPayload({ spec: { payloadVerificationConfig: { payloadVerificationDataSource: 'BuildFarmLookup' } } });

function findingsWith(text: string, live: ReleasePayload | 'absent' | undefined): readonly ShownFinding[] {
	return openSession(text, () => ({ ...facts, live: () => live })).findings();
}

function immutableIn(text: string, live: ReleasePayload | 'absent' | undefined): readonly string[] {
	return findingsWith(text, live).filter(({ layer }) => layer === 'api').map(({ code, message, range: { start, end } }) => `${code} ${start.line}:${start.character}-${end.line}:${end.character} ${message}`);
}

const other = spec('  payloadVerificationConfig:\n    payloadVerificationDataSource: ImageStreamTagAnnotation\n');
const leftOut = spec('  payloadVerificationConfig:\n    blockingJobs: []\n');

for (const { name, text, live, says } of [
	{ name: 'another data source than the stored one', text: other, live: usual, says: ['immutable 7:35-7:59 The stored payload has "BuildFarmLookup" here, which cannot be changed.'] },
	{ name: 'none, so that the default steps in', text: leftOut, live: annotated, says: ['immutable 6:2-6:27 The stored payload has "ImageStreamTagAnnotation" here, which cannot be changed.'] },
	{ name: 'null, so that the default steps in', text: spec('  payloadVerificationConfig:\n    payloadVerificationDataSource: ~\n'), live: annotated, says: ['immutable 7:35-7:36 The stored payload has "ImageStreamTagAnnotation" here, which cannot be changed.'] },
	{ name: 'the default, where it is stored', text: leftOut, live: usual, says: [] },
	{ name: 'the same data source', text: other, live: annotated, says: [] },
	{ name: 'the whole config left out', text: spec('  payloadType: Local\n'), live: usual, says: [] },
	{ name: 'a stored object without config', text: other, live: readPayload({ spec: {} }), says: [] },
	{ name: 'no stored object', text: other, live: 'absent', says: [] },
	{ name: 'nothing known', text: other, live: undefined, says: [] },
] as const) {
	test(`transition rules: ${name}`, () => assert.deepEqual(immutableIn(text, live), says));
}

test('the rule of meaning about the same gives way, and leaves its mend', () => {
	const session = openSession(other, () => ({ ...facts, live: () => usual }));
	assert.ok(!session.findings().some(({ code }) => code === 'C7'));
	const [mend] = session.actions(0, other.length).filter(({ finding }) => finding.code === 'immutable');
	assert.deepEqual(mend?.edits.map(({ newText }) => newText), ['BuildFarmLookup']);
});

for (const { name, text, codes } of [
	{ name: 'a truth value for a text', text: spec('  payloadCoordinates: {streamName: on}\n'), codes: 'type' },
	{ name: 'a number for a text', text: spec('  payloadCoordinates: {streamName: 4.10}\n'), codes: 'type' },
	{ name: 'a key twice', text: spec('  payloadType: Local\n  payloadType: Reference\n'), codes: 'duplicate-key' },
	{ name: 'a typing mistake in a field', text: spec('  payloadTyp: Local\n'), codes: 'unknown-field' },
	{ name: 'the override under another name', text: spec('  payloadOverrides: {}\n'), codes: 'unknown-field' },
	{ name: 'a kind in other capitals', text: spec('').replace('ReleasePayload', 'releasepayload'), codes: 'kind' },
	{ name: 'a name in capitals', text: spec('').replace('nightly', 'NIGHTLY'), codes: 'metadata' },
	{ name: 'a generated name', text: spec('').replace('  name:', '  generateName:'), codes: 'generate-name' },
]) {
	test(`one message for one cause: ${name}`, () => {
		const found = findingsWith(text, undefined).filter(({ code, layer }) => layer === 'api' || ['D1', 'D4', 'N5', 'N11', 'N12', 'O13', 'Q2', 'Q3'].includes(code));
		assert.deepEqual(found.filter(({ code }) => code !== 'metadata' || codes === 'metadata').map(({ code }) => code), [codes]);
	});
}

test('what the cluster reads, and what was probably meant, is said', () => {
	const messages = findingsWith(spec('  payloadTyp: Local\n  payloadCoordinates: {streamName: 4.10, namespace: no}\n'), undefined).filter(({ layer }) => layer === 'api').map(({ message }) => message);
	assert.equal(messages.length, 3);
	assert.match(messages.join('\n'), /"payloadTyp" here, "payloadType" is probably meant/);
	assert.match(messages.join('\n'), /reads 4\.1 here, but it must be a text/);
	assert.match(messages.join('\n'), /reads false here, but it must be a text/);
});

test('what the server refuses at five stages is said at once', () => {
	const text = 'apiVersion: release.openshift.io/v1alpha1\nkind: ReleasePayload\nmetadata:\n  name: 4.22.0-0.nightly-2026-05-01-132406\n  labels: 1\nspec:\n  foo: 1\n  payloadType: Nope\n  bar: .inf\n  payloadType: Local\n';
	const codes = findingsWith(text, undefined).filter(({ layer }) => layer !== 'meaning').map(({ code, range }) => `${range.start.line} ${code}`).sort();
	// Decoding, two strict ones, the schema, and what cannot be read at all.
	assert.deepEqual(codes, ['4 type', '6 unknown-field', '7 enum', '8 number', '8 unknown-field', '9 duplicate-key']);
});
