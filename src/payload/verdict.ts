import { creationJobFailed, finding, isConditionTrue, manuallyAccepted, manuallyRejected, type Finding } from './conditions';
import { groupState } from './jobState';
import type { ReleasePayload, ReleasePayloadStatus } from './releasePayload';

export interface Verdict {
	readonly accepted: Finding;
	readonly rejected: Finding;
}

/** Which rule of the decision order gave a verdict: the first that applies wins. */
export type DecisionStep = 'creationFailed' | 'creationUnfinished' | 'mirrorUnfinished' | 'override' | 'noBlockingJobs' | 'blockingJobs';

/**
 * One evaluation of both verdict controllers on the object as it stands; job states are taken as stored.
 * payload_accepted_controller.go and payload_rejected_controller.go, which share the order of their decisions.
 */
export function verdictOf(payload: ReleasePayload): Verdict {
	const { spec, status } = payload;
	switch (decisionStep(payload)) {
		case 'creationFailed':
			return both('False', 'True', status.releaseCreationJobResult?.message, creationJobFailed);
		case 'creationUnfinished':
		case 'mirrorUnfinished':
			return both('Unknown', 'Unknown');
		case 'override':
			return manualVerdict(spec.payloadOverride?.override, spec.payloadOverride?.reason);
		case 'noBlockingJobs':
			return both(othersAreFinal(status) ? 'True' : 'Unknown', 'Unknown');
		case 'blockingJobs':
			return blockingVerdict(status);
	}
}

/** The rule that decides now, and so what a payload waits for. */
export function decisionStep(payload: ReleasePayload): DecisionStep {
	const creation = payload.status.releaseCreationJobResult?.status;
	if (creation === 'Failed') return 'creationFailed';
	if (creation !== 'Success') return 'creationUnfinished';
	if (isHeldByMirror(payload)) return 'mirrorUnfinished';
	if (isRecognisedOverride(payload.spec.payloadOverride?.override)) return 'override';
	return (payload.status.blockingJobResults?.length ?? 0) === 0 ? 'noBlockingJobs' : 'blockingJobs';
}

/** Exactly the two texts that the controllers know; case and blanks count. */
export function isRecognisedOverride(override: string | undefined): override is 'Accepted' | 'Rejected' {
	return override === 'Accepted' || override === 'Rejected';
}

/** The mirror holds the verdict: its Job has not ended, and no verdict stands already. */
export function isHeldByMirror(payload: ReleasePayload): boolean {
	const { conditions } = payload.status;
	return isMirrorOpen(payload) && !isConditionTrue(conditions, 'PayloadAccepted') && !isConditionTrue(conditions, 'PayloadRejected');
}

/** A mirror Job is configured and has not ended. A failed one has ended: mirroring itself does not decide. */
export function isMirrorOpen({ spec, status }: ReleasePayload): boolean {
	const name = spec.payloadCreationConfig?.releaseMirrorCoordinates?.releaseMirrorJobName ?? '';
	const mirror = status.releaseMirrorJobResult?.status;
	return name !== '' && mirror !== 'Success' && mirror !== 'Failed';
}

/** What a person decided, with the reason. */
export function manualVerdict(override: string | undefined, reason: string | undefined): Verdict {
	return override === 'Accepted' ? both('True', 'False', reason, manuallyAccepted) : both('False', 'True', reason, manuallyRejected);
}

/** Without blocking jobs acceptance waits for every informing and upgrade job; nothing can reject. */
function othersAreFinal({ informingJobResults = [], upgradeJobResults = [] }: ReleasePayloadStatus): boolean {
	return [...informingJobResults, ...upgradeJobResults].every(({ state }) => state === 'Success' || state === 'Failure');
}

function blockingVerdict({ blockingJobResults }: ReleasePayloadStatus): Verdict {
	const state = groupState(blockingJobResults);
	return state === 'Unknown' ? both('Unknown', 'Unknown') : both(state === 'Success' ? 'True' : 'False', state === 'Failure' ? 'True' : 'False');
}

/** A verdict by the jobs carries neither message nor reason of its own: which job failed has to be worked out from the results. */
function both(accepted: Finding['status'], rejected: Finding['status'], message?: string, reason?: string): Verdict {
	return { accepted: finding('PayloadAccepted', accepted, message, reason), rejected: finding('PayloadRejected', rejected, message, reason) };
}
