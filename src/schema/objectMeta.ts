// `metadata` of any object, as an API server decodes it (apimachinery pkg/apis/meta/v1 ObjectMeta): Go's types for
// decoding mistakes, and descriptions for people who write a ReleasePayload.

export type GoType = 'string' | 'types.UID' | 'v1.ManagedFieldsOperationType' | 'int64' | 'bool' | 'time' | 'any' | 'map[string]string' | '[]string' | '[]v1.OwnerReference' | '[]v1.ManagedFieldsEntry';

export interface MetaField {
	readonly name: string;
	readonly goType: GoType;
	readonly description: string;
}

export const objectMetaFields: readonly MetaField[] = [
	{ name: 'name', goType: 'string', description: 'Name of the payload. It must be the name of a release tag of the image stream, such as `4.22.0-0.nightly-2026-05-01-132406`: a payload whose name is no tag is deleted by the garbage collection within seconds. Cannot be changed.' },
	{ name: 'namespace', goType: 'string', description: 'Namespace of the payload, such as `ocp`, `ocp-arm64` or `origin`. It has to equal `spec.payloadCoordinates.namespace`. Left out, the namespace of the request or of the current context is taken.' },
	{ name: 'generateName', goType: 'string', description: 'Start of a name that the server completes with random characters when `name` is empty. Not for payloads: a made-up name belongs to no release tag, and the payload is deleted.' },
	{ name: 'labels', goType: 'map[string]string', description: 'Short texts by which objects are selected. A team approves or disapproves with `release.openshift.io/<team>_state` set to `Accepted` or `Rejected`; today the controllers set no label themselves. Values have at most 63 characters.' },
	{ name: 'annotations', goType: 'map[string]string', description: 'Free texts for people and tools, 256 KiB in all. The controllers put none on a payload.' },
	{ name: 'finalizers', goType: '[]string', description: 'Tasks that must end before the object goes. While one is left, a deleted payload stays, marked for deletion.' },
	{ name: 'ownerReferences', goType: '[]v1.OwnerReference', description: 'Objects on which this one depends; when the last of them is gone, the cluster deletes the payload.' },
	{ name: 'uid', goType: 'types.UID', description: 'Identity given by the server. A payload deleted and made again has another one.' },
	{ name: 'resourceVersion', goType: 'string', description: 'Version of the stored object. A write that carries an older one is refused as a conflict, so that nobody overwrites what they have not seen.' },
	{ name: 'generation', goType: 'int64', description: 'Counted up by the server with each change of `spec`; a change of `status` leaves it alone.' },
	{ name: 'creationTimestamp', goType: 'time', description: 'When the object was stored. Set by the server; what a manifest says is ignored. Templates often hold `null` here.' },
	{ name: 'deletionTimestamp', goType: 'time', description: 'When deletion was asked for. The object stays until its finalizers are done.' },
	{ name: 'deletionGracePeriodSeconds', goType: 'int64', description: 'Seconds the object may still live after deletion was asked for. Set by the server.' },
	{ name: 'managedFields', goType: '[]v1.ManagedFieldsEntry', description: 'Which client last wrote which field, and when. It names programs, never people. Kept by the server.' },
	{ name: 'selfLink', goType: 'string', description: 'Address of the object on old servers. No longer filled in.' },
];

export const ownerReferenceFields: readonly MetaField[] = [
	{ name: 'apiVersion', goType: 'string', description: 'API version of the owner. Required.' },
	{ name: 'kind', goType: 'string', description: 'Kind of the owner. Required.' },
	{ name: 'name', goType: 'string', description: 'Name of the owner, in the same namespace or without one. Required.' },
	{ name: 'uid', goType: 'types.UID', description: 'Identity of the owner: an object of the same name made later is not meant. Required.' },
	{ name: 'controller', goType: 'bool', description: 'Whether the owner is the controller of the object. One at most may be.' },
	{ name: 'blockOwnerDeletion', goType: 'bool', description: 'Whether the owner has to wait for this object when it is deleted in the foreground.' },
];

export const managedFieldsEntryFields: readonly MetaField[] = [
	{ name: 'manager', goType: 'string', description: 'Program that wrote the fields, such as `kubectl-edit` or `release-payload-controller`.' },
	{ name: 'operation', goType: 'v1.ManagedFieldsOperationType', description: 'How they were written: `Apply` (server-side apply) or `Update` (anything else).' },
	{ name: 'apiVersion', goType: 'string', description: 'Version of the API in which the fields are listed.' },
	{ name: 'time', goType: 'time', description: 'When the program last changed the set of fields or one of their values.' },
	{ name: 'fieldsType', goType: 'string', description: 'Format of the list of fields; `FieldsV1` is the only one.' },
	{ name: 'fieldsV1', goType: 'any', description: 'The fields: `f:` before a name, `k:` before the key of an item.' },
	{ name: 'subresource', goType: 'string', description: 'Subresource through which the fields were written, such as `status`; empty for the object itself.' },
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
