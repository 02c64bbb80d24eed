import assert from 'node:assert/strict';
import test, { after, before, type TestContext } from 'node:test';
import { ClusterError } from '../../src/cluster/connect';
import { readPayload } from '../../src/payload/readPayload';
import type { PayloadRef } from '../../src/payload/releasePayload';
import type { TestUser } from '../support/apiServer';
import { eventually } from '../support/eventually';
import { connectAs, impatient, live, never, rowsOf, sameAsServer, startAs, type ConnectAs } from './connecting';
import { overriding, refusing } from './overrideSuite';
import { nightlyNames, samplePayload } from './samples';
import { schemas } from './schemaSuite';
import { create, createAll, listOf, patch, remove, type TestServer } from './servers';
import { nightlies, using, type Check } from './suiteParts';

const arm = nightlyNames(60, '4.22.0-0.nightly-arm64');
const okd = nightlyNames(100, '4.22.0-0.okd-scos');

/** What holds on every API server. */
export function clusterSuite(start: () => Promise<TestServer>, skip: string | false): void {
	let server: TestServer;
	before(async () => {
		if (skip !== false) return;
		server = await start();
		await createAll(server, [
			...nightlies.map((name, index) => samplePayload('ocp', name, { accepted: index % 4 === 0 })),
			...arm.map((name) => samplePayload('ocp-arm64', name)),
			...okd.map((name) => samplePayload('origin', name, { jobs: 30 })),
		]);
	});
	after(async () => {
		if (skip === false) await server.stop();
	});
	const check = (name: string, run: (t: TestContext, server: TestServer) => Promise<void>): void => {
		test(name, { skip, timeout: 180_000 }, async (t) => await run(t, server));
	};
	browsing(check);
	rights(check);
	watching(check);
	holding(check);
	schemas(check);
	overriding(check);
	refusing(check);
	surviving(check);
}

