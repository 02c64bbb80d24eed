import * as l10n from '@vscode/l10n';
import type { ReleasePayload } from '../../payload/releasePayload';
import { childNode, dropsNull, itemNode } from '../../schema/checkNode';
import { checkTransitions } from '../../schema/checkValue';
import { formatValue, isObject } from '../../schema/paths';
import { reshape } from '../../schema/reshape';
import type { CompiledSchema, Path, SchemaNode, Value } from '../../schema/schema';
import { contentOf, entries, field, keyOf, scalarOf, type Spot } from '../document/spot';
import { valueAt } from '../document/value';
import { findingAt } from './apiLayer';
import type { Finding } from './finding';

/**
 * What the server refuses because of what it has stored: the transition rules of the schema between that and the text,
 * defaults filled in on both sides. Rules below lists are never asked (apiextensions-apiserver, schema/cel).
 */
export function transitionFindings(root: Spot, schema: CompiledSchema, live: ReleasePayload): readonly Finding[] {
	const former = stored(schema.root, live);
	return checkTransitions(schema.root, changing(schema.root, root), former, []).map((error) => {
		const { problem } = error;
		const message = problem.kind === 'transition' && problem.rule.field !== undefined ? l10n.t('The stored payload has "{0}", which cannot be taken out again.', problem.rule.field) : l10n.t('The stored payload has {0} here, which cannot be changed.', formatValue(at(former, error.path)));
		return { ...findingAt(root, error), message };
	});
}

/** The parts of the value that a rule looks at, so that nothing large is put together for it. */
function changing(node: SchemaNode, spot: Spot): Value {
	if (isFixed(node)) return reshape(node, valueAt(spot), () => undefined);
	if (contentOf(spot)?.kind !== 'map') return valueAt(spot);
	const written = new Set(node.rules.length === 0 ? [] : entries(spot).map(keyOf));
	return Object.fromEntries([...node.properties].flatMap(([key, child]): [string, Value][] => {
		const below = field(spot, key);
		const isLeftOut = !below || (scalarOf(below)?.type === 'null' && dropsNull(child));
		if (isLeftOut) return child.defaultValue === undefined ? [] : [[key, child.defaultValue]];
		return hasRules(child) ? [[key, changing(child, below)]] : written.has(key) ? [[key, true]] : [];
	}));
}

function isFixed({ rules }: SchemaNode): boolean {
	return rules.some(({ field }) => field === undefined);
}

function hasRules(node: SchemaNode): boolean {
	return node.rules.length > 0 || [...node.properties.values()].some(hasRules);
}

function at(value: Value, path: Path): Value {
	return path.reduce<Value>((now, part) => (isObject(now) ? (now[part] ?? null) : null), value);
}

/** The same parts of the stored object. */
function stored(node: SchemaNode, value: unknown, around = false): Value {
	if (typeof value !== 'object' || !value) return (value ?? null) as Value;
	const whole = around || isFixed(node);
	if (Array.isArray(value)) return value.map((item) => stored(itemNode(node), item, whole));
	return Object.fromEntries(Object.entries(value).flatMap(([key, each]): [string, Value][] => {
		const child = childNode(node, key);
		const isMeant = child !== undefined && each !== undefined && (whole || node.rules.length > 0 || hasRules(child));
		return isMeant ? [[key, stored(child, each, whole)]] : [];
	}));
}
