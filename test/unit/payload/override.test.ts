import test from 'node:test';
import assert from 'node:assert/strict';
import { consequencesOf, type WantedOverride } from '../../../src/payload/consequences';
import { jobsOf } from '../../../src/payload/jobs';
import { basisDifferences, decisionBasis, overridePatch, sameBasis } from '../../../src/payload/override';
import { isCarriedOver, overrideOrigin } from '../../../src/payload/overrideOrigin';
import type { Phase } from '../../../src/payload/phase';
import type { PayloadRow } from '../../../src/payload/summary';
import { rowFromSummary, summarize } from '../../../src/payload/summary';
import { aPayload, type APayload } from '../../support/aPayload';

const accept: WantedOverride = { override: 'Accepted', reason: 'flake' };
const reject: WantedOverride = { override: 'Rejected', reason: 'broken' };

test('the patch holds value and reason together, with uid and resourceVersion, and a clear takes both away', () => {
	const at = { uid: 'u', resourceVersion: '7' };
	assert.deepEqual(overridePatch({ ...at, override: 'Accepted', reason: 'why' }), { metadata: at, spec: { payloadOverride: { override: 'Accepted', reason: 'why' } } });
	assert.deepEqual(overridePatch({ ...at, override: undefined, reason: 'ignored' }), { metadata: at, spec: { payloadOverride: null } });
});

const running: APayload = { blocking: [{ name: 'aws', runs: ['Pending'] }, { name: 'gcp', runs: ['Failure'], maxRetries: 1 }] };

test('a run that ends without deciding its job does not change the basis of a decision', () => {
	const later: APayload = { blocking: [{ name: 'aws', runs: ['Pending'] }, { name: 'gcp', runs: ['Failure', 'Pending'], maxRetries: 1 }] };
	assert.equal(sameBasis(decisionBasis(aPayload(running)), decisionBasis(aPayload(later))), true);
});

test('what changed since the decision is told by name', () => {
	const later = aPayload({ blocking: [{ name: 'aws', runs: ['Failure'] }, { name: 'azure' }], override: 'Rejected', reason: 'no' });
	assert.deepEqual(basisDifferences(decisionBasis(aPayload(running)), decisionBasis(later)), [
		{ what: 'override', name: undefined, before: '', after: 'Rejected' },
		{ what: 'reason', name: undefined, before: '', after: 'no' },
		{ what: 'phase', name: undefined, before: 'Ready', after: 'Rejected' },
		{ what: 'blocking', name: 'aws', before: 'Pending', after: 'Failure' },
		{ what: 'blocking', name: 'azure', before: '', after: 'Unknown' },
		{ what: 'blocking', name: 'gcp', before: 'Pending', after: '' },
	]);
});

test('who wrote the override comes from the newest entry that owns it', () => {
	const entry = (manager: string, time: string, ownsOverride: boolean, subresource = '') => ({ manager, time, ownsOverride, subresource });
	const managedFields = [
		entry('release-controller', '2026-05-01T01:00:00Z', true),
		entry('kubectl-patch', '2026-05-01T03:00:00Z', true),
		entry('release-payload-controller', '2026-05-01T04:00:00Z', false, 'status'),
	];
	assert.deepEqual(overrideOrigin({ managedFields }), { at: Date.parse('2026-05-01T03:00:00Z'), by: 'kubectl-patch' });
	assert.deepEqual(overrideOrigin({}), { at: undefined, by: undefined });
	assert.equal(isCarriedOver('LegacyResult(reason="VerificationFailed",message="")'), true);
	assert.equal(isCarriedOver('see LegacyResult()'), false);
});

function row(day: number, phase: Phase): PayloadRow {
	const name = `4.22.0-0.nightly-2026-04-${String(day).padStart(2, '0')}-000000`;
	const conditions: Record<Phase, readonly string[]> = {
		Accepted: ['PayloadAccepted'],
		Rejected: ['PayloadRejected'],
		Failed: ['PayloadFailed'],
		Ready: ['PayloadCreated'],
		Pending: [],
	};
	return rowFromSummary(summarize(aPayload({ name, stream: '4.22.0-0.nightly', isTrue: conditions[phase] })));
}

function consequences(payload: APayload, wanted: WantedOverride, rows: readonly PayloadRow[] = []) {
	const read = aPayload(payload);
	return consequencesOf(read, wanted, jobsOf(read), rows);
}