function browsing(check: Check): void {
	check('three hundred payloads are browsed, names first, then the newest, then all', async (t, server) => {
		const { cluster, states } = await using(t, connectAs(server, 'reader'));
		const changes: { readonly added: number; readonly read: readonly string[] }[] = [];
		const listening = cluster.store.onDidChange(({ added, changed }) => changes.push({ added: added.length, read: changed.map((ref) => ref.name) }));
		t.after(() => listening.dispose());
		cluster.start();
		await live(cluster);
		assert.equal(changes[0]?.added, 300, 'every row stands in its place with the first answer');
		assert.deepEqual(changes[0].read, []);
		const firstRead = changes.flatMap((change) => change.read).slice(0, 15);
		for (const newest of [nightlies.at(-1), arm.at(-1), okd.at(-1)]) assert.ok(firstRead.includes(newest ?? ''), `${newest ?? ''} is among the first`);
		await sameAsServer(server, cluster);
		assert.deepEqual(cluster.namespaces.map((each) => `${each.namespace} ${each.state.kind}`), ['ocp live', 'ocp-arm64 live', 'origin live']);
		assert.deepEqual(states.map((state) => state.kind), ['connecting', 'listing', 'live']);
		const accepted = cluster.store.rows('ocp').filter((row) => row.summary?.phase === 'Accepted');
		assert.equal(accepted.length, 35);
	});

	check('what a person looks at is read first', async (t, server) => {
		const { cluster } = await using(t, connectAs(server, 'reader'));
		const wanted = nightlies.slice(3, 9).map((name): PayloadRef => ({ namespace: 'ocp', name }));
		cluster.prefer(wanted);
		const read: string[] = [];
		const listening = cluster.store.onDidChange(({ changed }) => read.push(...changed.map((ref) => ref.name)));
		t.after(() => listening.dispose());
		cluster.start();
		await live(cluster);
		// Four are read at once, so others can come in between.
		const first = read.slice(0, 10);
		assert.deepEqual(wanted.filter((ref) => !first.includes(ref.name)), [], first.join(', '));
	});

	check('nothing is contacted before start, and nothing after dispose', async (t, server) => {
		const { cluster } = await using(t, connectAs(server, 'reader'));
		assert.equal(cluster.state.kind, 'idle');
		assert.deepEqual(cluster.namespaces, []);
		cluster.start();
		await live(cluster);
		const rows = rowsOf(cluster).length;
		cluster.dispose();
		await create(server, samplePayload('ocp', '4.22.0-0.nightly-2026-09-01-000000', { jobs: 1 }));
		await remove(server, { namespace: 'ocp', name: '4.22.0-0.nightly-2026-09-01-000000' });
		assert.equal(cluster.store.rows('ocp').length + cluster.store.rows('ocp-arm64').length + cluster.store.rows('origin').length, rows);
	});

	check('a payload of a megabyte is a row like another', async (t, server) => {
		const { cluster } = await using(t, startAs(server, 'reader'));
		const ref = { namespace: 'ocp', name: '4.22.0-0.nightly-2026-11-01-000000' };
		await create(server, samplePayload(ref.namespace, ref.name, { jobs: 1000 }));
		await eventually(() => assert.equal(cluster.store.row(ref)?.summary?.informing.total, 990));
		cluster.refresh();
		await sameAsServer(server, cluster);
		await remove(server, ref);
	});

	check('payloads that come, change and go while the list is being read end up as the server has them', async (t, server) => {
		const { cluster } = await using(t, connectAs(server, 'reader'));
		cluster.start();
		const made = nightlyNames(12, '4.23.0-0.nightly').map((name) => samplePayload('ocp', name, { jobs: 3 }));
		for (const [index, payload] of made.entries()) {
			await create(server, payload);
			await patch(server, { namespace: 'origin', name: okd[index] ?? '' }, { metadata: { annotations: { round: String(index) } } });
			if (index % 2 === 1) await remove(server, made[index - 1]!.metadata);
		}
		await live(cluster);
		await sameAsServer(server, cluster);
		for (const payload of made.filter((_each, index) => index % 2 === 1)) await remove(server, payload.metadata);
		await sameAsServer(server, cluster);
	});
}

