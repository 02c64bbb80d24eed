import * as l10n from '@vscode/l10n';
import { releasePayloadGroup, releasePayloadKind, releasePayloadVersion } from '../../payload/releasePayload';
import type { ReleaseName } from '../../payload/releaseName';
import { field, textOf } from '../document/spot';
import { renameKey, replaceText } from '../findings/edits';
import { warning } from '../findings/finding';
import { inCurrentShape, onPayload } from './defining';
import { labelRule, placementRules } from './identityPlacement';
import { change, mend, put, related, remove, safe } from './mends';
import { coordinatesAt, isBlank, metadataAt, mirrorJobAt, mirrorSuffix, written } from './presence';
import type { Rule } from './rule';

// N: names and coordinates. Sources: the type comments of pkg/apis/release/v1alpha1/types.go, sync_gc.go (a payload whose
// name is no tag is deleted), pkg/prow/utils.go (run names), the streams' configuration in openshift/release.

/** Of a label value, and of the Job that is named after the payload. */
const longestName = 63;
const tagKey = 'imagestreamTagName';

/** Versions that begin their pre-release with `0.` are of streams that date their releases. */
const isRelease = (name: string, { minor, flavour }: ReleaseName): boolean => minor !== undefined && (flavour !== undefined || !/^\d+\.\d+\.\d+-0\./.test(name));

const isOtherVersion = (key: string, found: string): boolean => key === 'apiVersion' && (/^v\d+(?:(?:alpha|beta)\d+)?$/i.test(found) || found.toLowerCase().startsWith(`${releasePayloadGroup}/`));

export const identityRules: readonly Rule[] = [
	onPayload('N1', 'error', (payload, report, { namespace }) => {
		const coordinates = coordinatesAt(payload);
		if (!namespace || !coordinates) return;
		const spot = field(coordinates, 'namespace');
		const found = textOf(spot);
		const there = related(metadataAt(payload, 'namespace'), l10n.t('The namespace of the payload'));
		if (isBlank(spot)) {
			report(spot ?? coordinates, l10n.t('Without a namespace here the tag of the payload is not found.'), 'key', there, put(coordinates, 'namespace', namespace));
		} else if (found !== undefined && found !== namespace) {
			report(spot, l10n.t('The payload is in namespace "{0}", its tag in "{1}": both must be the same.', namespace, found), there, change(spot, namespace));
		}
	}),
	onPayload('N2', 'error', (payload, report, { name, imagestreamTagName: tag, olderShape }) => {
		const coordinates = coordinatesAt(payload);
		if (!coordinates || !name) return;
		const spot = field(coordinates, tagKey);
		const there = related(metadataAt(payload, 'name'), l10n.t('The name of the payload'));
		if (isBlank(spot)) {
			if (!olderShape) report(spot ?? coordinates, l10n.t('No release tag is named: it is the name of the payload.'), 'key', there, put(coordinates, tagKey, name));
		} else if (tag && tag !== name && !(olderShape && name.startsWith(`${tag}-`))) {
			report(spot, l10n.t('"{0}" is not the name of the payload: one whose name is no tag is deleted.', tag), there, change(spot, name));
		}
	}),
	labelRule('N2', 'error', 'imagestreamtag-name', tagKey),
	onPayload('N3', warning, (payload, report, { name, release, releaseName, olderShape }) => {
		if (!name || isRelease(olderShape ? releaseName : name, release)) return;
		report(metadataAt(payload, 'name'), l10n.t('"{0}" is no release name such as 4.22.0-0.nightly-2026-05-01-132406: names of its runs cannot be read back.', name));
	}),
	onPayload('N4', 'error', (payload, report, { name: { length } }) => {
		const spot = metadataAt(payload, 'name');
		const mirror = mirrorJobAt(payload, 'releaseMirrorJobName');
		if (length > longestName) report(spot, l10n.t('Of the {0} characters of the name, labels of ProwJobs and names of Jobs take {1}.', length, longestName));
		else if (!isBlank(mirror) && length + mirrorSuffix.length > longestName) {
			report(spot, l10n.t('With {0} characters and "{1}" the name is too long for the mirror Job.', length, mirrorSuffix), warning, related(mirror, l10n.t('The mirror Job')));
		}
	}),
	onPayload('N5', 'error', (payload, report, { name }) => {
		if (!/[A-Z_\s]/.test(name)) return;
		const spot = metadataAt(payload, 'name');
		report(
			spot,
			l10n.t('Names of objects, Jobs and runs hold no capitals, "_" or blanks.'),
			change(spot, name.trim().toLowerCase().replaceAll(/[_\s]+/g, '-')),
		);
	}),
	...placementRules,
	onPayload('N9', warning, (payload, report, { release, name, releaseName }) => {
		if (release.flavour === undefined || release.createdAt !== undefined) return;
		const spot = name === releaseName ? metadataAt(payload, 'name') : coordinatesAt(payload, tagKey);
		report(spot, l10n.t('"{0}" holds no real time: release names end in the date and time in UTC.', releaseName));
	}),
	onPayload('N10', warning, (payload, report, { name }) => {
		if (!name || payload.surroundings.live !== 'absent') return;
		report(metadataAt(payload, 'name'), l10n.t('The cluster has no payload "{0}": without a release tag of this name it is deleted within seconds.', name));
	}),
	...inCurrentShape(
		onPayload('N11', 'error', (payload, report, { name, releaseName, stored }) => {
			const spot = metadataAt(payload, 'generateName');
			if (!spot || isBlank(spot) || (stored && name)) return;
			const meant = releaseName || written(spot).replace(/-+$/, '');
			report(
				spot,
				l10n.t('A generated name is no release tag: the payload is deleted within seconds.'),
				'key',
				name ? remove(spot) : mend(l10n.t('Name it "{0}" instead', meant), () => [renameKey(spot, 'name'), replaceText(spot, meant)]),
			);
		}),
	),
	onPayload('N12', 'error', (payload, report) => {
		for (const [key, right] of Object.entries({ apiVersion: `${releasePayloadGroup}/${releasePayloadVersion}`, kind: releasePayloadKind })) {
			const spot = payload.at(key);
			const found = written(spot);
			const sameWord = found.toLowerCase() === right.toLowerCase();
			if (found === right || !(sameWord || isOtherVersion(key, found))) continue;
			const message = sameWord ? l10n.t('Capitals count: it is "{0}".', right) : l10n.t('ReleasePayloads are of version "{0}" only.', right);
			report(spot, message, change(spot, right, sameWord ? safe : 'preferred'));
		}
	}),
];
