import type { JobRole } from '../payload/jobs';
import type { PayloadRef, ReleasePayload } from '../payload/releasePayload';
import type { PayloadRow } from '../payload/summary';
import { isFiltering, passes } from './faults';
import { jobIndexOf } from './jobIndex';
import { contextNode, jobNode, namespaceNode, noticeNode, payloadNode, roleNode, runNode, streamNode } from './nodes';
import { streamNamed, streamsOf } from './streams';
import { jobRoles } from './states';
import type { ClusterFacts, ConnectionFacts, Notice, TreeInput, TreeNode } from './treeNode';

/**
 * The top of the tree: the namespaces of the one cluster, or, from the second on, the contexts. Nothing while nothing was
 * asked of any cluster, so that the view shows its welcome.
 */
export function rootNodes(input: TreeInput): readonly TreeNode[] {
	if (input.clusters.length > 1) return input.clusters.map(({ context }) => contextNode(context));
	return input.clusters.flatMap((cluster) => clusterChildren(cluster, input));
}

/** What stands below a node; empty for leaves and for what is no longer there. */
export function childrenOf(node: TreeNode, input: TreeInput): readonly TreeNode[] {
	const cluster = input.clusters.find(({ context }) => context === node.context);
	if (cluster === undefined) return [];
	switch (node.kind) {
		case 'context':
			return clusterChildren(cluster, input);
		case 'namespace':
			return namespaceChildren(node, cluster, input);
		case 'stream':
			return shown(streamNamed(cluster.rows(node.namespace), node.stream)?.rows ?? [], input).map(({ ref }) => payloadNode(node.context, ref));
		case 'payload':
			return payloadChildren(node, cluster, input);
		case 'role':
			return withDetail(node, cluster, (payload) => (jobIndexOf(payload, input.jobMemo).byRole.get(node.role) ?? []).map((job) => jobNode(node, job.key)));
		case 'job':
			return withDetail(node, cluster, (payload) => {
				const runs = jobIndexOf(payload, input.jobMemo).byKey.get(node.job)?.runs ?? [];
				return runs.length === 0 ? [noticeNode(node.context, node.id, { kind: 'empty', what: 'runs' })] : runs.map((run) => runNode(node, run.key));
			});
		case 'run':
		case 'notice':
			return [];
	}
}

function clusterChildren(cluster: ClusterFacts, input: TreeInput): readonly TreeNode[] {
	const { context, state, namespaces } = cluster;
	const top = contextNode(context).id;
	const places = namespaces.filter((each) => isInSight(each, cluster, input)).map(({ namespace }) => namespaceNode(context, namespace));
	const notice = (each: Notice) => noticeNode(context, top, each);
	// A refusal of the only namespace is said below it, where it is open to be seen.
	const saidBelow = namespaces.length === 1 && namespaces[0]?.state.kind === 'failed' && state.kind === 'failed' && namespaces[0].state.problem.reason === state.problem.reason;
	if (places.length > 0) return [...(saidBelow ? [] : connectionNotices(state, true)).map(notice), ...places];
	const notices = connectionNotices(state, namespaces.length > 0);
	if (namespaces.length > 0) return [...notices, { kind: 'empty', what: 'filtered' } as const].map(notice);
	if (notices.length > 0) return notices.map(notice);
	return state.kind === 'live' ? [notice({ kind: 'empty', what: 'namespaces' })] : [];
}

/** A filter leaves only namespaces in which something passes, else what it found is behind doors that nobody opens; one that is not read yet, or cannot be, may hold anything. */
function isInSight({ namespace, state }: ClusterFacts['namespaces'][number], cluster: ClusterFacts, input: TreeInput): boolean {
	return !isFiltering(input.filter) || (state.kind !== 'live' && state.kind !== 'reconnecting') || cluster.rows(namespace).some((row) => passes(row, input.filter, input));
}

