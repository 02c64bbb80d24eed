import assert from 'node:assert/strict';
import test from 'node:test';
import { contextWords } from '../../../src/presentation/contextValue';
import { describe } from '../../../src/presentation/describe';
import { payloadNode, streamNode, namespaceNode } from '../../../src/presentation/nodes';
import { childrenOf } from '../../../src/presentation/tree';
import type { TreeNode } from '../../../src/presentation/treeNode';
import { acceptedBy, aPayload, creationFailed, facts, input, nightly, open, rejectedBy, type JobShape, type Shape } from './payloads';

const passed: JobShape = { name: 'aws', runs: ['Success'] };
const running: JobShape = { name: 'gcp', runs: ['Pending'] };

/** Shape of a payload → its row's description and icon. */
const payloadRows: readonly (readonly [sentence: string, shape: Shape, description: string, icon: string])[] = [
	['accepted by its jobs', { conditions: acceptedBy(), blocking: [passed] }, 'Accepted · 5 h · 1/1 blocking', 'pass-filled'],
	['accepted with informing failures', { conditions: acceptedBy(), blocking: [passed], informing: [{ name: 'osd', runs: ['Failure'] }] }, 'Accepted · 5 h · 1/1 blocking', 'pass-filled'],
	['rejected after its retries', { conditions: rejectedBy(), blocking: [passed, { name: 'gcp', runs: ['Failure', 'Failure', 'Error'], retries: 2 }] }, 'Rejected · gcp 3/3 failed · 5 h · 1/2 blocking', 'error'],
	[
		'doomed: one failed for good, another still runs',
		{ conditions: open, blocking: [{ name: 'aws', runs: ['Failure', 'Failure', 'Failure'], retries: 2 }, running] },
		'Ready · will be rejected: aws 3/3 failed, waiting for gcp · 5 h · 0/2 blocking',
		'flame',
	],
	['certain to be accepted if the last one passes', { conditions: open, blocking: [passed, running] }, 'Ready · 5 h · 1/2 blocking · will be accepted if gcp passes', 'beaker'],
	['waiting for everything', { conditions: open, blocking: [running, { name: 'vsphere', runs: ['Pending'] }, { name: 'metal', runs: ['Pending'] }] }, 'Ready · 5 h · 0/3 blocking · waiting for gcp, vsphere +1', 'beaker'],
	['pending creation', { conditions: ['PayloadCreated=Unknown'], creation: 'Unknown' }, 'Pending · 5 h · image is being built', 'watch'],
	['failed creation', { conditions: creationFailed, creation: 'Failed' }, 'Failed · 5 h', 'circle-slash'],
	[
		'a failed creation with an override',
		{ conditions: creationFailed, creation: 'Failed', override: { override: 'Accepted', reason: 'please' } },
		'Failed* · override Accepted has no effect · 5 h',
		'circle-slash',
	],
	[
		'manually accepted',
		{ conditions: acceptedBy('ReleasePayloadManuallyAccepted', 'flake'), blocking: [{ name: 'aws', runs: ['Failure'] }], override: { override: 'Accepted', reason: 'flake' } },
		'Accepted* · 5 h · 0/1 blocking · aws failed',
		'pass-filled',
	],
	[
		'carried over',
		{ conditions: acceptedBy('ReleasePayloadManuallyAccepted', 'LegacyResult(reason="",message="")'), blocking: [passed], override: { override: 'Accepted', reason: 'LegacyResult(reason="",message="")' } },
		'Accepted, carried over · 5 h · 1/1 blocking',
		'pass-filled',
	],
	['an unknown override', { conditions: acceptedBy(), blocking: [passed], override: { override: 'accepted', reason: 'x' } }, 'Accepted · override accepted has no effect · 5 h · 1/1 blocking', 'pass-filled'],
	[
		'an override that waits for the mirror',
		{ conditions: ['PayloadCreated=True'], blocking: [passed], mirror: 'Unknown', override: { override: 'Rejected', reason: 'x' } },
		'Ready* · 5 h · 1/1 blocking · override Rejected waits for the mirror',
		'beaker',
	],
	['mirror failed', { conditions: acceptedBy(), blocking: [passed], mirror: 'Failed' }, 'Accepted · not in the external registry · 5 h · 1/1 blocking', 'pass-filled'],
	['rules differ', { conditions: open, blocking: [passed] }, 'Ready · 5 h · 1/1 blocking · rules give Accepted, not written yet', 'beaker'],
	[
		'rules differ since the override was set',
		{ conditions: rejectedBy(), blocking: [{ name: 'aws', runs: ['Failure'] }], override: { override: 'Accepted', reason: 'x' }, setAt: '2026-05-01T18:22:00Z' },
		'Rejected* · aws failed · 5 h · 0/1 blocking · rules give Accepted, not written yet (2 min)',
		'error',
	],
	[
		'certain to be accepted if many pass, of which a summary keeps a few names',
		{ conditions: open, blocking: [passed, ...Array.from({ length: 15 }, (_, at) => ({ name: `job-${at + 10}`, runs: ['Pending'] }))] },
		'Ready · 5 h · 1/16 blocking · will be accepted if job-10, job-11 +13 pass',
		'beaker',
	],
	[
		'doomed by many, and waiting for many',
		{ conditions: open, blocking: Array.from({ length: 20 }, (_, at) => ({ name: `job-${at + 10}`, runs: [at < 8 ? 'Failure' : 'Pending'] })) },
		'Ready · will be rejected: job-10, job-11 +6 failed, waiting for job-18, job-19 +10 · 5 h · 0/20 blocking',
		'flame',
	],
	['lists not filled in', { conditions: ['PayloadCreated=True'], specBlocking: ['aws'] }, 'Ready · 5 h · job lists not filled in yet, verdict provisional', 'beaker'],
	['never started', { conditions: open, blocking: [running, { name: 'metal' }] }, 'Ready · metal never started · 5 h · 0/2 blocking · waiting for gcp', 'beaker'],
	['a cleared override whose verdict stands', { conditions: acceptedBy('ReleasePayloadManuallyAccepted'), blocking: [passed] }, 'Accepted · cleared override still stands · 5 h · 1/1 blocking', 'pass-filled'],
];

