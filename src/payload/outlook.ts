import { findCondition, isConditionTrue, isManuallyDecided, saysSo } from './conditions';
import type { Phase } from './phase';
import type { PayloadOverride, ReleasePayload } from './releasePayload';
import { settle } from './settle';
import { decisionStep, isMirrorOpen, isRecognisedOverride, manualVerdict } from './verdict';

/**
 * What the controllers make of an override, or would make of one, given the payload as it stands.
 * Source: domain rules of payload_accepted_controller.go and payload_rejected_controller.go (decision order).
 *
 * - `inForce`      both verdict conditions carry it, with its reason
 * - `soon`         nothing holds it: the controllers will write it at their next pass
 * - `waitsForCreation`, `waitsForMirror`  applied once that Job has finished
 * - `creationFailed`  never, unless the failed creation Job is replaced by one that succeeds
 * - `unrecognised` the text is none that a controller knows
 * - `reasonTooLong` the status write will be refused: the verdict never lands
 */
export type OverrideOutlook =
	| 'inForce'
	| 'soon'
	| 'waitsForCreation'
	| 'waitsForMirror'
	| 'creationFailed'
	| 'unrecognised'
	| 'reasonTooLong';

/** A condition's message holds so many code points and no more: a longer reason fails every write of the verdict. CRD, `conditions[].message`. */
export const longestReason = 32_768;

/** Whether the verdict conditions can carry the reason. */
export function reasonFits(reason: string): boolean {
	if (reason.length <= longestReason) return true;
	if (reason.length > 2 * longestReason) return false;
	let codePoints = 0;
	for (const each of reason) codePoints += each.length > 0 ? 1 : 0;
	return codePoints <= longestReason;
}

/** The outlook of the override that the payload has; undefined when its value is empty. */
export function overrideOutlook(payload: ReleasePayload): OverrideOutlook | undefined {
	const { override = '', reason = '' } = payload.spec.payloadOverride ?? {};
	return override === '' ? undefined : outlookOf(payload, override, reason);
}

/**
 * What the controllers would make of this override on this payload. `soon` only if it comes into force whichever of the
 * two verdict controllers is first: changing a decided payload while its mirror Job is unfinished can leave it undecided,
 * when the one that takes the old verdict back is first and the mirror then holds the other.
 */
export function outlookOf(payload: ReleasePayload, override: string, reason: string): OverrideOutlook {
	if (!isRecognisedOverride(override)) return 'unrecognised';
	if (isInForce(payload, override, reason)) return 'inForce';
	if (!reasonFits(reason)) return 'reasonTooLong';
	const step = decisionStep(payload);
	if (step === 'creationFailed') return step;
	if (step === 'creationUnfinished') return 'waitsForCreation';
	return isMirrorOpen(payload) && !isConditionTrue(payload.status.conditions, `Payload${override}`) ? 'waitsForMirror' : 'soon';
}

/**
 * Both verdict conditions carry this override with this reason. Two controllers write them in either order, and in
 * between the phase can still be the old one: one alone does not count.
 */
export function isInForce(payload: ReleasePayload, override: 'Accepted' | 'Rejected', reason: string): boolean {
	const { accepted, rejected } = manualVerdict(override, reason);
	return [accepted, rejected].every((each) => saysSo(findCondition(payload.status.conditions, each.type), each));
}

/** What became of a written override, or of a clear (`override` undefined), as far as the object shows. */
export type OverrideProgress = 'inForce' | 'notYet' | 'waitsForCreation' | 'waitsForMirror' | 'creationFailed' | 'replaced' | 'void';

/**
 * Told from the object as the watch brings it: `replaced` when it carries another override by now, `void` when what was
 * written can never take effect (unknown text, reason too long). A clear is in force once no verdict is manual.
 */
export function overrideProgress(payload: ReleasePayload, written: PayloadOverride | undefined): OverrideProgress {
	const { override = '', reason = '' } = payload.spec.payloadOverride ?? {};
	if (override !== (written?.override ?? '') || (override !== '' && reason !== (written?.reason ?? ''))) return 'replaced';
	if (override === '') return isManuallyDecided(payload.status.conditions) ? 'notYet' : 'inForce';
	const outlook = outlookOf(payload, override, reason);
	switch (outlook) {
		case 'soon':
			return 'notYet';
		case 'unrecognised':
		case 'reasonTooLong':
			return 'void';
		default:
			return outlook;
	}
}

/** The payload with another override; undefined takes it away. */
export function withOverride(payload: ReleasePayload, override: PayloadOverride | undefined): ReleasePayload {
	return { ...payload, spec: { ...payload.spec, payloadOverride: override ?? {} } };
}

/** The phase that the controllers would arrive at with this override; undefined stands for a clear. */
export function phaseWith(payload: ReleasePayload, override: PayloadOverride | undefined): Phase {
	return settle(withOverride(payload, override)).phase;
}
