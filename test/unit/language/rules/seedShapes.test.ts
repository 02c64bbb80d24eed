import assert from 'node:assert/strict';
import test from 'node:test';
import { seedShapes } from '../../../../src/demo/seed/shapes';
import { findingsOf } from '../../../../src/language/findingsOf';
import { printYaml } from '../../../../src/language/print';

/** Shapes that are about a mistake, or about something worth a remark: what is said of them, errors of the server apart. */
const remarks: Readonly<Record<string, readonly string[]>> = {
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
	'first API generation': ['S12'],
};

for (const { name, payload } of seedShapes(Date.parse('2026-11-22T20:00:00Z'))) {
	test(`what a cluster holds is not found fault with: ${name}`, () => {
		const codes = findingsOf(printYaml(payload)).filter((finding) => finding.layer === 'meaning').map((finding) => finding.code);
		// That a long run name is cut is a fact about many jobs of every stream.
		assert.deepEqual([...new Set(codes)].filter((code) => code !== 'J19').sort(), remarks[name] ?? []);
	});
}
