import { childNode, dropsNull, itemNode } from './checkNode';
import { isList, isObject } from './paths';
import type { ObjectValue, Path, SchemaNode, Value } from './schema';

/**
 * A value as it is kept: fields that the schema does not know are dropped and told to `unknown` (the topmost of each
 * branch), nulls that may not be null are dropped or give way to the default, missing defaults are filled in
 * (apiextensions-apiserver pkg/apiserver/schema: pruning, defaulting). The order of keys stays; defaults come last.
 */
export function reshape(node: SchemaNode, value: Value, unknown: (path: Path) => void): Value {
	return shape(node, value, { path: [], unknown });
}

interface Walk {
	readonly path: (string | number)[];
	readonly unknown: (path: Path) => void;
}

function shape(node: SchemaNode, value: Value, walk: Walk): Value {
	if (isList(value)) return shapeList(node, value, walk);
	return isObject(value) ? shapeObject(node, value, walk) : value;
}

function shapeList(node: SchemaNode, items: readonly Value[], walk: Walk): Value {
	const child = itemNode(node);
	return items.map((item, at) => {
		const given = item === null && dropsNull(child) && child.defaultValue !== undefined ? child.defaultValue : item;
		walk.path.push(at);
		const kept = shape(child, given, walk);
		walk.path.pop();
		return kept;
	});
}

/** Built from entries, so that a key named `__proto__` is a key like any other. */
function shapeObject(node: SchemaNode, value: ObjectValue, walk: Walk): Value {
	const kept: [string, Value][] = [];
	for (const [key, item] of Object.entries(value)) {
		walk.path.push(key);
		const child = childNode(node, key);
		if (!child) walk.unknown([...walk.path]);
		else if (item !== null || !dropsNull(child)) kept.push([key, shape(child, item, walk)]);
		walk.path.pop();
	}
	for (const [key, child] of node.properties) {
		if (child.defaultValue === undefined || (Object.hasOwn(value, key) && (value[key] !== null || !dropsNull(child)))) continue;
		walk.path.push(key);
		kept.push([key, shape(child, child.defaultValue, walk)]);
		walk.path.pop();
	}
	return Object.fromEntries(kept);
}
