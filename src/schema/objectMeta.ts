// `metadata` of any object, as an API server decodes it (apimachinery pkg/apis/meta/v1 ObjectMeta): Go's types for
// decoding mistakes, and descriptions for people who write a ReleasePayload.

import type { Schema } from './crd/building';
import type { SchemaType } from './schema';

type StructName = 'ObjectMeta' | 'OwnerReference' | 'ManagedFieldsEntry';

export type GoType = 'string' | 'types.UID' | 'v1.ManagedFieldsOperationType' | 'int64' | 'bool' | 'time' | 'any' | 'map[string]string' | '[]string' | `[]v1.${StructName}`;

/** Fields and what they are for; those without a type hold a text. */
type MetaFields = Readonly<Record<string, readonly [description: string, goType?: GoType]>>;

/** Go's structs, each with its fields in Go's order. */
export const metaStructs: Readonly<Record<StructName, MetaFields>> = {
	ObjectMeta: {
		name: ['Such as `4.22.0-0.nightly-2026-05-01-132406`: that of a release tag, else the payload is deleted within seconds.'],
		namespace: ['Such as `ocp`; the same as `spec.payloadCoordinates.namespace`. Left out: that of the current context.'],
		generateName: ['Start of a name that the server makes up: that of no release tag, so the payload is deleted.'],
		labels: ['Texts of up to 63 characters to select objects by. A team approves by `release.openshift.io/<team>_state`.', 'map[string]string'],
		annotations: ['Free texts, 256 KiB in all.', 'map[string]string'],
		finalizers: ['Tasks that must end before the object goes.', '[]string'],
		ownerReferences: ['Objects without which this one is deleted.', '[]v1.OwnerReference'],
		uid: ['Identity of the object, given by the server.', 'types.UID'],
		resourceVersion: ['Version of the stored object. Writes with an older one are refused.'],
		generation: ['Counts the changes of `spec`. Set by the server.', 'int64'],
		creationTimestamp: ['When it was stored. Set by the server.', 'time'],
		deletionTimestamp: ['When deletion was asked for. Set by the server.', 'time'],
		deletionGracePeriodSeconds: ['Seconds until deletion. Set by the server.', 'int64'],
		managedFields: ['Who last wrote which field. Set by the server.', '[]v1.ManagedFieldsEntry'],
		selfLink: ['Its address on old servers.'],
	},
	OwnerReference: {
		apiVersion: ['API version of the owner.'],
		kind: ['Kind of the owner.'],
		name: ['Name of the owner.'],
		uid: ['Identity of the owner.', 'types.UID'],
		controller: ['Whether this owner is the one that controls.', 'bool'],
		blockOwnerDeletion: ['Whether its deletion waits for this object.', 'bool'],
	},
	ManagedFieldsEntry: {
		manager: ['Program, such as `kubectl-edit`.'],
		operation: ['`Apply` (server-side) or `Update`.', 'v1.ManagedFieldsOperationType'],
		apiVersion: ['API version of the fields.'],
		time: ['When they were last changed.', 'time'],
		fieldsType: ['Always `FieldsV1`.'],
		fieldsV1: ['The fields, `f:` before each name.', 'any'],
		subresource: ['Subresource, such as `status`.'],
	},
};

/** The struct of the items of a list. */
export function structIn(goType: GoType): StructName | undefined {
	return goType === '[]v1.OwnerReference' ? 'OwnerReference' : goType === '[]v1.ManagedFieldsEntry' ? 'ManagedFieldsEntry' : undefined;
}

/** What JSON has for a type of Go. */
export function jsonType(goType: string): SchemaType {
	if (goType === 'bool') return 'boolean';
	if (goType === 'int64') return 'integer';
	if (goType.startsWith('[]')) return 'array';
	return /^(?:any|map.*|v1\.(?:ObjectMeta|OwnerReference|ManagedFieldsEntry))$/.test(goType) ? 'object' : 'string';
}

/** JSON schema of `metadata`, for completion, hover and the fields it knows. Its mistakes are found by `readMetadata`. */
export const objectMetaSchema = (): Schema => ({ ...schemaOf('ObjectMeta'), description: 'Name, place, labels and the server\'s own notes.' });

function schemaOf(struct: StructName): Schema {
	const properties = Object.entries(metaStructs[struct]).map(([name, [description, goType = 'string']]) => {
		const items = structIn(goType);
		return [name, { type: jsonType(goType), description, ...(items ? { items: schemaOf(items) } : keywords[goType]) }] as const;
	});
	return { type: 'object', properties: Object.fromEntries(properties) };
}

const text = { type: 'string' };
const keywords: Partial<Record<GoType, Schema>> = {
	int64: { format: 'int64' },
	time: { format: 'date-time' },
	any: { 'x-kubernetes-preserve-unknown-fields': true },
	'map[string]string': { additionalProperties: text },
	'[]string': { items: text },
};
