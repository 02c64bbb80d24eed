import type { ConnectionState, NamespaceState } from './cluster';

/**
 * One state for the whole connection. A namespace that may not be seen is a matter of that namespace as long as another
 * one can; of the rest the worst counts, since it tells whether what is shown may be stale.
 */
export function worstState(states: readonly ConnectionState[]): ConnectionState {
	const working = states.filter((state) => state.kind !== 'failed');
	const counted = working.length > 0 ? working : states;
	const [worst = { kind: 'idle' } as const] = [...counted].sort((a, b) => severity(b) - severity(a));
	if (worst.kind !== 'listing') return worst;
	const listing = counted.filter((state) => state.kind === 'listing');
	return {
		kind: 'listing',
		loaded: listing.reduce((sum, state) => sum + state.loaded, 0),
		total: listing.some((state) => state.total === undefined) ? undefined : listing.reduce((sum, state) => sum + (state.total ?? 0), 0),
	};
}

function severity(state: ConnectionState): number {
	switch (state.kind) {
		case 'failed':
			return 5;
		case 'reconnecting':
			return 4;
		case 'connecting':
			return 3;
		case 'listing':
			return 2;
		case 'live':
			// A list that is read now and then is older than a watch.
			return state.pollingEvery === undefined ? 1 : 1.5;
		case 'idle':
			return 0;
	}
}

/** Whether a person would see a difference. */
export function sameState(a: ConnectionState, b: ConnectionState): boolean {
	return JSON.stringify(a) === JSON.stringify(b);
}

export function sameNamespaces(a: readonly NamespaceState[], b: readonly NamespaceState[]): boolean {
	return a.length === b.length && a.every(({ namespace, state }, at) => namespace === b[at]?.namespace && (state === b[at].state || sameState(state, b[at].state)));
}
