import * as l10n from '@vscode/l10n';
import type { SchemaNode } from '../../schema/schema';
import type { Range } from '../document/piece';
import { contentOf, rangeOf, stretchOf, type Spot } from '../document/spot';
import { resolveScalar, type Resolved } from '../scalar/resolve';
import type { ScalarNode } from '../tree';
import { documentationOf, valueDocumentation } from './documentation';
import { locate, type Located } from './locate';

export interface Hover {
	/** Markdown; text of the document in it is in code spans. */
	readonly contents: string;
	readonly range: Range;
}

/** What is to be said about the key or value at an offset of the document. `payload` is the payload around it. */
export function hoverAt(payload: Spot, offset: number, root: SchemaNode, olderShape: boolean): Hover | undefined {
	const located = locate(payload, offset);
	if (!located) return undefined;
	const { spot, path, onKey } = located;
	if (path.length === 0 || (!onKey && (spot.node.kind === 'map' || spot.node.kind === 'seq'))) return undefined;
	const contents = joined('\n\n---\n\n', onKey ? '' : valueWords(located, root), documentationOf(path, root, olderShape));
	return contents === '' ? undefined : { contents, range: rangeOf(stretchOf(spot, onKey ? 'key' : 'value')) };
}

function valueWords({ spot, path }: Located, root: SchemaNode): string {
	const content = contentOf(spot);
	const anchor = spot.node.kind === 'alias' ? code(`&${spot.node.name}`) : '';
	if (content?.kind !== 'scalar') return anchor && l10n.t('An alias of {0}', anchor);
	const read = resolveScalar(content);
	// A word that the cluster takes for something else does not mean what it says.
	const meaning = read.type === 'string' ? valueDocumentation(path, read.value, root) : undefined;
	return joined('\n\n', anchor && l10n.t('{0}, written at the anchor {1}', code(content.text), anchor), meaning ?? '', readingOf(content, read));
}

function joined(separator: string, ...parts: readonly string[]): string {
	return parts.filter((part) => part !== '').join(separator);
}

/** What the cluster makes of a scalar where that is not what it looks like. */
function readingOf({ style, text }: ScalarNode, read: Resolved): string {
	switch (read.type) {
		case 'boolean':
			return /^(?:true|false)$/.test(text) ? '' : l10n.t('The cluster reads {0}.', code(String(read.value)));
		case 'integer':
		case 'number': {
			const digits = read.exact?.toString() ?? String(read.value);
			return digits === text ? '' : l10n.t('The cluster reads the number {0}.', code(digits));
		}
		case 'null':
			return text === '' ? '' : l10n.t('The cluster reads nothing at all here: {0}.', code('null'));
		case 'unreadable':
			return l10n.t('The cluster cannot read this.');
		case 'string':
			if (style === 'literal' || style === 'folded') return text.endsWith('\n') ? l10n.t('A text that ends with a line break.') : '';
			return style === 'plain' && /^[-+.0-9][^a-z]*$/i.test(text) ? l10n.t('The cluster reads a text.') : '';
	}
}

/** Hostile text as a code span. */
function code(text: string): string {
	const line = text.replaceAll(/\s+/g, ' ').slice(0, 200);
	let ticks = '`';
	while (line.includes(ticks)) ticks += '`';
	return `${ticks} ${line} ${ticks}`;
}
