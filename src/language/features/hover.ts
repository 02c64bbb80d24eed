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
	if (!located || located.path.length === 0) return undefined;
	if (!located.onKey && (located.spot.node.kind === 'map' || located.spot.node.kind === 'seq')) return undefined;
	const parts = [located.onKey ? '' : valueWords(located, root), documentationOf(located.path, root, olderShape)].filter((part) => part !== '');
	if (parts.length === 0) return undefined;
	return { contents: parts.join('\n\n---\n\n'), range: rangeOf(stretchOf(located.spot, located.onKey ? 'key' : 'value')) };
}

function valueWords({ spot, path }: Located, root: SchemaNode): string {
	const content = contentOf(spot);
	if (content?.kind !== 'scalar') return spot.node.kind === 'alias' ? l10n.t('An alias of {0}', code(`&${spot.node.name}`)) : '';
	const read = resolveScalar(content);
	// A word that the cluster takes for something else does not mean what it says.
	const meaning = read.type === 'string' ? valueDocumentation(path, read.value, root) : undefined;
	const written = spot.node.kind === 'alias' ? l10n.t('{0}, written at the anchor {1}', code(content.text), code(`&${spot.node.name}`)) : '';
	return [written, meaning ?? '', readingOf(content, read)].filter((part) => part !== '').join('\n\n');
}

/** What the cluster makes of a scalar where that is not what it looks like. */
function readingOf(node: ScalarNode, read: Resolved): string {
	const looksPlain = node.style === 'plain';
	switch (read.type) {
		case 'boolean':
			return /^(?:true|false)$/.test(node.text) ? '' : l10n.t('The cluster reads {0}.', code(String(read.value)));
		case 'integer':
		case 'number': {
			const digits = read.exact?.toString() ?? String(read.value);
			return digits === node.text ? '' : l10n.t('The cluster reads the number {0}.', code(digits));
		}
		case 'null':
			return node.text === '' ? '' : l10n.t('The cluster reads nothing at all here: {0}.', code('null'));
		case 'unreadable':
			return l10n.t('The cluster cannot read this.');
		case 'string':
			if (node.style === 'literal' || node.style === 'folded') return node.text.endsWith('\n') ? l10n.t('A text that ends with a line break.') : '';
			return looksPlain && /^[-+.0-9]/.test(node.text) && !/[a-z]/i.test(node.text) ? l10n.t('The cluster reads a text.') : '';
	}
}

/** Hostile text as a code span. */
function code(text: string): string {
	const line = text.replaceAll(/\s+/g, ' ').slice(0, 200);
	const ticks = '`'.repeat(Math.max(0, ...[...line.matchAll(/`+/g)].map((match) => match[0].length)) + 1);
	return `${ticks} ${line} ${ticks}`;
}
