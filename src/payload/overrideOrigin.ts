import { epoch } from './conditions';
import type { ObjectMeta } from './releasePayload';

/** When and by which client the present override was written. */
export interface OverrideOrigin {
	readonly at: number | undefined;
	/** A client's name such as `kubectl-patch`, never a person's. */
	readonly by: string | undefined;
}

/**
 * As `managedFields` tell: the newest entry that owns the override's value or reason. Both undefined where the server
 * does not tell. The time is that of the client's latest write to the object, so it may be later than the override.
 */
export function overrideOrigin(metadata: ObjectMeta): OverrideOrigin {
	const owners = (metadata.managedFields ?? []).filter((entry) => entry.ownsOverride && (entry.subresource ?? '') === '');
	const timed = owners.map((entry) => ({ at: epoch(entry.time), by: entry.manager === '' ? undefined : entry.manager }));
	timed.sort((a, b) => (b.at ?? 0) - (a.at ?? 0));
	return timed[0] ?? { at: undefined, by: undefined };
}

/** Upstream carried verdicts of old annotations over in this form. cmd/release-controller/legacy_results.go. */
export function isCarriedOver(reason: string): boolean {
	return reason.startsWith('LegacyResult(') && reason.endsWith(')');
}
