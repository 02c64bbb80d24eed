import type { DecisionBasis } from '../payload/override';
import type { PayloadRef, ReleasePayload } from '../payload/releasePayload';
import type { PayloadRow } from '../payload/summary';

/** Every failure of the outside world, as one closed set. Nobody but `clusterError.ts` looks at status codes or error texts. */
export type ClusterErrorReason =
	/** No answer: refused, unknown host, timed out, connection lost, proxy down. */
	| 'unreachable'
	/** The server's certificate is not trusted or does not fit. */
	| 'tls'
	/** 401: the login expired or is wrong. */
	| 'unauthorized'
	/** An exec plugin or token file failed, is missing, or timed out. */
	| 'credential'
	/** The plugin may not run because the workspace is not trusted. */
	| 'untrusted'
	/** 403. */
	| 'forbidden'
	/** 404 of an object. */
	| 'notFound'
	/** The cluster does not serve ReleasePayloads. */
	| 'notInstalled'
	/** 409. */
	| 'conflict'
	/** 422 or 400: the server refused what was sent. */
	| 'invalid'
	/** 410: the resourceVersion or continue token is too old. */
	| 'expired'
	/** 429 or 503. */
	| 'busy'
	/** 5xx. */
	| 'server'
	/** An answer that is not the Kubernetes API's (a login page, truncated or garbled). */
	| 'unexpected'
	/** The kubeconfig is missing, empty, broken, or lacks the named context. */
	| 'config';

/** A failure as plain data: what the tree and the messages are made from. `detail` is safe to show and short. */
export interface ClusterProblem {
	readonly reason: ClusterErrorReason;
	readonly detail: string;
	/** Epoch ms of the next automatic attempt; undefined when only a person can help. */
	readonly retryAt: number | undefined;
}

export interface KubeContext {
	readonly name: string;
	readonly cluster: string;
	/** URL of the API server, for people to tell clusters apart. */
	readonly server: string;
	readonly user: string;
	/** The context's own namespace, if it names one. */
	readonly namespace: string | undefined;
}

/** Structurally a `vscode.Event`, so that nothing below `ui` needs VS Code. */
export type Event<T> = (listener: (event: T) => void) => { dispose(): void };

/** The contexts of the user's kubeconfig files, kept up to date while files change. Never writes. */
export interface Kubeconfig {
	readonly contexts: readonly KubeContext[];
	readonly currentContext: string | undefined;
	/** Why there are no (or fewer) contexts: broken, missing, empty. */
	readonly problem: ClusterProblem | undefined;
	readonly onDidChange: Event<void>;
	dispose(): void;
}

export type ConnectionState =
	| { readonly kind: 'idle' }
	| { readonly kind: 'connecting' }
	/** Names are being listed, then payloads read: `loaded` of about `total`. */
	| { readonly kind: 'listing'; readonly loaded: number; readonly total: number | undefined }
	/** `pollingEvery`, ms: the cluster does not let us watch, so the list is read anew so often and `since` is the last time. */
	| { readonly kind: 'live'; readonly since: number; readonly pollingEvery?: number }
	/** Trying again by itself; what is shown is from `since` and may be stale. */
	| { readonly kind: 'reconnecting'; readonly since: number; readonly problem: ClusterProblem }
	/** Needs a person. What was refused at first contact, and a kubeconfig, are not tried again before something changed or a refresh; the rest slowly. */
	| { readonly kind: 'failed'; readonly since: number; readonly problem: ClusterProblem };

export interface NamespaceState {
	readonly namespace: string;
	readonly state: ConnectionState;
}

export interface StoreChange {
	readonly added: readonly PayloadRef[];
	readonly changed: readonly PayloadRef[];
	readonly removed: readonly PayloadRef[];
	/** Held payloads whose detail arrived, changed or failed. */
	readonly details: readonly PayloadRef[];
}

