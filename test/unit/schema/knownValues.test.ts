import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import test from 'node:test';
import { childNode, itemNode } from '../../../src/schema/checkNode';
import { compileSchema } from '../../../src/schema/compileSchema';
import { releasePayloadSchema } from '../../../src/schema/crd';
import { type KnownValues, knownValues, knownValuesAt } from '../../../src/schema/knownValues';
import { olderKnownValues, olderOnlyPaths, olderReleasePayloadSchema, olderTypes } from '../../../src/schema/olderApi';
import type { SchemaNode } from '../../../src/schema/schema';

const today = compileSchema(releasePayloadSchema).root;
const older = compileSchema(olderReleasePayloadSchema).root;

function nodeAt(root: SchemaNode, path: readonly string[]): SchemaNode | undefined {
	return path.reduce<SchemaNode | undefined>((node, step) => (node === undefined ? undefined : step !== '*' ? childNode(node, step) : node.type === 'array' ? itemNode(node) : node.values), root);
}

const tables: readonly (readonly [string, SchemaNode, readonly KnownValues[]])[] = [
	['today', today, knownValues],
	['older', older, olderKnownValues],
];

for (const [name, root, table] of tables) {
	test(`known words stand at text fields of the schema, each once and with a meaning (${name})`, () => {
		for (const { path, values, closed, otherwise } of table) {
			assert.equal(nodeAt(root, path)?.type, 'string', path.join('.'));
			assert.ok(values.length > 0 && values.every(({ meaning }) => /^[A-Z].*\.$/.test(meaning)), path.join('.'));
			assert.equal(new Set(values.map(({ value }) => value)).size, values.length);
			assert.equal(closed, otherwise === '');
		}
	});
}

test('closed lists are the enumerations of the CRD, and every enumeration is one', () => {
	for (const { path, values, closed } of knownValues) {
		const enumeration = nodeAt(today, path)?.enumeration;
		if (enumeration !== undefined || (closed && path.length > 1)) assert.deepEqual(values.map(({ value }) => value), enumeration, path.join('.'));
	}
	assert.equal(knownValuesAt(['spec', 'payloadType'])?.closed, true);
});

test('a path finds its words whatever the index or the key', () => {
	const badge = knownValuesAt(['spec', 'payloadVerificationConfig', 'informingJobs', 7, 'qualifiers', 'x.y', 'payloadBadgeStatus']);
	assert.deepEqual(badge?.values.filter(({ needsQuotes }) => needsQuotes === true).map(({ value }) => value), ['Yes', 'No']);
	assert.deepEqual(knownValuesAt(['status', 'blockingJobResults', 0, 'state'], olderKnownValues)?.values.map(({ value }) => value), ['Pending', 'Failed', 'Success', 'Ignored']);
	assert.equal(knownValuesAt(['spec', 'payloadOverride', 'reason']), undefined);
	assert.equal(knownValuesAt([]), undefined);
});

test('the older API has its fourteen types, and the fields that only it has are unknown today', () => {
	assert.equal(olderTypes.length, 14);
	assert.ok(olderTypes.every(({ description }) => /^[A-Z].{10,}\.$/s.test(description)));
	for (const path of olderOnlyPaths) {
		assert.equal(nodeAt(today, path), undefined, path.join('.'));
	}
	assert.deepEqual(compileSchema(olderReleasePayloadSchema).issues, []);
});

test('types, fields and constants of the older API are those of its specification', (t) => {
	const place = process.env['RELEASEPAYLOAD_UPSTREAM'];
	const file = place === undefined ? '' : join(place.endsWith('.yaml') ? dirname(place) : place, 'seed-api-v1alpha1.txt');
	if (!existsSync(file)) {
		t.skip('RELEASEPAYLOAD_UPSTREAM names no copy of upstream\'s with the older API beside it');
		return;
	}
	const text = readFileSync(file, 'utf8');
	assert.deepEqual(olderTypes.map(({ name }) => name), [...text.matchAll(/^- type (\w+)$/gm)].map(([, name]) => name));
	for (const { name, schema, values } of olderTypes) {
		const constants = [...text.matchAll(new RegExp(`\\b\\w+ ${name} = "([^"]+)"`, 'g'))].map(([, value]) => value);
		assert.deepEqual(values.map(({ value }) => value), constants, name);
		const struct = new RegExp(`^type ${name} struct \\{(.*)\\}$`, 'm').exec(text)?.[1];
		const fields = [...(struct ?? '').matchAll(/`json:"(\w+)/g)].map(([, field]) => field);
		const known = Object.keys(schema['properties'] ?? {}).filter((field) => field !== 'apiVersion' && field !== 'kind');
		assert.deepEqual(known.sort(), fields.sort(), name);
	}
});
