import { lineAt, type Piece } from '../document/piece';
import type { Stretch } from '../document/spot';
import type { Finding } from './finding';

/** Rules of meaning that say of a value what the server says too, and the codes under which it does. */
const echoes: ReadonlyMap<string, RegExp> = new Map([
	['C7', /^immutable$/],
	['D1', /^duplicate-key$/],
	['D4', /^unknown-field$/],
	['N5', /^metadata$/],
	['N11', /^generate-name$/],
	['N12', /^(?:api-version|kind)$/],
	['O13', /^unknown-field$/],
	['Q2', /^type$/],
	['Q3', /^type$/],
]);

/** Findings together with a rule's that said the same, kept from one answer to the next. */
export type Merged = WeakMap<Finding, { readonly echo: Finding; readonly finding: Finding }>;

/** Says one cause once, of findings about the shape and of those of meaning: what the server says stays, with the mends of the rule that knows it too. */
export function withoutEchoes(findings: readonly Finding[], meaning: readonly Finding[], merged: Merged): readonly Finding[] {
	const echoing = meaning.filter(({ code }) => echoes.has(code));
	if (echoing.length === 0 || findings.length === 0) return findings.concat(meaning);
	const refused = refusedIn(findings, new Set(echoing.map((echo) => placeOf(echo).piece)));
	const dropped = new Set<Finding>();
	const taken = new Map<number, Finding>();
	for (const echo of echoing) {
		const place = placeOf(echo);
		const alike = (refused.get(place.piece)?.get(lineOf(place)) ?? []).filter((each) => echoes.get(echo.code)?.test(findings[each]?.code ?? '') === true);
		const index = alike.find((each) => findings[each]?.start === place.start) ?? alike[0];
		const finding = index === undefined ? undefined : (taken.get(index) ?? findings[index]);
		if (index === undefined || finding === undefined) continue;
		dropped.add(echo);
		taken.set(index, merge(finding, echo, merged));
	}
	const said = [...findings];
	for (const [index, finding] of taken) said[index] = finding;
	for (const finding of meaning) if (!dropped.has(finding)) said.push(finding);
	return said;
}

/** A value that is lost stands before the one that the server refuses. */
function placeOf(echo: Finding): Stretch {
	return echo.code === 'D1' ? (echo.related[0] ?? echo) : echo;
}

/** Pieces are whole lines, so that lines compare within one only. */
function lineOf({ piece, start }: Stretch): number {
	return lineAt(piece.lineStarts, start - piece.origin);
}

/** Numbers of what the server says, by piece and line: a text with mistakes is one piece, however long. */
function refusedIn(findings: readonly Finding[], pieces: ReadonlySet<Piece>): ReadonlyMap<Piece, ReadonlyMap<number, readonly number[]>> {
	const refused = new Map<Piece, Map<number, number[]>>();
	for (const [index, finding] of findings.entries()) {
		const { layer, piece } = finding;
		if (!pieces.has(piece) || layer !== 'api') continue;
		const lines = refused.get(piece) ?? new Map<number, number[]>();
		refused.set(piece, lines);
		const known = lines.get(lineOf(finding));
		if (known === undefined) lines.set(lineOf(finding), [index]);
		else known.push(index);
	}
	return refused;
}

function merge(finding: Finding, echo: Finding, merged: Merged): Finding {
	const known = merged.get(finding);
	if (known?.echo === echo) return known.finding;
	const titles = new Set(echo.fixes.map(({ title }) => title));
	const both = { ...finding, fixes: [...echo.fixes, ...finding.fixes.filter(({ title }) => !titles.has(title))] };
	merged.set(finding, { echo, finding: both });
	return both;
}
