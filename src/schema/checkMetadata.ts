// The rules on decoded `metadata` of a namespaced custom resource: apimachinery pkg/api/validation/objectmeta.go,
// pkg/util/validation, pkg/apis/meta/v1/validation.

import { fieldError, type FieldError, type MetadataRule } from './fieldError';
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
	const tell: Tell = (path, rule, value, prefix) => errors.push(broken(path, rule, value, prefix));
	const { labels, annotations, finalizers, ownerReferences, managedFields } = metadata;
	checkNames(metadata, tell);
	checkOwners(ownerReferences, tell);
	for (const [key, value] of entries(labels)) {
		const path = ['labels', key];
		checkKey(key, path, tell);
		if (bytes(value) > longestLabel) tell(path, 'labelLength', value);
		if (!labelValue.test(value)) tell(path, 'labelShape', value);
	}
	let size = 0;
	for (const [key, value] of entries(annotations)) {
		// These keys are compared in lower case, so `Example.com/x` passes here and not as a label.
		checkKey(key.toLowerCase(), ['annotations', key], tell, key);
		size += bytes(key) + bytes(value);
	}
	if (size > mostAnnotations) tell(['annotations'], 'annotationsSize', '');
	const tasks = listIn(finalizers);
	for (const [at, task] of tasks.entries()) checkKey(text(task), ['finalizers', at], tell);
	if (tasks.includes('orphan') && tasks.includes('foregroundDeletion')) tell(['finalizers'], 'finalizersConflict', tasks);
	checkManagers(managedFields, apiVersion, tell);
	return errors;
}

function broken(path: Path, rule: MetadataRule, value: Value, prefix?: string): FieldError {
	return fieldError('schema', ['metadata', ...path], { kind: 'metadata', rule, value, ...(prefix === undefined ? {} : { prefix }) });
}

function checkNames(metadata: ObjectValue, tell: Tell): void {
	const [name, prefix] = [text(metadata['name']), text(metadata['generateName'])];
	// The server judges a prefix that ends in a dash as if its last two characters were one letter (maskTrailingDash).
	for (const [field, value, shown] of [['generateName', prefix, prefix.replace(/[^]-$/, 'a')], ['name', name, name]] as const) {
		if (shown.length > longestName) tell([field], 'nameLength', value);
		if (shown !== '' && !subdomain.test(shown)) tell([field], 'nameShape', value);
	}
	if (name === '' && prefix === '') tell(['name'], 'nameMissing', '');
}

/** Qualified names: an optional DNS subdomain and `/`, then up to 63 letters, digits, `-`, `_`, `.`. */
export function checkKey(key: string, path: Path, tell: Tell, shown: string = key): void {
	const check = (isRight: boolean, rule: MetadataRule): void => { if (!isRight) tell(path, rule, shown); };
	const [name = '', prefix, ...more] = key.split('/').reverse();
	if (more.length > 0) {
		tell(path, 'keyShape', shown);
		return;
	}
	check(prefix !== '', 'keyPrefixEmpty');
	if (prefix) {
		check(prefix.length <= longestName, 'keyPrefixLength');
		check(subdomain.test(prefix), 'keyPrefixShape');
	}
	check(name !== '', 'keyNameEmpty');
	check(bytes(name) <= longestLabel, 'keyNameLength');
	check(keyName.test(name), 'keyNameShape');
}

function checkOwners(owners: Value | undefined, tell: Tell): void {
	// The same owner twice is one: the server drops the other with a warning.
	const list = [...new Map(objectsIn(owners).map((owner, at) => [formatValue(owner), { owner, at }] as const).reverse()).values()].reverse();
	let controller: string | undefined;
	for (const { owner, at } of list) {
		const path = ['ownerReferences', at];
		const [version = '', kind = '', name = '', uid = ''] = ['apiVersion', 'kind', 'name', 'uid'].map((field) => text(owner[field]));
		if (!/^(?:[^/]*\/)?[^/]+$/.test(version)) tell([...path, 'apiVersion'], 'ownerVersion', version);
		for (const [field, value] of Object.entries({ kind, name, uid })) if (value === '') tell([...path, field], 'ownerField', '');
		if (kind === 'Event' && /^\/?v1$/.test(version)) tell(path, 'ownerEvent', owner);
		if (owner['controller'] !== true) continue;
		if (controller !== undefined) tell(['ownerReferences'], 'ownerControllers', list.map((each) => each.owner), `${controller} and ${kind}/${name}`);
		controller ??= `${kind}/${name}`;
	}
}

/**
 * Managed fields that cannot be read, or name no field, are thrown away by the server and begun anew, and so is what was
 * written in another version: only the rest is judged.
 */
function checkManagers(managedFields: Value | undefined, apiVersion: string, tell: Tell): void {
	const list = objectsIn(managedFields);
	if (!list.every(isReadableEntry)) return;
	for (const [at, entry] of list.entries()) {
		if (entry['apiVersion'] !== apiVersion) continue;
		const path = ['managedFields', at];
		const [manager, subresource] = [text(entry['manager']), text(entry['subresource'])];
		if (bytes(manager) > 128) tell([...path, 'manager'], 'managerLength', manager);
		const odd = unprintable.exec(manager);
		if (odd) tell([...path, 'manager'], 'managerCharacter', manager, characterName(manager, odd.index));
		if (bytes(subresource) > 256) tell([...path, 'subresource'], 'subresourceLength', subresource);
	}
}

function isReadableEntry({ operation, apiVersion, fieldsType, fieldsV1 }: ObjectValue): boolean {
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
	const errors = ['deletionTimestamp', 'deletionGracePeriodSeconds'].flatMap((field) => {
		const now = metadata[field];
		return now === undefined || sameValue(now, live[field]) ? [] : [broken([field], 'unchangeable', now)];
	});
	const before = listIn(live['finalizers']);
	const added = live['deletionTimestamp'] === undefined ? [] : listIn(metadata['finalizers']).filter((name) => !before.includes(name));
	return added.length > 0 ? [...errors, broken(['finalizers'], 'finalizerAdded', added)] : errors;
}

function entries(value: Value | undefined): readonly (readonly [string, string])[] {
	return isObject(value) ? Object.entries(value).map(([key, item]) => [key, text(item)] as const) : [];
}

const listIn = (value: Value | undefined): readonly Value[] => (isList(value) ? value : []);
const objectsIn = (value: Value | undefined): readonly ObjectValue[] => listIn(value).filter(isObject);
const text = (value: Value | undefined): string => (typeof value === 'string' ? value : '');
const encoder = new TextEncoder();
const bytes = (value: string): number => encoder.encode(value).length;
