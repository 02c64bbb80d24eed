import assert from 'node:assert/strict';
import test from 'node:test';
import { documentHead } from '../../../src/presentation/documentHead';
import { payloadNode } from '../../../src/presentation/nodes';
import { tooltip } from '../../../src/presentation/tooltips';
import { explain } from '../../../src/presentation/why';
import { acceptedBy, aPayload, clock, creationFailed, facts, input, nightly, open, rejectedBy, type Shape } from './payloads';

const judging = { settings: { quietStreamHours: 24, neverStartedMinutes: 120 }, clock };
const aws = { name: 'aws', runs: ['Success'] };
const gcp = { name: 'gcp', runs: ['Pending'] };

interface Case {
	readonly sentence: string;
	readonly shape: Shape;
	readonly headline: RegExp | string;
	/** Each must be found in one of the notes. */
	readonly notes?: readonly RegExp[];
	/** None may be found in any. */
	readonly not?: readonly RegExp[];
}

const cases: readonly Case[] = [
	{ sentence: 'accepted by its jobs', shape: { conditions: acceptedBy(), blocking: [aws, { name: 'metal', runs: ['Success'] }] }, headline: 'Accepted: all 2 blocking jobs passed.', notes: [/^Decided 3 hours ago\.$/], not: [/rerun/, /rules/] },
	{ sentence: 'accepted without blocking jobs', shape: { conditions: acceptedBy(), informing: [{ name: 'osd', runs: ['Failure'] }] }, headline: /no blocking jobs/ },
	{ sentence: 'rejected by one job', shape: { conditions: rejectedBy(), blocking: [aws, { name: 'gcp', runs: ['Failure', 'Error'], retries: 1 }] }, headline: 'Rejected: the blocking job gcp 2/2 failed.', notes: [/rerun started on Prow's page is not counted/] },
	{ sentence: 'failed creation', shape: { conditions: creationFailed, creation: 'Failed' }, headline: 'Failed: the release image could not be built.' },
	{
		sentence: 'manually accepted over a failure',
		shape: { conditions: acceptedBy('ReleasePayloadManuallyAccepted', 'known flake, OCPBUGS-1'), blocking: [{ name: 'gcp', runs: ['Failure'] }], override: { override: 'Accepted', reason: 'known flake, OCPBUGS-1' } },
		headline: 'Accepted by an override: known flake, OCPBUGS-1',
		notes: [/is in force/, /Without the override it would be Rejected/, /When the override was set is not known/],
	},
	{
		sentence: 'manually rejected, set by a client',
		shape: { conditions: rejectedBy('ReleasePayloadManuallyRejected', 'x'), blocking: [aws], override: { override: 'Rejected', reason: 'x' }, setAt: '2026-05-01T16:24:06Z' },
		headline: 'Rejected by an override: x',
		notes: [/Set 2 hours ago, 2026-05-01 16:24 UTC \(18:24 Europe\/Berlin\), by the client kubectl-patch\./],
	},
	{ sentence: 'waiting for creation', shape: { conditions: [], creation: 'Unknown' }, headline: new RegExp(`^Waiting for the release creation Job ${nightly}: `) },
	{ sentence: 'waiting for the mirror', shape: { conditions: ['PayloadCreated=True'], blocking: [aws], mirror: 'Unknown' }, headline: new RegExp(`^Waiting for the release mirror Job ${nightly}-alternate-mirror: `) },
	{ sentence: 'an override waits for the mirror', shape: { conditions: ['PayloadCreated=True'], blocking: [aws], mirror: 'Unknown', override: { override: 'Accepted', reason: 'x' } }, headline: /mirror Job/, notes: [/override Accepted waits until the release mirror Job has ended/] },
	{ sentence: 'lists not filled in', shape: { conditions: ['PayloadCreated=True'], specBlocking: ['aws'] }, headline: /job lists: .* provisional/ },
	{ sentence: 'waiting for informing jobs alone', shape: { conditions: ['PayloadCreated=True'], informing: [gcp] }, headline: /since there are no blocking ones: gcp\.$/ },
	{ sentence: 'waiting for jobs', shape: { conditions: open, blocking: [gcp, { name: 'metal', runs: ['Failure'], retries: 1 }] }, headline: 'Waiting for 2 of 2 blocking jobs: gcp and metal.' },
	{ sentence: 'doomed', shape: { conditions: open, blocking: [gcp, { name: 'metal', runs: ['Failure'] }] }, headline: 'Waiting for the blocking job gcp.', notes: [/It will be rejected whatever happens: metal failed for good\. The verdict is written once these are done: gcp\./] },
	{ sentence: 'certain', shape: { conditions: open, blocking: [gcp, aws] }, headline: 'Waiting for the blocking job gcp.', notes: [/It will be accepted if these pass: gcp\./] },
	{ sentence: 'never started', shape: { conditions: ['PayloadCreated=True'], blocking: [aws, { name: 'metal' }] }, headline: /Cannot be decided while .*: metal\./, notes: [/^No run 5 h after creation: metal\./] },
	{ sentence: 'rules differ', shape: { conditions: open, blocking: [aws] }, headline: /Nothing is left/, notes: [/rules it is Accepted as it stands, which is not written yet/] },
	{ sentence: 'half written', shape: { conditions: ['PayloadCreated=True', 'PayloadAccepted=True', 'PayloadRejected=True'], blocking: [aws] }, headline: /^Accepted/, notes: [/Both verdict conditions are True/] },
	{ sentence: 'unknown override', shape: { conditions: acceptedBy(), blocking: [aws], override: { override: 'accept', reason: 'x' } }, headline: /^Accepted: its one/, notes: [/override accept has no effect: controllers know exactly/] },
	{ sentence: 'a reason alone', shape: { conditions: acceptedBy(), blocking: [aws], override: { reason: 'x' } }, headline: /^Accepted/, notes: [/A reason is stored without an override/] },
	{ sentence: 'abandoned retries', shape: { conditions: acceptedBy('ReleasePayloadManuallyAccepted', 'x'), blocking: [{ name: 'gcp', runs: ['Failure'], retries: 1 }], override: { override: 'Accepted', reason: 'x' } }, headline: /^Accepted by/, notes: [/retry that will not be launched.*: gcp/, /would be open again \(Ready\)/] },
	{ sentence: 'mirror failed', shape: { conditions: acceptedBy(), blocking: [aws], mirror: 'Failed' }, headline: /^Accepted/, notes: [/not in the external registry/] },
	{ sentence: 'older shape', shape: { conditions: rejectedBy(), blocking: [{ name: 'gcp', state: 'Failed', older: true }] }, headline: /gcp failed/, notes: [/older API's shape\. Jobs stored as Failed/] },
];

for (const { sentence, shape, headline, notes = [], not = [] } of cases) {
	test(`why: ${sentence}`, () => {
		const why = explain(aPayload(shape), judging);
		if (typeof headline === 'string') assert.equal(why.headline, headline);
		else assert.match(why.headline, headline);
		for (const note of notes) assert.ok(why.notes.some((each) => note.test(each)), `${note} in ${JSON.stringify(why.notes, undefined, 1)}`);
		for (const note of not) assert.ok(!why.notes.some((each) => note.test(each)), `${note} in ${JSON.stringify(why.notes, undefined, 1)}`);
	});
}

test('the document head names everything that the tooltip names, in lines that fit beside a side bar', () => {
	const jobs = Array.from({ length: 8 }, (_, at) => ({ name: `periodic-with-a-long-name-${at}`, runs: ['Pending'] }));
	const payload = aPayload({
		conditions: open,
		blocking: jobs,
		labels: { 'release.openshift.io/qe_state': 'Accepted' },
		qualifiersSummary: { failureLabels: ['fips-broken'], qualifiers: { fips: { badgeName: 'FIPS', aggregateState: 'Failure', jiraNotifications: { t: { issueKey: 'OCPBUGS-42' } } } } },
	});
	const lines = documentHead(payload, judging).split('\n');
	for (const line of lines) assert.ok(line.length <= 88, line);
	for (const part of ['#   PayloadAccepted False, ', '#   qe: Accepted', '#   fips-broken', '#   FIPS: not earned, Failure', '#   OCPBUGS-42: fips, active']) {
		assert.ok(lines.some((line) => line.startsWith(part)), `${part}\n\n${lines.join('\n')}`);
	}
	const sentence = lines.map((line) => line.replace(/^# */, '')).join(' ');
	for (const { name } of jobs) assert.ok(sentence.includes(name), name);
});

test('a message that conditions only repeat is said once, and one of their own is said', () => {
	const reason = 'Contains the broken kernel';
	const payload = aPayload({ conditions: [...rejectedBy('ReleasePayloadManuallyRejected', reason), 'PayloadMirrored=Unknown::of its own'], blocking: [aws], override: { override: 'Rejected', reason } });
	const head = documentHead(payload, judging).split('\n');
	assert.deepEqual(head.filter((line) => line.includes(reason)), [`# Rejected by an override: ${reason}`, `#   ${reason}`]);
	assert.ok(head.some((line) => line.includes('of its own')));
});

test('what many jobs hold up names none too few', () => {
	const many = (runs: string, count: number) => Array.from({ length: count }, (_, at) => ({ name: `${runs}-${at + 10}`, runs: [runs] }));
	const notesOf = (shape: Shape) => explain(aPayload(shape), judging).notes.join('\n');
	assert.match(notesOf({ conditions: open, blocking: [aws, ...many('Pending', 15)] }), /accepted if these pass: (Pending-\d+, ){7}Pending-17 and 7 more\./);
	assert.match(notesOf({ conditions: open, blocking: [...many('Failure', 9), ...many('Pending', 6)] }), /happens: (Failure-\d+, ){7}Failure-17 and 1 more failed for good\..*once these are done: (Pending-\d+, ){4}Pending-14 and Pending-15\./);
	assert.match(notesOf({ conditions: open, blocking: [aws, ...many('odd', 9)] }), /holds the verdict: (odd-\d+, ){7}odd-17 and 1 more\./);
});

test('the document head is comment lines alone, with the full message of a failed creation', () => {
	const head = documentHead(aPayload({ conditions: creationFailed, creation: 'Failed', creationMessage: 'error: step one\nkind: Secret\u001b[31m\r\n\tstep two\u2028x: y' }), judging);
	for (const line of head.split('\n')) assert.match(line, /^#( |$)/);
	assert.match(head, /# {3}error: step one\n# {3}kind: Secret␛\[31m\n# {7}step two\n# {3}x: y/);
	assert.match(head, new RegExp(`^# ${nightly}: Failed`));
	assert.doesNotMatch(head, /[\r\u001b\u2028]/);
});

test("a payload's tooltip tells names, reasons, approvals, labels, badges and Jira keys where present", () => {
	const payload = aPayload({
		name: `${nightly}-x7k2p`,
		tag: nightly,
		conditions: acceptedBy(),
		blocking: [aws],
		labels: { 'release.openshift.io/qe_state': 'Accepted', 'release.openshift.io/docs_state': 'Maybe' },
		qualifiersSummary: {
			failureLabels: ['fips-broken'],
			qualifiers: { fips: { badgeName: 'FIPS', aggregateState: 'Failure', badgePropagated: true, jiraNotifications: { t: { issueKey: 'OCPBUGS-42', activeEscalation: 'first', activePriority: 'Major' } } } },
		},
	});
	const text = unescaped(tooltip(payloadNode('app.ci', { namespace: 'ocp', name: `${nightly}-x7k2p` }), input(facts({ payloads: [payload] }))) ?? '');
	for (const part of [`**${nightly}**`, `Object: \`${nightly}-x7k2p\``, 'Created 5 hours ago', '**Accepted: its one blocking job passed.**', 'qe: Accepted', 'docs: Maybe, which is ignored', 'fips-broken', 'FIPS: not earned, Failure, shown on lists', 'OCPBUGS-42: fips, active, first, Major', 'Release creation Job: Success', 'PayloadAccepted True']) {
		assert.ok(text.includes(part), `${part}\n\n${text}`);
	}
});

test('a tooltip of a payload that is not held says what the row says', () => {
	const world = input(facts({ payloads: [aPayload({ conditions: acceptedBy(), blocking: [aws] })], held: false }));
	assert.match(unescaped(tooltip(payloadNode('app.ci', { namespace: 'ocp', name: nightly }), world) ?? ''), /- Accepted\n- 5 h\n- 1\/1 blocking/);
});

function unescaped(markdown: string): string {
	return markdown.replace(/\\([!-/:-@[-`{-~])/g, '$1');
}
