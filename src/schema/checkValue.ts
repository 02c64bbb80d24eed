import { checkList, checkObject, checkScalar, childNode, itemNode } from './checkNode';
import { fieldError, type FieldError, type Report } from './fieldError';
import { sameValue } from './kinds';
import { isList, isObject } from './paths';
import type { ObjectValue, Path, SchemaNode, TransitionRule, Value } from './schema';

export interface CheckOptions {
	/** Path of the value in its object, and how many of its steps the server leaves out of its sentences. */
	readonly path: Path;
	readonly within: number;
	/** The value that is replaced; parts equal to theirs are not complained of (validation ratcheting). */
	readonly former?: Value | undefined;
	/** Keys at the top that are somebody else's business. */
	readonly skip?: ReadonlySet<string>;
}

interface Walk {
	readonly path: (string | number)[];
	readonly within: number;
	readonly errors: FieldError[];
	readonly skip: ReadonlySet<string> | undefined;
}

/** All mistakes of a pruned and defaulted value against its schema, depth first in the order of the value's keys. */
export function checkValue(node: SchemaNode, value: Value, options: CheckOptions): FieldError[] {
	const walk: Walk = { path: [...options.path], within: options.within, errors: [], skip: options.skip };
	visit(node, value, options.former, walk);
	return walk.errors;
}

function visit(node: SchemaNode, value: Value, former: Value | undefined, walk: Walk): void {
	if (former !== undefined && sameValue(value, former)) return;
	const report = reporter(walk);
	if (node.combined) checkCombined(node, value, report);
	if (isList(value)) visitList(node, value, walk);
	else if (isObject(value)) visitObject(node, value, former, walk);
	else checkScalar(node, value, report);
}

function reporter(walk: Walk): Report {
	return (problem, child) => {
		const path = child === undefined ? [...walk.path] : [...walk.path, child];
		walk.errors.push(fieldError('schema', path, problem, walk.within));
	};
}

/** Items of a list are not matched with former ones: none of the lists here has keys. */
function visitList(node: SchemaNode, items: readonly Value[], walk: Walk): void {
	const child = itemNode(node);
	if (node.type === undefined || node.type === 'array') {
		for (const [at, item] of items.entries()) {
			walk.path.push(at);
			visit(child, item, undefined, walk);
			walk.path.pop();
		}
	}
	checkList(node, { length: items.length, values: () => items }, reporter(walk));
}

function visitObject(node: SchemaNode, value: ObjectValue, former: Value | undefined, walk: Walk): void {
	const skip = walk.path.length === 0 ? walk.skip : undefined;
	const old = isObject(former) ? former : undefined;
	if (node.type === undefined || node.type === 'object') {
		for (const key of Object.keys(value)) {
			const child = skip?.has(key) === true ? undefined : childNode(node, key);
			const item = value[key];
			if (!child || item === undefined) continue;
			walk.path.push(key);
			visit(child, item, old && Object.hasOwn(old, key) ? old[key] : undefined, walk);
			walk.path.pop();
		}
	}
	checkObject(node, { size: Object.keys(value).length, has: (key) => Object.hasOwn(value, key), value: () => value }, reporter(walk));
}

function checkCombined(node: SchemaNode, value: Value, report: Report): void {
	const { combined } = node;
	if (!combined) return;
	const fits = (part: SchemaNode): boolean => checkValue(part, value, { path: [], within: 0 }).length === 0;
	if (combined.anyOf.length > 0 && !combined.anyOf.some(fits)) report({ kind: 'combination', which: 'anyOf' });
	if (combined.oneOf.length > 0 && combined.oneOf.filter(fits).length !== 1) report({ kind: 'combination', which: 'oneOf' });
	if (combined.allOf.length > 0 && !combined.allOf.every(fits)) report({ kind: 'combination', which: 'allOf' });
	if (combined.not && fits(combined.not)) report({ kind: 'combination', which: 'not' });
}

/**
 * The transition rules of a schema between the stored value and the new one, both with defaults filled in. A rule is
 * asked only where both have the place; items of lists are never matched, so rules below a list are not asked.
 */
export function checkTransitions(node: SchemaNode, value: Value, former: Value, path: Path): FieldError[] {
	const errors = node.rules.filter((rule) => !ruleHolds(rule, value, former)).map((rule) => fieldError('schema', path, { kind: 'transition', rule, value }));
	if (isObject(value) && isObject(former)) {
		for (const [key, item] of Object.entries(value)) {
			const old = Object.hasOwn(former, key) ? former[key] : undefined;
			const child = childNode(node, key);
			if (old !== undefined && child) errors.push(...checkTransitions(child, item, old, [...path, key]));
		}
	}
	return errors;
}

function ruleHolds(rule: TransitionRule, value: Value, former: Value): boolean {
	const { field } = rule;
	if (field === undefined) return sameValue(value, former);
	return !isObject(value) || !isObject(former) || !Object.hasOwn(former, field) || Object.hasOwn(value, field);
}
