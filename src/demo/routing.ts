import type { IncomingMessage } from 'node:http';
import type { RequestKind } from './control';
import { definitions, events, namespaces, payloads, type Resource } from './resource';

/** What the path and method of a request are about. */
export type Route =
	| { readonly kind: 'resource'; readonly target: ResourceTarget; readonly verb: string }
	| { readonly kind: 'review'; readonly review: string }
	| { readonly kind: 'path' };

export interface ResourceTarget {
	readonly group: string;
	readonly version: string;
	readonly plural: string;
	/** '' for the whole cluster; for namespaces themselves, their own name. */
	readonly namespace: string;
	readonly name: string;
	readonly subresource: string;
	/** Undefined when the demo cluster has no such resource. */
	readonly resource: Resource | undefined;
}

const served: readonly Resource[] = [payloads, namespaces, events, definitions];

export function routeOf(method: string, path: string, query: URLSearchParams): Route {
	const parts = path.split('/').slice(1);
	const core = parts[0] === 'api' && parts[1] === 'v1';
	const grouped = parts[0] === 'apis' && parts.length > 3;
	if (!(core && parts.length > 2) && !grouped) return { kind: 'path' };
	const [group = '', version = ''] = core ? ['', 'v1'] : parts.slice(1, 3);
	const target = targetOf(group, version, parts.slice(core ? 2 : 3));
	if (target === undefined) return { kind: 'path' };
	if (group === 'authorization.k8s.io' || group === 'authentication.k8s.io') {
		return method === 'POST' ? { kind: 'review', review: target.plural } : { kind: 'path' };
	}
	return { kind: 'resource', target, verb: verbOf(method, target, query) };
}

function targetOf(group: string, version: string, parts: readonly string[]): ResourceTarget | undefined {
	const inNamespace = parts[0] === 'namespaces' && parts.length > 2 && !(parts.length === 3 && (parts[2] === 'status' || parts[2] === 'finalize'));
	const [plural = '', name = '', subresource = '', ...rest] = inNamespace ? parts.slice(2) : parts;
	if (plural === '' || rest.length > 0 || (inNamespace && parts[1] === '')) return undefined;
	const ofNamespaces = !inNamespace && group === '' && plural === 'namespaces';
	const namespace = inNamespace ? (parts[1] ?? '') : ofNamespaces ? name : '';
	const resource = served.find((each) => each.group === group && each.version === version && each.plural === plural);
	return { group, version, plural, namespace, name, subresource, resource };
}

function verbOf(method: string, { name }: ResourceTarget, query: URLSearchParams): string {
	switch (method) {
		case 'GET':
		case 'HEAD':
			if (name !== '' && !isWatch(query)) return 'get';
			return isWatch(query) ? 'watch' : 'list';
		case 'POST':
			return 'create';
		case 'PUT':
			return 'update';
		case 'PATCH':
			return 'patch';
		case 'DELETE':
			return name === '' ? 'deletecollection' : 'delete';
		default:
			return method.toLowerCase();
	}
}

function isWatch(query: URLSearchParams): boolean {
	return ['true', '1'].includes(query.get('watch') ?? '');
}

export function requestKind(route: Route): RequestKind {
	switch (route.kind) {
		case 'review':
			return 'reviews';
		case 'path':
			return 'discovery';
		case 'resource':
			return resourceKind(route.target, route.verb);
	}
}

function resourceKind({ resource }: ResourceTarget, verb: string): RequestKind {
	if (resource === namespaces) return 'namespaces';
	if (resource === definitions) return 'definitions';
	if (resource !== payloads) return 'other';
	switch (verb) {
		case 'list':
		case 'get':
		case 'watch':
		case 'create':
		case 'update':
		case 'patch':
		case 'delete':
			return verb;
		case 'deletecollection':
			return 'delete';
		default:
			return 'other';
	}
}

/** Percent-encoding that cannot be decoded stays as it is. */
export function requestUrl(request: IncomingMessage): { readonly path: string; readonly query: URLSearchParams } {
	const [rawPath = '/', ...rest] = (request.url ?? '/').split('?');
	const query = new URLSearchParams(rest.join('?'));
	const trimmed = rawPath.length > 1 ? rawPath.replace(/\/+$/, '') : rawPath;
	try {
		return { path: decodeURIComponent(trimmed), query };
	} catch {
		return { path: trimmed, query };
	}
}
