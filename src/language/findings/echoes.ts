import { lineAt, type Piece } from '../document/piece';
import type { Stretch } from '../document/spot';
import type { Finding } from './finding';

/** Rules of meaning that say of a value what the server says too, and the codes under which it does. */
const echoes: ReadonlyMap<string, readonly string[]> = new Map([
	['C7', ['immutable']],
	['D1', ['duplicate-key']],
	['D4', ['unknown-field']],
	['N5', ['metadata']],
	['N11', ['generate-name']],
	['N12', ['api-version', 'kind']],
	['O13', ['unknown-field']],
	['Q2', ['type']],
	['Q3', ['type']],
]);

/** Findings together with a rule's that said the same, kept from one answer to the next. */
const merged = new WeakMap<Finding, { readonly echo: Finding; readonly finding: Finding }>();

/** Says one cause once, of findings about the shape and of those of meaning: what the server says stays, with the mends of the rule that knows it too. */
export function withoutEchoes(findings: readonly Finding[], meaning: readonly Finding[]): readonly Finding[] {
	const echoing = meaning.filter(({ code }) => echoes.has(code));
	if (echoing.length === 0 || findings.length === 0) return findings.concat(meaning);
	const refused = refusedIn(findings, new Set(echoing.map((echo) => placeOf(echo).piece)));
	const dropped = new Set<Finding>();
	const taken = new Map<number, Finding>();
	for (const echo of echoing) {
		const place = placeOf(echo);
		const known = refused.get(place.piece);
		const first = (at: string): number | undefined => echoes.get(echo.code)?.map((code) => known?.get(code + at)).find((each) => each !== undefined);
		// At the very place, else on the same line.
		const index = first(`@${place.start}`) ?? first(`:${lineOf(place)}`);
		const finding = index === undefined ? undefined : (taken.get(index) ?? findings[index]);
		if (index === undefined || finding === undefined) continue;
		dropped.add(echo);
		taken.set(index, merge(finding, echo));
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

/** Numbers of what the server says first of each code, by piece, place and line: a text can be one line, however long. */
function refusedIn(findings: readonly Finding[], pieces: ReadonlySet<Piece>): ReadonlyMap<Piece, ReadonlyMap<string, number>> {
	const refused = new Map([...pieces].map((piece) => [piece, new Map<string, number>()]));
	for (const [index, finding] of findings.entries()) {
		const known = finding.layer === 'api' ? refused.get(finding.piece) : undefined;
		if (!known) continue;
		for (const at of [`${finding.code}@${finding.start}`, `${finding.code}:${lineOf(finding)}`]) if (!known.has(at)) known.set(at, index);
	}
	return refused;
}

function merge(finding: Finding, echo: Finding): Finding {
	const known = merged.get(finding);
	if (known?.echo === echo) return known.finding;
	const { piece, start, end, layer, code, severity, message, related } = finding;
	const both: Finding = {
		piece, start, end, layer, code, severity, message, related,
		get fixes() {
			const titles = new Set(echo.fixes.map(({ title }) => title));
			return [...echo.fixes, ...finding.fixes.filter(({ title }) => !titles.has(title))];
		},
	};
	merged.set(finding, { echo, finding: both });
	return both;
}
