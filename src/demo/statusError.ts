// The refusals of the API, worded and shaped as Kubernetes words and shapes them (k8s.io/apimachinery pkg/api/errors).
import type { Json, JsonObject } from './json';
import { qualifiedName, type Resource } from './resource';

/** Thrown anywhere while a request is handled; its Status becomes the answer. */
export class StatusError extends Error {
	constructor(
		readonly code: number,
		readonly status: JsonObject,
		readonly headers: Readonly<Record<string, string>> = {},
	) {
		super(typeof status['message'] === 'string' ? status['message'] : `status ${code}`);
	}
}

export interface StatusCause {
	readonly reason: string;
	readonly message: string;
	readonly field?: string;
}

export interface StatusDetails {
	readonly name?: string;
	readonly group?: string;
	readonly kind?: string;
	readonly uid?: string;
	readonly causes?: readonly StatusCause[];
	readonly retryAfterSeconds?: number;
}

/** Keys in the order of the Go type; a reason or details that are left out do not appear. */
export function statusObject(code: number, reason: string, message: string, details?: StatusDetails): JsonObject {
	return {
		kind: 'Status',
		apiVersion: 'v1',
		metadata: {},
		status: 'Failure',
		message,
		...(reason !== '' && { reason }),
		...(details !== undefined && { details: detailsObject(details) }),
		code,
	};
}

function detailsObject({ name, group, kind, uid, causes, retryAfterSeconds }: StatusDetails): JsonObject {
	return {
		...(name !== undefined && name !== '' && { name }),
		...(group !== undefined && group !== '' && { group }),
		...(kind !== undefined && kind !== '' && { kind }),
		...(uid !== undefined && { uid }),
		...(causes !== undefined && { causes: causes.map((cause): Json => ({ ...cause })) }),
		...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
	};
}

export function failure(code: number, reason: string, message: string, details?: StatusDetails): StatusError {
	return new StatusError(code, statusObject(code, reason, message, details));
}

function detailsOf(resource: Resource, name: string): StatusDetails {
	return { name, group: resource.group, kind: resource.plural };
}

export function notFound(resource: Resource, name: string): StatusError {
	return failure(404, 'NotFound', `${qualifiedName(resource)} "${name}" not found`, detailsOf(resource, name));
}

export function alreadyExists(resource: Resource, name: string): StatusError {
	return failure(409, 'AlreadyExists', `${qualifiedName(resource)} "${name}" already exists`, detailsOf(resource, name));
}

export function conflict(resource: Resource, name: string, why: string): StatusError {
	return failure(409, 'Conflict', `Operation cannot be fulfilled on ${qualifiedName(resource)} "${name}": ${why}`, detailsOf(resource, name));
}

export const modifiedMeanwhile = 'the object has been modified; please apply your changes to the latest version and try again';

export function badRequest(message: string): StatusError {
	return failure(400, 'BadRequest', message);
}

export function invalid(group: string, kind: string, name: string, causes: readonly StatusCause[]): StatusError {
	const list = causes.map((cause) => `${cause.field ?? ''}: ${cause.message}`);
	const text = list.length === 1 ? list[0] ?? '' : `[${list.join(', ')}]`;
	const subject = group === '' ? kind : `${kind}.${group}`;
	return failure(422, 'Invalid', `${subject} "${name}" is invalid: ${text}`, { name, group, kind, causes });
}

/** Query parameters have a kind of their own: `ListOptions.meta.k8s.io` and so on. */
export function invalidOptions(kind: string, field: string, reason: string, message: string): StatusError {
	return invalid('meta.k8s.io', kind, '', [{ reason, message, field }]);
}

export function expired(message: string): JsonObject {
	return statusObject(410, 'Expired', message);
}

export function tooOldVersion(asked: number, oldest: number): JsonObject {
	return expired(`too old resource version: ${asked} (${oldest})`);
}

export function tooLargeVersion(asked: string, current: number): StatusError {
	const details = { causes: [{ reason: 'ResourceVersionTooLarge', message: 'Too large resource version' }], retryAfterSeconds: 1 };
	return new StatusError(504, statusObject(504, 'Timeout', `Timeout: Too large resource version: ${asked}, current: ${current}`, details), {
		'retry-after': '1',
	});
}

export function notAcceptable(): StatusError {
	return failure(
		406,
		'NotAcceptable',
		'only the following media types are accepted: application/json, application/json;as=Table;g=meta.k8s.io;v=v1, application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1',
	);
}

export function unsupportedMediaType(accepted: readonly string[]): StatusError {
	return failure(
		415,
		'UnsupportedMediaType',
		`the body of the request was in an unknown format - accepted media types include: ${accepted.join(', ')}`,
	);
}

export function methodNotAllowed(): StatusError {
	return failure(405, 'MethodNotAllowed', 'the server does not allow this method on the requested resource');
}

export function unauthorized(): StatusError {
	return failure(401, 'Unauthorized', 'Unauthorized');
}
