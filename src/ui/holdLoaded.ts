import type * as vscode from 'vscode';
import type { Cluster } from '../cluster/cluster';
import type { PayloadRef } from '../payload/releasePayload';

/** A hover waits no longer. */
const patience = 3000;

/** Holds a payload and waits until its whole object is there, cannot be had, or took too long. The caller lets go of it. */
export async function holdLoaded(cluster: Cluster, ref: PayloadRef, token: vscode.CancellationToken): Promise<{ dispose(): void }> {
	const hold = cluster.hold(ref);
	const isThere = (): boolean => {
		const kind = cluster.store.detail(ref)?.kind;
		return kind === 'loaded' || kind === 'failed';
	};
	if (isThere()) return hold;
	await new Promise<void>((resolve) => {
		const finish = (): void => {
			clearTimeout(timer);
			for (const subscription of subscriptions) subscription.dispose();
			resolve();
		};
		const timer = setTimeout(finish, patience);
		const subscriptions = [
			cluster.store.onDidChange(() => {
				if (isThere()) finish();
			}),
			token.onCancellationRequested(finish),
		];
	});
	return hold;
}
