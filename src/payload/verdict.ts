import { creationJobFailed, isConditionTrue, manuallyAccepted, manuallyRejected, type Finding } from './conditions';
import { groupState } from './jobState';
import type { ReleasePayload } from './releasePayload';

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
	const step = decisionStep(payload);
	switch (step) {
		case 'creationFailed':
			return both('False', 'True', creationJobFailed, payload.status.releaseCreationJobResult?.message ?? '');
		case 'creationUnfinished':
		case 'mirrorUnfinished':
			return byJobs('Unknown', 'Unknown');
		case 'override':
			return manualVerdict(payload);
		case 'noBlockingJobs':
			return byJobs(othersAreFinal(payload) ? 'True' : 'Unknown', 'Unknown');
		case 'blockingJobs':
			return blockingVerdict(payload);
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

/**
 * The mirror holds the verdict: a mirror Job is configured and has not ended, and no verdict stands already. A failed one
 * has ended: mirroring itself does not decide.
 */
export function isHeldByMirror({ spec, status }: ReleasePayload): boolean {
	const name = spec.payloadCreationConfig?.releaseMirrorCoordinates?.releaseMirrorJobName ?? '';
	const ended = status.releaseMirrorJobResult?.status === 'Success' || status.releaseMirrorJobResult?.status === 'Failed';
	return name !== '' && !ended && !isConditionTrue(status.conditions, 'PayloadAccepted') && !isConditionTrue(status.conditions, 'PayloadRejected');
}

function manualVerdict(payload: ReleasePayload): Verdict {
	const reason = payload.spec.payloadOverride?.reason ?? '';
	return payload.spec.payloadOverride?.override === 'Accepted'
		? both('True', 'False', manuallyAccepted, reason)
		: both('False', 'True', manuallyRejected, reason);
}

/** Without blocking jobs acceptance waits for every informing and upgrade job; nothing can reject. */
function othersAreFinal({ status }: ReleasePayload): boolean {
	return [...(status.informingJobResults ?? []), ...(status.upgradeJobResults ?? [])].every(
		(job) => job.state === 'Success' || job.state === 'Failure',
	);
}

function blockingVerdict(payload: ReleasePayload): Verdict {
	switch (groupState(payload.status.blockingJobResults)) {
		case 'Pending':
			return byJobs('False', 'False');
		case 'Unknown':
			return byJobs('Unknown', 'Unknown');
		case 'Failure':
			return byJobs('False', 'True');
		case 'Success':
			return byJobs('True', 'False');
	}
}

function both(accepted: Finding['status'], rejected: Finding['status'], reason: string, message: string): Verdict {
	return {
		accepted: { type: 'PayloadAccepted', status: accepted, reason, message },
		rejected: { type: 'PayloadRejected', status: rejected, reason, message },
	};
}

/** A verdict by the jobs carries no message: which job failed has to be worked out from the results. */
function byJobs(accepted: Finding['status'], rejected: Finding['status']): Verdict {
	return {
		accepted: { type: 'PayloadAccepted', status: accepted, reason: 'ReleasePayloadAccepted', message: '' },
		rejected: { type: 'PayloadRejected', status: rejected, reason: 'ReleasePayloadRejected', message: '' },
	};
}
