import { setTimeout as wait } from 'node:timers/promises';
import type { ObjectMeta, PayloadRef } from '../payload/releasePayload';
import type { Page, PayloadApi, Scope } from './api';
import type { ConnectionState, Log } from './cluster';
import { ClusterError, needsPerson, toClusterError, waitsForChange } from './clusterError';
import { fillRows } from './fill';
import type { Limiter } from './limiter';
import type { NamesList, Payloads } from './payloadStore';
import { isOlder } from './resourceVersion';
import { backoffDelay, between, jittered, Slice, type Timing } from './timing';
import { watchEvents } from './watchEvents';

export interface ReflectorSource {
	readonly scope: Scope;
	readonly api: PayloadApi;
	readonly store: Payloads;
	readonly limiter: Limiter;
	readonly timing: Timing;
	readonly log: Log;
	preferred(): readonly PayloadRef[];
	stateChanged(): void;
	/** The first page of names, where finding the namespaces brought it already. */
	readonly firstPage?: Page<ObjectMeta> | undefined;
}

const namesPage = 500;
/** A list that changes under our hands is begun anew so often before the failure is shown. */
const freshStarts = 3;
/** After so many polls the watch is tried again: rights may have been given. */
const pollsBeforeWatch = 20;
/** A watch that ends sooner than this was not really one. */
const shortWatch = 1000;
const healthyWatch = 60_000;

/**
 * Keeps the store equal to what the server has in one scope: names, then objects, then a watch that resumes where it
 * ended. Ends only with `dispose`; every failure is shown as a state and tried again. It never removes a row because of
 * an error.
 */
export class Reflector {
	#state: ConnectionState = { kind: 'idle' };
	/** Everything up to here is in the store; undefined: list first. */
	#version: string | undefined;
	#firstPage: Page<ObjectMeta> | undefined;
	#lastHeard: number | undefined;
	#failures = 0;
	#slowFailures = 0;
	#shortWatches = 0;
	#lastExpiry = 0;
	/** The server may not be what it was: ask before a watch on it, since one from the future stays silent. */
	#suspect = false;
	/** It went back in time: what it says counts, whatever the versions. */
	#rewound = false;
	#liveSince = 0;
	#polls: number | undefined;
	readonly #life = new AbortController();
	#turn = new AbortController();

	constructor(private readonly source: ReflectorSource) {
		this.#firstPage = source.firstPage;
	}

	get scope(): Scope {
		return this.source.scope;
	}

	get state(): ConnectionState {
		return this.#state;
	}

	start(): void {
		void this.#run();
	}

	/** Tries again now: a wait is cut short, an open watch is opened anew from where it is. */
	kick(): void {
		this.#failures = 0;
		this.#slowFailures = 0;
		this.#suspect = true;
		this.#turn.abort(new Kick());
	}

	/** Lists everything anew, and tries to watch where it was not allowed before. */
	relist(): void {
		this.#version = undefined;
		this.#polls = undefined;
		this.kick();
	}

	dispose(): void {
		this.#life.abort(new Kick());
		this.#turn.abort(new Kick());
	}

