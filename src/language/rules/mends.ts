import * as l10n from '@vscode/l10n';
import { field, keyOf, type Spot } from '../document/spot';
import { addField, removeEntry, renameKey, replaceNumber, replaceText } from '../findings/edits';
import type { Fix, Where } from '../findings/finding';
import { nearest } from './nearest';

/** How sure a mend is: one of several to choose from, the one that is meant, or one that cannot be wrong. */
export type Trust = 'offered' | 'preferred' | 'safe';

// A mend of something that is not there is none.

export function mend(title: string, edits: Fix['edits'], trust: Trust = 'preferred'): Fix {
	return { title, edits, preferred: trust !== 'offered', safe: trust === 'safe' };
}

export function change(spot: Spot | undefined, text: string, trust?: Trust): Fix | undefined {
	return spot && mend(l10n.t('Change to "{0}"', text), () => [replaceText(spot, text)], trust);
}

export function remove(spot: Spot | undefined, trust?: Trust): Fix | undefined {
	return spot && mend(l10n.t('Remove "{0}"', keyOf(spot) ?? ''), () => [removeEntry(spot)], trust);
}

/** Gives an entry of the map another key, unless that is taken. */
export function rename(entry: Spot, name: string, map: Spot | undefined, trust: Trust = 'safe'): Fix | undefined {
	return field(map, name) ? undefined : mend(l10n.t('Rename to "{0}"', name), () => [renameKey(entry, name)], trust);
}

/** Writes a text at a key of a map, whether the key is there or not; '' is nothing to write. */
export function put(map: Spot | undefined, key: string, text: string, trust?: Trust): Fix | undefined {
	return map && text !== '' ? mend(l10n.t('Set "{0}" to "{1}"', key, text), () => [putText(map, key, text)], trust) : undefined;
}

export function putText(map: Spot, key: string, text: string): ReturnType<typeof replaceText> {
	const spot = field(map, key);
	return spot ? replaceText(spot, text) : addField(map, key, text);
}

export function putNumber(map: Spot, key: string, value: number, trust?: Trust): Fix {
	const spot = field(map, key);
	return mend(l10n.t('Set "{0}" to "{1}"', key, value), () => [spot ? replaceNumber(spot, value) : addField(map, key, value)], trust);
}

export interface Words {
	readonly known: readonly string[];
	/** Other words for the known ones, in lower case and with blanks between them. */
	readonly others?: Readonly<Record<string, string>>;
	/** How many typing mistakes may part a word from a known one. */
	readonly mistakes?: number;
}

/** For a word that nobody knows: the one that is probably meant, else all there are unless they are many. */
export function changeWord(spot: Spot | undefined, value: string, { known, others = {}, mistakes }: Words): readonly (Fix | undefined)[] {
	const folded = value.trim().toLowerCase();
	const same = known.find((word) => word.toLowerCase() === folded);
	const meant = same ?? Object.keys(others).find((word) => others[word]?.split(' ').includes(folded)) ?? nearest(value.trim(), known, mistakes);
	if (meant !== undefined) return [change(spot, meant, same ? 'safe' : 'preferred')];
	return known.length > 6 ? [] : known.map((word) => change(spot, word, 'offered'));
}

/** A place to point at beside a finding, if it is there. */
export function related(where: Where | undefined, message: string): { readonly where: Where; readonly message: string } | undefined {
	return where && { where, message };
}