function rights(check: Check): void {
	const expectations: readonly { readonly user: TestUser; readonly options?: ConnectAs; readonly namespaces: readonly string[]; readonly access: Readonly<Record<string, boolean>> }[] = [
		{ user: 'admin', namespaces: ['ocp live', 'ocp-arm64 live', 'origin live'], access: { ocp: true, origin: true } },
		{ user: 'reader', namespaces: ['ocp live', 'ocp-arm64 live', 'origin live'], access: { ocp: false } },
		{ user: 'reader-of-ocp', namespaces: ['ocp live'], access: { ocp: false, origin: false } },
		{ user: 'lister-of-ocp', namespaces: ['ocp live'], access: { ocp: false } },
		{ user: 'approver', namespaces: ['ocp live', 'ocp-arm64 live', 'origin live'], access: { ocp: true, origin: true } },
		{ user: 'approver-of-ocp', namespaces: ['ocp live'], access: { ocp: true, origin: false } },
		{ user: 'approver-of-ocp', options: { namespaces: ['ocp', 'origin'] }, namespaces: ['ocp live', 'origin failed forbidden'], access: { ocp: true } },
		{ user: 'status-only', namespaces: ['ocp live', 'ocp-arm64 live', 'origin live'], access: { ocp: false } },
		{ user: 'patch-without-get', namespaces: [], access: { ocp: false } },
		{ user: 'nobody', namespaces: [], access: { ocp: false } },
	];
	for (const { user, options, namespaces, access } of expectations) {
		check(`${user}${options === undefined ? '' : ` with namespaces ${options.namespaces?.join(', ') ?? ''} set`} sees ${namespaces.length === 0 ? 'why nothing is there' : namespaces.join(', ')}`, async (t, server) => {
			const { cluster } = await using(t, connectAs(server, user, { ...options, timing: { slow: { min: 60_000, max: 60_000 } } }));
			cluster.start();
			await eventually(() => {
				const shown = cluster.namespaces.map(({ namespace, state }) => `${namespace} ${state.kind}${state.kind === 'failed' ? ` ${state.problem.reason}` : ''}`);
				// A context that names a namespace shows the lock there.
				if (namespaces.length === 0) assert.ok(shown.every((each) => each === 'ocp failed forbidden'), shown.join());
				else assert.deepEqual(shown, namespaces);
				assert.equal(cluster.state.kind, namespaces.length === 0 ? 'failed' : 'live', 'a namespace that is forbidden does not take the others with it');
			});
			if (cluster.state.kind === 'failed') {
				assert.equal(cluster.state.problem.reason, 'forbidden');
				assert.match(cluster.state.problem.detail, /ocp/);
			}
			for (const [namespace, allowed] of Object.entries(access)) {
				const answer = await cluster.access(namespace, never);
				assert.equal(answer.allowed, allowed, `${user} in ${namespace}`);
				if (!answer.allowed) assert.match(answer.detail, new RegExp(`may not (get|patch) ReleasePayloads in ${namespace}`));
			}
		});
	}

	check('without the right to watch the list is read again and again, and that is said', async (t, server) => {
		const { cluster } = await using(t, startAs(server, 'lister-of-ocp'));
		assert.equal(cluster.state.kind === 'live' && cluster.state.pollingEvery, 250);
		const name = '4.24.0-0.nightly-2026-05-01-000000';
		await create(server, samplePayload('ocp', name, { jobs: 1 }));
		await eventually(() => assert.equal(cluster.store.row({ namespace: 'ocp', name })?.summary?.blocking.total, 1));
		await remove(server, { namespace: 'ocp', name });
		await eventually(() => assert.equal(cluster.store.row({ namespace: 'ocp', name }), undefined));
		assert.equal(cluster.state.kind, 'live');
	});
}

function watching(check: Check): void {
	check('what is created, changed and deleted shows at once', async (t, server) => {
		const { cluster, states } = await using(t, startAs(server, 'reader'));
		const ref = { namespace: 'origin', name: '4.22.0-0.okd-scos-2026-08-01-000000' };
		await create(server, samplePayload(ref.namespace, ref.name, { jobs: 4 }));
		await eventually(() => assert.equal(cluster.store.row(ref)?.summary?.phase, 'Ready'));
		await patch(server, ref, { spec: { payloadOverride: { override: 'Rejected', reason: 'known bad' } } });
		await eventually(() => assert.equal(cluster.store.row(ref)?.summary?.override?.value, 'Rejected'));
		await remove(server, ref);
		await eventually(() => assert.equal(cluster.store.row(ref), undefined));
		await sameAsServer(server, cluster);
		assert.deepEqual(states.map((state) => state.kind), ['connecting', 'listing', 'live']);
	});

	check('a payload deleted and created anew under its name is another one', async (t, server) => {
		const ref = { namespace: 'origin', name: '4.22.0-0.okd-scos-2026-08-02-000000' };
		await create(server, samplePayload(ref.namespace, ref.name, { jobs: 4 }));
		const { cluster } = await using(t, startAs(server, 'reader'));
		const before = cluster.store.row(ref)?.uid;
		assert.ok(before !== undefined);
		await remove(server, ref);
		await create(server, samplePayload(ref.namespace, ref.name, { jobs: 2 }));
		await eventually(() => {
			const row = cluster.store.row(ref);
			assert.ok(row !== undefined && row.uid !== before);
			assert.equal(row.summary?.blocking.total, 2);
		});
		await remove(server, ref);
	});

	check('a burst of changes arrives complete', async (t, server) => {
		const { cluster } = await using(t, startAs(server, 'reader'));
		await Promise.all(arm.map(async (name, index) => await patch(server, { namespace: 'ocp-arm64', name }, { metadata: { labels: { burst: `b${index}` } } })));
		await sameAsServer(server, cluster);
	});
}

