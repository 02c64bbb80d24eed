import test from 'node:test';
import assert from 'node:assert/strict';
import { findCondition } from '../../../src/payload/conditions';
import { updateAccepted, updateRejected } from '../../../src/payload/controllers';
import { fateOf } from '../../../src/payload/fate';
import { hasFailed, jobsOf, shownState } from '../../../src/payload/jobs';
import { longestReason, outlookOf, overrideOutlook, overrideProgress, reasonFits, withOverride } from '../../../src/payload/outlook';
import { phaseOf } from '../../../src/payload/phase';
import type { ReleasePayload } from '../../../src/payload/releasePayload';
import { phaseWithoutConditions, settle, settleRejectedFirst } from '../../../src/payload/settle';
import { aPayload, type APayload } from '../../support/aPayload';
import { freshSeed, randomOf } from '../language/random';

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

const seed = freshSeed();
const random = randomOf(seed);
const pick = <T>(list: readonly T[]): T => random.pick(list);
const anyJob = () => ({ ciConfigurationName: pick(['a', 'b', '']), ciConfigurationJobName: pick(['x', 'y']), maxRetries: pick([0, 1]), analysisJobCount: pick([0, 0, 2]), state: pick(['', 'Pending', 'Success', 'Failure', 'odd']), results: Array.from({ length: pick([0, 1, 2]) }, () => ({ state: pick(['Pending', 'Success', 'Failure', 'Error', 'odd']) })) });
const anyJobs = () => Array.from({ length: pick([0, 0, 1, 2]) }, anyJob);

/** A payload in any state, likely or not. */
function anyPayload(): ReleasePayload {
	const conditions = Array.from({ length: pick([0, 1, 2, 4]) }, () => ({ type: pick(['PayloadAccepted', 'PayloadRejected', 'PayloadCreated', 'PayloadFailed', 'PayloadMirrored']), status: pick(['True', 'False', 'Unknown', 'odd']), reason: pick(['', 'ReleasePayloadManuallyAccepted', 'ReleasePayloadManuallyRejected']), message: pick(['', 'why']) }));
	return {
		metadata: {},
		spec: {
			payloadOverride: { override: pick(['', 'Accepted', 'Rejected', 'odd']), reason: pick(['', 'why']) },
			payloadCreationConfig: { releaseMirrorCoordinates: { releaseMirrorJobName: pick(['', 'mirror']) } },
			payloadVerificationConfig: { blockingJobs: anyJobs(), informingJobs: anyJobs(), upgradeJobs: anyJobs() },
		},
		status: {
			conditions,
			releaseCreationJobResult: { status: pick(['Success', 'Success', 'Failed', 'Unknown', '']) },
			releaseMirrorJobResult: { status: pick(['Success', 'Failed', 'Unknown', '']) },
			...(random.below(3) === 0 ? {} : { blockingJobResults: anyJobs(), informingJobResults: anyJobs(), upgradeJobResults: anyJobs() }),
		},
	};
}

test('what is said of an override is what the controllers come to, whichever is first', () => {
	console.log(`    seed ${seed}`);
	for (let turn = 0; turn < 20_000; turn++) {
		const payload = anyPayload();
		const [override, reason] = [pick(['Accepted', 'Rejected']), pick(['', 'why'])];
		const wanted = withOverride(payload, { override, reason });
		const lands = [settle(wanted), settleRejectedFirst(wanted)].every((settled) => overrideOutlook(settled.payload) === 'inForce');
		const outlook = outlookOf(payload, override, reason);
		if (outlook === 'soon' || outlook === 'waitsForMirror') assert.equal(outlook === 'soon', lands, JSON.stringify(wanted));
	}
});

test('the phase of a payload without conditions is the one at which the controllers end', () => {
	console.log(`    seed ${seed}`);
	for (let turn = 0; turn < 20_000; turn++) {
		const payload = anyPayload();
		const bare = { ...payload, status: { ...payload.status, conditions: [] } };
		assert.equal(phaseWithoutConditions(bare), settle(bare).phase, JSON.stringify(bare));
	}
});

test('a job counts as failed where it is shown as failed', () => {
	for (let turn = 0; turn < 5_000; turn++) {
		const job = { ...anyJob(), state: pick(['', 'Ignored', 'Failed', 'Failure', 'Success']) };
		assert.equal(hasFailed(job), shownState(job, 'blocking') === 'failed', JSON.stringify(job));
	}
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
