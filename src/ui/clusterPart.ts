import type * as connectPart from '../cluster/connect';

/** The doors of `cluster`, which the composition root loads when something first needs them. */
export type ClusterPart = Pick<typeof connectPart, 'openKubeconfig' | 'connect'>;
export type OpenKubeconfig = Awaited<ReturnType<ClusterPart['openKubeconfig']>>;
