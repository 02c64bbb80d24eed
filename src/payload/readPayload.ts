import { asInteger, asList, asMap, asObject, asObjects, asText, field, fieldsOf, shaped, type Fields } from './reading';
import { readCIConfiguration, readQualifiersSummary } from './readQualifiers';
import type { Condition, JobRunResult, JobStatus, ManagedFieldsEntry, ObjectMeta, ReleaseJobResult, ReleasePayload, ReleasePayloadSpec, ReleasePayloadStatus } from './releasePayload';

/** Who only created the object owns an empty `payloadOverride` too: it must be the value or the reason, or all of it. */
function ownsOverride(entry: Fields): boolean {
	const spec = fieldsOf(field(fieldsOf(field(entry, 'fieldsV1')), 'f:spec'));
	if (!Object.hasOwn(spec, 'f:payloadOverride')) return false;
	const owned = fieldsOf(spec['f:payloadOverride']);
	return Object.keys(owned).length === 0 || Object.hasOwn(owned, 'f:override') || Object.hasOwn(owned, 'f:reason');
}

const readWriter = shaped<Omit<ManagedFieldsEntry, 'ownsOverride'>>({ manager: asText, operation: asText, subresource: asText, time: asText });

function readManagedFieldsEntry(from: Fields): ManagedFieldsEntry {
	return { ...readWriter(from), ownsOverride: ownsOverride(from) };
}

const asLabels = asMap(asText);

const metadataFrom = shaped<ObjectMeta>({
	name: asText,
	namespace: asText,
	uid: asText,
	resourceVersion: asText,
	creationTimestamp: asText,
	labels: asLabels,
	generation: asInteger,
	annotations: asMap(asText),
	managedFields: asObjects(readManagedFieldsEntry),
});

/** The `metadata` of any object, as served in whole objects, partial metadata and tables. */
export function readMetadata(value: unknown): ObjectMeta {
	return metadataFrom(fieldsOf(value));
}

/**
 * What places a row before its object is read: who it is, when it was made, its labels. Field by field and not from a
 * table, which costs more than everything else of a first row: lists of names are long.
 */
export function readIdentity(value: unknown): ObjectMeta {
	const from = fieldsOf(value);
	const identity: { -readonly [K in keyof ObjectMeta]: ObjectMeta[K] } = {};
	const [name, namespace, uid] = [asText(field(from, 'name')), asText(field(from, 'namespace')), asText(field(from, 'uid'))];
	const [resourceVersion, creationTimestamp] = [asText(field(from, 'resourceVersion')), asText(field(from, 'creationTimestamp'))];
	const labels = asLabels(field(from, 'labels'));
	if (name !== undefined) identity.name = name;
	if (namespace !== undefined) identity.namespace = namespace;
	if (uid !== undefined) identity.uid = uid;
	if (resourceVersion !== undefined) identity.resourceVersion = resourceVersion;
	if (creationTimestamp !== undefined) identity.creationTimestamp = creationTimestamp;
	if (labels !== undefined) identity.labels = labels;
	return identity;
}

const jobLists = asList(readCIConfiguration);

const readSpec = shaped<ReleasePayloadSpec>({
	payloadCoordinates: asObject(shaped({ namespace: asText, streamName: asText, imagestreamName: asText, imagestreamTagName: asText })),
	payloadCreationConfig: asObject(
		shaped({
			releaseCreationCoordinates: asObject(shaped({ namespace: asText, releaseCreationJobName: asText })),
			prowCoordinates: asObject(shaped({ namespace: asText })),
			releaseMirrorCoordinates: asObject(shaped({ namespace: asText, releaseMirrorJobName: asText })),
		}),
	),
	payloadOverride: asObject(shaped({ override: asText, reason: asText })),
	payloadVerificationConfig: asObject(shaped({ blockingJobs: jobLists, informingJobs: jobLists, upgradeJobs: jobLists, payloadVerificationDataSource: asText })),
	releaseCoordinates: asList(shaped({ repository: asText, tag: asText, digest: asText })),
	payloadType: asText,
});

const readRun = shaped<JobRunResult>({
	coordinates: asObject(shaped({ name: asText, namespace: asText, cluster: asText })),
	startTime: asText,
	completionTime: asText,
	state: asText,
	humanProwResultsURL: asText,
	upgradeType: asText,
});

const results = asList(
	shaped<JobStatus>({ ciConfigurationName: asText, ciConfigurationJobName: asText, name: asText, maxRetries: asInteger, analysisJobCount: asInteger, state: asText, results: asList(readRun) }),
);

const jobResult = asObject(shaped<ReleaseJobResult>({ coordinates: asObject(shaped({ name: asText, namespace: asText })), status: asText, message: asText }));

const readStatus = shaped<ReleasePayloadStatus>({
	conditions: asObjects(shaped<Condition>({ type: asText, status: asText, reason: asText, message: asText, lastTransitionTime: asText, observedGeneration: asInteger })),
	releaseCreationJobResult: jobResult,
	releaseMirrorJobResult: jobResult,
	blockingJobResults: results,
	informingJobResults: results,
	upgradeJobResults: results,
	analysisJobResults: results,
	qualifiersSummary: asObject(readQualifiersSummary),
});

/**
 * The payload that a value from a cluster or a file holds. Never throws and never refuses: what is absent, null or of
 * another type is left out, unknown fields are dropped, fields of the older API are kept under their names there. An item
 * of a job list that is no object stays as an unnamed job, so that positions and counts are those of the source. Looks
 * only as deep as the resource is, however deep the value is.
 */
export function readPayload(value: unknown): ReleasePayload {
	const top = fieldsOf(value);
	return {
		metadata: readMetadata(field(top, 'metadata')),
		spec: readSpec(fieldsOf(field(top, 'spec'))),
		status: readStatus(fieldsOf(field(top, 'status'))),
	};
}
