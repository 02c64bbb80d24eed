import assert from 'node:assert/strict';
import test from 'node:test';
import { readPayload } from '../../../../src/payload/readPayload';
import { checkFix, checkRule, preamble } from './checkRule';

const status = 'status:\n  conditions: []\n';
const job = (...lines: readonly string[]): string => `spec:\n  payloadVerificationConfig:\n    blockingJobs:\n${lines.map((line) => `    ${line}\n`).join('')}`;

const cases: readonly { readonly name: string; readonly code: string; readonly text: string }[] = [
	{ code: 'D1', name: 'a value that a later one replaces', text: 'spec:\n  [[payloadType]]: Local\n  payloadType: Reference\n' },
	{ code: 'D1', name: 'three values, of which two are lost', text: 'spec:\n  [[payloadType]]: Local\n  [[payloadType]]: Reference\n  payloadType: Local\n' },
	{ code: 'D1', name: 'a lost value in a job', text: job('- [[maxRetries]]: 1', '  ciConfigurationName: aws', '  maxRetries: 2') },
	{ code: 'D1', name: 'a lost value in a condition', text: 'status:\n  conditions:\n  - [[type]]: PayloadAccepted\n    type: PayloadRejected\n' },
	{ code: 'D1', name: 'the same key in two jobs', text: job('- maxRetries: 1', '- maxRetries: 2') },
	{ code: 'D1', name: 'merge keys are no duplicates', text: 'spec:\n  payloadCoordinates: &a\n    namespace: ocp\n  payloadOverride:\n    <<: {}\n    <<: {}\n' },
	{
		code: 'D2',
		name: 'a list of payloads, once',
		text: `apiVersion: v1\nkind: List\nitems:\n- apiVersion: release.openshift.io/v1alpha1\n  kind: [[ReleasePayload]]\n- apiVersion: release.openshift.io/v1alpha1\n  kind: ReleasePayload\n`,
	},
	{ code: 'D2', name: 'several documents, once', text: `${preamble}---\n${preamble.replace('ReleasePayload', '[[ReleasePayload]]')}---\n${preamble}` },
	{ code: 'D2', name: 'one document behind a separator', text: `---\n# one\n---\n${preamble}` },
	{ code: 'D3', name: 'what the server sets, in something new', text: 'metadata:\n  name: 4.22.3\n  [[uid]]: u\n  [[resourceVersion]]: "5"\n  [[creationTimestamp]]: null\n  [[managedFields]]: []\n' },
	{ code: 'D3', name: 'what the server sets, in a stored object', text: `metadata:\n  uid: u\n${status}` },
	{ code: 'D4', name: 'a typing mistake in a field', text: 'spec:\n  [[payloadTyp]]: Local\n' },
	{ code: 'D4', name: 'a field of a job in another case', text: job('- [[ciconfigurationname]]: aws') },
	{ code: 'D4', name: 'a mistake in metadata', text: 'metadata:\n  [[label]]: {}\n' },
	{ code: 'D4', name: 'a key that is like none', text: 'spec:\n  somethingElse: 1\n' },
	{ code: 'D4', name: 'free keys', text: 'metadata:\n  labels:\n    nam: x\n' },
	{ code: 'D4', name: 'the override has a rule of its own', text: 'spec:\n  payloadOverrides: {}\n' },
	{ code: 'D5', name: 'no namespace', text: 'spec: {}\n[[metadata]]:\n  name: 4.22.3\n' },
	{ code: 'D5', name: 'an empty namespace', text: 'metadata:\n  [[namespace]]: ""\n' },
	{ code: 'D5', name: 'a namespace', text: 'metadata:\n  namespace: ocp\n' },
];

for (const { name, code, text } of cases) test(`${code}: ${name}`, () => void checkRule(code, text));

test('D6: an older copy of what the cluster holds', () => {
	const live = readPayload({ metadata: { resourceVersion: '9' }, spec: { payloadOverride: { override: 'Accepted', reason: 'flake' } } });
	const same = 'spec:\n  payloadOverride:\n    override: Accepted\n    reason: flake\n';
	checkRule('D6', `metadata:\n  resourceVersion: [["7"]]\n${same}`, { live });
	checkRule('D6', `metadata:\n  resourceVersion: "9"\n${same}`, { live });
	checkRule('D6', '[[spec]]:\n  payloadType: Local\n', { live });
	checkRule('D6', 'spec:\n  payloadOverride:\n    override: [[Rejected]]\n    reason: flake\n', { live });
	checkRule('D6', same, { live: readPayload({}) });
	checkRule('D6', `metadata:\n  resourceVersion: "7"\n${same}`, { live: 'absent' });
});

test('D3 counts what the cluster lacks as new', () => {
	checkRule('D3', `metadata:\n  [[uid]]: u\n${status}`, { live: 'absent' });
	checkRule('D3', 'metadata:\n  uid: u\n', { live: readPayload({}) });
});

test('D1 removes the value that is lost, unasked only when both are the same', () => {
	checkFix('D1', 'spec:\n  payloadType: Local # first\n  # between\n  payloadType: Reference\n', 'spec:\n  # between\n  payloadType: Reference\n');
	checkFix('D1', job('- maxRetries: 1', '  maxRetries: 2'), job('- maxRetries: 2'));
	const safe = (text: string): unknown => checkRule('D1', text)[0]?.fixes[0]?.safe;
	assert.equal(safe('spec:\n  [[payloadType]]: Local\n  payloadType: "Local"\n'), true);
	assert.equal(safe('spec:\n  [[payloadType]]: Local\n  payloadType: Reference\n'), false);
});

test('D3 removes one field or all of them', () => {
	const before = 'metadata:\n  name: 4.22.3\n  uid: u\n  managedFields:\n  - manager: a\n    operation: Update\n  creationTimestamp: null\n  namespace: ocp\n';
	checkFix('D3', before, before.replace('  uid: u\n', ''));
	checkFix('D3', before, 'metadata:\n  name: 4.22.3\n  namespace: ocp\n', 1);
});

test('D4 renames to the field that was meant', () => {
	checkFix('D4', 'spec:\n  payloadtype: Local # x\n', 'spec:\n  payloadType: Local # x\n');
	checkFix('D4', job('- maxretries: 1'), job('- maxRetries: 1'));
});

test('D5 takes the namespace of the coordinates', () => {
	const spec = 'spec:\n  payloadCoordinates:\n    namespace: ocp\n';
	checkFix('D5', `metadata:\n  name: 4.22.3\n  labels:\n    a: b\n${spec}`, `metadata:\n  name: 4.22.3\n  labels:\n    a: b\n  namespace: ocp\n${spec}`);
	checkFix('D5', `metadata:\n  namespace: ""\n${spec}`, `metadata:\n  namespace: "ocp"\n${spec}`);
});
