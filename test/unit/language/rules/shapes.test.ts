import assert from 'node:assert/strict';
import test from 'node:test';
import { seedShapes } from '../../../../src/demo/seed/shapes';
import { findingsOf } from '../../../../src/language/findingsOf';
import { printYaml } from '../../../../src/language/print';

// What the rules say about payloads as controllers leave them: nothing, unless the shape is about that mistake.

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
	'first API generation': ['S12', 'S2', 'S3'],
};

for (const { name, payload } of seedShapes(Date.parse('2026-11-22T12:00:00Z'))) {
	test(`the shape "${name}" gives no false alarm`, () => {
		// That the runs of a job with a long name are cut is no mistake, and true of every nightly.
		const found = findingsOf(printYaml(payload)).filter((finding) => finding.code !== 'J19');
		assert.deepEqual([...new Set(found.filter((finding) => finding.layer === 'meaning').map((finding) => finding.code))].sort(), [...(expected[name] ?? [])].sort(), found.map((finding) => `${finding.code} ${finding.message}`).join('\n'));
	});
}
