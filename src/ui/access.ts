import type { Cluster } from '../cluster/cluster';
import { isCancellation } from './failures';

/** What is known of the right to override, asked once for each namespace that somebody looks at. */
export class AccessBook {
	readonly #answers = new Map<Cluster, Map<string, boolean | undefined>>();
	/** Clusters that answered when last looked at. */
	readonly #reached = new WeakSet<Cluster>();
	readonly #answered: (cluster: Cluster, namespace: string) => void;
	readonly #ending = new AbortController();

	constructor(answered: (cluster: Cluster, namespace: string) => void) {
		this.#answered = answered;
	}

	/** Undefined while not known; the first question sends the review. */
	mayOverride(cluster: Cluster, namespace: string): boolean | undefined {
		const answers = this.#answers.get(cluster) ?? new Map<string, boolean | undefined>();
		this.#answers.set(cluster, answers);
		if (!answers.has(namespace)) {
			answers.set(namespace, undefined);
			void this.#ask(cluster, namespace, answers);
		}
		return answers.get(namespace);
	}

	/** After a refusal: rights are not what they were. */
	forget(cluster: Cluster): void {
		this.#answers.delete(cluster);
	}

	/** A new login has other rights: when a cluster is reached again it is asked again, and the old answers stand until then. */
	follow(cluster: Cluster): void {
		const isReached = cluster.state.kind === 'live' || cluster.state.kind === 'listing';
		if (isReached === this.#reached.has(cluster)) return;
		if (!isReached) this.#reached.delete(cluster);
		else {
			this.#reached.add(cluster);
			this.renew(cluster);
		}
	}

	renew(cluster: Cluster): void {
		const answers = this.#answers.get(cluster);
		if (answers === undefined) return;
		for (const namespace of answers.keys()) void this.#ask(cluster, namespace, answers);
	}

	/** Clusters that are gone need no book-keeping. */
	keepOnly(clusters: ReadonlySet<Cluster>): void {
		for (const cluster of this.#answers.keys()) if (!clusters.has(cluster)) this.#answers.delete(cluster);
	}

	dispose(): void {
		this.#ending.abort();
	}

	async #ask(cluster: Cluster, namespace: string, answers: Map<string, boolean | undefined>): Promise<void> {
		try {
			const access = await cluster.access(namespace, this.#ending.signal);
			// Where the server does not say, the menus stay and the server decides on the write itself.
			const allowed = access.allowed === 'unknown' ? true : access.allowed;
			if (answers.get(namespace) === allowed) return;
			answers.set(namespace, allowed);
			this.#answered(cluster, namespace);
		} catch (error) {
			// Not connected yet, or the connection ended: asked again when the row is next looked at.
			if (!isCancellation(error) && answers.get(namespace) === undefined) answers.delete(namespace);
		}
	}
}
