// Who manages which fields, kept as k8s.io/apimachinery/pkg/util/managedfields keeps it.
import {
	compareFields,
	difference,
	emptySet,
	fromFieldsV1,
	intersection,
	isEmptySet,
	memberPaths,
	mergedFields,
	namedFields,
	sameSet,
	toFieldsV1,
	union,
	withoutFields,
	withParents,
	type FieldNode,
} from './fieldSet';
import { asList, asObject, asText, isObject, objectOf, sorted, withKey, type Json, type JsonObject } from './json';
import { failure } from './statusError';

export interface Manager {
	readonly manager: string;
	readonly operation: 'Apply' | 'Update';
	readonly apiVersion: string;
	readonly subresource: string;
	readonly time: string;
	readonly fields: FieldNode;
}

export interface Writer {
	readonly manager: string;
	readonly apiVersion: string;
	/** '' for the object itself. */
	readonly subresource: string;
	readonly time: string;
}

export function readManagers(metadata: JsonObject): readonly Manager[] {
	return asList(metadata['managedFields']).flatMap((entry): Manager[] => {
		if (!isObject(entry)) return [];
		const operation = entry['operation'];
		if (operation !== 'Apply' && operation !== 'Update') return [];
		const [manager = '', apiVersion = '', subresource = '', time = ''] = ['manager', 'apiVersion', 'subresource', 'time'].map((key) => asText(entry[key]));
		return [{ manager, operation, apiVersion, subresource, time, fields: fromFieldsV1(entry['fieldsV1']) }];
	});
}

/** In the order in which a server lists them: appliers first, then by time and name. */
export function writeManagers(managers: readonly Manager[]): Json {
	const ordered = [...managers].sort((a, b) => order(a.operation, b.operation) || order(a.time, b.time) || order(a.manager, b.manager) || order(a.subresource, b.subresource));
	return ordered.map((each) => ({
		apiVersion: each.apiVersion,
		fieldsType: 'FieldsV1',
		fieldsV1: toFieldsV1(each.fields),
		manager: each.manager,
		operation: each.operation,
		...(each.subresource !== '' && { subresource: each.subresource }),
		time: each.time,
	}));
}

function order(a: string, b: string): number {
	return a < b ? -1 : a > b ? 1 : 0;
}

/** Metadata that is the server's own, or names the object; nobody manages it. */
const unmanaged: readonly string[] = ['name', 'namespace', 'creationTimestamp', 'selfLink', 'uid', 'generation', 'managedFields', 'resourceVersion', 'deletionTimestamp', 'deletionGracePeriodSeconds'];

const rootKeys: readonly string[] = ['apiVersion', 'kind', 'metadata', 'spec', 'status'];

/** The part of an object that a write through this door can manage. */
function managedPart(object: JsonObject, subresource: string): JsonObject {
	const { metadata, status, spec } = object;
	if (subresource === 'status') return status === undefined ? {} : { status };
	const others = objectOf(Object.entries(object).filter(([key]) => !rootKeys.includes(key)));
	const kept = Object.entries(asObject(metadata)).filter(([key]) => !unmanaged.includes(key));
	return { ...others, ...(spec !== undefined && { spec }), ...(kept.length > 0 && { metadata: objectOf(kept) }) };
}

/** `metadata` itself belongs to nobody. */
function withoutMetadataItself(set: FieldNode): FieldNode {
	const metadata = set.children.get('f:metadata');
	if (metadata === undefined) return { ...set, member: false };
	const children = new Map(set.children);
	if (metadata.children.size === 0) children.delete('f:metadata');
	else children.set('f:metadata', { member: false, children: metadata.children });
	return { member: false, children };
}

function changesBetween(live: JsonObject, next: JsonObject, subresource: string): { readonly taken: FieldNode; readonly removed: FieldNode } {
	const { added, removed, modified } = compareFields(managedPart(live, subresource), managedPart(next, subresource));
	return { taken: withoutMetadataItself(union(added, modified)), removed: withoutMetadataItself(removed) };
}

function isSame(manager: Manager, writer: Writer, operation: Manager['operation']): boolean {
	const same = manager.manager === writer.manager && manager.operation === operation && manager.subresource === writer.subresource;
	return same && (operation === 'Apply' || manager.apiVersion === writer.apiVersion);
}

