import type { FieldError } from './fieldError';
import { kindOf } from './kinds';
import { type GoType, managedFieldsEntryFields, type MetaField, objectMetaFields, ownerReferenceFields } from './objectMeta';
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
	readonly path: (string | number)[];
	readonly mistakes: FieldError[];
	readonly unknown: Path[];
}

const structs: Partial<Record<GoType, { readonly name: string; readonly fields: readonly MetaField[] }>> = {
	'[]v1.OwnerReference': { name: 'OwnerReference', fields: ownerReferenceFields },
	'[]v1.ManagedFieldsEntry': { name: 'ManagedFieldsEntry', fields: managedFieldsEntryFields },
};

/**
 * Decodes `metadata` as the API server does: from JSON with sorted keys into a Go struct (schema/objectmeta). A bad
 * timestamp ends the decoding and is answered even when another mistake came before it; else the first mistake is.
 * All mistakes are told here, that one first.
 */
export function readMetadata(value: Value | undefined, path: Path = ['metadata']): MetadataReading {
	const reading: Reading = { path: [...path], mistakes: [], unknown: [] };
	let metadata: ObjectValue = {};
	if (isObject(value)) metadata = readStruct(value, objectMetaFields, 'ObjectMeta', reading);
	else if (value !== undefined && value !== null) mistake(reading, value, 'v1.ObjectMeta', '');
	const first = reading.mistakes.findIndex(({ problem }) => problem.kind === 'time' || isTimeField(problem));
	const mistakes = first > 0 ? [...reading.mistakes.slice(first), ...reading.mistakes.slice(0, first)] : reading.mistakes;
	return { metadata, mistakes, unknown: reading.unknown.sort(byText) };
}

function isTimeField(problem: FieldError['problem']): boolean {
	return problem.kind === 'decode' && /\.(?:creationTimestamp|deletionTimestamp|time)$/.test(problem.goField);
}

function byText(one: Path, other: Path): number {
	const [a, b] = [one.join('.'), other.join('.')];
	return a < b ? -1 : a > b ? 1 : 0;
}

function mistake(reading: Reading, value: Value, goType: string, goField: string): void {
	reading.mistakes.push({ stage: 'decode', path: [...reading.path], problem: { kind: 'decode', found: kindOf(value), value, goType, goField }, within: 0 });
}

function sortedKeys(value: ObjectValue): readonly string[] {
	return Object.keys(value).sort();
}

function readStruct(value: ObjectValue, fields: readonly MetaField[], context: string, reading: Reading): ObjectValue {
	const kept: [string, Value][] = [];
	for (const key of sortedKeys(value)) {
		const item = value[key];
		const field = fields.find(({ name }) => name === key);
		reading.path.push(key);
		if (!field) reading.unknown.push([...reading.path]);
		else if (item !== undefined && item !== null) {
			const read = readField(item, field, context, reading);
			if (read !== undefined) kept.push([key, read]);
		}
		reading.path.pop();
	}
	return Object.fromEntries(kept);
}

function readField(value: Value, field: MetaField, context: string, reading: Reading): Value | undefined {
	const goField = `${context}.${field.name}`;
	const found = kindOf(value);
	switch (field.goType) {
		case 'string':
		case 'types.UID':
		case 'v1.ManagedFieldsOperationType':
			return found === 'string' ? value : refuse(reading, value, field.goType, goField);
		case 'bool':
			return found === 'boolean' ? value : refuse(reading, value, 'bool', goField);
		case 'int64':
			return isInt64(value) ? value : refuse(reading, value, 'int64', goField);
		case 'time':
			return readTimeField(value, goField, reading);
		case 'any':
			return value;
		case 'map[string]string':
			return isObject(value) ? readTexts(value, goField, reading) : refuse(reading, value, field.goType, goField);
		case '[]string':
			return isList(value) ? readTextList(value, goField, reading) : refuse(reading, value, field.goType, goField);
		case '[]v1.OwnerReference':
		case '[]v1.ManagedFieldsEntry':
			return isList(value) ? readStructs(value, field, goField, reading) : refuse(reading, value, field.goType, goField);
	}
}

function refuse(reading: Reading, value: Value, goType: string, goField: string): Value | undefined {
	mistake(reading, value, goType, goField);
	return undefined;
}

/** A float with an integral value is written without a fraction before it is decoded, so 3.0 counts; beyond int64 not. */
function isInt64(value: Value): boolean {
	if (typeof value === 'bigint') return kindOf(value) === 'integer';
	return typeof value === 'number' && Number.isInteger(value) && value > -(2 ** 63) && value < 2 ** 63;
}

function readTimeField(value: Value, goField: string, reading: Reading): Value | undefined {
	if (typeof value !== 'string') return refuse(reading, value, 'string', goField);
	const time = readTime(value);
	if (time !== undefined) return time;
	reading.mistakes.push({ stage: 'decode', path: [...reading.path], problem: { kind: 'time', value }, within: 0 });
	return undefined;
}

function readTexts(value: ObjectValue, goField: string, reading: Reading): ObjectValue {
	const kept: [string, Value][] = [];
	for (const key of sortedKeys(value)) {
		const item = value[key];
		if (typeof item === 'string' || item === null) kept.push([key, item ?? '']);
		else if (item !== undefined) {
			reading.path.push(key);
			mistake(reading, item, 'string', goField);
			reading.path.pop();
		}
	}
	return Object.fromEntries(kept);
}

function readTextList(value: readonly Value[], goField: string, reading: Reading): Value {
	return value.map((item, at) => {
		if (typeof item === 'string') return item;
		if (item !== null) {
			reading.path.push(at);
			mistake(reading, item, 'string', goField);
			reading.path.pop();
		}
		return '';
	});
}

/** A null item is an empty struct, not a missing one. Owners always show their four names, empty or not. */
function readStructs(value: readonly Value[], field: MetaField, goField: string, reading: Reading): Value {
	const struct = structs[field.goType];
	if (!struct) return value;
	const zero = field.goType === '[]v1.OwnerReference' ? { apiVersion: '', kind: '', name: '', uid: '' } : {};
	return value.map((item, at) => {
		reading.path.push(at);
		let read: ObjectValue = {};
		if (isObject(item)) read = readStruct(item, struct.fields, `${struct.name}.${field.name}`, reading);
		else if (item !== null) mistake(reading, item, `v1.${struct.name}`, goField);
		reading.path.pop();
		return { ...zero, ...read };
	});
}
