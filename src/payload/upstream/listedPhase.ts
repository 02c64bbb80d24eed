import type { Phase } from '../phase';
import type { Condition } from '../releasePayload';

/**
 * The phase as upstream computes it from a list in the order given: the first True among Accepted, Rejected and Failed
 * wins. On a list sorted by type, as every object is stored, this is `phaseOf`. pkg/release-controller/release_payload.go.
 */
export function phaseAsListed(conditions: readonly Condition[]): Phase {
	const decisive: ReadonlyMap<string, Phase> = new Map([
		['PayloadAccepted', 'Accepted'],
		['PayloadRejected', 'Rejected'],
		['PayloadFailed', 'Failed'],
	]);
	const verdict = conditions.find((condition) => condition.status === 'True' && decisive.has(condition.type ?? ''));
	const created = conditions.some((condition) => condition.type === 'PayloadCreated' && condition.status === 'True');
	return decisive.get(verdict?.type ?? '') ?? (created ? 'Ready' : 'Pending');
}
