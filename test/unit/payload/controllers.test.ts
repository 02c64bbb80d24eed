import test from 'node:test';
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { pullSpec } from '../../../src/payload/pullSpec';
import { seedJobs, updateAccepted, updateCreation, updateJobStates, updateMirror, updateRejected } from '../../../src/payload/controllers';
import { isDecided, phaseOf } from '../../../src/payload/phase';
import { readPayload } from '../../../src/payload/readPayload';
import type { ReleasePayload } from '../../../src/payload/releasePayload';
import { settle } from '../../../src/payload/settle';
import { sha256 } from '../../../src/payload/sha256';
import { decisionStep, type DecisionStep } from '../../../src/payload/verdict';
import { aPayload, type APayload } from '../../support/aPayload';

const now = '2026-05-02T00:00:00Z';

const controllers: readonly [string, (payload: ReleasePayload) => ReleasePayload][] = [
	['seeding', seedJobs],
	['job state', updateJobStates],
	['creation', (payload) => updateCreation(payload, now)],
	['mirror', (payload) => updateMirror(payload, now)],
	['accepted', (payload) => updateAccepted(payload, now)],
	['rejected', (payload) => updateRejected(payload, now)],
];

for (const [name, sync] of controllers) {
	test(`the ${name} controller hands a settled object back as it is`, () => {
		const settled = aPayload({ blocking: [{ name: 'b', runs: ['Failure'] }, { name: 'a', runs: ['Success'] }], mirror: 'Success' });
		assert.equal(sync(settled), settled);
	});
}

test('a condition keeps its time while its status stays', () => {
	const rejected = aPayload({ blocking: [{ name: 'a', runs: ['Failure'] }] });
	const before = rejected.status.conditions?.find(({ type }) => type === 'PayloadRejected')?.lastTransitionTime;
	const manual = { ...rejected, spec: { ...rejected.spec, payloadOverride: { override: 'Rejected', reason: 'really' } } };
	const after = updateRejected(manual, now).status.conditions?.find(({ type }) => type === 'PayloadRejected');
	assert.deepEqual([after?.message, after?.lastTransitionTime], ['really', before]);
});

test('of two equal jobs the first takes the runs of the second, which stays undetermined', () => {
	const job = (state: string) => ({ ciConfigurationName: 'a', ciConfigurationJobName: 'p', results: [{ state }] });
	const { payload, rounds } = settle(readPayload({ status: { releaseCreationJobResult: { status: 'Success' }, blockingJobResults: [job('Failure'), job('Success')] } }));
	assert.deepEqual(payload.status.blockingJobResults?.map(({ state, results }) => [state, results?.[0]?.state]), [['Success', 'Success'], [undefined, 'Success']]);
	assert.equal(phaseOf(payload.status.conditions), 'Ready');
	assert.ok(rounds < 5);
});

const steps: readonly [DecisionStep, APayload][] = [
	['creationFailed', { creation: 'Failed', override: 'Accepted' }],
	['creationUnfinished', { creation: 'Unknown', override: 'Accepted' }],
	['creationUnfinished', { creation: 'Failure' }],
	['mirrorUnfinished', { mirror: 'Unknown', override: 'Accepted' }],
	['override', { override: 'Rejected', mirror: 'Failed' }],
	['noBlockingJobs', { informing: [{ name: 'a' }] }],
	['blockingJobs', { blocking: [{ name: 'a' }] }],
];

for (const [step, payload] of steps) test(`${JSON.stringify(payload)} is decided by ${step}`, () => assert.equal(decisionStep(aPayload({ ...payload, settled: false })), step));

test('a failed creation is Failed although it is rejected too, and any order of conditions gives the same phase', () => {
	const { status } = aPayload({ creation: 'Failed' });
	assert.equal(phaseOf(status.conditions), 'Failed');
	assert.equal(phaseOf([...(status.conditions ?? [])].reverse()), 'Failed');
	assert.equal(phaseOf(undefined), 'Pending');
	assert.deepEqual((['Pending', 'Ready', 'Accepted', 'Rejected', 'Failed'] as const).map(isDecided), [false, false, true, true, true]);
});

test('without a repository, or without tag and digest, there is nothing to pull', () => {
	assert.equal(pullSpec(undefined), undefined);
	assert.equal(pullSpec([{ tag: 'a' }]), undefined);
	assert.equal(pullSpec([{ repository: 'r' }]), undefined);
	assert.equal(pullSpec([{ repository: 'r', tag: 't' }]), 'r:t');
});

test('the digest of names of every length is the one that Node computes', () => {
	for (let length = 0; length < 200; length++) {
		const text = 'ä4.22.0-'.repeat(40).slice(0, length);
		assert.equal(Buffer.from(sha256(new TextEncoder().encode(text))).toString('hex'), createHash('sha256').update(text).digest('hex'));
	}
});
