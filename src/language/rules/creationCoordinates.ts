import * as l10n from '@vscode/l10n';
import { field, items, type Spot } from '../document/spot';
import { addField, removeEntry, replaceText } from '../findings/edits';
import type { Fix, Severity } from '../findings/finding';
import { onPayload } from './defining';
import { change, mend, putValue, related } from './mends';
import { isBlank, isMap, isWhole, specAt, written } from './presence';
import type { Report, Rule, RuleCode } from './rule';
import type { PayloadView } from './view';

// C10–C16: spec.releaseCoordinates, of which the pull spec is made. Source: cmd/release-controller-api/http_helper.go.

const referenceTag = 'rc_payload__';

/** The items that are objects; anything else has been refused. */
const coordinatesOf = (payload: PayloadView): readonly Spot[] => items(specAt(payload, 'releaseCoordinates')).filter(isMap);

const onCoordinates = (code: RuleCode, severity: Severity, check: (item: Spot, report: Report) => void): Rule =>
	onPayload(code, severity, (payload, report) => {
		for (const item of coordinatesOf(payload)) check(item, report);
	});

interface PullSpecParts {
	readonly repository: string;
	readonly key: 'tag' | 'digest';
	readonly value: string;
	/** With the sign before it. */
	readonly rest: string;
}

/** Takes the tag or digest off a pull spec; a port before the first slash is none. */
function split(text: string): PullSpecParts | undefined {
	const hasDigest = text.indexOf('@') > 0;
	const at = hasDigest ? text.indexOf('@') : text.lastIndexOf(':');
	if (at <= 0 || (!hasDigest && at < text.lastIndexOf('/'))) return undefined;
	const repository = text.slice(0, at);
	return { repository: hasDigest ? repository.replace(/:[^/:]*$/, '') : repository, key: hasDigest ? 'digest' : 'tag', value: text.slice(at + 1), rest: text.slice(at) };
}

function splitFix(item: Spot, spot: Spot, { repository, key, value }: PullSpecParts): Fix | undefined {
	if (value === '' || field(item, key)) return change(spot, repository);
	return mend(l10n.t('Move it to "{0}"', key), () => [replaceText(spot, repository), addField(item, key, value)]);
}

const isDigest = (text: string): boolean => /^sha256:[0-9a-f]{64}$/.test(text);

const typeOf = (payload: PayloadView): ReturnType<typeof related> => related(specAt(payload, 'payloadType'), l10n.t('The type of the payload'));

export const coordinatesRules: readonly Rule[] = [
	onPayload('C10', 'warning', (payload, report) => {
		const { payloadType, releaseName } = payload.header;
		if (payloadType !== 'Reference' || !isWhole(payload)) return;
		const [first] = coordinatesOf(payload);
		if (!first) {
			report(specAt(payload, 'payloadType'), l10n.t('A payload of type Reference has its image elsewhere only: without releaseCoordinates nobody can pull it.'));
			return;
		}
		const tag = field(first, 'tag');
		const [found, meant] = [written(tag), `${referenceTag}${releaseName}`];
		if (found === '' || releaseName === '' || found === meant) return;
		report(tag, l10n.t('Images of type Reference are tagged "{0}", so "{1}" is probably another release.', meant, found), typeOf(payload), change(tag, meant));
	}),
	onPayload('C11', 'warning', (payload, report) => {
		if (!/^(?:Local)?$/.test(payload.header.payloadType)) return;
		const spec = specAt(payload);
		for (const item of coordinatesOf(payload)) {
			const tag = field(item, 'tag');
			if (!written(tag).startsWith(referenceTag)) continue;
			report(
				tag,
				l10n.t('Such a tag is for payloads of type Reference, and this one is Local: its image is in the cluster.'),
				typeOf(payload),
				spec && mend(l10n.t('Make the payload a Reference'), () => [putValue(spec, 'payloadType', 'Reference')], 'offered'),
			);
		}
	}),
	onCoordinates('C12', 'error', (item, report) => {
		const spot = field(item, 'repository');
		if (!spot || isBlank(spot)) {
			report(spot ?? item, l10n.t('Without a repository there is nothing to pull the release from.'), spot ? 'key' : undefined);
			return;
		}
		const parts = split(written(spot));
		if (parts) report(spot, l10n.t('The repository holds "{0}", and the tag or digest is put behind it: the pull spec is broken.', parts.rest), splitFix(item, spot, parts));
	}),
	onCoordinates('C13', 'warning', (item, report) => {
		if (isBlank(field(item, 'tag')) && isBlank(field(item, 'digest'))) report(item, l10n.t('A repository alone is no image: a tag or a digest is missing.'));
	}),
	onCoordinates('C14', 'information', (item, report) => {
		const [tag, digest] = [field(item, 'tag'), field(item, 'digest')];
		if (!tag || isBlank(tag) || isBlank(digest)) return;
		report(tag, l10n.t('The digest counts and the tag is not looked at.'), related(digest, l10n.t('The digest')), mend(l10n.t('Remove the tag'), () => [removeEntry(tag)], 'offered'));
	}),
	onCoordinates('C15', 'warning', (item, report) => {
		const spot = field(item, 'digest');
		const found = written(spot);
		if (found.trim() === '' || isDigest(found)) return;
		const mended = `sha256:${found.trim().toLowerCase().replace(/^@?(?:sha256[:-])?/, '')}`;
		report(spot, l10n.t('"{0}" is no digest: that is "sha256:" and 64 hexadecimal digits in lower case.', found), isDigest(mended) ? change(spot, mended) : undefined);
	}),
	onPayload('C16', 'information', (payload, report) => {
		const [first, second] = items(specAt(payload, 'releaseCoordinates'));
		report(second, l10n.t('Only the first coordinates are used: this and what follows is not looked at.'), related(first, l10n.t('The coordinates that count')));
	}),
];
