import assert from 'node:assert/strict';
import type { Cluster } from '../../src/cluster/cluster';
import type { JsonObject } from '../../src/demo/json';
import { findingsOf } from '../../src/language/findingsOf';
import { compileSchema } from '../../src/schema/compileSchema';
import { releasePayloadSchema } from '../../src/schema/crd';
import type { CompiledSchema, SchemaNode } from '../../src/schema/schema';
import { eventually } from '../support/eventually';
import { connectAs, live } from './connecting';
import type { TestServer } from './servers';
import { using, type Check } from './suiteParts';

/** Every keyword of a structural schema somewhere. */
const more: JsonObject = {
	type: 'object',
	properties: {
		text: { type: 'string', pattern: '^[a-c]+$', minLength: 1, maxLength: 5, nullable: true, default: 'a', enum: ['a', 'b', null] },
		number: { type: 'integer', format: 'int32', minimum: 1, exclusiveMinimum: true, maximum: 9, multipleOf: 2 },
		map: { type: 'object', additionalProperties: { type: 'boolean' }, minProperties: 1, maxProperties: 2 },
		free: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
		list: { type: 'array', items: { type: 'object', required: ['key'], properties: { key: { type: 'string' } } }, maxItems: 3, 'x-kubernetes-list-type': 'map', 'x-kubernetes-list-map-keys': ['key'] },
		either: { type: 'string', anyOf: [{ pattern: '^a' }, { minLength: 3 }], not: { enum: ['x'] } },
		fixed: { type: 'string', 'x-kubernetes-validations': [{ rule: 'self == oldSelf', message: 'fixed' }] },
	},
	required: ['number'],
};

export function changedSchema(): JsonObject {
	const schema = usualSchema() as unknown as { properties: { spec: { properties: Record<string, unknown> } } };
	schema.properties.spec.properties['more'] = more;
	return schema as unknown as JsonObject;
}

const definitionPath = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions/releasepayloads.release.openshift.io';

export function usualSchema(): JsonObject {
	return JSON.parse(JSON.stringify(releasePayloadSchema)) as JsonObject;
}

/** As an upgrade of the definition does it. */
export async function define(server: TestServer, schema: JsonObject): Promise<void> {
	if (server.control !== undefined) {
		server.control.defineSchema(schema);
		return;
	}
	const { text } = await server.call('GET', definitionPath);
	const definition = JSON.parse(text) as { spec: { versions: { schema: { openAPIV3Schema: unknown } }[] } };
	for (const version of definition.spec.versions) version.schema.openAPIV3Schema = schema;
	const { status, text: answer } = await server.call('PUT', definitionPath, definition);
	assert.equal(status, 200, answer);
}

export function compiledOf(cluster: Cluster): CompiledSchema {
	const { schema } = cluster;
	if (schema.kind !== 'read') throw new Error(`The schema is ${JSON.stringify(schema)}.`);
	return compileSchema(schema.schema);
}

/** What of a schema decides, as plain data; the server words the three fields that it knows itself. */
function plain(node: SchemaNode, isRoot = false): unknown {
	const children = [...node.properties].filter(([key]) => !isRoot || !['apiVersion', 'kind', 'metadata'].includes(key)).map(([key, child]): [string, unknown] => [key, plain(child)]);
	return JSON.parse(
		JSON.stringify({
			...node,
			properties: Object.fromEntries(children.sort(([a], [b]) => (a < b ? -1 : 1))),
			values: node.values === undefined ? undefined : plain(node.values),
			items: node.items === undefined ? undefined : plain(node.items),
			pattern: node.pattern?.text,
			combined: node.combined === undefined ? undefined : { ...node.combined, allOf: node.combined.allOf.map((each) => plain(each)), anyOf: node.combined.anyOf.map((each) => plain(each)), oneOf: node.combined.oneOf.map((each) => plain(each)), not: node.combined.not === undefined ? undefined : plain(node.combined.not) },
		}),
	);
}

function same(cluster: Cluster, schema: unknown): void {
	const [ours, expected] = [compiledOf(cluster), compileSchema(schema)];
	assert.deepEqual(plain(ours.root, true), plain(expected.root, true));
	assert.equal(ours.hasRules, expected.hasRules);
	assert.deepEqual(ours.issues, expected.issues);
}

const text = `apiVersion: release.openshift.io/v1alpha1
kind: ReleasePayload
metadata: {name: a, namespace: ocp}
spec:
  payloadCoordinates: {namespace: ocp, imagestreamName: release, imagestreamTagName: a}
  more: {number: 3}
`;

function errorsWith(schema: CompiledSchema): readonly string[] {
	return findingsOf(text, { schema }).filter(({ layer }) => layer === 'api').map(({ message }) => message);
}

/** Whose schema a cluster's payloads are checked by. */
export function schemas(check: Check): void {
	check('the schema that the cluster serves is had whole, also by those who may not read definitions', async (t, server) => {
		for (const user of ['reader', 'reader-of-ocp', 'nobody'] as const) {
			const { cluster } = await using(t, connectAs(server, user));
			const held = cluster.holdSchema();
			t.after(() => held.dispose());
			assert.deepEqual(cluster.schema, { kind: 'unread' });
			cluster.start();
			await eventually(() => same(cluster, releasePayloadSchema));
		}
	});

	check('the schema is read for those who hold it, and for nobody else', async (t, server) => {
		const { cluster } = await using(t, connectAs(server, 'reader'));
		cluster.start();
		await live(cluster);
		assert.deepEqual(cluster.schema, { kind: 'unread' });
		cluster.holdSchema().dispose();
		const held = cluster.holdSchema();
		await eventually(() => same(cluster, releasePayloadSchema));
		held.dispose();
	});

	check('a changed definition is noticed, with every keyword that it has', async (t, server) => {
		const { cluster } = await using(t, connectAs(server, 'reader-of-ocp', { timing: { schema: 100 } }));
		let changes = 0;
		const listening = cluster.onDidChangeSchema(() => changes++);
		const held = cluster.holdSchema();
		t.after(() => {
			listening.dispose();
			held.dispose();
		});
		cluster.start();
		await eventually(() => same(cluster, releasePayloadSchema));
		assert.deepEqual(errorsWith(compiledOf(cluster)).length, 1, 'an unknown field');
		try {
			await define(server, changedSchema());
			await eventually(() => same(cluster, changedSchema()));
			assert.match(errorsWith(compiledOf(cluster)).join(), /multiple of 2/);
		} finally {
			await define(server, usualSchema());
		}
		await eventually(() => same(cluster, releasePayloadSchema));
		assert.equal(changes, 3, 'one change each: an answer that is the same tells nobody');
	});

	check('a refresh looks at the schema at once', async (t, server) => {
		const { cluster } = await using(t, connectAs(server, 'reader-of-ocp', { timing: { schema: 3_600_000 } }));
		const held = cluster.holdSchema();
		t.after(() => held.dispose());
		cluster.start();
		await eventually(() => same(cluster, releasePayloadSchema));
		try {
			await define(server, changedSchema());
			// A real server publishes a little later than it stores.
			await eventually(() => {
				cluster.refresh();
				same(cluster, changedSchema());
			});
		} finally {
			await define(server, usualSchema());
		}
	});
}
