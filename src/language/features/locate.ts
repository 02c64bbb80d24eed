import type { Path } from '../../schema/schema';
import { absolute, type Piece } from '../document/piece';
import { follow, type Spot } from '../document/spot';
import { isMergeKey } from '../document/value';
import { resolvedKey } from '../scalar/resolve';
import type { YamlNode } from '../tree';

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
		const inner = childAt(spot, offset);
		if (!inner) return { spot, path, onKey: false, around };
		// What is merged belongs to the map around it.
		if (inner.step !== undefined) path.push(inner.step);
		({ spot } = inner);
		if (inner.onKey) return { spot, path, onKey: true, around: [...around, spot] };
	}
	return undefined;
}

/** The entry or item at an offset, and the step of the path that leads to it. */
function childAt({ node, piece }: Spot, offset: number): { readonly spot: Spot; readonly step: string | number | undefined; readonly onKey: boolean } | undefined {
	const isMap = node.kind === 'map';
	const children = isMap ? node.keys : node.kind === 'seq' ? node.items : [];
	const pieces = piece.tree.cuts.get(node);
	const index = lastBefore(children, pieces, piece, offset);
	const [first, value] = [children[index], isMap ? node.values[index] : children[index]];
	if (!first || !value) return undefined;
	const home = pieces?.[index] ?? piece;
	const local = offset - home.start + home.origin;
	const isCut = home.tree.cuts.has(value);
	if (!isMap) return local <= value.end || isCut ? { spot: { node: value, piece: home, key: undefined, keyPiece: home }, step: index, onKey: false } : undefined;
	// The gap between key and value belongs to the key.
	const onKey = local <= first.end || ((isCut || local < value.start || value.start === value.end) && onLineOf(first, local, home));
	const isInside = isCut || (local >= value.start && value.start < value.end && local <= value.end);
	return onKey || isInside ? { spot: { node: value, piece: home, key: first, keyPiece: home }, step: isMergeKey(first) ? undefined : nameOf(first, home), onKey } : undefined;
}

/** The last child that begins at or before the offset; `pieces` where they are cut. */
export function lastBefore(children: readonly YamlNode[], pieces: readonly Piece[] | undefined, piece: Piece, offset: number): number {
	let low = 0;
	let high = children.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		if (absolute(pieces?.[middle] ?? piece, children[middle]?.start ?? Infinity) <= offset) low = middle + 1;
		else high = middle;
	}
	return low - 1;
}

function nameOf(key: YamlNode, piece: Piece): string {
	const content = follow(key, piece);
	return content?.kind === 'scalar' ? (resolvedKey(content)?.text ?? content.text) : '';
}

function onLineOf(key: YamlNode, local: number, piece: Piece): boolean {
	return !/[\r\n]/.test(piece.text.slice(key.end - piece.origin, local - piece.origin));
}
