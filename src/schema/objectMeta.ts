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
		name: ['Such as `4.22.0-0.nightly-2026-05-01-132406`. It must be that of a release tag: else the payload is deleted within seconds.'],
		namespace: ['Such as `ocp` or `origin`; the same as `spec.payloadCoordinates.namespace`. Left out: that of the current context.'],
		generateName: ['Start of a name that the server makes up. It is that of no release tag, and the payload is deleted.'],
		labels: ['Texts of up to 63 characters by which objects are selected. A team approves by `release.openshift.io/<team>_state`: `Accepted` or `Rejected`.', 'map[string]string'],
		annotations: ['Free texts for people and tools, 256 KiB in all.', 'map[string]string'],
		finalizers: ['Tasks that must end before the object goes.', '[]string'],
		ownerReferences: ['Objects without which this one is deleted.', '[]v1.OwnerReference'],
		uid: ['Identity of the object, given by the server.', 'types.UID'],
		resourceVersion: ['Version of the stored object. A write with an older one is refused as a conflict.'],
		generation: ['Counts the changes of `spec`. Set by the server.', 'int64'],
		creationTimestamp: ['When the object was stored. Set by the server.', 'time'],
		deletionTimestamp: ['When deletion was asked for. Set by the server.', 'time'],
		deletionGracePeriodSeconds: ['Seconds until deletion. Set by the server.', 'int64'],
		managedFields: ['Which program last wrote which field, and when. Set by the server.', '[]v1.ManagedFieldsEntry'],
		selfLink: ['Address of the object on old servers.'],
	},
	OwnerReference: {
		apiVersion: ['API version of the owner.'],
		kind: ['Kind of the owner.'],
		name: ['Name of the owner.'],
		uid: ['Identity of the owner.', 'types.UID'],
		controller: ['Whether the owner controls the object. One at most does.', 'bool'],
		blockOwnerDeletion: ['Whether the owner waits for this object when it is deleted.', 'bool'],
	},
	ManagedFieldsEntry: {
		manager: ['Program that wrote the fields, such as `kubectl-edit`.'],
		operation: ['`Apply`, server-side, or `Update`, anything else.', 'v1.ManagedFieldsOperationType'],
		apiVersion: ['API version of the list.'],
		time: ['When the program last changed them.', 'time'],
		fieldsType: ['Format of the list: `FieldsV1`.'],
		fieldsV1: ['The fields, `f:` before a name.', 'any'],
		subresource: ['Subresource that was written, such as `status`.'],
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