	async #run(): Promise<void> {
		while (!this.#isOver()) {
			this.#turn = new AbortController();
			const { signal } = this.#turn;
			try {
				if (this.#version === undefined) await this.#list(signal);
				if (this.#polls === undefined) await this.#watch(signal);
				else await this.#poll(signal);
			} catch (error) {
				if (error instanceof Kick || this.#isOver()) continue;
				await this.#recover(toClusterError(error), signal);
			}
		}
	}

	#isOver(): boolean {
		return this.#life.signal.aborted;
	}

	async #list(signal: AbortSignal): Promise<void> {
		if (this.#state.kind === 'idle') this.#show({ kind: 'connecting' });
		const version = await this.#listNames(signal);
		const { scope, store } = this.source;
		const progress = (): void => {
			const { read, total } = store.count(scope);
			this.#heard();
			// What is only brought up to date stays live; after a failure people see that something comes again.
			if (this.#state.kind !== 'live') this.#show({ kind: 'listing', loaded: read, total });
		};
		progress();
		await fillRows({ ...this.source, progress, preferred: () => this.source.preferred(), signal });
		this.#version = version;
	}

	/** Puts every row in its place and answers with the version from which a watch goes on without a gap. */
	async #listNames(signal: AbortSignal): Promise<string> {
		for (let start = 0; ; start++) {
			try {
				return await this.#listNamesOnce(signal);
			} catch (error) {
				const expired = error instanceof ClusterError && error.problem.reason === 'expired';
				if (!expired || start >= freshStarts) throw error;
				this.source.log.debug(`${this.#where}: the list expired halfway, beginning anew`);
			}
		}
	}

	async #listNamesOnce(signal: AbortSignal): Promise<string> {
		const { scope, api, store, limiter, timing } = this.source;
		const slice = new Slice(timing.slice);
		const newest = store.newestVersion(scope);
		let page = this.#firstPage ?? (await limiter.run(async () => await api.names(scope, { limit: namesPage, signal })));
		this.#firstPage = undefined;
		// A restored backup or a rebuilt cluster: the versions that we know are of another history.
		const rewound = this.#rewound || (newest !== undefined && isOlder(page.resourceVersion, newest));
		if (rewound) this.source.log.info(`${this.#where}: the server's history is older than what was seen, its answer counts`);
		const list: NamesList = { version: page.resourceVersion, rewound };
		let named = 0;
		while (!signal.aborted) {
			for (const metadata of page.items) {
				store.named(metadata, list);
				// Asking the clock costs a tenth of a name.
				if (++named % 64 === 0) await slice.breathe();
			}
			store.flush();
			const { continueToken } = page;
			if (continueToken === undefined) break;
			if (this.#state.kind !== 'live') {
				this.#show({ kind: 'listing', loaded: 0, total: named + (page.remaining ?? 0) });
			}
			page = await limiter.run(async () => await api.names(scope, { limit: namesPage, continueToken, signal }));
		}
		signal.throwIfAborted();
		store.keepOnly(scope, list);
		store.flush();
		this.#rewound = false;
		return list.version;
	}

