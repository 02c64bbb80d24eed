import type { Cluster } from '../cluster/cluster';
import type { ClusterFacts } from '../presentation/treeNode';
import type { AccessBook } from './access';
import type { ShownContext } from './connections';

/** A shown context as the tree reads it; one without a cluster is a context whose problem is its only row. */
export function factsOf(shown: ShownContext, access: AccessBook, since: number): ClusterFacts {
	const { key, cluster, problem } = shown;
	if (cluster !== undefined) return clusterFacts(key, cluster, access);
	return {
		context: key,
		server: '',
		state: problem === undefined ? { kind: 'idle' } : { kind: 'failed', since, problem },
		namespaces: [],
		rows: () => [],
		row: () => undefined,
		detail: () => undefined,
		mayOverride: () => undefined,
	};
}

export function clusterFacts(key: string, cluster: Cluster, access: AccessBook): ClusterFacts {
	return {
		context: key,
		server: cluster.context.server,
		state: cluster.state,
		namespaces: cluster.namespaces,
		rows: (namespace) => cluster.store.rows(namespace),
		row: (ref) => cluster.store.row(ref),
		detail: (ref) => cluster.store.detail(ref),
		mayOverride: (namespace) => access.mayOverride(cluster, namespace),
	};
}
