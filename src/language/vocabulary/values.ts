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
	let above: string | number = '';
	for (const part of path) {
		if (typeof part === 'number') place += '[]';
		else if (above === 'qualifiers' || above === 'jiraNotifications') place += '.*';
		else place += place === '' ? part : `.${part}`;
		above = part;
	}
	return place;
}

/** Values for a field: what the CRD allows, else what the Go constants of that generation of the API name. */
export function knownValues(place: string, node: SchemaNode | undefined, olderShape: boolean): readonly KnownValue[] {
	const name = place.slice(place.lastIndexOf('.') + 1);
	const words = mayBeNamed.has(name) || name.endsWith('_state') ? namedValues.find(([where]) => where.test(place))?.[1](olderShape) : undefined;
	if (words) return Object.entries(words).map(([value, meaning]) => ({ value, meaning }));
	const listed = node?.enumeration?.filter((value) => typeof value === 'string') ?? [];
	return (listed.length === 0 && node?.type === 'boolean' ? ['true', 'false'] : listed).map((value) => ({ value, meaning: '' }));
}

/** What one of the values means; undefined for a value that is not known. */
export function meaningOfValue(place: string, node: SchemaNode | undefined, value: string): string | undefined {
	const known = [false, true].flatMap((older) => knownValues(place, node, older));
	return known.find((each) => each.value === value && each.meaning !== '')?.meaning;
}

/** Words and their meanings, in the order in which they are offered. */
type Words = Readonly<Record<string, string>>;

/** Words that say it all. */
const plainly = (...words: readonly string[]): Words => Object.fromEntries(words.map((word) => [word, '']));

/** Fields of other names are not looked for among these: it is asked at every key press. */
const mayBeNamed: ReadonlySet<string> = new Set('apiVersion kind override payloadType payloadVerificationDataSource payloadBadgeStatus priority overPeriod type status state aggregateState upgradeType'.split(' '));

/** Where a field stands, and its words, in the older shape or today's. */
const namedValues: readonly (readonly [where: RegExp, words: (olderShape: boolean) => Words])[] = [
	[/^apiVersion$/, () => plainly('release.openshift.io/v1alpha1')],
	[/^kind$/, () => plainly('ReleasePayload')],
	[/^spec\.payloadOverride\.override$/, () => ({ Accepted: l10n.t('A person accepts the payload, whatever its jobs say.'), Rejected: l10n.t('A person rejects the payload, whatever its jobs say.') })],
	[/^spec\.payloadType$/, () => ({ Local: l10n.t('The image is in an image stream of the cluster.'), Reference: l10n.t('The image is only in an external repository.') })],
	[/^spec\.payloadVerificationConfig\.payloadVerificationDataSource$/, () => ({ BuildFarmLookup: l10n.t('Results come from the ProwJobs.'), ImageStreamTagAnnotation: l10n.t('Results come from the annotation of old release tags.') })],
	[/^(?!status).*\.payloadBadgeStatus$/, () => ({
		Yes: l10n.t('The badge is always shown on lists.'),
		No: l10n.t('The badge is never shown on lists.'),
		OnSuccess: l10n.t('The badge is shown on lists when the jobs passed.'),
		OnFailure: l10n.t('The badge is shown on lists when a job failed.'),
	})],
	[/^metadata\.labels\.release\.openshift\.io\/.+_state$/, () => ({ Accepted: l10n.t('The team approves the payload.'), Rejected: l10n.t('The team does not approve the payload.') })],
	[/^(?!status).*\.escalations\[\]\.priority$/, () => plainly('Blocker', 'Critical', 'Major', 'Normal', 'Minor', 'Trivial')],
	[/^(?!status).*\.escalations\[\]\.overPeriod$/, () => plainly('24h', '2d', '1w')],
	[/^status\.conditions\[\]\.type$/, (olderShape) => ({
		PayloadAccepted: l10n.t('The payload passed, or a person accepted it.'),
		PayloadCreated: l10n.t('The release image is built.'),
		PayloadFailed: l10n.t('The release image could not be built.'),
		...(!olderShape && { PayloadMirrorFailed: l10n.t('The image could not be copied to the external registry.'), PayloadMirrored: l10n.t('The image is in the external registry.') }),
		PayloadRejected: l10n.t('A blocking job failed, or a person rejected the payload.'),
	})],
	[/^status\.conditions\[\]\.status$/, () => plainly('True', 'False', 'Unknown')],
	[/^status\.release(?:Creation|Mirror)JobResult\.status$/, () => plainly('Unknown', 'Success', 'Failed')],
	[/^status.*(?:JobResults\[\]\.state|\.aggregateState)$/, (olderShape) => ({
		Pending: l10n.t('A run is under way, or a retry is still to come.'),
		...(olderShape ? { Failed: l10n.t('The job failed; today it says Failure.') } : { Failure: l10n.t('The job failed for good.') }),
		Success: l10n.t('The job passed.'),
		...(olderShape ? { Ignored: l10n.t('The job is not looked at.') } : { Unknown: l10n.t('No run yet, or none that tells.') }),
	})],
	[/^status.*\.results\[\]\.state$/, (olderShape) => ({
		Triggered: l10n.t('The ProwJob exists and is not scheduled yet.'),
		Pending: l10n.t('The run is under way.'),
		Failure: l10n.t('The run failed.'),
		Success: l10n.t('The run passed.'),
		Aborted: l10n.t('The run was ended early; it counts as failed.'),
		Error: l10n.t('The run could not be scheduled; it counts as failed.'),
		...(olderShape ? { Ignored: l10n.t('The run is not looked at.') } : { Scheduling: l10n.t('Prow looks for a place to run it.'), Unknown: l10n.t('Prow says something else.') }),
	})],
	[/^status.*\.upgradeType$/, () => ({ upgrade: l10n.t('Within the same minor version, or down.'), 'upgrade-minor': l10n.t('To a later minor version.') })],
];