	async #watch(signal: AbortSignal): Promise<void> {
		const { scope, api, timing } = this.source;
		if (this.#suspect) await this.#probe(signal);
		const version = this.#version ?? '';
		const seconds = Math.max(1, Math.round(between(timing.watchLife) / 1000));
		const started = Date.now();
		const answer = await api.watch(scope, version, seconds, signal).catch((error: unknown) => {
			if (error instanceof ClusterError && error.problem.reason === 'forbidden') this.#polls = 0;
			throw error;
		});
		this.#live();
		let end: Error | undefined;
		const stop = (error: Error): void => {
			end ??= error;
			answer.destroy();
		};
		const rotate = setTimeout(() => stop(new Kick()), (seconds + 15) * 1000);
		const idle = setTimeout(() => {
			this.#probe(signal).then(
				// The server lives, but something in between may hold the stream back: what came meanwhile comes on a new one.
				(moved) => (moved ? stop(new Kick()) : idle.refresh()),
				(error: unknown) => stop(toClusterError(error)),
			);
		}, timing.watchIdle);
		const aborted = (): void => stop(new Kick());
		signal.addEventListener('abort', aborted, { once: true });
		try {
			await this.#follow(answer, idle);
		} catch (error) {
			throw end ?? (signal.aborted ? new Kick() : error);
		} finally {
			clearTimeout(rotate);
			clearTimeout(idle);
			signal.removeEventListener('abort', aborted);
			answer.destroy();
		}
		if (end !== undefined) throw end;
		await this.#ended(Date.now() - started, seconds * 1000, signal);
	}

	async #follow(answer: Parameters<typeof watchEvents>[0], idle: NodeJS.Timeout): Promise<void> {
		const { store, timing } = this.source;
		const slice = new Slice(timing.slice);
		try {
			for await (const batch of watchEvents(answer)) {
				idle.refresh();
				this.#heard();
				for (const read of batch) {
					const event = read();
					if (event.kind === 'put') store.put(event.raw);
					else if (event.kind === 'deleted') store.deleted(event.raw);
					if (!isOlder(event.resourceVersion, this.#version ?? '')) this.#version = event.resourceVersion;
					this.#failures = 0;
					await slice.breathe();
				}
				store.flush();
			}
		} finally {
			// Events before a garbled one count.
			store.flush();
		}
	}

	/** The server closed the watch. As a rule it is opened again at once, but a server that always closes is not hammered. */
	async #ended(lived: number, meant: number, signal: AbortSignal): Promise<void> {
		if (lived < meant * 0.8) this.#suspect = true;
		this.#shortWatches = lived < shortWatch ? this.#shortWatches + 1 : 0;
		if (this.#shortWatches > 1) await this.#wait(backoffDelay(this.source.timing.backoff, this.#shortWatches - 2), signal);
	}

	async #poll(signal: AbortSignal): Promise<void> {
		this.#live();
		await this.#wait(jittered(this.source.timing.poll), signal);
		this.#polls = (this.#polls ?? 0) + 1;
		if (this.#polls >= pollsBeforeWatch) this.#polls = undefined;
		this.#version = undefined;
	}

	/** Four hundred bytes that tell whether the server answers, has the history that we know, and has moved on since. */
	async #probe(signal: AbortSignal): Promise<boolean> {
		const { scope, api, timing } = this.source;
		const { resourceVersion } = await api.names(scope, { limit: 1, signal, patience: timing.probe });
		if (isOlder(resourceVersion, this.#version ?? '')) {
			this.#rewound = true;
			throw new ClusterError('expired', 'The server went back in time.');
		}
		this.#suspect = false;
		this.#heard();
		return isOlder(this.#version ?? '', resourceVersion);
	}

	async #recover(error: ClusterError, signal: AbortSignal): Promise<void> {
		const { timing, log } = this.source;
		const { problem } = error;
		const now = Date.now();
		if (problem.reason === 'forbidden' && this.#polls === 0 && this.#version !== undefined) {
			log.info(`${this.#where}: may not watch, listing every ${Math.round(timing.poll / 1000)} s instead`);
			return;
		}
		if (problem.reason === 'expired') {
			this.#version = undefined;
			const seldom = now - this.#lastExpiry > 10_000;
			this.#lastExpiry = now;
			log.debug(`${this.#where}: ${problem.detail}, listing anew`);
			if (seldom) return;
		}
		this.#suspect = true;
		if (this.#state.kind === 'live' && now - this.#liveSince >= healthyWatch) this.#failures = 0;
		const person = needsPerson(problem.reason);
		const delay = person ? backoffDelay(timing.slow, this.#slowFailures++) : backoffDelay(timing.backoff, this.#failures++);
		const pauseFor = Math.max(delay, Math.min(error.retryAfter ?? 0, timing.retryAfterMax));
		// A server that starts anew refuses for a moment what it granted before: rows that were live must not stay stale for that.
		const wasGranted = this.#lastHeard !== undefined && (problem.reason === 'forbidden' || problem.reason === 'unauthorized');
		const retryAt = waitsForChange(problem.reason) && !wasGranted ? undefined : Math.round(now + pauseFor);
		log.warn(`${this.#where}: ${problem.reason}: ${problem.detail}${retryAt === undefined ? '' : `; again in ${Math.round(pauseFor / 100) / 10} s`}`);
		this.#show({ kind: person ? 'failed' : 'reconnecting', since: this.#lastHeard ?? now, problem: { ...problem, retryAt } });
		await this.#wait(retryAt === undefined ? undefined : pauseFor, signal);
	}

	/** Until then, or until a kick. */
	async #wait(ms: number | undefined, signal: AbortSignal): Promise<void> {
		try {
			// The longest a timer can wait.
			await wait(ms ?? 2 ** 31 - 1, undefined, { signal, ref: ms !== undefined });
		} catch (error) {
			// Cut short by a kick: go on with the next turn.
			if (!signal.aborted) throw error;
		}
	}

	#live(): void {
		this.#heard();
		this.#slowFailures = 0;
		this.#liveSince = Date.now();
		const every = this.#polls === undefined ? {} : { pollingEvery: this.source.timing.poll };
		if (this.#state.kind !== 'live' || this.#polls !== undefined) this.#show({ kind: 'live', since: this.#liveSince, ...every });
	}

	#heard(): void {
		this.#lastHeard = Date.now();
	}

	#show(state: ConnectionState): void {
		this.#state = state;
		this.source.stateChanged();
	}

	get #where(): string {
		return this.source.scope ?? 'all namespaces';
	}
}

/** Not a failure: somebody wants the loop to go round once more, or to end. */
class Kick extends Error {}
