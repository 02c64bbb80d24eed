// How an API server puts a problem: the sentence, the cause, the whole Status. For the demo server; people get better words.

import type { FieldError, Problem } from './fieldError';
import { metadataWording } from './metadataWording';
import { formatPath, formatValue, quoteText } from './paths';
import type { Path, Value } from './schema';
import { quoteGo, timeDetail } from './timeWording';
import { answered, type ResourceIdentity } from './validate';

/** `reason` of a cause in a `Status` (apimachinery util/validation/field, meta/v1 CauseType). */
export type CauseReason =
	| 'FieldValueRequired'
	| 'FieldValueInvalid'
	| 'FieldValueTypeInvalid'
	| 'FieldValueNotSupported'
	| 'FieldValueTooLong'
	| 'FieldValueTooMany'
	| 'FieldValueDuplicate'
	| 'FieldValueForbidden';

export interface Cause {
	readonly reason: CauseReason;
	readonly message: string;
	readonly field: string;
}

/** What a `Status` of kind Failure says of refused input. Causes come with 422 only. */
export interface Refusal {
	readonly code: 400 | 422;
	readonly reason: 'BadRequest' | 'Invalid';
	readonly message: string;
	readonly causes: readonly Cause[];
}

export interface Request {
	readonly resource: ResourceIdentity;
	/** Name and kind as the object gives them. */
	readonly name: string;
	readonly kind: string;
	/** apiVersion as the object gives it. */
	readonly apiVersion: string;
	/** The body, for messages that quote it. */
	readonly text: string;
}

/** The answer of a server to errors of `judgeWrite`, or undefined when there is nothing to refuse. */
export function refusalOf(errors: readonly FieldError[], request: Request): Refusal | undefined {
	const told = answered(errors);
	const [first] = told;
	if (!first) return undefined;
	if (first.stage !== 'schema') return { code: 400, reason: 'BadRequest', message: badRequest(first, told, request), causes: [] };
	const causes = told.map(causeOf);
	const kind = first.problem.kind === 'wrongKind' ? first.problem.value : request.resource.kind;
	const sentences = [...new Set(causes.map(({ field, message }) => `${field}: ${message}`))];
	const message = `${kind}.${request.resource.group} "${request.name}" is invalid: ${sentences.length === 1 ? (sentences[0] ?? '') : `[${sentences.join(', ')}]`}`;
	return { code: 422, reason: 'Invalid', message, causes };
}

function badRequest(first: FieldError, told: readonly FieldError[], request: Request): string {
	const { resource, text } = request;
	const version = request.apiVersion.split('/').at(-1) ?? '';
	const unrecognized = `the object provided is unrecognized (must be of type ${resource.kind}): `;
	const excerpt = `(${excerptOf(text)})`;
	const { problem } = first;
	switch (problem.kind) {
		case 'wrongApiVersion':
			return `the API version in the data (${problem.value}) does not match the expected API version (${problem.expected})`;
		case 'namespace':
			return 'the namespace of the provided object does not match the namespace sent on the request';
		case 'kindMissing':
			return `${unrecognized}Object 'Kind' is missing in '${text}' ${excerpt}`;
		case 'malformedApiVersion':
			return `${unrecognized}unexpected GroupVersion string: ${problem.value} ${excerpt}`;
		case 'notAnObject':
			return `${unrecognized}couldn't get version/kind; json parse error: json: cannot unmarshal ${jsonKind(problem.found)} into Go value of type struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" } ${excerpt}`;
		case 'nullApiVersion':
			return `${request.kind} in version "" cannot be handled as a ${resource.kind}: .apiVersion accessor error: <nil> is of the type <nil>, expected string`;
		case 'decode':
			if (problem.goField.startsWith('.')) return `${unrecognized}couldn't get version/kind; json parse error: ${wording(first)} ${excerpt}`;
			return `${request.kind} in version ${JSON.stringify(version)} cannot be handled as a ${resource.kind}: ${wording(first)}`;
		default: {
			const handled = first.stage === 'strict' ? `strict decoding error: ${told.map(wording).join(', ')}` : wording(first);
			const as = first.stage === 'strict' ? request.kind : resource.kind;
			return `${request.kind} in version ${JSON.stringify(version)} cannot be handled as a ${as}: ${handled}`;
		}
	}
}

/** The start of the body, in hexadecimal when it does not look like a JSON object (summarizeData in endpoints/handlers). */
function excerptOf(text: string): string {
	if (text === '') return '<empty>';
	const bytes = new TextEncoder().encode(text);
	const start = bytes.slice(0, 30);
	const shown = text.startsWith('{') ? new TextDecoder().decode(start) : Array.from(start, (byte) => byte.toString(16).padStart(2, '0')).join('');
	return bytes.length > 30 ? `${shown} ...` : shown;
}

/** One cause of a 422. Keys of maps in `metadata` are not part of the field's name there. */
export function causeOf(error: FieldError): Cause {
	return { reason: causeReason(error.problem), message: wording(error), field: fieldOf(error) };
}

function fieldOf({ path, problem, within }: FieldError): string {
	if (problem.kind === 'numberRange' || problem.kind === 'combination') return formatPath(path.slice(0, within));
	if (problem.kind !== 'metadata') return formatPath(path);
	if (path[1] === 'ownerReferences') return formatPath(path.filter((part) => typeof part === 'string'));
	return path[1] === 'managedFields' ? formatPath(path) : formatPath(path.slice(0, 2));
}