for (const [sentence, shape, description, icon] of payloadRows) {
	test(`a payload's row: ${sentence}`, () => {
		const payload = aPayload(shape);
		const row = describe(payloadNode('app.ci', { namespace: 'ocp', name: nightly }), input(facts({ payloads: [payload] })));
		assert.equal(row.label, nightly);
		assert.equal(row.description, description);
		assert.equal(row.icon, icon);
		assert.doesNotMatch(row.accessibilityLabel, /[*·]/, 'a screen reader gets words');
		assert.deepEqual(row.action, { kind: 'openPayload', ref: { namespace: 'ocp', name: nightly } });
	});
}

test('a payload known by metadata only says its age and no state', () => {
	const row = describe(payloadNode('app.ci', { namespace: 'ocp', name: nightly }), input(facts({ unread: [nightly] })));
	assert.deepEqual([row.label, row.description, row.icon, row.contextValue], [nightly, '5 h', 'circle-small', 'payload hasPullSpec']);
	assert.match(row.accessibilityLabel, /Not read yet/);
});

test('menus of a payload depend on the access review and the override', () => {
	const valueOf = (shape: Shape, mayOverride: boolean | undefined) =>
		describe(payloadNode('app.ci', { namespace: 'ocp', name: nightly }), input(facts({ payloads: [aPayload(shape)], held: false, ...(mayOverride !== undefined && { mayOverride }) }))).contextValue;
	assert.equal(valueOf({}, undefined), 'payload read hasPullSpec');
	assert.equal(valueOf({}, false), 'payload read hasPullSpec');
	assert.equal(valueOf({ override: { override: 'Accepted', reason: 'x' } }, true), 'payload read overridable overridden overrideAccepted hasPullSpec');
});

interface JobCase {
	readonly sentence: string;
	readonly job: JobShape;
	readonly role?: 'blocking' | 'informing' | 'upgrade' | 'analysis';
	readonly conditions?: readonly string[];
	readonly description: string;
	readonly icon: string;
}

