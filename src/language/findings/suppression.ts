import { lineAt, lineStartsOf, positionIn, silencer, type Piece } from '../document/piece';
import type { Finding } from './finding';

/** In the place of a line: the whole document. */
const everywhere = -1;
/** In the place of a code: all of them. */
const all = '';

/**
 * Leaves out the findings of meaning that a comment silences: `# releasepayload-disable-line O2 J4` behind a line,
 * `# releasepayload-disable-next-line` before it, `# releasepayload-disable` anywhere for the whole document. Without
 * codes all are meant. What the server refuses cannot be silenced. `pieces` are those of the document.
 */
export function applySuppressions(findings: readonly Finding[], pieces: readonly Piece[]): readonly Finding[] {
	const silenced = new Map<number, Set<string>>();
	for (const piece of pieces) if (piece.silencing) readComments(piece, silenced);
	if (silenced.size === 0) return findings;
	const silences = (line: number, code: string): boolean => {
		const codes = silenced.get(line);
		return codes !== undefined && (codes.has(all) || codes.has(code));
	};
	return findings.filter(({ layer, code, piece, start }) => layer !== 'meaning' || !(silences(everywhere, code) || silences(positionIn(piece, start).line, code)));
}

/** Adds the codes that the comments of a piece silence, by line of the document. */
function readComments(piece: Piece, silenced: Map<number, Set<string>>): void {
	const { text } = piece;
	const starts = lineStartsOf(text);
	const lines = new Set<number>();
	for (let at = text.indexOf(silencer); at >= 0; at = text.indexOf(silencer, at + 1)) lines.add(lineAt(starts, at));
	for (const index of lines) {
		const line = text.slice(starts[index], starts[index + 1]).trimEnd();
		const match = /#\s*releasepayload-disable(-next-line|-line)?(?:[ \t]+([A-Z]\d+(?:[ \t,]+[A-Z]\d+)*))?\s*$/.exec(line);
		if (!match) continue;
		const [, reach, codes = all] = match;
		const at = reach === undefined ? everywhere : piece.line + index + (reach === '-next-line' ? 1 : 0);
		const known = silenced.get(at) ?? new Set();
		silenced.set(at, known);
		for (const code of codes.split(/[ \t,]+/)) known.add(code);
	}
}
