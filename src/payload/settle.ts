import { seedJobs, updateAccepted, updateCreation, updateJobStates, updateMirror, updateRejected } from './controllers';
import { phaseOf, type Phase } from './phase';
import type { ReleasePayload } from './releasePayload';

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
	return untilSettled(payload, (each) => settleRound(updateJobStates(seedJobs(each)), now));
}

/** The same with the job states taken as they are stored. */
export function settleVerdict(payload: ReleasePayload, now = ''): Settled {
	return untilSettled(payload, (each) => settleRound(each, now));
}

/** The other outcome of `settle` where the order matters: rejected before accepted. */
export function settleRejectedFirst(payload: ReleasePayload, now = ''): Settled {
	return untilSettled(payload, (each) => rejectedFirstRound(updateJobStates(seedJobs(each)), now));
}

/** The other outcome of `settleVerdict`. */
export function settleVerdictRejectedFirst(payload: ReleasePayload, now = ''): Settled {
	return untilSettled(payload, (each) => rejectedFirstRound(each, now));
}

function rejectedFirstRound(payload: ReleasePayload, now: string): ReleasePayload {
	return updateAccepted(updateRejected(updateMirror(updateCreation(payload, now), now), now), now);
}

function settleRound(payload: ReleasePayload, now: string): ReleasePayload {
	return updateRejected(updateAccepted(updateMirror(updateCreation(payload, now), now), now), now);
}

function untilSettled(payload: ReleasePayload, round: (payload: ReleasePayload) => ReleasePayload): Settled {
	let current = payload;
	let rounds = 0;
	for (; rounds < mostRounds; rounds++) {
		const next = round(current);
		if (next === current) break;
		current = next;
	}
	return { payload: current, phase: phaseOf(current.status.conditions), rounds };
}
