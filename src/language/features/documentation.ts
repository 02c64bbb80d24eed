import * as l10n from '@vscode/l10n';
import type { Path, SchemaNode } from '../../schema/schema';
import { knownValues, meaningOfValue, placeOf } from '../vocabulary/values';
import { schemaAtPath } from './complete';

/** Markdown about a field: what it is, what it takes, what it is when left out. '' for a field that no schema knows. */
export function documentationOf(path: Path, root: SchemaNode, olderShape: boolean): string {
	const node = schemaAtPath(root, path);
	if (!node) return '';
	const values = node.type === 'boolean' ? [] : knownValues(placeOf(path), node, olderShape);
	return [
		`**${labelOf(path)}** \`${typeWord(node)}\``,
		node.description,
		values.map(({ value, meaning }) => `- \`${value}\`${meaning && `: ${meaning}`}`).join('\n'),
		typeof node.defaultValue === 'string' ? l10n.t('Default: {0}', `\`${node.defaultValue}\``) : '',
		node.pattern ? l10n.t('Pattern: {0}', `\`${node.pattern.text}\``) : '',
		boundsOf(node),
	].filter((line) => line !== '').join('\n\n');
}

function labelOf(path: Path): string {
	return path.map((part, index) => (typeof part === 'number' ? '[]' : index === 0 ? part : `.${part}`)).join('').replaceAll(/[\\`*_{}[\]()#+\-!|<>]/g, '\\$&');
}

function typeWord(node: SchemaNode): string {
	if (node.type === 'array') return `${node.items?.type ?? 'value'}[]`;
	return node.format ?? node.type ?? 'value';
}

function boundsOf({ limits }: SchemaNode): string {
	if (!limits) return '';
	const { minimum, maximum, maxLength } = limits;
	if (minimum !== undefined) return maximum === undefined ? l10n.t('At least {0}.', minimum) : l10n.t('From {0} to {1}.', minimum, maximum);
	return maxLength === undefined ? '' : l10n.t('At most {0} characters.', maxLength);
}

/** Markdown about a value that is written there: what the word means. Undefined when it is none that is known. */
export function valueDocumentation(path: Path, value: string, root: SchemaNode): string | undefined {
	return meaningOfValue(placeOf(path), schemaAtPath(root, path), value);
}
