import assert from 'node:assert/strict';
import test, { after, before, type TestContext } from 'node:test';
import { apiServerMissing } from '../support/apiServer';
import { eventually } from '../support/eventually';
import { live, rowsOf, sameAsServer, startAs, type Watched } from './connecting';
import { nightlyNames, samplePayload } from './samples';
import { createAll, startReal, type TestServer } from './servers';

// What only a real API server does: ends with open watches, comes back with a short memory, or with none at all.

const skip = apiServerMissing() ?? false;
let server: TestServer;

before(async () => {
	if (skip !== false) return;
	server = await startReal();
	await createAll(server, nightlyNames(30).map((name) => samplePayload('ocp', name, { jobs: 10 })));
});
after(async () => {
	if (skip === false) await server.stop();
});

async function using(t: TestContext, watched: Promise<Watched>): Promise<Watched> {
	const made = await watched;
	t.after(() => made.dispose());
	return made;
}

test('an API server that is restarted is found again, and nothing is missed', { skip, timeout: 240_000 }, async (t) => {
	const { cluster, states } = await using(t, startAs(server, 'reader'));
	const rows = rowsOf(cluster).length;
	const restarting = server.real?.restart();
	await eventually(() => assert.equal(cluster.state.kind, 'reconnecting'));
	assert.equal(rowsOf(cluster).length, rows, 'what is known stays in view');
	await restarting;
	await createAll(server, [samplePayload('origin', '4.22.0-0.okd-scos-2026-06-01-000000', { jobs: 2 })]);
	await sameAsServer(server, cluster);
	await live(cluster);
	assert.ok(states.some((state) => state.kind === 'reconnecting' && state.problem.retryAt !== undefined));
});

test('a cluster that lost its history, so that versions go back, is believed', { skip, timeout: 240_000 }, async (t) => {
	const { cluster } = await using(t, startAs(server, 'reader'));
	const before = cluster.store.rows('ocp').map((row) => row.uid);
	await server.real?.restart({ history: 'lost' });
	const names = nightlyNames(4);
	await createAll(server, names.map((name) => samplePayload('ocp', name, { jobs: 3 })));
	await sameAsServer(server, cluster);
	await live(cluster);
	const now = cluster.store.rows('ocp');
	assert.deepEqual(now.map((row) => row.ref.name).sort(), [...names]);
	assert.ok(now.every((row) => !before.includes(row.uid)), 'same names, other payloads');
});
