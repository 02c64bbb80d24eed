import assert from 'node:assert/strict';
import test from 'node:test';
import { findingsOf } from '../../../src/language/findingsOf';

const item = '- apiVersion: release.openshift.io/v1alpha1\n  kind: ReleasePayload\n  metadata: {name: p}\n';
const list = (rest: string): string => `apiVersion: v1\nkind: List\n${rest}`;
const typed = (rest: string): string => `apiVersion: release.openshift.io/v1alpha1\nkind: ReleasePayloadList\n${rest}`;

/** Lists, and where `kubectl apply` 1.36 (with `--validate=strict`, which takes a list apart) refuses them: line and code. */
const cases: readonly { readonly name: string; readonly text: string; readonly refused: readonly string[] }[] = [
	{ name: 'a payload in a list', text: list(`items:\n${item}`), refused: [] },
	{ name: 'a payload and something else', text: list(`items:\n- {apiVersion: v1, kind: ConfigMap, metadata: {name: c}}\n${item}`), refused: [] },
	{ name: 'an empty list', text: list('items: []\n'), refused: ['3 required'] },
	{ name: 'an empty typed list', text: typed('items: []\n'), refused: ['3 required'] },
	{ name: 'no items', text: list(''), refused: ['1 required'] },
	{ name: 'items that are null', text: list('items:\n'), refused: ['3 type'] },
	{ name: 'items that are a text', text: list('items: x\n'), refused: ['3 type'] },
	{ name: 'items that are one object', text: list(`items:\n${item.replace('- ', '  ')}`), refused: ['3 type'] },
	{ name: 'an item that is null', text: list(`items:\n${item}- ~\n`), refused: ['7 type'] },
	{ name: 'an item that is a text', text: list('items:\n- x\n'), refused: ['4 type'] },
	{ name: 'an item that is a list', text: list('items:\n- []\n'), refused: ['4 type'] },
	{ name: 'an item that says nothing', text: list('items:\n- {}\n'), refused: ['4 required'] },
	{ name: 'an item of a typed list that does not say what it is', text: typed('items:\n- metadata: {name: p}\n'), refused: [] },
	{ name: 'an item of a typed list that says half of it', text: typed('items:\n- kind: ReleasePayload\n  metadata: {name: p}\n'), refused: ['4 api-version'] },
	{ name: 'a typed list of another version', text: typed(`items:\n${item}`).replace('v1alpha1', 'v1'), refused: ['1 api-version'] },
	{ name: 'a list without a version', text: `kind: List\nitems:\n${item}`, refused: ['1 api-version'] },
	{ name: 'a list of another version', text: list(`items:\n${item}`).replace('v1', 'v2'), refused: ['1 api-version'] },
	{ name: 'a list in the group of its items', text: list(`items:\n${item}`).replace('v1', 'release.openshift.io/v1alpha1'), refused: [] },
	{ name: 'an unknown field in an item', text: list(`items:\n${item}  foo: 1\n`), refused: ['7 unknown-field'] },
	{ name: 'a key of an item that stands twice', text: list(`items:\n${item}  spec: {payloadType: Local, payloadType: Local}\n`), refused: [] },
	{ name: 'infinity beside the items', text: list(`items:\n${item}foo: .inf\n`), refused: ['7 number'] },
	{ name: 'infinity in an item of another kind', text: list(`items:\n${item}- {apiVersion: v1, kind: ConfigMap, metadata: {name: c}, data: {a: .inf}}\n`), refused: ['7 number'] },
	{ name: 'something beside the items of a typed list', text: typed(`items:\n${item}foo: 1\n"metadata": {}\n`), refused: ['7 unknown-field'] },
	{ name: 'metadata of a list that is no object', text: list(`items:\n${item}metadata: 3\n`), refused: ['7 type'] },
	{ name: 'metadata of a list with a number for a text', text: typed(`metadata: {resourceVersion: 3}\nitems:\n${item}`), refused: ['3 type'] },
	{ name: 'usual metadata of a list', text: list(`items:\n${item}metadata: {resourceVersion: "", selfLink: ""}\n`), refused: [] },
	{ name: 'something beside the items', text: list(`items:\n${item}foo: 1\n`), refused: [] },
];

for (const { name, text, refused } of cases) {
	test(`${name} is refused where kubectl refuses it`, () => {
		const errors = findingsOf(text).filter(({ layer, severity }) => layer !== 'meaning' && severity === 'error');
		assert.deepEqual(errors.map(({ start, code }) => `${start.line + 1} ${code}`), refused);
	});
}

test('a key that stands twice in an item of a list is warned of, since nobody refuses it', () => {
	const found = findingsOf(list(`items:\n${item}  spec: {payloadType: Local, payloadType: Local}\n`)).filter(({ code }) => code === 'duplicate-key');
	assert.deepEqual(found.map(({ severity, start }) => [severity, start.line, start.character]), [['warning', 6, 29]]);
});
