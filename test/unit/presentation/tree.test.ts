import assert from 'node:assert/strict';
import test from 'node:test';
import type { ClusterErrorReason } from '../../../src/cluster/cluster';
import { describe } from '../../../src/presentation/describe';
import { viewMessage } from '../../../src/presentation/freshness';
import { nodeForRef, parentOf, payloadNode } from '../../../src/presentation/nodes';
import { problemReasons, problemWords, type ProblemReason } from '../../../src/presentation/problems';
import { childrenOf, rootNodes } from '../../../src/presentation/tree';
import type { ClusterFacts, ConnectionFacts, TreeInput, TreeNode } from '../../../src/presentation/treeNode';
import { acceptedBy, aPayload, created, facts, input, live, nightly, open, rejectedBy } from './payloads';

const problem = (reason: string) => ({ reason, detail: 'said the server', retryAt: undefined });
const labels = (nodes: readonly TreeNode[], world: TreeInput) => nodes.map((node) => describe(node, world).label);

function everyNode(world: TreeInput): readonly TreeNode[] {
	const walk = (nodes: readonly TreeNode[]): readonly TreeNode[] => nodes.flatMap((node) => [node, ...walk(childrenOf(node, world))]);
	return walk(rootNodes(world));
}

const rich = aPayload({
	conditions: open,
	blocking: [{ name: 'a/b', runs: ['Failure', 'Pending'], retries: 1 }, { name: 'a', runs: ['Success'] }],
	informing: [{ name: 'b/a', runs: ['Success'] }],
	upgrade: [{ name: 'aws', runs: ['Success', 'Failure'] }],
});

test('above the tree stands what a narrow row has no room for: where it is from, what is left out, what to do', () => {
	const failed: ConnectionFacts = { kind: 'failed', since: created, problem: problem('unauthorized') };
	const filtered = (world: TreeInput): TreeInput => ({ ...world, filter: { text: 'aws', faultsOnly: true } });
	assert.equal(viewMessage(input(), ''), '');
	assert.equal(viewMessage(input(facts({ payloads: [rich] })), ''), 'app.ci · live');
	assert.equal(viewMessage(filtered(input(facts({ payloads: [rich] }))), 'AWS'), 'app.ci · live · faults only · filtered by “AWS”');
	assert.match(viewMessage(input(facts({ state: failed })), ''), /^app\.ci · not available · Log in again in a terminal, for example with oc login https/);
	assert.equal(viewMessage(input(facts({ payloads: [rich], state: { ...failed, kind: 'reconnecting' } })), ''), 'app.ci · stale since 15:24');
	assert.doesNotMatch(viewMessage(input(facts({ context: 'a\u202eb\nc' })), 'x\u202ey'), /[\u202e\n]/);
	assert.equal(viewMessage(input(facts(), facts({ context: 'other' })), ''), '2 contexts');
});

test('a single cluster has no context level, the second brings it', () => {
	const one = facts({ payloads: [rich] });
	assert.deepEqual(rootNodes(input(one)).map(({ kind }) => kind), ['namespace']);
	assert.deepEqual(rootNodes(input(one, facts({ context: 'other' }))).map(({ kind }) => kind), ['context', 'context']);
	assert.deepEqual(rootNodes(input()), []);
});

test('ids are unique, begin with context and namespace, and do not depend on the state', () => {
	const world = input(facts({ payloads: [rich] }), facts({ context: 'app/ci', payloads: [rich] }));
	const ids = everyNode(world).map(({ id }) => id);
	assert.equal(new Set(ids).size, ids.length);
	assert.ok(ids.length > 20);
	for (const id of ids) assert.match(id, /^app(\.|%2F)ci($|\/ocp($|\/))/);
	const decided = aPayload({ conditions: acceptedBy(), blocking: [{ name: 'a/b', runs: ['Failure', 'Success'], retries: 1 }, { name: 'a', runs: ['Success'] }], informing: [{ name: 'b/a', runs: ['Success'] }], upgrade: [{ name: 'aws', runs: ['Success', 'Failure'] }] });
	assert.deepEqual(everyNode(input(facts({ payloads: [decided] }))).map(({ id }) => id), everyNode(input(facts({ payloads: [rich] }))).map(({ id }) => id));
});