function holding(check: Check): void {
	check('a held payload is there whole, follows changes and says when it is gone', async (t, server) => {
		const ref = { namespace: 'origin', name: '4.22.0-0.okd-scos-2026-08-03-000000' };
		await create(server, samplePayload(ref.namespace, ref.name, { jobs: 4 }));
		const { cluster } = await using(t, startAs(server, 'reader'));
		assert.equal(cluster.store.detail(ref), undefined, 'nobody holds it');
		const hold = cluster.hold(ref);
		assert.equal(cluster.store.detail(ref)?.kind, 'loading');
		await eventually(() => assert.equal(cluster.store.detail(ref)?.kind, 'loaded'));
		await patch(server, ref, { metadata: { annotations: { seen: 'yes' } } });
		await eventually(() => {
			const detail = cluster.store.detail(ref);
			assert.ok(detail?.kind === 'loaded');
			assert.equal(detail.payload.metadata.annotations?.['seen'], 'yes');
			assert.equal(readPayload(detail.raw).metadata.resourceVersion, cluster.store.row(ref)?.resourceVersion);
		});
		await remove(server, ref);
		await eventually(() => {
			const detail = cluster.store.detail(ref);
			assert.ok(detail?.kind === 'failed');
			assert.equal(detail.problem.reason, 'notFound');
		});
		hold.dispose();
		assert.equal(cluster.store.detail(ref), undefined);
	});

	check('a payload in a namespace that nobody lists can be held and read', async (t, server) => {
		const ref = { namespace: 'origin', name: okd[0] ?? '' };
		const { cluster } = await using(t, startAs(server, 'reader', { namespaces: ['ocp-arm64'] }));
		const hold = cluster.hold(ref);
		t.after(() => hold.dispose());
		await eventually(() => assert.equal(cluster.store.detail(ref)?.kind, 'loaded'));
		assert.equal(cluster.store.row(ref), undefined);
		const { payload } = await cluster.read(ref, never);
		assert.equal(payload.metadata.name, ref.name);
		await assert.rejects(cluster.read({ ...ref, name: 'none' }, never), (error) => error instanceof ClusterError && error.problem.reason === 'notFound');
	});
}

function surviving(check: Check): void {
	check('a server that hangs is noticed, what is known stays in view, and nothing is missed afterwards', async (t, server) => {
		const { cluster, states } = await using(t, startAs(server, 'reader', { timing: impatient }));
		const rows = rowsOf(cluster).length;
		server.pause();
		try {
			await eventually(() => assert.equal(cluster.state.kind, 'reconnecting'));
			assert.equal(rowsOf(cluster).length, rows);
		} finally {
			server.resume();
		}
		const ref = { namespace: 'ocp', name: '4.22.0-0.nightly-2026-08-05-000000' };
		await create(server, samplePayload(ref.namespace, ref.name, { jobs: 2 }));
		await live(cluster);
		await sameAsServer(server, cluster);
		const problem = states.find((state) => state.kind === 'reconnecting')?.problem;
		assert.equal(problem?.reason, 'unreachable');
		await remove(server, ref);
		await sameAsServer(server, cluster);
	});

	check('a refresh lists everything anew and stays live', async (t, server) => {
		const { cluster, states } = await using(t, startAs(server, 'reader'));
		cluster.refresh();
		const ref = { namespace: 'ocp', name: nightlies[40] ?? '' };
		await patch(server, ref, { metadata: { annotations: { refreshed: 'yes' } } });
		await sameAsServer(server, cluster);
		assert.ok(!states.some((state) => state.kind === 'failed' || state.kind === 'reconnecting'), JSON.stringify(states));
		assert.equal((await listOf(server)).length, rowsOf(cluster).length);
	});
}
