import { isObject } from '../../../src/schema/paths';
import { live, type Write } from './writes';

const values: readonly unknown[] = [null, '', 'x', 'True', 0, -1, 1.5, 1e20, true, [], ['x'], [null], {}, { a: 1 }, [{ a: 1 }], '2026-01-01T00:00:00Z'];

/** Every place of a schema with a value of every kind: `spec` as creations, `status` as writes of the status. */
export function mutations(schema: unknown): readonly Write[] {
	const places: (readonly (string | number)[])[] = [];
	collect(schema, [], places);
	return places
		.filter(([top]) => top === 'spec' || top === 'status')
		.flatMap((place) => values.map((value) => writeOf(place, value)));
}

function collect(schema: unknown, place: readonly (string | number)[], places: (readonly (string | number)[])[]): void {
	if (!isObject(schema)) return;
	places.push(place);
	const properties = isObject(schema['properties']) ? schema['properties'] : {};
	for (const [key, child] of Object.entries(properties)) collect(child, [...place, key], places);
	if (schema['items'] !== undefined) collect(schema['items'], [...place, 0], places);
	if (isObject(schema['additionalProperties'])) collect(schema['additionalProperties'], [...place, 'some.key'], places);
}

function writeOf(place: readonly (string | number)[], value: unknown): Write {
	const verb = place[0] === 'status' ? 'updateStatus' : 'create';
	const base = verb === 'create' ? { ...live, metadata: { name: 'p' }, spec: undefined } : live;
	const part = place.reduceRight<unknown>((inner, step) => (typeof step === 'number' ? [inner] : { [step]: inner }), value);
	return { name: `${place.join('.')} = ${JSON.stringify(value)}`, verb, text: JSON.stringify({ ...base, ...(isObject(part) ? part : {}) }) };
}
