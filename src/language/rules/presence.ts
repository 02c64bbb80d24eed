import type { ReleasePayload } from '../../payload/releasePayload';
import { contentOf, entries, scalarOf, textOf, type Spot } from '../document/spot';
import type { PayloadView } from './view';

/** Nothing is there, or nothing that counts: no key, null, or a text of blanks. A value of another type is something. */
export function isBlank(spot: Spot | undefined): boolean {
	const read = scalarOf(spot);
	return !spot || read?.type === 'null' || (read?.type === 'string' && read.value.trim() === '');
}

/** The text that stands there; '' for anything else and nothing at all. */
export function written(spot: Spot | undefined): string {
	return textOf(spot) ?? '';
}

export function isMap(spot: Spot | undefined): boolean {
	return spot !== undefined && contentOf(spot)?.kind === 'map';
}

/**
 * A whole object with something in its spec, so that it can lack something. Fragments, such as the text of a patch, say
 * neither kind nor apiVersion nor name; an empty spec is being written.
 */
export function isWhole(payload: PayloadView): boolean {
	return payload.text('kind') + payload.text('apiVersion') + payload.header.name !== '' && entries(payload.at('spec')).length > 0;
}

/** The deepest of these keys that is written as a map, where what is missing below it is reported; the root at worst. */
export function nearestMap(payload: PayloadView, ...path: readonly string[]): Spot {
	let found = payload.root;
	for (let steps = 1; steps <= path.length; steps++) {
		const spot = payload.at(...path.slice(0, steps));
		if (!spot || !isMap(spot)) break;
		found = spot;
	}
	return found;
}

/** The stored object, where there is one and it is known. */
export function storedOf({ surroundings: { live } }: PayloadView): ReleasePayload | undefined {
	return live === 'absent' ? undefined : live;
}

/** Meant for creation: the cluster has no such object or is not known, and nothing in the text speaks of a stored one. */
export function isNew({ surroundings: { live } }: PayloadView, speaksOfStored: boolean): boolean {
	return live === 'absent' || (!live && !speaksOfStored);
}

type Place = (payload: PayloadView, ...more: readonly string[]) => Spot | undefined;

function below(...path: readonly string[]): Place {
	return (payload, ...more) => payload.at(...path, ...more);
}

export const metadataAt = below('metadata');
export const specAt = below('spec');
export const coordinatesAt = below('spec', 'payloadCoordinates');
export const creationAt = below('spec', 'payloadCreationConfig');
export const creationJobAt = below('spec', 'payloadCreationConfig', 'releaseCreationCoordinates');
export const mirrorJobAt = below('spec', 'payloadCreationConfig', 'releaseMirrorCoordinates');
export const verificationAt = below('spec', 'payloadVerificationConfig');
export const overrideAt = below('spec', 'payloadOverride');