/** What a connection's state has to say above what is already there (`some`), or in place of it. */
function connectionNotices(state: ConnectionFacts, some: boolean, namespace?: string): readonly Notice[] {
	switch (state.kind) {
		case 'idle':
		case 'live':
			return [];
		case 'connecting':
		case 'listing':
			return some ? [] : [{ kind: 'loading', what: namespace ?? '' }];
		case 'reconnecting':
			return [some ? { kind: 'stale', since: state.since, problem: state.problem } : { kind: 'problem', problem: state.problem, namespace }];
		case 'failed':
			return [{ kind: 'problem', problem: state.problem, namespace }];
	}
}

function namespaceChildren(node: TreeNode & { readonly kind: 'namespace' }, cluster: ClusterFacts, input: TreeInput): readonly TreeNode[] {
	const { context, namespace } = node;
	const rows = cluster.rows(namespace);
	const state = cluster.namespaces.find((each) => each.namespace === namespace)?.state ?? cluster.state;
	const notice = (each: Notice) => noticeNode(context, node.id, each);
	const notices = connectionNotices(state, rows.length > 0, namespace).filter((each) => !isSaidAbove(each, cluster.state));
	const streams = streamsOf(shown(rows, input)).map(({ stream }) => streamNode(context, namespace, stream));
	if (streams.length > 0) return [...notices.map(notice), ...streams];
	if (notices.length > 0) return notices.map(notice);
	if (rows.length > 0) return [notice({ kind: 'empty', what: isFiltering(input.filter) ? 'filtered' : 'payloads' })];
	return state.kind === 'live' ? [notice({ kind: 'empty', what: 'payloads' })] : [notice({ kind: 'loading', what: namespace })];
}

/** A lost connection is told once, at the top of the cluster. */
function isSaidAbove(notice: Notice, state: ConnectionFacts): boolean {
	return notice.kind === 'stale' && state.kind === 'reconnecting';
}

function shown(rows: readonly PayloadRow[], input: TreeInput): readonly PayloadRow[] {
	return isFiltering(input.filter) ? rows.filter((row) => passes(row, input.filter, input)) : rows;
}

function payloadChildren(node: TreeNode & { readonly kind: 'payload' }, cluster: ClusterFacts, input: TreeInput): readonly TreeNode[] {
	const roles = rolesOf(node.ref, cluster, input);
	if (roles === undefined) return withDetail(node, cluster, () => []);
	if (roles.length === 0) return [noticeNode(node.context, node.id, { kind: 'empty', what: 'jobs' })];
	return roles.map((role) => roleNode(node.context, node.ref, role));
}

/** Roles that have jobs: by the whole object where it is held, else by the summary's counts. */
function rolesOf(ref: PayloadRef, cluster: ClusterFacts, input: TreeInput): readonly JobRole[] | undefined {
	const detail = cluster.detail(ref);
	if (detail?.kind === 'loaded') {
		const { byRole } = jobIndexOf(detail.payload, input.jobMemo);
		return jobRoles.filter((role) => byRole.has(role));
	}
	const summary = cluster.row(ref)?.summary;
	// Of an object in the older shape, and of unfilled lists, the counts do not tell everything.
	if (summary === undefined || summary.olderShape || summary.listsUnfilled) return undefined;
	return (['blocking', 'informing', 'upgrade'] as const).filter((role) => summary[role].total > 0);
}

function withDetail(node: TreeNode & { readonly ref: PayloadRef }, cluster: ClusterFacts, children: (payload: ReleasePayload) => readonly TreeNode[]): readonly TreeNode[] {
	const detail = cluster.detail(node.ref);
	switch (detail?.kind) {
		case 'loaded':
			return children(detail.payload);
		case 'failed':
			return [noticeNode(node.context, node.id, { kind: 'problem', problem: detail.problem, namespace: node.ref.namespace })];
		case 'loading':
		case undefined:
			return [noticeNode(node.context, node.id, { kind: 'loading', what: node.ref.name })];
	}
}
