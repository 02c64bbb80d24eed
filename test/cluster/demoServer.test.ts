import assert from 'node:assert/strict';
import https from 'node:https';
import { readFileSync, statSync } from 'node:fs';
import test from 'node:test';
import { startApiServer, type Answer, type ApiServer } from '../support/apiServer';
import { eventually } from '../support/eventually';
import { httpCases, type HttpCase } from './demoHttpCases';
import { startDemo } from './startDemo';
import { payloadsPath, type TestServer } from './servers';
import { startDemoCluster } from '../../src/demo/demoCluster';

const payload = (name: string): object => ({ apiVersion: 'release.openshift.io/v1alpha1', kind: 'ReleasePayload', metadata: { name, namespace: 'ocp' }, spec: {} });

test('the demo server answers as the API does, and word for word where a real one is at hand', async (t) => {
	const demo = await startDemo();
	const real = process.env['KUBEBUILDER_ASSETS'] === undefined ? undefined : await startApiServer();
	t.after(async () => {
		await demo.stop();
		await real?.stop();
	});
	for (const each of httpCases) {
		await t.test(`${each.name}: ${each.method} ${each.path}`, async () => {
			const here = await ask(demo, each);
			assert.equal(here.status, each.status, JSON.stringify(here.body));
			if (each.reason !== undefined) assert.equal(here.body.reason, each.reason);
			if (real === undefined) return;
			const there = await ask(real, each);
			assert.equal(there.status, each.status, JSON.stringify(there.body));
			if (each.bodyDiffers !== true) assert.deepEqual(comparable(here.body), comparable(there.body));
		});
	}
});

async function ask(site: TestServer | ApiServer, { method, path, body, type, user }: HttpCase): Promise<Answer> {
	return await site.call(method, path, body, { ...(type !== undefined && { type }), ...(user !== undefined && { token: site.tokens[user] }) });
}

/** What differs from server to server and from moment to moment is left out. */
function comparable(value: unknown): unknown {
	const text = JSON.stringify(value)
		.replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'UID')
		.replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/g, 'TIME')
		.replace(/"(resourceVersion|continue)":"[^"]+"/g, '"$1":"X"')
		.replace(/(in record \()\d+/g, '$1X');
	// entries of one second stand in the order of their names, and a second may begin between two requests
	return JSON.parse(text, (key, item: unknown) => (key === 'managedFields' && Array.isArray(item) ? item.map((entry) => JSON.stringify(entry)).sort() : item));
}

test('pages belong together: what happens between two of them is not seen', async (t) => {
	const demo = await startDemo();
	t.after(async () => await demo.stop());
	for (const name of ['a', 'b', 'c', 'd']) demo.control.create(payload(name) as never);
	const first = await demo.call('GET', `${payloadsPath('ocp')}?limit=2`);
	assert.deepEqual(namesOf(first), ['a', 'b']);
	assert.equal(first.body.metadata.remainingItemCount, 2);
	demo.control.remove('ocp', 'c');
	demo.control.create(payload('cc') as never);
	demo.control.touch();
	const second = await demo.call('GET', `${payloadsPath('ocp')}?limit=2&continue=${first.body.metadata.continue}`);
	assert.deepEqual(namesOf(second), ['c', 'd']);
	assert.equal(second.body.metadata.resourceVersion, first.body.metadata.resourceVersion);
	const exact = await demo.call('GET', `${payloadsPath('ocp')}?resourceVersion=${first.body.metadata.resourceVersion}&resourceVersionMatch=Exact`);
	assert.deepEqual(namesOf(exact), ['a', 'b', 'c', 'd']);

	demo.control.compact();
	const expired = await demo.call('GET', `${payloadsPath('ocp')}?limit=2&continue=${first.body.metadata.continue}`);
	assert.equal(expired.status, 410);
	assert.equal(expired.body.reason, 'Expired');
	const rest = await demo.call('GET', `${payloadsPath('ocp')}?limit=2&continue=${expired.body.metadata.continue}`);
	assert.deepEqual(namesOf(rest), ['cc', 'd']);
});

function namesOf(answer: Answer): readonly string[] {
	const items = answer.body.items as readonly { readonly metadata: { readonly name: string } }[];
	return items.map((item) => item.metadata.name);
}

test('a watch tells what a selector lets through, resumes, and says when it cannot', async (t) => {
	const demo = await startDemo();
	t.after(async () => await demo.stop());
	demo.control.create(payload('a') as never);
	const from = demo.control.resourceVersion;
	const lines = watch(demo, `${payloadsPath('ocp')}?watch=1&resourceVersion=${from}&labelSelector=x&allowWatchBookmarks=true`);
	t.after(lines.stop);
	await eventually(() => assert.equal(demo.control.openWatches, 1));
	demo.control.change('ocp', 'a', { metadata: { labels: { x: '1' } } });
	demo.control.change('ocp', 'a', { metadata: { labels: { x: '2' } } });
	demo.control.change('ocp', 'a', { metadata: { labels: { x: null } } });
	demo.control.create(payload('unseen') as never);
	await eventually(() => assert.deepEqual(lines.types(), ['ADDED', 'MODIFIED', 'DELETED']));
	demo.control.bookmarkEvery(10);
	await eventually(() => assert.ok(lines.types().includes('BOOKMARK')));
	demo.control.bookmarkEvery(undefined);

	const resumed = watch(demo, `${payloadsPath('ocp')}?watch=1&resourceVersion=${from}&timeoutSeconds=1`);
	await resumed.ended;
	assert.deepEqual(resumed.types(), ['MODIFIED', 'MODIFIED', 'MODIFIED', 'ADDED']);

	demo.control.compact();
	const late = watch(demo, `${payloadsPath('ocp')}?watch=1&resourceVersion=${from}`);
	await late.ended;
	assert.equal(late.events()[0].object.code, 410);

	const initial = watch(demo, `${payloadsPath('ocp')}?watch=1&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true&timeoutSeconds=1`);
	await initial.ended;
	assert.deepEqual(initial.types(), ['ADDED', 'ADDED', 'BOOKMARK']);
	assert.equal(initial.events()[2].object.metadata.annotations['k8s.io/initial-events-end'], 'true');
});

