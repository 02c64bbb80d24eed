/** A JSON value taken at its word only after looking: each function answers with the type it names, or `undefined`. */

export type Fields = Readonly<Record<string, unknown>>;

const noFields: Fields = Object.freeze({});

/** The object that `value` is; no fields when it is none. Own fields only, so that no prototype speaks for the data. */
export function fieldsOf(value: unknown): Fields {
	return isFields(value) ? value : noFields;
}

function isFields(value: unknown): value is Fields {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An own field of `from`. */
export function field(from: Fields, key: string): unknown {
	return Object.hasOwn(from, key) ? from[key] : undefined;
}

export function text(from: Fields, key: string): string | undefined {
	const value = field(from, key);
	return typeof value === 'string' ? value : undefined;
}

export function integer(from: Fields, key: string): number | undefined {
	const value = field(from, key);
	return typeof value === 'number' && Number.isInteger(value) ? value : undefined;
}

export function truth(from: Fields, key: string): boolean | undefined {
	const value = field(from, key);
	return typeof value === 'boolean' ? value : undefined;
}

/** The object under `key`, read; undefined when there is none. */
export function object<T>(from: Fields, key: string, read: (fields: Fields) => T): T | undefined {
	const value = field(from, key);
	return isFields(value) ? read(value) : undefined;
}

/** The list under `key`; an item that is no object is read as one without fields, so that the others keep their positions. */
export function list<T>(from: Fields, key: string, read: (fields: Fields) => T): readonly T[] | undefined {
	const value = field(from, key);
	return Array.isArray(value) ? value.map((item: unknown) => read(fieldsOf(item))) : undefined;
}

/** The list under `key` without the items that are no objects: where an item's position means nothing. */
export function listOfObjects<T>(from: Fields, key: string, read: (fields: Fields) => T): readonly T[] | undefined {
	const value = field(from, key);
	return Array.isArray(value) ? value.filter(isFields).map(read) : undefined;
}

export function texts(from: Fields, key: string): readonly string[] | undefined {
	const value = field(from, key);
	return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : undefined;
}

/** The map under `key`, values of another type left out. A key such as `__proto__` stays an ordinary key. */
export function textMap(from: Fields, key: string): Readonly<Record<string, string>> | undefined {
	return object(from, key, (fields) => {
		const kept = Object.entries(fields).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
		return Object.fromEntries(kept);
	});
}

/** The map under `key`, each object in it read. */
export function objectMap<T>(from: Fields, key: string, read: (fields: Fields) => T): Readonly<Record<string, T>> | undefined {
	return object(from, key, (fields) =>
		Object.fromEntries(Object.entries(fields).flatMap(([name, value]) => (isFields(value) ? [[name, read(value)] as const] : []))),
	);
}

/** The same fields, those without a value left out. */
export type Present<T> = { readonly [K in keyof T]?: Exclude<T[K], undefined> };

export function present<T extends object>(fields: T): Present<T> {
	const kept: { -readonly [K in keyof T]?: Exclude<T[K], undefined> } = {};
	for (const key in fields) {
		const value = fields[key];
		if (isThere(value)) kept[key] = value;
	}
	return kept;
}

function isThere<T>(value: T): value is Exclude<T, undefined> {
	return value !== undefined;
}
