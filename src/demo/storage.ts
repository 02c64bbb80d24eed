import { asObject, asText, sorted, toText, type JsonObject } from './json';

/** One version of one object, never changed. The text is kept, not the object: lists and watches send it as it is. */
export interface Stored {
	readonly namespace: string;
	readonly name: string;
	readonly uid: string;
	readonly resourceVersion: number;
	readonly labels: Readonly<Record<string, string>>;
	readonly text: Buffer;
	/** Where `metadata` stands in the text, so that it can be sent alone. */
	readonly metadata: { readonly start: number; readonly end: number };
}

export interface StorageEvent {
	readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
	readonly resourceVersion: number;
	readonly now: Stored;
	readonly before: Stored | undefined;
}

/** One counter for all objects of the cluster, as etcd's revision. */
export interface Revision {
	current: number;
}

export interface HistoryLimits {
	readonly events: number;
	readonly bytes: number;
}

/**
 * The objects of one resource and their recent past. Any state since `floor` can be told, which is what continue tokens,
 * exact lists and resumed watches ask for.
 */
export class Storage {
	readonly #objects = new Map<string, Stored>();
	#history: StorageEvent[] = [];
	#bytes = 0;
	#order: readonly Stored[] | undefined;
	#floor: number;
	readonly #listeners = new Set<(event: StorageEvent) => void>();

	constructor(
		private readonly revision: Revision,
		private readonly limits: HistoryLimits,
	) {
		this.#floor = revision.current;
	}

	get resourceVersion(): number {
		return this.revision.current;
	}

	/** The oldest resourceVersion from which everything that happened is still known. */
	get floor(): number {
		return this.#floor;
	}

	get(namespace: string, name: string): Stored | undefined {
		return this.#objects.get(key(namespace, name));
	}

	/** By namespace and name, at the present version. */
	all(): readonly Stored[] {
		this.#order ??= inOrder(this.#objects.values());
		return this.#order;
	}

	/** By namespace and name, as it was; undefined when that is forgotten. */
	allAt(resourceVersion: number): readonly Stored[] | undefined {
		if (resourceVersion < this.#floor) return undefined;
		const later = this.#history.filter((event) => event.resourceVersion > resourceVersion);
		if (later.length === 0) return this.all();
		const objects = new Map(this.#objects);
		for (const event of later.reverse()) {
			const id = key(event.now.namespace, event.now.name);
			if (event.before === undefined) objects.delete(id);
			else objects.set(id, event.before);
		}
		return inOrder(objects.values());
	}

	/** Oldest first; undefined when part of it is forgotten. */
	since(resourceVersion: number): readonly StorageEvent[] | undefined {
		if (resourceVersion < this.#floor) return undefined;
		return this.#history.filter((event) => event.resourceVersion > resourceVersion);
	}

	/** Gives the object its resourceVersion and makes it the present one. */
	put(object: JsonObject): Stored {
		const now = encode(object, ++this.revision.current);
		const id = key(now.namespace, now.name);
		const before = this.#objects.get(id);
		this.#objects.set(id, now);
		this.#record({ type: before === undefined ? 'ADDED' : 'MODIFIED', resourceVersion: now.resourceVersion, now, before });
		return now;
	}

	/** The last state under a new resourceVersion, as watches tell it; undefined when there is none of that name. */
	remove(namespace: string, name: string): Stored | undefined {
		const before = this.get(namespace, name);
		if (before === undefined) return undefined;
		this.#objects.delete(key(namespace, name));
		const now = encode(decode(before), ++this.revision.current);
		this.#record({ type: 'DELETED', resourceVersion: now.resourceVersion, now, before });
		return now;
	}

	forgetHistory(): void {
		this.#history = [];
		this.#bytes = 0;
		this.#floor = this.revision.current;
	}

	onEvent(listener: (event: StorageEvent) => void): { dispose(): void } {
		this.#listeners.add(listener);
		return { dispose: () => void this.#listeners.delete(listener) };
	}

	#record(event: StorageEvent): void {
		this.#order = undefined;
		this.#history.push(event);
		this.#bytes += event.now.text.length;
		this.#trim();
		for (const listener of [...this.#listeners]) listener(event);
	}

	/** Cuts a quarter at once, so that a full history is not copied with every write. */
	#trim(): void {
		const { events, bytes } = this.limits;
		if (this.#history.length <= events && this.#bytes <= bytes) return;
		let cut = 0;
		while (cut < this.#history.length && (this.#history.length - cut > events * 0.75 || this.#bytes > bytes * 0.75)) {
			this.#bytes -= this.#history[cut]?.now.text.length ?? 0;
			cut++;
		}
		this.#floor = this.#history[cut - 1]?.resourceVersion ?? this.#floor;
		this.#history = this.#history.slice(cut);
	}
}

export function decode(stored: Stored): JsonObject {
	return JSON.parse(stored.text.toString()) as JsonObject;
}

/** `resourceVersion` undefined: of an object that is stored nowhere. */
export function encode(object: JsonObject, resourceVersion: number | undefined): Stored {
	const { apiVersion = '', kind = '', metadata: given, ...rest } = object;
	const metadata = { ...asObject(given), resourceVersion: resourceVersion === undefined ? undefined : String(resourceVersion) };
	const head = Buffer.from(`{"apiVersion":${toText(apiVersion)},"kind":${toText(kind)},"metadata":`);
	const middle = Buffer.from(toText(sorted(metadata)));
	const others = toText(sorted(rest)).slice(1);
	const tail = Buffer.from(others === '}' ? '}' : `,${others}`);
	const known = asObject(given);
	return {
		namespace: asText(known['namespace']) ?? '',
		name: asText(known['name']) ?? '',
		uid: asText(known['uid']) ?? '',
		resourceVersion: resourceVersion ?? 0,
		labels: textValues(asObject(known['labels'])),
		text: Buffer.concat([head, middle, tail]),
		metadata: { start: head.length, end: head.length + middle.length },
	};
}

function textValues(object: JsonObject): Readonly<Record<string, string>> {
	return Object.fromEntries(Object.entries(object).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

/** Names hold no NUL, so the pair cannot be mistaken for another. */
function key(namespace: string, name: string): string {
	return `${namespace}\0${name}`;
}

function inOrder(objects: Iterable<Stored>): readonly Stored[] {
	return [...objects].sort((a, b) => compare(a.namespace, b.namespace) || compare(a.name, b.name));
}

export function compare(a: string, b: string): number {
	return a < b ? -1 : a > b ? 1 : 0;
}
