import type { ReleasePayload } from '../../payload/releasePayload';
import { contentOf, entries, field, scalarOf, textOf, type Spot } from '../document/spot';
import type { PayloadFacts } from './view';

/** Nothing is there, or nothing that counts: no key, null, or a text of blanks. A value of another type is something. */
export function isBlank(spot: Spot | undefined): boolean {
	const read = scalarOf(spot);
	return !spot || read?.type === 'null' || (read?.type === 'string' && read.value.trim() === '');
}

/** The text that stands there; '' for anything else and nothing at all. */
export const written = (spot: Spot | undefined): string => textOf(spot) ?? '';

/** What stands under a key, else the whole that lacks it. */
export const partOf = (spot: Spot, key: string): Spot => field(spot, key) ?? spot;

export const isMap = (spot: Spot | undefined): spot is Spot => !!spot && contentOf(spot)?.kind === 'map';

/**
 * A whole object with something in its spec, so that it can lack something. Fragments, such as the text of a patch, say
 * neither kind nor apiVersion nor name; an empty spec is being written.
 */
export const isWhole = (payload: PayloadFacts): boolean => payload.text('kind') + payload.text('apiVersion') + payload.header.name !== '' && entries(payload.at('spec')).length > 0;

/** The stored object, where there is one and it is known. */
export const storedOf = ({ surroundings: { live } }: PayloadFacts): ReleasePayload | undefined => live === 'absent' ? undefined : live;

/** Meant for creation: the cluster has no such object or is not known, and nothing in the text speaks of a stored one. */
export const isNew = ({ surroundings: { live } }: PayloadFacts, speaksOfStored: boolean): boolean => live === 'absent' || (!live && !speaksOfStored);

/** Behind the name of the payload in that of its mirror Job. */
export const mirrorSuffix = '-alternate-mirror';

type Place = (payload: PayloadFacts, ...more: readonly string[]) => Spot | undefined;

const below =
	(...path: readonly string[]): Place =>
	(payload, ...more) =>
		payload.at(...path, ...more);

const creationPath = ['spec', 'payloadCreationConfig'];

export const metadataAt = below('metadata');
export const specAt = below('spec');
export const coordinatesAt = below('spec', 'payloadCoordinates');
export const creationAt = below(...creationPath);
export const creationJobAt = below(...creationPath, 'releaseCreationCoordinates');
export const prowAt = below(...creationPath, 'prowCoordinates');
export const mirrorJobAt = below(...creationPath, 'releaseMirrorCoordinates');
export const verificationAt = below('spec', 'payloadVerificationConfig');
export const overrideAt = below('spec', 'payloadOverride');

/** The first of these places below spec, from the inside, that is written as a map: there is reported what is missing in it; the root at worst. */
export const nearestMap = (payload: PayloadFacts, ...places: readonly Place[]): Spot => [...places, specAt].map((place) => place(payload)).find(isMap) ?? payload.root;
