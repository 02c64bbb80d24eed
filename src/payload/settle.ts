import { withJobLists } from './canonicalOrder';
import { finding } from './conditions';
import { seededStatus, seedJobs, updateAccepted, updateCreation, updateJobStates, updateMirror, updateRejected, withStates } from './controllers';
import { phaseOf, type Phase } from './phase';
import type { ReleasePayload } from './releasePayload';
import { verdictOf } from './verdict';

export interface Settled {
	readonly payload: ReleasePayload;
	readonly phase: Phase;
	/** How many rounds of all controllers wrote something; 0 when the object was settled. */
	readonly rounds: number;
}

/** No object needs more than a handful; the bound only keeps a mistake from looping. */
const mostRounds = 50;

/**
 * What the controllers end at when they run in turn until none has anything to write: job lists seeded, job states,
 * conditions and phase. `now` stands as the time of changed conditions. Where upstream depends on the order in which the
 * two verdict controllers run, this is the outcome of accepted before rejected.
 */
export function settle(payload: ReleasePayload, now = ''): Settled {
	return untilSettled(payload, now, [seedJobs, updateJobStates, updateCreation, updateMirror, updateAccepted, updateRejected]);
}

/**
 * The phase at which `settle` ends for a payload without conditions. Nothing is to be rewritten there and no verdict stands
 * that could lift the mirror's hold, so one look of each controller tells.
 */
export function phaseWithoutConditions(payload: ReleasePayload): Phase {
	const status = withJobLists(seededStatus(payload), withStates);
	const { accepted, rejected } = verdictOf({ ...payload, status });
	const ended = (as: string) => (status.releaseCreationJobResult?.status === as ? 'True' : 'False');
	return phaseOf([accepted, rejected, finding('PayloadCreated', ended('Success')), finding('PayloadFailed', ended('Failed'))]);
}

/** `settle` with the job states taken as they are stored. */
export function settleVerdict(payload: ReleasePayload, now = ''): Settled {
	return untilSettled(payload, now, [updateCreation, updateMirror, updateAccepted, updateRejected]);
}

/** The other outcome of `settle` where the order matters: rejected before accepted. */
export function settleRejectedFirst(payload: ReleasePayload, now = ''): Settled {
	return untilSettled(payload, now, [seedJobs, updateJobStates, updateCreation, updateMirror, updateRejected, updateAccepted]);
}

/** The other outcome of `settleVerdict`. */
export function settleVerdictRejectedFirst(payload: ReleasePayload, now = ''): Settled {
	return untilSettled(payload, now, [updateCreation, updateMirror, updateRejected, updateAccepted]);
}

function untilSettled(payload: ReleasePayload, now: string, controllers: readonly ((payload: ReleasePayload, now: string) => ReleasePayload)[]): Settled {
	let current = payload;
	let rounds = 0;
	for (; rounds < mostRounds; rounds++) {
		const next = controllers.reduce((each, sync) => sync(each, now), current);
		if (next === current) break;
		current = next;
	}
	return { payload: current, phase: phaseOf(current.status.conditions), rounds };
}
