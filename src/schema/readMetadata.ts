import { fieldError, type FieldError } from './fieldError';
import { kindOf } from './kinds';
import { type GoType, jsonType, metaStructs, structIn } from './objectMeta';
import { isList, isObject } from './paths';
import type { ObjectValue, Path, Value } from './schema';
import { readTime } from './times';

export interface MetadataReading {
	/** `metadata` as the server would keep it: zero values for nulls in lists and maps, times in UTC, unknown fields gone. */
	readonly metadata: ObjectValue;
	/** Decoding mistakes (stage `decode`), the one the server answers first. */
	readonly mistakes: readonly FieldError[];
	/** Fields that `metadata` does not have, sorted (stage `strict`). */
	readonly unknown: readonly Path[];
}

interface Reading {
	readonly mistakes: FieldError[];
	readonly unknown: Path[];
}

/** Where a value stands, also in Go's words. */
interface Place {
	readonly path: Path;
	readonly goField: string;
}

/**
 * Decodes `metadata` as the API server does: from JSON with sorted keys into a Go struct (schema/objectmeta). A bad
 * timestamp ends the decoding and is answered even when another mistake came before it; else the first mistake is.
 * All mistakes are told here, that one first.
 */
export function readMetadata(value: Value | undefined, path: Path = ['metadata']): MetadataReading {
	const reading: Reading = { mistakes: [], unknown: [] };
	const metadata = readStruct(value, 'ObjectMeta', { path, goField: '' }, reading);
	const { mistakes, unknown } = reading;
	const first = mistakes.findIndex(({ problem }) => problem.kind === 'time' || (problem.kind === 'decode' && /\.(?:creationTimestamp|deletionTimestamp|time)$/.test(problem.goField)));
	return { metadata, mistakes: [...mistakes.slice(Math.max(first, 0)), ...mistakes.slice(0, Math.max(first, 0))], unknown: unknown.sort(byText) };
}

/** Order of paths as texts. */
export function byText(one: Path, other: Path): number {
	const [a, b] = [one.join('.'), other.join('.')];
	return a < b ? -1 : a > b ? 1 : 0;
}

function refuse(value: Value, goType: string, { path, goField }: Place, { mistakes }: Reading): Value | undefined {
	mistakes.push(fieldError('decode', path, { kind: 'decode', found: kindOf(value), value, goType, goField }));
	return undefined;
}

/** A null is an empty struct, not a missing one. Owners always show their four names, empty or not. */
function readStruct(value: Value | undefined, struct: keyof typeof metaStructs, place: Place, reading: Reading): ObjectValue {
	const zero = struct === 'OwnerReference' ? { apiVersion: '', kind: '', name: '', uid: '' } : {};
	if (!isObject(value)) {
		if (value !== undefined && value !== null) refuse(value, `v1.${struct}`, place, reading);
		return zero;
	}
	const fields = metaStructs[struct];
	const read = readValues(value, place.path, (item, key, path) => {
		if (!Object.hasOwn(fields, key)) reading.unknown.push(path);
		else if (item !== null) return readField(item, fields[key]?.[1] ?? 'string', { path, goField: `${place.goField.replace(/^\w*/, struct)}.${key}` }, reading);
		return undefined;
	});
	return { ...zero, ...read };
}

/** The values of an object that can be read, in the order of their keys. */
function readValues(value: ObjectValue, path: Path, read: (item: Value, key: string, path: Path) => Value | undefined): ObjectValue {
	const kept = Object.keys(value).sort().flatMap((key): [string, Value][] => {
		const item = read(value[key] ?? null, key, [...path, key]);
		return item === undefined ? [] : [[key, item]];
	});
	return Object.fromEntries(kept);
}

function readField(value: Value, goType: GoType, place: Place, reading: Reading): Value | undefined {
	const { path, goField } = place;
	if (goType === 'any') return value;
	if (goType === 'time' && typeof value === 'string') {
		const time = readTime(value);
		if (time === undefined) reading.mistakes.push(fieldError('decode', path, { kind: 'time', value }));
		return time;
	}
	if (goType === 'int64' ? !isInt64(value) : kindOf(value) !== jsonType(goType)) return refuse(value, goType === 'time' ? 'string' : goType, place, reading);
	if (isObject(value)) return readValues(value, path, (item, _, at) => readText(item, { path: at, goField }, reading));
	if (!isList(value)) return value;
	const struct = structIn(goType);
	return value.map((item, at) => {
		const here = { path: [...path, at], goField };
		return struct ? readStruct(item, struct, here, reading) : (readText(item, here, reading) ?? '');
	});
}

function readText(value: Value, place: Place, reading: Reading): Value | undefined {
	return typeof value === 'string' ? value : value === null ? '' : refuse(value, 'string', place, reading);
}

/** A float with an integral value is written without a fraction before it is decoded, so 3.0 counts; beyond int64 not. */
function isInt64(value: Value): boolean {
	if (typeof value === 'bigint') return kindOf(value) === 'integer';
	return typeof value === 'number' && Number.isInteger(value) && value > -(2 ** 63) && value < 2 ** 63;
}
