import * as l10n from '@vscode/l10n';
import { releasePayloadResource } from '../../schema/crd';
import { fieldError, type FieldError, type Problem, type ValueKind } from '../../schema/fieldError';
import { kindOf } from '../../schema/kinds';
import { readMetadata } from '../../schema/readMetadata';
import type { Path } from '../../schema/schema';
import { payloadsIn } from '../document/recognise';
import { contentOf, entries, field, items, keyOf, stretchOf, textOf, type Spot } from '../document/spot';
import { valueAt } from '../document/value';
import { makeFinding, said } from './apiFinding';
import { findingAt } from './apiLayer';
import { checkTree } from './apiWalk';
import { mostFindings, type Finding } from './finding';

/** What is refused of a list around its payloads. No server takes one: `kubectl` takes it apart and sends the items. */
export function listFindings(root: Spot, complete: boolean): readonly Finding[] {
	const isTyped = textOf(field(root, 'kind')) !== 'List';
	const list = field(root, 'items');
	const metadata = field(root, 'metadata');
	const errors = [...versionErrors(root, isTyped), ...(isTyped ? strayKeys(root) : []), ...readMetadata(metadata && valueAt(metadata)).mistakes];
	const found = [...errors.slice(0, mostFindings).map((error) => findingAt(root, error)), ...itemFindings(root, list, isTyped), ...unreadable(root, list)];
	const isEmpty = complete && list !== undefined && contentOf(list)?.kind === 'seq' && items(list).length === 0;
	if (!isEmpty) return found;
	const message = l10n.t('This list is empty: kubectl apply refuses that.');
	return [...found, said('required', message, stretchOf(list))];
}

/** What cannot be read outside of payloads, whose own it is to tell. */
function unreadable(root: Spot, list: Spot | undefined): readonly Finding[] {
	const found: Finding[] = [];
	const told = new Set([list, ...payloadsIn(root)].map((spot) => spot?.node));
	for (const part of [...entries(root), ...items(list)]) if (!told.has(part.node)) checkTree(part, undefined, { sinks: { of: () => found }, skip: new Set() });
	return found.filter(({ layer }) => layer === 'syntax');
}

function versionErrors(root: Spot, isTyped: boolean): readonly FieldError[] {
	const { group, version } = releasePayloadResource;
	const given = textOf(field(root, 'apiVersion')) ?? '';
	const expected = isTyped ? `${group}/${version}` : 'v1';
	// Of a List in other groups only a server can tell.
	if (given === expected || (!isTyped && given.includes('/'))) return [];
	return [refused(['apiVersion'], { kind: 'wrongApiVersion', value: given, expected })];
}

/** `kubectl` holds a typed list to the schema that the server publishes for it, and a List to none. */
function strayKeys(root: Spot): readonly FieldError[] {
	const keys = entries(root).map((entry) => keyOf(entry) ?? '');
	return keys.filter((key) => !/^(?:apiVersion|kind|metadata|items)$/.test(key)).map((key) => refused([key], { kind: 'unknownField' }));
}

function itemFindings(root: Spot, list: Spot | undefined, isTyped: boolean): readonly Finding[] {
	if (list === undefined) return [findingAt(root, refused(['items'], { kind: 'required' }))];
	if (contentOf(list)?.kind !== 'seq') return [findingAt(root, refused(['items'], wrongType('array', list)))];
	const found: Finding[] = [];
	for (const [at, item] of items(list).entries()) {
		const isMap = contentOf(item)?.kind === 'map';
		if (isMap && (isTyped || field(item, 'kind') !== undefined)) continue;
		found.push(makeFinding({ spot: item, problem: isMap ? { kind: 'kindMissing' } : wrongType('object', item), name: String(at), part: 'sign' }));
		if (found.length >= mostFindings) break;
	}
	return found;
}

function wrongType(expected: ValueKind, spot: Spot): Problem {
	return { kind: 'typeInvalid', expected, found: kindOf(valueAt(spot)) };
}

const refused = (path: Path, problem: Problem): FieldError => fieldError('schema', path, problem);
