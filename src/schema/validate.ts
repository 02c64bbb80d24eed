import { checkMetadata, checkMetadataChange } from './checkMetadata';
import { checkTransitions, checkValue } from './checkValue';
import { childNode, isEcho } from './checkNode';
import { fieldError, type FieldError, type Problem, type Stage } from './fieldError';
import { isDeeperThan, kindOf } from './kinds';
import { isObject } from './paths';
import { byText, readMetadata } from './readMetadata';
import { reshape } from './reshape';
import type { CompiledSchema, ObjectValue, Path, Value } from './schema';

/**
 * What of a write decides its answer.
 * - `create`, `update`: the main resource; `status` of the object is dropped unread, but unknown fields in it count.
 * - `updateStatus`: the status subresource; everything but `status` comes from `live`.
 * - `document`: for people who edit: all of the object is checked, its `status` as a status write would be, and a wrong
 *   kind or version does not hide the rest.
 */
export interface WriteFacts {
	readonly schema: CompiledSchema;
	readonly resource: ResourceIdentity;
	readonly verb: 'create' | 'update' | 'updateStatus' | 'document';
	/** Namespace of the request; undefined or empty skips the comparison. */
	readonly namespace?: string | undefined;
	/** The stored object that an update replaces; without it transition rules have nothing to compare and say nothing. */
	readonly live?: ObjectValue | undefined;
	/** Keys that the reader of the text saw twice (the value holds the last one). */
	readonly duplicates?: readonly Path[] | undefined;
	/** The name that the server made of `generateName`. */
	readonly generatedName?: string | undefined;
	/** False: unknown and duplicate fields are not mistakes (field validation Ignore and Warn). Default true. */
	readonly strict?: boolean | undefined;
}

export interface ResourceIdentity {
	readonly group: string;
	readonly version: string;
	readonly kind: string;
}

export interface Judgement {
	/** The object as it would be stored: pruned, nulls dropped, defaults filled in; undefined when it cannot be decoded. */
	readonly object: ObjectValue | undefined;
	/** Mistakes of all stages, stages in order. A server answers those of the first stage only: `answered`. */
	readonly errors: readonly FieldError[];
	/** Unknown and duplicate fields whatever `strict` says: what field validation Warn warns of. */
	readonly strictErrors: readonly FieldError[];
}

const deepest = 1_000;

/**
 * What an API server does with a decoded value: decode metadata, prune, default, validate (apiextensions-apiserver
 * pkg/apiserver/customresource_handler.go, pkg/registry/customresource). Takes anything, never throws; nesting beyond
 * 1,000 levels is told and not looked at.
 */
export function judgeWrite(value: unknown, facts: WriteFacts): Judgement {
	if (value === null || value === undefined) return judgeWrite({}, facts);
	if (!isObject(value)) return nothing(fieldError('envelope', [], { kind: 'notAnObject', found: kindOf(value) }));
	if (isDeeperThan(value, deepest)) return nothing(fieldError('decode', [], { kind: 'tooDeep' }));
	const { metadata: givenMetadata, ...rest } = value;
	const envelope = checkEnvelope(value, facts.resource);
	const ours = facts.verb === 'document' || versionOf(value, facts.resource) !== undefined;
	const reading = readMetadata(givenMetadata);
	const unknown: Path[] = [];
	const foreign = fieldsOfOtherVersion(value, facts.resource);
	const shaped = ours && (foreign.length === 0 || facts.verb === 'document') ? shape(rest, facts, unknown) : rest;
	for (const key of foreign) if (!unknown.some((path) => path.length === 1 && path[0] === key)) unknown.push([key]);
	const strictErrors = strictMistakes([...reading.unknown, ...unknown.sort(byText)], facts.duplicates ?? []);
	const stored = compose(value, shaped, reading.metadata, facts);
	const errors = [
		...envelope.filter(({ stage }) => stage === 'envelope'),
		...envelope.filter(({ stage }) => stage === 'decode'),
		...reading.mistakes,
		...(facts.strict === false ? [] : strictErrors),
		...checkNamespace(reading.metadata, facts.namespace),
		...validateObject(stored, envelope, facts, ours),
	];
	const undecodable = errors.some(({ stage, problem }) => stage === 'decode' || problem.kind === 'kindMissing');
	return { object: undecodable && facts.verb !== 'document' ? undefined : stored, errors, strictErrors };
}

