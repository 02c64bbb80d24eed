// The words of this folder: decoded values, where in them something stands, and a schema made ready for fast checks.

/**
 * A decoded value as JSON or YAML readers give it. Numbers beyond ±(2^53−1) keep their digits only as `bigint`;
 * a `number` up there counts as a float, as an API server counts a literal outside int64.
 */
export type Value = string | number | bigint | boolean | null | readonly Value[] | ObjectValue;

export type Scalar = string | number | bigint | boolean | null;

export interface ObjectValue {
	readonly [key: string]: Value;
}

/** Keys and indexes from the root of the object; `formatPath` prints it as an API server does. */
export type Path = readonly (string | number)[];

export type SchemaType = 'object' | 'array' | 'string' | 'integer' | 'number' | 'boolean';

/** A CEL rule (`x-kubernetes-validations`) that is understood without a CEL engine. */
export interface TransitionRule {
	/** The field that has to stay once it is set; undefined where the value itself may never change. */
	readonly field: string | undefined;
	readonly rule: string;
	readonly message: string | undefined;
}

/**
 * One place of a structural schema, compiled. Lookups are maps, patterns are compiled, nothing in it throws.
 * `type` is undefined where any type is allowed (`x-kubernetes-preserve-unknown-fields`, int-or-string, no type given).
 */
export interface SchemaNode {
	readonly type: SchemaType | undefined;
	readonly intOrString: boolean;
	readonly nullable: boolean;
	/** English text for people; '' when the schema has none. */
	readonly description: string;
	readonly properties: ReadonlyMap<string, SchemaNode>;
	/** Schema of the values of a map with free keys (`additionalProperties`). */
	readonly values: SchemaNode | undefined;
	/** Keys that no schema names are kept, unchecked. */
	readonly keepsUnknown: boolean;
	readonly items: SchemaNode | undefined;
	readonly required: readonly string[];
	readonly enumeration: readonly Value[] | undefined;
	readonly defaultValue: Value | undefined;
	readonly format: string | undefined;
	readonly pattern: CompiledPattern | undefined;
	readonly limits: Limits | undefined;
	readonly listType: 'atomic' | 'set' | 'map' | undefined;
	readonly listMapKeys: readonly string[];
	/** Holds an object with apiVersion, kind and metadata of its own; the root does too. */
	readonly embeddedResource: boolean;
	readonly rules: readonly TransitionRule[];
	readonly combined: Combined | undefined;
	/** A scalar of the right type needs no further look: no enumeration, format, pattern, limit or combination. */
	readonly plain: boolean;
}

/** A pattern as the schema spells it (RE2 syntax), and whether a text holds a match. Takes time linear in the text. */
export interface CompiledPattern {
	readonly text: string;
	readonly matches: (text: string) => boolean;
}

export type Limits = Readonly<Partial<Record<NumberLimit, number> & Record<FlagLimit, boolean>>>;
export type NumberLimit = 'minimum' | 'maximum' | 'multipleOf' | 'minLength' | 'maxLength' | 'minItems' | 'maxItems' | 'minProperties' | 'maxProperties';
export type FlagLimit = 'exclusiveMinimum' | 'exclusiveMaximum' | 'uniqueItems';

export interface Combined {
	readonly allOf: readonly SchemaNode[];
	readonly anyOf: readonly SchemaNode[];
	readonly oneOf: readonly SchemaNode[];
	readonly not: SchemaNode | undefined;
}

/** What of a schema could not be used, and is therefore not checked. */
export interface SchemaIssue {
	readonly path: Path;
	readonly kind: 'absent' | 'notObject' | 'badKeyword' | 'badPattern' | 'unknownRule' | 'tooDeep' | 'tooLarge';
	/** The keyword, pattern or rule in question. */
	readonly what: string;
}

export interface CompiledSchema {
	readonly root: SchemaNode;
	readonly issues: readonly SchemaIssue[];
	/** Some place has rules (`x-kubernetes-validations`), understood or not; an invalid object then gets one error more. */
	readonly hasRules: boolean;
}

