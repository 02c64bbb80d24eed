import assert from 'node:assert/strict';
import test, { after, before, type TestContext } from 'node:test';
import type { ClusterErrorReason } from '../../src/cluster/cluster';
import type { DemoControl, Fault, FaultRule } from '../../src/demo/control';
import { eventually } from '../support/eventually';
import { connectAs, impatient, live, rowsOf, sameAsServer, startAs, type Watched } from './connecting';
import { nightlyNames, plain, samplePayload } from './samples';
import { createAll, type TestServer } from './servers';
import { startDemo } from './startDemo';

// Every fault is made at the socket. After each: the store equals the server's list, in time, having shown what it had to
// show and nothing worse, with few requests.

let server: TestServer & { readonly control: DemoControl };
let control: DemoControl;
const names = nightlyNames(20);
before(async () => {
	server = await startDemo();
	({ control } = server);
	await createAll(server, names.map((name) => samplePayload('ocp', name, { jobs: 12 })));
});
after(async () => await server.stop());
let round = 0;
const dated = (day: number) => `4.22.0-0.nightly-2026-10-01-${String(day).padStart(6, '0')}`;

/** Something of each kind to miss. */
function changeThings(): void {
	round++;
	control.change('ocp', names[round % 10] ?? '', { metadata: { annotations: { round: String(round) } } });
	control.create(plain(samplePayload('ocp', dated(round), { jobs: 2 })));
	control.remove('ocp', dated(round - 1));
}

function requestsOf(kind: 'list' | 'watch', user = 'reader'): number {
	return control.requests.filter((request) => request.kind === kind && request.user === user && request.query['limit'] !== '1').length;
}

function problems({ states }: Watched): readonly ClusterErrorReason[] {
	const seen = states.flatMap((state) => (state.kind === 'reconnecting' || state.kind === 'failed' ? [state.problem.reason] : []));
	return [...new Set(seen)];
}

async function using(t: TestContext, watched: Promise<Watched>): Promise<Watched> {
	const made = await watched;
	t.after(() => {
		made.dispose();
		control.clearFaults();
		control.resume();
	});
	return made;
}

interface Case {
	readonly name: string;
	/** Done on a live connection. */
	readonly strike: () => void;
	readonly mend?: () => void;
	readonly byRefresh?: boolean;
	readonly neverAnswered?: boolean;
	/** Reasons that may be shown on the way; none: nobody notices. */
	readonly shows: readonly ClusterErrorReason[];
	/** Lists and watches that it may take at most, a list being one page of names or of objects. */
	readonly lists: number;
	readonly watches: number;
}

const breakWith = (fault: Parameters<DemoControl['breakWatches']>[0]) => (): void => void control.breakWatches(fault);
const inject = (...rules: readonly FaultRule[]): void => rules.forEach((rule) => void control.inject(rule));

