import assert from 'node:assert/strict';
import test, { after, before, type TestContext } from 'node:test';
import type { Cluster, OverrideRequest } from '../../src/cluster/cluster';
import { ClusterError } from '../../src/cluster/connect';
import type { ActiveFault, DemoControl, Fault } from '../../src/demo/control';
import { decisionBasis } from '../../src/payload/override';
import { readPayload } from '../../src/payload/readPayload';
import { eventually } from '../support/eventually';
import { connectAs, impatient, never } from './connecting';
import { nightlyNames, plain, samplePayload } from './samples';
import { createAll, patch, payloadsPath, remove, type TestServer } from './servers';
import { startDemo } from './startDemo';

// What becomes of an override when the network fails in the middle of it: written once or not at all, and said truly.

let server: TestServer & { readonly control: DemoControl };
let control: DemoControl;
const names = nightlyNames(30);
let next = 0;

before(async () => {
	server = await startDemo();
	({ control } = server);
	await createAll(server, names.map((name) => samplePayload('ocp', name, { jobs: 12 })));
});
after(async () => await server.stop());

interface Prepared {
	readonly cluster: Cluster;
	readonly request: OverrideRequest;
	/** Patches that reached the server, and what is stored. */
	patches(): number;
	stored(): { readonly override: unknown; readonly generation: unknown; readonly resourceVersion: unknown };
	readonly generation: unknown;
}

async function prepare(t: TestContext): Promise<Prepared> {
	const ref = { namespace: 'ocp', name: names[next++] ?? '' };
	const watched = await connectAs(server, 'approver', { timing: impatient });
	t.after(() => {
		watched.dispose();
		control.clearFaults();
	});
	const { body } = await server.call('GET', payloadsPath(ref.namespace, ref.name));
	const request: OverrideRequest = { ref, uid: body.metadata.uid, override: 'Accepted', reason: `by ${t.name}`, basis: decisionBasis(readPayload(body)) };
	const stored = (): ReturnType<Prepared['stored']> => {
		const { metadata, spec } = readPayload(control.object(ref.namespace, ref.name));
		return { override: spec.payloadOverride, generation: metadata.generation, resourceVersion: metadata.resourceVersion };
	};
	control.clearRequests();
	const patches = (): number => control.requests.filter((each) => each.kind === 'patch' && each.query['dryRun'] === undefined).length;
	return { cluster: watched.cluster, request, patches, stored, generation: body.metadata.generation };
}

/** The next patch waits at the server's door until it is let in. */
function holdPatch(): { readonly held: ActiveFault; readonly release: () => void } {
	let release = (): void => undefined;
	const until = new Promise<void>((resolve) => (release = resolve));
	return { held: control.inject({ on: 'patch', user: 'approver', fault: { kind: 'held', until } }), release: () => release() };
}

const survived: readonly { readonly name: string; readonly faults: readonly { readonly on: 'get' | 'patch'; readonly times?: number; readonly skip?: number; readonly fault: Fault }[]; readonly patches: number }[] = [
	{ name: 'the answer to the patch is lost', faults: [{ on: 'patch', fault: { kind: 'lostAnswer' } }], patches: 1 },
	{ name: 'the answer to the patch is cut', faults: [{ on: 'patch', fault: { kind: 'truncate' } }], patches: 1 },
	{ name: 'the patch is reset before anything is done', faults: [{ on: 'patch', fault: { kind: 'reset' } }], patches: 2 },
	{ name: 'the patch is never answered', faults: [{ on: 'patch', fault: { kind: 'hang' } }], patches: 2 },
	{ name: 'a gateway answers 504', faults: [{ on: 'patch', fault: { kind: 'status', code: 504 } }], patches: 2 },
	{ name: 'a proxy answers with a page', faults: [{ on: 'patch', fault: { kind: 'captivePortal' } }], patches: 2 },
	{ name: 'the server is busy', faults: [{ on: 'patch', fault: { kind: 'status', code: 429, headers: { 'retry-after': '0' } } }], patches: 2 },
	{ name: 'the answer is lost, and so are the first reads after it', faults: [{ on: 'patch', fault: { kind: 'lostAnswer' } }, { on: 'get', skip: 1, times: 3, fault: { kind: 'reset' } }], patches: 1 },
];
for (const { name, faults, patches } of survived) {
	test(`an override is stored exactly once although ${name}`, { timeout: 120_000 }, async (t) => {
		const prepared = await prepare(t);
		for (const { fault, ...rule } of faults) control.inject({ ...rule, user: 'approver', fault });
		const result = await prepared.cluster.override(prepared.request, never);
		const stored = prepared.stored();
		assert.deepEqual(result, { kind: 'written', resourceVersion: stored.resourceVersion, conflicts: 0, warnings: [] });
		assert.deepEqual(stored.override, { override: 'Accepted', reason: prepared.request.reason });
		assert.equal(stored.generation, Number(prepared.generation) + 1, 'one write');
		assert.equal(prepared.patches(), patches);
	});
}

