import { fieldsOf, field } from '../payload/reading';
import { readIdentity, readPayload } from '../payload/readPayload';
import type { ObjectMeta, PayloadRef } from '../payload/releasePayload';
import { rowFromMetadata, rowFromSummary, summarize, type PayloadRow } from '../payload/summary';
import type { Scope } from './api';
import type { ClusterProblem, Event, Log, PayloadDetail, PayloadStore, StoreChange } from './cluster';
import { ClusterError } from './clusterError';
import { Emitter } from './emitter';
import { compareVersions, isOlder } from './resourceVersion';

/** One reading of all names of a scope; which object it is tells the rows that it named from those of before. */
export interface NamesList {
	readonly version: string;
	/** The server has another history than we saw, so its older versions count. */
	readonly rewound: boolean;
}

interface Entry {
	row: PayloadRow;
	/** The last that named it. */
	list: NamesList | undefined;
	/** The row's summary is that of the newest version we know of. */
	read: boolean;
}

interface Held {
	holders: number;
	detail: PayloadDetail;
}

/** How an object is called in the store's maps. Neither part can hold a slash. */
function keyOf({ namespace, name }: PayloadRef): string {
	return `${namespace}/${name}`;
}

/**
 * The last known payloads. Rows come and go with the list of names and with the watch alone; whole objects read by page
 * or one by one only fill rows that are there, so an answer that comes late can neither bring back what was deleted nor
 * put an older version over a newer one.
 */
export class Payloads implements PayloadStore {
	readonly onDidChange: Event<StoreChange>;
	readonly #changes: Emitter<StoreChange>;
	readonly #namespaces = new Map<string, Map<string, Entry>>();
	readonly #held = new Map<string, Held>();
	readonly #shared = new Map<string, string>();
	readonly #added = new Set<Entry>();
	readonly #changed = new Map<string, PayloadRef>();
	readonly #removed = new Map<string, PayloadRef>();
	readonly #details = new Map<string, PayloadRef>();

	constructor(log: Log) {
		this.#changes = new Emitter(log);
		this.onDidChange = this.#changes.event;
	}

