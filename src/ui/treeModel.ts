import type { PayloadRef } from '../payload/releasePayload';
import type { Row, TreeNode } from '../presentation/treeNode';

/** Where rows come from; answers at once, from the facts as they are now. */
export interface TreeSource {
	roots(): readonly TreeNode[];
	children(node: TreeNode): readonly TreeNode[];
	describe(node: TreeNode): Row;
}

/** What may read differently by now. */
export interface Touched {
	/** Everything: the clock moved on, the filter or a setting changed. */
	all: boolean;
	readonly contexts: Set<string>;
	/** `payloadKey` of each. */
	readonly payloads: Set<string>;
	/** Context and namespace of each of these payloads. */
	readonly namespaces: Set<string>;
}

export const nothingTouched = (): Touched => ({ all: false, contexts: new Set(), payloads: new Set(), namespaces: new Set() });

export const payloadKey = (context: string, ref: PayloadRef): string => JSON.stringify([context, ref.namespace, ref.name]);
export const namespaceKey = (context: string, namespace: string): string => JSON.stringify([context, namespace]);

interface Entry {
	/** The object that VS Code knows the place by; never replaced while the place exists. */
	readonly node: TreeNode;
	/** The same place as the facts name it now: a notice keeps its id while its content changes. */
	latest: TreeNode;
	readonly parent: string | undefined;
	/** As VS Code was last told. */
	row: string | undefined;
	/** Ids as VS Code was last told; undefined until it asked. */
	children: readonly string[] | undefined;
	collapsed: boolean;
	/** How it stood when a filter took it away; VS Code forgets that with the row. */
	readonly stood: 'expanded' | 'collapsed' | undefined;
}

/** Places that went away with something opened or shut by hand; the oldest are forgotten first. */
const placesRemembered = 500;

/**
 * What VS Code has been told of the tree: one object per id, and enough of the answers to know which of them no longer
 * hold. It keeps VS Code from being asked to redraw what has not changed.
 */
export class TreeModel {
	readonly #source: TreeSource;
	readonly #entries = new Map<string, Entry>();
	readonly #stood = new Map<string, 'expanded' | 'collapsed'>();
	#roots: readonly string[] | undefined;

	constructor(source: TreeSource) {
		this.#source = source;
	}

	children(parent: TreeNode | undefined): readonly TreeNode[] {
		const entry = parent === undefined ? undefined : this.#entries.get(parent.id);
		if (parent !== undefined && entry === undefined) return [];
		const nodes = this.#nodesBelow(entry);
		const ids = nodes.map(({ id }) => id);
		const former = entry === undefined ? this.#roots : entry.children;
		const kept = new Set(ids);
		for (const id of former ?? []) if (!kept.has(id)) this.#forget(id);
		if (entry === undefined) this.#roots = ids;
		else {
			entry.children = ids;
			entry.collapsed = false;
		}
		return nodes.map((node) => this.#own(node, entry?.node.id));
	}

	row(node: TreeNode): Row {
		const entry = this.#entries.get(node.id);
		if (entry === undefined) return this.#source.describe(node);
		const row = this.#rowOf(entry);
		entry.row = JSON.stringify(row);
		return row;
	}

	#rowOf({ latest, stood }: Entry): Row {
		const row = this.#source.describe(latest);
		return stood === undefined || row.collapsible === 'none' ? row : { ...row, collapsible: stood };
	}

	latest(node: TreeNode): TreeNode {
		return this.#entries.get(node.id)?.latest ?? node;
	}

	parent(node: TreeNode): TreeNode | undefined {
		const id = this.#entries.get(node.id)?.parent;
		return id === undefined ? undefined : this.#entries.get(id)?.node;
	}

	setCollapsed(node: TreeNode, collapsed: boolean): void {
		const entry = this.#entries.get(node.id);
		if (entry !== undefined) entry.collapsed = collapsed;
	}

