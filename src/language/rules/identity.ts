import * as l10n from '@vscode/l10n';
import { releasePayloadGroup, releasePayloadKind, releasePayloadVersion } from '../../payload/releasePayload';
import type { ReleaseName } from '../../payload/releaseName';
import { textOf } from '../document/spot';
import { addField, removeEntry, renameKey, replaceText, spell } from '../findings/edits';
import type { Fix } from '../findings/finding';
import { placementRules } from './identityPlacement';
import { isBlank, related, replaceFix } from './presence';
import type { Report, Rule } from './rule';
import type { PayloadView } from './view';

// N: names and coordinates. Sources: the type comments of pkg/apis/release/v1alpha1/types.go, sync_gc.go (a payload whose
// name is no tag is deleted), pkg/prow/utils.go (run names), the streams' configuration in openshift/release.

/** Of a label value, and of the Job that is named after the payload. */
const longestName = 63;
const mirrorSuffix = '-alternate-mirror';

const namespaceDiffers: Rule = {
	code: 'N1',
	severity: 'error',
	on: 'payload',
	check(payload, report) {
		const { namespace } = payload.header;
		const coordinates = payload.at('spec', 'payloadCoordinates');
		const spot = payload.at('spec', 'payloadCoordinates', 'namespace');
		if (namespace === '' || coordinates === undefined) return;
		const there = related(payload.at('metadata', 'namespace'), l10n.t('The namespace of the payload'));
		if (isBlank(spot)) {
			const edits = () => [spot === undefined ? addField(coordinates, 'namespace', spell(namespace)) : replaceText(spot, namespace)];
			report(spot ?? coordinates, l10n.t('The coordinates name no namespace: release-controller does not find the tag of this payload.'), {
				part: 'key',
				related: there,
				fixes: [{ title: l10n.t('Set it to "{0}"', namespace), preferred: true, edits }],
			});
			return;
		}
		const written = textOf(spot);
		if (spot === undefined || written === undefined || written === namespace) return;
		report(spot, l10n.t('The payload is in namespace "{0}" but its tag is looked for in "{1}": both must be the same.', namespace, written), {
			related: there,
			fixes: [replaceFix(spot, namespace)],
		});
	},
};

const tagDiffers: Rule = {
	code: 'N2',
	severity: 'error',
	on: 'payload',
	check(payload, report) {
		const { name, imagestreamTagName: tag, olderShape } = payload.header;
		const coordinates = payload.at('spec', 'payloadCoordinates');
		if (coordinates === undefined || name === '') return;
		const spot = payload.at('spec', 'payloadCoordinates', 'imagestreamTagName');
		const there = related(payload.at('metadata', 'name'), l10n.t('The name of the payload'));
		if (isBlank(spot)) {
			if (olderShape) return;
			const edits = () => [spot === undefined ? addField(coordinates, 'imagestreamTagName', spell(name)) : replaceText(spot, name)];
			report(spot ?? coordinates, l10n.t('The coordinates name no release tag: it is the name of the payload.'), {
				part: 'key',
				related: there,
				fixes: [{ title: l10n.t('Set it to "{0}"', name), preferred: true, edits }],
			});
		} else if (spot !== undefined && tag !== '' && tag !== name && !(olderShape && name.startsWith(`${tag}-`))) {
			report(spot, l10n.t('The tag "{0}" is not the name of the payload: a payload whose name is no tag is deleted.', tag), { related: there, fixes: [replaceFix(spot, name)] });
		}
		labelDiffers(payload, tag, report);
	},
};

/** The label of the older API that repeats the tag; nobody reads it today, so that it misleads people only. */
function labelDiffers(payload: PayloadView, tag: string, report: Report): void {
	const label = payload.at('metadata', 'labels', 'release.openshift.io/imagestreamtag-name');
	const written = textOf(label);
	if (label === undefined || written === undefined || tag === '' || written === tag) return;
	report(label, l10n.t('The label names the tag "{0}", the coordinates name "{1}".', written, tag), {
		severity: 'warning',
		related: related(payload.at('spec', 'payloadCoordinates', 'imagestreamTagName'), l10n.t('The tag in the coordinates')),
		fixes: [replaceFix(label, tag)],
	});
}

const unknownPattern: Rule = {
	code: 'N3',
	severity: 'warning',
	on: 'payload',
	check(payload, report) {
		const { name, release, releaseName, olderShape } = payload.header;
		const spot = payload.at('metadata', 'name');
		if (spot === undefined || name === '' || isRelease(olderShape ? releaseName : name, release)) return;
		report(spot, l10n.t('"{0}" is no release name: neither a version such as 4.22.3 nor a dated name such as 4.22.0-0.nightly-2026-05-01-132406, so the names of its runs cannot be read back.', name));
	},
};

/** Versions that begin their pre-release with `0.` are of streams that date their releases. */
function isRelease(name: string, read: ReleaseName): boolean {
	return read.minor !== undefined && (read.flavour !== undefined || !/^\d+\.\d+\.\d+-0\./.test(name));
}

