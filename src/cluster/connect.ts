import type { Cluster } from './cluster';
import { Connection, type ConnectOptions } from './connection';

export { openKubeconfig, type KubeconfigOptions, type LoadedKubeconfig } from './kubeconfig';
export { ClusterError } from './clusterError';
export type { ConnectOptions } from './connection';

/** A connection to one context. Contacts nothing before `start`. */
export function connect(options: ConnectOptions): Cluster {
	return new Connection(options);
}
