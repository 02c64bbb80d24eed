import * as l10n from '@vscode/l10n';
import { entries, field, keyOf, scalarOf, type Spot } from '../document/spot';
import { isMergeKey } from '../document/value';
import { removeEntries } from '../findings/edits';
import { information, warning } from '../findings/finding';
import { onPayload } from './defining';
import { onEveryMap } from './everyMap';
import { mend, offered, put, related, remove, rename, safe } from './mends';
import { fold, nearest } from './nearest';
import { overrideKey } from './override';
import { coordinatesAt, isBlank, isMap, isNew, metadataAt, overrideAt, specAt, storedOf, written } from './presence';
import type { Rule } from './rule';

// D: the document as a whole. Sources: kubectl (merges and duplicates), the API server (what it sets itself).

/** The key of an entry that is a field; undefined for merges and what is no key to the cluster. */
const fieldName = (entry: Spot): string | undefined => entry.key && isMergeKey(entry.key) ? undefined : keyOf(entry);

/** The server says so at the second; what is lost stands at the first. */
const lostValue = onEveryMap('D1', 'error', (map, _fields, report) => {
	const last = new Map<string, Spot>();
	for (const entry of entries(map).toReversed()) {
		const key = fieldName(entry);
		if (key === undefined) continue;
		const later = last.get(key);
		last.set(key, later ?? entry);
		if (!later) continue;
		const same = areSameScalars(entry, later);
		report(
			entry,
			same ? l10n.t('"{0}" is set to the same again below.', key) : l10n.t('"{0}" is set once more below: where the server takes that, this value is lost.', key),
			'key',
			related(later, l10n.t('This value counts')),
			remove(entry, same ? safe : 'preferred'),
		);
	}
});

function areSameScalars(one: Spot, other: Spot): boolean {
	const a = scalarOf(one);
	const b = scalarOf(other);
	return a !== undefined && a.type !== 'unreadable' && a.type === b?.type && Object.is(a.value, b.value);
}

/** In other words than the server's: there the key is refused, in a merge patch without strictness it vanishes. */
const nearlyKnown = onEveryMap('D4', warning, (map, known, report) => {
	for (const entry of known.length > 0 ? entries(map) : []) {
		const key = fieldName(entry) ?? '';
		const meant = known.includes(key) ? undefined : nearest(key, known);
		// Of overrides O13 has said so.
		if (!meant || overrideKey.test(key) || (meant === 'reason' && key.toLowerCase() === 'reason')) continue;
		report(entry, l10n.t('A merge patch drops "{0}" silently: "{1}" is probably meant.', key, meant), 'key', rename(entry, meant, map, fold(key) === fold(meant) ? safe : 'preferred'));
	}
});

const serverSet = ['uid', 'resourceVersion', 'generation', 'creationTimestamp', 'deletionTimestamp', 'managedFields', 'selfLink'];

export const documentRules: readonly Rule[] = [
	...lostValue,
	onPayload('D2', information, ({ place: { listed, index, position }, root }, report) => {
		const where = field(root, 'kind') ?? root;
		if (listed > 0) {
			if (index === 0) report(where, l10n.t('A list of {0} payloads: each is checked, and sent by kubectl, by itself.', listed));
		} else if (position === 1) report(where, l10n.t('Each document is checked by itself. kubectl sends all, a plain request only the first.'));
	}),
	onPayload('D3', information, (payload, report, { hasStatus }) => {
		const found = isNew(payload, hasStatus) ? serverSet.flatMap((key) => metadataAt(payload, key) ?? []) : [];
		const all = found.length > 1 ? mend(l10n.t('Remove all that the server sets'), () => removeEntries(found), offered) : undefined;
		for (const spot of found) {
			report(spot, l10n.t('The server sets "{0}": in something new it has no effect or is refused.', keyOf(spot) ?? ''), 'key', remove(spot, safe), all);
		}
	}),
	...nearlyKnown,
	onPayload('D5', warning, (payload, report) => {
		const metadata = metadataAt(payload);
		const there = coordinatesAt(payload, 'namespace');
		const spot = field(metadata, 'namespace');
		if (!isMap(metadata) || !isBlank(spot)) return;
		const meant = written(there).trim();
		report(
			spot ?? metadata,
			l10n.t('Without a namespace the payload goes where the current context points, perhaps not where its tag is.'),
			'key',
			related(meant ? there : undefined, l10n.t('The namespace of the tag')),
			put(metadata, 'namespace', meant),
		);
	}),
	onPayload('D6', warning, (payload, report) => {
		const live = storedOf(payload);
		if (!live) return;
		const version = metadataAt(payload, 'resourceVersion');
		const stored = live.metadata.resourceVersion ?? '';
		if (stored && written(version) && written(version) !== stored) {
			report(version, l10n.t('The cluster has version {0}: sending this one is refused as a conflict.', stored), remove(version, offered));
		}
		const { override = '', reason = '' } = live.spec.payloadOverride ?? {};
		const value = overrideAt(payload, 'override');
		const why = overrideAt(payload, 'reason');
		if (!override || (written(value) === override && written(why) === reason)) return;
		report(value ?? overrideAt(payload) ?? specAt(payload), l10n.t('The stored payload is overridden as "{0}" ({1}): this manifest replaces that decision.', override, reason));
	}),
];
