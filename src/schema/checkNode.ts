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
	const child = node.properties.get(key) ?? node.values;
	if (child) return child;
	if (node.keepsUnknown || (node.embeddedResource && (key === 'apiVersion' || key === 'kind' || key === 'metadata'))) return anything;
	return undefined;
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
	if (value === null) {
		if (!node.nullable) checkEnumeration(node, value, report);
		return;
	}
	if (typeof value === 'string') checkText(node, value, report);
	else if (typeof value !== 'boolean') checkNumber(node, value, report);
	checkEnumeration(node, value, report);
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
	if (node.type !== 'array') checkType(node, 'array', report);
	if (node.limits) checkCount(node.limits, list.length, ['minItems', 'maxItems'], report);
	if (node.enumeration) checkEnumeration(node, list.values(), report);
	if (node.limits?.uniqueItems === true && hasRepeats(list.values())) report({ kind: 'uniqueItems' });
	if (node.listType === 'set' || node.listType === 'map') reportRepeats(node, list.values(), report);
}

/** For an object: its type, how many keys it has and which required ones are missing. */
export function checkObject(node: SchemaNode, object: ObjectFacts, report: Report): void {
	if (node.type !== 'object') checkType(node, 'object', report);
	if (node.enumeration) checkEnumeration(node, object.value(), report);
	if (node.type !== undefined && node.type !== 'object') return;
	if (node.limits) checkCount(node.limits, object.size, ['minProperties', 'maxProperties'], report);
	for (const key of node.required) if (!object.has(key)) report({ kind: 'required' }, key);
}

function checkType(node: SchemaNode, found: ValueKind, report: Report): void {
	if (found === 'null' ? node.nullable || (node.type === undefined && !node.intOrString) : typeFits(node, found)) return;
	const { format } = node;
	if (format !== undefined && found !== 'null' && found !== 'string' && found !== 'array' && !(found === 'integer' && format === 'int64')) {
		report({ kind: 'typeInvalid', expected: format, found: found === 'integer' ? 'int64' : found === 'number' ? 'float64' : '' });
		return;
	}
	report({ kind: 'typeInvalid', expected: node.intOrString ? 'integer,string' : (node.type ?? ''), found });
}

function typeFits(node: SchemaNode, found: ValueKind): boolean {
	if (node.intOrString) return found === 'integer' || found === 'string';
	if (node.type === undefined || node.type === found) return true;
	if (node.type === 'number') return found === 'integer';
	// With a format, texts and lists pass whatever the type: the server leaves them to the format, which looks at texts only.
	return node.format !== undefined && node.type !== 'integer' && (found === 'array' || found === 'string');
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
	const { multipleOf = 0, minimum = -Infinity, maximum = Infinity, exclusiveMinimum, exclusiveMaximum } = node.limits;
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

function hasRepeats(values: readonly Value[]): boolean {
	return new Set(values.map(formatValue)).size < values.length;
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
	const entries: [string, Value][] = [];
	for (const key of node.listMapKeys) {
		const value = isObject(item) ? item[key] : undefined;
		if (value !== undefined) entries.push([key, value]);
	}
	return Object.fromEntries(entries);
}

/** Whether a problem only repeats another one of the same value in other words, as the server does after a wrong type. */
export function isEcho(problem: Problem, others: readonly Problem[]): boolean {
	switch (problem.kind) {
		case 'rulesNotChecked':
			return true;
		case 'notSupported':
		case 'numberRange':
		case 'minimum':
		case 'maximum':
			return others.some(({ kind }) => kind === 'typeInvalid');
		default:
			return false;
	}
}
