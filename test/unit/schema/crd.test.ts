import assert from 'node:assert/strict';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { parse } from 'yaml';
import { compileSchema } from '../../../src/schema/compileSchema';
import { releasePayloadSchema } from '../../../src/schema/crd';
import { releasePayloadCrd } from '../../../src/schema/definition';
import { isList, isObject } from '../../../src/schema/paths';

const upstreamFile = 'release.openshift.io_releasepayloads.yaml';
const crd: unknown = JSON.parse(JSON.stringify(releasePayloadCrd));

function upstreamCrd(): unknown {
	const place = process.env['RELEASEPAYLOAD_UPSTREAM'];
	if (place === undefined) return undefined;
	const file = existsSync(place) && statSync(place).isDirectory() ? join(place, upstreamFile) : place;
	return parse(readFileSync(file, 'utf8'));
}

/** Every leaf as `path=value`; descriptions and what a server does not need to know left out. */
function leaves(value: unknown, path = ''): readonly string[] {
	if (isList(value)) return value.flatMap((item, at) => leaves(item, `${path}[${at}]`));
	if (!isObject(value)) return [`${path}=${JSON.stringify(value)}`];
	const entries = Object.entries(value).filter(([key, item]) => !(key === 'description' && typeof item === 'string'));
	return entries.length === 0 ? [`${path}={}`] : entries.flatMap(([key, item]) => leaves(item, `${path}/${key}`));
}

interface Described {
	readonly path: string;
	readonly description: unknown;
}

function places(schema: unknown, path = ''): readonly Described[] {
	if (!isObject(schema)) return [];
	const properties = isObject(schema['properties']) ? Object.entries(schema['properties']) : [];
	return [
		{ path, description: schema['description'] },
		...properties.flatMap(([key, child]) => places(child, `${path}.${key}`)),
		...places(schema['items'], `${path}[]`),
		...places(schema['additionalProperties'], `${path}.*`),
	];
}

test('the CRD has the shape that a server takes: one served and stored version with a status subresource', () => {
	assert.ok(isObject(crd) && isObject(crd['spec']) && isObject(crd['metadata']) && isObject(crd['spec']['names']));
	assert.equal(crd['apiVersion'], 'apiextensions.k8s.io/v1');
	assert.equal(crd['metadata']['name'], 'releasepayloads.release.openshift.io');
	assert.equal(crd['spec']['group'], 'release.openshift.io');
	assert.equal(crd['spec']['names']['plural'], 'releasepayloads');
	const [version, ...others] = isList(crd['spec']['versions']) ? crd['spec']['versions'] : [];
	assert.deepEqual(others, []);
	assert.ok(isObject(version) && version['served'] === true && version['storage'] === true);
	assert.deepEqual(version['subresources'], { status: {} });
});

test('the schema compiles without a remark and every place has a type', () => {
	const compiled = compileSchema(releasePayloadSchema);
	assert.deepEqual(compiled.issues, []);
	assert.equal(compiled.hasRules, true);
	assert.equal(compiled.root.properties.get('spec')?.properties.get('payloadType')?.defaultValue, 'Local');
	const untyped = places(crdSchema()).filter(({ path }) => typeof at(crdSchema(), path) !== 'string');
	assert.deepEqual(untyped, []);
});

function crdSchema(): unknown {
	return JSON.parse(JSON.stringify(releasePayloadSchema));
}

function at(schema: unknown, path: string): unknown {
	let current: unknown = schema;
	for (const step of path.match(/\[\]|\.\*|\.[^.[]+/g) ?? []) {
		if (!isObject(current)) return undefined;
		if (step === '[]') current = current['items'];
		else if (step === '.*') current = current['additionalProperties'];
		else current = isObject(current['properties']) ? current['properties'][step.slice(1)] : undefined;
	}
	return isObject(current) ? current['type'] : undefined;
}

test('every property says what it is for, in a sentence', () => {
	const missing = places(crdSchema()).filter(({ path, description }) => path !== '.metadata' && !path.endsWith('[]') && (typeof description !== 'string' || !/^\S.{15,}[.)]$/s.test(description)));
	assert.deepEqual(missing, []);
});

test('structure is upstream\'s to the last leaf', (t) => {
	const upstream = upstreamCrd();
	if (upstream === undefined) {
		t.skip('RELEASEPAYLOAD_UPSTREAM names no copy of upstream\'s CRD');
		return;
	}
	const made = /^\/metadata\/(annotations\/controller-gen|creationTimestamp)/;
	assert.deepEqual(leaves(crd).slice().sort(), leaves(upstream).filter((leaf) => !made.test(leaf)).sort());
});

test('no description is a sentence of upstream\'s', (t) => {
	const upstream = upstreamCrd();
	if (upstream === undefined) {
		t.skip('RELEASEPAYLOAD_UPSTREAM names no copy of upstream\'s CRD');
		return;
	}
	const text = JSON.stringify(upstream).toLowerCase().replace(/[^a-z0-9]+/g, ' ');
	const sentences = places(crdSchema()).flatMap(({ description }) => (typeof description === 'string' ? description.split(/(?<=[.:;])\s/) : []));
	const borrowed = sentences.map((sentence) => sentence.toLowerCase().replace(/[^a-z0-9]+/g, ' ').trim()).filter((sentence) => sentence.split(' ').length > 4 && text.includes(sentence));
	assert.deepEqual(borrowed, []);
});
