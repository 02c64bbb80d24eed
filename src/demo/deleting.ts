import { chunked, json, type Answer, type ApiRequest } from './api';
import { asList, asObject, asText, at, isObject, parseJson, withKey, type Json, type JsonObject } from './json';
import { renderList, renderObject, shapeOf } from './rendering';
import { selectionOf } from './selectors';
import type { Resource } from './resource';
import { badRequest, failure, notFound } from './statusError';
import { decode, encode, type Stored } from './storage';
import type { WriteDoor, WriteTarget } from './storing';
import { writeOptions } from './writeOptions';

/** Options come in the body; propagation is accepted and without effect, since nothing here belongs to a payload. */
export function deleteObject(door: WriteDoor, request: ApiRequest, { namespace, name }: WriteTarget): Answer {
	const { resource, storage } = door;
	const { dryRun, body } = deleteOptions(request);
	const stored = storage.get(namespace, name);
	if (stored === undefined) throw notFound(resource, name);
	checkPreconditions(door, stored, asObject(body['preconditions']));
	const shape = shapeOf(request.headers.accept, request.query);
	if (hasFinalizers(stored)) {
		const marked = dryRun ? encode(markedForDeletion(door, stored), stored.resourceVersion) : mark(door, stored);
		return chunked(200, [...renderObject(resource, marked, shape), Buffer.from('\n')]);
	}
	if (!dryRun) storage.remove(namespace, name);
	const details = { name, group: resource.group, kind: resource.plural, uid: stored.uid };
	return json(200, { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', details });
}

export function deleteCollection(door: WriteDoor, request: ApiRequest, namespace: string): Answer {
	const { resource, storage } = door;
	const { dryRun } = deleteOptions(request);
	const selection = selectionOf(request.query, namespace);
	const matching = storage.all().filter(selection.matches);
	if (!dryRun) {
		for (const stored of matching) {
			if (hasFinalizers(stored)) mark(door, stored);
			else storage.remove(stored.namespace, stored.name);
		}
	}
	const metadata = { resourceVersion: String(storage.resourceVersion) };
	return chunked(200, renderList(resource, matching, metadata, shapeOf(request.headers.accept, request.query)));
}

interface DeleteOptions {
	readonly dryRun: boolean;
	readonly body: JsonObject;
}

function deleteOptions(request: ApiRequest): DeleteOptions {
	const { dryRun } = writeOptions(request, 'DeleteOptions');
	const body = bodyOf(request);
	return { dryRun: dryRun || asList(body['dryRun']).includes('All'), body };
}

function bodyOf(request: ApiRequest): JsonObject {
	if (request.body.length === 0) return {};
	let value: Json;
	try {
		value = parseJson(request.body.toString());
	} catch {
		throw badRequest('the delete options cannot be read as JSON');
	}
	return isObject(value) ? value : {};
}

function checkPreconditions({ resource }: WriteDoor, stored: Stored, { uid, resourceVersion }: JsonObject): void {
	if (typeof uid === 'string' && uid !== stored.uid) {
		throw unmet(resource, stored.name, `the UID in the precondition (${uid}) does not match the UID in record (${stored.uid}). The object might have been deleted and then recreated`);
	}
	if (typeof resourceVersion === 'string' && resourceVersion !== String(stored.resourceVersion)) {
		const record = `the ResourceVersion in record (${stored.resourceVersion})`;
		throw unmet(resource, stored.name, `the ResourceVersion in the precondition (${resourceVersion}) does not match ${record}. The object might have been modified`);
	}
}

/** A deletion names the kind where other conflicts name the resource. */
function unmet({ group, kind }: Resource, name: string, why: string): Error {
	return failure(409, 'Conflict', `Operation cannot be fulfilled on ${kind}.${group} "${name}": ${why}`, { name, group, kind });
}

function hasFinalizers(stored: Stored): boolean {
	return asList(at(decode(stored), 'metadata', 'finalizers')).length > 0;
}

/** An object with finalizers stays until they are gone, and says since when it is to go. */
function markedForDeletion(door: WriteDoor, stored: Stored): JsonObject {
	const object = decode(stored);
	const metadata = asObject(object['metadata']);
	if (asText(metadata['deletionTimestamp']) !== undefined) return object;
	const generation = typeof metadata['generation'] === 'number' ? metadata['generation'] + 1 : 1;
	return withKey(object, 'metadata', { ...metadata, deletionTimestamp: door.now(), deletionGracePeriodSeconds: 0, generation });
}

function mark(door: WriteDoor, stored: Stored): Stored {
	if (at(decode(stored), 'metadata', 'deletionTimestamp') !== undefined) return stored;
	return door.storage.put(markedForDeletion(door, stored));
}
