import type { YamlNode } from '../tree';

/**
 * A run of whole lines of a document. Pieces in order are the document's text; each is read, checked and remembered by
 * itself, so that an edit costs the piece that it falls into. Only `start` and `line` move when text before it changes.
 */
export interface Piece {
	readonly text: string;
	/** Offset in the document, UTF-16 units. */
	start: number;
	/** Number of the piece's first line in the document. */
	line: number;
	/** Offsets of this piece's lines within `text`; the first is 0, or less where the line has begun before it. */
	readonly lineStarts: readonly number[];
	/** What an offset of this piece's nodes counts from: node offset − origin = offset in `text`. */
	readonly origin: number;
	/** A comment in it may silence findings. */
	readonly silencing: boolean;
	/** Where the tree of this document was cut; shared by all pieces of one reading. */
	readonly tree: CutTree;
}

/** What the pieces of one document share. */
export interface CutTree {
	/** A collection that was cut → for each of its children the piece that holds it (for a map: that holds the key). */
	readonly cuts: Map<YamlNode, readonly Piece[]>;
	/** Alias → what it stands for; an alias without target is absent. */
	readonly aliases: ReadonlyMap<YamlNode, YamlNode>;
}

export interface Position {
	readonly line: number;
	/** UTF-16 units. */
	readonly character: number;
}

export interface Range {
	readonly start: Position;
	readonly end: Position;
}

/** How comments begin that silence findings: findings/suppression.ts reads them. */
export const silencer = 'releasepayload-disable';

export function pieceOf(text: string, origin: number, tree: CutTree): Piece {
	return { text, start: 0, line: 0, lineStarts: lineStartsOf(text), origin, silencing: text.includes(silencer), tree };
}

/** Lines as editors count them: they end at LF, CRLF or a lone CR. */
export function lineStartsOf(text: string): readonly number[] {
	const starts = [0];
	const plain = !text.includes('\r');
	if (plain) {
		for (let i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) starts.push(i + 1);
		return starts;
	}
	for (let i = 0; i < text.length; i++) {
		const char = text.charCodeAt(i);
		if (char === 10 || (char === 13 && text.charCodeAt(i + 1) !== 10)) starts.push(i + 1);
	}
	return starts;
}

/** Index of the last entry that is not after `offset`. */
export function lineAt(lineStarts: readonly number[], offset: number): number {
	let low = 0;
	let high = lineStarts.length - 1;
	while (low < high) {
		const middle = (low + high + 1) >> 1;
		if ((lineStarts[middle] ?? 0) <= offset) low = middle;
		else high = middle - 1;
	}
	return low;
}

/** Number of the piece that an offset of the document is in; -1 before the first. */
export function pieceIndexAt(pieces: readonly Piece[], offset: number): number {
	let low = 0;
	let high = pieces.length - 1;
	while (low <= high) {
		const middle = (low + high) >> 1;
		if ((pieces[middle]?.start ?? 0) <= offset) low = middle + 1;
		else high = middle - 1;
	}
	return high;
}

/** The position of a node's offset; clamped to the piece, so that no range is ever outside the document. */
export function positionIn(piece: Piece, nodeOffset: number): Position {
	const offset = Math.max(piece.lineStarts[0] ?? 0, Math.min(nodeOffset - piece.origin, piece.text.length));
	const line = lineAt(piece.lineStarts, offset);
	return { line: piece.line + line, character: offset - (piece.lineStarts[line] ?? 0) };
}

/** A node's offset as an offset in the document. */
export function absolute(piece: Piece, nodeOffset: number): number {
	return piece.start + (nodeOffset - piece.origin);
}
