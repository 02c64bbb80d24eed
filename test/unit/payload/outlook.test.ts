import test from 'node:test';
import assert from 'node:assert/strict';
import { findCondition } from '../../../src/payload/conditions';
import { updateAccepted, updateRejected } from '../../../src/payload/controllers';
import { fateOf } from '../../../src/payload/fate';
import { jobsOf } from '../../../src/payload/jobs';
import { longestReason, outlookOf, overrideOutlook, overrideProgress, reasonFits, withOverride } from '../../../src/payload/outlook';
import { phaseOf } from '../../../src/payload/phase';
import { settle } from '../../../src/payload/settle';
import { aPayload, type APayload } from '../../support/aPayload';

const failing = { blocking: [{ name: 'aws', runs: ['Failure'] }] };

const outlooks: readonly { what: string; payload: APayload; as: string }[] = [
	{ what: 'an override on a rejected payload takes effect soon', payload: failing, as: 'soon' },
	{ what: 'an override on a running payload takes effect soon', payload: { blocking: [{ name: 'aws', runs: ['Pending'] }] }, as: 'soon' },
	{ what: 'an override waits while the image is being made', payload: { creation: 'Unknown' }, as: 'waitsForCreation' },
	{ what: 'an override waits while nothing is known of the image', payload: { creation: '' }, as: 'waitsForCreation' },
	{ what: 'an override has no effect once the image could not be made', payload: { creation: 'Failed' }, as: 'creationFailed' },
	{ what: 'an override waits for an unfinished mirror', payload: { ...failing, mirror: 'Unknown' }, as: 'waitsForMirror' },
	{ what: 'a failed mirror holds nothing', payload: { ...failing, mirror: 'Failed' }, as: 'soon' },
	{ what: 'changing a decided payload while its mirror is unfinished can leave it undecided', payload: { mirror: 'Unknown', isTrue: ['PayloadCreated', 'PayloadRejected'] }, as: 'waitsForMirror' },
];

for (const { what, payload, as } of outlooks) test(what, () => assert.equal(outlookOf(aPayload(payload), 'Accepted', 'why'), as));

for (const word of ['accepted', ' Accepted ', 'Approve', 'ACCEPTED', '']) {
	test(`${JSON.stringify(word)} is no override that a controller knows`, () => assert.equal(outlookOf(aPayload(failing), word, ''), 'unrecognised'));
}

test('an override is in force only when both verdict conditions carry it with its reason', () => {
	const overridden = withOverride(aPayload(failing), { override: 'Accepted', reason: 'flake' });
	const one = updateAccepted(overridden, '');
	assert.equal(phaseOf(one.status.conditions), 'Accepted');
	assert.equal(overrideOutlook(one), 'soon');
	assert.equal(overrideProgress(one, { override: 'Accepted', reason: 'flake' }), 'notYet');
	const both = updateRejected(one, '');
	assert.equal(overrideOutlook(both), 'inForce');
	assert.equal(overrideProgress(both, { override: 'Accepted', reason: 'flake' }), 'inForce');
	assert.equal(overrideOutlook(withOverride(both, { override: 'Accepted', reason: 'another' })), 'soon');
	assert.equal(overrideOutlook(withOverride(both, { override: 'Rejected', reason: 'flake' })), 'soon');
});

test('an override without a reason comes into force with an empty message', () => {
	const { payload } = settle(withOverride(aPayload(failing), { override: 'Accepted' }));
	assert.equal(findCondition(payload.status.conditions, 'PayloadAccepted')?.message, '');
	assert.equal(overrideOutlook(payload), 'inForce');
});

test('a payload without an override has no outlook', () => assert.equal(overrideOutlook(aPayload(failing)), undefined));

test('a clear is in force once no verdict is manual, and replaced when another override stands', () => {
	const accepted = aPayload({ ...failing, override: 'Accepted', reason: 'x' });
	const cleared = withOverride(accepted, undefined);
	assert.equal(overrideProgress(cleared, undefined), 'notYet');
	assert.equal(overrideProgress(settle(cleared).payload, undefined), 'inForce');
	assert.equal(overrideProgress(accepted, undefined), 'replaced');
	assert.equal(overrideProgress(accepted, { override: 'Accepted', reason: 'y' }), 'replaced');
	assert.equal(overrideProgress(withOverride(accepted, { override: 'accepted', reason: 'x' }), { override: 'accepted', reason: 'x' }), 'void');
});

