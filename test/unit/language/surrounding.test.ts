import assert from 'node:assert/strict';
import test from 'node:test';
import { readStream } from '../../../src/language/document/document';
import { contextAt, type CursorContext } from '../../../src/language/features/context';
import { surroundingOf } from '../../../src/language/features/surrounding';
import { payloadText } from './generate';

/** What a cursor's context says, by offsets of the whole text. */
function told(context: CursorContext, moved: number): unknown {
	if (context.kind === 'none') return context;
	const { kind, path, replace, quote, flow } = context;
	const common = { kind, path, start: replace.start + moved, end: replace.end + moved, quote, flow };
	return context.kind === 'value' ? common : { ...common, siblings: [...context.siblings].sort(), column: context.column, ownerColumn: context.ownerColumn, listKey: context.listKey, hasColon: context.hasColon };
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