const whileLive: readonly Case[] = [
	{ name: 'the server closes the watch, as it does every few minutes', strike: breakWith({ kind: 'close' }), shows: [], lists: 0, watches: 1 },
	{ name: 'the connection is reset', strike: breakWith({ kind: 'reset' }), shows: ['unreachable'], lists: 0, watches: 2 },
	{ name: 'an ERROR event says 500', strike: breakWith({ kind: 'error', code: 500, message: 'internal' }), shows: ['server'], lists: 0, watches: 2 },
	{ name: 'an ERROR event says 410, and the end comes with it', strike: breakWith({ kind: 'error', code: 410 }), shows: [], lists: 1, watches: 1 },
	{ name: 'an ERROR event says 429', strike: breakWith({ kind: 'error', code: 429 }), shows: ['busy'], lists: 0, watches: 2 },
	{ name: 'noise comes instead of an event', strike: breakWith({ kind: 'garbage' }), shows: ['unexpected'], lists: 0, watches: 2 },
	{ name: 'half JSON comes instead of an event', strike: breakWith({ kind: 'garbage', text: '{"type":"MODIFIED","obj' }), shows: ['unexpected'], lists: 0, watches: 2 },
	{ name: 'an event of an unknown kind comes', strike: breakWith({ kind: 'garbage', text: '{"type":"RENAMED","object":{"metadata":{"resourceVersion":"5"}}}' }), shows: ['unexpected'], lists: 0, watches: 2 },
	{ name: 'an event has no object', strike: breakWith({ kind: 'garbage', text: '{"type":"ADDED"}' }), shows: ['unexpected'], lists: 0, watches: 2 },
	{ name: 'an object has no name', strike: breakWith({ kind: 'garbage', text: '{"type":"ADDED","object":{"metadata":{"resourceVersion":"99999999"}}}' }), shows: ['unexpected'], lists: 0, watches: 2 },
	{ name: 'an event is cut in two and the stream goes on', strike: breakWith({ kind: 'truncateNext', then: 'newline' }), shows: ['unexpected'], lists: 0, watches: 2 },
	{ name: 'an event is cut and the connection lost', strike: breakWith({ kind: 'truncateNext', then: 'reset' }), shows: ['unreachable', 'unexpected'], lists: 0, watches: 2 },
	{ name: 'the stream stays open and says nothing more', strike: breakWith({ kind: 'freeze' }), shows: [], lists: 0, watches: 2 },
	{
		name: 'history is forgotten while the connection is away',
		strike: () => {
			inject({ on: 'watch', times: 2, fault: { kind: 'reset' } });
			control.breakWatches({ kind: 'reset' });
			changeThings();
			control.compact();
		},
		shows: ['unreachable'],
		lists: 1,
		watches: 5,
	},
	{
		name: 'three watches in a row are answered with 500',
		strike: () => {
			inject({ on: 'watch', times: 3, fault: { kind: 'status', code: 500 } });
			control.breakWatches({ kind: 'close' });
		},
		shows: ['server'],
		lists: 0,
		watches: 5,
	},
	{
		name: 'a watch is answered with 410',
		strike: () => {
			inject({ on: 'watch', fault: { kind: 'status', code: 410, reason: 'Expired' } });
			control.breakWatches({ kind: 'close' });
		},
		shows: [],
		lists: 1,
		watches: 3,
	},
	{
		name: 'a watch is answered with a login page',
		strike: () => {
			inject({ on: 'watch', times: 2, fault: { kind: 'captivePortal' } });
			control.breakWatches({ kind: 'close' });
		},
		shows: ['unexpected'],
		lists: 0,
		watches: 4,
	},
	{
		name: 'a watch is never answered',
		strike: () => {
			inject({ on: 'watch', fault: { kind: 'hang' } });
			control.breakWatches({ kind: 'close' });
		},
		neverAnswered: true,
		shows: ['unreachable'],
		lists: 0,
		watches: 3,
	},
	{
		name: 'the list that follows a 410 fails twice, is cut once and comes once as a login page',
		strike: () => {
			inject(
				{ on: 'list', user: 'reader', times: 2, fault: { kind: 'status', code: 503 } },
				{ on: 'list', user: 'reader', fault: { kind: 'truncate' } },
				{ on: 'list', user: 'reader', fault: { kind: 'captivePortal' } },
			);
			control.breakWatches({ kind: 'error', code: 410 });
		},
		shows: ['busy', 'unreachable', 'unexpected'],
		lists: 6,
		watches: 2,
	},
	{
		name: 'the machine was restored from a backup: versions go back',
		strike: () => control.rewind(Number(control.resourceVersion) - 60),
		shows: [],
		lists: 3,
		watches: 3,
	},
	{
		name: 'the resource is taken out of service for a while',
		strike: () => control.serveDefinition(false),
		mend: () => control.serveDefinition(true),
		shows: ['notInstalled'],
		lists: 8,
		watches: 8,
	},
	{
		name: 'rights are withdrawn and given back',
		strike: () => {
			mendDenial = control.deny({ user: 'reader', resource: 'releasepayloads' });
			control.breakWatches({ kind: 'close' });
		},
		mend: () => mendDenial(),
		byRefresh: true,
		shows: ['forbidden'],
		lists: 3,
		watches: 3,
	},
];
let mendDenial = (): void => undefined;

for (const each of whileLive) {
	test(`survives: ${each.name}`, { timeout: 120_000 }, async (t) => {
		const watched = await using(t, startAs(server, 'reader', each.neverAnswered === true ? { timing: impatient } : {}));
		const { cluster, states } = watched;
		await sameAsServer(server, cluster);
		const rows = rowsOf(cluster).length;
		control.clearRequests();
		const before = states.length;
		each.strike();
		if (each.mend !== undefined) {
			await eventually(() => assert.ok(['failed', 'reconnecting'].includes(cluster.state.kind), cluster.state.kind));
			assert.ok(rowsOf(cluster).length >= rows, 'nothing is removed because of an error');
			each.mend();
			if (each.byRefresh === true) cluster.refresh();
		}
		changeThings();
		await sameAsServer(server, cluster);
		await live(cluster);
		const shown = problems({ ...watched, states: states.slice(before) });
		assert.deepEqual(shown.filter((reason) => !each.shows.includes(reason)), [], `shows nothing worse; ${watched.logged.join(' | ')}`);
		assert.ok(each.shows.length === 0 || shown.length > 0, 'does not hide it');
		assert.ok(requestsOf('list') <= each.lists, `${requestsOf('list')} lists, ${each.lists} will do`);
		assert.ok(requestsOf('watch') <= each.watches, `${requestsOf('watch')} watches, ${each.watches} will do`);
	});
}

