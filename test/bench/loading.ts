import { connect, openKubeconfig } from '../../src/cluster/connect';
import type { Cluster } from '../../src/cluster/cluster';
import type { FilledServer } from './filled';
import { heartbeat } from './measuring';
import { eavesdrop, type SeenRequest } from './requests';

const quiet = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

/** A connection of the program itself, loaded until it is live. */
export interface Loaded {
	readonly cluster: Cluster;
	/** TCP and TLS before the first list could be sent, ms. */
	readonly connected: number;
	/** From the first list on an open connection to the first rows. */
	readonly firstRows: number;
	/** From the same moment until every row has its summary and the watch stands. */
	readonly loaded: number;
	readonly stall: number;
	/** What was asked until then, the watch left out. */
	readonly requests: readonly SeenRequest[];
	dispose(): void;
}

export async function load(server: Pick<FilledServer, 'kubeconfig'>): Promise<Loaded> {
	const kubeconfig = await openKubeconfig({ paths: [server.kubeconfig], trusted: () => true, log: quiet });
	const cluster = connect({ kubeconfig, context: kubeconfig.currentContext ?? '', log: quiet });
	const ear = eavesdrop();
	const heart = heartbeat();
	let rowsAt: number | undefined;
	const rows = cluster.store.onDidChange(({ added }) => {
		if (added.length > 0) rowsAt ??= performance.now();
	});
	const live = new Promise<void>((resolve, reject) => {
		const late = setTimeout(() => reject(new Error(`not live: ${JSON.stringify(cluster.state)}`)), 60_000);
		const listening = cluster.onDidChangeState(() => {
			if (cluster.state.kind !== 'live') return;
			clearTimeout(late);
			listening.dispose();
			resolve();
		});
	});
	cluster.start();
	await live;
	const liveAt = performance.now();
	const stall = heart.stop();
	ear.stop();
	rows.dispose();
	const requests = ear.seen.filter(({ path }) => !path.includes('watch=true'));
	const [first] = requests;
	if (first === undefined || rowsAt === undefined) throw new Error('Nothing was listed.');
	return {
		cluster,
		connected: first.ready - first.began,
		firstRows: rowsAt - first.ready,
		loaded: liveAt - first.ready,
		stall,
		requests,
		dispose: () => {
			cluster.dispose();
			kubeconfig.dispose();
		},
	};
}
