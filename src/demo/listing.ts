import { chunked, type Answer, type ApiRequest } from './api';
import { asText, isObject, parseJson, type Json, type JsonDraft, type JsonObject } from './json';
import { renderList, shapeOf } from './rendering';
import type { Resource } from './resource';
import { selectionOf } from './selectors';
import { badRequest, expired, invalidOptions, StatusError, tooLargeVersion } from './statusError';
import type { Storage, Stored } from './storage';

/** Where a list goes on: the version of the first page, and the key after which to continue. */
interface ContinueToken {
	/** -1: whatever is there now, the rest of a list whose version is forgotten. */
	readonly resourceVersion: number;
	readonly start: string;
}

export function listObjects(request: ApiRequest, resource: Resource, storage: Storage, namespace: string | undefined): Answer {
	const { query } = request;
	const shape = shapeOf(request.headers.accept, query);
	const limit = wholeNumber(query.get('limit') ?? '');
	const token = query.get('continue') ?? '';
	checkVersionOptions(query);
	const { items, resourceVersion } = token === '' ? fromStart(storage, query) : fromToken(storage, token, query);
	const selection = selectionOf(query, namespace);
	const within = namespace === undefined ? items : items.filter((item) => item.namespace === namespace);
	const matching = within.filter(selection.matches);
	const limited = limit > 0 && !(token === '' && query.get('resourceVersion') === '0');
	const page = limited ? matching.slice(0, limit) : matching;
	const metadata: JsonDraft = { resourceVersion: String(resourceVersion) };
	const last = page.at(-1);
	// a full page ends the reading: whether anything behind it fits the selector is not known then
	const more = last !== undefined && limited && page.length === limit && last !== within.at(-1);
	if (more) {
		metadata['continue'] = tokenText({ resourceVersion, start: keyOf(last) });
		if (!selection.selective) metadata['remainingItemCount'] = matching.length - page.length;
	}
	return chunked(200, renderList(resource, page, metadata, shape));
}

interface Snapshot {
	readonly items: readonly Stored[];
	readonly resourceVersion: number;
}

function fromStart(storage: Storage, query: URLSearchParams): Snapshot {
	const text = query.get('resourceVersion') ?? '';
	const current = storage.resourceVersion;
	if (text === '' || text === '0') return { items: storage.all(), resourceVersion: current };
	const asked = versionNumber(text, (message) => badRequest(`invalid resource version: ${message}`));
	if (asked > current) throw tooLargeVersion(text, current);
	if (query.get('resourceVersionMatch') !== 'Exact') return { items: storage.all(), resourceVersion: current };
	const items = storage.allAt(asked);
	if (items === undefined) throw new StatusError(410, expired('The resourceVersion for the provided list is too old.'));
	return { items, resourceVersion: asked };
}

function fromToken(storage: Storage, text: string, query: URLSearchParams): Snapshot {
	const token = readToken(text);
	const version = query.get('resourceVersion') ?? '';
	if (version !== '' && version !== '0') throw badRequest('specifying resource version is not allowed when using continue');
	const after = (items: readonly Stored[]): readonly Stored[] => items.filter((item) => keyOf(item) > token.start);
	const current = storage.resourceVersion;
	if (token.resourceVersion < 0) return { items: after(storage.all()), resourceVersion: current };
	const items = token.resourceVersion > current ? undefined : storage.allAt(token.resourceVersion);
	if (items === undefined) throw tokenExpired(token);
	return { items: after(items), resourceVersion: token.resourceVersion };
}

/** The answer carries a token with which a client that can live with changes in between reads the rest. */
function tokenExpired(token: ContinueToken): StatusError {
	const status = expired(
		'The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter, or use the continue token in this response to retrieve the remainder of the results. Continuing with the provided token results in an inconsistent list - objects that were created, modified, or deleted between the time the first chunk was returned and now may show up in the list.',
	);
	return new StatusError(410, { ...status, metadata: { continue: tokenText({ ...token, resourceVersion: -1 }) } });
}

/** Sorts as namespace and name do, since NUL is below every character of a name. */
function keyOf(item: Stored): string {
	return `${item.namespace}\0${item.name}`;
}

function tokenText({ resourceVersion, start }: ContinueToken): string {
	return Buffer.from(JSON.stringify({ v: 'meta.k8s.io/v1', rv: resourceVersion, start })).toString('base64url');
}

function readToken(text: string): ContinueToken {
	const token = parsedToken(text);
	const version = token['rv'];
	const start = asText(token['start']);
	if (token['v'] !== 'meta.k8s.io/v1' || typeof version !== 'number' || start === undefined) {
		throw badRequest('invalid continue token: continue key is not valid: incorrect encoded start resourceVersion (version meta.k8s.io/v1)');
	}
	return { resourceVersion: version, start };
}

function parsedToken(text: string): JsonObject {
	let value: Json = null;
	try {
		value = parseJson(Buffer.from(text, 'base64url').toString());
	} catch {
		// answered below, like every token that the server did not make
	}
	if (!isObject(value)) throw badRequest('invalid continue token: continue key is not valid: invalid character looking for beginning of value');
	return value;
}

function wholeNumber(text: string): number {
	if (text === '') return 0;
	if (!/^[+-]?\d+$/.test(text)) throw badRequest(`strconv.ParseInt: parsing ${JSON.stringify(text)}: invalid syntax`);
	return Number(text);
}

export function versionNumber(text: string, refuse: (message: string) => StatusError): number {
	if (!/^\d+$/.test(text)) {
		const quoted = JSON.stringify(text);
		throw refuse(`resourceVersion: Invalid value: ${quoted}: strconv.ParseUint: parsing ${quoted}: invalid syntax`);
	}
	return Number(text);
}

/** What may be combined, for lists and watches alike (apimachinery ValidateListOptions). */
export function checkVersionOptions(query: URLSearchParams): void {
	const match = query.get('resourceVersionMatch') ?? '';
	const version = query.get('resourceVersion') ?? '';
	const initial = query.get('sendInitialEvents');
	if (initial !== null && match !== 'NotOlderThan') {
		throw forbiddenOption('resourceVersionMatch', 'sendInitialEvents requires setting resourceVersionMatch to NotOlderThan');
	}
	if (match === '' || initial !== null) return;
	if (match !== 'Exact' && match !== 'NotOlderThan') {
		const message = `Unsupported value: ${JSON.stringify(match)}: supported values: "Exact", "NotOlderThan", ""`;
		throw invalidOptions('ListOptions', 'resourceVersionMatch', 'FieldValueNotSupported', message);
	}
	if ((query.get('continue') ?? '') !== '') throw forbiddenOption('resourceVersionMatch', 'resourceVersionMatch is forbidden when continue is provided');
	if (version === '') throw forbiddenOption('resourceVersionMatch', 'resourceVersionMatch is forbidden unless resourceVersion is provided');
	if (match === 'Exact' && version === '0') {
		throw forbiddenOption('resourceVersionMatch', 'resourceVersionMatch "exact" is forbidden for resourceVersion "0"');
	}
}

function forbiddenOption(field: string, message: string): StatusError {
	return invalidOptions('ListOptions', field, 'FieldValueForbidden', `Forbidden: ${message}`);
}
