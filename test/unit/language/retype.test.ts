import assert from 'node:assert/strict';
import test from 'node:test';
import { readStream, type StreamDocument } from '../../../src/language/document/document';
import { editDocument } from '../../../src/language/document/edit';
import { absolute, type Piece } from '../../../src/language/document/piece';
import { retyped } from '../../../src/language/document/retype';
import type { YamlNode } from '../../../src/language/tree';
import { payloadText } from './generate';
import { freshSeed, randomOf } from './random';

/** Every scalar with its place in the whole text; collections by whether they begin and end where their children do, unless they are cut. */
function told(node: YamlNode, piece: Piece): unknown {
	if (node.kind === 'scalar' || node.kind === 'alias') return [node.kind, absolute(piece, node.start), absolute(piece, node.end), node.kind === 'scalar' ? node.text : node.name];
	const pieces = piece.tree.cuts.get(node);
	const below = (children: readonly YamlNode[]): unknown => children.map((child, index) => told(child, pieces?.[index] ?? piece));
	const [children, values] = node.kind === 'map' ? [node.keys, node.values] : [node.items, node.items];
	const fits = node.flow || pieces !== undefined || (values.at(-1)?.end === node.end && (node.kind === 'map' ? children[0]?.start === node.start : piece.text[node.start - piece.origin] === '-'));
	return [node.kind, fits, below(children), below(values)];
}

function toldDocument({ root, pieces, payloads, undeclared }: StreamDocument): unknown {
	return { root: root && told(root.node, root.piece), lines: pieces.flatMap(({ start, line, lineStarts }) => lineStarts.slice(0, -1).map((each, index) => [line + index, start + each])), payloads: payloads.map(({ node, piece }) => absolute(piece, node.start)), undeclared };
}

function documentOf(text: string): StreamDocument {
	const [document] = readStream(text);
	assert.ok(document);
	return document;
}

const listed = `apiVersion: v1\nkind: List\nitems:\n${payloadText(60).replace(/^/gm, '  ').replace('  ', '- ')}`;
const texts = [payloadText(220), payloadText(200, 30), payloadText(150).replaceAll('\n', '\r\n'), listed];

/** Things typed where a value stands, most of which leave it a word and some of which do not. */
const typings = ['7', 'x', 'yes', '-', '_b', '/', '.', ':', '://x', '+', ' ', '#', ' #', ': ', '"', '[', '', 'null', '\n', '\t', 'é'];

test('what is typed into a value gives the tree that a fresh reading gives', () => {
	const seed = freshSeed();
	const random = randomOf(seed);
	let byWord = 0;
	for (const base of texts) {
		let document = documentOf(base);
		let text = base;
		const places = (): readonly number[] => [...text.matchAll(/(?<=[:-] +)[^\s'"[{:][^\r\n]*/g)].flatMap(({ index, 0: value }) => [index, index + 1 + random.below(value.length), index + value.length]);
		for (let round = 0; round < 250; round++) {
			const start = random.pick(places());
			const end = Math.min(text.length, start + (random.below(3) === 0 ? random.below(4) : 0));
			const change = { start, end, text: random.pick(typings) };
			const now = text.slice(0, start) + change.text + text.slice(end);
			const edited = editDocument(document, change, false);
			if (!edited) continue;
			const hint = `seed ${seed}, round ${round}, ${JSON.stringify(change)} in ${JSON.stringify(text.slice(Math.max(0, start - 60), end + 60))}`;
			assert.deepEqual(toldDocument(edited.document), toldDocument(documentOf(now)), hint);
			if (edited.replaced.piece.origin === edited.replaced.old.origin && edited.replaced.old.origin > 0) byWord++;
			// Edits follow each other until one left a mistake behind.
			if (edited.document.problems.length > 0 || round % 10 === 0) [document, text] = [documentOf(base), base];
			else [document, text] = [edited.document, now];
		}
	}
	assert.ok(byWord > 50, `only ${byWord} times by the word (seed ${seed})`);
});

const scalar = (start: number, text: string, style: 'plain' | 'double' = 'plain'): YamlNode => ({ kind: 'scalar', start, end: start + text.length, style, text, props: undefined });

test('a change that could mean something to a reader is left to one', () => {
	const into = (text: string, typed: string, at = text.length): boolean => retyped({ keys: [scalar(0, 'a')], values: [scalar(3, text)] }, { from: 3 + at, to: 3 + at, text: typed }) !== undefined;
	assert.ok(into('Success', '7') && into('https://prow/1', '2') && into('4.22.0-0.nightly', '-x') && into('yes', 'x', 0));
	for (const typed of [':', ' b', '#', '"', '\n', ',', ']', '-', 'é']) assert.equal(into('Success', typed), false, typed);
	for (const typed of ['-', '"', '&', '*', '.', '{', '']) assert.equal(into('Success', typed, 0), typed === '', typed);
	assert.equal(into('two words', 'x'), false);
	assert.equal(retyped({ keys: [scalar(0, 'a')], values: [scalar(3, '"b"', 'double')] }, { from: 5, to: 5, text: 'x' }), undefined);
	assert.equal(retyped({ keys: [scalar(0, 'a')], values: [scalar(3, 'b')] }, { from: 1, to: 1, text: 'x' }), undefined);
	assert.equal(retyped({ keys: [scalar(0, 'a')], values: [scalar(3, 'b')] }, { from: 3, to: 4, text: '' }), undefined);
});