const tooLong: Rule = {
	code: 'N4',
	severity: 'error',
	on: 'payload',
	check(payload, report) {
		const { name } = payload.header;
		const spot = payload.at('metadata', 'name');
		if (spot === undefined) return;
		if (name.length > longestName) {
			report(spot, l10n.t('The name has {0} characters, but as a label of ProwJobs and as the name of a Job it can have {1} at most.', name.length, longestName));
			return;
		}
		const mirror = payload.at('spec', 'payloadCreationConfig', 'releaseMirrorCoordinates', 'releaseMirrorJobName');
		if (isBlank(mirror) || name.length <= longestName - mirrorSuffix.length) return;
		report(spot, l10n.t('The name has {0} characters: with "{1}" behind it, it is too long for the mirror Job.', name.length, mirrorSuffix), {
			severity: 'warning',
			related: related(mirror, l10n.t('The mirror Job')),
		});
	},
};

const badCharacters: Rule = {
	code: 'N5',
	severity: 'error',
	on: 'payload',
	check(payload, report) {
		const { name } = payload.header;
		const spot = payload.at('metadata', 'name');
		if (spot === undefined || !/[A-Z_\s]/.test(name)) return;
		const mended = name.trim().toLowerCase().replaceAll(/[_\s]+/g, '-');
		report(spot, l10n.t('The name holds capitals, "_" or blanks: it can be neither the name of an object nor that of the Jobs and runs that are named after it.'), { fixes: [replaceFix(spot, mended)] });
	},
};

const impossibleDate: Rule = {
	code: 'N9',
	severity: 'warning',
	on: 'payload',
	check(payload, report) {
		const { release, name, releaseName } = payload.header;
		if (release.flavour === undefined || release.createdAt !== undefined) return;
		const spot = name === releaseName ? payload.at('metadata', 'name') : payload.at('spec', 'payloadCoordinates', 'imagestreamTagName');
		if (spot === undefined) return;
		report(spot, l10n.t('There is no such time as the one in "{0}": release names end in year, month, day and the time in UTC.', releaseName));
	},
};

const noSuchTag: Rule = {
	code: 'N10',
	severity: 'warning',
	on: 'payload',
	check(payload, report) {
		const { name } = payload.header;
		const spot = payload.at('metadata', 'name');
		if (spot === undefined || name === '' || payload.surroundings.live !== 'absent') return;
		report(spot, l10n.t('The cluster has no payload "{0}": where there is no release tag of this name either, what is made from this manifest is deleted within seconds.', name));
	},
};

const generated: Rule = {
	code: 'N11',
	severity: 'error',
	on: 'payload',
	currentShapeOnly: true,
	check(payload, report) {
		const spot = payload.at('metadata', 'generateName');
		const { name, releaseName, stored } = payload.header;
		if (spot === undefined || isBlank(spot) || (stored && name !== '')) return;
		const prefix = (textOf(spot) ?? '').replace(/-+$/, '');
		const meant = releaseName === '' ? prefix : releaseName;
		const replace: Fix = { title: l10n.t('Name it "{0}" instead', meant), preferred: true, edits: () => [renameKey(spot, 'name'), replaceText(spot, meant)] };
		const remove: Fix = { title: l10n.t('Remove "{0}"', 'generateName'), preferred: true, edits: () => [removeEntry(spot)] };
		report(spot, l10n.t('A generated name ends in random characters and is no release tag: the payload is deleted within seconds.'), { part: 'key', fixes: [name === '' ? replace : remove] });
	},
};

const wrongIdentity: Rule = {
	code: 'N12',
	severity: 'error',
	on: 'payload',
	check(payload, report) {
		const expected = { apiVersion: `${releasePayloadGroup}/${releasePayloadVersion}`, kind: releasePayloadKind };
		for (const [key, right] of Object.entries(expected)) {
			const spot = payload.at(key);
			const written = textOf(spot) ?? '';
			if (spot === undefined || written === '' || written === right) continue;
			const sameWord = written.toLowerCase() === right.toLowerCase();
			if (!sameWord && !isOtherVersion(key, written)) continue;
			const message = sameWord
				? l10n.t('Capitals count: it is "{0}", and the mistake shows only when the manifest is sent.', right)
				: l10n.t('ReleasePayloads are of version "{0}" and of no other, and the mistake shows only when the manifest is sent.', right);
			report(spot, message, { fixes: [replaceFix(spot, right, { preferred: true, safe: sameWord })] });
		}
	},
};

function isOtherVersion(key: string, written: string): boolean {
	return key === 'apiVersion' && (/^v\d+(?:(?:alpha|beta)\d+)?$/i.test(written) || written.toLowerCase().startsWith(`${releasePayloadGroup}/`));
}

export const identityRules: readonly Rule[] = [
	namespaceDiffers,
	tagDiffers,
	unknownPattern,
	tooLong,
	badCharacters,
	...placementRules,
	impossibleDate,
	noSuchTag,
	generated,
	wrongIdentity,
];
