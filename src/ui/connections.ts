import * as vscode from 'vscode';
import type { Cluster, ClusterProblem, KubeContext, StoreChange } from '../cluster/cluster';
import type { ClusterPart, OpenKubeconfig } from './clusterPart';
import type { SettingKey, Settings } from './settings';

/** A cluster that is shown in the tree, or would be, were its context still in the kubeconfig. */
export interface ShownContext {
	/** What the tree calls the context. */
	readonly key: string;
	readonly cluster: Cluster | undefined;
	/** Why there is no cluster. */
	readonly problem: ClusterProblem | undefined;
}

export interface PayloadsChange {
	readonly key: string;
	readonly change: StoreChange;
}

/** Remembered from one session to the next, on this machine. */
export interface Memory {
	get(key: string): unknown;
	update(key: string, value: unknown): Thenable<void>;
}

export interface ConnectionsOptions {
	readonly loadPart: () => Promise<ClusterPart>;
	readonly settings: () => Settings;
	readonly memory: Memory;
	readonly log: vscode.LogOutputChannel;
}

interface Open {
	readonly source: OpenKubeconfig;
	readonly cluster: Cluster;
	readonly subscriptions: readonly { dispose(): void }[];
}

const contextsMemory = 'contexts';

/**
 * Which contexts are shown, and the one connection of each. Nothing is read or contacted before `start`; a kubeconfig of
 * its own (the demo cluster's) can be added, whose contexts are like any other.
 */
export class Connections implements vscode.Disposable {
	readonly #changed = new vscode.EventEmitter<void>();
	readonly #payloads = new vscode.EventEmitter<PayloadsChange>();
	readonly #open = new Map<string, Open>();
	/** Kept for documents and commands although their context is not shown. */
	readonly #borrowed = new Set<string>();
	readonly #options: ConnectionsOptions;
	#part: ClusterPart | undefined;
	#kubeconfig: OpenKubeconfig | undefined;
	#kubeconfigSubscription: { dispose(): void } | undefined;
	#added: OpenKubeconfig | undefined;
	#shown: readonly string[] = [];
	#starting: Promise<void> | undefined;
	#disposed = false;

	/** The set of shown contexts changed, or the state of one of them. */
	readonly onDidChange = this.#changed.event;
	readonly onDidChangePayloads = this.#payloads.event;

	constructor(options: ConnectionsOptions) {
		this.#options = options;
	}

	get started(): boolean {
		return this.#kubeconfig !== undefined;
	}

