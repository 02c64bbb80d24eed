import { randomUUID } from 'node:crypto';
import type { Server } from 'node:https';
import type { Socket } from 'node:net';
import type { DemoControl } from './control';
import { asObject, type JsonObject } from './json';
import type { KubeconfigFolder } from './kubeconfig';
import { managersAfterUpdate, readManagers, withManagers } from './managedFields';
import { mergePatch } from './patchKinds';
import { payloadAdmission, payloadDefinition } from './payloadRules';
import { apiVersionOf, payloads } from './resource';
import { decode } from './storage';
import { demoUsers, newToken, userNamed } from './users';
import { addNamespace, nowText, pause, redefine, removeNamespace, resume, serveDefinition, type World } from './world';

/** Counts connections from the moment the server exists. */
export interface ConnectionCounter {
	readonly open: number;
	readonly total: number;
	readonly sockets: ReadonlySet<Socket>;
}

export function countConnections(server: Server): ConnectionCounter {
	const sockets = new Set<Socket>();
	let total = 0;
	server.on('connection', (socket: Socket) => {
		total++;
		sockets.add(socket);
		socket.on('close', () => sockets.delete(socket));
	});
	return {
		sockets,
		get open() {
			return sockets.size;
		},
		get total() {
			return total;
		},
	};
}

export interface Controlled {
	readonly world: World;
	readonly connections: ConnectionCounter;
	readonly folder: KubeconfigFolder;
	readonly bookmarks: BookmarkTimer;
}

export function newControl({ world, connections, folder, bookmarks }: Controlled): DemoControl {
	return {
		inject: (rule) => world.faults.inject(rule),
		clearFaults: () => world.faults.clear(),
		breakWatches: (fault, user) => {
			const hit = [...world.watches.streams].filter((stream) => user === undefined || stream.user === user);
			for (const stream of hit) stream.break(fault);
			return hit.length;
		},
		get openWatches() {
			return world.watches.streams.size;
		},
		get connections() {
			return { open: connections.open, total: connections.total };
		},
		bookmarkEvery: (ms) => bookmarks.set(ms),
		compact: () => {
			for (const storage of world.storages.values()) storage.forgetHistory();
		},
		rewind: (resourceVersion) => rewind(world, resourceVersion),
		pause: () => pause(world),
		resume: () => resume(world),
		...objectControl(world),
		get resourceVersion() {
			return String(world.revision.current);
		},
		...accessControl(world, folder),
		get requests() {
			return world.log.records;
		},
		countOf: (kind) => world.log.records.filter((record) => record.kind === kind).length,
		clearRequests: () => world.log.clear(),
	};
}

/** Bookmarks at equal intervals, to all watches that asked for them. */
export interface BookmarkTimer {
	set(ms: number | undefined): void;
}

export function newBookmarkTimer(world: World): BookmarkTimer {
	let timer: NodeJS.Timeout | undefined;
	return {
		set: (ms) => {
			clearInterval(timer);
			if (ms === undefined) return;
			timer = setInterval(() => {
				for (const send of world.watches.bookmarks) send();
			}, ms).unref();
		},
	};
}

/** Everything is stored anew under lower versions, and nothing is remembered of before. */
function rewind(world: World, resourceVersion: number): void {
	for (const stream of [...world.watches.streams]) stream.end();
	const floor = Math.max(1, resourceVersion);
	const count = [...world.storages.values()].reduce((sum, storage) => sum + storage.all().length, 0);
	world.revision.current = Math.max(0, floor - count);
	for (const storage of world.storages.values()) {
		for (const item of storage.all()) storage.put(decode(item));
		storage.forgetHistory();
	}
}

type ObjectControl = Pick<DemoControl, 'names' | 'object' | 'create' | 'change' | 'touch' | 'remove' | 'addNamespace' | 'removeNamespace'>;

function objectControl(world: World): ObjectControl {
	const storage = world.payloads;
	return {
		names: (namespace) => storage.all().filter((item) => item.namespace === namespace).map((item) => item.name),
		object: (namespace, name) => {
			const stored = storage.get(namespace, name);
			return stored === undefined ? undefined : decode(stored);
		},
		create: (payload) => decode(storage.put(completed(payload))),
		change: (namespace, name, patch, manager = 'test') => {
			const stored = storage.get(namespace, name);
			if (stored === undefined) throw new Error(`no payload ${namespace}/${name}`);
			return decode(storage.put(changed(decode(stored), patch, manager)));
		},
		touch: (count) => {
			for (const item of storage.all().slice(0, count)) storage.put(decode(item));
		},
		remove: (namespace, name) => storage.remove(namespace, name) !== undefined,
		addNamespace: (name) => addNamespace(world, name),
		removeNamespace: (name) => removeNamespace(world, name),
	};
}

/** What a server would have filled in, where it is missing. */
export function completed(payload: JsonObject): JsonObject {
	const given = asObject(payload['metadata']);
	const metadata = { uid: randomUUID(), creationTimestamp: nowText(), generation: 1, ...given };
	return { ...payload, apiVersion: apiVersionOf(payloads), kind: payloads.kind, metadata };
}

function changed(live: JsonObject, patch: JsonObject, manager: string): JsonObject {
	const next = asObject(mergePatch(live, patch));
	const writer = { manager, apiVersion: apiVersionOf(payloads), time: nowText() };
	const afterMain = managersAfterUpdate(readManagers(asObject(live['metadata'])), live, next, { ...writer, subresource: '' });
	return withManagers(next, managersAfterUpdate(afterMain, live, next, { ...writer, subresource: 'status' }));
}

function accessControl(world: World, folder: KubeconfigFolder): Pick<DemoControl, 'deny' | 'revokeToken' | 'serveDefinition' | 'defineSchema'> {
	return {
		deny: (denial) => {
			// a copy, so that equal denials are taken back one by one
			const own = { ...denial };
			world.denials.add(own);
			return () => void world.denials.delete(own);
		},
		revokeToken: (name, options) => {
			for (const [token, user] of world.tokens) if (user.name === name) world.tokens.delete(token);
			const token = newToken();
			world.tokens.set(token, userNamed(name));
			const user = demoUsers.find((each) => each === name);
			if (options?.rewriteKubeconfig === true && user !== undefined) folder.rewrite(user, token);
			return token;
		},
		serveDefinition: (served) => serveDefinition(world, served),
		defineSchema: (schema) => redefine(world, payloadDefinition(schema), payloadAdmission(schema)),
	};
}
