import { objectMetaSchema } from './objectMeta';
import { compilePattern } from './pattern';
import { isList, isObject } from './paths';
import type { Combined, CompiledPattern, CompiledSchema, FlagLimit, Limits, NumberLimit, ObjectValue, Path, SchemaIssue, SchemaNode, TransitionRule, Value } from './schema';

const deepest = 64;
const most = 20_000;
const mostPatterns = 200;

interface Compilation {
	readonly issues: SchemaIssue[];
	readonly known: Map<ObjectValue, SchemaNode>;
	readonly patterns: Map<string, LazyPattern>;
	nodes: number;
	hasRules: boolean;
}

/**
 * Makes a structural schema (`openAPIV3Schema` of a CRD, as JSON) ready for checks. Takes any value: what is absent,
 * broken, nested too deeply or too large is left out and named in `issues`; an unusable schema accepts everything.
 * Schema objects that occur several times (the same object) give one node. `metadata` of the root is ObjectMeta, for
 * lookups; its mistakes are those of `readMetadata` and `checkMetadata`.
 */
export function compileSchema(openAPIV3Schema: unknown): CompiledSchema {
	const work = newCompilation();
	if (!isObject(openAPIV3Schema)) {
		const kind = openAPIV3Schema === undefined || openAPIV3Schema === null ? 'absent' : 'notObject';
		return { root: anything, issues: [{ path: [], kind, what: typeof openAPIV3Schema }], hasRules: false };
	}
	const root = compileNode(openAPIV3Schema, [], work);
	const properties = new Map(root.properties).set('metadata', compileNode(objectMetaSchema(), ['metadata'], work));
	let issues: readonly SchemaIssue[] | undefined;
	return {
		root: { ...root, properties, embeddedResource: true },
		get issues() {
			return (issues ??= [...work.issues, ...badPatterns(work)]);
		},
		hasRules: work.hasRules,
	};
}

const newCompilation = (): Compilation => ({ issues: [], known: new Map(), patterns: new Map(), nodes: 0, hasRules: false });

function compileNode(schema: unknown, path: Path, work: Compilation): SchemaNode {
	const { issues, known } = work;
	if (!isObject(schema)) {
		issues.push({ path, kind: 'notObject', what: String(path.at(-1) ?? '') });
		return anything;
	}
	const seen = known.get(schema);
	if (seen) return seen;
	const kind = path.length > deepest ? 'tooDeep' : ++work.nodes > most ? 'tooLarge' : undefined;
	if (kind) {
		if (!issues.some((issue) => issue.kind === 'tooDeep' || issue.kind === 'tooLarge')) issues.push({ path, kind, what: '' });
		return anything;
	}
	const node = readNode(schema, path, work);
	known.set(schema, node);
	return node;
}

type Read = <T extends Value>(keyword: string, is: (value: unknown) => value is T) => T | undefined;

function readNode(schema: ObjectValue, path: Path, work: Compilation): SchemaNode {
	const read: Read = (keyword, is) => {
		const value = schema[keyword];
		if (value === undefined || is(value)) return value;
		work.issues.push({ path, kind: 'badKeyword', what: keyword });
		return undefined;
	};
	const flag = (keyword: string): boolean => read(keyword, isFlag) ?? false;
	const list = (keyword: string): readonly Value[] => read(keyword, isList) ?? [];
	const below = (keyword: string): SchemaNode | undefined => (schema[keyword] === undefined ? undefined : compileNode(schema[keyword], [...path, keyword], work));
	const each = (keyword: string): readonly SchemaNode[] => {
		const parts = schema[keyword];
		return isList(parts) ? parts.map((part, at) => compileNode(part, [...path, keyword, at], work)) : [];
	};
	const type = schema['type'] === '' ? undefined : read('type', isType);
	const enumeration = read('enum', isList);
	const format = read('format', isText);
	const pattern = readPattern(read('pattern', isText), path, work);
	const limits = readLimits(read);
	const combined: Combined = { allOf: each('allOf'), anyOf: each('anyOf'), oneOf: each('oneOf'), not: below('not') };
	const isCombined = combined.allOf.length + combined.anyOf.length + combined.oneOf.length > 0 || combined.not !== undefined;
	const properties = Object.entries(read('properties', isObject) ?? {}).map(([key, value]) => [key, compileNode(value, [...path, 'properties', key], work)] as const);
	const values = schema['additionalProperties'];
	return {
		type,
		intOrString: flag('x-kubernetes-int-or-string'),
		nullable: flag('nullable'),
		description: read('description', isText) ?? '',
		properties: new Map(properties),
		values: values === true ? nothingKnown : isObject(values) ? below('additionalProperties') : undefined,
		keepsUnknown: flag('x-kubernetes-preserve-unknown-fields'),
		items: below('items'),
		required: list('required').filter(isText),
		enumeration,
		defaultValue: schema['default'],
		format,
		pattern,
		limits,
		listType: read('x-kubernetes-list-type', isListType),
		listMapKeys: list('x-kubernetes-list-map-keys').filter(isText),
		embeddedResource: flag('x-kubernetes-embedded-resource'),
		rules: readRules(list('x-kubernetes-validations'), path, work),
		combined: isCombined ? combined : undefined,
		plain: !enumeration && format === undefined && !pattern && !limits && !isCombined,
	};
}

