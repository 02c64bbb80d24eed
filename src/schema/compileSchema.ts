import { objectMetaSchema } from './objectMeta';
import { compilePattern } from './pattern';
import { isList, isObject } from './paths';
import type { Combined, CompiledPattern, CompiledSchema, Limits, ObjectValue, Path, SchemaIssue, SchemaNode, SchemaType, TransitionRule, Value } from './schema';

const deepest = 64;
const most = 20_000;
const mostPatterns = 200;

/** No type, no known keys: what stands below a value that is not what the schema expects. */
export const nothingKnown: SchemaNode = {
	type: undefined,
	intOrString: false,
	nullable: false,
	description: '',
	properties: new Map(),
	values: undefined,
	keepsUnknown: false,
	items: undefined,
	required: [],
	enumeration: undefined,
	defaultValue: undefined,
	format: undefined,
	pattern: undefined,
	limits: undefined,
	listType: undefined,
	listMapKeys: [],
	embeddedResource: false,
	rules: [],
	combined: undefined,
	plain: true,
};

/** Anything goes and is kept. */
export const anything: SchemaNode = { ...nothingKnown, nullable: true, keepsUnknown: true };

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
	const work: Compilation = { issues: [], known: new Map(), patterns: new Map(), nodes: 0, hasRules: false };
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

function compileNode(schema: unknown, path: Path, work: Compilation): SchemaNode {
	if (!isObject(schema)) {
		work.issues.push({ path, kind: 'notObject', what: String(path.at(-1) ?? '') });
		return anything;
	}
	const seen = work.known.get(schema);
	if (seen) return seen;
	if (path.length > deepest || ++work.nodes > most) {
		if (!work.issues.some(({ kind }) => kind === 'tooDeep' || kind === 'tooLarge')) {
			work.issues.push({ path, kind: path.length > deepest ? 'tooDeep' : 'tooLarge', what: '' });
		}
		return anything;
	}
	const node = readNode(schema, path, work);
	work.known.set(schema, node);
	return node;
}

function readNode(schema: ObjectValue, path: Path, work: Compilation): SchemaNode {
	const read = reader(schema, path, work);
	const type = readType(schema, read);
	const enumeration = read('enum', isList);
	const format = read('format', isText);
	const patternText = read('pattern', isText);
	const pattern = patternText === undefined ? undefined : readPattern(patternText, path, work);
	const limits = readLimits(read);
	const combined = readCombined(schema, path, work);
	const listType = read('x-kubernetes-list-type', isListType);
	const values = schema['additionalProperties'];
	return {
		type,
		intOrString: read('x-kubernetes-int-or-string', isFlag) ?? false,
		nullable: read('nullable', isFlag) ?? false,
		description: read('description', isText) ?? '',
		properties: readProperties(read('properties', isObject), path, work),
		values: values === true ? nothingKnown : isObject(values) ? compileNode(values, [...path, 'additionalProperties'], work) : undefined,
		keepsUnknown: read('x-kubernetes-preserve-unknown-fields', isFlag) ?? false,
		items: schema['items'] === undefined ? undefined : compileNode(schema['items'], [...path, 'items'], work),
		required: (read('required', isList) ?? []).filter(isText),
		enumeration,
		defaultValue: schema['default'],
		format,
		pattern,
		limits,
		listType,
		listMapKeys: (read('x-kubernetes-list-map-keys', isList) ?? []).filter(isText),
		embeddedResource: read('x-kubernetes-embedded-resource', isFlag) ?? false,
		rules: readRules(read('x-kubernetes-validations', isList) ?? [], path, work),
		combined,
		plain: !enumeration && format === undefined && !pattern && !limits && !combined,
	};
}

/** Reading a pattern takes longer than all the rest of a schema: it waits until a text is held against it, or issues are asked for. */
interface LazyPattern extends CompiledPattern {
	readonly places: Path[];
	/** Undefined for one that cannot be read: nothing is found against it. */
	readonly read: () => CompiledPattern | undefined;
}

function lazyPattern(text: string, isOneOfTooMany: boolean): LazyPattern {
	let read: { readonly pattern: CompiledPattern | undefined } | undefined;
	const pattern = (): CompiledPattern | undefined => (read ??= { pattern: isOneOfTooMany ? undefined : compilePattern(text) }).pattern;
	return { text, places: [], read: pattern, matches: (subject) => pattern()?.matches(subject) ?? true };
}

function readPattern(text: string, path: Path, { patterns }: Compilation): CompiledPattern {
	const pattern = patterns.get(text) ?? lazyPattern(text, patterns.size >= mostPatterns);
	patterns.set(text, pattern);
	pattern.places.push(path);
	return pattern;
}

