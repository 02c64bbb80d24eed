import type { PlacedProblem } from '../document/document';
import { lineAt } from '../document/piece';
import type { Stretch } from '../document/spot';
import type { Finding } from './finding';

/** What is wrong with a key itself, whatever its value will be. */
const ofKeys = /^(?:unknown-field|duplicate-key|key)$/;

/** Tells which findings in a template are guesses about what will stand there; undefined for other documents. */
export function guessesOf(problems: readonly PlacedProblem[]): ((finding: Finding) => boolean) | undefined {
	const template = problems.find(({ marks }) => marks !== undefined);
	if (template?.marks === undefined) return undefined;
	const { marks, piece: { text, origin } } = template;
	const between = (start: number, end: number): string => text.slice(start - origin, end - origin);
	// The first entry is before all marks: what is found counts the marks up to there.
	const starts = [-1, ...marks.map(({ start }) => start)];
	const branches = [-1, ...marks.filter(({ brings }) => !brings).map(({ start }) => start)];
	const bringsLines = marks.some(({ start, brings }) => brings && /(?:^|\n)[ \t]*$/.test(between(Math.max(origin, start - 100), start)));
	const touches = ({ start, end }: Stretch): boolean => (marks[lineAt(starts, Math.max(start, end - 1)) - 1]?.end ?? 0) > start;
	/** A key whose value a mark brings. */
	const awaits = ({ end }: Stretch): boolean => {
		const next = marks[lineAt(starts, end - 1)];
		return next?.brings === true && /^["']?[ \t]*:\s*$/.test(between(end, Math.min(next.start, end + 500)));
	};
	return (finding) =>
		touches(finding) ||
		finding.message.includes('{{') ||
		(bringsLines && finding.code === 'required') ||
		(!ofKeys.test(finding.code) && awaits(finding)) ||
		// Of two things that branches part perhaps only one is there.
		finding.related.some((other) => touches(other) || lineAt(branches, other.start) !== lineAt(branches, finding.start));
}
