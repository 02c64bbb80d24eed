import * as l10n from '@vscode/l10n';
import type { OverrideOutlook } from '../payload/outlook';
import type { ReleasePayload } from '../payload/releasePayload';
import type { PayloadSummary } from '../payload/summary';
import { ago, utcAndLocal, type Clock } from './age';
import { oneLine } from './hostile';

/** What is to be said of the override that a payload has, and of one that was taken away and still stands. */
export function presentOverrideNotes(payload: ReleasePayload, summary: PayloadSummary, clock: Clock): readonly string[] {
	const { override } = summary;
	if (override === undefined) {
		return summary.manuallyDecided ? [l10n.t('The override was taken away; the verdict that it gave stands until the controllers write another.')] : strayReason(payload);
	}
	return [
		presentOutlook(override.outlook, oneLine(override.value, 60)),
		override.carriedOver ? l10n.t('The override was carried over from the older annotations, not set by a person.') : originOf(override.setAt, override.setBy, clock),
		override.recognised && override.reason === '' ? l10n.t('The override has no reason, so the web page does not mark it.') : '',
	];
}

/** A reason without a value decides nothing, yet the web page shows a banner for it. */
function strayReason(payload: ReleasePayload): readonly string[] {
	return (payload.spec.payloadOverride?.reason ?? '') === '' ? [] : [l10n.t('A reason is stored without an override: it decides nothing.')];
}

function presentOutlook(outlook: OverrideOutlook, value: string): string {
	switch (outlook) {
		case 'inForce':
			return l10n.t('The override {0} is in force.', value);
		case 'soon':
			return l10n.t('The override {0} is stored; the controllers have not written it to both verdicts yet.', value);
		case 'waitsForCreation':
			return l10n.t('The override {0} waits until the release image is built.', value);
		case 'waitsForMirror':
			return l10n.t('The override {0} waits until the release mirror Job has ended.', value);
		case 'creationFailed':
			return l10n.t('The override {0} has no effect: the release creation Job failed. Only a new Job that succeeds would change that.', value);
		case 'unrecognised':
			return l10n.t('The override {0} has no effect: controllers know exactly Accepted and Rejected.', value);
		case 'reasonTooLong':
			return l10n.t('The override {0} never takes effect: its reason is longer than a condition can hold (32,768 characters).', value);
	}
}

/** When it was set and through which client; managed fields name clients, never persons. */
function originOf(setAt: number | undefined, setBy: string | undefined, clock: Clock): string {
	if (setAt === undefined) return l10n.t('When the override was set is not known.');
	const time = utcAndLocal(setAt, clock);
	return setBy === undefined ? l10n.t('Set {0}, {1}.', ago(setAt, clock), time) : l10n.t('Set {0}, {1}, by the client {2}.', ago(setAt, clock), time, oneLine(setBy, 60));
}