const firstAnswers: readonly { readonly name: string; readonly fault: Fault; readonly times: number; readonly shows: ClusterErrorReason }[] = [
	{ name: 'is 500 three times', fault: { kind: 'status', code: 500, message: 'boom' }, times: 3, shows: 'server' },
	{ name: 'is cut short', fault: { kind: 'truncate', bytes: 900 }, times: 1, shows: 'unreachable' },
	{ name: 'never comes', fault: { kind: 'hang' }, times: 1, shows: 'unreachable' },
	{ name: 'is a reset', fault: { kind: 'reset' }, times: 2, shows: 'unreachable' },
	{ name: 'is a login page', fault: { kind: 'captivePortal' }, times: 2, shows: 'unexpected' },
	{ name: 'is garbled JSON', fault: { kind: 'raw', body: '{"kind":"ReleasePayloadList","items":[{', contentType: 'application/json' }, times: 1, shows: 'unexpected' },
	{ name: 'is no list', fault: { kind: 'raw', body: '{"kind":"Status","status":"Success"}', contentType: 'application/json' }, times: 1, shows: 'unexpected' },
	{ name: 'is empty', fault: { kind: 'raw', body: '', contentType: 'application/json' }, times: 1, shows: 'unexpected' },
	{ name: 'is a proxy page for 502', fault: { kind: 'raw', code: 502, body: '<html>Bad Gateway</html>', contentType: 'text/html' }, times: 2, shows: 'unexpected' },
];
for (const { name, fault, times, shows } of firstAnswers) {
	for (const [what, skip] of [['the first list', 0], ['the list of objects', 2]] as const) {
		test(`survives: ${what} ${name}`, { timeout: 120_000 }, async (t) => {
			// More rows than are read one by one, so that objects come in pages.
			const watched = await using(t, connectAs(server, 'reader', { namespaces: skip === 0 ? [] : ['origin'], timing: fault.kind === 'hang' ? impatient : {} }));
			const { cluster } = watched;
			if (skip > 0) await fillOrigin();
			control.clearRequests();
			inject({ on: 'list', user: 'reader', times, skip: skip === 0 ? 0 : 1, fault });
			cluster.start();
			await live(cluster);
			assert.deepEqual(problems(watched), [shows]);
			const unread = cluster.namespaces.flatMap(({ namespace }) => cluster.store.rows(namespace)).filter((row) => row.summary === undefined);
			assert.equal(unread.length, 0);
			assert.ok(requestsOf('list') <= 7 + 2 * (times + 1), `${requestsOf('list')} lists, where names and six pages of objects are wanted`);
		});
	}
}

let originFilled: Promise<void> | undefined;
const fillOrigin = (): Promise<void> => (originFilled ??= createAll(server, nightlyNames(110, '4.22.0-0.okd-scos').map((name) => samplePayload('origin', name))));

test('a busy server is left alone as long as it asks', async (t) => {
	const watched = await using(t, startAs(server, 'reader'));
	control.clearRequests();
	inject({ on: 'watch', times: 1, fault: { kind: 'status', code: 429, headers: { 'retry-after': '1' } } });
	control.breakWatches({ kind: 'close' }, 'reader');
	changeThings();
	await sameAsServer(server, watched.cluster);
	const [refused, again] = control.requests.filter((request) => request.kind === 'watch');
	assert.equal(refused?.status, 429);
	assert.ok((again?.at ?? 0) - refused.at >= 990, `after ${(again?.at ?? 0) - refused.at} ms`);
	assert.deepEqual(problems(watched), ['busy']);
});

test('a server that takes each watch and closes it at once is not hammered', async (t) => {
	const { cluster } = await using(t, startAs(server, 'reader', { timing: { backoff: { min: 200, max: 2000 } } }));
	control.clearRequests();
	const fault = control.inject({ on: 'watch', times: 1000, fault: { kind: 'watch', fault: { kind: 'close' } } });
	control.breakWatches({ kind: 'close' });
	await eventually(() => assert.ok(fault.hits >= 4));
	const [first, ...rest] = control.requests.filter((request) => request.kind === 'watch');
	assert.ok((rest.at(-1)?.at ?? 0) - (first?.at ?? 0) >= 400, 'the fourth comes much later');
	fault.remove();
	changeThings();
	await sameAsServer(server, cluster);
});

test('pages that expire halfway are gone on with, rows and objects', { timeout: 120_000 }, async (t) => {
	await fillOrigin();
	const extra = nightlyNames(600, '4.30.0-0.ci');
	for (const name of extra) control.create(plain({ ...samplePayload('ocp-arm64', name, { jobs: 1 }), status: {} }));
	t.after(() => extra.forEach((name) => control.remove('ocp-arm64', name)));
	const { cluster, states } = await using(t, connectAs(server, 'reader'));
	inject({ on: 'list', user: 'reader', path: /continue=/, times: 2, fault: { kind: 'status', code: 410, reason: 'Expired' } });
	cluster.start();
	await sameAsServer(server, cluster);
	await live(cluster);
	assert.ok(!states.some((state) => state.kind === 'failed'));
});

