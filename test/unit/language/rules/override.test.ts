import assert from 'node:assert/strict';
import test from 'node:test';
import { readPayload } from '../../../../src/payload/readPayload';
import { checkFix, checkRule } from './checkRule';

const created = 'status:\n  releaseCreationJobResult:\n    status: Success\n';
const accepted = (rest: string): string => `spec:\n  payloadOverride:\n    override: ${rest}\n`;

const cases: readonly { readonly name: string; readonly code: string; readonly text: string }[] = [
	{ name: 'a verdict in the wrong case is ignored by every controller', code: 'O1', text: accepted('[[accepted]]\n    reason: x') },
	{ name: 'a quoted unknown verdict is reported with its quotes', code: 'O1', text: accepted('[["Accepted "]]\n    reason: x') },
	{ name: 'an empty override is none', code: 'O1', text: accepted('""') },
	{ name: 'a recognised verdict is fine', code: 'O1', text: accepted('Rejected\n    reason: x') },
	{ name: 'an override without reason', code: 'O2', text: accepted('[[Accepted]]') },
	{ name: 'an override with a blank reason', code: 'O2', text: accepted('Accepted\n    reason: [["  "]]') },
	{ name: 'a reason that is no text is not missing', code: 'O2', text: accepted('Accepted\n    reason: 4.20') },
	{ name: 'a reason without override', code: 'O3', text: 'spec:\n  payloadOverride:\n    reason: [[because]]\n' },
	{ name: 'a reason of 32,768 characters lands', code: 'O4', text: accepted(`Accepted\n    reason: ${'r'.repeat(32_768)}`) },
	{ name: 'a longer reason never lands', code: 'O4', text: accepted(`Accepted\n    reason: [[${'r'.repeat(32_769)}]]`) },
	{ name: 'an override after a failed creation', code: 'O5', text: `${accepted('[[Accepted]]\n    reason: x')}status:\n  releaseCreationJobResult:\n    status: Failed\n` },
	{ name: 'an override before creation', code: 'O6', text: `${accepted('[[Accepted]]\n    reason: x')}status:\n  releaseCreationJobResult:\n    status: Unknown\n` },
	{ name: 'an override after creation', code: 'O6', text: accepted('Accepted\n    reason: x') + created },
	{
		name: 'an override while the mirror Job runs',
		code: 'O7',
		text: `spec:\n  payloadCreationConfig:\n    releaseMirrorCoordinates:\n      releaseMirrorJobName: m\n  payloadOverride:\n    override: [[Accepted]]\n    reason: x\n${created}`,
	},
	{
		name: 'an override that repeats what the jobs said',
		code: 'O8',
		text: `${accepted('[[Accepted]]\n    reason: x')}${created}  conditions:\n  - type: PayloadAccepted\n    status: "True"\n    reason: ReleasePayloadAccepted\n`,
	},
	{
		name: 'an acceptance over failed blocking jobs',
		code: 'O9',
		text: `${accepted('[[Accepted]]\n    reason: x')}${created}  blockingJobResults:\n  - ciConfigurationName: aws\n    state: Failure\n  - ciConfigurationName: gcp\n    state: Success\n`,
	},
	{
		name: 'a rejection of an accepted payload',
		code: 'O10',
		text: `${accepted('[[Rejected]]\n    reason: x')}${created}  conditions:\n  - type: PayloadAccepted\n    status: "True"\n`,
	},
	{ name: 'an override on a payload still to be created', code: 'O11', text: accepted('[[Accepted]]\n    reason: x') },
	{ name: 'an override on a stored payload', code: 'O11', text: `metadata:\n  uid: u\n${accepted('Accepted\n    reason: x')}` },
	{ name: 'the plural of the field', code: 'O13', text: 'spec:\n  [[payloadOverrides]]:\n    override: Accepted\n' },
	{ name: 'the field in capitals', code: 'O13', text: 'spec:\n  payloadOverride:\n    [[Override]]: Accepted\n' },
	{ name: 'an override under status', code: 'O13', text: 'status:\n  [[payloadOverride]]:\n    override: Accepted\n' },
];

for (const { name, code, text } of cases) test(`${code}: ${name}`, () => void checkRule(code, text));

test('O12: a changed verdict that keeps the former reason', () => {
	const live = readPayload({ spec: { payloadOverride: { override: 'Accepted', reason: 'flake' } } });
	checkRule('O12', accepted('Rejected\n    reason: [[flake]]'), { live });
	checkRule('O12', accepted('Accepted\n    reason: flake'), { live });
	checkRule('O12', accepted('Rejected\n    reason: other'), { live });
});

test('O9 names the failed jobs and points at their states', () => {
	const [found] = checkRule(
		'O9',
		`${accepted('[[Accepted]]\n    reason: x')}${created}  blockingJobResults:\n  - ciConfigurationName: aws\n    state: Failure\n`,
	);
	assert.match(found?.message ?? '', /aws/);
	assert.equal(found?.related.length, 1);
});

test('O1 mends the case and keeps the quotes', () => {
	checkFix('O1', accepted("'accepted' # TRT\n    reason: x"), accepted("'Accepted' # TRT\n    reason: x"));
	checkFix('O1', accepted('REJECT\n    reason: x'), accepted('Rejected\n    reason: x'));
	checkFix('O1', accepted('approved\n    reason: x'), accepted('Accepted\n    reason: x'));
});

test('O2 adds the reason below the verdict, in flow style inside the braces', () => {
	checkFix('O2', accepted('Accepted'), accepted('Accepted\n    reason: Manually accepted per TRT'));
	checkFix('O2', 'spec:\n  payloadOverride: {override: Rejected}\n', 'spec:\n  payloadOverride: {override: Rejected, reason: Manually rejected per TRT}\n');
	checkFix('O2', accepted('Accepted\n    reason:'), accepted('Accepted\n    reason: Manually accepted per TRT'));
});

test('O2 keeps Windows line ends', () => {
	checkFix('O2', 'spec:\r\n  payloadOverride:\r\n    override: Accepted\r\n', 'spec:\r\n  payloadOverride:\r\n    override: Accepted\r\n    reason: Manually accepted per TRT\r\n');
});

test('O3 removes the reason with its line', () => {
	checkFix('O3', 'spec:\n  payloadOverride:\n    override: ""\n    reason: because\n', 'spec:\n  payloadOverride:\n    override: ""\n');
});

test('O13 renames the key', () => {
	checkFix('O13', 'spec:\n  payload_override: {}\n', 'spec:\n  payloadOverride: {}\n');
});
