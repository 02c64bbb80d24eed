import * as l10n from '@vscode/l10n';
import type { Problem } from '../../schema/fieldError';
import type { SchemaNode } from '../../schema/schema';
import { contentOf, keyOf, type Spot } from '../document/spot';
import { nearest } from '../rules/nearest';
import { quoteText, removeEntry, renameKey, replaceText } from './edits';
import type { Fix } from './finding';

/** Mends for what the server refuses, where one can be computed. `node` is the schema of the spot, or of the map that an unknown key stands in. */
export function apiFixes(spot: Spot, problem: Problem, name: string, node: SchemaNode | undefined): readonly Fix[] {
	switch (problem.kind) {
		case 'unknownField':
			return unknownFieldFixes(spot, name, node);
		case 'duplicateField':
			return [{ title: l10n.t('Remove this "{0}"', name), edits: () => [removeEntry(spot)] }];
		case 'typeInvalid':
		case 'decode':
			return quoteFixes(spot, problem.kind === 'decode' ? problem.goType : (node?.type ?? problem.expected));
		case 'notSupported':
			return valueFixes(spot, problem.allowed.filter((value): value is string => typeof value === 'string'));
		case 'wrongApiVersion':
		case 'malformedApiVersion':
			return problem.kind === 'wrongApiVersion' && keyOf(spot) === 'apiVersion' ? valueFixes(spot, [problem.expected]) : [];
		case 'wrongKind':
			return valueFixes(spot, [problem.expected]);
		default:
			return [];
	}
}

function unknownFieldFixes(spot: Spot, name: string, node: SchemaNode | undefined): readonly Fix[] {
	const meant = node === undefined ? undefined : nearest(name, node.properties.keys());
	const remove: Fix = { title: l10n.t('Remove "{0}"', name), edits: () => [removeEntry(spot)] };
	if (meant === undefined) return [remove];
	return [{ title: l10n.t('Rename to "{0}"', meant), preferred: true, edits: () => [renameKey(spot, meant)] }, remove];
}

/** Where a text is wanted, quotes make one of a number, a truth value or a date. */
function quoteFixes(spot: Spot, wanted: string): readonly Fix[] {
	const content = contentOf(spot);
	const isText = wanted === 'string' || wanted === 'types.UID';
	if (!isText || content?.kind !== 'scalar' || content.style !== 'plain' || content.text === '' || spot.node.kind === 'alias') return [];
	return [{ title: l10n.t('Put it into quotes'), preferred: true, safe: true, edits: () => [quoteText(spot)] }];
}

function valueFixes(spot: Spot, allowed: readonly string[]): readonly Fix[] {
	if (spot.node.kind !== 'scalar') return [];
	const { text } = spot.node;
	const meant = nearest(text.trim(), allowed, 3);
	const offered = meant === undefined ? allowed : [meant, ...allowed.filter((value) => value !== meant)];
	return offered.map((value) => ({ title: l10n.t('Change to "{0}"', value), preferred: value === meant, edits: () => [replaceText(spot, value)] }));
}