	get shown(): readonly ShownContext[] {
		return this.#shown.map((key) => {
			const cluster = this.#open.get(key)?.cluster;
			const problem = cluster === undefined ? this.#absence(key) : undefined;
			return { key, cluster, problem };
		});
	}

	/** The user's own, as read so far. */
	get kubeconfig(): OpenKubeconfig | undefined {
		return this.#kubeconfig;
	}

	/** Everything that can be shown, an added kubeconfig first. */
	get available(): readonly { readonly key: string; readonly context: KubeContext; readonly added: boolean }[] {
		const added = (this.#added?.contexts ?? []).map((context) => ({ key: this.#addedKey(context.name), context, added: true }));
		const own = (this.#kubeconfig?.contexts ?? []).map((context) => ({ key: context.name, context, added: false }));
		return [...added, ...own];
	}

	/** The cluster of a context that is connected already. */
	find(key: string): Cluster | undefined {
		return this.#open.get(key)?.cluster;
	}

	/** The first view: what was shown last time, else the current context. */
	async start(): Promise<void> {
		await (this.#starting ??= this.#start().catch((error: unknown) => {
			this.#starting = undefined;
			throw error;
		}));
	}

	/** Connects a context for a command or a document, shown or not; undefined when no kubeconfig has it. */
	async use(key: string): Promise<Cluster | undefined> {
		await this.start();
		if (!this.#open.has(key)) {
			this.#borrowed.add(key);
			this.#reconcile();
		}
		return this.find(key);
	}

	async show(keys: readonly string[]): Promise<void> {
		await this.start();
		this.#shown = [...new Set(keys)];
		const addedKeys = this.#addedKeys();
		await this.#options.memory.update(contextsMemory, this.#shown.filter((key) => !addedKeys.includes(key)));
		this.#reconcile();
	}

	/** Opens one more kubeconfig and shows its first context, beside the others. Gives the context's key. */
	async add(path: string): Promise<string | undefined> {
		await this.start();
		if (this.#part === undefined || this.#disposed) return undefined;
		this.#added?.dispose();
		this.#added = await this.#part.openKubeconfig({ paths: [path], trusted: () => true, log: this.#options.log });
		const first = this.#addedKeys()[0];
		if (first !== undefined && !this.#shown.includes(first)) this.#shown = [...this.#shown, first];
		this.#reconcile();
		return first;
	}

	/** Takes the added kubeconfig's contexts away again. */
	removeAdded(): void {
		const keys = this.#addedKeys();
		this.#added?.dispose();
		this.#added = undefined;
		this.#shown = this.#shown.filter((key) => !keys.includes(key));
		for (const key of keys) this.#close(key);
		this.#reconcile();
	}

	async refresh(): Promise<void> {
		await this.start();
		await this.#kubeconfig?.reload();
		for (const { cluster } of this.#open.values()) cluster.refresh();
	}

	/** Login plugins may run from now on. */
	trustGranted(): void {
		if (this.started) this.#inBackground(this.refresh());
	}

	settingsChanged(changed: (key: SettingKey) => boolean): void {
		if (!this.started || (!changed('kubeconfig') && !changed('namespaces'))) return;
		this.#inBackground(this.#connectAnew(changed('kubeconfig')));
	}

	dispose(): void {
		this.#disposed = true;
		for (const key of [...this.#open.keys()]) this.#close(key);
		this.#kubeconfigSubscription?.dispose();
		this.#kubeconfig?.dispose();
		this.#added?.dispose();
		this.#changed.dispose();
		this.#payloads.dispose();
	}

	/** Each step holds the thread for some ten ms the first time (modules, YAML, certificates), so each has a turn of its own. */
	async #start(): Promise<void> {
		await nextTurn();
		this.#part = await this.#options.loadPart();
		await nextTurn();
		await this.#openKubeconfig();
		await nextTurn();
		const remembered = this.#options.memory.get(contextsMemory);
		const current = this.#kubeconfig?.currentContext;
		this.#shown = Array.isArray(remembered) ? remembered.filter((key) => typeof key === 'string') : current === undefined ? [] : [current];
		this.#reconcile();
	}

	async #connectAnew(otherKubeconfig: boolean): Promise<void> {
		if (otherKubeconfig) await this.#openKubeconfig();
		for (const key of [...this.#open.keys()]) this.#close(key);
		this.#reconcile();
	}

	/** For work that nobody waits for. */
	#inBackground(work: Promise<void>): void {
		work.catch((error: unknown) => this.#options.log.error(String(error)));
	}

	async #openKubeconfig(): Promise<void> {
		if (this.#part === undefined) return;
		const path = this.#options.settings().kubeconfig;
		const opened = await this.#part.openKubeconfig({
			...(path === '' ? {} : { paths: [path] }),
			trusted: () => vscode.workspace.isTrusted,
			log: this.#options.log,
		});
		this.#kubeconfigSubscription?.dispose();
		this.#kubeconfig?.dispose();
		this.#kubeconfig = opened;
		this.#kubeconfigSubscription = opened.onDidChange(() => this.#reconcile());
	}

	/** Connects what is wanted and not connected, ends what is not wanted. A connection itself follows its context's changes. */
	#reconcile(): void {
		if (this.#disposed) return;
		const wanted = new Set([...this.#shown, ...this.#borrowed]);
		for (const [key, open] of this.#open) {
			if (!wanted.has(key) || (open.source !== this.#kubeconfig && open.source !== this.#added)) this.#close(key);
		}
		for (const key of wanted) if (!this.#open.has(key)) this.#connect(key);
		this.#changed.fire();
	}

	#connect(key: string): void {
		const found = this.#lookUp(key);
		if (found === undefined || this.#part === undefined) return;
		const cluster = this.#part.connect({
			kubeconfig: found.source,
			context: found.context.name,
			namespaces: found.source === this.#added ? [] : this.#options.settings().namespaces,
			log: this.#options.log,
		});
		const subscriptions = [
			cluster.onDidChangeState(() => this.#changed.fire()),
			cluster.store.onDidChange((change) => this.#payloads.fire({ key, change })),
		];
		this.#open.set(key, { source: found.source, cluster, subscriptions });
		cluster.start();
	}

	#close(key: string): void {
		const open = this.#open.get(key);
		if (open === undefined) return;
		this.#open.delete(key);
		for (const subscription of open.subscriptions) subscription.dispose();
		open.cluster.dispose();
	}

	#lookUp(key: string): { readonly source: OpenKubeconfig; readonly context: KubeContext } | undefined {
		const found = this.available.find((each) => each.key === key);
		const source = found?.added === true ? this.#added : this.#kubeconfig;
		return found === undefined || source === undefined ? undefined : { source, context: found.context };
	}

	#absence(key: string): ClusterProblem {
		return this.#kubeconfig?.problem ?? { reason: 'config', detail: vscode.l10n.t('The kubeconfig has no context {0}.', key), retryAt: undefined };
	}

	#addedKeys(): readonly string[] {
		return (this.#added?.contexts ?? []).map(({ name }) => this.#addedKey(name));
	}

	/** Keys are context names; an added context whose name is taken gets another. */
	#addedKey(name: string): string {
		const taken = this.#kubeconfig?.contexts.some((context) => context.name === name) === true;
		return taken ? vscode.l10n.t('{0} (this window)', name) : name;
	}
}

/** Not `setImmediate`, which runs in the turn that is under way, behind what came in with it. */
function nextTurn(): Promise<void> {
	return new Promise((resolve) => setTimeout(resolve));
}