test('from every node the way up leads to the root it was reached from', () => {
	for (const world of [input(facts({ payloads: [rich] })), input(facts({ payloads: [rich] }), facts({ context: 'other', payloads: [rich] }))]) {
		const check = (node: TreeNode, above: TreeNode | undefined) => {
			if (node.kind !== 'notice') assert.deepEqual(parentOf(node, world.clusters), above);
			for (const child of childrenOf(node, world)) check(child, node);
		};
		for (const root of rootNodes(world)) check(root, undefined);
	}
});

test('a payload that is gone is revealed below its namespace', () => {
	assert.equal(parentOf(nodeForRef('app.ci', { namespace: 'ocp', name: 'gone' }), [facts()])?.kind, 'namespace');
});

test('streams stand in their order, payloads newest first or by version', () => {
	const names = ['4.21.9', '4.21.10', '4.22.0-0.nightly-2026-04-30-132406', nightly, '4.22.0-0.ci-2026-05-01-000000'];
	const world = input(facts({ payloads: names.map((name) => aPayload({ name })) }));
	const shown = everyNode(world).flatMap((node) => (node.kind === 'stream' ? [`[${node.stream}]`] : node.kind === 'payload' ? [node.ref.name] : []));
	assert.deepEqual(shown, ['[4-stable]', '4.21.10', '4.21.9', '[4.22.0-0.ci]', '4.22.0-0.ci-2026-05-01-000000', '[4.22.0-0.nightly]', nightly, '4.22.0-0.nightly-2026-04-30-132406']);
});

test('roles come from the counts before the object is held, and are the same once it is', () => {
	const node = payloadNode('app.ci', { namespace: 'ocp', name: nightly });
	const kinds = (cluster: ClusterFacts) => childrenOf(node, input(cluster)).map((child) => child.id);
	assert.deepEqual(kinds(facts({ payloads: [rich], held: false })), kinds(facts({ payloads: [rich], held: true })));
	assert.equal(kinds(facts({ payloads: [rich] })).length, 3);
});

test('the Analysis group is there only for objects of the older API', () => {
	const older = aPayload({ conditions: open, blocking: [{ name: 'aws', older: true }], analysis: [{ name: 'aggregated', older: true }] });
	const roles = childrenOf(payloadNode('app.ci', { namespace: 'ocp', name: nightly }), input(facts({ payloads: [older] })));
	assert.deepEqual(roles.map((node) => (node.kind === 'role' ? node.role : node.kind)), ['blocking', 'analysis']);
});

/** State of the connection → labels and click of what stands at the root, with and without known payloads. */
const connections: readonly (readonly [state: ConnectionFacts, empty: string, action: string | undefined])[] = [
	[{ kind: 'connecting' }, 'Connecting…', undefined],
	[{ kind: 'listing', loaded: 0, total: undefined }, 'Connecting…', undefined],
	[live, 'No namespace with payloads found', 'pickContext'],
	[{ kind: 'failed', since: created, problem: problem('unauthorized') }, 'Login expired', 'retry'],
	[{ kind: 'failed', since: created, problem: problem('notInstalled') }, 'No ReleasePayloads here', 'pickContext'],
	[{ kind: 'failed', since: created, problem: problem('untrusted') }, 'Workspace is not trusted', 'manageTrust'],
	[{ kind: 'failed', since: created, problem: problem('config') }, 'Kubeconfig cannot be used', 'pickContext'],
	[{ kind: 'reconnecting', since: created, problem: problem('unreachable') }, 'Cluster cannot be reached', 'retry'],
];

for (const [state, label, command] of connections) {
	test(`an empty cluster that is ${state.kind} (${'problem' in state ? state.problem.reason : label}) shows one row with a next step`, () => {
		const world = input(facts({ state }));
		const rows = rootNodes(world).map((node) => describe(node, world));
		assert.deepEqual(rows.map((row) => row.label), [label]);
		assert.deepEqual(rows[0]?.action, command === undefined ? undefined : { kind: 'command', command });
	});
}

