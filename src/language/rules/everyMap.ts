import { releasePayloadSchema } from '../../schema/crd';
import { objectMetaFields } from '../../schema/objectMeta';
import { child, items, type Spot } from '../document/spot';
import type { Severity } from '../findings/finding';
import type { MapNode } from '../tree';
import { onCondition, onPayload, onResultJob, onSpecJob } from './defining';
import type { Report, Rule, RuleCode } from './rule';

/** What may stand in a map, for telling quickly that nothing else does. */
export interface MapShape {
	/** The fields that the schema names; none where any key may stand. */
	readonly fields: ReadonlyMap<string, MapShape>;
	readonly items: MapShape | undefined;
	/** Of keys that the schema does not name. */
	readonly others: MapShape | undefined;
}

const anything: MapShape = { fields: new Map(), items: undefined, others: undefined };

function shapeOf(schema: unknown): MapShape {
	const parts = entriesOf(schema);
	const fields = new Map([...entriesOf(parts.get('properties'))].map(([name, each]) => [name, shapeOf(each)]));
	const [list, others] = [parts.get('items'), parts.get('additionalProperties')];
	return { fields, items: list === undefined ? undefined : shapeOf(list), others: others === undefined ? undefined : shapeOf(others) };
}

function entriesOf(value: unknown): ReadonlyMap<string, unknown> {
	return new Map<string, unknown>(typeof value === 'object' && value ? Object.entries(value) : []);
}

/** The CRD leaves `metadata` to the server. */
function payloadShape(): MapShape {
	const shape = shapeOf(releasePayloadSchema);
	const metadata = new Map(objectMetaFields.map(({ name }) => [name, anything]));
	return { ...shape, fields: new Map([...shape.fields, ['metadata', { ...anything, fields: metadata }]]) };
}

const wholeShape = payloadShape();

const itemParents = [wholeShape.fields.get('spec')?.fields.get('payloadVerificationConfig'), wholeShape.fields.get('status')];
/** Of the lists that are looked at item by item, so that an item is looked at again only when it changes; one is of the older API. */
const itemShapes: ReadonlyMap<string, MapShape> = new Map([
	['analysisJobResults', anything],
	...itemParents.flatMap((parent) => [...(parent?.fields ?? [])].flatMap(([name, { items }]): [string, MapShape][] => (items ? [[name, items]] : []))),
]);
/** The server's own record; nobody writes it by hand, and it is long. */
const unread = 'managedFields';

type Visit = (map: Spot, shape: MapShape) => void;

/** Visits a map and the maps below it, those left out that hold nothing but known fields, each once. Follows no alias. */
function visitMaps(spot: Spot, shape: MapShape, visit: Visit, whole: boolean): void {
	const { node } = spot;
	if (node.kind === 'seq') {
		const each = shape.items ?? anything;
		for (const item of items(spot)) visitMaps(item, each, visit, whole);
		return;
	}
	if (node.kind !== 'map') return;
	if (!isOrdinary(node, shape)) visit(spot, shape);
	for (const [index, value] of node.values.entries()) {
		if (value.kind !== 'map' && value.kind !== 'seq') continue;
		const key = node.keys[index];
		const name = key?.kind === 'scalar' ? key.text : '';
		if (name === unread || (!whole && itemShapes.has(name))) continue;
		const below = child(node, index, spot.piece);
		if (below) visitMaps(below, shape.fields.get(name) ?? shape.others ?? anything, visit, whole);
	}
}

/** Names of fields are words that YAML reads as they are written, so that comparing the texts is enough. */
function isOrdinary({ keys }: MapNode, { fields }: MapShape): boolean {
	if (keys.length > 20) return false;
	for (let at = 0; at < keys.length; at++) {
		const key = keys[at];
		if (key?.kind !== 'scalar' || !fields.has(key.text)) return false;
		for (let before = 0; before < at; before++) {
			const other = keys[before];
			if (other?.kind === 'scalar' && other.text === key.text) return false;
		}
	}
	return true;
}

/** One rule about every map of a payload: a rule for what stands outside the long lists, and one for their items each. */
export function onEveryMap(code: RuleCode, severity: Severity, check: (map: Spot, fields: readonly string[], report: Report) => void): readonly Rule[] {
	const visitor = (report: Report): Visit => (map, { fields }) => {
		check(map, [...fields.keys()], report);
	};
	return [
		onPayload(code, severity, ({ root }, report) => { visitMaps(root, wholeShape, visitor(report), false); }),
		onSpecJob(code, severity, ({ spot, list }, report) => { visitMaps(spot, itemShapes.get(list) ?? anything, visitor(report), true); }),
		onResultJob(code, severity, ({ spot, list }, report) => { visitMaps(spot, itemShapes.get(list) ?? anything, visitor(report), true); }),
		onCondition(code, severity, ({ spot }, report) => { visitMaps(spot, itemShapes.get('conditions') ?? anything, visitor(report), true); }),
	];
}
