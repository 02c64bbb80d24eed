import { releasePayloadGroup, releasePayloadKind } from '../../payload/releasePayload';
import { contentOf, field, items, textOf, type Spot } from './spot';


const listKind = `${releasePayloadKind}List`;
const specKeys = ['payloadCoordinates', 'payloadCreationConfig', 'payloadOverride', 'payloadVerificationConfig', 'payloadType', 'releaseCoordinates'];
const statusKeys = ['blockingJobResults', 'informingJobResults', 'upgradeJobResults', 'analysisJobResults', 'releaseCreationJobResult'];

/** The payloads in a document: itself, or the items of a `List` or `ReleasePayloadList` (mixed kinds are allowed in a List). */
export function payloadsIn(root: Spot | undefined): readonly Spot[] {
	if (!root || contentOf(root)?.kind !== 'map') return [];
	const kind = textOf(field(root, 'kind'));
	if (kind === listKind) return items(field(root, 'items')).filter((item) => contentOf(item)?.kind === 'map' && !isOtherKind(item));
	if (kind === 'List') return items(field(root, 'items')).filter((item) => isPayload(item));
	return isPayload(root) ? [root] : [];
}

/** Whether a document declares nothing that a server could go by. */
export function isUndeclared(root: Spot | undefined): boolean {
	if (!root) return true;
	const kind = textOf(field(root, 'kind'));
	return kind === undefined || kind === '';
}

/** A list whose items need not say what they are. */
export function isTypedList(root: Spot | undefined): boolean {
	return textOf(field(root, 'kind')) === listKind;
}

export function isPayloadList(root: Spot | undefined): boolean {
	const kind = textOf(field(root, 'kind'));
	return kind === listKind || kind === 'List';
}

/** By kind or API group, however they are cased or cut off, else by fields that no other resource has. */
function isPayload(spot: Spot): boolean {
	const kind = textOf(field(spot, 'kind'))?.trim() ?? '';
	const version = textOf(field(spot, 'apiVersion'))?.trim() ?? '';
	if (version.toLowerCase().startsWith(`${releasePayloadGroup}/`)) return true;
	if (/^release-?payloads?$/i.test(kind)) return true;
	if (kind !== '' && version !== '' && !/release/i.test(kind + version)) return false;
	const spec = field(spot, 'spec');
	const status = field(spot, 'status');
	return specKeys.some((key) => field(spec, key) !== undefined) || statusKeys.some((key) => field(status, key) !== undefined);
}

function isOtherKind(spot: Spot): boolean {
	const kind = textOf(field(spot, 'kind'));
	return kind !== undefined && kind !== '' && !isPayload(spot);
}
