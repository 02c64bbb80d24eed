import type { Path } from '../../schema/schema';
import { follow, type Spot } from '../document/spot';
import { isMergeKey } from '../document/value';
import { resolvedKey } from '../scalar/resolve';
import type { Piece } from '../document/piece';
import type { MapNode, SeqNode, YamlNode } from '../tree';

/** What stands at an offset of a document: the innermost value, and whether the cursor is on its key. */
export interface Located {
	readonly spot: Spot;
	readonly path: Path;
	readonly onKey: boolean;
	/** The values around it, outermost first, the innermost last. */
	readonly around: readonly Spot[];
}

/** The innermost value at an offset of the document; undefined between values. Pieces are searched, not walked. */
export function locate(root: Spot, offset: number): Located | undefined {
	const around: Spot[] = [];
	const path: (string | number)[] = [];
	let spot = root;
	for (let depth = 0; depth < 200; depth++) {
		around.push(spot);
		const { node, piece } = spot;
		if (node.kind === 'map') {
			const entry = entryAt(node, piece, offset);
			if (!entry) return { spot, path, onKey: false, around };
			// What is merged belongs to the map around it.
			if (!entry.merges) path.push(entry.name);
			spot = entry.spot;
			if (entry.onKey) return { spot, path, onKey: true, around: [...around, spot] };
			continue;
		}
		if (node.kind === 'seq') {
			const item = itemAt(node, piece, offset);
			if (!item) return { spot, path, onKey: false, around };
			path.push(item.index);
			spot = item.spot;
			continue;
		}
		return { spot, path, onKey: false, around };
	}
	return undefined;
}

function startOf(node: YamlNode, piece: Piece): number {
	return piece.start + node.start - piece.origin;
}

/** The last child that begins at or before the offset. */
function lastBefore(count: number, start: (index: number) => number, offset: number): number {
	let low = 0;
	let high = count - 1;
	let found = -1;
	while (low <= high) {
		const middle = (low + high) >> 1;
		if (start(middle) <= offset) {
			found = middle;
			low = middle + 1;
		} else high = middle - 1;
	}
	return found;
}

function pieceAt(parent: YamlNode, index: number, piece: Piece): Piece {
	return piece.tree.cuts.get(parent)?.[index] ?? piece;
}

function entryAt(node: MapNode, piece: Piece, offset: number): { readonly spot: Spot; readonly name: string; readonly merges: boolean; readonly onKey: boolean } | undefined {
	const start = (index: number): number => {
		const key = node.keys[index];
		return key ? startOf(key, pieceAt(node, index, piece)) : Infinity;
	};
	const index = lastBefore(node.keys.length, start, offset);
	const key = node.keys[index];
	const value = node.values[index];
	if (!key || !value) return undefined;
	const home = pieceAt(node, index, piece);
	const spot: Spot = { node: value, piece: home, key, keyPiece: home };
	const content = follow(key, home);
	const name = content?.kind === 'scalar' ? (resolvedKey(content)?.text ?? content.text) : '';
	const local = offset - home.start + home.origin;
	const isCut = home.tree.cuts.has(value);
	// The gap between key and value belongs to the key.
	const onKey = local <= key.end || ((isCut || local < value.start || value.start === value.end) && onLineOf(key, local, home));
	const isInside = isCut || (local >= value.start && value.start < value.end && local <= value.end);
	return onKey || isInside ? { spot, name, merges: isMergeKey(key), onKey } : undefined;
}

function onLineOf(key: YamlNode, local: number, piece: Piece): boolean {
	return !/[\r\n]/.test(piece.text.slice(key.end - piece.origin, local - piece.origin));
}

function itemAt(node: SeqNode, piece: Piece, offset: number): { readonly spot: Spot; readonly index: number } | undefined {
	const start = (index: number): number => {
		const item = node.items[index];
		return item ? startOf(item, pieceAt(node, index, piece)) : Infinity;
	};
	const index = lastBefore(node.items.length, start, offset);
	const item = node.items[index];
	if (!item) return undefined;
	const home = pieceAt(node, index, piece);
	const local = offset - home.start + home.origin;
	if (local > item.end && !home.tree.cuts.has(item)) return undefined;
	return { spot: { node: item, piece: home, key: undefined, keyPiece: home }, index };
}
