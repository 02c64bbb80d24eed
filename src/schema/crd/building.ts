// Small words for writing a structural schema down.

export type Schema = Readonly<Record<string, unknown>>;
export type Properties = Readonly<Record<string, Schema>>;

export function text(description: string, more: Schema = {}): Schema {
	return { type: 'string', description, ...more };
}

export function integer(description: string, more: Schema = {}): Schema {
	return { type: 'integer', description, ...more };
}

export function flag(description: string): Schema {
	return { type: 'boolean', description };
}

export function time(description: string): Schema {
	return text(description, { format: 'date-time' });
}

export function object(description: string, properties: Properties, more: Schema = {}): Schema {
	return { type: 'object', description, properties, ...more };
}

export function listOf(items: Schema, description: string): Schema {
	return { type: 'array', description, items };
}

export function texts(description: string): Schema {
	return listOf({ type: 'string' }, description);
}

export function mapOf(values: Schema, description: string): Schema {
	return { type: 'object', description, additionalProperties: values };
}
