import assert from 'node:assert/strict';
import test from 'node:test';
import { findingsOf } from '../../../src/language/findingsOf';

const json = '{"apiVersion":"release.openshift.io/v1alpha1","kind":"ReleasePayload","metadata":{"name":"p"}}';
const nearly = '{"apiVersion":"release.openshift.io/v1alpha1","kind":"ReleasePayload","metadata":{"name":"p",}}';

/** Texts that a server takes, since it reads one document of YAML, and where `kubectl apply` 1.36 refuses them: the line. */
const cases: readonly (readonly [text: string, refused: readonly number[]])[] = [
	[json, []], [`${json}\n`, []], [`\n ${json}\n\n`, []], [`\ufeff${json}\n`, []], [`${json}\n---\n`, []], [`${json}\n# c`, []], [`${json} \r\n# c\r\n`, []],
	[`${json} # c`, [1]], [`${json}}`, [1]], [`${json},\n`, [1]], [`${json};\n`, [1]], [`${json} x`, [1]], [`${json}\n{}`, [2]], [`${json}\n...\n`, [2]], [`\n${json}\n-\n`, [3]], [`\ufeff${json}}`, [1]],
	[`${json}\n${json}`, []], [`${nearly}\n...\n`, []], [`${nearly} # c`, []], [`${nearly}}`, []], [`# c\n${json} # c`, []], [`# c\n${json}\n...\n`, []], [`---\n${json}\n...\n`, []],
	// Behind JSON it takes four bytes to be looked at as YAML, from the end of the line or the first character that is no blank.
	[`${json} # comment`, []], [`${json} # cc`, []], [`${json}\n#c`, [2]], [`${json}\n\n#`, [3]], [`${json}\n#c\n---\n`, []], [`${json}--- `, []], [`${json}---`, [1]], [`${json} null`, []], [`${json}\u2028`, [1]], [`${json}\u00a0`, [1]], [`${json}\u00a0# comment`, []], [`${json}\n---\nnull\n`, []],
];

test('what follows JSON in a file is refused where kubectl cannot read on', () => {
	for (const [text, refused] of cases) {
		const errors = findingsOf(text).filter(({ layer, severity }) => layer !== 'meaning' && severity === 'error');
		assert.deepEqual(errors.map(({ start, code }) => `${start.line + 1} ${code}`), refused.map((line) => `${line} separator`), JSON.stringify(text));
	}
});

test('what follows JSON hides no mistake beside it', () => {
	const errors = findingsOf('{"apiVersion":"release.openshift.io/v1alpha1","kind":"ReleasePayload","metadata":{"name":"p"},"foo":1}\nx: y\n').filter(({ layer, severity }) => layer !== 'meaning' && severity === 'error');
	assert.deepEqual(errors.map(({ start, code }) => `${start.line + 1} ${code}`), ['1 unknown-field', '2 separator']);
});

test('a number that is too large for JSON is refused where kubectl sends the text as it is, and a text where it sends YAML', () => {
	const errorsOf = (text: string): readonly string[] => findingsOf(text).filter(({ layer, severity }) => layer !== 'meaning' && severity === 'error').map(({ code, start, end }) => `${code} ${start.character}-${end.character}`);
	const named = (name: string): string => `{"apiVersion":"release.openshift.io/v1alpha1","kind":"ReleasePayload","metadata":{"name":${name}}}`;
	assert.deepEqual(errorsOf(named('1e400')), ['number 89-94']);
	assert.deepEqual(errorsOf(named(`-1${'0'.repeat(400)}`)), ['number 89-491']);
	assert.deepEqual(errorsOf(named('"1e400"')), []);
	assert.deepEqual(errorsOf(`# YAML\n${named('1e400')}`), []);
});