test('a lost connection keeps the last known payloads and says since when they are stale', () => {
	const state: ConnectionFacts = { kind: 'reconnecting', since: created, problem: { reason: 'unreachable', detail: '', retryAt: created + 5 * 3_600_000 + 60_000 } };
	const world = input(facts({ payloads: [rich], state, namespaces: [{ namespace: 'ocp', state }] }));
	assert.deepEqual(labels(rootNodes(world), world), ['Connection lost, showing what was known at 15:24', 'ocp']);
	assert.match(describe(rootNodes(world)[0]!, world).description, /next attempt at 20:25/);
	assert.deepEqual(labels(childrenOf(rootNodes(world)[1]!, world), world), ['4.22.0-0.nightly'], 'said once');
});

test('a forbidden namespace is a lock with its reason, the others work', () => {
	const world = input(facts({ payloads: [rich], namespaces: [{ namespace: 'ocp', state: live }, { namespace: 'ocp-priv', state: { kind: 'failed', since: created, problem: problem('forbidden') } }] }));
	const [, secret] = rootNodes(world);
	assert.equal(describe(secret!, world).icon, 'lock');
	const [notice] = childrenOf(secret!, world);
	assert.deepEqual([describe(notice!, world).label, describe(notice!, world).icon], ['Not allowed', 'lock']);
	assert.match(describe(notice!, world).accessibilityLabel, /namespace ocp-priv of context app\.ci/);
});

test('a refusal of the only namespace is said below it, and not above it too', () => {
	const state: ConnectionFacts = { kind: 'failed', since: created, problem: problem('forbidden') };
	const world = input(facts({ state, namespaces: [{ namespace: 'ocp', state }] }));
	assert.deepEqual(labels(everyNode(world), world), ['ocp', 'Not allowed']);
	const two = input(facts({ state, namespaces: [{ namespace: 'ocp', state }, { namespace: 'origin', state }] }));
	assert.deepEqual(labels(rootNodes(two), two), ['Not allowed', 'ocp', 'origin']);
});

test('a filter leaves the namespaces in which something passes, and those that may hold anything', () => {
	const other = aPayload({ name: '4.22.0-0.ci-2026-05-01-132406', namespace: 'origin', conditions: acceptedBy() });
	const roots = (state: ConnectionFacts, text: string) => {
		const namespaces = [{ namespace: 'ocp', state: live }, { namespace: 'origin', state: live }, { namespace: 'ocp-priv', state }];
		const world: TreeInput = { ...input(facts({ payloads: [rich, other], namespaces })), filter: { text, faultsOnly: false } };
		return labels(rootNodes(world), world);
	};
	assert.deepEqual(roots(live, ''), ['ocp', 'origin', 'ocp-priv']);
	assert.deepEqual(roots(live, '0.ci'), ['origin']);
	assert.deepEqual(roots({ kind: 'connecting' }, '0.ci'), ['origin', 'ocp-priv']);
	assert.deepEqual(roots(live, 'nothing like it'), ['Nothing matches the filter']);
});

test('an empty namespace, a filter that hides all, and a loading one say so', () => {
	const empty = input(facts({ namespaces: [{ namespace: 'ocp', state: live }] }));
	assert.deepEqual(labels(childrenOf(rootNodes(empty)[0]!, empty), empty), ['No payloads']);
	const loading = input(facts({ namespaces: [{ namespace: 'ocp', state: { kind: 'listing', loaded: 0, total: undefined } }] }));
	assert.deepEqual(labels(childrenOf(rootNodes(loading)[0]!, loading), loading), ['Loading ocp…']);
	const hidden = { ...input(facts({ payloads: [rich] })), filter: { text: 'nothing like it', faultsOnly: false } };
	const [row] = rootNodes(hidden).map((node) => describe(node, hidden));
	assert.deepEqual([row?.label, row?.action], ['Nothing matches the filter', { kind: 'command', command: 'clearFilter' }]);
});