test('when nothing can be learned after a lost answer, that is what is said', { timeout: 120_000 }, async (t) => {
	const prepared = await prepare(t);
	control.inject({ on: 'patch', user: 'approver', fault: { kind: 'lostAnswer' } });
	control.inject({ on: 'get', user: 'approver', skip: 1, times: 1000, fault: { kind: 'reset' } });
	await assert.rejects(prepared.cluster.override(prepared.request, never), (error) => {
		assert.ok(error instanceof ClusterError);
		assert.equal(error.problem.reason, 'unreachable');
		assert.match(error.message, /not known whether the override was stored/);
		return true;
	});
	assert.equal(prepared.patches(), 1, 'never blind');
});

test('an answer is lost and somebody decides otherwise meanwhile: theirs stands', { timeout: 120_000 }, async (t) => {
	const prepared = await prepare(t);
	const { ref } = prepared.request;
	control.inject({ on: 'patch', user: 'approver', fault: { kind: 'hang' } });
	const writing = prepared.cluster.override(prepared.request, never);
	await eventually(() => assert.equal(prepared.patches(), 1));
	await patch(server, ref, { spec: { payloadOverride: { override: 'Rejected', reason: 'theirs' } } });
	const result = await writing;
	assert.ok(result.kind === 'changed');
	assert.deepEqual(prepared.stored().override, { override: 'Rejected', reason: 'theirs' });
});

test('a stale resourceVersion does not overwrite: the patch itself is refused', async (t) => {
	const prepared = await prepare(t);
	const { ref } = prepared.request;
	// Between the read and the patch somebody else writes; the patch names the version that was read.
	const { held, release } = holdPatch();
	const writing = prepared.cluster.override(prepared.request, never);
	await eventually(() => assert.equal(held.hits, 1));
	await patch(server, ref, { spec: { payloadOverride: { override: 'Rejected', reason: 'theirs' } } });
	release();
	const result = await writing;
	assert.ok(result.kind === 'changed');
	assert.equal(result.now.spec.payloadOverride?.reason, 'theirs');
	assert.deepEqual(prepared.stored().override, { override: 'Rejected', reason: 'theirs' });
	const sent = control.requests.filter((each) => each.kind === 'patch' && each.user === 'approver');
	assert.deepEqual(sent.map((each) => each.status), [409]);
});

test('a payload is deleted, or created anew, right before the patch arrives', async (t) => {
	for (const again of [false, true]) {
		const prepared = await prepare(t);
		const { ref } = prepared.request;
		const { held, release } = holdPatch();
		const writing = prepared.cluster.override(prepared.request, never);
		await eventually(() => assert.equal(held.hits, 1));
		await remove(server, ref);
		if (again) control.create(plain(samplePayload(ref.namespace, ref.name, { jobs: 2 })));
		release();
		assert.deepEqual(await writing, { kind: 'gone' });
		if (again) assert.deepEqual(prepared.stored().override, { override: '' });
		control.clearFaults();
	}
});

test('the attempts are bounded: a payload that changes each time is given up, and that is said', { timeout: 120_000 }, async (t) => {
	const prepared = await prepare(t);
	const refused = control.inject({ on: 'patch', user: 'approver', times: 1000, fault: { kind: 'status', code: 409, reason: 'Conflict', message: 'the object has been modified' } });
	await assert.rejects(prepared.cluster.override(prepared.request, never), (error) => error instanceof ClusterError && error.problem.reason === 'conflict' && error.message.includes('nothing was written'));
	assert.equal(refused.hits, 8);
	assert.deepEqual(prepared.stored().override, { override: '' });
});

