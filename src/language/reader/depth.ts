import * as l10n from '@vscode/l10n';
import type { SyntaxProblem } from '../tree';

export const maxDepth = 100;

/**
 * A problem when the text nests deeper than any manifest does, counted without reading it: brackets opened and not
 * closed, indentation that keeps growing, dashes in a row. Text inside quotes counts too, so it may judge too severely,
 * never too mildly; it is asked only about text that the strict readers refused.
 */
export function tooDeep(text: string): SyntaxProblem | undefined {
	const columns: number[] = [];
	let brackets = 0;
	let at = 0;
	while (at < text.length) {
		const newline = text.indexOf('\n', at);
		const end = newline < 0 ? text.length : newline;
		let content = at;
		let dashes = 0;
		for (; content < end; content++) {
			const char = text[content];
			if ((char === '-' || char === '?' || char === ':') && /^[ \t]?$/.test(text[content + 1] ?? '')) dashes++;
			else if (char !== ' ' && char !== '\t') break;
		}
		if (content < end) {
			const column = content - at;
			while (columns.length > 0 && (columns[columns.length - 1] ?? 0) >= column) columns.pop();
			columns.push(column);
		}
		for (let i = content; i < end; i++) {
			const char = text.charCodeAt(i);
			if (char === 123 || char === 91) brackets++;
			else if ((char === 125 || char === 93) && brackets > 0) brackets--;
			if (brackets > maxDepth) return problemAt(i);
		}
		if (columns.length + dashes + brackets > maxDepth) return problemAt(content);
		at = end + 1;
	}
	return undefined;
}

export function problemAt(offset: number): SyntaxProblem {
	return { code: 'too-deep', start: offset, end: offset + 1, message: l10n.t('Nested deeper than {0} levels: this document is not looked at.', maxDepth) };
}
