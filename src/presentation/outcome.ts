import * as l10n from '@vscode/l10n';
import type { WantedOverride } from '../payload/consequences';
import type { OverrideProgress } from '../payload/outlook';
import type { BasisDifference } from '../payload/override';
import { duration } from './age';
import { oneLine } from './hostile';
import { jobName } from './wordLists';

/** What became of an override, a clear included; plain whole sentences. */

/** Right after the patch: it is stored, and the controllers have yet to follow. */
export function writtenSentence(wanted: WantedOverride, name: string): string {
	const payload = oneLine(name, 120);
	switch (wanted?.override) {
		case 'Accepted':
			return l10n.t('Override Accepted is stored for {0}; waiting for the controllers.', payload);
		case 'Rejected':
			return l10n.t('Override Rejected is stored for {0}; waiting for the controllers.', payload);
		case undefined:
			return l10n.t('The override of {0} is cleared; waiting for the controllers.', payload);
	}
}

/** As the watch tells it, `waited` ms after the patch. Waiting is waiting, not failure. */
export function progressSentence(progress: OverrideProgress, wanted: WantedOverride, name: string, waited: number): string {
	const payload = oneLine(name, 120);
	switch (progress) {
		case 'inForce':
			return inForceSentence(wanted, payload);
		case 'notYet':
			return l10n.t('{0}: stored, not in force after {1}. On a busy server this can take over a minute; without running controllers it stays so.', payload, duration(waited));
		case 'waitsForCreation':
			return l10n.t('{0}: stored; takes effect once the release image is built.', payload);
		case 'waitsForMirror':
			return l10n.t('{0}: stored; takes effect once the release mirror Job has ended.', payload);
		case 'creationFailed':
			return l10n.t('{0}: stored without effect, since the release creation Job failed.', payload);
		case 'replaced':
			return l10n.t('{0}: someone has replaced this override by another since.', payload);
		case 'void':
			return l10n.t('{0}: stored, but it can never take effect.', payload);
	}
}

function inForceSentence(wanted: WantedOverride, payload: string): string {
	switch (wanted?.override) {
		case 'Accepted':
			return l10n.t('{0} is Accepted by override. Publishing may follow up to ten minutes later.', payload);
		case 'Rejected':
			return l10n.t('{0} is Rejected by override. Pruning may follow up to ten minutes later.', payload);
		case undefined:
			return l10n.t('{0}: the override is gone, its jobs decide again.', payload);
	}
}

/** Deleted, or deleted and made anew, between the decision and the patch. */
export function goneSentence(name: string, namespace: string): string {
	return l10n.t('{0} is no longer in namespace {1}, or is another object of the same name. Nothing was written.', oneLine(name, 120), oneLine(namespace, 100));
}

/** The question goes back to the person: first what, then one line for each thing that differs. */
export function changedSentences(name: string, differences: readonly BasisDifference[]): readonly string[] {
	const lead = l10n.t('{0} has changed since you decided. Nothing was written.', oneLine(name, 120));
	return [lead, ...differences.slice(0, mostDifferences).map(differenceSentence), ...(differences.length > mostDifferences ? [l10n.t('And {0} more.', differences.length - mostDifferences)] : [])];
}

const mostDifferences = 20;

function differenceSentence({ what, name, before, after }: BasisDifference): string {
	const [from, to] = [valueOrNone(before), valueOrNone(after)];
	switch (what) {
		case 'override':
			return l10n.t('Override: was {0}, is {1}.', from, to);
		case 'reason':
			return l10n.t('Reason of the override: was {0}, is {1}.', from, to);
		case 'phase':
			return l10n.t('Phase: was {0}, is {1}.', from, to);
		case 'creation':
			return l10n.t('Release creation Job: was {0}, is {1}.', from, to);
		case 'mirror':
			return l10n.t('Release mirror Job: was {0}, is {1}.', from, to);
		case 'blocking':
			return l10n.t('Blocking job {0}: was {1}, is {2}.', jobName(name), from, to);
	}
}

function valueOrNone(value: string): string {
	const shown = oneLine(value, 120);
	return shown === '' ? l10n.t('none') : shown;
}
