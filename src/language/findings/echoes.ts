import { rangeOf } from '../document/spot';
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

/** Says one cause once: what the server says stays, with the mends of the rule that knows it too. */
export function withoutEchoes(findings: readonly Finding[]): readonly Finding[] {
	const echoing = findings.filter((finding) => finding.layer === 'meaning' && echoes.has(finding.code));
	if (echoing.length === 0) return findings;
	const refused = new Map<number, number[]>();
	for (const [index, finding] of findings.entries()) {
		if (finding.layer !== 'api') continue;
		const line = rangeOf(finding).start.line;
		refused.set(line, [...(refused.get(line) ?? []), index]);
	}
	const dropped = new Set<Finding>();
	const taken = new Map<number, Finding>();
	for (const echo of echoing) {
		// A value that is lost stands before the one that the server refuses.
		const place = echo.code === 'D1' ? (echo.related[0] ?? echo) : echo;
		const alike = (refused.get(rangeOf(place).start.line) ?? []).filter((each) => echoes.get(echo.code)?.test(findings[each]?.code ?? '') === true);
		const index = alike.find((each) => findings[each]?.start === place.start) ?? alike[0];
		const finding = index === undefined ? undefined : (taken.get(index) ?? findings[index]);
		if (index === undefined || finding === undefined) continue;
		dropped.add(echo);
		const titles = new Set(echo.fixes.map(({ title }) => title));
		taken.set(index, { ...finding, fixes: [...echo.fixes, ...finding.fixes.filter(({ title }) => !titles.has(title))] });
	}
	return findings.flatMap((finding, index) => (dropped.has(finding) ? [] : [taken.get(index) ?? finding]));
}
