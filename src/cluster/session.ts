import { setTimeout as wait } from 'node:timers/promises';
import type { PayloadRef } from '../payload/releasePayload';
import { AccessReviews } from './access';
import { PayloadApi, type Scope } from './api';
import type { ConnectionState, Log, NamespaceState } from './cluster';
import { needsPerson, toClusterError, waitsForChange } from './clusterError';
import { worstState } from './connectionState';
import { Credentials } from './credentials';
import type { ContextConfig } from './kubeconfigMerge';
import { Limiter } from './limiter';
import { findNamespaces } from './namespaces';
import type { Payloads } from './payloadStore';
import { Reflector } from './reflector';
import { backoffDelay, type Timing } from './timing';
import { Transport } from './transport';

export interface SessionSource {
	readonly config: ContextConfig;
	readonly trusted: () => boolean;
	readonly configuredNamespaces: readonly string[];
	readonly store: Payloads;
	readonly timing: Timing;
	readonly log: Log;
	preferred(): readonly PayloadRef[];
	stateChanged(): void;
}

/** Lists and single reads at once over all namespaces; watches are apart. */
const requestsAtOnce = 6;

/** Everything that hangs on one unchanged entry of the kubeconfig. Another entry makes another session. */
export class Session {
	readonly api: PayloadApi;
	readonly access: AccessReviews;
	readonly #credentials: Credentials;
	readonly #transport: Transport;
	readonly #limiter = new Limiter(requestsAtOnce);
	readonly #life = new AbortController();
	#search = new AbortController();
	#reflectors: readonly Reflector[] = [];
	/** While namespaces are looked for. */
	#searching: ConnectionState = { kind: 'idle' };
	#found = false;

	constructor(private readonly source: SessionSource) {
		this.#credentials = new Credentials(source.config, source.trusted, source.timing);
		this.#transport = new Transport(source.config.cluster, this.#credentials, source.timing);
		this.api = new PayloadApi(this.#transport);
		this.access = new AccessReviews(this.api);
	}

	get state(): ConnectionState {
		return this.#reflectors.length > 0 ? worstState(this.#reflectors.map((each) => each.state)) : this.#searching;
	}

	get namespaces(): readonly NamespaceState[] {
		return this.#reflectors.flatMap(({ scope, state }) => {
			if (scope !== undefined) return [{ namespace: scope, state }];
			return this.source.store.namespaces.map((namespace) => ({ namespace, state: state.kind === 'listing' ? this.#listing(namespace) : state }));
		});
	}

	start(): void {
		void this.#run();
	}

	/** Credentials, namespaces and lists anew. */
	refresh(): void {
		this.#credentials.forget();
		this.access.forget();
		this.#found = false;
		this.#search.abort();
		for (const reflector of this.#reflectors) reflector.relist();
	}

	/** The machine slept, or the network changed: whatever waits or is open is tried at once. */
	kick(): void {
		if (!this.#found) this.#search.abort();
		for (const reflector of this.#reflectors) reflector.kick();
	}

	dispose(): void {
		this.#life.abort();
		this.#search.abort();
		for (const reflector of this.#reflectors) reflector.dispose();
		this.access.dispose();
		this.#credentials.dispose();
		this.#transport.dispose();
	}

	#isOver(): boolean {
		return this.#life.signal.aborted;
	}

	/** Finds the namespaces, and again after each refresh; the loops found before run on meanwhile. */
	async #run(): Promise<void> {
		let failures = 0;
		while (!this.#isOver()) {
			this.#search = new AbortController();
			const { signal } = this.#search;
			try {
				if (this.#found) await this.#wait(undefined, signal);
				else await this.#find(signal);
				failures = 0;
			} catch (error) {
				if (signal.aborted) continue;
				const { problem, retryAfter = 0 } = toClusterError(error);
				const person = needsPerson(problem.reason);
				const { timing, log } = this.source;
				const delay = Math.max(backoffDelay(person ? timing.slow : timing.backoff, failures++), Math.min(retryAfter, timing.retryAfterMax));
				const retryAt = waitsForChange(problem.reason) ? undefined : Math.round(Date.now() + delay);
				log.warn(`Finding namespaces: ${problem.reason}: ${problem.detail}`);
				this.#show({ kind: person ? 'failed' : 'reconnecting', since: Date.now(), problem: { ...problem, retryAt } });
				await this.#wait(retryAt === undefined ? undefined : delay, signal);
			}
		}
	}

	async #find(signal: AbortSignal): Promise<void> {
		const { config, configuredNamespaces, store, log } = this.source;
		if (this.#searching.kind === 'idle') this.#show({ kind: 'connecting' });
		const found = await findNamespaces(this.api, { configured: configuredNamespaces, contextNamespace: config.context.namespace, signal });
		if (this.#isOver() || signal.aborted) return;
		const scopes: readonly Scope[] = found.kind === 'all' ? [undefined] : found.namespaces;
		log.info(`Looking at ${found.kind === 'all' ? 'all namespaces' : `the namespaces ${found.namespaces.join(', ')}`}`);
		for (const reflector of this.#reflectors) if (!scopes.includes(reflector.scope)) reflector.dispose();
		const kept = this.#reflectors.filter((each) => scopes.includes(each.scope));
		this.#found = true;
		this.#reflectors = scopes.map((scope) => {
			const known = kept.find((each) => each.scope === scope);
			if (known !== undefined) return known;
			return new Reflector({
				scope,
				api: this.api,
				store,
				limiter: this.#limiter,
				timing: this.source.timing,
				log,
				preferred: () => this.source.preferred(),
				stateChanged: () => this.source.stateChanged(),
				firstPage: found.kind === 'all' ? found.firstPage : undefined,
			});
		});
		if (found.kind === 'some') {
			store.forget((namespace) => found.namespaces.includes(namespace));
			store.flush();
		}
		for (const reflector of this.#reflectors) if (!kept.includes(reflector)) reflector.start();
		this.source.stateChanged();
	}

	#listing(namespace: string): ConnectionState {
		const { read, total } = this.source.store.count(namespace);
		return { kind: 'listing', loaded: read, total };
	}

	#show(state: ConnectionState): void {
		this.#searching = state;
		this.source.stateChanged();
	}

	/** Until then, or until the search begins anew. */
	async #wait(ms: number | undefined, signal: AbortSignal): Promise<void> {
		try {
			await wait(ms ?? 2 ** 31 - 1, undefined, { signal, ref: ms !== undefined });
		} catch (error) {
			if (!signal.aborted) throw error;
		}
	}
}
