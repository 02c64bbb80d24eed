import { checkScalar, itemNode } from '../../schema/checkNode';
import type { SchemaNode } from '../../schema/schema';
import { isText, resolvePlain, smallInteger } from '../scalar/resolve';
import type { MapNode, ScalarNode, YamlNode } from '../tree';

/**
 * Whether a value and all below it is plainly right: known keys, each once, and values of the kinds and in the spelling
 * that tools write. Nearly everything is, and this makes no object on its way. `false` says nothing: apiWalk.ts looks
 * closely then. Not for what was cut into pieces.
 */
export function isPlainlyRight(node: YamlNode, schema: SchemaNode): boolean {
	if (known.get(node) === schema) return true;
	const right = isRightBelow(node, schema);
	if (right) known.set(node, schema);
	return right;
}

/** Nodes never change. What is asked about is asked about twice: by the schema's walk, and for the rules. */
const known = new WeakMap<YamlNode, SchemaNode>();

function isRightBelow(node: YamlNode, schema: SchemaNode): boolean {
	if (node.kind === 'alias' || node.props || schema.combined) return false;
	if (node.kind === 'scalar') return isRightScalar(node, schema);
	if (schema.limits || schema.enumeration) return false;
	if (node.kind === 'map') return schema.type === 'object' && areRightFields(node, schema) && schema.required.every((name) => holds(node, name));
	if (schema.type !== 'array' || (schema.listType !== undefined && schema.listType !== 'atomic')) return false;
	const each = itemNode(schema);
	for (const item of node.items) if (!isRightBelow(item, each)) return false;
	return true;
}

/** The same where no schema says anything: keys that are words, each once, and scalars that JSON can hold. */
export function isPlainlyReadable(node: YamlNode): boolean {
	if (node.kind === 'alias' || node.props) return false;
	if (node.kind === 'scalar') return isText(node) || (node.style === 'plain' && resolvePlain(node.text).type !== 'unreadable');
	if (node.kind === 'seq') return node.items.every(isPlainlyReadable);
	const { keys } = node;
	return keys.length <= mostKeys && keys.every((key, at) => key.kind === 'scalar' && isText(key) && key.text !== '<<' && !isRepeated(keys, at, key.text)) && node.values.every(isPlainlyReadable);
}

/** Maps of more keys are looked at closely: here each key is compared with all before it. */
const mostKeys = 20;

function areRightFields({ keys, values }: MapNode, { properties }: SchemaNode): boolean {
	if (keys.length > mostKeys) return false;
	for (let at = 0; at < keys.length; at++) {
		const key = keys[at];
		const value = values[at];
		if (key?.kind !== 'scalar' || !value || !isText(key)) return false;
		const schema = properties.get(key.text);
		if (!schema || isRepeated(keys, at, key.text) || !isRightBelow(value, schema)) return false;
	}
	return true;
}

/** Whether a key with this text stands before the one at `at`. */
function isRepeated(keys: readonly YamlNode[], at: number, text: string): boolean {
	for (let before = 0; before < at; before++) {
		const key = keys[before];
		if (key?.kind === 'scalar' && key.text === text) return true;
	}
	return false;
}

function holds({ keys }: MapNode, name: string): boolean {
	return isRepeated(keys, keys.length, name);
}

function isRightScalar(node: ScalarNode, schema: SchemaNode): boolean {
	switch (schema.type) {
		case 'string':
			// Names of releases begin with digits.
			return (isText(node) || (!node.props && resolvePlain(node.text).type === 'string')) && (schema.plain || isRight(schema, node.text));
		case 'integer': {
			const value = node.style === 'plain' ? smallInteger(node.text) : -1;
			return value >= 0 && (schema.plain || isRight(schema, value));
		}
		case 'boolean':
			return schema.plain && node.style === 'plain' && (node.text === 'true' || node.text === 'false');
		default:
			return false;
	}
}

function isRight(schema: SchemaNode, value: string | number): boolean {
	let isWrong = false;
	checkScalar(schema, value, () => {
		isWrong = true;
	});
	return !isWrong;
}
