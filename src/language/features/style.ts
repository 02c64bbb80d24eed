/** How a document is laid out, so that what is written into it looks the same. */
export interface Style {
	/** Blanks for each level. */
	readonly width: number;
	/** Blanks of a list's dashes under their key: 0 in what `oc` prints. */
	readonly dashIndent: number;
	readonly eol: '\n' | '\r\n';
}

/** Measured in the text around `offset`, 20,000 characters to either side; the style of `oc get -o yaml` where nothing tells. */
export function styleAt(text: string, offset: number): Style {
	const near = text.slice(Math.max(0, offset - 20_000), offset + 20_000);
	const nested = /^( *)(?:- )?[^\s#"'-][^\n:]*:[ \t]*\r?\n( *)(?![ #\r\n-])/gm;
	let width = 2;
	for (const [, outer = '', inner = ''] of near.matchAll(nested)) {
		const step = inner.length - outer.length;
		if (step > 0 && step <= 8) {
			width = step;
			break;
		}
	}
	const [, outer = '', inner = ''] = /^( *)[^\s#"'-][^\n:]*:[ \t]*\r?\n( *)- /m.exec(near) ?? [];
	return { width, dashIndent: Math.max(0, inner.length - outer.length), eol: near.includes('\r\n') ? '\r\n' : '\n' };
}
