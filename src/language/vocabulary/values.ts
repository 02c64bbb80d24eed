import * as l10n from '@vscode/l10n';
import type { Path, SchemaNode } from '../../schema/schema';

/** A value that a field is known to take. */
export interface KnownValue {
	readonly value: string;
	/** What it means, localised; '' when the value says it all. */
	readonly meaning: string;
}

/** A path without the names and numbers that do not matter: `status.blockingJobResults[].results[].state`. */
export function placeOf(path: Path): string {
	let place = '';
	for (const [index, part] of path.entries()) {
		if (typeof part === 'number') place += '[]';
		else if (path[index - 1] === 'qualifiers' || path[index - 1] === 'jiraNotifications') place += '.*';
		else place += index === 0 ? part : `.${part}`;
	}
	return place;
}

/** Values for a field: what the CRD allows, else what the Go constants of that generation of the API name. */
export function knownValues(place: string, node: SchemaNode | undefined, olderShape: boolean): readonly KnownValue[] {
	const named = namedValues(place, olderShape);
	if (named.length > 0) return named;
	const listed = (node?.enumeration ?? []).filter((value): value is string => typeof value === 'string');
	return plainly(...(listed.length === 0 && node?.type === 'boolean' ? ['true', 'false'] : listed));
}

/** What one of the values means; undefined for a value that is not known. */
export function meaningOfValue(place: string, node: SchemaNode | undefined, value: string): string | undefined {
	for (const older of [false, true]) {
		const known = knownValues(place, node, older).find((each) => each.value === value);
		if (known && known.meaning !== '') return known.meaning;
	}
	return undefined;
}

function values(...pairs: readonly (readonly [value: string, meaning: string])[]): readonly KnownValue[] {
	return pairs.map(([value, meaning]) => ({ value, meaning }));
}

/** Values that say it all. */
function plainly(...values: readonly string[]): readonly KnownValue[] {
	return values.map((value) => ({ value, meaning: '' }));
}

function namedValues(place: string, olderShape: boolean): readonly KnownValue[] {
	switch (place) {
		case 'apiVersion':
			return plainly('release.openshift.io/v1alpha1');
		case 'kind':
			return plainly('ReleasePayload');
		case 'spec.payloadOverride.override':
			return values(['Accepted', l10n.t('A person accepts the payload, whatever its jobs say.')], ['Rejected', l10n.t('A person rejects the payload, whatever its jobs say.')]);
		case 'spec.payloadType':
			return values(['Local', l10n.t('The image is in an image stream of the cluster.')], ['Reference', l10n.t('The image is only in an external repository.')]);
		case 'spec.payloadVerificationConfig.payloadVerificationDataSource':
			return values(['BuildFarmLookup', l10n.t('Results come from the ProwJobs.')], ['ImageStreamTagAnnotation', l10n.t('Results come from the annotation of old release tags.')]);
		default:
			return place.startsWith('status') ? statusValues(place, olderShape) : specValues(place);
	}
}

function specValues(place: string): readonly KnownValue[] {
	if (place.endsWith('.payloadBadgeStatus')) {
		return values(
			['Yes', l10n.t('The badge is always shown on lists.')],
			['No', l10n.t('The badge is never shown on lists.')],
			['OnSuccess', l10n.t('The badge is shown on lists when the jobs passed.')],
			['OnFailure', l10n.t('The badge is shown on lists when a job failed.')],
		);
	}
	if (/^metadata\.labels\.release\.openshift\.io\/.+_state$/.test(place)) return values(['Accepted', l10n.t('The team approves the payload.')], ['Rejected', l10n.t('The team does not approve the payload.')]);
	if (place.endsWith('.escalations[].priority')) return plainly('Blocker', 'Critical', 'Major', 'Normal', 'Minor', 'Trivial');
	if (place.endsWith('.escalations[].overPeriod')) return plainly('24h', '2d', '1w');
	return [];
}

function statusValues(place: string, olderShape: boolean): readonly KnownValue[] {
	if (place === 'status.conditions[].type') return conditionTypes(olderShape);
	if (place === 'status.conditions[].status') return plainly('True', 'False', 'Unknown');
	if (/^status\.release(?:Creation|Mirror)JobResult\.status$/.test(place)) return plainly('Unknown', 'Success', 'Failed');
	if (place.endsWith("JobResults[].state") || place.endsWith('.aggregateState')) return jobStates(olderShape);
	if (place.endsWith(".results[].state")) return runStates(olderShape);
	if (place.endsWith('.upgradeType')) {
		return values(['upgrade', l10n.t('Within the same minor version, or down.')], ['upgrade-minor', l10n.t('To a later minor version.')]);
	}
	return [];
}

function conditionTypes(olderShape: boolean): readonly KnownValue[] {
	const all = values(
		['PayloadAccepted', l10n.t('The payload passed, or a person accepted it.')],
		['PayloadCreated', l10n.t('The release image is built.')],
		['PayloadFailed', l10n.t('The release image could not be built.')],
		['PayloadMirrorFailed', l10n.t('The image could not be copied to the external registry.')],
		['PayloadMirrored', l10n.t('The image is in the external registry.')],
		['PayloadRejected', l10n.t('A blocking job failed, or a person rejected the payload.')],
	);
	return olderShape ? all.filter(({ value }) => !value.includes('Mirror')) : all;
}

function jobStates(olderShape: boolean): readonly KnownValue[] {
	const [failed, other] = olderShape
		? ([['Failed', l10n.t('The job failed; today it says Failure.')], ['Ignored', l10n.t('The job is not looked at.')]] as const)
		: ([['Failure', l10n.t('The job failed for good.')], ['Unknown', l10n.t('No run yet, or none that tells.')]] as const);
	return values(['Pending', l10n.t('A run is under way, or a retry is still to come.')], failed, ['Success', l10n.t('The job passed.')], other);
}

function runStates(olderShape: boolean): readonly KnownValue[] {
	return values(
		['Triggered', l10n.t('The ProwJob exists and is not scheduled yet.')],
		['Pending', l10n.t('The run is under way.')],
		['Failure', l10n.t('The run failed.')],
		['Success', l10n.t('The run passed.')],
		['Aborted', l10n.t('The run was ended early; it counts as failed.')],
		['Error', l10n.t('The run could not be scheduled; it counts as failed.')],
		...(olderShape ? ([['Ignored', l10n.t('The run is not looked at.')]] as const) : ([['Scheduling', l10n.t('Prow looks for a place to run it.')], ['Unknown', l10n.t('Prow says something else.')]] as const)),
	);
}