test('a reason may have 32,768 code points, however many UTF-16 units these are', () => {
	assert.equal(reasonFits('x'.repeat(longestReason)), true);
	assert.equal(reasonFits('x'.repeat(longestReason + 1)), false);
	assert.equal(reasonFits('😀'.repeat(longestReason)), true);
	assert.equal(reasonFits('😀'.repeat(longestReason) + 'x'), false);
	assert.equal(outlookOf(aPayload(failing), 'Accepted', 'x'.repeat(longestReason + 1)), 'reasonTooLong');
});

const fates: readonly { what: string; payload: APayload; fate: unknown }[] = [
	{
		what: 'a payload is doomed once a blocking job failed for good, whatever the others do',
		payload: { blocking: [{ name: 'aws', runs: ['Failure', 'Failure', 'Failure'], maxRetries: 2 }, { name: 'gcp', runs: ['Pending'] }, { name: 'new' }] },
		fate: { verdict: 'rejected', because: [{ name: 'aws', runs: 3, allowed: 3, awaitsRetry: false }], waitingFor: ['gcp', 'new'] },
	},
	{
		what: 'an analysis job that can no longer reach its threshold dooms its payload before its last run ends',
		payload: { blocking: [{ name: 'agg', runs: ['Failure', 'Failure', 'Failure', 'Pending', 'Success'], analysisJobCount: 5 }] },
		fate: { verdict: 'rejected', because: [{ name: 'agg', runs: 5, allowed: 5, awaitsRetry: false }], waitingFor: [] },
	},
	{
		what: 'an analysis job that still can does not',
		payload: { blocking: [{ name: 'agg', runs: ['Failure', 'Failure', 'Success', 'Pending', 'Success'], analysisJobCount: 5 }, { name: 'ok', runs: ['Success'] }] },
		fate: { verdict: 'accepted', because: [], waitingFor: ['agg'] },
	},
	{
		what: 'a payload is accepted if the last job passes',
		payload: { blocking: [{ name: 'aws', runs: ['Success'] }, { name: 'gcp', runs: ['Failure'], maxRetries: 1 }] },
		fate: { verdict: 'accepted', because: [], waitingFor: ['gcp'] },
	},
	{ what: 'nothing is certain while no job passed or failed for good', payload: { blocking: [{ name: 'aws', runs: ['Pending'] }] }, fate: undefined },
	{ what: 'an undetermined job leaves everything open', payload: { blocking: [{ name: 'aws', runs: ['Success'] }, { name: 'odd', runs: ['wat'] }] }, fate: undefined },
	{ what: 'a payload without blocking jobs has no fate', payload: { informing: [{ name: 'a', runs: ['Pending'] }] }, fate: undefined },
	{ what: 'a decided payload has no fate any more', payload: { blocking: [{ name: 'aws', runs: ['Failure'] }] }, fate: undefined },
	{ what: 'an image that is not made yet leaves everything open', payload: { creation: 'Unknown', blocking: [{ name: 'aws', runs: ['Failure'] }] }, fate: undefined },
	{
		what: 'a payload that only waits for its mirror is as good as accepted',
		payload: { mirror: 'Unknown', blocking: [{ name: 'aws', runs: ['Success'] }] },
		fate: { verdict: 'accepted', because: [], waitingFor: [] },
	},
	{ what: 'an override that waits for the mirror outranks the jobs', payload: { mirror: 'Unknown', override: 'Accepted', blocking: [{ name: 'aws', runs: ['Failure'] }] }, fate: undefined },
];

for (const { what, payload, fate } of fates) {
	test(what, () => {
		const read = aPayload(payload);
		assert.deepEqual(fateOf(read, jobsOf(read)), fate);
	});
}
