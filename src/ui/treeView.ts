import * as vscode from 'vscode';
import type { Cluster } from '../cluster/cluster';
import type { PayloadRef } from '../payload/releasePayload';
import { describe } from '../presentation/describe';
import { isFiltering, passes } from '../presentation/faults';
import { viewDescription, viewMessage } from '../presentation/freshness';
import { nodeForRef, parentOf } from '../presentation/nodes';
import { tooltip } from '../presentation/tooltips';
import { childrenOf, rootNodes } from '../presentation/tree';
import type { TreeInput, TreeNode } from '../presentation/treeNode';
import { AccessBook } from './access';
import { readClock } from './clock';
import { Differences } from './differences';
import { holdLoaded } from './holdLoaded';
import type { Connections, PayloadsChange } from './connections';
import { factsOf } from './facts';
import { readSettings } from './settings';
import type { FilterChoice } from './treeFilter';
import { treeItemOf } from './treeItems';
import { namespaceKey, nothingTouched, payloadKey, TreeModel, type Touched } from './treeModel';

const viewId = 'releasePayloads.tree';
/** Changes within so many ms are told at once: a release controller writes a payload's status in bursts. */
const coalescing = 120;
const minute = 60_000;
/** Rows of each open stream whose payloads are read before others. */
const rowsInSight = 40;

/** The tree in the side bar. It reads the facts when VS Code asks, and asks VS Code to ask again where they changed. */
export class PayloadTree implements vscode.TreeDataProvider<TreeNode>, vscode.Disposable {
	readonly #treeChanged = new vscode.EventEmitter<TreeNode[] | undefined>();
	readonly #becameVisible = new vscode.EventEmitter<void>();
	readonly #connections: Connections;
	readonly #filter: FilterChoice;
	readonly #model: TreeModel;
	readonly #access: AccessBook;
	readonly #jobMemo: NonNullable<TreeInput['jobMemo']> = new WeakMap();
	readonly #holds = new Map<string, { readonly cluster: Cluster; readonly hold: { dispose(): void } }>();
	readonly #differences = new Differences();
	readonly #openedAt = Date.now();
	readonly #subscriptions: vscode.Disposable;
	readonly view: vscode.TreeView<TreeNode>;
	#input: TreeInput | undefined;
	#touched: Touched = nothingTouched();
	#timer: NodeJS.Timeout | undefined;
	#minutes: NodeJS.Timeout | undefined;
	#preferred = '';

	readonly onDidChangeTreeData = this.#treeChanged.event;
	readonly onDidBecomeVisible = this.#becameVisible.event;

