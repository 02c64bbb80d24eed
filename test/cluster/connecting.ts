import assert from 'node:assert/strict';
import { connect, openKubeconfig, type KubeconfigOptions, type LoadedKubeconfig } from '../../src/cluster/connect';
import type { Cluster, ConnectionState, Log } from '../../src/cluster/cluster';
import type { Timing } from '../../src/cluster/timing';
import type { TestUser } from '../support/apiServer';
import { eventually } from '../support/eventually';
import { listOf, type TestServer } from './servers';

/** Pauses are shorter, so that a fault is noticed and mended within a test. Answers are waited for as long as ever: a busy machine is no fault. */
const quick: Partial<Timing> = {
	watchIdle: 800,
	backoff: { min: 60, max: 500 },
	slow: { min: 250, max: 500 },
	poll: 250,
	conflict: { min: 5, max: 40 },
};

/** For tests in which something is never answered. */
export const impatient: Partial<Timing> = { connect: 2000, headers: 1500, bodyIdle: 1500, probe: 600, credentialPlugin: 1500 };

export interface Watched {
	readonly cluster: Cluster;
	readonly kubeconfig: LoadedKubeconfig;
	/** Every state shown so far, oldest first, runs of listing or connecting once. */
	readonly states: readonly ConnectionState[];
	readonly logged: readonly string[];
	readonly dispose: () => void;
}

export interface ConnectAs {
	readonly namespaces?: readonly string[];
	readonly timing?: Partial<Timing>;
	readonly kubeconfig?: Partial<KubeconfigOptions>;
	readonly context?: string;
}

/** A connection of that user, not started. Keeps what it shows and logs. */
export async function connectAs(server: TestServer, user: TestUser, options: ConnectAs = {}): Promise<Watched> {
	const watched = await connectWith({ paths: [server.kubeconfigs[user]], ...options.kubeconfig }, options);
	const dispose = (): void => {
		watched.dispose();
		assert.ok(!Object.values(server.tokens).some((token) => watched.logged.some((line) => line.includes(token))), 'no token is ever logged');
	};
	return { ...watched, dispose };
}

export async function connectWith(files: Partial<KubeconfigOptions>, options: ConnectAs = {}): Promise<Watched> {
	const logged: string[] = [];
	const line = (message: string): void => void logged.push(message);
	const log: Log = { debug: line, info: line, warn: line, error: line };
	const kubeconfig = await openKubeconfig({ trusted: () => true, debounce: 20, log, ...files });
	const cluster = connect({
		kubeconfig,
		context: options.context ?? kubeconfig.currentContext ?? '',
		log,
		timing: { ...quick, ...options.timing },
		...(options.namespaces === undefined ? {} : { namespaces: options.namespaces }),
	});
	const states: ConnectionState[] = [];
	const listening = cluster.onDidChangeState(() => {
		const { state } = cluster;
		const passing = state.kind === 'listing' || state.kind === 'connecting';
		if (!passing || states.at(-1)?.kind !== state.kind) states.push(state);
	});
	const dispose = (): void => {
		listening.dispose();
		cluster.dispose();
		kubeconfig.dispose();
		assert.deepEqual(logged.filter((each) => each.includes('A listener failed')), []);
	};
	return { cluster, kubeconfig, states, logged, dispose };
}

export async function startAs(server: TestServer, user: TestUser, options: ConnectAs = {}): Promise<Watched> {
	const watched = await connectAs(server, user, options);
	watched.cluster.start();
	await live(watched.cluster);
	return watched;
}

export async function live(cluster: Cluster): Promise<void> {
	await eventually(() => assert.equal(cluster.state.kind, 'live', JSON.stringify(cluster.state)));
}

export function rowsOf(cluster: Cluster): readonly string[] {
	return cluster.namespaces.flatMap(({ namespace }) => cluster.store.rows(namespace).map((row) => `${namespace}/${row.ref.name} ${row.uid} ${row.resourceVersion}`)).sort();
}

/** The store holds exactly what the server lists, and every row was read in its newest version. */
export async function sameAsServer(server: TestServer, cluster: Cluster): Promise<void> {
	await eventually(async () => {
		assert.deepEqual(rowsOf(cluster), await listOf(server));
		const unread = cluster.namespaces.flatMap(({ namespace }) => cluster.store.rows(namespace)).filter((row) => row.summary?.resourceVersion !== row.resourceVersion);
		assert.deepEqual(unread.map((row) => row.ref.name), []);
	});
}

export const never = new AbortController().signal;
