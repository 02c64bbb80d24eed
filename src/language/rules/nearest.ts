/**
 * The candidate that a person probably meant: the same but for case and separators, else the one with the fewest typing
 * mistakes (insert, leave out, replace, swap), at most `most` of them and fewer than half of the letters.
 */
export function nearest(text: string, candidates: Iterable<string>, most = 2): string | undefined {
	if (!text || text.length > 100) return undefined;
	const folded = fold(text);
	let best: string | undefined;
	let fewest = Math.min(most, Math.floor(text.length / 2)) + 1;
	for (const candidate of candidates) {
		if (candidate === text) continue;
		if (fold(candidate) === folded) return candidate;
		if (Math.abs(candidate.length - text.length) >= fewest) continue;
		const mistakes = distance(folded, fold(candidate));
		if (mistakes < fewest) {
			fewest = mistakes;
			best = candidate;
		}
	}
	return best;
}

/** Without case and separators. */
export const fold = (text: string): string => text.toLowerCase().replaceAll(/[-_ ]/g, '');

/** Edit distance with swaps of neighbours (optimal string alignment). */
export function distance(a: string, b: string): number {
	let beforeLast: number[] = [];
	let last = Array.from({ length: b.length + 1 }, (_, index) => index);
	for (let i = 1; i <= a.length; i++) {
		const row = [i];
		for (let j = 1; j <= b.length; j++) {
			const same = a[i - 1] === b[j - 1];
			let cost = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1));
			if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, (beforeLast[j - 2] ?? 0) + 1);
			row.push(cost);
		}
		beforeLast = last;
		last = row;
	}
	return last[b.length] ?? 0;
}
