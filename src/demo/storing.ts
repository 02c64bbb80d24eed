import { randomBytes, randomUUID } from 'node:crypto';
import { warningHeaders, type Admission, type AdmissionFacts } from './admission';
import { chunked, type Answer, type ApiRequest } from './api';
import { asList, asObject, asText, at, isObject, objectOf, sameJson, withKey, withoutKeys, type Json, type JsonObject } from './json';
import { managersAfterUpdate, readManagers, withManagers, type Manager, type Writer } from './managedFields';
import { renderObject, shapeOf } from './rendering';
import { apiVersionOf, namespaces, type Resource } from './resource';
import * as refusals from './statusError';
import { decode, encode, type Storage, type Stored } from './storage';
import type { WriteOptions } from './writeOptions';

/** Where objects of one resource are written. */
export interface WriteDoor {
	readonly resource: Resource;
	readonly storage: Storage;
	readonly admission: Admission;
	readonly hasNamespace: (name: string) => boolean;
	/** RFC 3339, whole seconds. */
	readonly now: () => string;
}

/** What a write is about; `subresource` is '' or `status`. */
export interface WriteTarget {
	readonly namespace: string;
	readonly name: string;
	readonly subresource: string;
}

export interface Write extends WriteTarget {
	readonly door: WriteDoor;
	readonly request: ApiRequest;
	readonly options: WriteOptions;
	readonly kind: AdmissionFacts['door'];
}

/** Create, by whichever door. `managers` are those that an apply worked out. */
export function storeNew(write: Write, body: JsonObject, managers: readonly Manager[]): Answer {
	const { door, namespace } = write;
	const { resource, storage } = door;
	checkIdentity(write, body);
	if (!door.hasNamespace(namespace)) throw refusals.notFound(namespaces, namespace);
	const named: JsonObject = { ...body, metadata: newMetadata(asObject(body['metadata']), namespace, door.now()) };
	const admitted = door.admission(named, factsOf(write, 'create', undefined));
	const object = withoutEmptyMetadata(withoutKeys(admitted.object, ['status']));
	const name = asText(at(object, 'metadata', 'name')) ?? '';
	if (asText(at(body, 'metadata', 'resourceVersion')) !== undefined && at(body, 'metadata', 'resourceVersion') !== '') {
		throw new refusals.StatusError(500, refusals.statusObject(500, '', 'resourceVersion should not be set on objects to be created'));
	}
	if (storage.get(namespace, name) !== undefined) throw refusals.alreadyExists(resource, name);
	const owned = write.kind === 'apply' ? managers : managersAfterUpdate(readManagers(asObject(object['metadata'])), {}, object, writerOf(write));
	const complete = withManagers(object, owned);
	const stored = write.options.dryRun ? encode(complete, undefined) : storage.put(complete);
	return written(write, stored, { code: 201, warnings: admitted.warnings });
}

/** Neither vowels nor digits that look like letters. */
const suffixLetters = 'bcdfghjklmnpqrstvwxz2456789';

function newMetadata(given: JsonObject, namespace: string, now: string): JsonObject {
	const rest = withoutKeys(given, ['resourceVersion', 'deletionTimestamp', 'selfLink']);
	const prefix = asText(given['generateName']) ?? '';
	const name = asText(given['name']) ?? '';
	const made = name === '' && prefix !== '' ? prefix.slice(0, 58) + [...randomBytes(5)].map((byte) => suffixLetters[byte % suffixLetters.length]).join('') : name;
	return { ...rest, ...(made !== '' && { name: made }), namespace, uid: randomUUID(), creationTimestamp: now, generation: 1 };
}

/** From the version that a client saw to the one that is stored: preconditions, rules, ownership, and nothing when nothing changed. */
export function storeChanged(write: Write, stored: Stored, candidate: JsonObject, appliers?: readonly Manager[]): Answer {
	checkVersion(write, stored, candidate);
	const { door, options, subresource } = write;
	const live = decode(stored);
	const admitted = door.admission(candidate, factsOf(write, subresource === 'status' ? 'updateStatus' : 'update', live));
	checkUid(write, stored, candidate);
	const next = subresource === 'status' ? withStatus(live, admitted.object['status']) : mainPart(live, admitted.object);
	const managers = appliers ?? managersAfterUpdate(managersOfRequest(live, candidate, subresource), live, next, writerOf(write));
	const complete = withManagers(withGeneration(live, next), managers);
	const told = { code: 200, warnings: admitted.warnings };
	if (sameJson(live, complete)) return written(write, stored, told);
	if (options.dryRun) return written(write, encode(complete, stored.resourceVersion), told);
	const now = door.storage.put(complete);
	if (isFinished(complete)) door.storage.remove(write.namespace, write.name);
	return written(write, now, told);
}

/** Marked for deletion, and nobody has to tidy up any more. */
function isFinished(object: JsonObject): boolean {
	return at(object, 'metadata', 'deletionTimestamp') !== undefined && asList(at(object, 'metadata', 'finalizers')).length === 0;
}

/** The version that a client saw is the stored one. */
export function checkVersion({ door, name }: Write, stored: Stored, candidate: JsonObject): void {
	const version = at(candidate, 'metadata', 'resourceVersion') ?? '';
	const { resource } = door;
	if (version === '' || version === '0') {
		const cause = { reason: 'FieldValueInvalid', message: 'Invalid value: 0: must be specified for an update', field: 'metadata.resourceVersion' };
		throw refusals.invalid(resource.group, resource.plural, name, [cause]);
	}
	if (typeof version !== 'string' || !/^\d+$/.test(version)) {
		const text = typeof version === 'string' ? version : '';
		throw new refusals.StatusError(500, refusals.statusObject(500, '', `strconv.ParseUint: parsing ${JSON.stringify(text)}: invalid syntax`));
	}
	if (version !== String(stored.resourceVersion)) throw refusals.conflict(resource, name, refusals.modifiedMeanwhile);
}