const stageOrder: readonly Stage[] = ['envelope', 'decode', 'strict', 'namespace', 'schema'];

/**
 * The errors that a server tells: those of the first stage that has any, of decoding the first only. That the
 * apiVersion is another one is noticed after the strict stage, however.
 */
export function answered(errors: readonly FieldError[]): readonly FieldError[] {
	const late = errors.filter(({ problem }) => problem.kind === 'wrongApiVersion');
	const rest = errors.filter(({ problem }) => problem.kind !== 'wrongApiVersion');
	for (const stage of stageOrder) {
		if (stage === 'namespace' && late.length > 0) return late.slice(0, 1);
		const here = rest.filter((error) => error.stage === stage);
		if (here.length > 0) return stage === 'decode' || stage === 'envelope' ? here.slice(0, 1) : here;
	}
	return [];
}

/**
 * The errors that a person needs: without those that only follow from a wrong type at the same place (the server also
 * compares such a value with the enumeration and the bounds), and without the remark that rules were not asked.
 */
export function withoutEchoes(errors: readonly FieldError[]): readonly FieldError[] {
	const byPlace = new Map<string, Problem[]>();
	for (const { path, problem } of errors) {
		const place = JSON.stringify(path);
		const others = byPlace.get(place);
		if (!others) byPlace.set(place, [problem]);
		else others.push(problem);
	}
	return errors.filter(({ path, problem }) => !isEcho(problem, byPlace.get(JSON.stringify(path)) ?? []));
}

function nothing(error: FieldError): Judgement {
	return { object: undefined, errors: [error], strictErrors: [] };
}

/** Fields of a payload that says a version which is not served: without a schema the server knows only its `metadata`. */
export function fieldsOfOtherVersion(value: ObjectValue, resource: ResourceIdentity): readonly string[] {
	const version = versionOf(value, resource) ?? '';
	return version === '' || version === resource.version ? [] : Object.keys(value).filter((key) => key !== 'apiVersion' && key !== 'kind' && key !== 'metadata');
}

/** The version of our kind that an object says it has; undefined for other kinds. */
function versionOf({ apiVersion, kind }: ObjectValue, resource: ResourceIdentity): string | undefined {
	const [group, version, ...more] = typeof apiVersion === 'string' && kind === resource.kind ? apiVersion.split('/') : [];
	return group === resource.group && more.length === 0 ? version : undefined;
}

/** Type, presence and fit of apiVersion and kind; a kind that is another one is found as late as the schema stage. */
export function checkEnvelope(value: ObjectValue, { group, version, kind }: ResourceIdentity): readonly FieldError[] {
	const errors: FieldError[] = [];
	const tell = (stage: Stage, field: string, problem: Problem): void => { errors.push(fieldError(stage, [field], problem)); };
	const { apiVersion = '', kind: givenKind = '' } = value;
	for (const [field, given] of Object.entries({ apiVersion, kind: givenKind })) {
		if (given !== null && typeof given !== 'string') tell('decode', field, { kind: 'decode', found: kindOf(given), value: given, goType: 'string', goField: `.${field}` });
	}
	if (givenKind === null || givenKind === '') tell('envelope', 'kind', { kind: 'kindMissing' });
	const expected = `${group}/${version}`;
	if (apiVersion === null) tell('envelope', 'apiVersion', { kind: 'nullApiVersion' });
	else if (typeof apiVersion === 'string' && apiVersion !== expected) {
		const problem: Problem = apiVersion.split('/').length > 2 ? { kind: 'malformedApiVersion', value: apiVersion } : { kind: 'wrongApiVersion', value: apiVersion, expected };
		tell('envelope', 'apiVersion', problem);
	}
	if (typeof givenKind === 'string' && givenKind !== '' && givenKind !== kind) tell('schema', 'kind', { kind: 'wrongKind', value: givenKind, expected: kind });
	return errors;
}

function shape(rest: ObjectValue, facts: WriteFacts, unknown: Path[]): ObjectValue {
	const shaped = reshape(facts.schema.root, rest, (path) => unknown.push(path));
	return isObject(shaped) ? shaped : {};
}

function strictMistakes(unknown: readonly Path[], duplicates: readonly Path[]): readonly FieldError[] {
	return [
		...duplicates.map((path) => fieldError('strict', path, { kind: 'duplicateField' })),
		...unknown.map((path) => fieldError('strict', path, { kind: 'unknownField' })),
	];
}