	rows(namespace: string): readonly PayloadRow[] {
		return [...(this.#namespaces.get(namespace)?.values() ?? [])].map((entry) => entry.row);
	}

	row(ref: PayloadRef): PayloadRow | undefined {
		return this.#entry(ref)?.row;
	}

	detail(ref: PayloadRef): PayloadDetail | undefined {
		return this.#held.get(keyOf(ref))?.detail;
	}

	/** Namespaces with at least one payload, sorted. */
	get namespaces(): readonly string[] {
		return [...this.#namespaces].filter(([, entries]) => entries.size > 0).map(([name]) => name).sort();
	}

	count(scope: Scope): { readonly read: number; readonly total: number } {
		let read = 0;
		let total = 0;
		for (const entries of this.#entriesIn(scope)) {
			total += entries.size;
			for (const entry of entries.values()) if (entry.read) read++;
		}
		return { read, total };
	}

	/** Rows whose object was not read in its newest version. */
	unread(scope: Scope): readonly PayloadRow[] {
		return [...this.#entriesIn(scope)].flatMap((entries) => [...entries.values()].filter((entry) => !entry.read).map((entry) => entry.row));
	}

	isRead(ref: PayloadRef): boolean {
		return this.#entry(ref)?.read ?? true;
	}

	/** The newest version known in the scope, where versions can be compared. */
	newestVersion(scope: Scope): string | undefined {
		let newest: string | undefined;
		for (const entries of this.#entriesIn(scope)) {
			for (const { row } of entries.values()) if (newest === undefined || isOlder(newest, row.resourceVersion)) newest = row.resourceVersion;
		}
		return newest;
	}

	/**
	 * A name that the list holds. One row too can tell that the server has another history: a list as new as what we hold
	 * cannot hold an older version of it.
	 */
	named(metadata: ObjectMeta, list: NamesList): void {
		const fresh = rowFromMetadata(metadata);
		const entry = this.#entry(fresh.ref);
		if (entry?.row.uid !== fresh.uid) {
			if (entry !== undefined) this.#drop(fresh.ref);
			this.#add(fresh, list);
			return;
		}
		entry.list = list;
		if (!list.rewound) {
			const held = entry.row.resourceVersion;
			if (held === fresh.resourceVersion) return;
			if (isOlder(fresh.resourceVersion, held) && isOlder(list.version, held)) return;
		}
		entry.row = { ...entry.row, resourceVersion: fresh.resourceVersion };
		entry.read = false;
	}

	/** The list of the scope is complete: what it does not name is gone. */
	keepOnly(scope: Scope, list: NamesList): void {
		for (const entries of this.#entriesIn(scope)) {
			for (const entry of entries.values()) if (entry.list !== list) this.#remove(entry.row.ref);
		}
	}

	/** A whole object, read by page or alone. */
	filled(raw: unknown): void {
		const metadata = readIdentity(field(fieldsOf(raw), 'metadata'));
		const ref = refOf(metadata);
		const entry = this.#entry(ref);
		if (entry === undefined || entry.row.uid !== metadata.uid) return;
		if (isOlder(metadata.resourceVersion ?? '', entry.row.resourceVersion)) return;
		if (entry.read && entry.row.resourceVersion === metadata.resourceVersion) this.#keepDetail(ref, raw);
		else this.#write(entry, raw);
	}

	/** An object that was added or modified, as the watch tells. */
	put(raw: unknown): void {
		const metadata = readIdentity(field(fieldsOf(raw), 'metadata'));
		const ref = refOf(metadata);
		const entry = this.#entry(ref);
		if (entry !== undefined) {
			const order = compareVersions(metadata.resourceVersion ?? '', entry.row.resourceVersion);
			// Sent twice, or a straggler of before.
			if ((order ?? 1) < 0 || (order === 0 && entry.read)) return;
			if (entry.row.uid === metadata.uid) {
				this.#write(entry, raw);
				return;
			}
			this.#drop(ref);
		}
		this.#write(this.#add(rowFromMetadata(metadata), undefined), raw);
	}

	/** An object that was deleted, as the watch tells. One created since under the same name stays. */
	deleted(raw: unknown): void {
		const metadata = readIdentity(field(fieldsOf(raw), 'metadata'));
		const ref = refOf(metadata);
		const entry = this.#entry(ref);
		if (entry?.row.uid !== metadata.uid || isOlder(metadata.resourceVersion ?? '', entry?.row.resourceVersion ?? '')) return;
		this.#remove(ref);
	}

	/** Everything of namespaces that are no longer looked at, or all when another server answers now. */
	forget(kept: (namespace: string) => boolean): void {
		for (const [namespace, entries] of this.#namespaces) {
			if (!kept(namespace)) for (const { row } of [...entries.values()]) this.#remove(row.ref);
		}
	}

	hold(ref: PayloadRef): { dispose(): void } {
		const key = keyOf(ref);
		const held = this.#held.get(key) ?? { holders: 0, detail: { kind: 'loading' } };
		held.holders++;
		this.#held.set(key, held);
		let released = false;
		return {
			dispose: () => {
				if (released) return;
				released = true;
				if (--held.holders === 0) this.#held.delete(key);
			},
		};
	}

	/** Held payloads, with whether their detail is that of the row. */
	get held(): readonly { readonly ref: PayloadRef; readonly current: boolean }[] {
		return [...this.#held].map(([key, { detail }]) => {
			const slash = key.indexOf('/');
			const ref = { namespace: key.slice(0, slash), name: key.slice(slash + 1) };
			const version = detail.kind === 'loaded' ? detail.payload.metadata.resourceVersion : undefined;
			return { ref, current: version !== undefined && version === this.row(ref)?.resourceVersion };
		});
	}

	/** A held object that was read alone; it may have no row, where nobody lists its namespace. */
	detailRead(ref: PayloadRef, raw: unknown): void {
		const loaded = this.#held.get(keyOf(ref))?.detail;
		if (this.row(ref) === undefined || loaded?.kind !== 'loaded') this.#keepDetail(ref, raw);
	}

	/** What was loaded before stays: it is stale, not wrong. An object that is gone is said to be gone. */
	detailFailed(ref: PayloadRef, problem: ClusterProblem): void {
		const held = this.#held.get(keyOf(ref));
		if (held === undefined || (held.detail.kind === 'loaded' && problem.reason !== 'notFound')) return;
		held.detail = { kind: 'failed', problem };
		this.#details.set(keyOf(ref), ref);
	}

	/** Tells once what changed since the last time. */
	flush(): void {
		if (this.#added.size + this.#changed.size + this.#removed.size + this.#details.size === 0) return;
		const change: StoreChange = {
			added: Array.from(this.#added, ({ row }) => row.ref),
			changed: [...this.#changed.values()],
			removed: [...this.#removed.values()],
			details: [...this.#details.values()],
		};
		for (const collected of [this.#added, this.#changed, this.#removed, this.#details]) collected.clear();
		this.#changes.fire(change);
	}

	dispose(): void {
		this.#changes.dispose();
	}

	#entry({ namespace, name }: PayloadRef): Entry | undefined {
		return this.#namespaces.get(namespace)?.get(name);
	}

	#entriesIn(scope: Scope): Iterable<Map<string, Entry>> {
		return scope === undefined ? this.#namespaces.values() : [this.#namespaces.get(scope) ?? new Map<string, Entry>()];
	}

	#add(row: PayloadRow, list: NamesList | undefined): Entry {
		const { ref } = row;
		const entry: Entry = { row, list, read: false };
		let entries = this.#namespaces.get(ref.namespace);
		if (entries === undefined) this.#namespaces.set(ref.namespace, (entries = new Map<string, Entry>()));
		entries.set(ref.name, entry);
		this.#added.add(entry);
		return entry;
	}

	#write(entry: Entry, raw: unknown): void {
		const payload = readPayload(raw);
		entry.row = rowFromSummary(summarize(payload, (text) => this.#share(text)));
		entry.read = true;
		const { ref } = entry.row;
		if (!this.#added.has(entry)) this.#changed.set(keyOf(ref), ref);
		this.#keepDetail(ref, raw);
	}

	#keepDetail(ref: PayloadRef, raw: unknown): void {
		const held = this.#held.get(keyOf(ref));
		if (held === undefined) return;
		held.detail = { kind: 'loaded', payload: readPayload(raw), raw };
		this.#details.set(keyOf(ref), ref);
	}

	#remove(ref: PayloadRef): void {
		this.#drop(ref);
		this.detailFailed(ref, gone);
	}

	/** One that came and went between two flushes was never seen by anybody. */
	#drop(ref: PayloadRef): void {
		const key = keyOf(ref);
		const entry = this.#entry(ref);
		this.#namespaces.get(ref.namespace)?.delete(ref.name);
		this.#changed.delete(key);
		const unseen = entry !== undefined && this.#added.delete(entry);
		if (!unseen || this.#removed.has(key)) this.#removed.set(key, ref);
	}

	#share(text: string): string {
		const known = this.#shared.get(text);
		if (known !== undefined) return known;
		// Names of jobs and streams are a few thousand; a cluster that makes up more does not get to fill the memory.
		if (this.#shared.size < 20_000) this.#shared.set(text, text);
		return text;
	}
}

const gone: ClusterProblem = { reason: 'notFound', detail: 'The payload was deleted.', retryAt: undefined };

function refOf(metadata: ObjectMeta): PayloadRef {
	if (metadata.name === undefined || metadata.name === '' || metadata.uid === undefined) {
		throw new ClusterError('unexpected', 'The server sent an object without a name or uid.');
	}
	return { namespace: metadata.namespace ?? '', name: metadata.name };
}
