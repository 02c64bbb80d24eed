import { applyConfiguration, readManagers } from './managedFields';
import { asObject, asText, at, isObject, withKey, type Json, type JsonObject } from './json';
import type { Answer, ApiRequest } from './api';
import { jsonKind, jsonPatch, mergePatch } from './patchKinds';
import { apiVersionOf } from './resource';
import * as refusals from './statusError';
import { decode, type Stored } from './storage';
import { checkIdentity, checkVersion, factsOf, storeChanged, storeNew, writerOf, type Write, type WriteDoor, type WriteTarget } from './storing';
import { checkPatchOptions, mediaType, objectBody, patchBody, writeOptions } from './writeOptions';

export function createObject(door: WriteDoor, request: ApiRequest, namespace: string): Answer {
	const options = writeOptions(request, 'CreateOptions');
	const body = objectBody(request, door.resource.kind);
	return storeNew({ door, request, options, namespace, name: '', subresource: '', kind: 'create' }, body, []);
}

export function replaceObject(door: WriteDoor, request: ApiRequest, target: WriteTarget): Answer {
	const options = writeOptions(request, 'UpdateOptions');
	const write: Write = { ...target, door, request, options, kind: 'update' };
	const body = objectBody(request, door.resource.kind);
	checkIdentity(write, body);
	const stored = found(write);
	const uid = asText(at(body, 'metadata', 'uid'));
	if (uid !== undefined && uid !== '' && uid !== stored.uid) {
		const key = `/registry/${door.resource.group}/${door.resource.plural}/${target.namespace}/${target.name}`;
		const why = `Precondition failed: UID in precondition: ${uid}, UID in object meta: ${stored.uid}`;
		throw refusals.conflict(door.resource, target.name, `StorageError: invalid object, Code: 4, Key: ${key}, ResourceVersion: 0, AdditionalErrorMsg: ${why}`);
	}
	return storeChanged(write, stored, withKey(body, 'metadata', withKey(asObject(body['metadata']), 'uid', stored.uid)));
}

export const patchTypes: readonly string[] = ['application/json-patch+json', 'application/merge-patch+json', 'application/apply-patch+yaml'];

export function patchObject(door: WriteDoor, request: ApiRequest, target: WriteTarget): Answer {
	const type = mediaType(request);
	if (!patchTypes.includes(type)) throw refusals.unsupportedMediaType(patchTypes);
	const applies = type === 'application/apply-patch+yaml';
	const options = writeOptions(request, 'PatchOptions');
	checkPatchOptions(request, applies);
	const write: Write = { ...target, door, request, options, kind: applies ? 'apply' : 'patch' };
	const body = patchBody(request);
	if (applies) return applyObject(write, body);
	if (type === 'application/merge-patch+json' && !isObject(body)) {
		if (body === null) throw refusals.badRequest('Invalid JSON Patch');
		throw refusals.badRequest(`error decoding patch: json: cannot unmarshal ${jsonKind(body)} into Go value of type map[string]interface {}`);
	}
	const stored = found(write);
	const live = decode(stored);
	const patched = type === 'application/merge-patch+json' ? mergePatch(live, body) : jsonPatch(live, body);
	if (!isObject(patched)) throw refusals.badRequest('the patch leaves no object');
	checkIdentity(write, patched);
	return storeChanged(write, stored, patched);
}

function applyObject(write: Write, body: Json): Answer {
	const { door, name, namespace, options } = write;
	const config = asObject(body);
	const apiVersion = asText(config['apiVersion']) ?? '';
	const kind = asText(config['kind']) ?? '';
	if (apiVersion !== apiVersionOf(door.resource) || kind !== door.resource.kind) {
		throw refusals.badRequest(`invalid object type: ${apiVersion === '' ? '/' : apiVersion}, Kind=${kind}`);
	}
	if (at(config, 'metadata', 'managedFields') !== undefined) throw refusals.badRequest('metadata.managedFields must be nil');
	const named: JsonObject = { ...config, metadata: { name, namespace, ...asObject(config['metadata']) } };
	checkIdentity(write, named);
	const stored = door.storage.get(namespace, name);
	if (stored === undefined && write.subresource !== '') throw refusals.notFound(door.resource, name);
	if (stored === undefined && at(config, 'metadata', 'name') === undefined) {
		throw refusals.badRequest(`the name of the object (${name} based on URL) was undeterminable: name must be provided`);
	}
	const live = stored === undefined ? {} : decode(stored);
	const verb = stored === undefined ? 'create' : write.subresource === 'status' ? 'updateStatus' : 'update';
	const facts = { ...factsOf(write, verb, stored === undefined ? undefined : live), typing: `${asText(at(config, 'metadata', 'namespace')) ?? ''}/${asText(at(config, 'metadata', 'name')) ?? ''}` };
	const settle = (object: JsonObject): JsonObject => {
		const settled = door.admission(identified(object, named), facts).object;
		const seen = at(config, 'metadata', 'resourceVersion');
		if (stored !== undefined && seen !== undefined) checkVersion(write, stored, config);
		refuseEmptied(write, object);
		return settled;
	};
	const managers = readManagers(asObject(live['metadata']));
	const applied = applyConfiguration({ live, config: named, managers, writer: writerOf(write), force: options.force, settle });
	if (stored === undefined) return storeNew(write, applied.object, applied.managers);
	const version = at(named, 'metadata', 'resourceVersion');
	const object = version === undefined ? applied.object : withMetadataKey(applied.object, 'resourceVersion', version);
	return storeChanged(write, stored, object, applied.managers);
}

/** What an apply has emptied while somebody else still holds it is null, and no place of the schema may be. */
function refuseEmptied({ door, name }: Write, object: JsonObject): void {
	const paths = nullPaths(object, '');
	if (paths.length === 0) return;
	const causes = paths.map((path) => ({ reason: 'FieldValueTypeInvalid', message: `Invalid value: "null": ${path} in body must be of type object: "null"`, field: path }));
	const unchecked = 'Invalid value: null: some validation rules were not checked because the object was invalid; correct the existing errors to complete validation';
	throw refusals.invalid(door.resource.group, door.resource.kind, name, [...causes, { reason: 'FieldValueInvalid', message: unchecked, field: '<nil>' }]);
}

function nullPaths(value: Json | undefined, path: string): readonly string[] {
	if (value === null) return [path];
	if (!isObject(value)) return [];
	return Object.entries(value).flatMap(([key, item]) => (path === '' && key === 'metadata' ? [] : nullPaths(item, path === '' ? key : `${path}.${key}`)));
}

/** A merge of fields leaves the identity alone; admission wants it there. */
function identified(object: JsonObject, named: JsonObject): JsonObject {
	const { name, namespace } = asObject(named['metadata']);
	return { ...object, apiVersion: named['apiVersion'], kind: named['kind'], metadata: { ...asObject(object['metadata']), name, namespace } };
}

function withMetadataKey(object: JsonObject, key: string, value: Json | undefined): JsonObject {
	return { ...object, metadata: withKey(asObject(object['metadata']), key, value) };
}

function found({ door, namespace, name }: Write): Stored {
	const stored = door.storage.get(namespace, name);
	if (stored === undefined) throw refusals.notFound(door.resource, name);
	return stored;
}