/** Reading a pattern takes longer than all the rest of a schema: it waits until a text is held against it, or issues are asked for. */
interface LazyPattern extends CompiledPattern {
	readonly places: Path[];
	/** Undefined for one that cannot be read: nothing is found against it. */
	readonly read: () => CompiledPattern | undefined;
}

function lazyPattern(text: string, isOneOfTooMany: boolean): LazyPattern {
	let pattern: readonly [CompiledPattern | undefined] | undefined;
	const read = (): CompiledPattern | undefined => (pattern ??= [isOneOfTooMany ? undefined : compilePattern(text)])[0];
	return { text, places: [], read, matches: (subject) => read()?.matches(subject) ?? true };
}

function readPattern(text: string | undefined, path: Path, { patterns }: Compilation): CompiledPattern | undefined {
	if (text === undefined) return undefined;
	const pattern = patterns.get(text) ?? lazyPattern(text, patterns.size >= mostPatterns);
	patterns.set(text, pattern);
	pattern.places.push(path);
	return pattern;
}

function badPatterns({ patterns }: Compilation): readonly SchemaIssue[] {
	return [...patterns.values()].flatMap(({ text, places, read }) => (read() ? [] : places.map((path): SchemaIssue => ({ path, kind: 'badPattern', what: text }))));
}

const numberLimits: readonly NumberLimit[] = ['minimum', 'maximum', 'multipleOf', 'minLength', 'maxLength', 'minItems', 'maxItems', 'minProperties', 'maxProperties'];
const flagLimits: readonly FlagLimit[] = ['exclusiveMinimum', 'exclusiveMaximum', 'uniqueItems'];

/** Those that a schema sets. */
function readLimits(read: Read): Limits | undefined {
	const limits: Partial<Record<NumberLimit, number> & Record<FlagLimit, boolean>> = {};
	for (const keyword of numberLimits) {
		const limit = read(keyword, isNumber);
		if (limit !== undefined) limits[keyword] = limit;
	}
	for (const keyword of flagLimits) if (read(keyword, isFlag)) limits[keyword] = true;
	return Object.keys(limits).length > 0 ? limits : undefined;
}

const immutable = /^\s*(?:self\s*==\s*oldSelf|oldSelf\s*==\s*self)\s*$/;
const keptOnceSet = /^\s*!\s*has\(\s*oldSelf\.(\w+)\s*\)\s*\|\|\s*has\(\s*self\.\1\s*\)\s*$/;

/** Two forms of CEL are known by their text, those of this CRD; any other rule is named as not checked. */
function readRules(rules: readonly Value[], path: Path, work: Compilation): readonly TransitionRule[] {
	if (rules.length > 0) work.hasRules = true;
	return rules.flatMap((item) => {
		const [rule = '', message] = ['rule', 'message'].map((key) => (isObject(item) && isText(item[key]) ? item[key] : undefined));
		const field = keptOnceSet.exec(rule)?.[1];
		if (field !== undefined || immutable.test(rule)) return [{ field, rule, message }];
		work.issues.push({ path, kind: 'unknownRule', what: rule });
		return [];
	});
}

const isText = (value: unknown): value is string => typeof value === 'string';
const isNumber = (value: unknown): value is number => Number.isFinite(value);
const isFlag = (value: unknown): value is boolean => typeof value === 'boolean';
const isType = oneOf('object', 'array', 'string', 'integer', 'number', 'boolean');
const isListType = oneOf('atomic', 'set', 'map');

function oneOf<T extends string>(...words: readonly T[]): (value: unknown) => value is T {
	return (value): value is T => words.some((word) => word === value);
}

/** No type, no known keys: what stands below a value that is not what the schema expects. */
export const nothingKnown = readNode({}, [], newCompilation());

/** Anything goes and is kept. */
export const anything: SchemaNode = { ...nothingKnown, nullable: true, keepsUnknown: true };
