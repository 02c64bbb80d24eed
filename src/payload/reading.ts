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

export type Reader<T> = (value: unknown) => T | undefined;

export function asText(value: unknown): string | undefined {
	return typeof value === 'string' ? value : undefined;
}

export function asInteger(value: unknown): number | undefined {
	return typeof value === 'number' && Number.isInteger(value) ? value : undefined;
}

export function asTruth(value: unknown): boolean | undefined {
	return typeof value === 'boolean' ? value : undefined;
}

export function text(from: Fields, key: string): string | undefined {
	return asText(field(from, key));
}

export function integer(from: Fields, key: string): number | undefined {
	return asInteger(field(from, key));
}

export function truth(from: Fields, key: string): boolean | undefined {
	return asTruth(field(from, key));
}

/** The list under `key` without the items that are no objects: where an item's position means nothing. */
export function listOfObjects<T>(from: Fields, key: string, read: (fields: Fields) => T): readonly T[] | undefined {
	return asObjects(read)(field(from, key));
}

export function asObject<T>(read: (fields: Fields) => T): Reader<T> {
	return (value) => (isFields(value) ? read(value) : undefined);
}

/** An item that is no object is read as one without fields, so that the others keep their positions. */
export function asList<T>(read: (fields: Fields) => T): Reader<readonly T[]> {
	return (value) => (Array.isArray(value) ? value.map((item: unknown) => read(fieldsOf(item))) : undefined);
}

/** Without the items that are no objects. */
export function asObjects<T>(read: (fields: Fields) => T): Reader<readonly T[]> {
	return (value) => (Array.isArray(value) ? value.filter(isFields).map((item) => read(item)) : undefined);
}

export function asTexts(value: unknown): readonly string[] | undefined {
	return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : undefined;
}

/** A map with values of one type, those of another left out. A key such as `__proto__` stays an ordinary key. */
export function asMap<T>(read: Reader<T>): Reader<Readonly<Record<string, T>>> {
	return asObject((fields) =>
		Object.fromEntries(
			Object.entries(fields).flatMap(([name, value]) => {
				const each = read(value);
				return each === undefined ? [] : [[name, each] as const];
			}),
		),
	);
}

/** The same fields, those without a value left out. */
export type Present<T> = { readonly [K in keyof T]?: Exclude<T[K], undefined> };

/** Reads an object field by field; what has no value is left out. */
export function shaped<T extends object>(readers: { readonly [K in keyof T]-?: Reader<Exclude<T[K], undefined>> }): (from: Fields) => Present<T> {
	const keys = Object.keys(readers) as (keyof T & string)[];
	return (from) => {
		const kept: { -readonly [K in keyof T]?: Exclude<T[K], undefined> } = {};
		for (const key of keys) {
			const value = readers[key](field(from, key));
			if (value !== undefined) kept[key] = value;
		}
		return kept;
	};
}
