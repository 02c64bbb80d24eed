import { isDeepStrictEqual } from 'node:util';
import { readPayload } from '../payload/readPayload';
import type { PayloadRef, ReleasePayload } from '../payload/releasePayload';
import type { Access, Cluster, ClusterProblem, ConnectionState, Event, KubeContext, Log, NamespaceState, OverrideRequest, OverrideResult, ServedSchema } from './cluster';
import { ClusterError, toClusterError } from './clusterError';
import { sameNamespaces, sameState } from './connectionState';
import { Emitter } from './emitter';
import type { LoadedKubeconfig } from './kubeconfig';
import type { ContextConfig } from './kubeconfigMerge';
import { dryRunOverride, writeOverride } from './override';
import { Payloads } from './payloadStore';
import { SchemaFollower } from './servedSchema';
import { Session } from './session';
import { defaultTiming, type Timing } from './timing';

export interface ConnectOptions {
	readonly kubeconfig: LoadedKubeconfig;
	/** The name of a context. */
	readonly context: string;
	/** From the setting; empty or left out: found out. */
	readonly namespaces?: readonly string[];
	readonly log: Log;
	readonly timing?: Partial<Timing>;
}

/** One context: its session, made anew when its entry in the kubeconfig changes, and the store that outlives sessions. */
export class Connection implements Cluster {
	readonly store: Payloads;
	readonly onDidChangeState: Event<void>;
	readonly onDidChangeSchema: Event<void>;
	readonly #options: ConnectOptions;
	readonly #timing: Timing;
	readonly #states: Emitter<void>;
	readonly #watching: readonly { dispose(): void }[];
	#config: ContextConfig | ClusterProblem;
	#session: Session | undefined;
	#started = false;
	#disposed = false;
	#preferred: readonly PayloadRef[] = [];
	#shown: ConnectionState = { kind: 'idle' };
	#shownNamespaces: readonly NamespaceState[] = [];
	#lastTick = Date.now();
	readonly #reading = new Set<string>();
	readonly #life = new AbortController();
	readonly #schema: SchemaFollower;

	constructor(options: ConnectOptions) {
		this.#options = options;
		this.#timing = { ...defaultTiming, ...options.timing };
		this.store = new Payloads(options.log);
		this.#states = new Emitter(options.log);
		this.onDidChangeState = this.#states.event;
		this.#config = options.kubeconfig.find(options.context);
		this.#schema = new SchemaFollower({ api: () => this.#answering(), timing: this.#timing, log: options.log, signal: this.#life.signal });
		this.onDidChangeSchema = this.#schema.onDidChange;
		this.#watching = [options.kubeconfig.onDidChange(() => this.#kubeconfigChanged()), this.store.onDidChange(() => this.#stateChanged())];
	}

