/** Names, reasons and messages come from a cluster or a file: whatever they hold, they must neither break out of a line nor deceive the eye. */

/** What a one-line surface shows of one value at most, in code points. */
export const lineLimit = 300;

/**
 * Characters that move the cursor, turn the direction of writing, hide, or glue: C0, C1, line separators, bidirectional
 * controls, zero-width and tag characters, the byte order mark, unpaired surrogates.
 */
const unseen =
	/[\u0000-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\u{1d173}-\u{1d17a}\u{e0000}-\u{e0fff}]|\p{Surrogate}/gu;

/**
 * Text for a place that has one line: control and invisible characters are shown instead of obeyed, runs of blanks
 * become one, longer text ends in an ellipsis. Total; the same text in gives the same text out.
 */
export function oneLine(text: string, limit: number = lineLimit): string {
	// Cut first: a message may be megabytes, and one shown character needs at most a few stored ones.
	const shown = text.slice(0, limit * 4).replace(/[\t\n\v\f\r ]+/g, ' ').trim().replace(unseen, spelled);
	return shorten(shown, text.length > limit * 4 ? shown.length - 1 : limit, limit);
}

/** Lines of a longer text, each safe by itself, without blank lines at the ends; what is too long is cut and says so with an ellipsis. */
export function safeLines(text: string, limits: { readonly lines: number; readonly width: number }): readonly string[] {
	const all = text
		.slice(0, limits.lines * limits.width * 4)
		.split(/\r\n|[\n\r\u0085\u2028\u2029]/)
		.map((line) => shorten(line.replace(/\t/g, '    ').replace(unseen, spelled).trimEnd(), limits.width, limits.width));
	const first = all.findIndex((line) => line !== '');
	const last = all.findLastIndex((line) => line !== '');
	const lines = first === -1 ? [] : all.slice(first, last + 1);
	return lines.length <= limits.lines ? lines : [...lines.slice(0, limits.lines), '…'];
}

function shorten(text: string, limit: number, most: number): string {
	if (text.length <= limit) return text;
	const points = Array.from(text);
	const keep = Math.min(limit, most);
	return points.length <= keep ? text : `${points.slice(0, Math.max(0, keep - 1)).join('')}…`;
}

/** A control character as its picture, everything else by its number. */
function spelled(character: string): string {
	const code = character.codePointAt(0) ?? 0;
	if (code < 0x20) return String.fromCodePoint(0x2400 + code);
	if (code === 0x7f) return '\u2421';
	return `‹U+${code.toString(16).toUpperCase().padStart(4, '0')}›`;
}
