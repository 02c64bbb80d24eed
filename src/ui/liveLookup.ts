import * as vscode from 'vscode';
import type { Cluster } from '../cluster/cluster';
import type { Neighbours } from '../language/service';
import { inStreamOrder } from '../payload/order';
import type { PayloadRef, ReleasePayload } from '../payload/releasePayload';
import { payloadKey } from './treeModel';
import type { Connections } from './connections';
import type { LiveLookup, LivePayload } from './manifest/dependencies';

/** Whole payloads kept for manifests that are open; the one asked for longest ago goes first. */
const mostHeld = 20;
/** Names of payloads that are offered, the newest of their stream. */
const mostNames = 200;

interface Held {
	readonly cluster: Cluster;
	readonly hold: { dispose(): void };
}

/** What the connected clusters know of the payloads that manifests name. It connects nothing by itself. */
export class LivePayloads implements LiveLookup, vscode.Disposable {
	readonly #connections: Connections;
	readonly #changed = new vscode.EventEmitter<void>();
	/** In the order of asking. */
	readonly #held = new Map<string, Held>();
	readonly #subscriptions: vscode.Disposable;

	readonly onDidChange = this.#changed.event;

	constructor(connections: Connections) {
		this.#connections = connections;
		this.#subscriptions = vscode.Disposable.from(
			this.#changed,
			connections.onDidChange(() => this.#connectionsChanged()),
			connections.onDidChangePayloads(({ key, change }) => {
				const known = [...change.added, ...change.removed, ...change.details, ...change.changed];
				if (change.added.length > 0 || known.some((ref) => this.#held.has(payloadKey(key, ref)))) this.#changed.fire();
			}),
		);
	}

	find(ref: PayloadRef): LivePayload | 'absent' | undefined {
		let absent = false;
		for (const { key, cluster } of this.#connections.shown) {
			if (cluster === undefined) continue;
			if (cluster.store.row(ref) === undefined) {
				absent ||= cluster.namespaces.some(({ namespace, state }) => namespace === ref.namespace && state.kind === 'live');
				continue;
			}
			const payload = this.#detail({ key, cluster, ref });
			return payload === undefined ? undefined : { context: key, payload };
		}
		return absent ? 'absent' : undefined;
	}

	neighbours({ namespace, name }: PayloadRef, stream: string): Neighbours | undefined {
		const clusters = this.#connections.shown.flatMap(({ key, cluster }) => (cluster === undefined ? [] : [{ key, cluster }]));
		if (clusters.length === 0) return undefined;
		const namespaces = [...new Set(clusters.flatMap(({ cluster }) => cluster.namespaces.map((each) => each.namespace)))];
		const rows = clusters.flatMap(({ key, cluster }) => (namespace === '' ? namespaces : [namespace]).flatMap((each) => cluster.store.rows(each).map((row) => ({ ...row, key, cluster }))));
		const same = stream === '' ? rows : rows.filter((row) => row.stream === stream);
		const ordered = inStreamOrder(same, same[0]?.streamKind ?? 'integration').slice(0, mostNames);
		const newest = stream === '' ? undefined : ordered.find((row) => row.ref.name !== name);
		return { namespaces, streams: [...new Set(rows.map((row) => row.stream))], names: ordered.map(({ ref }) => ref.name), example: newest === undefined ? undefined : this.#detail(newest) };
	}

	/** Asked for now, known by the next time. */
	#detail({ key, cluster, ref }: { readonly key: string; readonly cluster: Cluster; readonly ref: PayloadRef }): ReleasePayload | undefined {
		this.#hold(key, cluster, ref);
		const detail = cluster.store.detail(ref);
		return detail?.kind === 'loaded' ? detail.payload : undefined;
	}

	dispose(): void {
		for (const { hold } of this.#held.values()) hold.dispose();
		this.#held.clear();
		this.#subscriptions.dispose();
	}

	#hold(context: string, cluster: Cluster, ref: PayloadRef): void {
		const key = payloadKey(context, ref);
		const held = this.#held.get(key) ?? { cluster, hold: cluster.hold(ref) };
		this.#held.delete(key);
		this.#held.set(key, held);
		const [oldest] = this.#held.keys();
		if (this.#held.size > mostHeld && oldest !== undefined) this.#release(oldest);
	}

	#release(key: string): void {
		this.#held.get(key)?.hold.dispose();
		this.#held.delete(key);
	}

	#connectionsChanged(): void {
		const clusters = new Set(this.#connections.shown.map(({ cluster }) => cluster));
		for (const [key, { cluster }] of this.#held) if (!clusters.has(cluster)) this.#release(key);
		this.#changed.fire();
	}
}
