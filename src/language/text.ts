// What readers and mends ask of a text.

/** How many characters a pattern finds; 0 where it finds nothing. */
export function lengthOf(pattern: RegExp, text: string): number {
	return pattern.exec(text)?.[0].length ?? 0;
}

/** Where the line of an offset begins; LF, CRLF and CR end lines. */
export function lineStart(text: string, at: number): number {
	return at <= 0 ? 0 : Math.max(text.lastIndexOf('\n', at - 1), text.lastIndexOf('\r', at - 1)) + 1;
}

/** The number of a character as Unicode writes it, without the `U+`. */
export function hexOf(char: string): string {
	return char.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
}
