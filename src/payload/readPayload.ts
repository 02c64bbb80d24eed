import { field, fieldsOf, integer, list, listOfObjects, object, present, text, textMap, type Fields } from './reading';
import { readCIConfiguration, readQualifiersSummary } from './readQualifiers';
import type {
	Condition,
	JobRunResult,
	JobStatus,
	ManagedFieldsEntry,
	ObjectMeta,
	PayloadCreationConfig,
	PayloadVerificationConfig,
	ReleaseJobResult,
	ReleasePayload,
	ReleasePayloadSpec,
	ReleasePayloadStatus,
} from './releasePayload';

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

/** The `metadata` of any object, as served in whole objects, partial metadata and tables. */
export function readMetadata(value: unknown): ObjectMeta {
	const from = fieldsOf(value);
	return present({
		name: text(from, 'name'),
		namespace: text(from, 'namespace'),
		uid: text(from, 'uid'),
		resourceVersion: text(from, 'resourceVersion'),
		generation: integer(from, 'generation'),
		creationTimestamp: text(from, 'creationTimestamp'),
		labels: textMap(from, 'labels'),
		annotations: textMap(from, 'annotations'),
		managedFields: listOfObjects(from, 'managedFields', readManagedFieldsEntry),
	});
}

/** What places a row before its object is read: who it is, when it was made, its labels. Lists of names are long, and managed fields their bulk. */
export function readIdentity(value: unknown): ObjectMeta {
	const from = fieldsOf(value);
	return present({
		name: text(from, 'name'),
		namespace: text(from, 'namespace'),
		uid: text(from, 'uid'),
		resourceVersion: text(from, 'resourceVersion'),
		creationTimestamp: text(from, 'creationTimestamp'),
		labels: textMap(from, 'labels'),
	});
}

function readManagedFieldsEntry(from: Fields): ManagedFieldsEntry {
	return {
		...present({
			manager: text(from, 'manager'),
			operation: text(from, 'operation'),
			subresource: text(from, 'subresource'),
			time: text(from, 'time'),
		}),
		ownsOverride: ownsOverride(from),
	};
}

/** Who only created the object owns an empty `payloadOverride` too: it must be the value or the reason, or all of it. */
function ownsOverride(entry: Fields): boolean {
	const spec = fieldsOf(field(fieldsOf(field(entry, 'fieldsV1')), 'f:spec'));
	if (!Object.hasOwn(spec, 'f:payloadOverride')) return false;
	const owned = fieldsOf(spec['f:payloadOverride']);
	return Object.keys(owned).length === 0 || Object.hasOwn(owned, 'f:override') || Object.hasOwn(owned, 'f:reason');
}

function readSpec(from: Fields): ReleasePayloadSpec {
	return present({
		payloadCoordinates: object(from, 'payloadCoordinates', (each) =>
			present({
				namespace: text(each, 'namespace'),
				streamName: text(each, 'streamName'),
				imagestreamName: text(each, 'imagestreamName'),
				imagestreamTagName: text(each, 'imagestreamTagName'),
			}),
		),
		payloadCreationConfig: object(from, 'payloadCreationConfig', readCreationConfig),
		payloadOverride: object(from, 'payloadOverride', (each) => present({ override: text(each, 'override'), reason: text(each, 'reason') })),
		payloadVerificationConfig: object(from, 'payloadVerificationConfig', readVerificationConfig),
		releaseCoordinates: list(from, 'releaseCoordinates', (each) =>
			present({ repository: text(each, 'repository'), tag: text(each, 'tag'), digest: text(each, 'digest') }),
		),
		payloadType: text(from, 'payloadType'),
	});
}

function readCreationConfig(from: Fields): PayloadCreationConfig {
	return present({
		releaseCreationCoordinates: object(from, 'releaseCreationCoordinates', (each) =>
			present({ namespace: text(each, 'namespace'), releaseCreationJobName: text(each, 'releaseCreationJobName') }),
		),
		prowCoordinates: object(from, 'prowCoordinates', (each) => present({ namespace: text(each, 'namespace') })),
		releaseMirrorCoordinates: object(from, 'releaseMirrorCoordinates', (each) =>
			present({ namespace: text(each, 'namespace'), releaseMirrorJobName: text(each, 'releaseMirrorJobName') }),
		),
	});
}

function readVerificationConfig(from: Fields): PayloadVerificationConfig {
	return present({
		blockingJobs: list(from, 'blockingJobs', readCIConfiguration),
		informingJobs: list(from, 'informingJobs', readCIConfiguration),
		upgradeJobs: list(from, 'upgradeJobs', readCIConfiguration),
		payloadVerificationDataSource: text(from, 'payloadVerificationDataSource'),
	});
}

function readStatus(from: Fields): ReleasePayloadStatus {
	return present({
		conditions: listOfObjects(from, 'conditions', readCondition),
		releaseCreationJobResult: object(from, 'releaseCreationJobResult', readJobResult),
		releaseMirrorJobResult: object(from, 'releaseMirrorJobResult', readJobResult),
		blockingJobResults: list(from, 'blockingJobResults', readJobStatus),
		informingJobResults: list(from, 'informingJobResults', readJobStatus),
		upgradeJobResults: list(from, 'upgradeJobResults', readJobStatus),
		analysisJobResults: list(from, 'analysisJobResults', readJobStatus),
		qualifiersSummary: object(from, 'qualifiersSummary', readQualifiersSummary),
	});
}

function readCondition(from: Fields): Condition {
	return present({
		type: text(from, 'type'),
		status: text(from, 'status'),
		reason: text(from, 'reason'),
		message: text(from, 'message'),
		lastTransitionTime: text(from, 'lastTransitionTime'),
		observedGeneration: integer(from, 'observedGeneration'),
	});
}

function readJobResult(from: Fields): ReleaseJobResult {
	return present({
		coordinates: object(from, 'coordinates', (each) => present({ name: text(each, 'name'), namespace: text(each, 'namespace') })),
		status: text(from, 'status'),
		message: text(from, 'message'),
	});
}

/** One entry of a result list, also outside a whole payload. */
export function readJobStatus(from: Fields): JobStatus {
	return present({
		ciConfigurationName: text(from, 'ciConfigurationName'),
		ciConfigurationJobName: text(from, 'ciConfigurationJobName'),
		name: text(from, 'name'),
		maxRetries: integer(from, 'maxRetries'),
		analysisJobCount: integer(from, 'analysisJobCount'),
		state: text(from, 'state'),
		results: list(from, 'results', readJobRun),
	});
}

/** One run of a job, also outside a whole payload. */
export function readJobRun(from: Fields): JobRunResult {
	return present({
		coordinates: object(from, 'coordinates', (each) =>
			present({ name: text(each, 'name'), namespace: text(each, 'namespace'), cluster: text(each, 'cluster') }),
		),
		startTime: text(from, 'startTime'),
		completionTime: text(from, 'completionTime'),
		state: text(from, 'state'),
		humanProwResultsURL: text(from, 'humanProwResultsURL'),
		upgradeType: text(from, 'upgradeType'),
	});
}
