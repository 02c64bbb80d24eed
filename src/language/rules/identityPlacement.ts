import * as l10n from '@vscode/l10n';
import type { ReleaseName } from '../../payload/releaseName';
import { textOf, type Spot } from '../document/spot';
import type { Severity } from '../findings/finding';
import { onPayload } from './defining';
import { change, put, related } from './mends';
import { coordinatesAt, isBlank, isWhole, metadataAt, nearestMap, written } from './presence';
import type { Report, Rule, RuleCode } from './rule';
import type { PayloadView } from './view';

// N6–N8: whether stream, namespace and image stream are those that a release of this name belongs to.

const tokensPattern = '(?:-(multi-2|multi|arm64|ppc64le|s390x|amd64))?(-priv)?$';

function tellPlace(payload: PayloadView, spot: Spot | undefined, names: string, report: Report): void {
	const { release, releaseName } = payload.header;
	const place = written(spot);
	const read = new RegExp(`^(?:${names})${tokensPattern}`).exec(place);
	if (!read || ((read[1] ?? 'amd64') === (release.architecture ?? 'amd64') && (read[2] !== undefined) === release.private)) return;
	const meant = place.replace(new RegExp(tokensPattern), '') + tokens(release);
	report(spot, l10n.t('"{0}" belongs elsewhere: by its name the release is of "{1}", and this is "{2}".', releaseName, meant, place), nameOf(payload), change(spot, meant));
}

/** What a namespace and an image stream of such a release have behind their names. */
const tokens = ({ architecture = 'amd64', private: isPrivate }: ReleaseName): string => (architecture === 'amd64' ? '' : `-${architecture}`) + (isPrivate ? '-priv' : '');

/** Where releases of such a name are kept as far as the streams' configuration goes; '' where the name does not tell. */
export function usualImagestream(release: ReleaseName): string {
	const { minor, flavour = '', architecture = '', stream = '' } = release;
	if (minor === undefined) return '';
	if (flavour.startsWith('okd') || stream.includes('scos')) return 'release-scos';
	if (architecture.startsWith('multi')) return `${minor}-art-latest${tokens(release)}`;
	return `${flavour.startsWith('konflux') ? 'konflux-' : ''}release${tokens(release)}`;
}

function nameOf(payload: PayloadView): ReturnType<typeof related> {
	const { imagestreamTagName } = payload.header;
	return related(imagestreamTagName === '' ? metadataAt(payload, 'name') : coordinatesAt(payload, 'imagestreamTagName'), l10n.t('The name of the release'));
}

/** A label of the older API that repeats a coordinate; nobody reads it today, so that it misleads people only. */
export const labelRule = ([code, severity]: readonly [RuleCode, Severity], label: string, coordinate: string): Rule =>
	onPayload(code, severity, (payload, report) => {
		const spot = metadataAt(payload, 'labels', `release.openshift.io/${label}`);
		const there = coordinatesAt(payload, coordinate);
		const [found, meant] = [textOf(spot), written(there)];
		if (found === undefined || meant.trim() === '' || found === meant) return;
		report(spot, l10n.t('The label says "{0}", the coordinates say "{1}".', found, meant), 'warning', related(there, l10n.t('What the coordinates say')), change(spot, meant));
	});

export const placementRules: readonly Rule[] = [
	onPayload('N6', 'warning', (payload, report) => {
		const { release, streamName, releaseName } = payload.header;
		if (streamName === '' || release.flavour === undefined || release.stream === undefined || release.stream === streamName) return;
		const spot = coordinatesAt(payload, 'streamName');
		report(spot, l10n.t('A release named "{0}" is of stream "{1}", not of "{2}".', releaseName, release.stream, streamName), nameOf(payload), change(spot, release.stream));
	}),
	onPayload('N7', 'warning', (payload, report) => {
		if (payload.header.release.flavour === undefined) return;
		tellPlace(payload, metadataAt(payload, 'namespace'), 'ocp', report);
		tellPlace(payload, coordinatesAt(payload, 'imagestreamName'), '(?:konflux-)?release|\\d+\\.\\d+-art-latest', report);
	}),
	onPayload('N8', 'warning', (payload, report) => {
		const coordinates = coordinatesAt(payload);
		const spot = coordinatesAt(payload, 'imagestreamName');
		const usual = usualImagestream(payload.header.release);
		if (isBlank(spot)) {
			if (!isWhole(payload)) return;
			report(spot ?? nearestMap(payload, coordinatesAt), l10n.t('No image stream is named, so the release tag of this payload cannot be found.'), 'key', put(coordinates, 'imagestreamName', usual));
			return;
		}
		const found = textOf(spot);
		if (found === undefined || /^release|^konflux-release|-art-latest/.test(found)) return;
		report(
			spot,
			l10n.t('"{0}" is not named like an image stream that holds releases: the release tag is probably not found there.', found),
			usual === '' ? undefined : change(spot, usual, 'offered'),
		);
	}),
	labelRule(['N8', 'warning'], 'imagestream', 'imagestreamName'),
];
