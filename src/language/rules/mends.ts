import * as l10n from '@vscode/l10n';
import type { Value } from '../../schema/schema';
import { field, keyOf, type Spot } from '../document/spot';
import { addField, removeEntry, renameKey, replaceNumber, replaceText } from '../findings/edits';
import { toStretch, type Edit, type Fix, type Related, type Where } from '../findings/finding';
import { nearest } from './nearest';
import { written } from './presence';

/** How sure a mend is: one of several to choose from, the one that is meant, or one that cannot be wrong. */
export type Trust = 'offered' | 'preferred' | 'safe';
export const offered = 'offered';
export const safe = 'safe';

// A mend of something that is not there is none.

export const mend = (title: string, edits: Fix['edits'], trust: Trust = 'preferred'): Fix => ({ title, edits, preferred: trust !== offered, safe: trust === safe });

export const change = (spot: Spot | undefined, text: string | undefined, trust?: Trust): Fix | undefined =>
	spot && text !== undefined ? mend(l10n.t('Change to "{0}"', text), () => [replaceText(spot, text)], trust) : undefined;

/** Takes out a key with its value, or an item of a list. */
export const remove = (spot: Spot | undefined, trust?: Trust): Fix | undefined =>
	spot && mend(spot.key ? l10n.t('Remove "{0}"', keyOf(spot) ?? '') : l10n.t('Remove this entry'), () => [removeEntry(spot)], trust);

/** Gives an entry of the map another key, unless that is taken. */
export const rename = (entry: Spot, name: string, map: Spot | undefined, trust: Trust = safe): Fix | undefined =>
	field(map, name) ? undefined : mend(l10n.t('Rename to "{0}"', name), () => [renameKey(entry, name)], trust);

/** Writes a value at a path below a map, whether it is there or not; '' is nothing to write. */
export const put = (map: Spot | undefined, path: string, value: string | number, trust?: Trust): Fix | undefined =>
	map && value !== '' ? mend(l10n.t('Set "{0}" to "{1}"', path, value), () => [putAt(map, path.split('.'), value)], trust) : undefined;

/** The same as an edit, which adds what lacks of the way there. Fields hold no dots. */
export function putAt(map: Spot, [key = '', ...rest]: readonly string[], value: Value): Edit {
	const spot = field(map, key);
	if (!spot) return addField(map, key, rest.reduceRight((below, name) => ({ [name]: below }), value));
	if (rest.length > 0) return putAt(spot, rest, value);
	return typeof value === 'string' ? replaceText(spot, value) : replaceNumber(spot, Number(value));
}

export interface Words {
	readonly known: readonly string[];
	/** Other words for the known ones, in lower case and with blanks between them. */
	readonly others?: Readonly<Record<string, string>>;
	/** How many typing mistakes may part a word from a known one. */
	readonly mistakes?: number;
}

/** For a word that nobody knows: the one that is probably meant, else all there are unless they are many. */
export function changeWord(spot: Spot | undefined, { known, others = {}, mistakes }: Words): readonly (Fix | undefined)[] {
	const value = written(spot).trim();
	const folded = value.toLowerCase();
	const same = known.find((word) => word.toLowerCase() === folded);
	const meant = same ?? Object.keys(others).find((word) => others[word]?.split(' ').includes(folded)) ?? nearest(value, known, mistakes);
	if (meant) return [change(spot, meant, same ? safe : 'preferred')];
	return known.length > 6 ? [] : known.map((word) => change(spot, word, offered));
}

/** A place to point at beside a finding, if it is there. */
export const related = (where: Where | undefined, message: string): Related | undefined => where && { ...toStretch(where), message };
