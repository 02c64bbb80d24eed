import { resolvePlain } from './scalar/resolve';

/** Deeper levels than any real object has; below them a server could send what no printer survives. */
const deepest = 100;

/**
 * A plain value as block YAML, always the same for the same value and laid out as kubectl does: keys in their order,
 * lists at the column of their key, no line folding, no anchors. Texts stand plain where every reader takes them for that
 * text (YAML 1.1 as the cluster reads it and as others do, YAML 1.2), as literal blocks where they have several lines,
 * else in quotes. Ends with a newline. What lies deeper than 100 levels reads `…`; `undefined` and functions print as
 * `null`; half of a surrogate pair, which no UTF-8 holds, becomes U+FFFD.
 */
export function printYaml(value: unknown, layout: Layout = asKubectl): string {
	return `${printed(value, '', { ...layout, depth: 0 })}\n`;
}

/** Blanks for each level, and for the dashes of a list under their key. */
export interface Layout {
	readonly width: number;
	readonly dashIndent: number;
}

const asKubectl: Layout = { width: 2, dashIndent: 0 };

/** A value from the column of `indent` on, where the cursor stands. */
function printed(value: unknown, indent: string, place: Layout & { readonly depth: number }): string {
	const { depth, width, dashIndent } = place;
	if (!isCollection(value, depth)) return scalar(value, indent);
	const below = { ...place, depth: depth + 1 };
	if (Array.isArray(value)) return value.map((each: unknown) => `- ${printed(each, `${indent}  `, below)}`).join(`\n${indent}`) || '[]';
	const written = Object.entries(value).map(([key, each]: readonly [string, unknown]) => {
		const at = indent + ' '.repeat(Array.isArray(each) ? dashIndent : width);
		const text = printed(each, at, below);
		const isBelow = isCollection(each, depth + 1) && text !== '[]' && text !== '{}';
		return keyText(key, indent) + (isBelow ? `\n${at}` : ' ') + text;
	});
	return written.join(`\n${indent}`) || '{}';
}

function isCollection(value: unknown, depth: number): value is object {
	return depth < deepest && typeof value === 'object' && value !== null;
}

function scalar(value: unknown, indent: string): string {
	switch (typeof value) {
		case 'string':
			return textOf(value, indent);
		case 'boolean':
		case 'bigint':
			return String(value);
		case 'number':
			return JSON.stringify(value);
		default:
			return typeof value === 'object' && value ? '…' : 'null';
	}
}

/** Readers look only so far for the colon behind a key. */
const longestKey = 1000;

function keyText(key: string, indent: string): string {
	const text = isPlain(key) ? key : quoted(key);
	return text.length > longestKey ? `? ${text}\n${indent}:` : `${text}:`;
}

function textOf(text: string, indent: string): string {
	if (isPlain(text)) return text;
	// A block shows its lines as they are, so they must neither begin nor end in blanks that a reader would have to guess.
	const lines = /^(?!\n*[ \t])[^]*?[^\s](\n*)$/.exec(text);
	if (!lines || !text.includes('\n') || hasControls(text.replaceAll('\n', ''))) return quoted(text);
	const chomping = lines[1] === '' ? '-' : lines[1] === '\n' ? '' : '+';
	const body = text.replace(/\n$/, '').split('\n').map((line) => (line === '' ? '' : (indent || '  ') + line));
	return `|${chomping}\n${body.join('\n')}`;
}

/** What must be escaped: characters that readers refuse, take for the end of a line, or do not show. */
function hasControls(text: string): boolean {
	return /[\0-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]|\p{Surrogate}/u.test(text);
}

/** A text in double quotes; in single ones where that spares escapes. */
export function quoted(text: string): string {
	if (text.includes('"') && !/['\\]/.test(text) && !hasControls(text)) return `'${text}'`;
	return JSON.stringify(text.replaceAll(/\p{Surrogate}/gu, '\ufffd')).replaceAll(/[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Numbers, times and words of YAML 1.1 and 1.2 that are no texts to some reader, in any case of letters. */
const otherThanText = /^(?:[-+]?(?:0b[01_]+|0x[\da-f_]+|0o[0-7]+|(?:\d[\d_]*)?\.?[\d_]*(?:e[-+]?\d+)?|\d[\d_]*(?::[0-5]?\d)+(?:\.[\d_]*)?|\.inf)|\d{4}-\d\d?-\d\d?(?:(?:t|[ \t]+)\d[\d:.]*[ \t]*(?:z|[-+][\d:]+)?)?|\.nan|~|null|true|false|yes|no|on|off|[yn]|=)$/i;

function isPlain(text: string): boolean {
	return isPlainToCluster(text) && !otherThanText.test(text);
}

/** Names as nearly all are: longer than the words that are no texts, and of letters, digits and dashes behind the first letter. */
const plainName = /^[A-Za-z][\w-]{5,}$/;

/** Whether a text may stand without quotes in block style and is that text to the cluster, though perhaps not to every reader. */
export function isPlainToCluster(text: string): boolean {
	return plainName.test(text) || !/^(?:[\s,[\]{}#&*!|>'"%@`?:]|-(?:\s|$|--)|\.\.\.|<<$)|:(?:\s|$)|\s#|\s$/.test(text) && !hasControls(text) && resolvePlain(text).type === 'string';
}