function checkUid({ door, name }: Write, stored: Stored, candidate: JsonObject): void {
	const uid = at(candidate, 'metadata', 'uid') ?? '';
	if (uid === stored.uid) return;
	// the server tells it twice: once for the metadata and once for the object
	const cause = { reason: 'FieldValueInvalid', message: `Invalid value: ${JSON.stringify(uid)}: field is immutable`, field: 'metadata.uid' };
	const message = `${door.resource.kind}.${door.resource.group} "${name}" is invalid: ${cause.field}: ${cause.message}`;
	throw refusals.failure(422, 'Invalid', message, { name, group: door.resource.group, kind: door.resource.kind, causes: [cause, cause] });
}

function withStatus(live: JsonObject, status: Json | undefined): JsonObject {
	return withKey(live, 'status', status);
}

/** Maps and lists of the metadata that hold nothing are not kept. */
function withoutEmptyMetadata(object: JsonObject): JsonObject {
	const metadata = asObject(object['metadata']);
	const empty = ['labels', 'annotations', 'finalizers', 'ownerReferences'].filter((key) => Object.keys(asObject(metadata[key])).length + asList(metadata[key]).length === 0);
	return { ...object, metadata: withoutKeys(metadata, empty) };
}

/** What a client cannot change: identity, history, and the status, which has a door of its own. */
const serverOwned: readonly string[] = ['uid', 'creationTimestamp', 'generation', 'resourceVersion', 'deletionTimestamp', 'deletionGracePeriodSeconds', 'name', 'namespace'];

function mainPart(live: JsonObject, object: JsonObject): JsonObject {
	const before = asObject(live['metadata']);
	const kept = Object.entries(asObject(withoutEmptyMetadata(object)['metadata'])).filter(([key]) => !serverOwned.includes(key));
	const owned = serverOwned.flatMap((key): [string, Json][] => (before[key] === undefined ? [] : [[key, before[key]]]));
	return withKey({ ...object, metadata: objectOf([...kept, ...owned]) }, 'status', live['status']);
}

/** The generation counts what people ask for: neither metadata nor status. */
function withGeneration(live: JsonObject, next: JsonObject): JsonObject {
	const asked = (object: JsonObject): JsonObject => ({ ...object, metadata: undefined, status: undefined });
	if (sameJson(asked(live), asked(next))) return next;
	const generation = at(live, 'metadata', 'generation');
	return { ...next, metadata: { ...asObject(next['metadata']), generation: (typeof generation === 'number' ? generation : 1) + 1 } };
}

/** Clients may rewrite managedFields; leaving them out changes nothing, `[{}]` clears them. */
function managersOfRequest(live: JsonObject, candidate: JsonObject, subresource: string): readonly Manager[] {
	const present = readManagers(asObject(live['metadata']));
	if (subresource !== '') return present;
	const entries = asList(at(candidate, 'metadata', 'managedFields'));
	const [first] = entries;
	if (entries.length === 1 && isObject(first) && Object.keys(first).length === 0) return [];
	const given = readManagers(asObject(candidate['metadata']));
	return given.length === 0 ? present : given;
}

export function factsOf(write: Write, verb: AdmissionFacts['verb'], live: JsonObject | undefined): AdmissionFacts {
	const { door, kind, namespace, name, options } = write;
	return { verb, door: kind, resource: door.resource, namespace, name, live, validation: options.validation, typing: undefined };
}

export function writerOf({ door, options, subresource }: Write): Writer {
	return { manager: options.manager, apiVersion: apiVersionOf(door.resource), subresource, time: door.now() };
}

function written({ door, request }: Write, stored: Stored, { code, warnings }: { readonly code: number; readonly warnings: readonly string[] }): Answer {
	const shape = shapeOf(request.headers.accept, request.query);
	return chunked(code, [...renderObject(door.resource, stored, shape), Buffer.from('\n')], warningHeaders(warnings));
}

/** Kind, name and namespace say the same in the URL and in the object. */
export function checkIdentity(write: Write, object: JsonObject): void {
	const { door, name, namespace } = write;
	const { resource } = door;
	const kind = asText(object['kind']) ?? '';
	if (kind !== resource.kind) {
		const named = asText(at(object, 'metadata', 'name')) ?? name;
		throw refusals.invalid(resource.group, kind, named, [{ reason: 'FieldValueInvalid', message: `Invalid value: ${JSON.stringify(kind)}: must be ${resource.kind}`, field: 'kind' }]);
	}
	const apiVersion = asText(object['apiVersion']) ?? '';
	if (apiVersion !== apiVersionOf(resource) && write.kind === 'patch') {
		const cause = { reason: 'FieldValueInvalid', message: `Invalid value: ${JSON.stringify(apiVersion)}: must be ${apiVersionOf(resource)}`, field: 'apiVersion' };
		throw refusals.invalid(resource.group, kind, name, [cause]);
	}
	if (apiVersion !== apiVersionOf(resource)) {
		throw refusals.badRequest(`the API version in the data (${apiVersion}) does not match the expected API version (${apiVersionOf(resource)})`);
	}
	const given = asText(at(object, 'metadata', 'name')) ?? '';
	if (name !== '' && given !== name) throw refusals.badRequest(`the name of the object (${given}) does not match the name on the URL (${name})`);
	const place = asText(at(object, 'metadata', 'namespace')) ?? namespace;
	if (place !== namespace) throw refusals.badRequest('the namespace of the provided object does not match the namespace sent on the request');
}
