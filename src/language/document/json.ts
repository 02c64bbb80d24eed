import * as l10n from '@vscode/l10n';
import type { SyntaxProblem, YamlNode } from '../tree';

/**
 * What follows the JSON with which a file begins. `kubectl` reads on behind it, where the server, which reads YAML, has
 * its document and stops. What only looks like JSON is YAML for `kubectl` too.
 */
export function behindJson(text: string, root: YamlNode | undefined): readonly SyntaxProblem[] {
	if (root?.kind !== 'map' || !root.flow || !/^\s*\{/.test(text)) return [];
	const behind = text.slice(root.end);
	const rest = behind.trimStart();
	// From the next line on it may be YAML again, of which comments are left out.
	const isOnlyComments = /^[^\S\r\n]*[\r\n]/.test(behind) && !/^[^\S\r\n]*[^\s#]/m.test(rest);
	if (rest === '' || isOnlyComments || parsed(text.slice(root.start, root.end)) === undefined) return [];
	const more = parsed(rest);
	if (typeof more === 'object' && more !== null && 'apiVersion' in more && 'kind' in more) return [];
	const start = text.length - rest.length;
	const end = start + (/^[^\r\n]+/.exec(rest)?.[0].trimEnd().length ?? 1);
	return [{ code: 'separator', start, end, message: l10n.t('kubectl takes a file that begins with "{" for JSON, and cannot read what follows it.') }];
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		// Nearly JSON at most.
		return undefined;
	}
}