test('an expired login is shown, kept off the server, and mended by a new one in the kubeconfig at once', async (t) => {
	const { cluster, states } = await using(t, startAs(server, 'approver', { timing: { slow: { min: 60_000, max: 60_000 } } }));
	control.revokeToken('approver', { rewriteKubeconfig: false });
	control.breakWatches({ kind: 'close' });
	await eventually(() => assert.ok(cluster.state.kind === 'failed' && cluster.state.problem.reason === 'unauthorized', JSON.stringify(cluster.state)));
	assert.ok(rowsOf(cluster).length >= 20);
	control.clearRequests();
	control.revokeToken('approver', { rewriteKubeconfig: true });
	changeThings();
	await sameAsServer(server, cluster);
	await live(cluster);
	assert.ok(control.requests.filter((request) => request.status === 401).length === 0);
	assert.ok(states.at(-1)?.kind === 'live');
});

test('a straggler and an event sent twice change nothing', async (t) => {
	const { cluster } = await using(t, startAs(server, 'reader'));
	const name = names[3] ?? '';
	const old = control.object('ocp', name);
	control.change('ocp', name, { metadata: { annotations: { newer: 'yes' } } });
	await sameAsServer(server, cluster);
	const lines = [old, old].map((object) => `${JSON.stringify({ type: 'MODIFIED', object })}\n`).join('');
	const deleted = `${JSON.stringify({ type: 'DELETED', object: { ...old, metadata: { ...(old?.['metadata'] as object), uid: 'another' } } })}\n`;
	const fault = control.inject({ on: 'watch', fault: { kind: 'raw', contentType: 'application/json', body: lines + deleted } });
	control.breakWatches({ kind: 'close' });
	await eventually(() => assert.equal(fault.hits, 1));
	changeThings();
	await sameAsServer(server, cluster);
});

test('bookmarks carry a quiet watch over a forgotten history without a new list', async (t) => {
	const { cluster } = await using(t, startAs(server, 'reader-of-ocp'));
	control.bookmarkEvery(50);
	t.after(() => control.bookmarkEvery(undefined));
	control.create(plain(samplePayload('ocp-arm64', '4.22.0-0.nightly-arm64-2026-10-01-000001', { jobs: 1 })));
	t.after(() => control.remove('ocp-arm64', '4.22.0-0.nightly-arm64-2026-10-01-000001'));
	const seen = control.resourceVersion;
	control.clearRequests();
	await eventually(() => {
		control.breakWatches({ kind: 'close' }, 'reader-of-ocp');
		const watch = control.requests.filter((request) => request.kind === 'watch' && request.user === 'reader-of-ocp').at(-1);
		assert.ok(Number(watch?.query['resourceVersion'] ?? 0) >= Number(seen), watch?.query['resourceVersion']);
	});
	control.compact();
	control.breakWatches({ kind: 'close' });
	control.change('ocp', names[5] ?? '', { metadata: { annotations: { bookmarked: 'yes' } } });
	await eventually(() => assert.equal(cluster.store.row({ namespace: 'ocp', name: names[5] ?? '' })?.resourceVersion, (control.object('ocp', names[5] ?? '')?.['metadata'] as Record<string, string> | undefined)?.['resourceVersion']));
	assert.equal(requestsOf('list', 'reader-of-ocp'), 0);
});

test('everything slow still arrives', async (t) => {
	const { cluster } = await using(t, connectAs(server, 'reader'));
	inject({ on: ['list', 'get', 'watch'], times: 1000, fault: { kind: 'delay', ms: 60 } });
	cluster.start();
	await sameAsServer(server, cluster);
});

test('a namespace that is forbidden leaves the others alone and comes back when it may be seen', async (t) => {
	const allow = control.deny({ user: 'reader', namespace: 'origin' });
	t.after(allow);
	const { cluster } = await using(t, startAs(server, 'reader', { namespaces: ['ocp', 'origin'] }));
	await eventually(() => assert.deepEqual(cluster.namespaces.map(({ namespace, state }) => `${namespace} ${state.kind}`), ['ocp live', 'origin failed']));
	assert.equal(cluster.state.kind, 'live');
	control.clearRequests();
	changeThings();
	await eventually(() => assert.ok(cluster.store.row({ namespace: 'ocp', name: dated(round) }) !== undefined));
	assert.equal(requestsOf('list'), 0, 'what is forbidden is not asked for again by itself');
	allow();
	cluster.refresh();
	await eventually(() => assert.deepEqual(cluster.namespaces.map(({ state }) => state.kind), ['live', 'live']));
});