	/**
	 * The topmost places whose row or children are no longer what VS Code was told; `root` when the top level changed.
	 * What stands in a collapsed place is left alone: it is compared when the place is opened.
	 */
	changes(touched: Touched): readonly TreeNode[] | 'root' {
		if (this.#roots === undefined) return [];
		if (!sameIds(this.#nodesBelow(undefined).map(({ id }) => id), this.#roots)) return 'root';
		const changed: TreeNode[] = [];
		for (const id of this.#roots) this.#collect(id, touched, changed);
		return changed;
	}

	/** Payloads that stand open in open places. */
	openPayloads(): readonly (TreeNode & { readonly kind: 'payload' })[] {
		return this.#visible().flatMap(({ node, children, collapsed }) => (node.kind === 'payload' && children !== undefined && !collapsed ? [node] : []));
	}

	/** Payload rows in open streams, in order, so many of each stream. */
	visiblePayloads(perStream: number): readonly (TreeNode & { readonly kind: 'payload' })[] {
		return this.#visible()
			.filter(({ node, collapsed }) => node.kind === 'stream' && !collapsed)
			.flatMap(({ children }) => (children ?? []).slice(0, perStream))
			.flatMap((id) => {
				const node = this.#entries.get(id)?.node;
				return node?.kind === 'payload' ? [node] : [];
			});
	}

	#visible(): readonly Entry[] {
		const found: Entry[] = [];
		const visit = (id: string): void => {
			const entry = this.#entries.get(id);
			if (entry === undefined) return;
			found.push(entry);
			if (!entry.collapsed) entry.children?.forEach(visit);
		};
		this.#roots?.forEach(visit);
		return found;
	}

	#collect(id: string, touched: Touched, changed: TreeNode[]): void {
		const entry = this.#entries.get(id);
		if (entry === undefined) return;
		if (isTouched(entry.node, touched)) {
			const row = entry.row !== undefined && JSON.stringify(this.#rowOf(entry)) !== entry.row;
			const children = entry.children !== undefined && !entry.collapsed && !sameIds(this.#nodesBelow(entry).map((node) => node.id), entry.children);
			if (row || children) {
				changed.push(entry.node);
				return;
			}
		}
		if (!entry.collapsed) entry.children?.forEach((child) => this.#collect(child, touched, changed));
	}

	/** As the facts have it now; what is known already learns its latest content on the way. */
	#nodesBelow(entry: Entry | undefined): readonly TreeNode[] {
		const nodes = entry === undefined ? this.#source.roots() : this.#source.children(entry.latest);
		const seen = new Set<string>();
		const unique = nodes.filter(({ id }) => !seen.has(id) && seen.add(id));
		for (const node of unique) {
			const known = this.#entries.get(node.id);
			if (known !== undefined) known.latest = node;
		}
		return unique;
	}

	#own(node: TreeNode, parent: string | undefined): TreeNode {
		const known = this.#entries.get(node.id);
		if (known !== undefined && known.parent === parent) return known.node;
		if (known !== undefined) this.#forget(node.id);
		this.#entries.set(node.id, { node, latest: node, parent, row: undefined, children: undefined, collapsed: false, stood: this.#stood.get(node.id) });
		return node;
	}

	#forget(id: string): void {
		const entry = this.#entries.get(id);
		this.#entries.delete(id);
		if (entry?.children !== undefined) this.#remember(id, entry.collapsed ? 'collapsed' : 'expanded');
		for (const child of entry?.children ?? []) if (this.#entries.get(child)?.parent === id) this.#forget(child);
	}

	#remember(id: string, stood: 'expanded' | 'collapsed'): void {
		this.#stood.delete(id);
		this.#stood.set(id, stood);
		const [oldest] = this.#stood.keys();
		if (this.#stood.size > placesRemembered && oldest !== undefined) this.#stood.delete(oldest);
	}
}

function sameIds(a: readonly string[], b: readonly string[]): boolean {
	return a.length === b.length && a.every((id, index) => id === b[index]);
}

function isTouched(node: TreeNode, touched: Touched): boolean {
	if (touched.all || touched.contexts.has(node.context)) return true;
	switch (node.kind) {
		case 'context':
			return touched.payloads.size > 0;
		case 'namespace':
		case 'stream':
			return touched.namespaces.has(namespaceKey(node.context, node.namespace));
		case 'payload':
		case 'role':
		case 'job':
		case 'run':
			return touched.payloads.has(payloadKey(node.context, node.ref));
		case 'notice':
			return touched.payloads.size > 0;
	}
}
