import assert from 'node:assert/strict';
import test from 'node:test';
import { readStream } from '../../../src/language/document/document';
import { field, fieldText, type Spot } from '../../../src/language/document/spot';

/** The map of a text, with so many keys beside those that are looked up. */
function mapOf(lines: readonly string[], others: number): Spot {
	const filler = Array.from({ length: others }, (_, index) => `filler${index}: 1`);
	const root = readStream([...filler, ...lines, ''].join('\n'))[0]?.root;
	assert.ok(root);
	return root;
}

test('keys of a large map are found as those of a small one', () => {
	const lines = ['spec: first', 'yes: truth', '010: eight', '4.10: four', '"10": ten', 'spec: last', '~: nothing', '!!binary c3RhdHVz: tagged', '"<<": no merge', '? [a]\n: list', "'off': text"];
	const names = ['spec', 'yes', 'true', 'false', '010', '8', '4.10', '4.1', '10', '~', 'null', 'status', '<<', 'off', 'absent', 'constructor', '__proto__', ''];
	const [small, large] = [mapOf(lines, 0), mapOf(lines, 300)];
	for (const name of names) {
		assert.equal(fieldText(large, name), fieldText(small, name), name);
		assert.equal(field(large, name) === undefined, field(small, name) === undefined, name);
	}
	assert.equal(fieldText(large, 'spec'), 'last');
	assert.equal(fieldText(large, 'true'), 'truth');
	assert.equal(fieldText(large, '8'), 'eight');
	assert.equal(fieldText(large, 'status'), 'tagged');
});

test('what a large map merges is found in it', () => {
	const lines = ['a: &a {spec: merged, own: far}', '<<: *a', 'own: near'];
	for (const others of [0, 300]) {
		const map = mapOf(lines, others);
		assert.equal(fieldText(map, 'spec'), 'merged');
		assert.equal(fieldText(map, 'own'), 'near');
		assert.equal(fieldText(map, 'absent'), undefined);
	}
});
