import assert from 'node:assert/strict';
import test from 'node:test';
import { seedShapes } from '../../../../src/demo/seed/shapes';
import { findingsOf } from '../../../../src/language/findingsOf';
import { printYaml } from '../../../../src/language/print';

// What the rules say about payloads as controllers leave them: nothing, unless the shape is about that mistake.

/** Name of a shape → the codes it is about. Shapes that are not named give none. */
const expected: Readonly<Record<string, readonly string[]>> = {};

for (const { name, payload } of seedShapes(Date.parse('2026-11-22T12:00:00Z'))) {
	test(`the shape "${name}" gives no false alarm`, () => {
		const found = findingsOf(printYaml(payload));
		assert.deepEqual([...new Set(found.map((finding) => finding.code))].sort(), [...(expected[name] ?? [])].sort(), found.map((finding) => `${finding.code} ${finding.message}`).join('\n'));
	});
}
