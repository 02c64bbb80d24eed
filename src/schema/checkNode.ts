// What the structural schema says of one value, children aside. The order of findings is the API server's
// (kube-openapi pkg/validation/validate). Nothing is allocated for a value that is right, so that these checks can run
// over a syntax tree at every key press.

import { anything, nothingKnown } from './compileSchema';
import type { Problem, Report, ValueKind } from './fieldError';
import { formatTest } from './formats';
import { kindOf, sameValue } from './kinds';
import { formatValue, isObject } from './paths';
import type { Limits, Scalar, SchemaNode, Value } from './schema';

/** The schema of a key's value; undefined where the server knows no such field and drops it (or refuses it, when strict). */
export function childNode(node: SchemaNode, key: string): SchemaNode | undefined {
	const isKept = node.keepsUnknown || (node.embeddedResource && (key === 'apiVersion' || key === 'kind' || key === 'metadata'));
	return node.properties.get(key) ?? node.values ?? (isKept ? anything : undefined);
}

/** The schema of a list's items. Below a place that is no list, or says nothing of its items, no field is known. */
export function itemNode(node: SchemaNode): SchemaNode {
	return node.items ?? (node.keepsUnknown ? anything : nothingKnown);
}

/**
 * Whether a null as the value of a key is dropped before anything is checked (a default then steps in). In a list
 * nulls stay and are checked: `defaulting.PruneNonNullableNullsWithoutDefaults`.
 */
export function dropsNull(child: SchemaNode): boolean {
	return !child.nullable && child !== nothingKnown && child !== anything;
}

export function checkScalar(node: SchemaNode, value: Scalar, report: Report): void {
	const found = kindOf(value);
	if (node.type === found && node.plain) return;
	if (found !== 'number' || node.type !== 'integer' || !isNearlyInteger(Number(value))) checkType(node, found, report);
	if (typeof value === 'string') checkText(node, value, report);
	else if (typeof value === 'number' || typeof value === 'bigint') checkNumber(node, value, report);
	if (value !== null || !node.nullable) checkEnumeration(node, value, report);
}

/** A list as the checks need it: a plain array's, or a syntax node's own methods. */
export interface ListFacts {
	readonly length: number;
	/** The items as plain values; asked only where an enumeration, unique items or keys of items are called for. */
	readonly values: () => readonly Value[];
}

export interface ObjectFacts {
	readonly size: number;
	/** Whether a key is there; one whose null is dropped is not. */
	readonly has: (key: string) => boolean;
	/** The plain value; asked only where an enumeration is called for. */
	readonly value: () => Value;
}

/** For a list: its type, how many items it has and which may not repeat. */
export function checkList(node: SchemaNode, list: ListFacts, report: Report): void {
	const { limits, listType } = node;
	if (node.type !== 'array') checkType(node, 'array', report);
	if (limits) checkCount(limits, list.length, ['minItems', 'maxItems'], report);
	if (node.enumeration) checkEnumeration(node, list.values(), report);
	if (limits?.uniqueItems && new Set(list.values().map(formatValue)).size < list.length) report({ kind: 'uniqueItems' });
	if (listType === 'set' || listType === 'map') reportRepeats(node, list.values(), report);
}

/** For an object: its type, how many keys it has and which required ones are missing. */
export function checkObject(node: SchemaNode, object: ObjectFacts, report: Report): void {
	const { type, limits } = node;
	if (type !== 'object') checkType(node, 'object', report);
	if (node.enumeration) checkEnumeration(node, object.value(), report);
	if (type !== undefined && type !== 'object') return;
	if (limits) checkCount(limits, object.size, ['minProperties', 'maxProperties'], report);
	for (const key of node.required) if (!object.has(key)) report({ kind: 'required' }, key);
}

function checkType(node: SchemaNode, found: ValueKind, report: Report): void {
	const { type, format, intOrString } = node;
	const isNull = found === 'null';
	const isTextOrList = found === 'string' || found === 'array';
	if (intOrString ? found === 'integer' || found === 'string' : !type || type === found || (type === 'number' && found === 'integer')) return;
	// With a format, texts and lists pass where no number is wanted: the server leaves them to the format, which looks at texts only.
	if (isNull ? node.nullable : format !== undefined && !intOrString && type !== 'integer' && type !== 'number' && isTextOrList) return;
	const isOfFormat = format !== undefined && !isNull && !isTextOrList && !(found === 'integer' && format === 'int64');
	report(
		isOfFormat
			? { kind: 'typeInvalid', expected: format, found: found === 'integer' ? 'int64' : found === 'number' ? 'float64' : '' }
			: { kind: 'typeInvalid', expected: intOrString ? 'integer,string' : (type ?? ''), found },
	);
}