test('every patch names uid and version, is strict, and is ours by name', async (t) => {
	const prepared = await prepare(t);
	await prepared.cluster.dryRunOverride(prepared.request, never);
	await prepared.cluster.override(prepared.request, never);
	const sent = control.requests.filter((each) => each.kind === 'patch');
	assert.equal(sent.length, 2);
	for (const [index, each] of sent.entries()) {
		assert.equal(each.headers['content-type'], 'application/merge-patch+json');
		assert.deepEqual({ ...each.query }, { fieldManager: 'openshift-release-payloads', fieldValidation: 'Strict', ...(index === 0 ? { dryRun: 'All' } : {}) });
		const { ref, uid, override, reason } = prepared.request;
		const version = readPayload(control.object(ref.namespace, ref.name)).metadata.resourceVersion;
		const sentVersion = (each.body as { metadata: { resourceVersion: string } }).metadata.resourceVersion;
		assert.ok(Number(sentVersion) < Number(version), 'that of the read');
		assert.deepEqual(each.body, { metadata: { uid, resourceVersion: sentVersion }, spec: { payloadOverride: { override, reason } } });
	}
});

/** What the server answers to the patch. */
function answered({ request }: Prepared): Record<string, unknown> {
	const object = plain(control.object(request.ref.namespace, request.ref.name));
	return { ...object, spec: { ...Object(object['spec']), payloadOverride: { override: 'Accepted', reason: request.reason } } };
}

test('a cluster that would change more than the override is found out by the dry run', async (t) => {
	const prepared = await prepare(t);
	const honest = answered(prepared);
	const meddled = { ...honest, metadata: { ...Object(honest['metadata']), labels: { added: 'by a webhook' } } };
	control.inject({ on: 'patch', fault: { kind: 'raw', contentType: 'application/json', body: JSON.stringify(meddled) } });
	await assert.rejects(prepared.cluster.dryRunOverride(prepared.request, never), /would change more than the override: metadata\.labels/);
});

test('a refusal that repeats the whole object is cut to one short line', async (t) => {
	const prepared = await prepare(t);
	const message = `ReleasePayload in version "v1alpha1" cannot be handled: strict decoding error\n\u001b[31m${JSON.stringify({ apiVersion: 'x', spec: 'y'.repeat(60_000) })}`;
	control.inject({ on: 'patch', fault: { kind: 'status', code: 422, reason: 'Invalid', message } });
	await assert.rejects(prepared.cluster.override(prepared.request, never), (error) => {
		assert.ok(error instanceof ClusterError && error.problem.reason === 'invalid');
		assert.equal(error.message, 'ReleasePayload in version "v1alpha1" cannot be handled: strict decoding error [31m …');
		return true;
	});
});

test('warnings of the server are handed on', async (t) => {
	const prepared = await prepare(t);
	control.inject({ on: 'patch', fault: { kind: 'raw', contentType: 'application/json', body: JSON.stringify(answered(prepared)), headers: { warning: '299 - "be \\"careful\\"", 299 - "really"' } } });
	const result = await prepared.cluster.dryRunOverride(prepared.request, never);
	assert.ok(result.kind === 'written');
	assert.deepEqual(result.warnings, ['be "careful"', 'really']);
});

test('a cancelled override ends at once', async (t) => {
	const prepared = await prepare(t);
	control.inject({ on: 'get', user: 'approver', fault: { kind: 'hang' } });
	const abort = new AbortController();
	const writing = prepared.cluster.override(prepared.request, abort.signal);
	await eventually(() => assert.ok(control.countOf('get') > 0));
	abort.abort();
	await assert.rejects(writing, { name: 'AbortError' });
	assert.equal(prepared.patches(), 0);
});

test('access is asked once per namespace, and again after a refusal', async (t) => {
	const prepared = await prepare(t);
	const { cluster } = prepared;
	const answers = await Promise.all([1, 2, 3].map(async () => await cluster.access('ocp', never)));
	assert.deepEqual(answers, [1, 2, 3].map(() => ({ allowed: true, detail: '' })));
	assert.equal(control.countOf('reviews'), 2, 'one review each for get and patch');
	t.after(control.deny({ user: 'approver', verb: 'patch' }));
	await assert.rejects(cluster.override(prepared.request, never), (error) => error instanceof ClusterError && error.problem.reason === 'forbidden');
	assert.equal((await cluster.access('ocp', never)).allowed, false);
	control.inject({ on: 'reviews', fault: { kind: 'status', code: 500 } });
	await assert.rejects(cluster.override(prepared.request, never));
	assert.equal((await cluster.access('ocp', never)).allowed, 'unknown');
	assert.equal((await cluster.access('ocp', never)).allowed, false, 'a question without an answer is asked again');
});
