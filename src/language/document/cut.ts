import type { MapNode, SeqNode, YamlNode } from '../tree';
import { stepSize, type Steps } from '../steps';
import { pieceOf, type CutTree, type Piece } from './piece';

/** A block collection whose children are kept in pieces of their own. */
export interface Cut {
	/** The collection as it is now: an edit puts a new node in its place. */
	node: MapNode | SeqNode;
	/** For each child the piece that holds it (for a map: that holds its key). */
	pieces: readonly Piece[];
	readonly parent: Cut | undefined;
	/** Column of its keys or dashes. */
	readonly column: number;
}

/** Pieces of a document in order, and for those that can be read again by themselves the collection they belong to. */
export interface CutPieces {
	readonly pieces: readonly Piece[];
	readonly owners: Map<Piece, Cut>;
}

/** Collections larger than this are cut; neighbours are gathered into pieces of about this size. UTF-16 units. */
const large = 300;

/**
 * Cuts a document without mistakes, anchors and aliases into pieces along the children of its large block collections.
 * `tree.cuts` is filled in. The pieces together are the text.
 */
export function* cuttingDocument(text: string, root: YamlNode | undefined, tree: CutTree): Steps<CutPieces> {
	const cutter = new Cutter(text, tree);
	if (root !== undefined && text.length > large && isBlock(root)) yield* cutter.cut(root, text.length, undefined);
	return cutter.finish();
}

function isBlock(node: YamlNode): node is MapNode | SeqNode {
	return (node.kind === 'map' || node.kind === 'seq') && !node.flow;
}

class Cutter {
	private readonly pieces: Piece[] = [];
	private readonly owners = new Map<Piece, Cut>();
	/** Where the next piece begins. */
	private at = 0;
	/** In this step. A piece takes as long as reading some lines, whatever there is in it. */
	private worked = 0;

	constructor(
		private readonly text: string,
		private readonly tree: CutTree,
	) {}

	finish(): CutPieces {
		if (this.at < this.text.length || this.pieces.length === 0) this.take(this.text.length);
		let start = 0;
		let line = 0;
		for (const piece of this.pieces) {
			piece.start = start;
			piece.line = line;
			start += piece.text.length;
			line += piece.lineStarts.length - 1;
		}
		return { pieces: this.pieces, owners: this.owners };
	}

	private take(end: number): Piece {
		const piece = pieceOf(this.text.slice(this.at, end), this.at, this.tree);
		this.pieces.push(piece);
		this.worked += 500 + (end - this.at) / 64;
		this.at = end;
		return piece;
	}

	private lineStart(offset: number): number {
		return this.text.lastIndexOf('\n', offset - 1) + 1;
	}

	*cut(node: MapNode | SeqNode, end: number, parent: Cut['parent']): Steps<void> {
		const children = node.kind === 'map' ? node.keys : node.items;
		const homes: Piece[] = [];
		const own: Cut = { node, pieces: homes, parent, column: node.start - this.lineStart(node.start) };
		// The lines between this collection and its first child belong to the key above.
		const first = this.lineStart(node.start);
		if (first > this.at) this.take(first);
		let gathered = 0;
		const close = (stop: number): void => {
			if (stop === this.at) return;
			const piece = this.take(stop);
			for (; gathered > 0; gathered--) homes.push(piece);
			if (this.startsAlone(node, piece)) this.owners.set(piece, own);
		};
		let stop = children[0] ? this.childLine(node, 0, children[0]) : end;
		for (const [index, child] of children.entries()) {
			const start = stop;
			const following = children[index + 1];
			stop = following === undefined ? end : this.childLine(node, index + 1, following);
			const value = node.kind === 'map' ? node.values[index] : child;
			const nested = value !== undefined && isBlock(value) && stop - start > large && this.lineStart(value.start) > start;
			if (nested) {
				close(start);
				const valueLine = this.lineStart(value.start);
				const keyPiece = this.take(valueLine);
				homes.push(keyPiece);
				yield* this.cut(value, stop, own);
				if (this.at < stop) this.take(stop);
				continue;
			}
			if (stop === start) {
				// Two children on one line cannot be parted.
				gathered++;
				continue;
			}
			gathered++;
			if (stop - this.at >= large || following === undefined) close(stop);
			if (this.worked < stepSize) continue;
			yield this.worked;
			this.worked = 0;
		}
		close(end);
		this.tree.cuts.set(node, homes);
	}

	/** Start of the line of a key, or of an item's dash. */
	private childLine(node: MapNode | SeqNode, index: number, child: YamlNode): number {
		const start = this.lineStart(child.start);
		if (node.kind === 'map' || index === 0) return index === 0 ? this.lineStart(Math.min(child.start, node.start)) : start;
		const column = node.start - this.lineStart(node.start);
		let line = start;
		// An item may begin lines below its dash.
		while (line > 0 && !(this.text.charAt(line + column) === '-' && this.text.slice(line, line + column).trim() === '')) line = this.text.lastIndexOf('\n', line - 2) + 1;
		return line;
	}

	/** Whether the piece begins with a child at the collection's own column, and not behind the dash of an item around it. */
	private startsAlone(node: MapNode | SeqNode, piece: Piece): boolean {
		const line = this.lineStart(node.start);
		if (this.text.slice(line, node.start).trim() === '') return true;
		return piece.origin > line;
	}
}
