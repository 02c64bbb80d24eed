import { anything } from '../../schema/compileSchema';
import type { SchemaNode } from '../../schema/schema';
import { shippedSchema } from '../../schema/shippedSchema';

let schemas: ReadonlyMap<string, SchemaNode> | undefined;

/** The lists that are looked at item by item, so that an item is looked at again only when it changes, with the schema of their items. */
export const itemSchemas = (): ReadonlyMap<string, SchemaNode> => (schemas ??= made());

function made(): ReadonlyMap<string, SchemaNode> {
	const { properties } = shippedSchema().root;
	const parents = [properties.get('spec')?.properties.get('payloadVerificationConfig'), properties.get('status')];
	const lists = parents.flatMap((parent) => [...(parent?.properties ?? [])].flatMap(([name, { items }]): [string, SchemaNode][] => (items ? [[name, items]] : [])));
	// One is of the older API.
	return new Map([...lists, ['analysisJobResults', anything]]);
}