export function causeReason(problem: Problem): CauseReason {
	switch (problem.kind) {
		case 'required':
			return 'FieldValueRequired';
		case 'typeInvalid':
		case 'format':
			return 'FieldValueTypeInvalid';
		case 'notSupported':
			return 'FieldValueNotSupported';
		case 'maxLength':
			return 'FieldValueTooLong';
		case 'maxItems':
		case 'maxProperties':
			return 'FieldValueTooMany';
		case 'repeatedItem':
			return 'FieldValueDuplicate';
		case 'metadata':
			if (problem.rule === 'nameMissing') return 'FieldValueRequired';
			if (problem.rule === 'annotationsSize') return 'FieldValueTooLong';
			return problem.rule === 'finalizerAdded' ? 'FieldValueForbidden' : 'FieldValueInvalid';
		default:
			return 'FieldValueInvalid';
	}
}

function invalid(value: Value, detail: string): string {
	return `Invalid value: ${formatValue(value)}: ${detail}`;
}

/** The server's own sentence on an error, without the field before it. */
export function wording({ path, problem, within }: FieldError): string {
	switch (problem.kind) {
		case 'unknownField':
			return `unknown field "${formatPath(path)}"`;
		case 'duplicateField':
			return `duplicate field "${formatPath(path)}"`;
		case 'decode':
			return `json: cannot unmarshal ${decoded(problem.found, problem.value)} into Go ${problem.goField === '' ? 'value' : `struct field ${problem.goField}`} of type ${problem.goType}`;
		case 'time':
			return `parsing time ${quoteGo(problem.value)}${timeDetail(problem.value)}`;
		case 'tooDeep':
			return 'json: exceeded max depth';
		case 'wrongKind':
			return invalid(problem.value, `must be ${problem.expected}`);
		case 'transition':
			return invalid(problem.value, problem.rule.message ?? `failed rule: ${problem.rule.rule}`);
		case 'metadata':
			return metadataWording(problem.rule, problem.value, problem.prefix ?? '');
		case 'rulesNotChecked':
			return 'Invalid value: null: some validation rules were not checked because the object was invalid; correct the existing errors to complete validation';
		case 'notAnObject':
		case 'kindMissing':
		case 'wrongApiVersion':
		case 'nullApiVersion':
		case 'malformedApiVersion':
		case 'namespace':
			return '';
		default:
			return schemaWording(problem, bodyPath(path.slice(within)));
	}
}

type SchemaProblem = Exclude<Problem, { readonly kind: 'unknownField' | 'duplicateField' | 'decode' | 'time' | 'tooDeep' | 'wrongKind' | 'transition' | 'metadata' | 'rulesNotChecked' | 'notAnObject' | 'kindMissing' | 'wrongApiVersion' | 'nullApiVersion' | 'malformedApiVersion' | 'namespace' }>;

function schemaWording(problem: SchemaProblem, place: string): string {
	switch (problem.kind) {
		case 'required':
			return 'Required value';
		case 'typeInvalid':
			return invalid(problem.found, `${place} in body must be of type ${problem.expected}: ${JSON.stringify(problem.found)}`);
		case 'format':
			return invalid(problem.value, `${place} in body must be of type ${problem.format}: ${quoteText(problem.value)}`);
		case 'numberRange':
			return invalid('', `Checked value must be of type ${problem.type} ${problem.format === undefined ? '(default format)' : `with format ${problem.format}`} in ${place}`);
		case 'notSupported':
			return `Unsupported value: ${formatValue(problem.value)}: supported values: ${problem.allowed.map((value) => JSON.stringify(typeof value === 'string' ? value : formatValue(value))).join(', ')}`;
		case 'minimum':
			return invalid(problem.value, `${place} in body should be greater than ${problem.exclusive ? '' : 'or equal to '}${problem.limit}`);
		case 'maximum':
			return invalid(problem.value, `${place} in body should be less than ${problem.exclusive ? '' : 'or equal to '}${problem.limit}`);
		case 'multipleOf':
			return invalid(problem.value, `${place} in body should be a multiple of ${problem.limit}`);
		case 'minLength':
			return invalid(problem.value, `${place} in body should be at least ${problem.limit} chars long`);
		case 'maxLength':
			return `Too long: may not be more than ${problem.limit} bytes`;
		case 'pattern':
			return invalid(problem.value, `${place} in body should match '${problem.pattern}'`);
		case 'minItems':
			return invalid(problem.size, `${place} in body should have at least ${problem.limit} items`);
		case 'minProperties':
			return invalid(problem.size, `${place} in body should have at least ${problem.limit} properties`);
		case 'maxItems':
		case 'maxProperties':
			return `Too many: ${problem.size}: must have at most ${problem.limit} items`;
		case 'uniqueItems':
			return invalid('', `${place} in body shouldn't contain duplicates`);
		case 'repeatedItem':
			return `Duplicate value: ${formatValue(problem.value)}`;
		case 'combination':
			return invalid('', combination(problem.which, place));
	}
}

function bodyPath(path: Path): string {
	return path.length === 0 ? '' : formatPath(path);
}

function combination(which: 'allOf' | 'anyOf' | 'oneOf' | 'not', place: string): string {
	if (which === 'not') return `${place} must not validate the schema (not)`;
	return `${place} must validate ${which === 'allOf' ? 'all the schemas (allOf)' : which === 'anyOf' ? 'at least one schema (anyOf)' : 'one and only one schema (oneOf)'}`;
}

function jsonKind(found: string): string {
	return found === 'integer' ? 'number' : found === 'boolean' ? 'bool' : found;
}

/** Numbers that do not fit an integer are quoted by Go's decoder, other values only named by their kind. */
function decoded(found: string, value: Value): string {
	return found === 'number' && (typeof value === 'number' || typeof value === 'bigint') ? `number ${value.toString()}` : jsonKind(found);
}
