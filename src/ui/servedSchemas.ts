import * as vscode from 'vscode';
import type { Cluster } from '../cluster/cluster';
import { problemWords } from '../presentation/problems';
import type { Connections } from './connections';
import type { SchemaOffer, SchemaSource } from './manifest/dependencies';

interface Held {
	readonly hold: { dispose(): void };
	readonly listening: { dispose(): void };
}

/** The schemas of the connected clusters, read only while a manifest is open. It connects nothing by itself. */
export class ServedSchemas implements SchemaSource, vscode.Disposable {
	readonly #connections: Connections;
	readonly #changed = new vscode.EventEmitter<void>();
	readonly #held = new Map<Cluster, Held>();
	readonly #subscriptions: vscode.Disposable;
	#wanted = false;
	#offered: SchemaOffer = { kind: 'none' };

	readonly onDidChange = this.#changed.event;

	constructor(connections: Connections) {
		this.#connections = connections;
		this.#subscriptions = vscode.Disposable.from(this.#changed, connections.onDidChange(() => this.#follow()));
	}

	/** Of the clusters that are shown the first whose schema is there; what keeps one from being there, where there is none. */
	get offer(): SchemaOffer {
		return this.#offered;
	}

	want(wanted: boolean): void {
		if (wanted === this.#wanted) return;
		this.#wanted = wanted;
		this.#follow();
	}

	dispose(): void {
		this.#wanted = false;
		this.#release(() => true);
		this.#subscriptions.dispose();
	}

	#follow(): void {
		const clusters = this.#wanted ? this.#connections.shown.flatMap(({ cluster }) => cluster ?? []) : [];
		this.#release((cluster) => !clusters.includes(cluster));
		for (const cluster of clusters) {
			if (this.#held.has(cluster)) continue;
			// Listening first: an answer that is there already must not be missed.
			const listening = cluster.onDidChangeSchema(() => this.#tell());
			this.#held.set(cluster, { listening, hold: cluster.holdSchema() });
		}
		this.#tell();
	}

	#release(leaves: (cluster: Cluster) => boolean): void {
		for (const [cluster, { hold, listening }] of this.#held) {
			if (!leaves(cluster)) continue;
			hold.dispose();
			listening.dispose();
			this.#held.delete(cluster);
		}
	}

	#tell(): void {
		const offers = this.#connections.shown.flatMap(({ key, cluster }) => (cluster !== undefined && this.#held.has(cluster) ? [offerOf(key, cluster)] : []));
		const best = (['read', 'unreadable', 'reading'] as const).map((kind) => offers.find((offer) => offer.kind === kind)).find((offer) => offer !== undefined) ?? { kind: 'none' };
		if (sameOffer(best, this.#offered)) return;
		this.#offered = best;
		this.#changed.fire();
	}
}

function offerOf(context: string, cluster: Cluster): SchemaOffer {
	const { schema, state } = cluster;
	switch (schema.kind) {
		case 'read':
			return { kind: 'read', context, version: schema.version, schema: schema.schema };
		case 'failed':
			return { kind: 'unreadable', context, why: problemWords(schema.problem, { context, server: cluster.context.server, namespace: undefined }).title };
		case 'unread':
			// Nothing comes from a cluster that does not answer.
			return state.kind === 'failed' || state.kind === 'idle' ? { kind: 'none' } : { kind: 'reading', context };
	}
}

function sameOffer(a: SchemaOffer, b: SchemaOffer): boolean {
	switch (a.kind) {
		case 'none':
			return b.kind === 'none';
		case 'reading':
			return b.kind === 'reading' && a.context === b.context;
		case 'read':
			return b.kind === 'read' && a.context === b.context && a.version === b.version;
		case 'unreadable':
			return b.kind === 'unreadable' && a.context === b.context && a.why === b.why;
	}
}
