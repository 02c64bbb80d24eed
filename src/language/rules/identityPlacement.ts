import * as l10n from '@vscode/l10n';
import type { ReleaseName } from '../../payload/releaseName';
import { field, textOf, type Spot } from '../document/spot';
import { type Related, type Severity, warning } from '../findings/finding';
import { onPayload } from './defining';
import { change, offered, put, related } from './mends';
import { coordinatesAt, isBlank, isWhole, metadataAt, nearestMap, written } from './presence';
import type { Rule, RuleCode } from './rule';
import type { PayloadFacts } from './view';

// N6–N8: whether stream, namespace and image stream are those that a release of this name belongs to.

const tokensPattern = '(?:-(multi-2|multi|arm64|ppc64le|s390x|amd64))?(-priv)?$';

/** What a namespace and an image stream of such a release have behind their names. */
const tokens = ({ architecture = 'amd64', private: isPrivate }: ReleaseName): string => (architecture === 'amd64' ? '' : `-${architecture}`) + (isPrivate ? '-priv' : '');

/** Where releases of such a name are kept as far as the streams' configuration goes; '' where the name does not tell. */
export function usualImagestream(release: ReleaseName): string {
	const { minor, flavour = '', architecture = '', stream = '' } = release;
	if (!minor) return '';
	if (flavour.startsWith('okd') || stream.includes('scos')) return 'release-scos';
	if (architecture.startsWith('multi')) return `${minor}-art-latest${tokens(release)}`;
	return `${flavour.startsWith('konflux') ? 'konflux-' : ''}release${tokens(release)}`;
}

const nameOf = (payload: PayloadFacts): Related | undefined =>
	related(payload.header.imagestreamTagName ? coordinatesAt(payload, 'imagestreamTagName') : metadataAt(payload, 'name'), l10n.t('The name of the release'));

/** A label of the older API that repeats a coordinate; nobody reads it today, so that it misleads people only. */
export const labelRule = (code: RuleCode, severity: Severity, label: string, coordinate: string): Rule =>
	onPayload(code, severity, (payload, report) => {
		const [spot, there] = [metadataAt(payload, 'labels', `release.openshift.io/${label}`), coordinatesAt(payload, coordinate)];
		const found = textOf(spot);
		const meant = written(there);
		if (found === undefined || !meant.trim() || found === meant) return;
		report(spot, l10n.t('The label says "{0}", the coordinates say "{1}".', found, meant), warning, related(there, l10n.t('What the coordinates say')), change(spot, meant));
	});

export const placementRules: readonly Rule[] = [
	onPayload('N6', warning, (payload, report, { release: { flavour, stream }, streamName, releaseName }) => {
		if (!streamName || flavour === undefined || stream === undefined || stream === streamName) return;
		const spot = coordinatesAt(payload, 'streamName');
		report(spot, l10n.t('A release named "{0}" is of stream "{1}", not of "{2}".', releaseName, stream, streamName), nameOf(payload), change(spot, stream));
	}),
	onPayload('N7', warning, (payload, report, { release, releaseName }) => {
		if (release.flavour === undefined) return;
		const tell = (spot: Spot | undefined, names: string): void => {
			const place = written(spot);
			const [found, base = '', architecture = 'amd64', isPrivate] = new RegExp(`^(${names})${tokensPattern}`).exec(place) ?? [];
			const meant = base + tokens(release);
			if (found === undefined || (architecture === (release.architecture ?? 'amd64') && (isPrivate !== undefined) === release.private)) return;
			report(spot, l10n.t('By its name "{0}" is of "{1}", not of "{2}".', releaseName, meant, place), nameOf(payload), change(spot, meant));
		};
		tell(metadataAt(payload, 'namespace'), 'ocp');
		tell(coordinatesAt(payload, 'imagestreamName'), '(?:konflux-)?release|\\d+\\.\\d+-art-latest');
	}),
	onPayload('N8', warning, (payload, report, { release }) => {
		const coordinates = coordinatesAt(payload);
		const spot = field(coordinates, 'imagestreamName');
		const found = textOf(spot);
		const usual = usualImagestream(release);
		if (isBlank(spot)) {
			if (isWhole(payload)) report(spot ?? nearestMap(payload, coordinatesAt), l10n.t('Without the name of an image stream the release tag is not found.'), 'key', put(coordinates, 'imagestreamName', usual));
		} else if (found !== undefined && !/^release|^konflux-release|-art-latest/.test(found)) {
			report(spot, l10n.t('"{0}" is not named like an image stream of releases: the tag is probably not there.', found), change(spot, usual || undefined, offered));
		}
	}),
	labelRule('N8', warning, 'imagestream', 'imagestreamName'),
];