function checkEnumeration(node: SchemaNode, value: Value, report: Report): void {
	const { enumeration } = node;
	if (!enumeration || enumeration.some((allowed) => sameValue(allowed, value))) return;
	report({ kind: 'notSupported', value, allowed: enumeration });
}

/** Length and pattern: the first that does not hold. Lengths count characters (code points), though the server says bytes. */
function checkText(node: SchemaNode, value: string, report: Report): void {
	const { limits, pattern, format } = node;
	const least = limits?.minLength ?? 0;
	const most = limits?.maxLength ?? Infinity;
	if (isLonger(value, most)) report({ kind: 'maxLength', value, limit: most });
	else if (!isLonger(value, least - 1)) report({ kind: 'minLength', value, limit: least });
	else if (pattern && !pattern.matches(value)) report({ kind: 'pattern', value, pattern: pattern.text });
	if (format !== undefined && formatTest(format)?.(value) === false) report({ kind: 'format', format, value });
}

function isLonger(text: string, limit: number): boolean {
	if (text.length <= limit) return false;
	if (text.length > limit * 2) return true;
	let count = 0;
	for (const character of text) if (character !== '' && ++count > limit) return true;
	return false;
}

function checkNumber(node: SchemaNode, value: number | bigint, report: Report): void {
	if (!isInRange(node, value)) report({ kind: 'numberRange', type: node.type ?? '', format: node.format });
	if (!node.limits) return;
	const { multipleOf = 0, minimum = -Infinity, maximum = Infinity, exclusiveMinimum = false, exclusiveMaximum = false } = node.limits;
	const size = Number(value);
	if (multipleOf > 0 && !Number.isInteger(size / multipleOf)) report({ kind: 'multipleOf', value, limit: multipleOf });
	if (size > maximum || (exclusiveMaximum && size === maximum)) report({ kind: 'maximum', value, limit: maximum, exclusive: exclusiveMaximum });
	if (size < minimum || (exclusiveMinimum && size === minimum)) report({ kind: 'minimum', value, limit: minimum, exclusive: exclusiveMinimum });
}

/** The type check takes a positive float for an integer when its fraction is a billionth of it (swag.IsFloat64AJSONInteger). */
function isNearlyInteger(value: number): boolean {
	const whole = Math.trunc(value);
	return whole >= 1 && value <= Number.MAX_SAFE_INTEGER && (value - whole) / (value + whole) < 1e-9;
}

/**
 * Does the number, written out, read as an integer of the format's width? (validate.IsValueValidAgainstRange) A float is
 * written in its shortest digits and zeros, as here, so −2^63 as a float is out of range.
 */
function isInRange(node: SchemaNode, value: number | bigint): boolean {
	if (node.type !== 'integer') return true;
	if (typeof value === 'number' && (!Number.isInteger(value) || Math.abs(value) >= 1e21)) return false;
	if (node.format === 'int32') return value >= -(2 ** 31) && value <= 2 ** 31 - 1;
	return Number.isSafeInteger(value) || kindOf(BigInt(String(value))) === 'integer';
}

function checkCount(limits: Limits, size: number, [fewest, most]: readonly ['minItems', 'maxItems'] | readonly ['minProperties', 'maxProperties'], report: Report): void {
	const [least = 0, limit = Infinity] = [limits[fewest], limits[most]];
	if (size < least) report({ kind: fewest, size, limit: least });
	if (size > limit) report({ kind: most, size, limit });
}

function reportRepeats(node: SchemaNode, values: readonly Value[], report: Report): void {
	const seen = new Set<string>();
	for (const [at, value] of values.entries()) {
		const key = node.listType === 'set' ? value : listKey(node, value);
		const text = formatValue(key);
		if (seen.has(text)) report({ kind: 'repeatedItem', value: key }, at);
		seen.add(text);
	}
}

function listKey(node: SchemaNode, item: Value): Value {
	return Object.fromEntries(node.listMapKeys.flatMap((key) => (isObject(item) && item[key] !== undefined ? [[key, item[key]] as const] : [])));
}

/** Whether a problem only repeats another one of the same value in other words, as the server does after a wrong type. */
export function isEcho(problem: Problem, others: readonly Problem[]): boolean {
	const ofWrongType = /^(?:notSupported|numberRange|minimum|maximum)$/.test(problem.kind) && others.some(({ kind }) => kind === 'typeInvalid');
	return ofWrongType || problem.kind === 'rulesNotChecked';
}
