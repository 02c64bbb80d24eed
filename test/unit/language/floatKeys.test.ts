import assert from 'node:assert/strict';
import test from 'node:test';
import { findingsOf } from '../../../src/language/findingsOf';

/** Keys that are floats, and the field of which a kube-apiserver 1.36 says that it does not know it. */
const cases: readonly (readonly [key: string, field: string])[] = [
	['100000.0', '100000'], ['1000000.0', '1e+06'], ['123456789.0', '1.2345679e+08'], ['1234567.5', '1.2345675e+06'], ['16777217.0', '1.6777216e+07'], ['18446744073709551616', '1.8446744e+19'],
	['0.0001', '0.0001'], ['0.00001', '1e-05'], ['1e-46', '0'], ['-0.0', '-0'], ['-1e6', '-1e+06'], ['4.10', '4.1'], ['3.4e38', '3.4e+38'], ['3.5e38', '.inf'], ['-1e39', '-.inf'],
];

test('a key that is a float is named as the server names it', () => {
	for (const [key, field] of cases) {
		const text = `apiVersion: release.openshift.io/v1alpha1\nkind: ReleasePayload\nmetadata: {name: p}\nspec:\n  ${key}: x\n`;
		const messages = findingsOf(text).filter(({ code }) => code === 'unknown-field').map(({ message }) => message);
		assert.equal(messages.length, 1, key);
		assert.ok(messages[0]?.includes(`"${field}"`), `${key}: ${String(messages[0])}`);
	}
});