/** The managers after a create, update or patch: who changed a field has it, alone. */
export function managersAfterUpdate(managers: readonly Manager[], live: JsonObject, next: JsonObject, writer: Writer): readonly Manager[] {
	const { taken, removed } = changesBetween(live, next, writer.subresource);
	const others = managers.map((each) => ({ ...each, fields: difference(each.fields, union(taken, removed)) }));
	if (isEmptySet(taken)) return others.filter((each) => !isEmptySet(each.fields));
	const own = others.find((each) => isSame(each, writer, 'Update'));
	const renewed: Manager = { ...writer, operation: 'Update', fields: union(own?.fields ?? emptySet, taken) };
	return [...others.filter((each) => each !== own), renewed].filter((each) => !isEmptySet(each.fields));
}

export interface Applied {
	readonly object: JsonObject;
	readonly managers: readonly Manager[];
}

export interface Application {
	readonly live: JsonObject;
	readonly config: JsonObject;
	readonly managers: readonly Manager[];
	readonly writer: Writer;
	readonly force: boolean;
	/** Drops unknown fields, fills in defaults. */
	readonly settle: (object: JsonObject) => JsonObject;
}

/** Server-side apply: merge, drop what this manager no longer names and nobody else has, then see who is in the way. */
export function applyConfiguration({ live, config, managers, writer, force, settle }: Application): Applied {
	const own = managers.find((each) => isSame(each, writer, 'Apply'));
	const named = withoutMetadataItself(namedFields(managedPart(config, writer.subresource)));
	const others = managers.filter((each) => each !== own);
	const part = managedPart(config, writer.subresource);
	const merged = asObject(mergedFields(live, part));
	const abandoned = own === undefined ? emptySet : abandonedFields(own.fields, [...others.map((each) => each.fields), named]);
	const object = settle(asObject(withoutFields(merged, abandoned)));
	const { taken, removed } = changesBetween(live, object, writer.subresource);
	const conflicts = others.map((each) => ({ manager: each, fields: intersection(each.fields, taken) })).filter(({ fields }) => !isEmptySet(fields));
	if (conflicts.length > 0 && !force) throw applyConflict(conflicts);
	const remaining = others.map((each) => ({ ...each, fields: difference(each.fields, union(taken, removed)) }));
	const time = own !== undefined && sameSet(own.fields, named) && isEmptySet(taken) && isEmptySet(removed) ? own.time : writer.time;
	const entry: Manager = { ...writer, operation: 'Apply', fields: named, time };
	return { object, managers: [...remaining, entry].filter((each) => !isEmptySet(each.fields)) };
}

function abandonedFields(last: FieldNode, stillManaged: readonly FieldNode[]): FieldNode {
	return stillManaged.reduce((rest, fields) => difference(rest, withParents(fields)), withParents(last));
}

interface ManagerConflict {
	readonly manager: Manager;
	readonly fields: FieldNode;
}

function applyConflict(conflicts: readonly ManagerConflict[]): Error {
	const all = conflicts.flatMap(({ manager, fields }) => memberPaths(fields).map((path) => ({ name: managerText(manager), path })));
	const causes = all.map(({ name, path }) => ({ reason: 'FieldManagerConflict', message: `conflict with ${name}`, field: path }));
	const [first] = all;
	if (all.length === 1 && first !== undefined) {
		return failure(409, 'Conflict', `Apply failed with 1 conflict: conflict with ${first.name}: ${first.path}`, { causes });
	}
	const names = [...new Set(all.map(({ name }) => name))].sort();
	const lines = names.flatMap((name) => [`conflicts with ${name}:`, ...all.filter((each) => each.name === name).map(({ path }) => `- ${path}`)]);
	return failure(409, 'Conflict', `Apply failed with ${all.length} conflicts: ${lines.join('\n')}`, { causes });
}

function managerText({ manager, subresource, operation, apiVersion }: Manager): string {
	const name = JSON.stringify(manager) + (subresource === '' ? '' : ` with subresource ${JSON.stringify(subresource)}`);
	return operation === 'Update' ? `${name} using ${apiVersion}` : name;
}

/** The object with these managers written into it. */
export function withManagers(object: JsonObject, managers: readonly Manager[]): JsonObject {
	const metadata = withKey(asObject(object['metadata']), 'managedFields', managers.length === 0 ? undefined : writeManagers(managers));
	return { ...object, metadata: asObject(sorted(metadata)) };
}