const jobRows: readonly JobCase[] = [
	{ sentence: 'passed at once', job: passed, description: 'passed', icon: 'pass' },
	{ sentence: 'passed on a retry', job: { name: 'aws', runs: ['Failure', 'Success'], retries: 1 }, description: 'passed, attempt 2 of 2', icon: 'pass' },
	{ sentence: 'failed for good', job: { name: 'aws', runs: ['Failure', 'Aborted'], retries: 1 }, description: 'failed, attempt 2 of 2', icon: 'error' },
	{ sentence: 'running', job: { name: 'aws', runs: ['Pending'], retries: 1 }, description: 'running, attempt 1 of 2, for 4 h', icon: 'play-circle' },
	{ sentence: 'waiting for a retry that is overdue', job: { name: 'aws', runs: ['Failure'], retries: 1 }, description: 'attempt 1 of 2 failed, retries up to 1, next was expected 18:09 and is overdue', icon: 'history' },
	{ sentence: 'waiting for a retry that will not come', job: { name: 'aws', runs: ['Failure'], retries: 1 }, conditions: acceptedBy(), description: 'attempt 1 of 2 failed, no retry will be launched: the payload is decided', icon: 'debug-disconnect' },
	{ sentence: 'blocking without a run for hours', job: { name: 'aws' }, description: 'never started, may never be: usually needs a person', icon: 'warning' },
	{ sentence: 'informing without a run', job: { name: 'aws' }, role: 'informing', description: 'not started', icon: 'circle-outline' },
	{ sentence: 'without a run on a decided payload', job: { name: 'aws' }, conditions: rejectedBy(), description: 'no run, none will be launched', icon: 'circle-outline' },
	{ sentence: 'an upgrade entry with a failure is not green', job: { name: 'aws', runs: ['Success', 'Failure', 'Success'] }, role: 'upgrade', description: '2 of 3 runs passed', icon: 'warning' },
	{ sentence: 'an upgrade entry without failure', job: { name: 'aws', runs: ['Success', 'Success'] }, role: 'upgrade', description: '2 of 2 runs passed', icon: 'pass' },
	{ sentence: 'an analysis job', job: { name: 'aggregated-aws', runs: ['Success', 'Success', 'Failure'], analysis: 3 }, role: 'informing', description: 'Passed, 2 of 3 runs passed · analysis', icon: 'pass' },
	{ sentence: 'stored as Failed by the older API', job: { name: 'aws', state: 'Failed', runs: ['Failure'], older: true }, description: 'failed · stored as Failed, which controllers do not know', icon: 'error' },
	{ sentence: 'ignored by the older API', job: { name: 'aws', state: 'Ignored', older: true }, role: 'analysis', description: 'ignored', icon: 'circle-slash' },
	{ sentence: 'an odd state', job: { name: 'aws', state: 'success', runs: ['odd'] }, description: 'state unknown, stored as success', icon: 'question' },
];

for (const { sentence, job, role = 'blocking', conditions = open, description, icon } of jobRows) {
	test(`a job's row: ${sentence}`, () => {
		const world = input(facts({ payloads: [aPayload({ conditions, [role]: [job] })] }));
		const roles = childrenOf(payloadNode('app.ci', { namespace: 'ocp', name: nightly }), world);
		const jobs = roles.filter((node) => node.kind === 'role' && node.role === role).flatMap((node) => childrenOf(node, world));
		assert.equal(jobs.length, 1);
		const row = describe(jobs[0]!, world);
		assert.deepEqual([row.label, row.description, row.icon], [job.name, description, icon]);
		const spoken = row.accessibilityLabel.toLowerCase().split(', ');
		assert.equal(new Set(spoken).size, spoken.length, `said twice: ${row.accessibilityLabel}`);
	});
}

/** The row of the blocking group of a payload with one job of each kind. */
const blockingRow = (conditions: readonly string[], held: boolean) => {
	const blocking: readonly JobShape[] = [passed, running, { name: 'metal' }, { name: 'azure', runs: ['Failure'], retries: 1 }, { name: 'odd', state: 'wat', runs: ['odd'] }, { name: 'osd', runs: ['Failure'] }];
	const world = input(facts({ payloads: [aPayload({ conditions, blocking })], held }));
	const role = childrenOf(payloadNode('app.ci', { namespace: 'ocp', name: nightly }), world).find((node) => node.kind === 'role' && node.role === 'blocking');
	return role === undefined ? undefined : describe(role, world).description;
};

test('a group of jobs counts as running only what runs', () => {
	assert.equal(blockingRow(open, true), '1/6 passed · 1 failed · 1 running · 1 waiting for a retry · 1 never started · 1 without a state');
});

test('on a decided payload no retry is waited for, and what has no run is not called late', () => {
	assert.equal(blockingRow(rejectedBy(), true), '1/6 passed · 1 failed · 1 running · 1 not retried · 1 not started · 1 without a state');
});

test('a group whose jobs are not read yet says no more than is known of it', () => {
	assert.equal(blockingRow(open, false), '1/6 passed · 1 failed');
});

test('a job whose name was pruned is numbered among its kind', () => {
	const world = input(facts({ payloads: [aPayload({ conditions: open, blocking: [{ name: '', older: true }, { name: 'aws' }, { name: '', older: true }] })] }));
	assert.deepEqual(all(world).filter(({ node }) => node.kind === 'job').map(({ row }) => row.label).sort(), ['aws', 'unnamed job 1', 'unnamed job 2']);
});

