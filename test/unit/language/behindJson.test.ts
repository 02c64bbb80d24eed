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
];

test('what follows JSON in a file is refused where kubectl cannot read on', () => {
	for (const [text, refused] of cases) {
		const errors = findingsOf(text).filter(({ layer, severity }) => layer !== 'meaning' && severity === 'error');
		assert.deepEqual(errors.map(({ start, code }) => `${start.line + 1} ${code}`), refused.map((line) => `${line} separator`), JSON.stringify(text));
	}
});
