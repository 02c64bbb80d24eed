import { lineAt, lineStartsOf, positionIn, silencer, type Piece } from '../document/piece';
import type { Finding } from './finding';

/**
 * Leaves out the findings of meaning that a comment silences: `# releasepayload-disable-line O2 J4` behind a line,
 * `# releasepayload-disable-next-line` before it, `# releasepayload-disable` anywhere for the whole document. Without
 * codes all are meant. What the server refuses cannot be silenced. `pieces` are those of the document.
 */
export function applySuppressions(findings: readonly Finding[], pieces: readonly Piece[]): readonly Finding[] {
	const directives = pieces.filter(({ silencing }) => silencing).flatMap((piece) => directivesIn(piece.text).map((each) => ({ ...each, line: each.line + piece.line })));
	if (directives.length === 0) return findings;
	return findings.filter((finding) => finding.layer !== 'meaning' || !directives.some((directive) => silences(directive, finding)));
}

interface Directive {
	readonly reach: 'document' | 'line';
	readonly line: number;
	/** Empty: every code. */
	readonly codes: ReadonlySet<string>;
}

function directivesIn(text: string): readonly Directive[] {
	const starts = lineStartsOf(text);
	const lines = new Set<number>();
	for (let at = text.indexOf(silencer); at >= 0; at = text.indexOf(silencer, at + 1)) lines.add(lineAt(starts, at));
	return [...lines].flatMap((index) => {
		const line = text.slice(starts[index], starts[index + 1]).trimEnd();
		const match = /#\s*releasepayload-disable(-next-line|-line)?(?:[ \t]+([A-Z]\d+(?:[ \t,]+[A-Z]\d+)*))?\s*$/.exec(line);
		if (!match) return [];
		const codes = new Set((match[2] ?? '').split(/[ \t,]+/).filter((code) => code !== ''));
		return [{ reach: match[1] === undefined ? ('document' as const) : ('line' as const), line: index + (match[1] === '-next-line' ? 1 : 0), codes }];
	});
}

function silences({ reach, line, codes }: Directive, finding: Finding): boolean {
	if (codes.size > 0 && !codes.has(finding.code)) return false;
	return reach === 'document' || line === positionIn(finding.piece, finding.start).line;
}
