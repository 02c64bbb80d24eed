import * as l10n from '@vscode/l10n';
import { contentOf, entries, scalarOf, type Spot } from '../document/spot';
import { replaceText } from '../findings/edits';
import type { Fix } from '../findings/finding';
import type { PayloadView } from './view';

/** Nothing is there, or nothing that counts: no key, null, or a text of blanks. A value of another type is something. */
export function isBlank(spot: Spot | undefined): boolean {
	if (spot === undefined) return true;
	const read = scalarOf(spot);
	return read?.type === 'null' || (read?.type === 'string' && read.value.trim() === '');
}

/**
 * A whole object with something in its spec, so that it can lack something. Fragments, such as the text of a patch, say
 * neither kind nor apiVersion nor name; an empty spec is being written.
 */
export function isWhole(payload: PayloadView): boolean {
	if (payload.text('kind') === '' && payload.text('apiVersion') === '' && payload.header.name === '') return false;
	return entries(payload.at('spec')).length > 0;
}

/** The deepest of these keys that is written as a map, where what is missing below it is reported; the root at worst. */
export function nearestMap(payload: PayloadView, ...path: readonly string[]): Spot {
	let found = payload.root;
	for (let steps = 1; steps <= path.length; steps++) {
		const spot = payload.at(...path.slice(0, steps));
		if (spot === undefined || contentOf(spot)?.kind !== 'map') break;
		found = spot;
	}
	return found;
}

/** Meant for creation: the cluster has no such object or is not known, and the text does not look like a stored one. */
export function isNew(payload: PayloadView): boolean {
	const { live } = payload.surroundings;
	return live === 'absent' || (live === undefined && !payload.header.hasStatus);
}

/** One place to point at beside a finding, if it is there. */
export function related(where: Spot | undefined, message: string): readonly { readonly where: Spot; readonly message: string }[] {
	return where === undefined ? [] : [{ where, message }];
}

/** Writes another text in the place of this one. */
export function replaceFix(spot: Spot, text: string, more: Pick<Fix, 'preferred' | 'safe'> = { preferred: true }): Fix {
	return { title: l10n.t('Change to "{0}"', text), ...more, edits: () => [replaceText(spot, text)] };
}