/** The last known payloads of one cluster. One writer: the list-and-watch loops. */
export interface PayloadStore {
	/** In no particular order; `payload/order.ts` orders them. */
	rows(namespace: string): readonly PayloadRow[];
	row(ref: PayloadRef): PayloadRow | undefined;
	/** The whole object of a payload that somebody holds. */
	detail(ref: PayloadRef): PayloadDetail | undefined;
	readonly onDidChange: Event<StoreChange>;
}

export type PayloadDetail =
	| { readonly kind: 'loading' }
	/** `raw` is the object as served, for the YAML document; `payload` the same, read. */
	| { readonly kind: 'loaded'; readonly payload: ReleasePayload; readonly raw: unknown }
	| { readonly kind: 'failed'; readonly problem: ClusterProblem };

/** The schema by which a cluster checks ReleasePayloads. */
export type ServedSchema =
	/** Nobody asked, or there is no answer yet. */
	| { readonly kind: 'unread' }
	/** `schema` is the structural schema as served, hostile JSON; the same `version` means the same schema. */
	| { readonly kind: 'read'; readonly version: string; readonly schema: unknown }
	| { readonly kind: 'failed'; readonly problem: ClusterProblem };

export type Access = { readonly allowed: boolean; readonly detail: string } | { readonly allowed: 'unknown'; readonly problem: ClusterProblem };

export interface OverrideRequest {
	readonly ref: PayloadRef;
	readonly uid: string;
	/** `undefined` clears the override. */
	readonly override: 'Accepted' | 'Rejected' | undefined;
	/** Empty when clearing. */
	readonly reason: string;
	/** What the person decided upon; a difference on the server goes back to the person. */
	readonly basis: DecisionBasis;
}

export type OverrideResult =
	| { readonly kind: 'written'; readonly resourceVersion: string; readonly conflicts: number; readonly warnings: readonly string[] }
	/** What the person decided upon is no longer so; nothing was written. */
	| { readonly kind: 'changed'; readonly now: ReleasePayload }
	/** Deleted, or deleted and created anew under the same name; nothing was written. */
	| { readonly kind: 'gone' };

/** One connection to one context. Nothing is contacted before `start`; everything ends with `dispose`. */
export interface Cluster {
	readonly context: KubeContext;
	readonly store: PayloadStore;
	/** The connection as a whole: the worst state among its namespaces that a person should know of. */
	readonly state: ConnectionState;
	readonly namespaces: readonly NamespaceState[];
	readonly onDidChangeState: Event<void>;
	start(): void;
	/** Try again now, everything: back-offs are cut short, namespaces found anew, everything listed anew. */
	refresh(): void;
	/** Newest payloads of these streams are read first; `ui` says which rows a person sees. */
	prefer(refs: readonly PayloadRef[]): void;
	/** Keeps the whole object of a payload, up to date, until disposed. */
	hold(ref: PayloadRef): { dispose(): void };
	readonly schema: ServedSchema;
	readonly onDidChangeSchema: Event<void>;
	/** Reads the schema once the cluster answers, and follows its changes, until disposed. */
	holdSchema(): { dispose(): void };
	/** The object as the server has it now. */
	read(ref: PayloadRef, signal: AbortSignal): Promise<{ readonly payload: ReleasePayload; readonly raw: unknown }>;
	/** May this user patch payloads in the namespace? Asked once per namespace, again after a 403. */
	access(namespace: string, signal: AbortSignal): Promise<Access>;
	/** The would-be write, checked by the server and stored nowhere. */
	dryRunOverride(request: OverrideRequest, signal: AbortSignal): Promise<OverrideResult>;
	/** Reads, compares with what was decided upon, patches with uid and resourceVersion, again on conflicts, bounded. */
	override(request: OverrideRequest, signal: AbortSignal): Promise<OverrideResult>;
	dispose(): void;
}

/** The four methods of VS Code's LogOutputChannel that are used below `ui`. Never given tokens or payload contents. */
export interface Log {
	debug(message: string): void;
	info(message: string): void;
	warn(message: string): void;
	error(message: string): void;
}