test("a run's row tells state, duration, build cluster and start, and opens its Prow page", () => {
	const world = input(facts({ payloads: [aPayload({ conditions: open, blocking: [{ name: 'aws', runs: ['Failure', 'Pending'], retries: 1 }] })] }));
	const runs = all(world).filter(({ node }) => node.kind === 'run').map(({ row }) => row);
	assert.deepEqual(runs.map(({ label }) => label), ['Attempt 1', 'Attempt 2']);
	assert.equal(runs[0]?.description, 'Failed after 1 h 45 min · build05 · started 16:24 · 4 h');
	assert.equal(runs[1]?.description, 'Running for 2 h · build05 · started 18:24 · 2 h');
	assert.equal(runs[0].contextValue, 'run hasUrl hasBuildId hasProwJob');
	assert.equal(runs[0].action?.kind, 'openUrl');
});

test('a run without a page says so and leads nowhere', () => {
	const world = input(facts({ payloads: [aPayload({ conditions: open, blocking: [{ name: 'aws', runs: ['Triggered'] }] })] }));
	const [run] = all(world).filter(({ node }) => node.kind === 'run');
	assert.match(run?.row.description ?? '', /no Prow page yet$/);
	assert.equal(run?.row.action, undefined);
	assert.equal(run?.row.contextValue, 'run hasProwJob');
});

const dated = (day: string) => `4.22.0-0.nightly-2026-04-${day}-132406`;

test("a stream's row tells its newest Accepted, what is undecided and how many were rejected in a row", () => {
	const payloads = [
		aPayload({ name: nightly, conditions: open, blocking: [running] }),
		aPayload({ name: dated('30'), conditions: rejectedBy(), blocking: [{ name: 'aws', runs: ['Failure'] }] }),
		aPayload({ name: dated('29'), conditions: creationFailed, creation: 'Failed' }),
		aPayload({ name: dated('28'), conditions: rejectedBy(), blocking: [{ name: 'aws', runs: ['Failure'] }] }),
		aPayload({ name: dated('27'), conditions: acceptedBy(), blocking: [passed] }),
		aPayload({ name: dated('26'), conditions: rejectedBy(), blocking: [{ name: 'aws', runs: ['Failure'] }] }),
	];
	const world = input(facts({ payloads }));
	const stream = describe(streamNode('app.ci', 'ocp', '4.22.0-0.nightly'), world);
	assert.equal(stream.description, `Accepted 4 d · 2 rejected in a row · 1 undecided · ${dated('27')}`);
	assert.equal(stream.icon, 'warning');
	assert.equal(describe(namespaceNode('app.ci', 'ocp'), world).description, '1 stream quiet for 24 h');
	assert.equal(describe(namespaceNode('app.ci', 'ocp'), world).accessibilityLabel, 'ocp, 1 stream without an Accepted for 24 h');
	assert.equal(describe(namespaceNode('app.ci', 'ocp'), { ...world, settings: { ...world.settings, quietStreamHours: 200 } }).description, '');
});

test('a stream that is not fully read makes no claim about its newest Accepted', () => {
	const world = input(facts({ payloads: [aPayload({ name: dated('20'), conditions: acceptedBy(), blocking: [passed] })], unread: [nightly] }));
	assert.equal(describe(streamNode('app.ci', 'ocp', '4.22.0-0.nightly'), world).description, 'reading payloads');
	assert.equal(describe(namespaceNode('app.ci', 'ocp'), world).description, '');
});

test('a stable stream is never called quiet', () => {
	const world = input(facts({ payloads: [aPayload({ name: '4.21.3', conditions: rejectedBy(), blocking: [{ name: 'upgrade', runs: ['Failure'] }] })] }));
	assert.equal(describe(streamNode('app.ci', 'ocp', '4-stable'), world).icon, 'versions');
});

test('every context word a row can carry is in the documented list', () => {
	const world = input(facts({ payloads: [aPayload({ conditions: open, blocking: [{ name: 'aws', runs: ['Failure', 'Pending'] }, { name: 'gcp' }], override: { override: 'Rejected', reason: '' } })], mayOverride: true }));
	const known = new Set<string>(contextWords);
	for (const { row } of all(world)) for (const word of row.contextValue.split(' ')) assert.ok(known.has(word), word);
});

function all(world: ReturnType<typeof input>) {
	const walk = (nodes: readonly TreeNode[]): { node: TreeNode; row: ReturnType<typeof describe> }[] => nodes.flatMap((node) => [{ node, row: describe(node, world) }, ...walk(childrenOf(node, world))]);
	return walk([namespaceNode('app.ci', 'ocp')]);
}
