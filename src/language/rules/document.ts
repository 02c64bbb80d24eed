import * as l10n from '@vscode/l10n';
import { contentOf, entries, field, keyOf, scalarOf, textOf, type Spot } from '../document/spot';
import { isMergeKey } from '../document/value';
import { addField, removeEntry, renameKey, spell } from '../findings/edits';
import type { Fix } from '../findings/finding';
import { onEveryMap } from './everyMap';
import { distance, nearest } from './nearest';
import { isBlank, isNew, related, replaceFix } from './presence';
import type { Rule } from './rule';

// D: the document as a whole. Sources: kubectl (merges and duplicates), the API server (what it sets itself).

/** The server says so at the second; what is lost stands at the first. */
const lostValue = onEveryMap({ code: 'D1', severity: 'error' }, (map, _fields, report) => {
	const last = new Map<string, Spot>();
	for (const entry of entries(map).toReversed()) {
		const key = keyOf(entry);
		if (key === undefined || (entry.key !== undefined && isMergeKey(entry.key))) continue;
		const later = last.get(key);
		if (later === undefined) {
			last.set(key, entry);
			continue;
		}
		const same = areSameScalars(entry, later);
		const remove: Fix = { title: l10n.t('Remove this "{0}"', key), preferred: true, safe: same, edits: () => [removeEntry(entry)] };
		report(entry, same ? l10n.t('"{0}" is set to the same once more below.', key) : l10n.t('This is lost where the manifest is sent all the same: "{0}" is set once more below, and the later value counts.', key), {
			part: 'key',
			related: [{ where: later, message: l10n.t('This value counts') }],
			fixes: [remove],
		});
	}
});

function areSameScalars(one: Spot, other: Spot): boolean {
	const [a, b] = [scalarOf(one), scalarOf(other)];
	return a !== undefined && b !== undefined && a.type !== 'unreadable' && a.type === b.type && Object.is(a.value, b.value);
}

/** In other words than the server's: there the key is refused, in a merge patch without strictness it vanishes. */
const nearlyKnown = onEveryMap({ code: 'D4', severity: 'warning' }, (map, known, report) => {
	if (known.length === 0) return;
	for (const entry of entries(map)) {
		const key = keyOf(entry);
		if (key === undefined || known.includes(key) || (entry.key !== undefined && isMergeKey(entry.key))) continue;
		const meant = nearest(key, known);
		if (meant === undefined || isOverrideMistake(key, meant)) continue;
		const free = field(map, meant) === undefined;
		const rename: Fix = { title: l10n.t('Rename to "{0}"', meant), preferred: true, safe: distance(bare(key), bare(meant)) === 0, edits: () => [renameKey(entry, meant)] };
		report(entry, l10n.t('A merge patch drops "{0}" without a word: "{1}" is probably meant.', key, meant), { part: 'key', fixes: free ? [rename] : [] });
	}
});

function bare(key: string): string {
	return key.toLowerCase().replaceAll(/[-_ ]/g, '');
}

/** O13 has said so. */
function isOverrideMistake(key: string, meant: string): boolean {
	return /^(?:payload[-_ ]?)?overrides?$/i.test(key) || (meant === 'reason' && key.toLowerCase() === 'reason');
}

const inCompany: Rule = {
	code: 'D2',
	severity: 'information',
	on: 'payload',
	check(payload, report) {
		const { listed, index, position } = payload.place;
		const where = field(payload.root, 'kind') ?? payload.root;
		if (listed > 0) {
			if (index === 0) report(where, l10n.t('A list of {0} payloads: each is checked by itself, and kubectl sends each by itself.', listed));
		} else if (position === 1) report(where, l10n.t('This file holds several documents: each is checked by itself. kubectl sends all of them, a request to the server itself only the first.'));
	},
};

const serverSet = ['uid', 'resourceVersion', 'generation', 'creationTimestamp', 'deletionTimestamp', 'managedFields', 'selfLink'];

const setByServer: Rule = {
	code: 'D3',
	severity: 'information',
	on: 'payload',
	check(payload, report) {
		if (!isNew(payload)) return;
		const found = serverSet.flatMap((key) => payload.at('metadata', key) ?? []);
		const all: Fix = { title: l10n.t('Remove all that the server sets'), edits: () => found.map(removeEntry) };
		for (const spot of found) {
			const key = keyOf(spot) ?? '';
			const remove: Fix = { title: l10n.t('Remove "{0}"', key), preferred: true, safe: true, edits: () => [removeEntry(spot)] };
			report(spot, l10n.t('The server sets "{0}" itself: in a manifest for something new it does nothing, or makes the server refuse it.', key), {
				part: 'key',
				fixes: found.length > 1 ? [remove, all] : [remove],
			});
		}
	},
};

const noNamespace: Rule = {
	code: 'D5',
	severity: 'warning',
	on: 'payload',
	check(payload, report) {
		const metadata = payload.at('metadata');
		const spot = field(metadata, 'namespace');
		if (metadata === undefined || contentOf(metadata)?.kind !== 'map' || !isBlank(spot)) return;
		const meant = payload.text('spec', 'payloadCoordinates', 'namespace').trim();
		const fix = spot === undefined ? { title: l10n.t('Set it to "{0}"', meant), preferred: true, edits: () => [addField(metadata, 'namespace', spell(meant))] } : replaceFix(spot, meant);
		report(spot ?? metadata, l10n.t('Without a namespace the payload goes wherever the current context points, which need not be where its tag is.'), {
			part: 'key',
			related: meant === '' ? [] : related(payload.at('spec', 'payloadCoordinates', 'namespace'), l10n.t('The namespace of the tag')),
			fixes: meant === '' ? [] : [fix],
		});
	},
};

const older: Rule = {
	code: 'D6',
	severity: 'warning',
	on: 'payload',
	check(payload, report) {
		const { live } = payload.surroundings;
		if (live === undefined || live === 'absent') return;
		const version = payload.at('metadata', 'resourceVersion');
		const written = textOf(version) ?? '';
		const stored = live.metadata.resourceVersion ?? '';
		if (version !== undefined && written !== '' && stored !== '' && written !== stored) {
			report(version, l10n.t('The cluster has another version of this payload ({0}): sending this one is refused as a conflict.', stored), {
				fixes: [{ title: l10n.t('Remove "{0}"', 'resourceVersion'), edits: () => [removeEntry(version)] }],
			});
		}
		const { override = '', reason = '' } = live.spec.payloadOverride ?? {};
		const spot = payload.at('spec', 'payloadOverride');
		if (override === '' || (payload.text('spec', 'payloadOverride', 'override') === override && payload.text('spec', 'payloadOverride', 'reason') === reason)) return;
		const where = field(spot, 'override') ?? spot ?? payload.at('spec');
		if (where !== undefined) report(where, l10n.t('The stored payload is overridden as "{0}" ({1}), and this manifest says something else: sending it replaces that decision.', override, reason));
	},
};

export const documentRules: readonly Rule[] = [...lostValue, inCompany, setByServer, ...nearlyKnown, noNamespace, older];