test('accepting early ends the testing, and says how many jobs will not start or be retried', () => {
	const told = consequences({ ...running, informing: [{ name: 'i1' }, { name: 'i2', runs: ['Success'] }] }, accept);
	assert.deepEqual([told.outlook, told.phaseBefore, told.phaseAfter, told.endsTesting, told.reopens], ['soon', 'Ready', 'Accepted', true, false]);
	assert.deepEqual([told.neverStarted, told.awaitingRetry], [1, 1]);
});

test('clearing the override of an undecided verification reopens the payload', () => {
	const told = consequences({ ...running, override: 'Accepted', reason: 'x' }, undefined);
	assert.deepEqual([told.outlook, told.phaseBefore, told.phaseAfter, told.reopens, told.endsTesting], [undefined, 'Accepted', 'Ready', true, false]);
});

test('an override that waits decides nothing yet', () => {
	const told = consequences({ ...running, mirror: 'Unknown' }, accept);
	assert.deepEqual([told.outlook, told.phaseAfter, told.endsTesting, told.mayBeDeleted], ['waitsForMirror', 'Ready', false, false]);
});

test('accepting what the mirror failed to publish is said', () => {
	assert.equal(consequences({ ...running, mirror: 'Failed' }, accept).notMirrored, true);
	assert.equal(consequences({ ...running, mirror: 'Success' }, accept).notMirrored, false);
	assert.equal(consequences({ ...running, mirror: 'Failed' }, reject).notMirrored, false);
	assert.equal(consequences(running, accept).notMirrored, false);
});

const nightly: APayload = { name: '4.22.0-0.nightly-2026-04-15-000000', stream: '4.22.0-0.nightly' };
const accepted: APayload = { ...nightly, blocking: [{ name: 'aws', runs: ['Success'] }] };

test('the newest Accepted of the stream is told before and after', () => {
	const rows = [row(10, 'Accepted'), row(20, 'Ready'), row(12, 'Accepted'), { ...row(25, 'Accepted'), stream: 'another' }];
	const names = (told: ReturnType<typeof consequences>) => [told.newestAcceptedBefore?.name, told.newestAcceptedAfter?.name].map((name) => name?.slice(-17, -7));
	assert.deepEqual(names(consequences({ ...nightly, ...running }, accept, rows)), ['2026-04-12', '2026-04-15']);
	assert.deepEqual(names(consequences(accepted, reject, rows)), ['2026-04-15', '2026-04-12']);
	assert.deepEqual(names(consequences(accepted, reject, [...rows, row(18, 'Accepted')])), ['2026-04-18', '2026-04-18']);
	assert.deepEqual(names(consequences(accepted, reject, [])), ['2026-04-15', undefined]);
	assert.deepEqual(names(consequences({ ...nightly, ...running, mirror: 'Unknown' }, accept, rows)), ['2026-04-12', '2026-04-15'], 'also of one that has yet to take effect');
});

const fiveRejected = [21, 22, 23, 24, 25].map((day) => row(day, 'Rejected'));
const deletions: readonly { what: string; payload: APayload; rows: readonly PayloadRow[]; expected: boolean }[] = [
	{ what: 'with no older Accepted', payload: accepted, rows: [row(20, 'Accepted')], expected: true },
	{ what: 'with an older Accepted', payload: accepted, rows: [row(10, 'Accepted')], expected: false },
	{ what: 'with five newer Rejected', payload: accepted, rows: [row(10, 'Accepted'), ...fiveRejected], expected: true },
	{ what: 'with four newer Rejected and an older one', payload: accepted, rows: [row(9, 'Rejected'), row(10, 'Accepted'), ...fiveRejected.slice(1)], expected: false },
	{ what: 'in a stream that is its own target', payload: { ...accepted, imagestream: '4.22-art-latest-multi' }, rows: [], expected: false },
	{ what: 'of stable kind', payload: { ...accepted, name: '4.22.3', stream: '4-stable' }, rows: [], expected: false },
	{ what: 'that waits for its mirror, with no older Accepted', payload: { ...nightly, ...running, mirror: 'Unknown' }, rows: [], expected: true },
	{ what: 'that is rejected already', payload: { ...nightly, blocking: [{ name: 'aws', runs: ['Failure'] }] }, rows: [], expected: false },
];

for (const { what, payload, rows, expected } of deletions) {
	test(`rejecting a payload ${what} ${expected ? 'may delete it at once' : 'does not delete it'}`, () => {
		assert.equal(consequences(payload, reject, rows).mayBeDeleted, expected);
	});
}