function badPatterns({ patterns }: Compilation): readonly SchemaIssue[] {
	return [...patterns.values()].flatMap(({ text, places, read }) => (read() ? [] : places.map((path): SchemaIssue => ({ path, kind: 'badPattern', what: text }))));
}

type Read = <T extends Value>(keyword: string, is: (value: unknown) => value is T) => T | undefined;

function reader(schema: ObjectValue, path: Path, work: Compilation): Read {
	return (keyword, is) => {
		const value = schema[keyword];
		if (value === undefined || is(value)) return value;
		work.issues.push({ path, kind: 'badKeyword', what: keyword });
		return undefined;
	};
}

function readType(schema: ObjectValue, read: Read): SchemaType | undefined {
	if (schema['type'] === undefined || schema['type'] === '') return undefined;
	return read('type', isType);
}

function readProperties(properties: ObjectValue | undefined, path: Path, work: Compilation): ReadonlyMap<string, SchemaNode> {
	const nodes = new Map<string, SchemaNode>();
	for (const [key, value] of Object.entries(properties ?? {})) nodes.set(key, compileNode(value, [...path, 'properties', key], work));
	return nodes;
}

function readLimits(read: Read): Limits | undefined {
	const number = (keyword: keyof Limits): number | undefined => read(keyword, isNumber);
	const flag = (keyword: keyof Limits): boolean => read(keyword, isFlag) ?? false;
	const limits: Limits = {
		minimum: number('minimum'),
		exclusiveMinimum: flag('exclusiveMinimum'),
		maximum: number('maximum'),
		exclusiveMaximum: flag('exclusiveMaximum'),
		multipleOf: number('multipleOf'),
		minLength: number('minLength'),
		maxLength: number('maxLength'),
		minItems: number('minItems'),
		maxItems: number('maxItems'),
		uniqueItems: flag('uniqueItems'),
		minProperties: number('minProperties'),
		maxProperties: number('maxProperties'),
	};
	return Object.values(limits).some((limit) => limit !== undefined && limit !== false) ? limits : undefined;
}

function readCombined(schema: ObjectValue, path: Path, work: Compilation): Combined | undefined {
	const list = (keyword: 'allOf' | 'anyOf' | 'oneOf'): SchemaNode[] => {
		const parts = schema[keyword];
		return isList(parts) ? parts.map((part, at) => compileNode(part, [...path, keyword, at], work)) : [];
	};
	const combined: Combined = {
		allOf: list('allOf'),
		anyOf: list('anyOf'),
		oneOf: list('oneOf'),
		not: schema['not'] === undefined ? undefined : compileNode(schema['not'], [...path, 'not'], work),
	};
	return combined.allOf.length + combined.anyOf.length + combined.oneOf.length > 0 || combined.not ? combined : undefined;
}

const immutable = /^\s*(?:self\s*==\s*oldSelf|oldSelf\s*==\s*self)\s*$/;
const keptOnceSet = /^\s*!\s*has\(\s*oldSelf\.(\w+)\s*\)\s*\|\|\s*has\(\s*self\.(\w+)\s*\)\s*$/;

/** Two forms of CEL are known by their text, those of this CRD; any other rule is named as not checked. */
function readRules(rules: readonly Value[], path: Path, work: Compilation): readonly TransitionRule[] {
	if (rules.length > 0) work.hasRules = true;
	const read: TransitionRule[] = [];
	for (const item of rules) {
		const rule = isObject(item) && typeof item['rule'] === 'string' ? item['rule'] : '';
		const message = isObject(item) && typeof item['message'] === 'string' ? item['message'] : undefined;
		const kept = keptOnceSet.exec(rule);
		if (immutable.test(rule)) read.push({ kind: 'immutable', rule, message });
		else if (kept?.[1] !== undefined && kept[1] === kept[2]) read.push({ kind: 'keptOnceSet', field: kept[1], rule, message });
		else work.issues.push({ path, kind: 'unknownRule', what: rule });
	}
	return read;
}

function isText(value: unknown): value is string {
	return typeof value === 'string';
}

function isNumber(value: unknown): value is number {
	return typeof value === 'number' && Number.isFinite(value);
}

function isFlag(value: unknown): value is boolean {
	return typeof value === 'boolean';
}

function isType(value: unknown): value is SchemaType {
	return value === 'object' || value === 'array' || value === 'string' || value === 'integer' || value === 'number' || value === 'boolean';
}

function isListType(value: unknown): value is 'atomic' | 'set' | 'map' {
	return value === 'atomic' || value === 'set' || value === 'map';
}
