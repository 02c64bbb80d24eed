import type { JobRole } from '../payload/jobs';
import type { PayloadRef, ReleasePayload } from '../payload/releasePayload';
import type { PayloadRow } from '../payload/summary';
import type { Clock } from './age';
import type { JobMemo } from './jobIndex';

/** A place in the tree: identity only. What it says is worked out by `describe` from the facts and the time. Ids begin with context and namespace. */
export type TreeNode =
	| { readonly kind: 'context'; readonly id: string; readonly context: string }
	| { readonly kind: 'namespace'; readonly id: string; readonly context: string; readonly namespace: string }
	| { readonly kind: 'stream'; readonly id: string; readonly context: string; readonly namespace: string; readonly stream: string }
	| { readonly kind: 'payload'; readonly id: string; readonly context: string; readonly ref: PayloadRef }
	| { readonly kind: 'role'; readonly id: string; readonly context: string; readonly ref: PayloadRef; readonly role: JobRole }
	| { readonly kind: 'job'; readonly id: string; readonly context: string; readonly ref: PayloadRef; readonly role: JobRole; readonly job: string }
	| { readonly kind: 'run'; readonly id: string; readonly context: string; readonly ref: PayloadRef; readonly role: JobRole; readonly job: string; readonly run: string }
	| { readonly kind: 'notice'; readonly id: string; readonly context: string; readonly notice: Notice };

/** A row that informs: what is the matter and the next step. */
export type Notice =
	| { readonly kind: 'loading'; readonly what: string }
	| { readonly kind: 'empty'; readonly what: 'namespaces' | 'payloads' | 'jobs' | 'runs' | 'filtered' }
	| { readonly kind: 'problem'; readonly problem: Problem; readonly namespace: string | undefined }
	/** The connection is lost; rows below are from `since`. */
	| { readonly kind: 'stale'; readonly since: number; readonly problem: Problem };

/** Structurally `ClusterProblem`; the words for each reason live in presentation/problems.ts. */
export interface Problem {
	readonly reason: string;
	readonly detail: string;
	readonly retryAt: number | undefined;
}

/** What the tree reads of one cluster. The cluster's store happens to fit; tests pass literals. */
export interface ClusterFacts {
	readonly context: string;
	readonly server: string;
	readonly state: ConnectionFacts;
	readonly namespaces: readonly { readonly namespace: string; readonly state: ConnectionFacts }[];
	rows(namespace: string): readonly PayloadRow[];
	row(ref: PayloadRef): PayloadRow | undefined;
	detail(ref: PayloadRef): DetailFacts | undefined;
	/** Whether this user may override in the namespace; undefined while not known. */
	mayOverride(namespace: string): boolean | undefined;
}

export type ConnectionFacts =
	| { readonly kind: 'idle' | 'connecting' }
	| { readonly kind: 'listing'; readonly loaded: number; readonly total: number | undefined }
	/** `pollingEvery`, ms: there is no watch, the list is read anew so often. */
	| { readonly kind: 'live'; readonly since: number; readonly pollingEvery?: number }
	| { readonly kind: 'reconnecting' | 'failed'; readonly since: number; readonly problem: Problem };

export type DetailFacts =
	| { readonly kind: 'loading' }
	| { readonly kind: 'loaded'; readonly payload: ReleasePayload }
	| { readonly kind: 'failed'; readonly problem: Problem };

export interface TreeFilter {
	/** Lower-case text looked for in release name, stream and job names of the summary; empty means all. */
	readonly text: string;
	readonly faultsOnly: boolean;
}

/** What the user's settings change about words; plain values, given by `ui`. */
export interface TreeSettings {
	/** Hours without an Accepted after which a stream is called out on its namespace. */
	readonly quietStreamHours: number;
	/** Minutes after creation from which a blocking job without a run is "never started". */
	readonly neverStartedMinutes: number;
}

/** All that the tree is worked out from. */
export interface TreeInput {
	readonly clusters: readonly ClusterFacts[];
	readonly filter: TreeFilter;
	readonly settings: TreeSettings;
	readonly clock: Clock;
	/** Epoch ms since when a payload's conditions have been seen to lag behind the rules. */
	readonly differsSince?: (context: string, ref: PayloadRef) => number | undefined;
	/** Kept by whoever draws the tree, so that the jobs of a payload are worked out once and not for every row. */
	readonly jobMemo?: JobMemo;
}

export interface Row {
	readonly label: string;
	readonly description: string;
	/** Codicon id. */
	readonly icon: string;
	/** Theme colour id; undefined: the default foreground. */
	readonly color: string | undefined;
	readonly collapsible: 'none' | 'collapsed' | 'expanded';
	/** Space-separated words, matched in `when` clauses with `\bword\b`. */
	readonly contextValue: string;
	readonly accessibilityLabel: string;
	/** What a click does; rows that only expand have none. */
	readonly action: RowAction | undefined;
}

export type RowAction =
	| { readonly kind: 'openPayload'; readonly ref: PayloadRef }
	| { readonly kind: 'openUrl'; readonly url: string }
	| { readonly kind: 'command'; readonly command: 'retry' | 'showLog' | 'pickContext' | 'openDemo' | 'clearFilter' | 'manageTrust' };
