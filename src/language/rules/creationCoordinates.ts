import * as l10n from '@vscode/l10n';
import { contentOf, field, items, textOf, type Spot } from '../document/spot';
import { addField, removeEntry, replaceText, spell } from '../findings/edits';
import type { Fix } from '../findings/finding';
import { isBlank, isWhole, related, replaceFix } from './presence';
import type { Rule } from './rule';
import type { PayloadView } from './view';

// C10–C16: spec.releaseCoordinates, of which the pull spec is made. Source: cmd/release-controller-api/http_helper.go.

const referenceTag = 'rc_payload__';

/** The items that are objects; anything else has been refused. */
function coordinatesOf(payload: PayloadView): readonly Spot[] {
	return items(payload.at('spec', 'releaseCoordinates')).filter((item) => contentOf(item)?.kind === 'map');
}

const referenceWithoutTag: Rule = {
	code: 'C10',
	severity: 'warning',
	on: 'payload',
	currentShapeOnly: true,
	check(payload, report) {
		const type = payload.at('spec', 'payloadType');
		const { payloadType, releaseName } = payload.header;
		if (type === undefined || payloadType !== 'Reference' || !isWhole(payload)) return;
		const [first] = coordinatesOf(payload);
		if (first === undefined) {
			report(type, l10n.t('A payload of type Reference has its image elsewhere only: without releaseCoordinates nobody can pull it.'));
			return;
		}
		const tag = field(first, 'tag');
		const written = textOf(tag) ?? '';
		if (tag === undefined || written === '' || releaseName === '' || written === `${referenceTag}${releaseName}`) return;
		report(tag, l10n.t('Images of type Reference are tagged "{0}", so "{1}" is probably another release.', `${referenceTag}${releaseName}`, written), {
			related: related(type, l10n.t('The type of the payload')),
			fixes: [replaceFix(tag, `${referenceTag}${releaseName}`)],
		});
	},
};

const localWithReference: Rule = {
	code: 'C11',
	severity: 'warning',
	on: 'payload',
	currentShapeOnly: true,
	check(payload, report) {
		const { payloadType } = payload.header;
		if (payloadType !== '' && payloadType !== 'Local') return;
		const type = payload.at('spec', 'payloadType');
		const spec = payload.at('spec');
		for (const item of coordinatesOf(payload)) {
			const tag = field(item, 'tag');
			if (tag === undefined || textOf(tag)?.startsWith(referenceTag) !== true) continue;
			const edits = () => (type !== undefined ? [replaceText(type, 'Reference')] : spec === undefined ? [] : [addField(spec, 'payloadType', 'Reference')]);
			report(tag, l10n.t('Such a tag is for payloads of type Reference, but this one is Local: its image is in the image stream of the cluster.'), {
				related: related(type, l10n.t('The type of the payload')),
				fixes: [{ title: l10n.t('Make the payload a Reference'), edits }],
			});
		}
	},
};

const badRepository: Rule = {
	code: 'C12',
	severity: 'error',
	on: 'payload',
	currentShapeOnly: true,
	check(payload, report) {
		for (const item of coordinatesOf(payload)) {
			const spot = field(item, 'repository');
			if (isBlank(spot)) {
				report(spot ?? item, l10n.t('Without a repository there is nothing to pull the release from.'), { part: spot === undefined ? 'sign' : 'key' });
				continue;
			}
			const parts = split(textOf(spot) ?? '');
			if (spot === undefined || parts === undefined) continue;
			report(spot, l10n.t('The repository holds "{0}" already, and the tag or digest is put behind it: the pull spec is broken.', parts.rest), { fixes: [splitFix(item, spot, parts)] });
		}
	},
};

interface PullSpecParts {
	readonly repository: string;
	readonly key: 'tag' | 'digest';
	readonly value: string;
	/** With the sign before it. */
	readonly rest: string;
}

/** Takes the tag or digest off a pull spec; a port before the first slash is none. */
function split(text: string): PullSpecParts | undefined {
	const digestAt = text.indexOf('@');
	if (digestAt > 0) return { repository: text.slice(0, digestAt).replace(/:[^/:]*$/, ''), key: 'digest', value: text.slice(digestAt + 1), rest: text.slice(digestAt) };
	const tagAt = text.lastIndexOf(':');
	if (tagAt <= 0 || tagAt < text.lastIndexOf('/')) return undefined;
	return { repository: text.slice(0, tagAt), key: 'tag', value: text.slice(tagAt + 1), rest: text.slice(tagAt) };
}

function splitFix(item: Spot, spot: Spot, { repository, key, value }: PullSpecParts): Fix {
	const free = field(item, key) === undefined && value !== '';
	const title = free ? l10n.t('Move it to "{0}"', key) : l10n.t('Change to "{0}"', repository);
	return { title, preferred: true, edits: () => [replaceText(spot, repository), ...(free ? [addField(item, key, spell(value))] : [])] };
}

const neitherTagNorDigest: Rule = {
	code: 'C13',
	severity: 'warning',
	on: 'payload',
	currentShapeOnly: true,
	check(payload, report) {
		for (const item of coordinatesOf(payload)) {
			if (!isBlank(field(item, 'tag')) || !isBlank(field(item, 'digest'))) continue;
			report(item, l10n.t('A repository alone is no image: a tag or a digest is missing.'));
		}
	},
};

const tagAndDigest: Rule = {
	code: 'C14',
	severity: 'information',
	on: 'payload',
	currentShapeOnly: true,
	check(payload, report) {
		for (const item of coordinatesOf(payload)) {
			const [tag, digest] = [field(item, 'tag'), field(item, 'digest')];
			if (tag === undefined || isBlank(tag) || isBlank(digest)) continue;
			report(tag, l10n.t('The digest counts and the tag is not looked at.'), {
				related: related(digest, l10n.t('The digest')),
				fixes: [{ title: l10n.t('Remove the tag'), edits: () => [removeEntry(tag)] }],
			});
		}
	},
};

const badDigest: Rule = {
	code: 'C15',
	severity: 'warning',
	on: 'payload',
	currentShapeOnly: true,
	check(payload, report) {
		for (const item of coordinatesOf(payload)) {
			const spot = field(item, 'digest');
			const written = textOf(spot) ?? '';
			if (spot === undefined || written.trim() === '' || isDigest(written)) continue;
			const bare = written.trim().toLowerCase().replace(/^@?(?:sha256[:-])?/, '');
			const mended = `sha256:${bare}`;
			report(spot, l10n.t('"{0}" is no digest: that is "sha256:" and 64 hexadecimal digits in lower case.', written), { fixes: isDigest(mended) ? [replaceFix(spot, mended)] : [] });
		}
	},
};

function isDigest(text: string): boolean {
	return /^sha256:[0-9a-f]{64}$/.test(text);
}

const severalCoordinates: Rule = {
	code: 'C16',
	severity: 'information',
	on: 'payload',
	currentShapeOnly: true,
	check(payload, report) {
		const [first, second] = items(payload.at('spec', 'releaseCoordinates'));
		if (second === undefined) return;
		report(second, l10n.t('Only the first coordinates are used: this and what follows is not looked at.'), { related: related(first, l10n.t('The coordinates that count')) });
	},
};

export const coordinatesRules: readonly Rule[] = [referenceWithoutTag, localWithReference, badRepository, neitherTagNorDigest, tagAndDigest, badDigest, severalCoordinates];
