import * as l10n from '@vscode/l10n';
import { hexOf } from '../text';
import type { SyntaxProblem } from '../tree';

// Characters that look like a blank, or like nothing, and are text for the cluster: what comes along when a manifest is
// pasted from a page or a chat. YAML 1.1 ends lines at three characters more than editors do (goyaml.v2, yamlprivateh.go).

const blank = /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/;
/** Of no width at all: they go, where the others become a blank. */
const nothing = /[\u00ad\u200b-\u200f\u2060\ufeff]/;
const lineBreak = /[\u0085\u2028\u2029]/;
const any = new RegExp(`${blank.source}|${nothing.source}`);
const anywhere = new RegExp(any, 'g');
/** Where a blank would shape the text: before the first word of a line, and behind its colon or dash. */
const shaping = new RegExp(`^[ \\t-]*(?:[ \\t-]|${any.source})+|[:-](?:${any.source})+`, 'gm');

/** The first invisible character of a text. */
export function invisibleIn(text: string): string | undefined {
	return any.exec(text)?.[0];
}

/** What such a character is, for people. */
export function invisibleSentence(char: string): string {
	const hex = hexOf(char);
	if (lineBreak.test(char)) return l10n.t('The character U+{0} ends the line for the cluster, though an editor may show none.', hex);
	const name = char === '\u00a0' ? l10n.t('no-break space') : char === '\u200b' ? l10n.t('zero-width space') : l10n.t('invisible character');
	return l10n.t('Here stands a {0} (U+{1}), which is text for the cluster and no blank.', name, hex);
}

/** The text with blanks in the place of such characters. */
export function madeVisible(text: string): string {
	return text.replace(anywhere, (char) => (blank.test(char) ? ' ' : ''));
}

/** The stretches of a text where such characters stand for blanks, and what is meant there. */
export function shapingStretches(text: string): readonly { readonly start: number; readonly end: number; readonly newText: string }[] {
	return [...text.matchAll(shaping)].flatMap(({ 0: found, index }) => (any.test(found) ? [{ start: index, end: index + found.length, newText: madeVisible(found) }] : []));
}

/** The character that a mistake on this line comes from, if there is one. `line` is where the cluster's line begins. */
export function invisibleCause(text: string, line: number): SyntaxProblem | undefined {
	const at = (start: number): SyntaxProblem => ({ code: 'character', start, end: start + 1, message: invisibleSentence(text.charAt(start)) });
	if (lineBreak.test(text.charAt(line - 1))) return at(line - 1);
	const [stretch] = shapingStretches(/^[^\r\n\u0085\u2028\u2029]{0,1000}/.exec(text.slice(line, line + 1000))?.[0] ?? '');
	return stretch ? at(line + stretch.start + text.slice(line + stretch.start, line + stretch.end).search(any)) : undefined;
}
