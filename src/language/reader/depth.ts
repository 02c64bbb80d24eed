import * as l10n from '@vscode/l10n';
import type { SyntaxProblem } from '../tree';

export const maxDepth = 100;

export function problemAt(offset: number): SyntaxProblem {
	return { code: 'too-deep', start: offset, end: offset + 1, message: l10n.t('Nested deeper than {0} levels: what stands below is not looked at.', maxDepth) };
}
