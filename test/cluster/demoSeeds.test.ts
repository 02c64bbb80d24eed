import assert from 'node:assert/strict';
import test from 'node:test';
import { payloadAdmission } from '../../src/demo/payloadRules';
import { asText, at, toText, type JsonObject } from '../../src/demo/json';
import { payloads } from '../../src/demo/resource';
import { seedPayloads } from '../../src/demo/seed/seedPayloads';
import { manyPayloads, seedShapes } from '../../src/demo/seed/shapes';
import { phaseOf } from '../../src/payload/phase';
import { readPayload } from '../../src/payload/readPayload';
import { settle } from '../../src/payload/settle';

const now = Date.parse('2026-05-04T10:00:00Z');

/** What a server makes of it: the spec through the main door, the status through its own. */
function asServed(object: JsonObject): { readonly warnings: readonly string[]; readonly object: JsonObject } {
	const admit = payloadAdmission();
	const facts = { door: 'update', resource: payloads, namespace: asText(at(object, 'metadata', 'namespace')) ?? '', name: '', live: object, validation: 'Warn', typing: undefined } as const;
	const main = admit(object, { ...facts, verb: 'update' });
	const status = admit(object, { ...facts, verb: 'updateStatus' });
	return { warnings: [...main.warnings, ...status.warnings], object: { ...main.object, status: status.object['status'] } };
}

test('every shape has the phase that it stands for', () => {
	for (const { name, phase, payload } of seedShapes(now)) assert.equal(phaseOf(readPayload(payload).status.conditions), phase, name);
});

test('every shape is what a server would hold, and only the oldest loses fields on the way', () => {
	for (const { name, phase, payload } of seedShapes(now)) {
		const { warnings, object } = asServed(payload);
		assert.equal(phaseOf(readPayload(object).status.conditions), phase, name);
		assert.equal(warnings.length > 0, name === 'first API generation', `${name}: ${warnings.join()}`);
	}
});

test('the shapes have names of their own, in their cluster and in lists', () => {
	const shapes = seedShapes(now);
	const objects = shapes.map(({ payload }) => `${asText(at(payload, 'metadata', 'namespace')) ?? ''}/${asText(at(payload, 'metadata', 'name')) ?? ''}`);
	assert.equal(new Set(objects).size, shapes.length);
	assert.equal(new Set(shapes.map(({ name }) => name)).size, shapes.length);
});

test('shapes are settled, but for those that show what controllers leave behind', () => {
	const unsettled = seedShapes(now)
		.filter(({ payload, phase }) => settle(readPayload(payload), '').phase !== phase)
		.map(({ name }) => name);
	assert.deepEqual(unsettled, ['stale pending', 'legacy results', 'first API generation'].filter((name) => unsettled.includes(name)));
	assert.ok(unsettled.includes('stale pending'));
});

test('the default is a good first look: several streams, all phases, nothing from the future', () => {
	const seeds = seedPayloads({ count: undefined, seed: 1, now });
	assert.ok(seeds.length >= 60 && seeds.length <= 90, `${seeds.length}`);
	const phases = new Set(seeds.map(({ object }) => phaseOf(readPayload(object).status.conditions)));
	assert.deepEqual([...phases].sort(), ['Accepted', 'Failed', 'Pending', 'Ready', 'Rejected']);
	assert.ok(new Set(seeds.map(({ namespace }) => namespace)).size >= 4);
	assert.ok(seeds.some(({ moving }) => moving));
	for (const { name, object } of seeds) {
		for (const [time] of toText(object).matchAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/g)) assert.ok(Date.parse(time) <= now, `${name}: ${time}`);
	}
});

test('the same seed gives the same payloads, and as many as are asked for', () => {
	for (const count of [0, 1, 7, 79, 300]) assert.equal(new Set(seedPayloads({ count, seed: 4, now }).map(({ namespace, name }) => `${namespace}/${name}`)).size, count);
	const text = (seed: number): string => toText(seedPayloads({ count: 40, seed, now }).map(({ object }) => object));
	assert.equal(text(5), text(5));
	assert.notEqual(text(5), text(6));
});

test('three hundred full nightlies are as large as real ones, over three streams', () => {
	const many = manyPayloads(300, now);
	const sizes = many.map((payload) => toText(payload).length);
	assert.ok(Math.min(...sizes) > 45_000 && Math.max(...sizes) < 110_000, `${Math.min(...sizes)}…${Math.max(...sizes)}`);
	assert.equal(new Set(many.map((payload) => readPayload(payload).spec.payloadCoordinates?.streamName)).size, 3);
});
