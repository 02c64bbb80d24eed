import { readAsCluster } from '../reader/clusterReader';
import { readFast } from '../reader/fast';
import { keyText, type MapNode, type SeqNode, type YamlNode } from '../tree';
import type { Cut } from './cut';
import { describe, hasOtherBreaks, type StreamDocument } from './document';
import { handOn, type Replaced } from './memory';
import { pieceIndexAt, pieceOf, type CutTree, type Piece } from './piece';
import { retyped, type Children } from './retype';

/** Offsets in the document's text before the change. */
export interface Change {
	readonly start: number;
	readonly end: number;
	readonly text: string;
}

export interface EditedDocument {
	readonly document: StreamDocument;
	/** What the change put in the place of an old piece. */
	readonly replaced: {
		readonly old: Piece;
		readonly piece: Piece;
		/** The collection that the piece belongs to, as it is now. */
		readonly cut: Cut;
		/** Cut collections around the change: the node that was, and the one in its place. */
		readonly formerNodes: ReadonlyMap<YamlNode, YamlNode>;
	};
}

/**
 * Applies a change by reading again only the piece it falls into. Undefined where that is not safe, and the whole text
 * has to be read. It is safe when the piece, read by itself with one more sibling behind it, gives that sibling back at
 * the same column: then nothing opened in the piece reaches out of it, and the rest of the tree stays true. `followed`:
 * by another document, whose separator has to stay at the beginning of its line.
 */
export function editDocument(document: StreamDocument, change: Change, followed: boolean): EditedDocument | undefined {
	const index = pieceIndexAt(document.pieces, change.start);
	const old = document.pieces[index];
	const cut = old ? document.owners.get(old) : undefined;
	if (!old || !cut || change.end > old.start + old.text.length) return undefined;
	const from = change.start - old.start;
	const text = old.text.slice(0, from) + change.text + old.text.slice(change.end - old.start);
	// The last line has to stay a whole line, unless the text ends with it.
	const isLast = index === document.pieces.length - 1 && !followed;
	if ((!isLast && !text.endsWith('\n')) || text.length > 4 * largest || text.startsWith('\n') === !old.text.startsWith('\n')) return undefined;
	const place = placeIn(cut, old);
	const by = old.origin - old.start;
	const former = childrenIn(cut.node, place);
	const word = retyped(former, { from: change.start + by, to: change.end + by, text: change.text });
	if (word) return replace(document, { index, old, piece: pieceOf(text, old.origin, old.tree), cut, place, children: word });
	const children = readChildren(text, cut);
	if (!children || !keepsShape(cut, former, children)) return undefined;
	return replace(document, { index, old, piece: pieceOf(text, 0, old.tree), cut, place, children });
}

const largest = 16_000;

/** Which children of a collection a piece of it holds. */
function placeIn({ pieces }: Cut, piece: Piece): Pick<Replaced, 'at' | 'count'> {
	const at = pieces.indexOf(piece);
	let end = at + 1;
	while (pieces[end] === piece) end++;
	return { at, count: end - at };
}

function childrenIn(node: MapNode | SeqNode, { at, count }: Pick<Replaced, 'at' | 'count'>): Children {
	if (node.kind === 'seq') return { keys: [], values: node.items.slice(at, at + count) };
	return { keys: node.keys.slice(at, at + count), values: node.values.slice(at, at + count) };
}

const sentinel = 'zz--end';

/** The piece's children, read with a sibling behind them; undefined when the sibling does not come back. */
function readChildren(text: string, cut: Cut): Children | undefined {
	// A document mark, an anchor or an alias concern the whole document.
	if (/^(?:---|\.\.\.|%)/m.test(text)) return undefined;
	const pad = ' '.repeat(cut.column);
	const last = cut.node.kind === 'seq' ? `${pad}- ${sentinel}\n` : `${pad}${sentinel}: 1\n`;
	const whole = text + (text.endsWith('\n') ? '' : '\n');
	const root = readClean(whole + last);
	if (!root || root.kind === 'scalar' || root.kind === 'alias' || root.kind !== cut.node.kind || root.flow) return undefined;
	if (columnOf(whole, root.start) !== cut.column) return undefined;
	const children = root.kind === 'map' ? root.keys : root.items;
	const end = children[children.length - 1];
	if (children.length < 2 || end?.kind !== 'scalar' || end.text !== sentinel || end.start < whole.length) return undefined;
	if (root.kind === 'seq') return { keys: [], values: root.items.slice(0, -1) };
	return { keys: root.keys.slice(0, -1), values: root.values.slice(0, -1) };
}

function columnOf(text: string, offset: number): number {
	return offset - (text.lastIndexOf('\n', offset - 1) + 1);
}

