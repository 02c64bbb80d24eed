import { createHash } from 'node:crypto';
import { asList, asObject, at, isList, isObject, objectOf, toText, type Json, type JsonObject } from './json';
import { apiVersionOf, payloads } from './resource';

const schemaName = 'io.openshift.release.v1alpha1.ReleasePayload';
const groupVersionKind = { group: payloads.group, version: payloads.version, kind: payloads.kind };

/** Names what is published at a path: in the index, and as its ETag. */
export function hashOf(definition: JsonObject | undefined, path: string): string {
	return createHash('sha256').update(toText(definition ?? {})).update(path).digest('hex').slice(0, 32).toUpperCase();
}

export function openApiIndex(definition: JsonObject | undefined): JsonObject {
	const entry = (path: string): readonly [string, JsonObject] => {
		return [path, { serverRelativeURL: `/openapi/v3/${path}?hash=${hashOf(definition, `/openapi/v3/${path}`)}` }];
	};
	return { paths: objectOf([entry('api/v1'), ...(definition === undefined ? [] : [entry(`apis/${apiVersionOf(payloads)}`)])]) };
}

/** One document for each group and version; undefined when there is none. */
export function openApiV3(groupVersion: string, definition: JsonObject | undefined): JsonObject | undefined {
	const parameter = (name: string, type: string): JsonObject => ({ name, in: 'query', schema: { type, uniqueItems: true } });
	const top = { openapi: '3.0.0', info: { title: 'Kubernetes', version: 'v1.36.0+demo' } };
	if (groupVersion === 'api/v1') return { ...top, paths: namespacePaths(parameter), components: { schemas: metadataSchemas('#/components/schemas/') } };
	if (definition === undefined || groupVersion !== `apis/${apiVersionOf(payloads)}`) return undefined;
	const schemas = { [schemaName]: payloadSchema(definition), ...metadataSchemas('#/components/schemas/') };
	return { ...top, paths: paths(parameter), components: { schemas } };
}

export function openApiV2(definition: JsonObject | undefined): JsonObject {
	const served = definition !== undefined;
	return {
		swagger: '2.0',
		info: { title: 'Kubernetes', version: 'v1.36.0+demo' },
		paths: served ? paths((name, type) => ({ name, in: 'query', type, uniqueItems: true })) : {},
		definitions: served ? { [schemaName]: withReferences(payloadSchema(definition), '#/definitions/'), ...metadataSchemas('#/definitions/') } : {},
	};
}

type Parameter = (name: string, type: string) => JsonObject;

function operationOf(kind: JsonObject, parameter: Parameter): (action: string) => JsonObject {
	return (action) => ({
		operationId: `${action}${typeof kind['kind'] === 'string' ? kind['kind'] : ''}`,
		'x-kubernetes-action': action,
		'x-kubernetes-group-version-kind': kind,
		parameters: [parameter('dryRun', 'string'), parameter('fieldManager', 'string'), parameter('fieldValidation', 'string')],
		responses: { '200': { description: 'OK' } },
	});
}

/** Clients look at namespaces to learn what a server can do with a `List`. */
function namespacePaths(parameter: Parameter): JsonObject {
	const operation = operationOf({ group: '', version: 'v1', kind: 'Namespace' }, parameter);
	return { '/api/v1/namespaces': { get: operation('list') }, '/api/v1/namespaces/{name}': { get: operation('get'), patch: operation('patch') } };
}

/** What clients look up here: which kind a path serves, and whether it can do a dry run and field validation. */
function paths(parameter: Parameter): JsonObject {
	const operation = operationOf(groupVersionKind, parameter);
	const collection = `/apis/${apiVersionOf(payloads)}/namespaces/{namespace}/${payloads.plural}`;
	const all = objectOf(['get', 'put', 'patch', 'delete'].map((method) => [method, operation(method)]));
	return { [collection]: { get: operation('list'), post: operation('post') }, [`${collection}/{name}`]: all, [`${collection}/{name}/status`]: all };
}

