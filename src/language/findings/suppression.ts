import { absolute } from '../document/piece';
import type { Finding } from './finding';

/**
 * Leaves out the findings of meaning that a comment silences: `# releasepayload-disable-line O2 J4` behind a line,
 * `# releasepayload-disable-next-line` before it, `# releasepayload-disable` anywhere for the whole document. Without
 * codes all are meant. What the server refuses cannot be silenced.
 */
export function applySuppressions(findings: readonly Finding[]): readonly Finding[] {
	const known = new Map<object, readonly Directive[]>();
	const directivesOf = (finding: Finding): readonly Directive[] => {
		const { tree } = finding.piece;
		let found = known.get(tree);
		if (found === undefined) {
			found = piecesOf(findings, tree).flatMap((piece) => directivesIn(piece.text).map((each) => ({ ...each, line: each.line + piece.line })));
			known.set(tree, found);
		}
		return found;
	};
	if (!findings.some((finding) => finding.layer === 'meaning' && finding.piece.text.includes(word))) return findings;
	return findings.filter((finding) => finding.layer !== 'meaning' || !directivesOf(finding).some((directive) => silences(directive, finding)));
}

const word = 'releasepayload-disable';

interface Directive {
	readonly reach: 'document' | 'line';
	readonly line: number;
	/** Empty: every code. */
	readonly codes: ReadonlySet<string>;
}

function piecesOf(findings: readonly Finding[], tree: object): readonly Finding['piece'][] {
	return [...new Set(findings.map((finding) => finding.piece).filter((piece) => piece.tree === tree))];
}

function directivesIn(text: string): readonly Directive[] {
	if (!text.includes(word)) return [];
	return text.split(/\r\n|\r|\n/).flatMap((line, index) => {
		const match = /#\s*releasepayload-disable(-next-line|-line)?(?:[ \t]+([A-Z]\d+(?:[ \t,]+[A-Z]\d+)*))?\s*$/.exec(line);
		if (match === null) return [];
		const codes = new Set((match[2] ?? '').split(/[ \t,]+/).filter((code) => code !== ''));
		return [{ reach: match[1] === undefined ? ('document' as const) : ('line' as const), line: index + (match[1] === '-next-line' ? 1 : 0), codes }];
	});
}

function silences({ reach, line, codes }: Directive, finding: Finding): boolean {
	if (codes.size > 0 && !codes.has(finding.code)) return false;
	return reach === 'document' || line === lineOf(finding);
}

function lineOf({ piece, start }: Finding): number {
	const at = absolute(piece, start) - piece.start;
	let line = piece.line;
	for (let i = piece.text.indexOf('\n'); i >= 0 && i < at; i = piece.text.indexOf('\n', i + 1)) line++;
	return line;
}
