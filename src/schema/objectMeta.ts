// `metadata` of any object, as an API server decodes it (apimachinery pkg/apis/meta/v1 ObjectMeta): Go's types for
// decoding mistakes, and descriptions for people who write a ReleasePayload.

export type GoType = 'string' | 'types.UID' | 'v1.ManagedFieldsOperationType' | 'int64' | 'bool' | 'time' | 'any' | 'map[string]string' | '[]string' | '[]v1.OwnerReference' | '[]v1.ManagedFieldsEntry';

export interface MetaField {
	readonly name: string;
	readonly goType: GoType;
	readonly description: string;
}

export const objectMetaFields: readonly MetaField[] = [
	{ name: 'name', goType: 'string', description: 'Name of the payload, such as `4.22.0-0.nightly-2026-05-01-132406`. It must be that of a release tag: else the payload is deleted within seconds.' },
	{ name: 'namespace', goType: 'string', description: 'Namespace of the payload, such as `ocp` or `origin`; the same as `spec.payloadCoordinates.namespace`. Left out: that of the current context.' },
	{ name: 'generateName', goType: 'string', description: 'Start of a name that the server makes up. Not for payloads: it is that of no release tag, and the payload is deleted.' },
	{ name: 'labels', goType: 'map[string]string', description: 'Texts of up to 63 characters by which objects are selected. A team approves by `release.openshift.io/<team>_state`: `Accepted` or `Rejected`.' },
	{ name: 'annotations', goType: 'map[string]string', description: 'Free texts for people and tools, 256 KiB in all.' },
	{ name: 'finalizers', goType: '[]string', description: 'Tasks that must end before the object goes.' },
	{ name: 'ownerReferences', goType: '[]v1.OwnerReference', description: 'Objects without which this one is deleted.' },
	{ name: 'uid', goType: 'types.UID', description: 'Identity of the object, given by the server.' },
	{ name: 'resourceVersion', goType: 'string', description: 'Version of the stored object. A write with an older one is refused as a conflict.' },
	{ name: 'generation', goType: 'int64', description: 'Counts the changes of `spec`. Set by the server.' },
	{ name: 'creationTimestamp', goType: 'time', description: 'When the object was stored. Set by the server.' },
	{ name: 'deletionTimestamp', goType: 'time', description: 'When deletion was asked for. Set by the server.' },
	{ name: 'deletionGracePeriodSeconds', goType: 'int64', description: 'Seconds until deletion. Set by the server.' },
	{ name: 'managedFields', goType: '[]v1.ManagedFieldsEntry', description: 'Which client last wrote which field, and when; programs, never people. Set by the server.' },
	{ name: 'selfLink', goType: 'string', description: 'Address of the object on old servers.' },
];

export const ownerReferenceFields: readonly MetaField[] = [
	{ name: 'apiVersion', goType: 'string', description: 'API version of the owner.' },
	{ name: 'kind', goType: 'string', description: 'Kind of the owner.' },
	{ name: 'name', goType: 'string', description: 'Name of the owner.' },
	{ name: 'uid', goType: 'types.UID', description: 'Identity of the owner.' },
	{ name: 'controller', goType: 'bool', description: 'Whether the owner controls the object. One at most does.' },
	{ name: 'blockOwnerDeletion', goType: 'bool', description: 'Whether the owner waits for this object when it is deleted.' },
];

export const managedFieldsEntryFields: readonly MetaField[] = [
	{ name: 'manager', goType: 'string', description: 'Program that wrote the fields, such as `kubectl-edit`.' },
	{ name: 'operation', goType: 'v1.ManagedFieldsOperationType', description: '`Apply`, server-side, or `Update`, anything else.' },
	{ name: 'apiVersion', goType: 'string', description: 'API version of the list.' },
	{ name: 'time', goType: 'time', description: 'When the program last changed them.' },
	{ name: 'fieldsType', goType: 'string', description: 'Format of the list: `FieldsV1`.' },
	{ name: 'fieldsV1', goType: 'any', description: 'The fields, `f:` before a name.' },
	{ name: 'subresource', goType: 'string', description: 'Subresource that was written, such as `status`.' },
];

/** JSON schema of `metadata`, for completion, hover and the fields it knows. Its mistakes are found by `readMetadata`. */
export function objectMetaSchema(): unknown {
	return { ...objectOf(objectMetaFields), description: 'Name, place, labels and the server\'s own notes.' };
}

function objectOf(fields: readonly MetaField[]): Record<string, unknown> {
	const properties = fields.map(({ name, goType, description }): [string, unknown] => [name, { ...schemaOf(goType), description }]);
	return { type: 'object', properties: Object.fromEntries(properties) };
}

function schemaOf(goType: GoType): Record<string, unknown> {
	switch (goType) {
		case 'string':
		case 'types.UID':
		case 'v1.ManagedFieldsOperationType':
			return { type: 'string' };
		case 'int64':
			return { type: 'integer', format: 'int64' };
		case 'bool':
			return { type: 'boolean' };
		case 'time':
			return { type: 'string', format: 'date-time' };
		case 'any':
			return { type: 'object', 'x-kubernetes-preserve-unknown-fields': true };
		case 'map[string]string':
			return { type: 'object', additionalProperties: { type: 'string' } };
		case '[]string':
			return { type: 'array', items: { type: 'string' } };
		case '[]v1.OwnerReference':
			return { type: 'array', items: objectOf(ownerReferenceFields) };
		case '[]v1.ManagedFieldsEntry':
			return { type: 'array', items: objectOf(managedFieldsEntryFields) };
	}
}
