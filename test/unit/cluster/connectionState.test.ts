import assert from 'node:assert/strict';
import test from 'node:test';
import type { ConnectionState } from '../../../src/cluster/cluster';
import { sameNamespaces, worstState } from '../../../src/cluster/connectionState';

const problem = { reason: 'forbidden', detail: 'no', retryAt: undefined } as const;
const live: ConnectionState = { kind: 'live', since: 1 };
const polled: ConnectionState = { kind: 'live', since: 1, pollingEvery: 30_000 };
const lost: ConnectionState = { kind: 'reconnecting', since: 1, problem: { ...problem, reason: 'unreachable' } };
const refused: ConnectionState = { kind: 'failed', since: 1, problem };

const cases: readonly { readonly name: string; readonly states: readonly ConnectionState[]; readonly worst: ConnectionState }[] = [
	{ name: 'nothing is idle', states: [], worst: { kind: 'idle' } },
	{ name: 'a namespace that is read now and then is not as live as one that is watched', states: [live, polled, live], worst: polled },
	{ name: 'a lost connection counts more than a live one', states: [live, lost, polled], worst: lost },
	{ name: 'a refusal is a matter of its namespace as long as another works', states: [refused, live], worst: live },
	{ name: 'refused everywhere is refused', states: [refused, refused], worst: refused },
	{ name: 'what is being listed is added up', states: [{ kind: 'listing', loaded: 1, total: 3 }, { kind: 'listing', loaded: 2, total: 4 }, live], worst: { kind: 'listing', loaded: 3, total: 7 } },
	{ name: 'a total that one does not know is not known', states: [{ kind: 'listing', loaded: 1, total: undefined }, { kind: 'listing', loaded: 2, total: 4 }], worst: { kind: 'listing', loaded: 3, total: undefined } },
];

for (const { name, states, worst } of cases) test(`one state for all namespaces: ${name}`, () => assert.deepEqual(worstState(states), worst));

test('namespaces are the same when a person would see no difference', () => {
	const of = (state: ConnectionState, namespace = 'ocp') => [{ namespace, state }];
	assert.ok(sameNamespaces(of(live), of({ ...live })));
	for (const other of [of(polled), of(live, 'origin'), [], [...of(live), ...of(live, 'origin')]]) assert.ok(!sameNamespaces(of(live), other));
});
