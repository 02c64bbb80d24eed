import { compileSchema } from '../schema/compileSchema';
import { releasePayloadSchema } from '../schema/crd';
import { releasePayloadCrd } from '../schema/definition';
import type { FieldError } from '../schema/fieldError';
import { formatPath } from '../schema/paths';
import type { CompiledSchema, ObjectValue } from '../schema/schema';
import { judgeWrite } from '../schema/validate';
import { refusalOf, wording } from '../schema/wording';
import type { Admission, AdmissionFacts, Admitted } from './admission';
import { asList, asObject, asText, at, sorted, toText, type JsonObject } from './json';
import { apiVersionOf } from './resource';
import { failure, statusObject, StatusError, type StatusCause } from './statusError';

/** The CustomResourceDefinition as one posts it, with another schema than the usual one if given. */
export function payloadDefinition(openAPIV3Schema?: JsonObject): JsonObject {
	const definition = JSON.parse(JSON.stringify(releasePayloadCrd)) as JsonObject;
	if (openAPIV3Schema === undefined) return definition;
	const versions = asList(at(definition, 'spec', 'versions')).map((version) => ({ ...asObject(version), schema: { openAPIV3Schema } }));
	return { ...definition, spec: { ...asObject(definition['spec']), versions } };
}

/** Lets payloads in by the rules of their definition: pruned, with defaults, or refused in the server's words. */
export function payloadAdmission(openAPIV3Schema: unknown = releasePayloadSchema): Admission {
	const schema = compileSchema(openAPIV3Schema);
	return (object, facts) => admit(schema, object, facts);
}

function admit(schema: CompiledSchema, object: JsonObject, facts: AdmissionFacts): Admitted {
	const { verb, resource, namespace, live, validation, typing } = facts;
	const judgement = judgeWrite(sorted(object), {
		schema,
		resource,
		verb,
		namespace,
		live: live === undefined ? undefined : valueOf(live),
		strict: validation === 'Strict' && typing === undefined,
	});
	if (typing !== undefined) {
		const untyped = [...judgement.strictErrors, ...judgement.errors.filter(({ problem }) => problem.kind === 'typeInvalid')];
		if (untyped.length > 0) throw notTyped(untyped, object, facts);
	} else if (judgement.errors.length > 0) {
		throw refusalError(judgement.errors, object, facts);
	}
	const warnings = validation === 'Warn' && typing === undefined ? judgement.strictErrors.map(wording) : [];
	return { object: judgement.object === undefined ? object : (judgement.object as JsonObject), warnings };
}

/** Nothing but JSON comes in here, and absent keys have been dropped. */
function valueOf(object: JsonObject): ObjectValue {
	return sorted(object) as ObjectValue;
}

function refusalError(errors: readonly FieldError[], object: JsonObject, facts: AdmissionFacts): StatusError {
	const { resource, name } = facts;
	const kind = asText(object['kind']) ?? '';
	const named = asText(at(object, 'metadata', 'name')) ?? name;
	const text = toText(object);
	const refusal = refusalOf(errors, { resource, name: named, kind, apiVersion: asText(object['apiVersion']) ?? '', text });
	if (refusal === undefined) return failure(500, 'InternalError', 'Internal error occurred: a refusal without a reason');
	if (refusal.code === 400 && facts.door === 'patch') return patchRefusal(errors, text);
	if (refusal.code === 400) return failure(400, 'BadRequest', refusal.message);
	return failure(422, 'Invalid', refusal.message, { name: named, group: resource.group, kind, causes: refusal.causes.map((cause): StatusCause => ({ ...cause })) });
}

/** A patch is refused together with what it would have made of the object, whole. */
function patchRefusal(errors: readonly FieldError[], text: string): StatusError {
	const strict = errors.filter(({ stage }) => stage === 'strict');
	const [first] = errors;
	const why = strict.length > 0 ? `strict decoding error: ${strict.map(wording).join(', ')}` : first === undefined ? '' : wording(first);
	const message = `Invalid value: ${JSON.stringify(text)}: ${why}`;
	return failure(422, 'Invalid', ` "" is invalid: patch: ${message}`, { causes: [{ reason: 'FieldValueInvalid', message, field: 'patch' }] });
}

/** Server-side apply has a type for every field it merges, or gives up (structured-merge-diff). */
function notTyped(errors: readonly FieldError[], object: JsonObject, { resource, typing = '' }: AdmissionFacts): StatusError {
	const lines = errors.map(({ path, problem }) => {
		const place = `.${formatPath(path)}`;
		if (problem.kind !== 'typeInvalid') return `${place}: field not declared in schema`;
		return `${place}: expected ${problem.expected}, got &value.valueUnstructured{Value:${JSON.stringify(at(object, ...path.map(String)) ?? null)}}`;
	});
	const [only] = lines;
	const text = lines.length === 1 && only !== undefined ? only : ['errors:', ...lines.map((line) => `  ${line}`)].join('\n');
	const message = `failed to create typed patch object (${typing}; ${apiVersionOf(resource)}, Kind=${resource.kind}): ${text}`;
	return new StatusError(500, statusObject(500, '', message));
}
