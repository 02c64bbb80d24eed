import { isList, isObject, objectOf, sameJson, type Json, type JsonObject } from './json';
import { badRequest, failure } from './statusError';

/** What Go's decoder calls it. */
export function jsonKind(value: Json): string {
	if (value === null) return 'null';
	if (isList(value)) return 'array';
	return typeof value === 'boolean' ? 'bool' : typeof value;
}

/** RFC 7386. */
export function mergePatch(target: Json | undefined, patch: Json): Json {
	if (!isObject(patch)) return patch;
	const result = new Map(Object.entries(isObject(target) ? target : {}));
	for (const [key, value] of Object.entries(patch)) {
		if (value === null) result.delete(key);
		else if (value !== undefined) result.set(key, mergePatch(result.get(key), value));
	}
	return objectOf(result);
}

/** The server does not say what was wrong with a JSON patch that cannot be applied. */
function refused(): Error {
	return failure(422, 'Invalid', 'the server rejected our request due to an error in our request', {});
}

/** More operations than any person writes; the server has the same bound. */
const mostOperations = 10_000;

/** RFC 6902. */
export function jsonPatch(document: JsonObject, patch: Json): Json {
	if (!isList(patch)) throw badRequest(`error decoding patch: json: cannot unmarshal ${jsonKind(patch)} into Go value of type []handlers.jsonPatchOp`);
	const odd = patch.find((operation) => !isObject(operation));
	if (odd !== undefined) throw badRequest(`error decoding patch: json: cannot unmarshal ${jsonKind(odd)} into Go value of type handlers.jsonPatchOp`);
	if (patch.length > mostOperations) throw failure(413, 'RequestEntityTooLarge', `The allowed maximum operations in a JSON patch is ${mostOperations}, got ${patch.length}`);
	return patch.reduce<Json>((current, operation) => applyOperation(current, operation), document);
}

function applyOperation(document: Json, operation: Json): Json {
	if (!isObject(operation)) throw refused();
	const path = pointer(operation['path']);
	const value = operation['value'];
	switch (operation['op']) {
		case 'add':
			return changed(document, path, (parent, key) => inserted(parent, key, value ?? null));
		case 'replace':
			// the server's library takes the replacement of a member that is not there for an addition
			return changed(document, path, (parent, key) => (isObject(parent) ? inserted : replaced)(parent, key, value ?? null));
		case 'remove':
			return changed(document, path, (parent, key) => removed(parent, key));
		case 'test':
			if (!sameJson(present(document, path) ?? null, value ?? null)) throw refused();
			return document;
		case 'copy': {
			const copy = read(document, pointer(operation['from']));
			return changed(document, path, (parent, key) => inserted(parent, key, copy));
		}
		case 'move': {
			const from = pointer(operation['from']);
			const moved = read(document, from);
			return changed(changed(document, from, removed), path, (parent, key) => inserted(parent, key, moved));
		}
		default:
			throw refused();
	}
}

function pointer(text: Json | undefined): readonly string[] {
	if (typeof text !== 'string' || !text.startsWith('/')) throw refused();
	return text.slice(1).split('/').map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function read(document: Json, path: readonly string[]): Json {
	const found = present(document, path);
	if (found === undefined) throw refused();
	return found;
}

/** Undefined where the last step leads to nothing; there must be something to take it from. */
function present(document: Json, path: readonly string[]): Json | undefined {
	let current: Json | undefined = document;
	for (const key of path) {
		if (current === undefined) throw refused();
		current = child(current, key);
	}
	return current;
}

function child(parent: Json, key: string): Json | undefined {
	if (isList(parent)) return parent[index(key, parent.length - 1)];
	return isObject(parent) && Object.hasOwn(parent, key) ? parent[key] : undefined;
}

function index(key: string, last: number): number {
	if (!/^(0|[1-9]\d*)$/.test(key) || Number(key) > last) throw refused();
	return Number(key);
}

function changed(document: Json, path: readonly string[], change: (parent: Json, key: string) => Json): Json {
	const [key, ...rest] = path;
	if (key === undefined) throw refused();
	if (rest.length === 0) return change(document, key);
	const below = child(document, key);
	if (below === undefined) throw refused();
	return replaced(document, key, changed(below, rest, change));
}

function inserted(parent: Json, key: string, value: Json): Json {
	if (isList(parent)) return parent.toSpliced(key === '-' ? parent.length : index(key, parent.length), 0, value);
	if (isObject(parent)) return objectOf([...Object.entries(parent).filter(([name]) => name !== key), [key, value]]);
	throw refused();
}

function replaced(parent: Json, key: string, value: Json): Json {
	if (isList(parent)) return parent.with(index(key, parent.length - 1), value);
	if (isObject(parent) && Object.hasOwn(parent, key)) return objectOf(Object.entries(parent).map(([name, item]) => [name, name === key ? value : item]));
	throw refused();
}

function removed(parent: Json, key: string): Json {
	if (isList(parent)) return parent.toSpliced(index(key, parent.length - 1), 1);
	if (isObject(parent) && Object.hasOwn(parent, key)) return objectOf(Object.entries(parent).filter(([name]) => name !== key));
	throw refused();
}
