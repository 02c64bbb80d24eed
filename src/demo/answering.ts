import { chunked, json, pageNotFound, type Answer, type ApiRequest } from './api';
import { deleteCollection, deleteObject } from './deleting';
import { answerDiscovery } from './discovery';
import { listObjects } from './listing';
import { renderObject, shapeOf } from './rendering';
import { payloads, type Resource } from './resource';
import { answerReview, type Authorizer } from './reviews';
import type { ResourceTarget, Route } from './routing';
import { methodNotAllowed, notFound, statusObject } from './statusError';
import { forbidden, forbiddenPath, isDenied, isMaster, mayRead, permits, rulesOf, type Attempt } from './users';
import { watchObjects } from './watching';
import type { WatchStream } from './watchStream';
import { storageOf, type World } from './world';
import { createObject, patchObject, replaceObject } from './writing';

export function authorizer(world: World): Authorizer {
	return (user, attempt) => !isDenied(world.denials, user, attempt) && (isMaster(user) || permits(rulesOf(user.name), attempt));
}

/** The answer of the API to somebody it knows; throws a StatusError for a refusal. */
export function answerRequest(world: World, request: ApiRequest, route: Route, onWatch: (stream: WatchStream) => void): Answer {
	switch (route.kind) {
		case 'path':
			return answerPath(world, request);
		case 'review':
			return answerReview(route.review, request, authorizer(world)) ?? pageNotFound();
		case 'resource':
			return answerResource(world, request, route, onWatch);
	}
}

function answerPath(world: World, request: ApiRequest): Answer {
	const verb = request.method.toLowerCase();
	if (!mayRead(request.user, request.path)) throw forbiddenPath(request.user, request.path, verb === 'head' ? 'get' : verb);
	const answer = answerDiscovery(request.path, request.headers.accept ?? '', world.served ? world.definition : undefined) ?? pageNotFound();
	const { etag } = answer.headers;
	return etag !== undefined && request.headers['if-none-match'] === etag ? { ...answer, code: 304, chunks: [] } : answer;
}

function answerResource(world: World, request: ApiRequest, route: Extract<Route, { kind: 'resource' }>, onWatch: (stream: WatchStream) => void): Answer {
	const { target, verb } = route;
	const { group, plural, subresource, namespace, name, resource } = target;
	const attempt: Attempt = { verb, group, resource: plural, subresource, namespace, name };
	if (!authorizer(world)(request.user, attempt)) throw forbidden(request.user, attempt);
	if (resource === undefined || (resource === payloads && !world.served)) return unknownResource(group);
	if (resource !== payloads) return answerRead(world, request, target, { resource, verb, onWatch });
	if (subresource !== '' && subresource !== 'status') return unknownResource(group);
	return verb === 'get' || verb === 'list' || verb === 'watch'
		? answerRead(world, request, target, { resource, verb, onWatch })
		: answerWrite(world, request, target, verb);
}

function unknownResource(group: string): Answer {
	return group === '' ? json(404, statusObject(404, 'NotFound', 'the server could not find the requested resource', {})) : pageNotFound();
}

interface Reading {
	readonly resource: Resource;
	readonly verb: string;
	readonly onWatch: (stream: WatchStream) => void;
}

function answerRead(world: World, request: ApiRequest, target: ResourceTarget, { resource, verb, onWatch }: Reading): Answer {
	const storage = storageOf(world, resource);
	const within = resource.namespaced ? target.namespace : '';
	switch (verb) {
		case 'get': {
			const stored = storage.get(within, target.name);
			if (stored === undefined) throw notFound(resource, target.name);
			return chunked(200, [...renderObject(resource, stored, shapeOf(request.headers.accept, request.query)), Buffer.from('\n')]);
		}
		case 'list':
			return listObjects(request, resource, storage, within === '' ? undefined : within);
		case 'watch':
			return watchObjects(watchRequest(request, target), { resource, storage, namespace: within === '' ? undefined : within }, world.watches, onWatch);
		default:
			throw methodNotAllowed();
	}
}

/** A watch of one named object is a watch with a field selector. */
function watchRequest(request: ApiRequest, { name }: ResourceTarget): ApiRequest {
	if (name === '') return request;
	const query = new URLSearchParams(request.query);
	query.set('fieldSelector', `metadata.name=${name}`);
	return { ...request, query };
}

function answerWrite({ door }: World, request: ApiRequest, { namespace, name, subresource }: ResourceTarget, verb: string): Answer {
	const target = { namespace, name, subresource };
	if (namespace === '') throw methodNotAllowed();
	switch (verb) {
		case 'create':
			if (name !== '') throw methodNotAllowed();
			return createObject(door, request, namespace);
		case 'update':
			if (name === '') throw methodNotAllowed();
			return replaceObject(door, request, target);
		case 'patch':
			if (name === '') throw methodNotAllowed();
			return patchObject(door, request, target);
		case 'delete':
			if (subresource !== '') throw methodNotAllowed();
			return deleteObject(door, request, target);
		case 'deletecollection':
			return deleteCollection(door, request, namespace);
		default:
			throw methodNotAllowed();
	}
}
