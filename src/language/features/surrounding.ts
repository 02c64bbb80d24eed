import type { Cut } from '../document/cut';
import type { StreamDocument } from '../document/document';
import { lineAt, pieceIndexAt, type Piece } from '../document/piece';

/** As much of a document's text as tells where a cursor in it stands. */
export interface Surrounding {
	readonly text: string;
	/** The cursor in `text`. */
	readonly offset: number;
	/** What is to be added to an offset near the cursor to have it in the whole text. */
	readonly moved: number;
}

/**
 * The piece that the cursor is in and the keys of all collections around it; its neighbours too where nothing stands on
 * the cursor's line, since what fits there depends on the lines above and below. Other items of long lists are left out,
 * and what stands below keys beside the way up, so that a long document costs no more than a short one.
 */
export function surroundingOf({ pieces, owners }: StreamDocument, offset: number): Surrounding {
	const index = pieceIndexAt(pieces, offset);
	const piece = pieces[index];
	const cut = piece ? owners.get(piece) : undefined;
	if (!piece || !cut) return joined(pieces, pieces[0], offset);
	const chosen = new Set([piece]);
	if (isOnBlankLine(piece, offset)) for (const neighbour of [pieces[index - 1], pieces[index + 1]]) if (neighbour) chosen.add(neighbour);
	addAround(cut, chosen);
	return joined([...chosen].sort((a, b) => a.start - b.start), piece, offset);
}

function isOnBlankLine({ text, start, lineStarts }: Piece, offset: number): boolean {
	let at = lineStarts[lineAt(lineStarts, offset - start)] ?? 0;
	while (text.charCodeAt(at) === 32) at++;
	const first = text.charCodeAt(at);
	return !(first > 32) || first === 35;
}

function addAround(inner: Cut, chosen: Set<Piece>): void {
	for (let cut: Cut | undefined = inner; cut; cut = cut.parent) {
		const { node, pieces, parent } = cut;
		if (node.kind === 'map') for (const each of pieces) chosen.add(each);
		// The line of a dash whose item was cut.
		const at = parent?.node.kind === 'seq' ? parent.node.items.indexOf(node) : -1;
		const dash = parent?.pieces[at];
		if (dash) chosen.add(dash);
	}
}

function joined(chosen: readonly Piece[], home: Piece | undefined, offset: number): Surrounding {
	let text = '';
	let moved = 0;
	for (const piece of chosen) {
		if (piece === home) moved = piece.start - text.length;
		text += piece.text;
	}
	return { text, offset: offset - moved, moved };
}
