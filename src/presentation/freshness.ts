import * as l10n from '@vscode/l10n';
import { clockTime, shortSpan, type Clock } from './age';
import type { ClusterFacts, ConnectionFacts } from './treeNode';

/** How fresh what is shown is, in two or three words. */
export function freshness(state: ConnectionFacts, clock: Clock): string {
	switch (state.kind) {
		case 'idle':
			return l10n.t('not connected');
		case 'connecting':
			return l10n.t('connecting');
		case 'listing':
			if (state.total !== undefined) return l10n.t('loading, {0} of {1}', state.loaded, Math.max(state.total, state.loaded));
			return state.loaded === 0 ? l10n.t('loading') : l10n.t('loading, {0} so far', state.loaded);
		case 'live':
			return state.pollingEvery === undefined ? l10n.t('live') : l10n.t('read every {0}', shortSpan(state.pollingEvery));
		case 'reconnecting':
			return l10n.t('stale since {0}', clockTime(state.since, clock));
		case 'failed':
			return l10n.t('not available');
	}
}

/** The same for a cluster, of which nothing is stale as long as nothing was ever seen of it. */
export function clusterFreshness({ state, namespaces }: ClusterFacts, clock: Clock): string {
	return state.kind === 'reconnecting' && namespaces.length === 0 ? l10n.t('not available') : freshness(state, clock);
}

/** The view's own description: the context while there is one, and how fresh it is. */
export function viewDescription(clusters: readonly ClusterFacts[], clock: Clock): string {
	const [only] = clusters;
	if (only === undefined) return '';
	if (clusters.length > 1) return l10n.t('{0} contexts', clusters.length);
	return l10n.t('{0} · {1}', only.context.slice(0, 100), clusterFreshness(only, clock));
}
