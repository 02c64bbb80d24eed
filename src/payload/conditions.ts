import type { Condition, ReleasePayload } from './releasePayload';

/** The six conditions that the controllers write. Source: pkg/apis/release/v1alpha1/types.go. */
export type ConditionType =
	| 'PayloadAccepted'
	| 'PayloadCreated'
	| 'PayloadFailed'
	| 'PayloadMirrorFailed'
	| 'PayloadMirrored'
	| 'PayloadRejected';

export const conditionTypes: readonly ConditionType[] = [
	'PayloadAccepted',
	'PayloadCreated',
	'PayloadFailed',
	'PayloadMirrorFailed',
	'PayloadMirrored',
	'PayloadRejected',
];

export const manuallyAccepted = 'ReleasePayloadManuallyAccepted';
export const manuallyRejected = 'ReleasePayloadManuallyRejected';
export const creationJobFailed = 'ReleasePayloadCreationJobFailed';

/** A condition's answer: everything but the time of its last change of status. */
export interface Finding {
	readonly type: ConditionType;
	readonly status: 'True' | 'False' | 'Unknown';
	readonly reason: string;
	readonly message: string;
}

/** What a controller writes; the reason is that of the type where there is no other. */
export function finding(type: ConditionType, status: Finding['status'], message = '', reason = `Release${type}`): Finding {
	return { type, status, reason, message };
}

/** Whether a stored condition says just this. */
export function saysSo(condition: Condition | undefined, { status, reason, message }: Finding): boolean {
	return condition?.status === status && (condition.reason ?? '') === reason && (condition.message ?? '') === message;
}

/** The first condition of that type: the one that controllers read and rewrite when there are several (library-go FindCondition). */
export function findCondition(conditions: readonly Condition[] | undefined, type: ConditionType): Condition | undefined {
	return conditions?.find((condition) => condition.type === type);
}

/** Whether the first condition of that type is True. */
export function isConditionTrue(conditions: readonly Condition[] | undefined, type: ConditionType): boolean {
	return findCondition(conditions, type)?.status === 'True';
}

/** Whether either verdict condition says that a person decided. */
export function isManuallyDecided(conditions: readonly Condition[] | undefined): boolean {
	return [findCondition(conditions, 'PayloadAccepted'), findCondition(conditions, 'PayloadRejected')].some(
		(condition) => condition?.reason === manuallyAccepted || condition?.reason === manuallyRejected,
	);
}

/**
 * Epoch ms at which the verdict that stands came about: the change of status of the condition that is True, of Accepted,
 * Failed and Rejected in this order. Undefined while there is no verdict or its time is none.
 */
export function decidedAt(payload: ReleasePayload): number | undefined {
	const { conditions } = payload.status;
	const decisive: readonly ConditionType[] = ['PayloadAccepted', 'PayloadFailed', 'PayloadRejected'];
	const verdict = decisive.map((type) => conditions?.find((each) => each.type === type && each.status === 'True')).find((each) => each !== undefined);
	return epoch(verdict?.lastTransitionTime);
}

const rfc3339 = /^\d{4}-\d{2}-\d{2}t\d{2}:\d{2}:\d{2}(\.\d+)?(z|[+-]\d{2}:\d{2})$/i;

/** The host takes 30 February for 2 March. */
function isDay(date: string): boolean {
	return date.slice(8) <= '28' || new Date(`${date}T00:00:00Z`).toISOString().startsWith(date);
}

/** Epoch ms of an RFC 3339 text; undefined when absent or no such time. Texts without a zone would mean another time on every machine. */
export function epoch(time: string | undefined): number | undefined {
	if (time === undefined || !rfc3339.test(time)) return undefined;
	const parsed = Date.parse(time);
	return Number.isNaN(parsed) || !isDay(time.slice(0, 10)) ? undefined : parsed;
}
