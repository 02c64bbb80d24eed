import type { Phase } from './phase';
import type { PayloadRef } from './releasePayload';
import type { OverrideOutlook } from './outlook';

/**
 * What is kept of a payload that nobody has opened: enough for its row, its stream's row, filters, pickers and the
 * first line of its tooltip, in well under 3 KB. Plain data, no clock: times are epoch milliseconds, ages are worked
 * out where they are shown. Made by `summarize` from the whole object; never edited.
 */
export interface PayloadSummary {
	readonly ref: PayloadRef;
	readonly uid: string;
	readonly resourceVersion: string;
	/** What the payload is called by people: the imagestream tag, else the object's name. */
	readonly releaseName: string;
	readonly stream: string;
	/** `stable`: semver order, never pruned; `integration`: newest first by date. */
	readonly streamKind: 'integration' | 'stable';
	/** From the dated name, else creationTimestamp; undefined when neither is a date. */
	readonly createdAt: number | undefined;

	/** What the conditions say: what is. */
	readonly phase: Phase;
	/** What the controllers' rules give for the object as it stands: what follows. */
	readonly rulesPhase: Phase;
	/** When the verdict conditions last changed status, if any did. */
	readonly decidedAt: number | undefined;
	/** A verdict condition carries a manual reason; after a clear this is how one sees that it is not in force yet. */
	readonly manuallyDecided: boolean;
	/** Verdict cannot change any more by jobs alone: `rejected` when nothing can save it, `accepted` when nothing can spoil it. */
	readonly fate: Fate | undefined;

	/** The override as stored, undefined when its value is empty. `recognised` is false for text that no controller honours. */
	readonly override: OverrideSummary | undefined;
	readonly creation: ReleaseJobState;
	/** `none` when no mirror Job is configured. */
	readonly mirror: ReleaseJobState | 'none';
	/** `spec` lists blocking jobs and `status` none yet. */
	readonly listsUnfilled: boolean;

	readonly blocking: JobCounts;
	readonly informing: JobCounts;
	readonly upgrade: JobCounts;
	/** Names of blocking jobs, at most `namesKept` each (summary.ts); the counts above are complete. */
	readonly failedBlocking: readonly JobAttempts[];
	/** Running, or waiting for a retry. */
	readonly awaitedBlocking: readonly JobAttempts[];
	/** Blocking jobs without a single run. */
	readonly neverStarted: readonly string[];
	/** Blocking jobs whose state is undetermined although they have runs. */
	readonly undetermined: readonly string[];
	readonly failedInforming: readonly string[];
	/** Object is written in the older API's shape. */
	readonly olderShape: boolean;
}

/** One line of the tree: known by name from the first page of metadata, with its summary once the object was read. */
export interface PayloadRow {
	readonly ref: PayloadRef;
	readonly uid: string;
	readonly resourceVersion: string;
	readonly releaseName: string;
	/** From the summary, else guessed from the name and labels so that the row stands in its place at once. */
	readonly stream: string;
	readonly streamKind: 'integration' | 'stable';
	readonly createdAt: number | undefined;
	readonly summary: PayloadSummary | undefined;
}

export interface Fate {
	readonly verdict: 'accepted' | 'rejected';
	/** For `rejected`: the blocking jobs that failed for good. */
	readonly because: readonly JobAttempts[];
	/** Blocking jobs that must still finish before the controllers write it. For `accepted`: those that must pass. */
	readonly waitingFor: readonly string[];
}

export interface OverrideSummary {
	readonly value: string;
	readonly reason: string;
	readonly recognised: boolean;
	/** Reason of the form `LegacyResult(…)`: carried over by upstream from an old annotation. */
	readonly carriedOver: boolean;
	/** From managedFields; undefined where the server does not tell. */
	readonly setAt: number | undefined;
	readonly setBy: string | undefined;
	readonly outlook: OverrideOutlook;
}

export type ReleaseJobState = 'Success' | 'Failed' | 'Unknown';

export interface JobCounts {
	readonly total: number;
	readonly passed: number;
	readonly failed: number;
	/** Running or waiting for a retry. */
	readonly pending: number;
	/** Without a determinable state: no run yet, or odd data. */
	readonly unknown: number;
	/** Older API's `Ignored`. */
	readonly ignored: number;
}

export interface JobAttempts {
	readonly name: string;
	/** Runs so far. */
	readonly runs: number;
	/** Runs allowed: 1 + maxRetries, or the analysis count. */
	readonly allowed: number;
	/** No run is under way and another one is expected. */
	readonly awaitsRetry: boolean;
}