test('jobs of a payload that could not be read give its problem, those being read a loading row', () => {
	const role: TreeNode = { kind: 'role', id: 'x', context: 'app.ci', ref: { namespace: 'ocp', name: nightly }, role: 'blocking' };
	const failed = input(facts({ payloads: [rich], details: { kind: 'failed', problem: problem('notFound') } }));
	assert.deepEqual(labels(childrenOf(role, failed), failed), ['Not found']);
	const loading = input(facts({ payloads: [rich], details: { kind: 'loading' } }));
	assert.deepEqual(labels(childrenOf(role, loading), loading), [`Loading ${nightly}…`]);
});

test('the text filter looks at release name, stream and job names, whatever their case', () => {
	const payloads = [aPayload({ name: nightly, conditions: open, blocking: [{ name: 'aws-Ovn', runs: ['Pending'] }] }), aPayload({ name: '4.21.9' })];
	const found = (text: string) => {
		const world = { ...input(facts({ payloads })), filter: { text, faultsOnly: false } };
		return everyNode(world).flatMap((node) => (node.kind === 'payload' ? [node.ref.name] : []));
	};
	assert.deepEqual(found('aws-ovn'), [nightly]);
	assert.deepEqual(found('4-stable'), ['4.21.9']);
	assert.deepEqual(found('2026-05'), [nightly]);
	assert.deepEqual(found('4.2'), ['4.21.9', nightly]);
});

test('faults only keeps what needs a person and drops informing failures', () => {
	const failed = { name: 'aws', runs: ['Failure'] };
	const good = { name: 'aws', runs: ['Success'] };
	const cases = {
		rejected: { conditions: rejectedBy(), blocking: [failed] },
		doomed: { conditions: open, blocking: [failed, { name: 'gcp', runs: ['Pending'] }] },
		neverStarted: { conditions: open, blocking: [good, { name: 'gcp' }] },
		mirrorFailed: { conditions: acceptedBy(), blocking: [good], mirror: 'Failed' },
		rulesDiffer: { conditions: open, blocking: [good] },
		voidOverride: { conditions: acceptedBy(), blocking: [good], override: { override: 'accepted', reason: '' } },
		accepted: { conditions: acceptedBy(), blocking: [good], informing: [failed] },
		running: { conditions: open, blocking: [{ name: 'gcp', runs: ['Pending'] }] },
	};
	const payloads = Object.entries(cases).map(([name, shape]) => aPayload({ ...shape, name, tag: nightly, stream: 's' }));
	const world = { ...input(facts({ payloads, unread: [nightly] })), filter: { text: '', faultsOnly: true } };
	const kept = everyNode(world).flatMap((node) => (node.kind === 'payload' ? [node.ref.name] : []));
	assert.deepEqual([...kept].sort(), ['doomed', 'mirrorFailed', 'neverStarted', 'rejected', 'rulesDiffer', 'voidOverride']);
});

test('every reason for which a cluster can fail has words that name the place and a next step', () => {
	const every: Record<ClusterErrorReason, true> = { unreachable: true, tls: true, unauthorized: true, credential: true, untrusted: true, forbidden: true, notFound: true, notInstalled: true, conflict: true, invalid: true, expired: true, busy: true, server: true, unexpected: true, config: true };
	assert.deepEqual([...problemReasons].sort(), Object.keys(every).sort());
	const _same: readonly ProblemReason[] = Object.keys(every) as ClusterErrorReason[];
	assert.ok(_same.length > 0);
	const place = { context: 'app.ci', server: 'https://api.example.com:6443', namespace: 'ocp' };
	const titles = problemReasons.map((reason) => {
		const words = problemWords(problem(reason), place);
		assert.match(words.sentence, /app\.ci|api\.example\.com|ocp/, reason);
		assert.match(words.sentence, /said the server\.$/);
		assert.match(words.nextStep, /\.$/);
		return words.title;
	});
	assert.equal(new Set(titles).size, titles.length);
	assert.equal(problemWords(problem('from the future'), place).title, 'Unexpected answer');
});
