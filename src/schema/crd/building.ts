// Small words for writing a structural schema down.

export type Schema = Readonly<Record<string, unknown>>;

/** Fields of an object; those that are told by a description alone hold a text. */
export type Fields = Readonly<Record<string, Schema | string>>;

export const text = (description: string, more?: Schema): Schema => ({ type: 'string', description, ...more });

export const integer = (description: string, more?: Schema): Schema => ({ type: 'integer', description, ...more });

export const flag = (description: string): Schema => ({ type: 'boolean', description });

export const time = (description: string): Schema => text(description, { format: 'date-time' });

export function object(description: string, fields: Fields, more?: Schema): Schema {
	const properties = Object.entries(fields).map(([name, field]) => [name, typeof field === 'string' ? text(field) : field] as const);
	return { type: 'object', description, properties: Object.fromEntries(properties), ...more };
}

export const listOf = (items: Schema, description: string): Schema => ({ type: 'array', description, items });

export const texts = (description: string): Schema => listOf({ type: 'string' }, description);

export const mapOf = (values: Schema, description: string): Schema => ({ type: 'object', description, additionalProperties: values });
