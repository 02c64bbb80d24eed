// The rules on decoded `metadata` of a namespaced custom resource: apimachinery pkg/api/validation/objectmeta.go,
// pkg/util/validation, pkg/apis/meta/v1/validation.

import type { FieldError, MetadataRule } from './fieldError';
import { sameValue } from './kinds';
import { formatValue, isList, isObject } from './paths';
import type { ObjectValue, Path, Value } from './schema';

const subdomain = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const keyName = /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;
const labelValue = /^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$/;
/** What Go's unicode.IsPrint refuses. */
const unprintable = /[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/u;
const longestName = 253;
const longestLabel = 63;
const mostAnnotations = 256 * 1024;

type Tell = (path: Path, rule: MetadataRule, value: Value, prefix?: string) => void;

/**
 * What `metadata` as `readMetadata` gives it does not fulfil, in an object of the version `apiVersion`. Paths go to the
 * key or item; the server names only the field.
 */
export function checkMetadata(metadata: ObjectValue, apiVersion: string): FieldError[] {
	const errors: FieldError[] = [];
	const tell: Tell = (path, rule, value, prefix) => {
		const problem = { kind: 'metadata' as const, rule, value, ...(prefix === undefined ? {} : { prefix }) };
		errors.push({ stage: 'schema', path: ['metadata', ...path], problem, within: 0 });
	};
	checkNames(metadata, tell);
	checkOwners(metadata['ownerReferences'], tell);
	for (const [key, value] of entries(metadata['labels'])) {
		checkKey(key, ['labels', key], tell);
		checkLabel(value, ['labels', key], tell);
	}
	checkAnnotations(metadata['annotations'], tell);
	checkFinalizers(metadata['finalizers'], tell);
	checkManagers(metadata['managedFields'], apiVersion, tell);
	return errors;
}

function checkNames(metadata: ObjectValue, tell: Tell): void {
	const name = text(metadata['name']);
	const prefix = text(metadata['generateName']);
	// The server judges a prefix that ends in a dash as if its last two characters were one letter (maskTrailingDash).
	if (prefix !== '') checkName(prefix, prefix.length > 1 && prefix.endsWith('-') ? `${prefix.slice(0, -2)}a` : prefix, 'generateName', tell);
	if (name !== '') checkName(name, name, 'name', tell);
	else if (prefix === '') tell(['name'], 'nameMissing', '');
}

function checkName(value: string, shown: string, field: string, tell: Tell): void {
	if (shown.length > longestName) tell([field], 'nameLength', value);
	if (!subdomain.test(shown)) tell([field], 'nameShape', value);
}

/** Qualified names: an optional DNS subdomain and `/`, then up to 63 letters, digits, `-`, `_`, `.`. */
export function checkKey(key: string, path: Path, tell: Tell, shown: string = key): void {
	const parts = key.split('/');
	if (parts.length > 2) {
		tell(path, 'keyShape', shown);
		return;
	}
	const name = parts.at(-1) ?? '';
	if (parts.length === 2) checkPrefix(parts[0] ?? '', path, shown, tell);
	if (name === '') tell(path, 'keyNameEmpty', shown);
	else if (bytes(name) > longestLabel) tell(path, 'keyNameLength', shown);
	if (!keyName.test(name)) tell(path, 'keyNameShape', shown);
}

function checkPrefix(prefix: string, path: Path, shown: string, tell: Tell): void {
	if (prefix === '') {
		tell(path, 'keyPrefixEmpty', shown);
		return;
	}
	if (prefix.length > longestName) tell(path, 'keyPrefixLength', shown);
	if (!subdomain.test(prefix)) tell(path, 'keyPrefixShape', shown);
}

function checkLabel(value: string, path: Path, tell: Tell): void {
	if (bytes(value) > longestLabel) tell(path, 'labelLength', value);
	if (!labelValue.test(value)) tell(path, 'labelShape', value);
}

/** Keys of annotations are compared in lower case, so `Example.com/x` passes here and not as a label. */
function checkAnnotations(annotations: Value | undefined, tell: Tell): void {
	let size = 0;
	for (const [key, value] of entries(annotations)) {
		checkKey(key.toLowerCase(), ['annotations', key], tell, key);
		size += bytes(key) + bytes(value);
	}
	if (size > mostAnnotations) tell(['annotations'], 'annotationsSize', '');
}

function checkFinalizers(finalizers: Value | undefined, tell: Tell): void {
	const names = isList(finalizers) ? finalizers : [];
	for (const [at, name] of names.entries()) checkKey(text(name), ['finalizers', at], tell);
	if (names.includes('orphan') && names.includes('foregroundDeletion')) tell(['finalizers'], 'finalizersConflict', names);
}

function checkOwners(owners: Value | undefined, tell: Tell): void {
	const all = (isList(owners) ? owners : []).filter(isObject);
	// The same owner twice is one: the server drops the other with a warning.
	const list = [...new Map(all.map((owner, at) => [formatValue(owner), { owner, at }] as const).reverse()).values()].reverse();
	let controller: string | undefined;
	for (const { owner, at } of list) {
		const [version, kind, name] = [text(owner['apiVersion']), text(owner['kind']), text(owner['name'])];
		const parts = version.split('/');
		if (parts.length > 2 || (parts.at(-1) ?? '') === '') tell(['ownerReferences', at, 'apiVersion'], 'ownerVersion', version);
		for (const field of ['kind', 'name', 'uid']) if (text(owner[field]) === '') tell(['ownerReferences', at, field], 'ownerField', '');
		if (kind === 'Event' && (version === 'v1' || version === '/v1')) tell(['ownerReferences', at], 'ownerEvent', owner);
		if (owner['controller'] !== true) continue;
		if (controller === undefined) controller = `${kind}/${name}`;
		else tell(['ownerReferences'], 'ownerControllers', list.map((each) => each.owner), `${controller} and ${kind}/${name}`);
	}
}

/**
 * Managed fields that cannot be read, or name no field, are thrown away by the server and begun anew, and so is what was
 * written in another version: only the rest is judged.
 */
function checkManagers(managedFields: Value | undefined, apiVersion: string, tell: Tell): void {
	const list = (isList(managedFields) ? managedFields : []).filter(isObject);
	if (!list.every(isReadableEntry)) return;
	for (const [at, entry] of list.entries()) {
		if (entry['apiVersion'] !== apiVersion) continue;
		const manager = text(entry['manager']);
		if (bytes(manager) > 128) tell(['managedFields', at, 'manager'], 'managerLength', manager);
		const odd = unprintable.exec(manager);
		if (odd) tell(['managedFields', at, 'manager'], 'managerCharacter', manager, characterName(manager, odd.index));
		if (bytes(text(entry['subresource'])) > 256) tell(['managedFields', at, 'subresource'], 'subresourceLength', text(entry['subresource']));
	}
}

function isReadableEntry(entry: ObjectValue): boolean {
	const { operation, apiVersion, fieldsType, fieldsV1 } = entry;
	return (operation === 'Apply' || operation === 'Update') && text(apiVersion) !== '' && fieldsType === 'FieldsV1' && isObject(fieldsV1) && Object.keys(fieldsV1).length > 0 && isFieldSet(fieldsV1);
}

function isFieldSet(fields: ObjectValue): boolean {
	return Object.entries(fields).every(([key, below]) => key === '.' || (/^(?:[fkv]:|i:-?\d+$)/.test(key) && isObject(below) && isFieldSet(below)));
}

function characterName(value: string, at: number): string {
	const codePoint = value.codePointAt(at) ?? 0;
	return `invalid character U+${codePoint.toString(16).toUpperCase().padStart(4, '0')} (at position ${bytes(value.slice(0, at))})`;
}

/**
 * What an update may not change (ValidateObjectMetaAccessorUpdate). The server itself keeps the stored creation time and
 * generation; another name, namespace or uid is refused before this stage, by the request or the storage.
 */
export function checkMetadataChange(metadata: ObjectValue, live: ObjectValue): FieldError[] {
	const errors: FieldError[] = [];
	for (const field of ['deletionTimestamp', 'deletionGracePeriodSeconds']) {
		const now = metadata[field];
		if (now === undefined || sameValue(now, live[field])) continue;
		errors.push({ stage: 'schema', path: ['metadata', field], problem: { kind: 'metadata', rule: 'unchangeable', value: now }, within: 0 });
	}
	if (live['deletionTimestamp'] === undefined) return errors;
	const before = isList(live['finalizers']) ? live['finalizers'] : [];
	const added = (isList(metadata['finalizers']) ? metadata['finalizers'] : []).filter((name) => !before.includes(name));
	if (added.length > 0) errors.push({ stage: 'schema', path: ['metadata', 'finalizers'], problem: { kind: 'metadata', rule: 'finalizerAdded', value: added }, within: 0 });
	return errors;
}

function entries(value: Value | undefined): readonly (readonly [string, string])[] {
	return isObject(value) ? Object.entries(value).map(([key, item]) => [key, text(item)] as const) : [];
}

function text(value: Value | undefined): string {
	return typeof value === 'string' ? value : '';
}

function bytes(value: string): number {
	return new TextEncoder().encode(value).length;
}