	get context(): KubeContext {
		if ('context' in this.#config) return this.#config.context;
		return { name: this.#options.context, cluster: '', server: '', user: '', namespace: undefined };
	}

	get state(): ConnectionState {
		return this.#shown;
	}

	get namespaces(): readonly NamespaceState[] {
		return this.#session?.namespaces ?? [];
	}

	get schema(): ServedSchema {
		return this.#schema.state;
	}

	holdSchema(): { dispose(): void } {
		return this.#schema.hold();
	}

	start(): void {
		if (this.#started || this.#disposed) return;
		this.#started = true;
		this.#openSession();
		this.#noticeSleep();
	}

	refresh(): void {
		if (!this.#started) return;
		void this.#options.kubeconfig.reload();
		if (this.#session === undefined) this.#openSession();
		else this.#session.refresh();
		this.#schema.look();
	}

	prefer(refs: readonly PayloadRef[]): void {
		this.#preferred = refs;
	}

	hold(ref: PayloadRef): { dispose(): void } {
		const held = this.store.hold(ref);
		this.#readHeld();
		return held;
	}

	async read(ref: PayloadRef, signal: AbortSignal): Promise<{ readonly payload: ReleasePayload; readonly raw: unknown }> {
		const { raw } = await this.#live().api.payload(ref, this.#with(signal));
		this.store.filled(raw);
		this.store.flush();
		return { payload: readPayload(raw), raw };
	}

	async access(namespace: string, signal: AbortSignal): Promise<Access> {
		try {
			return await this.#live().access.ask(namespace, this.#with(signal));
		} catch (error) {
			signal.throwIfAborted();
			return { allowed: 'unknown', problem: toClusterError(error).problem };
		}
	}

	async dryRunOverride(request: OverrideRequest, signal: AbortSignal): Promise<OverrideResult> {
		return await this.#writing(request, async (api) => await dryRunOverride({ api, timing: this.#timing, signal: this.#with(signal) }, request));
	}

	async override(request: OverrideRequest, signal: AbortSignal): Promise<OverrideResult> {
		const { ref, override } = request;
		const result = await this.#writing(request, async (api) => await writeOverride({ api, timing: this.#timing, signal: this.#with(signal) }, request));
		this.#options.log.info(`Override of ${ref.namespace}/${ref.name} to ${override ?? 'none'}: ${result.kind}`);
		return result;
	}

	dispose(): void {
		this.#disposed = true;
		this.#life.abort();
		for (const each of this.#watching) each.dispose();
		this.#session?.dispose();
		this.#session = undefined;
		this.#states.dispose();
		this.#schema.dispose();
		this.store.dispose();
	}

	#openSession(): void {
		this.#session?.dispose();
		this.#session = undefined;
		if ('reason' in this.#config) {
			this.#options.log.warn(this.#config.detail);
			this.#stateChanged();
			return;
		}
		const { namespaces = [], log, kubeconfig } = this.#options;
		const session: Session = new Session({
			config: this.#config,
			trusted: kubeconfig.trusted,
			configuredNamespaces: namespaces,
			store: this.store,
			timing: this.#timing,
			log,
			preferred: () => this.#preferred,
			stateChanged: () => {
				if (this.#session === session) this.#stateChanged();
			},
		});
		this.#session = session;
		session.start();
		this.#readHeld();
	}

	/** Only a change of this very entry matters: a new login is tried at once, another server has other payloads. */
	#kubeconfigChanged(): void {
		const before = this.#config;
		const now = this.#options.kubeconfig.find(this.#options.context);
		this.#config = now;
		if (!this.#started || isDeepStrictEqual(before, now)) return;
		const server = (config: ContextConfig | ClusterProblem): string | undefined => ('context' in config ? config.cluster.server : undefined);
		this.#options.log.info(`The context ${this.#options.context} changed in the kubeconfig`);
		// An entry that is gone for a moment leaves what is known in view.
		const other = server(now) !== undefined && server(now) !== (server(before) ?? this.#lastServer);
		this.#lastServer = server(now) ?? server(before) ?? this.#lastServer;
		if (other) {
			this.store.forget(() => false);
			this.store.flush();
			this.#schema.forget();
		}
		this.#openSession();
	}

	#lastServer: string | undefined;

	#stateChanged(): void {
		if (this.#disposed) return;
		const [now, namespaces] = [this.#currentState(), this.namespaces];
		if (sameState(now, this.#shown) && sameNamespaces(namespaces, this.#shownNamespaces)) return;
		const recovered = now.kind === 'live' && this.#shown.kind !== 'live';
		const answered = answers(now) && !answers(this.#shown);
		this.#shown = now;
		this.#shownNamespaces = namespaces;
		this.#states.fire();
		if (recovered) this.#readHeld();
		if (answered) this.#schema.look();
	}

	#currentState(): ConnectionState {
		if ('reason' in this.#config) return { kind: 'failed', since: this.#shown.kind === 'failed' ? this.#shown.since : Date.now(), problem: this.#config };
		return this.#session?.state ?? { kind: 'idle' };
	}

	/** The API once the server has answered somehow: a refused login is not tried again for the schema's sake. */
	#answering(): Session['api'] | undefined {
		return answers(this.#shown) ? this.#session?.api : undefined;
	}

	#live(): Session {
		if ('reason' in this.#config) throw new ClusterError(this.#config.reason, this.#config.detail);
		// A command may need the cluster before any view is visible.
		if (this.#session === undefined) this.start();
		if (this.#session === undefined) throw new ClusterError('unreachable', 'The connection is closed.');
		return this.#session;
	}

	/** After a refusal the access review is asked anew. */
	async #writing(request: OverrideRequest, run: (api: Session['api']) => Promise<OverrideResult>): Promise<OverrideResult> {
		const session = this.#live();
		try {
			return await run(session.api);
		} catch (error) {
			if (error instanceof ClusterError && error.problem.reason === 'forbidden') session.access.forget(request.ref.namespace);
			throw error;
		}
	}

	#with(signal: AbortSignal): AbortSignal {
		return AbortSignal.any([signal, this.#life.signal]);
	}

	/**
	 * Reads held payloads whose whole object is not that of their row. The watch brings later ones by itself, so this is
	 * for the moment somebody begins to hold, and for what failed before the connection came back.
	 */
	#readHeld(): void {
		const session = this.#session;
		if (session === undefined) return;
		for (const { ref, current } of this.store.held) {
			const key = `${ref.namespace}/${ref.name}`;
			if (current || this.#reading.has(key)) continue;
			this.#reading.add(key);
			void this.#readHeldOnce(session, ref).finally(() => this.#reading.delete(key));
		}
	}

	async #readHeldOnce(session: Session, ref: PayloadRef): Promise<void> {
		try {
			const { raw } = await session.api.payload(ref, this.#life.signal);
			this.store.filled(raw);
			this.store.detailRead(ref, raw);
		} catch (error) {
			if (this.#disposed) return;
			this.store.detailFailed(ref, toClusterError(error).problem);
		}
		this.store.flush();
	}

	/** Timers stand still while the machine sleeps; afterwards open connections are mostly dead and say nothing. */
	#noticeSleep(): void {
		const { sleepTick, sleepGap } = this.#timing;
		this.#lastTick = Date.now();
		const tick = setInterval(() => {
			const now = Date.now();
			if (now - this.#lastTick > sleepGap) {
				this.#options.log.info('The machine seems to have slept, connecting anew');
				this.#session?.kick();
			}
			this.#lastTick = now;
		}, sleepTick);
		tick.unref();
		this.#life.signal.addEventListener('abort', () => clearInterval(tick), { once: true });
	}
}

/** Payloads that may not be seen are no reason to go without their schema. */
function answers(state: ConnectionState): boolean {
	return state.kind === 'live' || state.kind === 'listing' || (state.kind === 'failed' && (state.problem.reason === 'forbidden' || state.problem.reason === 'notInstalled'));
}
