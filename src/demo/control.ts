import type { Json, JsonObject } from './json';

/** The rooms of the demo cluster's API that a fault can be aimed at. The first seven are about payloads. */
export type RequestKind =
	| 'list'
	| 'get'
	| 'watch'
	| 'create'
	| 'update'
	| 'patch'
	| 'delete'
	| 'namespaces'
	| 'definitions'
	| 'reviews'
	| 'discovery'
	| 'other';

export type Fault =
	/** A Status answer; `body` replaces it, `headers` are added (e.g. `retry-after`). */
	| {
			readonly kind: 'status';
			readonly code: number;
			readonly reason?: string;
			readonly message?: string;
			readonly headers?: Readonly<Record<string, string>>;
			readonly body?: string;
	  }
	/** The true answer, later. */
	| { readonly kind: 'delay'; readonly ms: number }
	/** The true answer, once the promise is kept. */
	| { readonly kind: 'held'; readonly until: Promise<void> }
	/** Taken in and never answered; the connection stays open. */
	| { readonly kind: 'hang' }
	/** The request is carried out, its answer lost with the connection. */
	| { readonly kind: 'lostAnswer' }
	/** The connection is torn down before anything is done. */
	| { readonly kind: 'reset' }
	/** The true answer, cut after so many bytes (half of it when left out), then the connection is torn down. */
	| { readonly kind: 'truncate'; readonly bytes?: number }
	/** Something else instead of the answer, status 200 unless given. */
	| {
			readonly kind: 'raw';
			readonly body: string | Uint8Array;
			readonly code?: number;
			readonly contentType?: string;
			readonly headers?: Readonly<Record<string, string>>;
	  }
	/** 200 with a login page, as hotel networks and proxies answer. */
	| { readonly kind: 'captivePortal' }
	/** For watches: begins as it should, then breaks `afterMs` later (0 when left out). */
	| { readonly kind: 'watch'; readonly fault: WatchFault; readonly afterMs?: number };

export type WatchFault =
	/** The stream ends as after `timeoutSeconds`. */
	| { readonly kind: 'close' }
	/** The connection is torn down. */
	| { readonly kind: 'reset' }
	/** One ERROR event with a Status of that code (410 reads as the server writes it), then the end. */
	| { readonly kind: 'error'; readonly code: number; readonly reason?: string; readonly message?: string }
	/** A line that is no event, as is; binary noise when left out. The stream stays open. */
	| { readonly kind: 'garbage'; readonly text?: string }
	/** The next event is cut in half; then a line break and on with the rest, or the connection is torn down. */
	| { readonly kind: 'truncateNext'; readonly then: 'newline' | 'reset' }
	/** Stays open and says nothing more. */
	| { readonly kind: 'freeze' };

export interface FaultRule {
	/** Any kind when left out. */
	readonly on?: RequestKind | readonly RequestKind[];
	readonly method?: string;
	/** Tested against path and query. */
	readonly path?: RegExp;
	readonly user?: string;
	/** How many matching requests get through before the first fault; 0 when left out. */
	readonly skip?: number;
	/** How many matching requests are hit; 1 when left out, Infinity until removed. */
	readonly times?: number;
	readonly fault: Fault;
}

export interface ActiveFault {
	/** Requests hit so far. */
	readonly hits: number;
	remove(): void;
}

export interface RequestRecord {
	readonly kind: RequestKind;
	readonly method: string;
	/** Path without the query. */
	readonly path: string;
	readonly query: Readonly<Record<string, string>>;
	/** Lower-case names; `authorization` is left out. */
	readonly headers: Readonly<Record<string, string>>;
	/** Undefined before authentication succeeded. */
	readonly user: string | undefined;
	/** Epoch ms. */
	readonly at: number;
	/** Undefined until answered. */
	readonly status: number | undefined;
	/** Parsed body of a write; undefined when there was none or it is not JSON. */
	readonly body: Json | undefined;
}

/** Matches what it names; what it leaves out matches all. */
export interface Denial {
	readonly user?: string;
	readonly verb?: string;
	readonly resource?: string;
	/** `''` for requests across all namespaces. */
	readonly namespace?: string;
}