function payloadSchema(definition: JsonObject): JsonObject {
	const [version] = asList(at(definition, 'spec', 'versions'));
	const schema = asObject(at(version, 'schema', 'openAPIV3Schema'));
	const properties = asObject(schema['properties']);
	return {
		...schema,
		properties: {
			apiVersion: { description: 'Group and version of the object.', type: 'string' },
			kind: { description: 'Kind of the object.', type: 'string' },
			metadata: { description: 'Name, labels and history of the object.', allOf: [{ $ref: '#/components/schemas/io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta' }] },
			...objectOf(Object.entries(properties).filter(([key]) => !['apiVersion', 'kind', 'metadata'].includes(key))),
		},
		'x-kubernetes-group-version-kind': [groupVersionKind],
	};
}

/** Version 2 has its definitions elsewhere and does not know `nullable`, `allOf` around references and validation rules. */
function withReferences(value: Json, prefix: string): Json {
	if (isList(value)) return value.map((item) => withReferences(item, prefix));
	if (!isObject(value)) return value;
	const [reference] = asList(value['allOf']);
	if (isObject(reference) && typeof reference['$ref'] === 'string') return { $ref: reference['$ref'].replace('#/components/schemas/', prefix) };
	const kept = Object.entries(value).filter(([key]) => key !== 'nullable' && key !== 'x-kubernetes-validations');
	return objectOf(kept.map(([key, item]) => [key, item === undefined ? undefined : withReferences(item, prefix)]));
}

function metadataSchemas(prefix: string): JsonObject {
	const text = (description: string): JsonObject => ({ type: 'string', description });
	const map = (description: string): JsonObject => ({ type: 'object', description, additionalProperties: { type: 'string' } });
	const owner = 'io.k8s.apimachinery.pkg.apis.meta.v1.OwnerReference';
	const entry = 'io.k8s.apimachinery.pkg.apis.meta.v1.ManagedFieldsEntry';
	return {
		'io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta': {
			type: 'object',
			description: 'Metadata that every stored object has.',
			properties: {
				annotations: map('Free notes that tools keep on the object.'),
				creationTimestamp: { ...text('When the object was created; set by the server.'), format: 'date-time' },
				deletionGracePeriodSeconds: { type: 'integer', format: 'int64', description: 'Seconds that a deletion waits.' },
				deletionTimestamp: { ...text('Since when the object is to be deleted.'), format: 'date-time' },
				finalizers: { type: 'array', items: { type: 'string' }, description: 'Who has to tidy up before the object goes.' },
				generateName: text('Prefix of a name that the server makes.'),
				generation: { type: 'integer', format: 'int64', description: 'Counts changes of what is asked for.' },
				labels: map('Keys and values by which objects are selected.'),
				managedFields: { type: 'array', items: { $ref: prefix + entry }, description: 'Which client manages which fields.' },
				name: text('Name, unique in the namespace.'),
				namespace: text('Namespace of the object.'),
				ownerReferences: { type: 'array', items: { $ref: prefix + owner }, description: 'Objects that this one belongs to.' },
				resourceVersion: text('Version of the object, for comparison only.'),
				selfLink: text('No longer filled in.'),
				uid: text('Identity of the object over time and space.'),
			},
		},
		[entry]: {
			type: 'object',
			description: 'One client and the fields that it manages.',
			properties: {
				...objectOf(['apiVersion', 'fieldsType', 'manager', 'operation', 'subresource', 'time'].map((key) => [key, { type: 'string' }])),
				fieldsV1: { $ref: `${prefix}io.k8s.apimachinery.pkg.apis.meta.v1.FieldsV1` },
			},
		},
		'io.k8s.apimachinery.pkg.apis.meta.v1.FieldsV1': { type: 'object', description: 'The fields, as a tree.' },
		[owner]: {
			type: 'object',
			description: 'An object that owns this one.',
			properties: {
				...objectOf(['apiVersion', 'kind', 'name', 'uid'].map((key) => [key, { type: 'string' }])),
				blockOwnerDeletion: { type: 'boolean' },
				controller: { type: 'boolean' },
			},
			required: ['apiVersion', 'kind', 'name', 'uid'],
		},
	};
}
