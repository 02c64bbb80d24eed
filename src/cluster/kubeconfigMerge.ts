import type { ClusterProblem, KubeContext } from './cluster';
import type { ClusterEntry, ContextEntry, KubeconfigFile, UserEntry } from './kubeconfigFile';

/** Everything that a connection needs of one context, never changed after it was made. */
export interface ContextConfig {
	readonly context: KubeContext;
	readonly cluster: ClusterEntry;
	/** All fields undefined for a context that names no user. */
	readonly user: UserEntry;
}

export interface MergedKubeconfig {
	readonly contexts: readonly KubeContext[];
	readonly currentContext: string | undefined;
	find(name: string): ContextConfig | ClusterProblem;
}

const anonymous: UserEntry = {
	certData: undefined,
	certFile: undefined,
	keyData: undefined,
	keyFile: undefined,
	token: undefined,
	tokenFile: undefined,
	username: undefined,
	password: undefined,
	impersonate: undefined,
	exec: undefined,
	authProvider: undefined,
};

/**
 * Several files as kubectl sees them: for each name, and for the current context, the first file that has one wins
 * (client-go: tools/clientcmd/loader.go). client-node's own merge takes the last current context and throws on a name
 * that two files share.
 */
export function mergeKubeconfigs(files: readonly KubeconfigFile[]): MergedKubeconfig {
	const clusters = firstWins(files.map((file) => file.clusters));
	const users = firstWins(files.map((file) => file.users));
	const contexts = firstWins(files.map((file) => file.contexts));
	return {
		contexts: [...contexts].map(([name, entry]) => contextOf(name, entry, clusters)),
		currentContext: files.find((file) => file.currentContext !== undefined)?.currentContext,
		find(name) {
			const entry = contexts.get(name);
			if (entry === undefined) return config(`The kubeconfig has no context "${name}".`);
			const cluster = clusters.get(entry.cluster);
			if (cluster === undefined) return config(`The context "${name}" names the cluster "${entry.cluster}", which the kubeconfig does not have.`);
			if (!isServer(cluster.server)) return config(`The server of the cluster "${entry.cluster}" is not an http or https address.`);
			const user = entry.user === '' ? anonymous : users.get(entry.user);
			if (user === undefined) return config(`The context "${name}" names the user "${entry.user}", which the kubeconfig does not have.`);
			return { context: contextOf(name, entry, clusters), cluster, user };
		},
	};
}

function contextOf(name: string, entry: ContextEntry, clusters: ReadonlyMap<string, ClusterEntry>): KubeContext {
	// A password in the address is nobody's to see.
	const server = (clusters.get(entry.cluster)?.server ?? '').replace(/\/\/[^/@]*@/, '//');
	return { name, cluster: entry.cluster, server, user: entry.user, namespace: entry.namespace };
}

function firstWins<T>(maps: readonly ReadonlyMap<string, T>[]): ReadonlyMap<string, T> {
	const merged = new Map<string, T>();
	for (const map of maps) for (const [name, entry] of map) if (!merged.has(name)) merged.set(name, entry);
	return merged;
}

function isServer(server: string): boolean {
	try {
		return ['https:', 'http:'].includes(new URL(server).protocol);
	} catch {
		// No address at all.
		return false;
	}
}

function config(detail: string): ClusterProblem {
	return { reason: 'config', detail, retryAt: undefined };
}
