import { childNode } from '../../schema/checkNode';
import { anything } from '../../schema/compileSchema';
import type { SchemaNode } from '../../schema/schema';
import { shippedSchema } from '../../schema/shippedSchema';
import { child, items, type Spot } from '../document/spot';
import type { Severity } from '../findings/finding';
import type { MapNode } from '../tree';
import { onEveryPart } from './defining';
import { itemSchemas } from './itemSchemas';
import type { Report, Rule, RuleCode } from './rule';

/** The server's own record; nobody writes it by hand, and it is long. */
const unread = 'managedFields';

type Visit = (map: Spot, schema: SchemaNode) => void;

/** Visits a map and the maps below it, those left out that hold nothing but known fields, each once. Follows no alias. */
function visitMaps(spot: Spot, schema: SchemaNode, visit: Visit, whole: boolean): void {
	const { node } = spot;
	if (node.kind === 'seq') {
		for (const item of items(spot)) visitMaps(item, schema.items ?? anything, visit, whole);
		return;
	}
	if (node.kind !== 'map') return;
	if (!isOrdinary(node, schema)) visit(spot, schema);
	for (const [index, value] of node.values.entries()) {
		if (value.kind !== 'map' && value.kind !== 'seq') continue;
		const key = node.keys[index];
		const name = key?.kind === 'scalar' ? key.text : '';
		if (name === unread || (!whole && itemSchemas().has(name))) continue;
		const below = child(node, index, spot.piece);
		if (below) visitMaps(below, childNode(schema, name) ?? anything, visit, whole);
	}
}

/** Names of fields are words that YAML reads as they are written, so that comparing the texts is enough. */
function isOrdinary({ keys }: MapNode, { properties }: SchemaNode): boolean {
	if (keys.length > 20) return false;
	for (let at = 0; at < keys.length; at++) {
		const key = keys[at];
		if (key?.kind !== 'scalar' || !properties.has(key.text)) return false;
		for (let before = 0; before < at; before++) {
			const other = keys[before];
			if (other?.kind === 'scalar' && other.text === key.text) return false;
		}
	}
	return true;
}

/** One rule about every map of a payload. */
export const onEveryMap = (code: RuleCode, severity: Severity, check: (map: Spot, fields: readonly string[], report: Report) => void): readonly Rule[] =>
	onEveryPart(code, severity, (spot, list, report) => {
		const schema = list ? (itemSchemas().get(list) ?? anything) : shippedSchema().root;
		visitMaps(spot, schema, (map, { properties }) => { check(map, [...properties.keys()], report); }, list !== '');
	});