/** Tests' hold on the running demo cluster; everything works at once, in the same process. */
export interface DemoControl {
	inject(rule: FaultRule): ActiveFault;
	clearFaults(): void;
	/** Hits every open watch (of that user); how many there were. */
	breakWatches(fault: WatchFault, user?: string): number;
	readonly openWatches: number;
	/** TCP connections open now, and opened since the start. */
	readonly connections: { readonly open: number; readonly total: number };
	/** Bookmarks for watches that asked for them, so often; undefined sends none but the one that ends initial events. */
	bookmarkEvery(ms: number | undefined): void;
	/** Forgets history: older resourceVersions and continue tokens are answered with 410 from now on. */
	compact(): void;
	/** As a cluster restored from a backup: resourceVersions go on from a lower number, open watches end. */
	rewind(resourceVersion: number): void;
	/** While paused, requests are taken in and answered only after `resume`. Watches stay open and silent. */
	pause(): void;
	resume(): void;

	readonly resourceVersion: string;
	names(namespace: string): readonly string[];
	object(namespace: string, name: string): JsonObject | undefined;
	/** Stored as given (status too), whatever a validation would say; uid, creationTimestamp and so on are filled in where missing. */
	create(payload: JsonObject): JsonObject;
	/** A JSON merge patch of the whole object, status included; written as given, by the named field manager. */
	change(namespace: string, name: string, patch: JsonObject, manager?: string): JsonObject;
	/** A new resourceVersion for each of the first `count` payloads (all when left out). */
	touch(count?: number): void;
	remove(namespace: string, name: string): boolean;
	addNamespace(name: string): void;
	removeNamespace(name: string): void;

	/** 403 for what matches, until the returned function is called. */
	deny(denial: Denial): () => void;
	/** The user's token is answered with 401 from now on; a new one is made, written to the kubeconfig on demand and returned. */
	revokeToken(user: string, options?: { readonly rewriteKubeconfig?: boolean }): string;
	/** Whether the cluster knows the ReleasePayload resource at all. Watches end when it goes. */
	serveDefinition(served: boolean): void;
	/** The definition has this structural schema from now on: it is published, and writes are held to it. */
	defineSchema(openAPIV3Schema: JsonObject): void;

	/** Every request since the start or the last `clearRequests`, oldest first. */
	readonly requests: readonly RequestRecord[];
	countOf(kind: RequestKind): number;
	clearRequests(): void;
}

export interface DemoOptions {
	/** How many payloads; 70 when left out. 0 makes an empty cluster. */
	readonly payloads?: number;
	/** Same seed, same payloads and same decisions of the controller; only times differ. 1 when left out. */
	readonly seed?: number;
	/** Factor on the release controller's pace; 1 when left out. */
	readonly speed?: number;
	/** Where kubeconfigs are written; a fresh temporary folder, removed at the end, when left out. */
	readonly directory?: string;
	/** Whether the release controller runs; true when left out. */
	readonly controller?: boolean;
	/** Added to the namespaces that the seeds need. */
	readonly namespaces?: readonly string[];
	/** Events kept for watches that resume; 20,000 when left out. */
	readonly history?: number;
}

/** The nine users: what each may do is in `users.ts`. */
export type DemoUser =
	| 'admin'
	| 'reader'
	| 'reader-of-ocp'
	| 'lister-of-ocp'
	| 'approver'
	| 'approver-of-ocp'
	| 'patch-without-get'
	| 'status-only'
	| 'nobody';

export interface DemoCluster {
	/** `https://127.0.0.1:port` */
	readonly server: string;
	/** Absolute path of the kubeconfig of `admin`, context `demo`. */
	readonly kubeconfig: string;
	readonly kubeconfigs: Readonly<Record<DemoUser, string>>;
	readonly tokens: Readonly<Record<DemoUser, string>>;
	/** PEM of the certificate authority made at this start. */
	readonly certificateAuthority: string;
	readonly control: DemoControl;
	/** Ends the controller, connections and listener, removes what was written. */
	stop(): Promise<void>;
}
