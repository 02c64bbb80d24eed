import type { ApiRequest } from './api';
import { isObject, parseJson, type Json, type JsonObject } from './json';
import { badRequest, invalidOptions, unsupportedMediaType } from './statusError';

export interface WriteOptions {
	readonly dryRun: boolean;
	readonly validation: 'Strict' | 'Warn' | 'Ignore';
	/** Whose name stands in managedFields. */
	readonly manager: string;
	readonly force: boolean;
}

type OptionsKind = 'CreateOptions' | 'UpdateOptions' | 'PatchOptions' | 'DeleteOptions';

export function writeOptions({ query, headers }: ApiRequest, kind: OptionsKind): WriteOptions {
	const dryRun = query.getAll('dryRun').filter((value) => value !== '');
	const wrong = dryRun.filter((value) => value !== 'All');
	if (wrong.length > 0) {
		throw invalidOptions(kind, 'dryRun', 'FieldValueNotSupported', `Unsupported value: ${JSON.stringify(dryRun)}: supported values: "All"`);
	}
	const validation = query.get('fieldValidation') ?? '';
	if (validation !== '' && validation !== 'Strict' && validation !== 'Warn' && validation !== 'Ignore') {
		const message = `Unsupported value: ${JSON.stringify(validation)}: supported values: "", "Ignore", "Strict", "Warn"`;
		throw invalidOptions(kind, 'fieldValidation', 'FieldValueNotSupported', message);
	}
	const named = query.get('fieldManager') ?? '';
	if (named.length > 128) throw invalidOptions(kind, 'fieldManager', 'FieldValueTooLong', 'Too long: may not be more than 128 bytes');
	return {
		dryRun: dryRun.length > 0,
		validation: validation === '' ? 'Warn' : validation,
		manager: named === '' ? clientName(headers['user-agent']) : named,
		force: query.get('force') === 'true',
	};
}

/** A client that does not name itself is known by the first word of its user agent. */
function clientName(userAgent: string | undefined): string {
	const name = (userAgent ?? '').split('/')[0] ?? '';
	return name.slice(0, 128) === '' ? 'unknown' : name.slice(0, 128);
}

/** Rules that hold for some kinds of patch only (apimachinery ValidatePatchOptions). */
export function checkPatchOptions({ query }: ApiRequest, applies: boolean): void {
	if (!applies && query.get('force') !== null) {
		throw invalidOptions('PatchOptions', 'force', 'FieldValueForbidden', 'Forbidden: may not be specified for non-apply patch');
	}
	if (applies && (query.get('fieldManager') ?? '') === '') {
		throw invalidOptions('PatchOptions', 'fieldManager', 'FieldValueRequired', 'Required value: is required for apply patch');
	}
}

export function mediaType(request: ApiRequest): string {
	return (request.headers['content-type'] ?? 'application/json').split(';')[0]?.trim().toLowerCase() ?? '';
}

/** The whole object of a create or update. */
export function objectBody(request: ApiRequest, kind: string): JsonObject {
	const type = mediaType(request);
	if (type !== 'application/json' && type !== 'application/yaml') throw unsupportedMediaType(['application/json']);
	const text = request.body.toString();
	const value = parsed(text, (why) => `the object provided is unrecognized (must be of type ${kind}): ${why} (${text.slice(0, 50)})`);
	if (!isObject(value)) throw badRequest(`the object provided is unrecognized (must be of type ${kind}): couldn't get version/kind; json parse error (${text.slice(0, 50)})`);
	if (typeof value['kind'] !== 'string' || value['kind'] === '') {
		throw badRequest(`the object provided is unrecognized (must be of type ${kind}): Object 'Kind' is missing in '${text.slice(0, 200)}' (${text.slice(0, 50)})`);
	}
	return value;
}

export function patchBody(request: ApiRequest): Json {
	return parsed(request.body.toString(), (why) => `error decoding patch: ${why}`);
}

function parsed(text: string, message: (why: string) => string): Json {
	try {
		return parseJson(text);
	} catch (error) {
		throw badRequest(message(error instanceof Error ? error.message : String(error)));
	}
}
