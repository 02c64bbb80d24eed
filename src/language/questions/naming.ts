import * as l10n from '@vscode/l10n';
import { placeOf } from '../findings/edits';
import { renameEdits, renameStart, type Refusal, type RenameStart } from '../features/rename';
import type { OpenText } from '../openText';
import type { PayloadView } from '../rules/view';
import type { OffsetEdit } from './mending';

/** The payload around an offset. */
export function viewAt(open: OpenText, offset: number): PayloadView | undefined {
	const spot = open.payloadAt(offset);
	return spot && open.view(spot);
}

/** What would be renamed at an offset; undefined outside of payloads. */
export function renameStartIn(open: OpenText, offset: number): RenameStart | Refusal | undefined {
	const view = viewAt(open, offset);
	if (!view) return undefined;
	// A tree that was recovered from broken text holds guesses: an edit by it could spoil what stands there.
	if (open.documentAt(offset).document?.problems.some(({ recovered }) => recovered) === true) return { refusal: l10n.t('Mend the syntax of this document first.') };
	const start = renameStart(view, offset);
	return 'refusal' in start ? start : { range: start.range, placeholder: start.placeholder };
}

export function renameIn(open: OpenText, offset: number, name: string): readonly OffsetEdit[] | Refusal {
	const start = renameStartIn(open, offset);
	const view = viewAt(open, offset);
	if (!view || !start) return [];
	const edits = 'refusal' in start ? start : renameEdits(view, offset, name);
	return 'refusal' in edits ? edits : edits.map(placeOf);
}