interface Watching {
	readonly ended: Promise<void>;
	readonly stop: () => void;
	types(): readonly string[];
	events(): readonly any[]; // eslint-disable-line @typescript-eslint/no-explicit-any -- tests look into events of any shape
}

function watch(demo: TestServer, path: string): Watching {
	let text = '';
	const events = (): readonly any[] => text.split('\n').slice(0, -1).map((line): unknown => JSON.parse(line)); // eslint-disable-line @typescript-eslint/no-explicit-any -- as above
	let stop = (): void => undefined;
	const ended = new Promise<void>((resolve) => {
		const request = https.request(demo.server + path, { rejectUnauthorized: false, headers: { authorization: `Bearer ${demo.tokens.admin}` } }, (response) => {
			response.setEncoding('utf8').on('data', (piece: string) => (text += piece));
			response.on('close', resolve);
		});
		request.on('error', () => resolve());
		request.end();
		stop = () => request.destroy();
	});
	return { ended, stop: () => stop(), types: () => events().map((event) => String(event.type)), events };
}

test('only who has a token is let in, and the certificate can be trusted', async (t) => {
	const demo = await startDemoCluster({ payloads: 0, controller: false });
	t.after(async () => await demo.stop());
	const get = (headers: Record<string, string>): Promise<number> =>
		new Promise((resolve, reject) => {
			https.get(`${demo.server}/api/v1/namespaces`, { ca: demo.certificateAuthority, headers }, (response) => resolve(response.resume().statusCode ?? 0)).on('error', reject);
		});
	assert.equal(await get({ authorization: `Bearer ${demo.tokens.admin}` }), 200);
	assert.equal(await get({ authorization: 'Bearer wrong' }), 401);
	assert.equal(await get({}), 403);
	for (const path of Object.values(demo.kubeconfigs)) assert.equal(statSync(path).mode & 0o777, 0o600);
	const kubeconfig = JSON.parse(readFileSync(demo.kubeconfig, 'utf8'));
	assert.equal(kubeconfig['current-context'], 'demo');
	assert.equal(kubeconfig.contexts[0].context.namespace, 'ocp');
	const token = demo.control.revokeToken('admin');
	assert.equal(await get({ authorization: `Bearer ${demo.tokens.admin}` }), 401);
	assert.equal(await get({ authorization: `Bearer ${token}` }), 200);
});

test('without its definition the resource is unknown, everywhere', async (t) => {
	const demo = await startDemo();
	t.after(async () => await demo.stop());
	demo.control.serveDefinition(false);
	assert.equal((await demo.call('GET', payloadsPath('ocp'))).status, 404);
	assert.ok(!JSON.stringify((await demo.call('GET', '/apis')).body).includes('release.openshift.io'));
	assert.equal((await demo.call('GET', '/apis/apiextensions.k8s.io/v1/customresourcedefinitions/releasepayloads.release.openshift.io')).status, 404);
	demo.control.serveDefinition(true);
	assert.equal((await demo.call('GET', payloadsPath('ocp'))).status, 200);
});

test('half a request is not carried out', async (t) => {
	const demo = await startDemo();
	t.after(async () => await demo.stop());
	demo.control.create(payload('a') as never);
	const before = demo.control.resourceVersion;
	const half = JSON.stringify({ spec: { payloadType: 'Reference' } });
	await new Promise<void>((resolve) => {
		const headers = { authorization: `Bearer ${demo.tokens.admin}`, 'content-type': 'application/merge-patch+json', 'content-length': 2 * half.length };
		const request = https.request(demo.server + payloadsPath('ocp', 'a'), { method: 'PATCH', rejectUnauthorized: false, headers });
		request.on('error', () => undefined).on('close', resolve);
		request.write(half, () => void eventually(() => assert.equal(demo.control.countOf('patch'), 1)).finally(() => request.destroy()));
	});
	// Long enough for a server that does not notice.
	for (let round = 0; round < 20; round++) await demo.call('GET', payloadsPath('ocp', 'a'));
	assert.equal(demo.control.resourceVersion, before);
});

test('hostile requests get an answer', async (t) => {
	const demo = await startDemo();
	t.after(async () => await demo.stop());
	const type = 'application/merge-patch+json';
	demo.control.create(payload('a') as never);
	for (const body of ['{', '"x"', 'null', '[[[[', '['.repeat(20_000), '{"__proto__":{"x":1}}', '{"spec":{"__proto__":{"x":1}}}', '\u0000']) {
		const { status } = await demo.call('PATCH', payloadsPath('ocp', 'a'), body, { type });
		assert.ok(status < 500, `${body.slice(0, 20)}: ${status}`);
	}
	assert.equal(({} as Record<string, unknown>)['x'], undefined);
	const huge = await demo.call('PATCH', payloadsPath('ocp', 'a'), JSON.stringify({ spec: { payloadOverride: { reason: 'x'.repeat(4 << 20) } } }), { type });
	assert.equal(huge.status, 413);
	for (const path of ['/%E0%A4%A', '/apis/release.openshift.io/v1alpha1/namespaces//releasepayloads', `${payloadsPath('ocp')}/a/b/c/d`]) {
		assert.ok([400, 404].includes((await demo.call('GET', path)).status), path);
	}
});
