import { randomUUID } from 'node:crypto';
import type { Admission } from './admission';
import type { Denial } from './control';
import { Faults, RequestLog } from './faults';
import { asObject, asText, at, type JsonObject } from './json';
import { apiVersionOf, definitions, events, namespaces, payloads, type Resource } from './resource';
import { decode, Storage, type HistoryLimits, type Revision } from './storage';
import type { WriteDoor } from './storing';
import type { User } from './users';
import type { WatchHub } from './watching';
import type { WatchStream } from './watchStream';

/** Everything there is in the demo cluster; the parts of the server share it. */
export interface World {
	readonly revision: Revision;
	readonly storages: ReadonlyMap<Resource, Storage>;
	readonly payloads: Storage;
	readonly door: WriteDoor;
	definition: JsonObject;
	/** What the definition lets in. */
	admission: Admission;
	/** Whether the ReleasePayload resource is served. */
	served: boolean;
	/** Token → who it is. */
	readonly tokens: Map<string, User>;
	readonly denials: Set<Denial>;
	readonly faults: Faults;
	readonly log: RequestLog;
	readonly watches: WatchHub;
	/** While set, answers wait for it. */
	pause: Pause | undefined;
}

export interface Pause {
	readonly over: Promise<void>;
	readonly end: () => void;
}

export interface WorldOptions {
	readonly history: HistoryLimits;
	readonly definition: JsonObject;
	readonly admission: Admission;
}

export function newWorld({ history, definition, admission }: WorldOptions): World {
	const revision: Revision = { current: 1 };
	const storage = new Storage(revision, history);
	const spaces = new Storage(revision, history);
	const storages = new Map<Resource, Storage>([
		[payloads, storage],
		[namespaces, spaces],
		[definitions, new Storage(revision, history)],
		[events, new Storage(revision, history)],
	]);
	const hub: WatchHub = { streams: new Set<WatchStream>(), bookmarks: new Set(), paused: () => world.pause !== undefined };
	const door: WriteDoor = { resource: payloads, storage, admission: (object, facts) => world.admission(object, facts), hasNamespace: (name) => spaces.get('', name) !== undefined, now: nowText };
	const world: World = {
		revision,
		storages,
		payloads: storage,
		door,
		definition,
		admission,
		served: false,
		tokens: new Map(),
		denials: new Set(),
		faults: new Faults(),
		log: new RequestLog(),
		watches: hub,
		pause: undefined,
	};
	return world;
}

/** Whole seconds, as the API writes times. */
export function nowText(): string {
	return new Date().toISOString().replace(/\.\d+Z$/, 'Z');
}

export function storageOf(world: World, resource: Resource): Storage {
	return world.storages.get(resource) ?? world.payloads;
}

export function addNamespace(world: World, name: string): void {
	const storage = storageOf(world, namespaces);
	if (storage.get('', name) !== undefined) return;
	const labels = { 'kubernetes.io/metadata.name': name };
	const metadata = { name, uid: randomUUID(), creationTimestamp: nowText(), labels };
	storage.put({ apiVersion: 'v1', kind: 'Namespace', metadata, spec: { finalizers: ['kubernetes'] }, status: { phase: 'Active' } });
}

/** Gone with everything in it. */
export function removeNamespace(world: World, name: string): void {
	for (const item of world.payloads.all()) if (item.namespace === name) world.payloads.remove(item.namespace, item.name);
	storageOf(world, namespaces).remove('', name);
}

/** Installs or removes the resource definition. Without it nobody can watch payloads, so open watches end. */
export function serveDefinition(world: World, served: boolean): void {
	if (world.served === served) return;
	world.served = served;
	if (served) {
		storeDefinition(world, randomUUID(), 1);
		return;
	}
	storageOf(world, definitions).remove('', definitionName);
	for (const stream of [...world.watches.streams]) stream.end();
}

/** Another schema from now on, as after an upgrade of the definition. Payloads that are stored already are not looked at. */
export function redefine(world: World, definition: JsonObject, admission: Admission): void {
	world.definition = definition;
	world.admission = admission;
	const stored = storageOf(world, definitions).get('', definitionName);
	if (stored === undefined) return;
	const metadata = asObject(decode(stored)['metadata']);
	storeDefinition(world, asText(metadata['uid']) ?? '', Number(metadata['generation'] ?? 1) + 1);
}

const definitionName = `${payloads.plural}.${payloads.group}`;

function storeDefinition(world: World, uid: string, generation: number): void {
	const conditions = ['NamesAccepted', 'Established'].map((type) => ({ type, status: 'True', reason: type, message: '', lastTransitionTime: nowText() }));
	storageOf(world, definitions).put({
		...world.definition,
		apiVersion: apiVersionOf(definitions),
		kind: definitions.kind,
		metadata: { ...asObject(world.definition['metadata']), name: definitionName, uid, creationTimestamp: nowText(), generation },
		status: { acceptedNames: asObject(at(world.definition, 'spec', 'names')), conditions, storedVersions: [payloads.version] },
	});
}

export function pause(world: World): void {
	if (world.pause !== undefined) return;
	let end = (): void => undefined;
	const over = new Promise<void>((resolve) => {
		end = resolve;
	});
	world.pause = { over, end };
}

export function resume(world: World): void {
	const { pause: paused } = world;
	world.pause = undefined;
	paused?.end();
	for (const stream of world.watches.streams) stream.flush();
}
