import type { StreamDocument } from '../document/document';
import { absolute } from '../document/piece';
import type { ValueContext } from './context';
import { locate } from './locate';

/**
 * What `contextAt` tells of a cursor in a plain word of block style behind its key, told by the tree, which costs a look
 * at each level instead of each line above. Undefined for everything else, and where a mistake makes the tree a guess.
 */
export function valueInTree({ root, owners }: StreamDocument, offset: number): ValueContext | undefined {
	const located = root && owners.size > 0 ? locate(root, offset) : undefined;
	if (!located || located.onKey) return undefined;
	const { spot: { node, key, piece, keyPiece }, path, around } = located;
	if (node.kind !== 'scalar' || node.style !== 'plain' || node.props || key?.kind !== 'scalar' || key.props || piece !== keyPiece) return undefined;
	// A merge is no step of the path.
	if (path.length !== around.length - 1 || around.some((each) => 'flow' in each.node && (each.node.flow || each.node.props))) return undefined;
	if (piece.text.slice(key.end - piece.origin, node.end - piece.origin).includes('\n')) return undefined;
	return { kind: 'value', path, replace: { start: absolute(piece, node.start), end: absolute(piece, node.end) }, quote: '', needsBlank: false, flow: false, json: false };
}
