import assert from 'node:assert/strict';
import test from 'node:test';
import { seedShapes } from '../../../../src/demo/seed/shapes';
import { findingsOf } from '../../../../src/language/findingsOf';
import { printYaml } from '../../../../src/language/print';
import { compileSchema } from '../../../../src/schema/compileSchema';
import { releasePayloadSchema } from '../../../../src/schema/crd';
import { reshape } from '../../../../src/schema/reshape';
import type { Value } from '../../../../src/schema/schema';

// What is said about payloads as controllers leave them and a server stores them: nothing, unless the shape is about that
// mistake.

/** Name of a shape → the codes it is about. Shapes that are not named give none. */
const expected: Readonly<Record<string, readonly string[]>> = {
	'creation failed with an override': ['O5'],
	'manually accepted after rejection': ['O9'],
	'override waiting for the mirror': ['O7'],
	'unknown override value': ['O1', 'O3'],
	'override without reason': ['O2', 'O9'],
	'reason without override': ['O3'],
	'no jobs': ['J18'],
	'informing only, one pending': ['J17'],
	'informing only, all finished': ['J17'],
	'stale pending': ['S10', 'S6'],
	'duplicate blocking job': ['J1'],
	'legacy results': ['O9'],
	// The server drops the names of its jobs, so that it no longer looks like the older form.
	'first API generation': ['C1', 'C6', 'N2', 'S2', 'S3'],
};

const { root } = compileSchema(releasePayloadSchema);

function codesIn(text: string): readonly string[] {
	// That the runs of a job with a long name are cut is no mistake, and true of every nightly.
	const codes = findingsOf(text).map((finding) => finding.code).filter((code) => code !== 'J19');
	return [...new Set(codes)].sort();
}

const shapes = seedShapes(Date.parse('2026-11-22T12:00:00Z'));

for (const { name, payload } of shapes) {
	test(`the shape "${name}" gives no false alarm`, () => {
		const stored = reshape(root, JSON.parse(JSON.stringify(payload)) as Value, () => undefined);
		assert.deepEqual(codesIn(printYaml(stored)), expected[name] ?? []);
	});
}

test('the first API generation as it was written is told by its fields', () => {
	const payload = shapes.find((shape) => shape.name === 'first API generation')?.payload;
	assert.deepEqual(codesIn(printYaml(payload)), ['S12', 'unknown-field']);
});

test('every name in the table is that of a shape', () => {
	const names = new Set(shapes.map((shape) => shape.name));
	assert.deepEqual(Object.keys(expected).filter((name) => !names.has(name)), []);
});
