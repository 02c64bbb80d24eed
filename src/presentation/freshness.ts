import * as l10n from '@vscode/l10n';
import { clockTime, shortSpan, type Clock } from './age';
import { oneLine } from './hostile';
import { problemWords } from './problems';
import type { ClusterFacts, ConnectionFacts, TreeInput } from './treeNode';
import { joined } from './wordLists';

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
	return joined([oneLine(only.context, 100), clusterFreshness(only, clock)]);
}

/**
 * What stands above the tree, where lines wrap: which cluster and how fresh, what is left out, since a short tree must not
 * look like a calm one, and what to do where there is no tree. `filterText`: as the person wrote it.
 */
export function viewMessage({ clusters, filter, clock }: TreeInput, filterText: string): string {
	if (clusters.length === 0) return '';
	return joined([
		viewDescription(clusters, clock),
		filter.faultsOnly ? l10n.t('faults only') : '',
		filter.text === '' ? '' : l10n.t('filtered by “{0}”', oneLine(filterText, 60)),
		clusters.length === 1 ? clusters.map(nextStep).join('') : '',
	]);
}

/** Of a cluster that shows nothing: a side bar cuts the row of the problem off where its next step begins. */
function nextStep({ context, server, state, namespaces }: ClusterFacts): string {
	if (state.kind !== 'failed' && state.kind !== 'reconnecting') return '';
	return namespaces.length > 0 ? '' : problemWords(state.problem, { context, server, namespace: undefined }).nextStep;
}
