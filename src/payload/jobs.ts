/** `analysis` only for the older API's `analysisJobResults`; today an analysis job is marked as such within its role. */
export type JobRole = 'blocking' | 'informing' | 'upgrade' | 'analysis';

/** The job state controller's answer. */
export type JobState = 'Success' | 'Failure' | 'Pending' | 'Unknown';

/** What a reader is shown: what the writer meant, with the two meanings of Pending told apart. */
export type ShownJobState = 'passed' | 'failed' | 'running' | 'awaitsRetry' | 'neverStarted' | 'ignored' | 'unknown';

export type ShownRunState = 'triggered' | 'running' | 'passed' | 'failed' | 'aborted' | 'error' | 'ignored' | 'unknown';

/** One configured verification job of a payload, spec and status joined. */
export interface Job {
	readonly role: JobRole;
	/** Stable and unique within the payload, also among duplicates and unnamed jobs. */
	readonly key: string;
	/** `ciConfigurationName`, else the older `name`; undefined when the name was pruned. */
	readonly name: string | undefined;
	/** The Prow periodic, `ciConfigurationJobName`. */
	readonly prowJobName: string | undefined;
	readonly maxRetries: number;
	readonly analysisJobCount: number;
	readonly shown: ShownJobState;
	/** What the controllers compute from the runs. */
	readonly state: JobState;
	/** `state` as stored, when the text is there. */
	readonly storedState: string | undefined;
	/** Oldest first by start time; runs without one come last, in stored order. */
	readonly runs: readonly Run[];
	/** When the next retry may be launched at the earliest, epoch ms; only with `awaitsRetry` on an undecided payload. */
	readonly nextRetryAt: number | undefined;
	/** In `spec` but not in `status`, or the reverse; `both` otherwise. */
	readonly presentIn: 'both' | 'spec' | 'status';
}

export interface Run {
	/** The ProwJob's name; unique within the job, made up from the position when absent. */
	readonly key: string;
	readonly name: string | undefined;
	readonly namespace: string | undefined;
	readonly buildCluster: string | undefined;
	/** 1-based, in time order. */
	readonly attempt: number;
	readonly shown: ShownRunState;
	readonly storedState: string | undefined;
	readonly startedAt: number | undefined;
	readonly completedAt: number | undefined;
	/** As stored: hostile text until checked with `httpUrl`. */
	readonly url: string | undefined;
	readonly upgradeType: string | undefined;
}
