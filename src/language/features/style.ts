/** How a document is laid out, so that what is written into it looks the same. */
export interface Style {
	/** Blanks for each level. */
	readonly width: number;
	/** Blanks of a list's dashes under their key: 0 in what `oc` prints. */
	readonly dashIndent: number;
	readonly eol: '\n' | '\r\n';
}

/** A key with nothing behind it, so that its value begins on the next line. */
const owner = /^( *)(- )?[^\s#"'-][^:]*:[ \t]*\r?$/;

/** Measured in the text around `offset`, 20,000 characters to either side; the style of `oc get -o yaml` where nothing tells. */
export function styleAt(text: string, offset: number): Style {
	const near = text.slice(Math.max(0, offset - 20_000), offset + 20_000);
	let width: number | undefined;
	let dashIndent: number | undefined;
	let start = 0;
	for (let end = near.indexOf('\n'); end >= 0 && (!width || dashIndent === undefined); end = near.indexOf('\n', start)) {
		const found = owner.exec(near.slice(start, end));
		start = end + 1;
		if (!found) continue;
		let at = start;
		while (near.charCodeAt(at) === 32) at++;
		const step = at - start - (found[1] ?? '').length;
		const first = near.charAt(at);
		if (first === '-') {
			// A dash behind a dash is of another list.
			if (!found[2] && near.charAt(at + 1) === ' ') dashIndent ??= Math.max(0, step);
		} else if (step > 0 && step <= 8 && /[^#\r\n]/.test(first)) width ??= step;
	}
	return { width: width ?? 2, dashIndent: dashIndent ?? 0, eol: near.includes('\r\n') ? '\r\n' : '\n' };
}
