import type { ObjectMeta } from '../payload/releasePayload';
import type { Page, PayloadApi } from './api';
import { ClusterError } from './clusterError';
import { forEach } from './limiter';

/**
 * Where release controllers keep their payloads (openshift/release, clusters/app.ci/release-controller). Each exists with
 * `-priv` too; private ones are mostly not for the person who asks, and then simply do not answer.
 */
const releaseNamespaces: readonly string[] = ['ocp', 'ocp-arm64', 'ocp-multi', 'ocp-ppc64le', 'ocp-s390x', 'ocp-multi-2', 'origin'].flatMap((name) =>
	name === 'origin' ? [name] : [name, `${name}-priv`],
);

const probesAtOnce = 4;
const probesAtMost = 60;
const firstNames = 500;

export type FoundNamespaces =
	/** The user may list payloads everywhere; the first page of names came with the answer. */
	| { readonly kind: 'all'; readonly firstPage: Page<ObjectMeta> }
	| { readonly kind: 'some'; readonly namespaces: readonly string[] };

export interface NamespaceQuestion {
	/** From the setting: taken as they are, in this order. */
	readonly configured: readonly string[];
	readonly contextNamespace: string | undefined;
	readonly signal: AbortSignal;
}

/**
 * The namespaces to look at. What the setting says; else everything, where the user may list payloads in the whole
 * cluster; else those of the namespaces or projects that the cluster shows to this user, of the context's own and of the
 * known release namespaces in which payloads may be listed.
 */
export async function findNamespaces(api: PayloadApi, { configured, contextNamespace, signal }: NamespaceQuestion): Promise<FoundNamespaces> {
	if (configured.length > 0) return { kind: 'some', namespaces: [...new Set(configured)] };
	const everything = await unlessForbidden(api.names(undefined, { limit: firstNames, signal }));
	if (everything !== undefined) return { kind: 'all', firstPage: everything };

	const shown = await shownNamespaces(api, signal);
	const candidates = candidatesOf(shown, contextNamespace);
	const withPayloads: string[] = [];
	const without: string[] = [];
	await forEach(candidates, probesAtOnce, async (namespace) => {
		const page = await unlessForbidden(api.names(namespace, { limit: 1, signal }));
		if (page !== undefined) (page.items.length > 0 ? withPayloads : without).push(namespace);
	});
	const found = withPayloads.length > 0 ? withPayloads : without;
	if (found.length > 0) return { kind: 'some', namespaces: found.sort() };
	// It will say itself that it is forbidden, and recover by itself when that changes.
	if (contextNamespace !== undefined) return { kind: 'some', namespaces: [contextNamespace] };
	throw new ClusterError('forbidden', `You may not list ReleasePayloads in the cluster, nor in ${candidates.slice(0, 3).join(', ')} or the other release namespaces.`);
}

/** The first that answers; a cluster that is no OpenShift has no projects. */
async function shownNamespaces(api: PayloadApi, signal: AbortSignal): Promise<readonly string[]> {
	for (const kind of ['namespaces', 'projects'] as const) {
		try {
			const shown = await unlessForbidden(api.namespaces(kind, signal));
			if (shown !== undefined) return shown;
		} catch (error) {
			if (!(error instanceof ClusterError) || error.problem.reason !== 'notInstalled') throw error;
		}
	}
	return [];
}

/** The context's own first, then release namespaces, then what looks like one, then the rest as far as probing is decent. */
function candidatesOf(shown: readonly string[], contextNamespace: string | undefined): readonly string[] {
	const known = shown.length === 0 ? releaseNamespaces : releaseNamespaces.filter((name) => shown.includes(name));
	const alike = shown.filter((name) => /^(ocp|okd|origin|release)\b/.test(name));
	const first = contextNamespace === undefined ? [] : [contextNamespace];
	return [...new Set([...first, ...known, ...alike, ...shown])].slice(0, probesAtMost);
}

async function unlessForbidden<T>(asked: Promise<T>): Promise<T | undefined> {
	try {
		return await asked;
	} catch (error) {
		if (error instanceof ClusterError && (error.problem.reason === 'forbidden' || error.problem.reason === 'notFound')) return undefined;
		throw error;
	}
}
