import type { JobRole } from '../payload/jobs';
import type { PayloadRef } from '../payload/releasePayload';
import type { ClusterFacts, Notice, TreeNode } from './treeNode';

/** Nodes and their ids: parts joined by slashes, context and namespace first, so that no two places share one. */

export function contextNode(context: string): TreeNode {
	return { kind: 'context', id: idOf(context), context };
}

export function namespaceNode(context: string, namespace: string): TreeNode {
	return { kind: 'namespace', id: idOf(context, namespace), context, namespace };
}

export function streamNode(context: string, namespace: string, stream: string): TreeNode {
	return { kind: 'stream', id: idOf(context, namespace, 'stream', stream), context, namespace, stream };
}

export function payloadNode(context: string, ref: PayloadRef): TreeNode {
	return { kind: 'payload', id: idOf(context, ref.namespace, 'payload', ref.name), context, ref };
}

export function roleNode(context: string, ref: PayloadRef, role: JobRole): TreeNode {
	return { kind: 'role', id: idOf(context, ref.namespace, 'payload', ref.name, role), context, ref, role };
}

/** A job of a payload: `job` is its key. */
export function jobNode(parent: { readonly context: string; readonly ref: PayloadRef; readonly role: JobRole }, job: string): TreeNode {
	const { context, ref, role } = parent;
	return { kind: 'job', id: idOf(context, ref.namespace, 'payload', ref.name, role, job), context, ref, role, job };
}

/** A run of a job: `run` is its key. */
export function runNode(parent: { readonly context: string; readonly ref: PayloadRef; readonly role: JobRole; readonly job: string }, run: string): TreeNode {
	const { context, ref, role, job } = parent;
	return { kind: 'run', id: idOf(context, ref.namespace, 'payload', ref.name, role, job, run), context, ref, role, job, run };
}

/** A notice below `parentId`; no other id ends in an empty part and a word. */
export function noticeNode(context: string, parentId: string, notice: Notice): TreeNode {
	return { kind: 'notice', id: `${parentId}//${notice.kind}`, context, notice };
}

/** The node of a payload, to reveal it; `parentOf` gives the way up from there. */
export function nodeForRef(context: string, ref: PayloadRef): TreeNode {
	return payloadNode(context, ref);
}

/**
 * The node above, made from the node itself but for a payload's stream, which its row tells; a payload that is gone is
 * below its namespace. Undefined at the root and for notices, which nothing reveals.
 */
export function parentOf(node: TreeNode, clusters: readonly ClusterFacts[]): TreeNode | undefined {
	switch (node.kind) {
		case 'context':
		case 'notice':
			return undefined;
		case 'namespace':
			return clusters.length > 1 ? contextNode(node.context) : undefined;
		case 'stream':
			return namespaceNode(node.context, node.namespace);
		case 'payload': {
			const row = clusters.find(({ context }) => context === node.context)?.row(node.ref);
			return row === undefined ? namespaceNode(node.context, node.ref.namespace) : streamNode(node.context, node.ref.namespace, row.stream);
		}
		case 'role':
			return payloadNode(node.context, node.ref);
		case 'job':
			return roleNode(node.context, node.ref, node.role);
		case 'run':
			return jobNode(node, node.job);
	}
}

function idOf(...parts: readonly string[]): string {
	return parts.map((part) => part.replace(/[%/]/g, (character) => (character === '%' ? '%25' : '%2F'))).join('/');
}
