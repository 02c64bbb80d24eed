import * as l10n from '@vscode/l10n';
import { lengthOf } from '../text';
import type { SyntaxProblem, YamlNode } from '../tree';

/**
 * What `kubectl` refuses of the JSON with which a file begins, and of what follows it. It reads on behind it, where the
 * server, which reads YAML, has its document and stops. What only looks like JSON is YAML for `kubectl` too.
 */
export function behindJson(text: string, root: YamlNode | undefined, isLast: boolean): readonly SyntaxProblem[] {
	if (root?.kind !== 'map' || !root.flow || !/^\s*\{/.test(text)) return [];
	const behind = text.slice(root.end);
	const rest = behind.replace(/^[ \t\r\n]+/, '');
	const json = text.slice(root.start, root.end);
	if (parsed(json) === undefined) return [];
	const more = parsed(rest);
	const isRead = rest === '' || more === null || isOnlyComments(behind, isLast) || (typeof more === 'object' && 'apiVersion' in more && 'kind' in more);
	const start = text.length - rest.length;
	const end = start + (lengthOf(/^[^\r\n]*\S/, rest) || 1);
	const problems = isRead ? [] : [{ code: 'separator', start, end, message: l10n.t('kubectl takes a file that begins with "{" for JSON, and cannot read what follows it.') }];
	return [...hugeNumbers(json, root.start), ...problems];
}

/** From the end of the line on, or from the first that is no blank, it is YAML again: where at least four bytes are left (apimachinery, consumeWhitespace). */
function isOnlyComments(behind: string, isLast: boolean): boolean {
	const yaml = behind.slice(behind.search(/[\n\S]/));
	return (!isLast || yaml.length > 3) && !/^(?!---[ \t]*(?:#|$))[^\S\r\n]*[^\s#]/m.test(yaml);
}

/** In YAML these are texts. */
function hugeNumbers(json: string, from: number): readonly SyntaxProblem[] {
	if (!/\de\+?\d{3}|\d{309}/i.test(json)) return [];
	return [...json.matchAll(/"(?:[^"\\]|\\.)*"|-?\d[-+.\de]*/gi)]
		.filter(([token]) => Math.abs(Number(token)) === Infinity)
		.map(({ 0: token, index }) => ({ code: 'number', start: from + index, end: from + index + token.length, message: l10n.t('"{0}" is a number that JSON does not have: the whole document is refused. Quote it if it is a text.', token) }));
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		// Nearly JSON at most.
		return undefined;
	}
}
