import assert from 'node:assert/strict';
import test from 'node:test';
import type { WantedOverride } from '../../../src/payload/consequences';
import type { OverrideProgress } from '../../../src/payload/outlook';
import { basisDifferences, decisionBasis } from '../../../src/payload/override';
import { rowFromSummary, summarize } from '../../../src/payload/summary';
import { confirmation, effectSentences, objection } from '../../../src/presentation/decision';
import { changedSentences, goneSentence, progressSentence, writtenSentence } from '../../../src/presentation/outcome';
import { acceptedBy, aPayload, clock, creationFailed, nightly, open, rejectedBy, type Shape } from './payloads';

const accept: WantedOverride = { override: 'Accepted', reason: 'flake' };
const reject: WantedOverride = { override: 'Rejected', reason: 'broken' };
const good = { name: 'aws', runs: ['Success'] };
const bad = { name: 'gcp', runs: ['Failure'] };
const older = aPayload({ name: '4.22.0-0.nightly-2026-04-30-132406', conditions: acceptedBy(), blocking: [good] });

interface Case {
	readonly sentence: string;
	readonly shape: Shape;
	readonly wanted: WantedOverride;
	readonly says: readonly RegExp[];
	readonly others?: readonly ReturnType<typeof aPayload>[];
}

const newerRejected = [10, 11, 12, 13, 14].map((hour) => aPayload({ name: `4.22.0-0.nightly-2026-05-02-${hour}0000`, conditions: rejectedBy(), blocking: [bad] }));

const cases: readonly Case[] = [
	{ sentence: 'accepting what was rejected', shape: { conditions: rejectedBy(), blocking: [bad] }, wanted: accept, says: [/^Takes effect now: the payload becomes Accepted\.$/, /^Changes the newest Accepted payload of stream 4\.22\.0-0\.nightly from 4\.22\.0-0\.nightly-2026-04-30-132406 to 4\.22\.0-0\.nightly-2026-05-01-132406\.$/] },
	{ sentence: 'accepting early', shape: { conditions: open, blocking: [bad, { name: 'a' }, { name: 'b', runs: ['Failure'], retries: 1 }], informing: [{ name: 'c' }] }, wanted: accept, says: [/becomes Accepted/, /Ends testing early\. Jobs that will never start: 2\. Jobs that will not be retried: 1\./, /Changes the newest/] },
	{ sentence: 'accepting before the image is built', shape: { conditions: [], creation: 'Unknown' }, wanted: accept, says: [/^Waits until the release image is built/, /^Changes the newest Accepted payload .* to 4\.22\.0-0\.nightly-2026-05-01-132406/] },
	{ sentence: 'accepting after the creation failed', shape: { conditions: creationFailed, creation: 'Failed' }, wanted: accept, says: [/^Has no effect: the release creation Job failed/] },
	{ sentence: 'accepting while the mirror runs', shape: { conditions: ['PayloadCreated=True'], mirror: 'Unknown', blocking: [good] }, wanted: accept, says: [/^Waits until the release mirror Job has ended/, /^Changes the newest/] },
	{ sentence: 'accepting what is not mirrored', shape: { conditions: rejectedBy(), mirror: 'Failed', blocking: [bad] }, wanted: accept, says: [/becomes Accepted/, /not in the external registry: the release mirror Job failed/, /Changes the newest/] },
	{ sentence: 'the same again', shape: { conditions: acceptedBy('ReleasePayloadManuallyAccepted', 'flake'), blocking: [bad], override: accept }, wanted: accept, says: [/^Changes nothing/] },
	{ sentence: 'a reason that is too long', shape: { conditions: rejectedBy(), blocking: [bad] }, wanted: { override: 'Accepted', reason: 'x'.repeat(40_000) }, says: [/^Never takes effect: the reason is longer/] },
	{ sentence: 'rejecting the newest Accepted', shape: { conditions: acceptedBy(), blocking: [good] }, wanted: reject, says: [/becomes Rejected/, /Changes the newest Accepted payload .* from 4\.22\.0-0\.nightly-2026-05-01-132406 to 4\.22\.0-0\.nightly-2026-04-30-132406/] },
	{ sentence: 'rejecting the only Accepted', shape: { conditions: acceptedBy(), blocking: [good] }, wanted: reject, others: [], says: [/becomes Rejected/, /Leaves stream 4\.22\.0-0\.nightly without an Accepted payload/, /may delete the payload within seconds .* cannot be undone/] },
	{ sentence: 'rejecting below five newer Rejected', shape: { conditions: acceptedBy(), blocking: [good] }, wanted: reject, others: [...newerRejected, older], says: [/becomes Rejected/, /Changes the newest/, /may delete the payload within seconds/] },
	{ sentence: 'clearing an accept over a failure', shape: { conditions: acceptedBy('ReleasePayloadManuallyAccepted', 'x'), blocking: [bad], override: { override: 'Accepted', reason: 'x' } }, wanted: undefined, says: [/the jobs decide again, and the payload becomes Rejected/, /Changes the newest/] },
	{ sentence: 'clearing re-opens', shape: { conditions: acceptedBy('ReleasePayloadManuallyAccepted', 'x'), blocking: [{ name: 'b', runs: ['Failure'], retries: 1 }, { name: 'c' }], override: { override: 'Accepted', reason: 'x' } }, wanted: undefined, says: [/the jobs decide again, and they have not yet/, /Re-opens the payload: .*without a run: 1, waiting for a retry: 1.*maxUnreadyReleases/, /Changes the newest/] },
	{ sentence: 'clearing what the jobs give anyway', shape: { conditions: acceptedBy('ReleasePayloadManuallyAccepted', 'x'), blocking: [good], override: { override: 'Accepted', reason: 'x' } }, wanted: undefined, says: [/stays Accepted/] },
];

