import assert from 'node:assert/strict';
import test from 'node:test';
import { readStream } from '../../../src/language/document/document';
import { contextAt, type CursorContext } from '../../../src/language/features/context';
import { surroundingOf } from '../../../src/language/features/surrounding';
import { valueInTree } from '../../../src/language/features/valueInTree';
import { payloadText } from './generate';

/** What a cursor's context says, by offsets of the whole text. */
function told(context: CursorContext, moved: number): unknown {
	if (context.kind === 'none') return context;
	const { kind, replace, quote, flow } = context;
	// Which item of a list it is does not matter.
	const path = context.path.map((step) => (typeof step === 'number' ? 0 : step));
	const common = { kind, path, start: replace.start + moved, end: replace.end + moved, quote, flow };
	return context.kind === 'value' ? { ...common, needsBlank: context.needsBlank, json: context.json } : { ...common, siblings: [...context.siblings].sort(), column: context.column, ownerColumn: context.ownerColumn, listKey: context.listKey, hasColon: context.hasColon };
}

function sameAsWhole(text: string, offset: number): void {
	const [document] = readStream(text);
	assert.ok(document && document.pieces.length > 5, 'a document in one piece proves nothing');
	const around = surroundingOf(document, offset);
	const hint = JSON.stringify(`${text.slice(Math.max(0, offset - 120), offset)}¦${text.slice(offset, offset + 120)}`);
	assert.deepEqual(told(contextAt(around.text, around.offset), around.moved), told(contextAt(text, offset), 0), hint);
}

const text = payloadText(160);
const breaks = [...text.matchAll(/\n/g)].map(({ index }) => index);

test('on a blank line of a long document the pieces around it tell what the whole text tells', () => {
	for (const at of breaks) {
		for (const indent of [0, 2, 4, 6, 8]) sameAsWhole(`${text.slice(0, at + 1)}${' '.repeat(indent)}\n${text.slice(at + 1)}`, at + 1 + indent);
	}
});

test('at the end of a line and inside its key too', () => {
	for (const at of breaks) {
		sameAsWhole(text, at);
		const line = text.lastIndexOf('\n', at - 1) + 1;
		sameAsWhole(text, line + text.slice(line, at).search(/[^\s-]/) + 1);
	}
});

const odd = text.replace('  name: 4', '  labels:\n    release.openshift.io/a_state: Accepted # why\n    b:   c:d#e\n    f: >\n      g: h\n    "i": j\n    k: "l m" # n\n    o: [p, q]\n    <<:\n      r: s\n    aa: {bb: cc}\n    t:\n      u v\n      w\n  finalizers:\n  - x\n  name: 4');
const listed = `apiVersion: v1\nkind: List\nitems:\n${text.replace(/^/gm, '  ').replace('  ', '- ')}`;

for (const [what, whole] of [['as it is printed', text], ['with line ends of Windows', text.replaceAll('\n', '\r\n')], ['with whatever people write', odd], ['in a list', listed]] as const) {
	test(`in a value the tree tells what the text tells: ${what}`, () => {
		const [document] = readStream(whole);
		assert.equal(document?.problems.length, 0);
		let byTree = 0;
		for (let offset = 0; offset <= whole.length; offset++) {
			const value = valueInTree(document, offset);
			if (!value) continue;
			byTree++;
			assert.deepEqual(told(value, 0), told(contextAt(whole, offset), 0), JSON.stringify(`${whole.slice(Math.max(0, offset - 120), offset)}¦${whole.slice(offset, offset + 120)}`));
		}
		assert.ok(byTree > whole.length / 3, `${byTree} of ${whole.length}`);
	});
}
