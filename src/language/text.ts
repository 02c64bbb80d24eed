// What readers and mends ask of a text.

/** How many characters a pattern finds; 0 where it finds nothing. */
export function lengthOf(pattern: RegExp, text: string): number {
	return pattern.exec(text)?.[0].length ?? 0;
}

/** Where the line of an offset begins; LF, CRLF and CR end lines. */
export function lineStart(text: string, at: number): number {
	return at <= 0 ? 0 : Math.max(text.lastIndexOf('\n', at - 1), text.lastIndexOf('\r', at - 1)) + 1;
}

/** Where the line of an offset ends, before its break. */
export function lineEnd(text: string, at: number): number {
	const stop = text.slice(at).search(/[\r\n]/);
	return stop < 0 ? text.length : at + stop;
}

/** Where the line behind that of an offset begins. */
export function nextLine(text: string, at: number): number {
	const end = lineEnd(text, at);
	return end + (text.startsWith('\r\n', end) ? 2 : end < text.length ? 1 : 0);
}

/** Blanks that a line begins with. */
export function blanksAt(text: string, line: number): number {
	return lengthOf(/^ */, text.slice(line, line + 1000));
}

/** Blanks and dashes only: what stands here is the first of its line. */
export function beginsLine(text: string, at: number): boolean {
	return /^[ \t]*(?:- +)*$/.test(text.slice(lineStart(text, at), at));
}

/** The number of a character as Unicode writes it, without the `U+`. */
export function hexOf(char: string): string {
	return char.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
}
