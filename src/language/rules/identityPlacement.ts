import * as l10n from '@vscode/l10n';
import type { ReleaseName } from '../../payload/releaseName';
import { textOf, type Spot } from '../document/spot';
import { addField, replaceText } from '../findings/edits';
import { isBlank, isWhole, nearestMap, related, replaceFix } from './presence';
import type { Report, Rule } from './rule';
import type { PayloadView } from './view';

// N6–N8: whether stream, namespace and image stream are those that a release of this name belongs to.

const architectures = '(multi-2|multi|arm64|ppc64le|s390x|amd64)';

/** What a namespace or an image stream holds. */
interface Holding {
	readonly architecture: string;
	readonly private: boolean;
}

function holding(pattern: RegExp, text: string): Holding | undefined {
	const match = pattern.exec(text);
	return match === null ? undefined : { architecture: match[1] ?? 'amd64', private: match[2] !== undefined };
}

const streamDiffers: Rule = {
	code: 'N6',
	severity: 'warning',
	on: 'payload',
	check(payload, report) {
		const { release, streamName, releaseName } = payload.header;
		const spot = payload.at('spec', 'payloadCoordinates', 'streamName');
		if (spot === undefined || streamName === '' || release.flavour === undefined || release.stream === undefined || release.stream === streamName) return;
		report(spot, l10n.t('A release named "{0}" is of stream "{1}", not of "{2}".', releaseName, release.stream, streamName), {
			related: related(nameSpot(payload), l10n.t('The name of the release')),
			fixes: [replaceFix(spot, release.stream)],
		});
	},
};

const wrongPlace: Rule = {
	code: 'N7',
	severity: 'warning',
	on: 'payload',
	check(payload, report) {
		const { release, namespace, imagestreamName } = payload.header;
		if (release.flavour === undefined) return;
		const named: Holding = { architecture: release.architecture ?? 'amd64', private: release.private };
		const namespaceSpot = payload.at('metadata', 'namespace');
		const inNamespace = holding(new RegExp(`^ocp(?:-${architectures})?(-priv)?$`), namespace);
		if (namespaceSpot !== undefined && differ(named, inNamespace)) tellPlace(payload, namespaceSpot, namespace, report);
		const streamSpot = payload.at('spec', 'payloadCoordinates', 'imagestreamName');
		const inStream = holding(new RegExp(`^(?:(?:konflux-)?release|\\d+\\.\\d+-art-latest)(?:-${architectures})?(-priv)?$`), imagestreamName);
		if (streamSpot !== undefined && differ(named, inStream)) tellPlace(payload, streamSpot, imagestreamName, report);
	},
};

function differ(named: Holding, place: Holding | undefined): boolean {
	return place !== undefined && (place.architecture !== named.architecture || place.private !== named.private);
}

function tellPlace(payload: PayloadView, spot: Spot, place: string, report: Report): void {
	const { release, releaseName } = payload.header;
	const meant = withTokens(place, release);
	report(spot, l10n.t('"{0}" belongs elsewhere: by its name the release is of "{1}", and this is "{2}".', releaseName, meant, place), {
		related: related(nameSpot(payload), l10n.t('The name of the release')),
		fixes: [replaceFix(spot, meant)],
	});
}

/** `ocp`, `release-arm64` → the same for the architecture and privacy that the name spells. */
function withTokens(place: string, release: ReleaseName): string {
	const bare = place.replace(new RegExp(`(?:-${architectures})?(?:-priv)?$`), '');
	return `${bare}${tokens(release)}`;
}

function tokens({ architecture, private: isPrivate }: ReleaseName): string {
	return `${architecture === undefined || architecture === 'amd64' ? '' : `-${architecture}`}${isPrivate ? '-priv' : ''}`;
}

const oddImagestream: Rule = {
	code: 'N8',
	severity: 'warning',
	on: 'payload',
	check(payload, report) {
		const spot = payload.at('spec', 'payloadCoordinates', 'imagestreamName');
		if (isBlank(spot)) {
			if (isWhole(payload)) tellMissing(payload, spot, report);
			return;
		}
		const written = textOf(spot);
		if (spot === undefined || written === undefined) return;
		if (!/^release|^konflux-release|-art-latest/.test(written)) {
			const usual = usualImagestream(payload.header.release);
			report(spot, l10n.t('"{0}" is not named like an image stream that holds releases: the release tag is probably not found there.', written), {
				fixes: usual === undefined ? [] : [replaceFix(spot, usual, {})],
			});
		}
		labelDiffers(payload, written, report);
	},
};

function tellMissing(payload: PayloadView, spot: Spot | undefined, report: Report): void {
	const usual = usualImagestream(payload.header.release);
	const coordinates = payload.at('spec', 'payloadCoordinates');
	const edits = (text: string) => () => (spot !== undefined ? [replaceText(spot, text)] : coordinates === undefined ? [] : [addField(coordinates, 'imagestreamName', text)]);
	report(spot ?? nearestMap(payload, 'spec', 'payloadCoordinates'), l10n.t('No image stream is named, so the release tag of this payload cannot be found.'), {
		part: 'key',
		fixes: usual === undefined || (spot === undefined && coordinates === undefined) ? [] : [{ title: l10n.t('Set it to "{0}"', usual), preferred: true, edits: edits(usual) }],
	});
}

/** Where releases of such a name are kept as far as the streams' configuration goes; undefined where the name does not tell. */
function usualImagestream(release: ReleaseName): string | undefined {
	const { minor, flavour, architecture } = release;
	if (minor === undefined) return undefined;
	if (flavour?.startsWith('okd') === true || release.stream?.includes('scos') === true) return 'release-scos';
	if (architecture?.startsWith('multi') === true) return `${minor}-art-latest${tokens(release)}`;
	return `${flavour?.startsWith('konflux') === true ? 'konflux-release' : 'release'}${tokens(release)}`;
}

/** The label of the older API that repeats the image stream. */
function labelDiffers(payload: PayloadView, imagestream: string, report: Report): void {
	const label = payload.at('metadata', 'labels', 'release.openshift.io/imagestream');
	const written = textOf(label);
	if (label === undefined || written === undefined || written === imagestream) return;
	report(label, l10n.t('The label names the image stream "{0}", the coordinates name "{1}".', written, imagestream), {
		related: related(payload.at('spec', 'payloadCoordinates', 'imagestreamName'), l10n.t('The image stream in the coordinates')),
		fixes: [replaceFix(label, imagestream)],
	});
}

function nameSpot(payload: PayloadView): Spot | undefined {
	const { imagestreamTagName, releaseName } = payload.header;
	return imagestreamTagName === releaseName && imagestreamTagName !== '' ? payload.at('spec', 'payloadCoordinates', 'imagestreamTagName') : payload.at('metadata', 'name');
}

export const placementRules: readonly Rule[] = [streamDiffers, wrongPlace, oddImagestream];
