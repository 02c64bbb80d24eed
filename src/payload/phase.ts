import type { Condition } from './releasePayload';

/** What people call the state of a payload; derived from its conditions, never stored. */
export type Phase = 'Pending' | 'Ready' | 'Accepted' | 'Rejected' | 'Failed';

/** The condition that stands for each phase, strongest first: the first that is True names the phase. */
const precedence: readonly (readonly [type: string, phase: Phase])[] = [
	['PayloadAccepted', 'Accepted'],
	['PayloadFailed', 'Failed'],
	['PayloadRejected', 'Rejected'],
	['PayloadCreated', 'Ready'],
];

/**
 * The phase that a list of conditions gives, in any order; `Pending` for none. Among several conditions of one type any
 * True counts. release-controller: pkg/release-controller/release_payload.go, read on conditions in their stored order
 * (sorted by type), which amounts to this precedence.
 */
export function phaseOf(conditions: readonly Condition[] | undefined): Phase {
	const isTrue = (type: string) => conditions?.some((condition) => condition.type === type && condition.status === 'True') === true;
	return precedence.find(([type]) => isTrue(type))?.[1] ?? 'Pending';
}

/** Whether the phase is a verdict: nothing is launched or retried for such a payload any more. */
export function isDecided(phase: Phase): boolean {
	return phase === 'Accepted' || phase === 'Rejected' || phase === 'Failed';
}