function readClean(text: string): YamlNode | undefined {
	const fast = readFast(text);
	if (fast) return fast.root;
	if (/[&*]/.test(text) || /\r(?!\n)/.test(text) || hasOtherBreaks(text)) return undefined;
	const read = readAsCluster(text);
	return !read.refused && read.documentEnd === undefined ? read.root : undefined;
}

/** A map keeps its keys: another one would change what is missing, doubled or unknown in it. A list may change as it likes. */
function keepsShape({ node }: Cut, former: Children, { keys }: Children): boolean {
	if (node.kind === 'seq') return true;
	return former.keys.length === keys.length && former.keys.every((key, index) => {
		const now = keys[index];
		return now?.kind === 'scalar' && key.kind === 'scalar' && keyText(key) === now.text && key.style === now.style && !now.props;
	});
}

interface Replacement {
	/** Of the old piece. */
	readonly index: number;
	readonly old: Piece;
	readonly piece: Piece;
	readonly cut: Cut;
	/** Children of `cut` that the old piece holds. */
	readonly place: Pick<Replaced, 'at' | 'count'>;
	readonly children: Children;
}

function replace(document: StreamDocument, { index, old, piece, cut, place: { at, count }, children }: Replacement): EditedDocument {
	piece.start = old.start;
	piece.line = old.line;
	const pieces = spliced(document.pieces, { at: index, count: 1 }, [piece]);
	document.owners.delete(old);
	document.owners.set(piece, cut);
	moveRest(pieces, index + 1, { by: piece.text.length - old.text.length, lines: piece.lineStarts.length - old.lineStarts.length });
	const place = { at, count, now: children.values.length };
	const formerNodes = new Map<YamlNode, YamlNode>();
	cut.pieces = spliced(cut.pieces, place, children.values.map(() => piece));
	const root = renew(cut, withChildren(cut.node, place, children), place, { tree: old.tree, formerNodes });
	return { document: withRoot(document, pieces, root, cut.parent !== undefined), replaced: { old, piece, cut, formerNodes } };
}

/** `isBelow`: nothing changed in the root itself. A map below it keeps its keys, so that the root is a payload as before. */
function withRoot(document: StreamDocument, pieces: readonly Piece[], node: YamlNode, isBelow: boolean): StreamDocument {
	const { before, owners, problems, payloads, undeclared, alone, position } = document;
	const piece = pieces[0];
	if (!piece) return document;
	if (!isBelow || payloads.length !== 1 || payloads[0]?.node !== document.root?.node) return { ...document, pieces, ...describe(node, piece, problems) };
	const root = { node, piece, key: undefined, keyPiece: piece };
	return { before, owners, pieces, root, problems, payloads: [root], undeclared, alone, position };
}

function moveRest(pieces: readonly Piece[], from: number, { by, lines }: { readonly by: number; readonly lines: number }): void {
	if (by === 0 && lines === 0) return;
	for (let index = from; index < pieces.length; index++) {
		const piece = pieces[index];
		if (!piece) continue;
		piece.start += by;
		piece.line += lines;
	}
}

function spliced<T>(list: readonly T[], { at, count }: Pick<Replaced, 'at' | 'count'>, more: readonly T[]): readonly T[] {
	if (more.length !== count) return list.slice(0, at).concat(more, list.slice(at + count));
	const copy = list.slice();
	let index = at;
	for (const each of more) copy[index++] = each;
	return copy;
}

function withChildren(node: MapNode | SeqNode, place: Replaced, { keys, values }: Children): MapNode | SeqNode {
	const { start, end, flow, props } = node;
	if (node.kind === 'seq') return { kind: 'seq', start, end, flow, items: spliced(node.items, place, values), props };
	return { kind: 'map', start, end, flow, keys: spliced(node.keys, place, keys), values: spliced(node.values, place, values), props };
}

interface Renewal {
	readonly tree: CutTree;
	readonly formerNodes: Map<YamlNode, YamlNode>;
}

/** Puts a new node in the place of a cut one, and new ones in the places of all around it: nodes never change. Gives the root. */
function renew(cut: Cut, node: MapNode | SeqNode, place: Replaced, renewal: Renewal): YamlNode {
	const { node: former, parent } = cut;
	renewal.tree.cuts.delete(former);
	renewal.tree.cuts.set(node, cut.pieces);
	renewal.formerNodes.set(former, node);
	handOn(former, node, place);
	cut.node = node;
	if (!parent) return node;
	const { node: around } = parent;
	const at = (around.kind === 'map' ? around.values : around.items).indexOf(former);
	const child = { at, count: 1, now: 1 };
	const key = around.kind === 'map' ? around.keys[at] : undefined;
	return renew(parent, withChildren(around, child, { keys: key ? [key] : [], values: [node] }), child, renewal);
}
