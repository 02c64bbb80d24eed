import assert from 'node:assert/strict';
import test from 'node:test';
import { epoch } from '../../../src/payload/conditions';

for (const [text, expected] of [
	['2026-05-01T13:24:06Z', Date.UTC(2026, 4, 1, 13, 24, 6)],
	['2026-05-01T13:24:06+02:00', Date.UTC(2026, 4, 1, 11, 24, 6)],
	['2024-02-29T00:00:00Z', Date.UTC(2024, 1, 29)],
	['2026-02-30T00:00:00Z', undefined],
	['2026-04-31T00:00:00Z', undefined],
	['2026-13-01T00:00:00Z', undefined],
	['2026-05-01 13:24:06', undefined],
	['yesterday', undefined],
] as const) {
	test(`the time of ${text}`, () => {
		assert.equal(epoch(text), expected);
	});
}
