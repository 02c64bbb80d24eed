import type { StreamDocument } from '../document/document';
import { absolute } from '../document/piece';
import { isText } from '../scalar/resolve';
import type { ValueContext } from './context';
import { lastBefore } from './locate';

/**
 * What `contextAt` tells of a cursor in a plain word of block style behind its key, told by the tree, which costs a look
 * at each level instead of each line above. Undefined for everything else, and where a mistake makes the tree a guess.
 */
export function valueInTree({ root, owners }: StreamDocument, offset: number): ValueContext | undefined {
	if (!root || owners.size === 0) return undefined;
	const path: (string | number)[] = [];
	let { node, piece } = root;
	let keyEnd = -1;
	while (node.kind !== 'scalar') {
		if (node.kind === 'alias' || node.flow || node.props) return undefined;
		const keys = node.kind === 'map' ? node.keys : undefined;
		const pieces = piece.tree.cuts.get(node);
		const index = lastBefore(keys ?? (node.kind === 'seq' ? node.items : []), pieces, piece, offset);
		const key = keys?.[index];
		const value = node.kind === 'map' ? node.values[index] : node.items[index];
		if (!value || (keys && (key?.kind !== 'scalar' || key.style !== 'plain' || !isText(key)))) return undefined;
		path.push(key?.kind === 'scalar' ? key.text : 0);
		keyEnd = key?.end ?? -1;
		piece = pieces?.[index] ?? piece;
		node = value;
	}
	const { start, end } = node;
	const at = offset - piece.start + piece.origin;
	if (keyEnd < 0 || node.style !== 'plain' || node.props || at < start || at > end || start === end) return undefined;
	if (piece.text.slice(keyEnd - piece.origin, end - piece.origin).includes('\n')) return undefined;
	return { kind: 'value', path, replace: { start: absolute(piece, start), end: absolute(piece, end) }, quote: '', needsBlank: false, flow: false, json: false };
}
