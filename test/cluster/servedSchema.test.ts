import assert from 'node:assert/strict';
import test, { after, before, type TestContext } from 'node:test';
import type { ServedSchema } from '../../src/cluster/cluster';
import type { DemoControl, Fault } from '../../src/demo/control';
import { eventually } from '../support/eventually';
import { connectAs, impatient, live, type ConnectAs, type Watched } from './connecting';
import { changedSchema, compiledOf, usualSchema } from './schemaSuite';
import type { TestServer } from './servers';
import { startDemo } from './startDemo';

let server: TestServer & { readonly control: DemoControl };
before(async () => {
	server = await startDemo();
});
after(async () => await server.stop());

const openApi = /^\/openapi\/v3\/apis\//;
const definition = /customresourcedefinitions/;

async function holding(t: TestContext, user: 'reader' | 'nobody' | 'reader-of-ocp', options: ConnectAs = {}): Promise<Watched & { readonly schemas: readonly ServedSchema[] }> {
	const watched = await connectAs(server, user, { timing: { schema: 60 }, ...options });
	const schemas: ServedSchema[] = [];
	const listening = watched.cluster.onDidChangeSchema(() => schemas.push(watched.cluster.schema));
	const held = watched.cluster.holdSchema();
	t.after(() => {
		listening.dispose();
		held.dispose();
		watched.dispose();
		server.control.clearFaults();
	});
	server.control.clearRequests();
	watched.cluster.start();
	return { ...watched, schemas };
}

function looks(path: RegExp): readonly (number | undefined)[] {
	return server.control.requests.filter((each) => path.test(each.path)).map(({ status }) => status);
}

test('an unchanged schema is not sent again', async (t) => {
	await holding(t, 'reader');
	await eventually(() => assert.ok(looks(openApi).length > 3));
	const answered = looks(openApi).filter((status) => status !== undefined);
	assert.deepEqual(answered, [200, ...answered.slice(1).map(() => 304)]);
	assert.deepEqual(looks(definition), []);
});

test('where OpenAPI is not served the definition is read, changes too', async (t) => {
	server.control.inject({ path: openApi, times: Infinity, fault: { kind: 'status', code: 404, body: '404 page not found\n', headers: { 'content-type': 'text/plain' } } });
	const { cluster } = await holding(t, 'reader');
	await eventually(() => assert.ok(compiledOf(cluster).root.properties.has('spec')));
	const before = cluster.schema;
	server.control.defineSchema(changedSchema());
	t.after(() => server.control.defineSchema(usualSchema()));
	await eventually(() => assert.ok(compiledOf(cluster).root.properties.get('spec')?.properties.has('more') === true));
	assert.notEqual(before, cluster.schema);
});

test('who may read neither is told so, and is not asked again before a refresh', async (t) => {
	server.control.inject({ path: openApi, times: Infinity, fault: { kind: 'status', code: 403, reason: 'Forbidden' } });
	const { cluster, logged } = await holding(t, 'reader-of-ocp');
	await eventually(() => assert.equal(cluster.schema.kind, 'failed'));
	await live(cluster);
	assert.equal(cluster.schema.kind === 'failed' ? cluster.schema.problem.reason : '', 'forbidden');
	assert.deepEqual([looks(openApi).length, looks(definition).length], [1, 1]);
	assert.equal(logged.filter((line) => line.startsWith('Reading the schema')).length, 1);
	server.control.clearFaults();
	cluster.refresh();
	await eventually(() => assert.equal(cluster.schema.kind, 'read'));
});

const broken: readonly (readonly [string, Fault])[] = [
	['a login page', { kind: 'captivePortal' }],
	['half a document', { kind: 'truncate' }],
	['no JSON', { kind: 'raw', body: '{"components":{' }],
	['more than anybody needs', { kind: 'raw', body: `{"components":"${'x'.repeat(5 << 20)}"}` }],
	['a lost connection', { kind: 'reset' }],
	['an error of the server', { kind: 'status', code: 500 }],
	['silence', { kind: 'hang' }],
];

for (const [name, fault] of broken) {
	test(`${name} instead of the schema is a failure at first, and harms nothing that is known`, async (t) => {
		const rule = server.control.inject({ path: openApi, times: 2, fault });
		const { cluster, schemas } = await holding(t, 'reader', fault.kind === 'hang' ? { timing: { schema: 60, ...impatient } } : {});
		await eventually(() => assert.equal(cluster.schema.kind, 'read'));
		const [first] = schemas;
		assert.ok(first?.kind === 'failed' && first.problem.detail !== '', JSON.stringify(first));
		assert.equal(rule.hits, 2);
		const known = cluster.schema;
		const again = server.control.inject({ path: openApi, times: 2, fault });
		server.control.clearRequests();
		await eventually(() => assert.ok(again.hits === 2 && looks(openApi).includes(304)));
		assert.equal(cluster.schema, known);
	});
}

test('a document without the kind, or with nonsense in it, gives no schema and throws nothing', async (t) => {
	const bodies = ['[]', 'null', '3', '{}', '{"components":{"schemas":[]}}', '{"components":{"schemas":{"a":{"x-kubernetes-group-version-kind":[null,3,{}]}}}}', `${'['.repeat(50_000)}${']'.repeat(50_000)}`];
	for (const body of bodies) {
		server.control.clearFaults();
		server.control.inject({ path: openApi, times: Infinity, fault: { kind: 'raw', body, headers: { etag: '"1"' } } });
		const { cluster } = await holding(t, 'reader');
		await eventually(() => assert.equal(cluster.schema.kind, 'read'));
		assert.equal(cluster.schema.kind === 'read' ? cluster.schema.schema : '', undefined, body.slice(0, 40));
	}
});

test('a definition that goes is noticed, and one that comes back', async (t) => {
	const { cluster } = await holding(t, 'reader');
	await eventually(() => assert.equal(cluster.schema.kind, 'read'));
	server.control.serveDefinition(false);
	try {
		await eventually(() => assert.equal(cluster.schema.kind === 'failed' ? cluster.schema.problem.reason : '', 'notFound'));
	} finally {
		server.control.serveDefinition(true);
	}
	await eventually(() => assert.equal(cluster.schema.kind, 'read'));
});

test('a refused login is not tried again for the schema', async (t) => {
	server.control.inject({ user: 'reader', times: Infinity, fault: { kind: 'status', code: 401, reason: 'Unauthorized' } });
	const { cluster } = await holding(t, 'reader');
	await eventually(() => assert.equal(cluster.state.kind, 'failed'));
	assert.deepEqual(looks(openApi), []);
	assert.deepEqual(cluster.schema, { kind: 'unread' });
});

test('nothing is asked once nobody holds the schema', async (t) => {
	const watched = await connectAs(server, 'reader', { timing: { schema: 20 } });
	t.after(() => watched.dispose());
	const held = watched.cluster.holdSchema();
	watched.cluster.start();
	await eventually(() => assert.equal(watched.cluster.schema.kind, 'read'));
	held.dispose();
	held.dispose();
	await live(watched.cluster);
	server.control.clearRequests();
	// Ten times the pause between two looks.
	const until = Date.now() + 200;
	await eventually(() => assert.ok(Date.now() > until));
	assert.deepEqual(looks(openApi), []);
});