for (const { sentence, shape, wanted, says, others = [older] } of cases) {
	test(`said before sending: ${sentence}`, () => {
		const payload = aPayload(shape);
		const said = effectSentences({ payload, wanted, rows: [payload, ...others].map((each) => rowFromSummary(summarize(each))) });
		assert.equal(said.length, says.length, said.join('\n'));
		says.forEach((pattern, at) => assert.match(said[at] ?? '', pattern));
	});
}

test('the confirmation names the place, the state and every blocking job that is not passed', () => {
	const payload = aPayload({
		conditions: open,
		mirror: 'Failed',
		blocking: [good, bad, { name: 'run-1', runs: ['Pending'] }, { name: 'retry-1', runs: ['Failure'], retries: 2 }, { name: 'never-1' }, { name: 'odd-1', runs: ['?'], state: 'odd' }, ...Array.from({ length: 30 }, (_, at) => ({ name: `more-${at}`, runs: ['Failure'] }))],
		override: { override: 'Rejected', reason: 'earlier' },
		setAt: '2026-05-01T16:24:06Z',
	});
	const { message, detail, button } = confirmation({ payload, wanted: accept, rows: [rowFromSummary(summarize(older))] }, { context: 'app.ci', server: 'https://api.example.com:6443' }, clock);
	assert.equal(message, `Accept ${nightly} in app.ci?`);
	assert.equal(button, 'Accept');
	for (const line of ['Context: app.ci', 'Server: https://api.example.com:6443', 'Namespace: ocp', `Payload: ${nightly}`, 'Phase: Ready', 'Present override: Rejected, set 2 hours ago, earlier', 'Newest Accepted of the stream: 4.22.0-0.nightly-2026-04-30-132406, 29 hours ago', 'Mirror: failed', 'Reason: flake', 'Blocking jobs running: run-1', 'Blocking jobs waiting for a retry: retry-1', 'Blocking jobs never started: never-1', 'Blocking jobs without a known state: odd-1']) {
		assert.ok(detail.split('\n').includes(line), `${line}\n\n${detail}`);
	}
	for (let at = 0; at < 30; at++) assert.match(detail, new RegExp(`more-${at}\\b`));
});

test('a decision needs a reason, a clear needs something to clear', () => {
	const payload = aPayload({});
	assert.match(objection({ payload, wanted: { override: 'Accepted', reason: ' \n' }, rows: [] }) ?? '', /reason/);
	assert.match(objection({ payload, wanted: undefined, rows: [] }) ?? '', /no override/);
	assert.equal(objection({ payload: aPayload({ override: { reason: 'stray' } }), wanted: undefined, rows: [] }), undefined);
	assert.equal(objection({ payload, wanted: accept, rows: [] }), undefined);
});

test('every outcome has a sentence of its own that names the payload', () => {
	const progresses: Record<OverrideProgress, true> = { inForce: true, notYet: true, waitsForCreation: true, waitsForMirror: true, creationFailed: true, replaced: true, void: true };
	for (const wanted of [accept, reject, undefined]) {
		const said = [writtenSentence(wanted, nightly), ...(Object.keys(progresses) as OverrideProgress[]).map((progress) => progressSentence(progress, wanted, nightly, 90_000)), goneSentence(nightly, 'ocp')];
		assert.equal(new Set(said).size, said.length);
		for (const sentence of said) assert.ok(sentence.includes(nightly));
	}
	assert.match(progressSentence('notYet', accept, nightly, 90_000), /not in force after 1 min/);
});

test('what changed since the decision is told thing by thing', () => {
	const before = decisionBasis(aPayload({ conditions: open, blocking: [{ name: 'aws', runs: ['Pending'] }] }));
	const after = decisionBasis(aPayload({ conditions: acceptedBy(), blocking: [good], override: { override: 'Rejected', reason: 'x\ny' } }));
	assert.deepEqual(changedSentences(nightly, basisDifferences(before, after)), [
		`${nightly} has changed since you decided. Nothing was written.`,
		'Override: was none, is Rejected.',
		'Reason of the override: was none, is x y.',
		'Phase: was Ready, is Accepted.',
		'Blocking job aws: was Pending, is Success.',
	]);
});
