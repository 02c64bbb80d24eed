import { oneLine, safeLines } from './hostile';

/**
 * Markdown made from text that nobody vouches for. What comes out is meant for a MarkdownString that neither supports
 * HTML nor is trusted; even in one that does, data cannot become markup, an icon, a command or a link.
 */

/** Everything that Markdown could read as markup; a backslash before it makes it plain in every place but code. */
const punctuation = /[!-/:-@[-`{-~]/g;

/** One line of plain text: no markup, no bare link, no entity, no icon. */
export function plain(text: string, limit?: number): string {
	return oneLine(text, limit).replace(punctuation, '\\$&');
}

/** A name or value in a fixed-width font; nothing for empty text. */
export function code(text: string, limit?: number): string {
	const shown = oneLine(text, limit);
	if (shown === '') return '';
	const fence = '`'.repeat(longestRun(shown) + 1);
	const pad = shown.startsWith('`') || shown.endsWith('`') ? ' ' : '';
	return `${fence}${pad}${shown}${pad}${fence}`;
}

/** A longer text, kept in its lines, in a fenced block. */
export function block(text: string): string {
	const lines = safeLines(text, { lines: 30, width: lineWidth });
	if (lines.length === 0) return '';
	const fence = '`'.repeat(Math.max(3, ...lines.map((line) => longestRun(line) + 1)));
	return `${fence}text\n${lines.join('\n')}\n${fence}`;
}

const lineWidth = 400;

/** A link when the address is one that may be opened, else the text alone. */
export function link(text: string, address: string | undefined): string {
	const url = address === undefined ? undefined : httpUrl(address);
	return url === undefined ? plain(text) : `[${plain(text)}](${url})`;
}

/**
 * The only gate between data and the browser: an absolute http or https address without user name or password (these
 * serve to disguise the host), at most 4,096 characters. Comes back normalised, with every character encoded that
 * could end a Markdown link early. Undefined for everything else, `javascript:`, `command:` and `file:` included.
 */
export function httpUrl(text: string): string | undefined {
	if (text.length > 4096 || !/^https?:\/\//i.test(text)) return undefined;
	try {
		const url = new URL(text);
		if ((url.protocol !== 'https:' && url.protocol !== 'http:') || url.hostname === '' || url.username !== '' || url.password !== '') return undefined;
		return url.href.replace(/[()<>\\`*_[\]'"|{}^ ]/g, (character) => (character === '_' ? '_' : encodeURIComponentStrictly(character)));
	} catch {
		// Not an address.
		return undefined;
	}
}

/** encodeURIComponent leaves some ASCII punctuation alone that Markdown cares about. */
function encodeURIComponentStrictly(character: string): string {
	return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
}

function longestRun(text: string): number {
	return Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
}
