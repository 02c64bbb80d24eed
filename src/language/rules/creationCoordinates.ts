import * as l10n from '@vscode/l10n';
import { field, items, type Spot } from '../document/spot';
import { addField, replaceText } from '../findings/edits';
import { information, type Related, type Severity, warning } from '../findings/finding';
import { onPayload } from './defining';
import { change, mend, offered, put, related, remove } from './mends';
import { isBlank, isMap, isWhole, specAt, written } from './presence';
import type { Report, Rule, RuleCode } from './rule';
import type { PayloadFacts } from './view';

// C10–C16: spec.releaseCoordinates, of which the pull spec is made. Source: cmd/release-controller-api/http_helper.go.

const referenceTag = 'rc_payload__';

/** The items that are objects; anything else has been refused. */
const coordinatesOf = (payload: PayloadFacts): readonly Spot[] => items(specAt(payload, 'releaseCoordinates')).filter(isMap);

const onCoordinates = (code: RuleCode, severity: Severity, check: (item: Spot, report: Report) => void): Rule =>
	onPayload(code, severity, (payload, report) => {
		for (const item of coordinatesOf(payload)) check(item, report);
	});

const isDigest = (text: string): boolean => /^sha256:[0-9a-f]{64}$/.test(text);

const typeOf = (payload: PayloadFacts): Related | undefined => related(specAt(payload, 'payloadType'), l10n.t('The type of the payload'));

export const coordinatesRules: readonly Rule[] = [
	onPayload('C10', warning, (payload, report, { payloadType, releaseName }) => {
		if (payloadType !== 'Reference' || !isWhole(payload)) return;
		const [first] = coordinatesOf(payload);
		const tag = field(first, 'tag');
		const found = written(tag);
		const meant = referenceTag + releaseName;
		if (!first) report(specAt(payload, 'payloadType'), l10n.t('The image of a Reference is elsewhere: without releaseCoordinates nobody can pull it.'));
		else if (found && releaseName && found !== meant) {
			report(tag, l10n.t('The image of a Reference is tagged "{0}": "{1}" is probably another release.', meant, found), typeOf(payload), change(tag, meant));
		}
	}),
	onPayload('C11', warning, (payload, report, { payloadType }) => {
		if ((payloadType || 'Local') !== 'Local') return;
		for (const item of coordinatesOf(payload)) {
			const tag = field(item, 'tag');
			if (!written(tag).startsWith(referenceTag)) continue;
			report(
				tag,
				l10n.t('Such a tag is for a Reference: the image of this Local payload is in the cluster.'),
				typeOf(payload),
				put(specAt(payload), 'payloadType', 'Reference', offered),
			);
		}
	}),
	onCoordinates('C12', 'error', (item, report) => {
		const spot = field(item, 'repository');
		if (!spot || isBlank(spot)) {
			report(spot ?? item, l10n.t('Without a repository the release cannot be pulled.'), spot && 'key');
			return;
		}
		// What is behind the last colon is no tag where it is the port of a registry.
		const [, before = '', rest = ''] = /^([^@]+)(@.*)$/s.exec(written(spot)) ?? /^(.+)(:[^/:]*)$/s.exec(written(spot)) ?? [];
		if (!rest) return;
		const [key, repository] = rest.startsWith('@') ? ['digest', before.replace(/:[^/:]*$/, '')] : ['tag', before];
		const value = rest.slice(1);
		report(
			spot,
			l10n.t('The tag or digest is put behind "{0}": that breaks the pull spec.', rest),
			!value || field(item, key) ? change(spot, repository) : mend(l10n.t('Move it to "{0}"', key), () => [replaceText(spot, repository), addField(item, key, value)]),
		);
	}),
	onCoordinates('C13', warning, (item, report) => {
		if (isBlank(field(item, 'tag')) && isBlank(field(item, 'digest'))) report(item, l10n.t('A repository is no image: a tag or digest is missing.'));
	}),
	onCoordinates('C14', information, (item, report) => {
		const [tag, digest] = [field(item, 'tag'), field(item, 'digest')];
		if (isBlank(tag) || isBlank(digest)) return;
		report(tag, l10n.t('The digest counts, the tag does not.'), related(digest, l10n.t('The digest')), remove(tag, offered));
	}),
	onCoordinates('C15', warning, (item, report) => {
		const spot = field(item, 'digest');
		const found = written(spot);
		if (!found.trim() || isDigest(found)) return;
		const mended = `sha256:${found.trim().toLowerCase().replace(/^@?(?:sha256[:-])?/, '')}`;
		report(spot, l10n.t('"{0}" is no digest: "sha256:" and 64 hexadecimal digits in lower case.', found), isDigest(mended) && change(spot, mended));
	}),
	onPayload('C16', information, (payload, report) => {
		const [first, second] = items(specAt(payload, 'releaseCoordinates'));
		report(second, l10n.t('Only the first coordinates are used: these and all further ones are not.'), related(first, l10n.t('The coordinates that count')));
	}),
];