	constructor(connections: Connections, filter: FilterChoice) {
		this.#connections = connections;
		this.#filter = filter;
		this.#access = new AccessBook((_cluster, namespace) => this.#touchNamespace(namespace));
		this.#model = new TreeModel({
			roots: () => rootNodes(this.input()),
			children: (node) => childrenOf(node, this.input()),
			describe: (node) => describe(node, this.input()),
		});
		this.view = vscode.window.createTreeView(viewId, { treeDataProvider: this, showCollapseAll: true });
		this.#subscriptions = vscode.Disposable.from(
			this.view,
			this.#treeChanged,
			this.#becameVisible,
			connections.onDidChange(() => this.#connectionsChanged()),
			connections.onDidChangePayloads((event) => this.#payloadsChanged(event)),
			filter.onDidChange(() => this.touchAll()),
			this.view.onDidChangeVisibility(({ visible }) => this.#visibilityChanged(visible)),
			this.view.onDidExpandElement(({ element }) => this.#opened(element)),
			this.view.onDidCollapseElement(({ element }) => this.#collapsed(element)),
		);
		this.#visibilityChanged(this.view.visible);
	}

	/**
	 * All that rows are worked out from, as it is now. VS Code asks for hundreds of rows in one turn, and settings, states and
	 * counts are dear to read: one answer serves until the turn ends or something changes.
	 */
	input(): TreeInput {
		if (this.#input === undefined) {
			this.#input = this.#readInput();
			setImmediate(() => this.#forgetInput());
		}
		return this.#input;
	}

	#readInput(): TreeInput {
		const { quietStreamHours, neverStartedMinutes } = readSettings();
		return {
			clusters: this.#connections.shown.map((shown) => factsOf(shown, this.#access, this.#openedAt)),
			filter: this.#filter.value,
			settings: { quietStreamHours, neverStartedMinutes },
			clock: readClock(),
			differsSince: (context, ref) => this.#differences.since(context, ref),
			jobMemo: this.#jobMemo,
		};
	}

	#forgetInput(): void {
		this.#input = undefined;
	}

	get access(): AccessBook {
		return this.#access;
	}

	getChildren(node?: TreeNode): TreeNode[] {
		const children = this.#model.children(node);
		this.#soon();
		return [...children];
	}

	getTreeItem(node: TreeNode): vscode.TreeItem {
		return treeItemOf(node, this.#model.row(node));
	}

	getParent(node: TreeNode): TreeNode | undefined {
		return this.#model.parent(node) ?? parentOf(node, this.input().clusters);
	}

	/** Asked on hover. Why a payload has its verdict is told by the whole object, which is fetched for it. */
	async resolveTreeItem(item: vscode.TreeItem, node: TreeNode, token: vscode.CancellationToken): Promise<vscode.TreeItem> {
		const cluster = this.#connections.find(node.context);
		const hold = node.kind === 'payload' && cluster !== undefined ? await holdLoaded(cluster, node.ref, token) : undefined;
		const text = new vscode.MarkdownString(tooltip(this.#model.latest(node), this.input()) ?? '');
		hold?.dispose();
		text.isTrusted = false;
		text.supportHtml = false;
		item.tooltip = text;
		return item;
	}

	/** Opens the way to a payload and selects it; false when the tree does not show it. */
	async reveal(context: string, ref: PayloadRef): Promise<boolean> {
		const input = this.input();
		const row = input.clusters.find((cluster) => cluster.context === context)?.row(ref);
		if (row === undefined || (isFiltering(input.filter) && !passes(row, input.filter, input))) return false;
		if (!this.view.visible) await vscode.commands.executeCommand(`${viewId}.focus`);
		// VS Code looks for the row among the children it knows, so it has to know the present ones.
		this.#touched.all = true;
		this.#flush();
		await this.view.reveal(nodeForRef(context, ref), { select: true, focus: true });
		return true;
	}

	touchAll(): void {
		this.#forgetInput();
		this.#touched.all = true;
		this.#soon();
	}

	dispose(): void {
		clearTimeout(this.#timer);
		clearInterval(this.#minutes);
		for (const { hold } of this.#holds.values()) hold.dispose();
		this.#holds.clear();
		this.#access.dispose();
		this.#subscriptions.dispose();
	}

	#visibilityChanged(visible: boolean): void {
		clearInterval(this.#minutes);
		if (!visible) return;
		this.#minutes = setInterval(() => this.touchAll(), minute);
		this.touchAll();
		this.#becameVisible.fire();
	}

	#connectionsChanged(): void {
		this.#forgetInput();
		this.#access.keepOnly(new Set(this.#connections.shown.flatMap(({ cluster }) => (cluster === undefined ? [] : [cluster]))));
		for (const { key, cluster } of this.#connections.shown) {
			this.#touched.contexts.add(key);
			if (cluster !== undefined) this.#access.follow(cluster);
		}
		this.#soon();
	}

	#payloadsChanged({ key, change }: PayloadsChange): void {
		this.#forgetInput();
		const store = this.#connections.find(key)?.store;
		for (const ref of [...change.added, ...change.changed, ...change.removed]) this.#differences.see(key, ref, store?.row(ref));
		for (const ref of [...change.added, ...change.changed, ...change.removed, ...change.details]) {
			this.#touched.payloads.add(payloadKey(key, ref));
			this.#touched.namespaces.add(namespaceKey(key, ref.namespace));
		}
		this.#soon();
	}

	#touchNamespace(namespace: string): void {
		this.#forgetInput();
		for (const { key, cluster } of this.#connections.shown) {
			for (const { ref } of cluster?.store.rows(namespace) ?? []) this.#touched.payloads.add(payloadKey(key, ref));
		}
		this.#soon();
	}

	#opened(node: TreeNode): void {
		this.#model.setCollapsed(node, false);
		// What changed in there while it was shut was not told.
		this.touchAll();
	}

	#collapsed(node: TreeNode): void {
		this.#model.setCollapsed(node, true);
		this.#soon();
	}

	#soon(): void {
		this.#timer ??= setTimeout(() => this.#flush(), coalescing);
	}

	/** Nothing is told while the view is hidden; on its return everything is compared. */
	#flush(): void {
		clearTimeout(this.#timer);
		this.#timer = undefined;
		this.#syncHolds();
		if (!this.view.visible) return;
		const touched = this.#touched;
		this.#touched = nothingTouched();
		const changes = this.#model.changes(touched);
		if (changes === 'root') this.#treeChanged.fire(undefined);
		else if (changes.length > 0) this.#treeChanged.fire([...changes]);
		const input = this.input();
		// Beside a single view's title VS Code shows no description, so that the message carries it too.
		this.view.description = viewDescription(input.clusters, input.clock);
		this.view.message = viewMessage(input, this.#filter.text);
		this.#prefer();
	}

	/** The whole object is kept of each payload that stands open, and of no other. */
	#syncHolds(): void {
		const open = new Map(this.#model.openPayloads().map((node) => [node.id, node]));
		for (const [id, { cluster, hold }] of this.#holds) {
			const node = open.get(id);
			if (node !== undefined && this.#connections.find(node.context) === cluster) continue;
			hold.dispose();
			this.#holds.delete(id);
		}
		for (const [id, node] of open) {
			const cluster = this.#connections.find(node.context);
			if (cluster !== undefined && !this.#holds.has(id)) this.#holds.set(id, { cluster, hold: cluster.hold(node.ref) });
		}
	}

	#prefer(): void {
		const inSight = this.#model.visiblePayloads(rowsInSight);
		const now = inSight.map(({ id }) => id).join('\n');
		if (now === this.#preferred) return;
		this.#preferred = now;
		for (const { key, cluster } of this.#connections.shown) cluster?.prefer(inSight.filter(({ context }) => context === key).map(({ ref }) => ref));
	}
}
