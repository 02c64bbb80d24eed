import * as l10n from '@vscode/l10n';
import type { SyntaxProblem } from '../tree';

/** Puts one of `yaml`'s error codes into words and narrows its place to the cause. */
export function explainYamlError(code: string, position: readonly [number, number], text: string): SyntaxProblem {
	const [start, end] = narrow(position, text);
	return { code: codes[code] ?? 'yaml', start, end, message: messageOf(code) };
}

/** Never underlines to the end of the file: at most the rest of the line on which the error starts. */
function narrow([from, to]: readonly [number, number], text: string): readonly [number, number] {
	let start = Math.min(Math.max(from, 0), text.length);
	if (start === text.length && start > 0) start = text.trimEnd().length;
	const newline = text.indexOf('\n', start);
	let lineEnd = newline < 0 ? text.length : newline;
	if (lineEnd > start && text[lineEnd - 1] === '\r') lineEnd--;
	return [start, Math.max(Math.min(to, lineEnd), Math.min(start + 1, text.length))];
}

const codes: Readonly<Record<string, string>> = {
	ALIAS_PROPS: 'alias',
	BAD_ALIAS: 'alias',
	BAD_DIRECTIVE: 'directive',
	BAD_DQ_ESCAPE: 'escape',
	BAD_INDENT: 'indent',
	BAD_PROP_ORDER: 'properties',
	BAD_SCALAR_START: 'scalar-start',
	BLOCK_AS_IMPLICIT_KEY: 'key',
	BLOCK_IN_FLOW: 'flow',
	KEY_OVER_1024_CHARS: 'key-too-long',
	MISSING_CHAR: 'unclosed',
	MULTILINE_IMPLICIT_KEY: 'key',
	MULTIPLE_ANCHORS: 'properties',
	MULTIPLE_TAGS: 'properties',
	TAB_AS_INDENT: 'tab',
	TAG_RESOLVE_FAILED: 'tag',
	UNEXPECTED_TOKEN: 'unexpected',
};

function messageOf(code: string): string {
	switch (code) {
		case 'BAD_ALIAS':
		case 'ALIAS_PROPS':
			return l10n.t('This alias cannot be read.');
		case 'BAD_DIRECTIVE':
			return l10n.t('This directive cannot be read.');
		case 'BAD_DQ_ESCAPE':
			return l10n.t('This escape does not exist in double quotes.');
		case 'BAD_INDENT':
			return l10n.t('This line is indented unlike the lines it belongs to.');
		case 'BAD_SCALAR_START':
			return l10n.t('A value cannot start with this character: quote it.');
		case 'BLOCK_AS_IMPLICIT_KEY':
			return l10n.t('A mapping cannot start here: is there one colon too many, or a line break missing?');
		case 'BLOCK_IN_FLOW':
			return l10n.t('Lines in block style cannot stand inside brackets.');
		case 'KEY_OVER_1024_CHARS':
			return l10n.t('A key can have at most 1,024 characters.');
		case 'MISSING_CHAR':
			return l10n.t('A closing quote or bracket, or a blank, is missing here.');
		case 'MULTILINE_IMPLICIT_KEY':
			return l10n.t('This line is no key with a value: a colon followed by a blank is missing.');
		case 'MULTIPLE_ANCHORS':
		case 'MULTIPLE_TAGS':
		case 'BAD_PROP_ORDER':
			return l10n.t('These anchors or tags cannot stand together.');
		case 'TAB_AS_INDENT':
			return l10n.t('A tab cannot indent a line: use blanks.');
		case 'TAG_RESOLVE_FAILED':
			return l10n.t('This tag cannot be read.');
		default:
			return l10n.t('This cannot be read as YAML.');
	}
}