/** An empty or missing namespace is taken from the request. */
export function checkNamespace(metadata: ObjectValue, expected: string | undefined): readonly FieldError[] {
	const value = metadata['namespace'];
	if (expected === undefined || expected === '' || typeof value !== 'string' || value === '' || value === expected) return [];
	return [fieldError('namespace', ['metadata', 'namespace'], { kind: 'namespace', value, expected })];
}

/** The object that is stored: `status` belongs to the status subresource, all else to the main resource. */
function compose(given: ObjectValue, shaped: ObjectValue, metadata: ObjectValue, facts: WriteFacts): ObjectValue {
	const named = facts.generatedName === undefined ? metadata : { ...metadata, name: facts.generatedName };
	const whole: [string, Value][] = Object.entries(shaped);
	if (given['metadata'] !== undefined || facts.generatedName !== undefined) whole.push(['metadata', named]);
	const order = Object.keys(given);
	whole.sort(([one], [other]) => place(order, one) - place(order, other));
	if (facts.verb === 'document') return Object.fromEntries(whole);
	const withoutStatus = whole.filter(([key]) => key !== 'status');
	const { live } = facts;
	if (facts.verb === 'updateStatus' && live) {
		return Object.fromEntries([...Object.entries(shapedLive(live, facts.schema)).filter(([key]) => key !== 'status'), ...whole.filter(([key]) => key === 'status')]);
	}
	const kept = facts.verb === 'update' && live ? Object.entries(live).filter(([key]) => key === 'status') : [];
	return Object.fromEntries([...withoutStatus, ...kept]);
}

function place(order: readonly string[], key: string): number {
	const at = order.indexOf(key);
	return at < 0 ? order.length : at;
}

const ownBusiness: ReadonlySet<string> = new Set(['metadata', 'status']);

function validateObject(stored: ObjectValue, envelope: readonly FieldError[], facts: WriteFacts, ours: boolean): readonly FieldError[] {
	const wrongKind = facts.verb === 'updateStatus' ? [] : envelope.filter(({ stage }) => stage === 'schema');
	if (!ours) return wrongKind;
	const metadata = isObject(stored['metadata']) ? stored['metadata'] : {};
	const errors: FieldError[] = [...wrongKind];
	const former = facts.live ? shapedLive(facts.live, facts.schema) : undefined;
	if (facts.verb !== 'updateStatus') {
		errors.push(...checkMetadata(metadata, `${facts.resource.group}/${facts.resource.version}`));
		if (facts.verb === 'update' && isObject(facts.live?.['metadata'])) errors.push(...checkMetadataChange(metadata, facts.live['metadata']));
		errors.push(...checkValue(facts.schema.root, stored, { path: [], within: 0, former, skip: ownBusiness }));
	}
	const checksStatus = facts.verb === 'updateStatus' || facts.verb === 'document';
	if (checksStatus && stored['status'] !== undefined) errors.push(...checkStatus(stored['status'], facts, former));
	if (facts.schema.hasRules && errors.some(isBlocking)) errors.push(fieldError('schema', [], { kind: 'rulesNotChecked' }));
	else if (former && facts.verb !== 'create') errors.push(...checkTransitions(facts.schema.root, stored, former, []));
	return errors;
}

function checkStatus(status: Value, facts: WriteFacts, former: ObjectValue | undefined): readonly FieldError[] {
	const node = childNode(facts.schema.root, 'status');
	return node ? checkValue(node, status, { path: ['status'], within: 1, former: former?.['status'] }) : [];
}

/** Stored objects get their defaults when they are read, so rules compare values with defaults on both sides. */
function shapedLive(live: ObjectValue, schema: CompiledSchema): ObjectValue {
	const { metadata, ...rest } = live;
	if (isDeeperThan(rest, deepest)) return live;
	const shaped = reshape(schema.root, rest, () => undefined);
	return { ...(isObject(shaped) ? shaped : {}), ...(metadata === undefined ? {} : { metadata }) };
}

/** Errors that keep the server from asking the rules (`hasBlockingErr`); it then says so in one error more. */
function isBlocking({ problem }: FieldError): boolean {
	switch (problem.kind) {
		case 'typeInvalid':
		case 'format':
		case 'required':
		case 'notSupported':
		case 'maxLength':
		case 'maxItems':
		case 'maxProperties':
			return true;
		case 'metadata':
			return problem.rule === 'nameMissing' || problem.rule === 'annotationsSize';
		default:
			return false;
	}
}
