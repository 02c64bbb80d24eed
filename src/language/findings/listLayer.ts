import * as l10n from '@vscode/l10n';
import { releasePayloadResource } from '../../schema/crd';
import { fieldError, type FieldError, type Problem, type ValueKind } from '../../schema/fieldError';
import { kindOf } from '../../schema/kinds';
import type { Path } from '../../schema/schema';
import { contentOf, field, items, stretchOf, textOf, type Spot } from '../document/spot';
import { valueAt } from '../document/value';
import { said } from './apiFinding';
import { findingAt } from './apiLayer';
import type { Finding } from './finding';

/** What is refused of a list around its payloads. No server takes one: `kubectl` takes it apart and sends the items. */
export function listFindings(root: Spot, complete: boolean): readonly Finding[] {
	const isTyped = textOf(field(root, 'kind')) !== 'List';
	const found = [...versionErrors(root, isTyped), ...itemErrors(root, isTyped)].map((error) => findingAt(root, error));
	const list = field(root, 'items');
	const isEmpty = complete && list !== undefined && contentOf(list)?.kind === 'seq' && items(list).length === 0;
	if (!isEmpty) return found;
	const message = l10n.t('This list is empty: kubectl apply refuses that.');
	return [...found, said('required', message, stretchOf(list))];
}

function versionErrors(root: Spot, isTyped: boolean): readonly FieldError[] {
	const { group, version } = releasePayloadResource;
	const given = textOf(field(root, 'apiVersion')) ?? '';
	const expected = isTyped ? `${group}/${version}` : 'v1';
	// Of a List in other groups only a server can tell.
	if (given === expected || (!isTyped && given.includes('/'))) return [];
	return [refused(['apiVersion'], { kind: 'wrongApiVersion', value: given, expected })];
}

function itemErrors(root: Spot, isTyped: boolean): readonly FieldError[] {
	const list = field(root, 'items');
	if (list === undefined) return [refused(['items'], { kind: 'required' })];
	if (contentOf(list)?.kind !== 'seq') return [refused(['items'], wrongType('array', list))];
	return items(list).flatMap((item, at) => {
		if (contentOf(item)?.kind !== 'map') return [refused(['items', at], wrongType('object', item))];
		return isTyped || field(item, 'kind') !== undefined ? [] : [refused(['items', at], { kind: 'kindMissing' })];
	});
}

function wrongType(expected: ValueKind, spot: Spot): Problem {
	return { kind: 'typeInvalid', expected, found: kindOf(valueAt(spot)) };
}

const refused = (path: Path, problem: Problem): FieldError => fieldError('schema', path, problem);
