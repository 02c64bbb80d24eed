import * as vscode from 'vscode';
import type { Cluster, StoreChange } from '../cluster/cluster';
import type { PayloadRef, ReleasePayload } from '../payload/releasePayload';
import { documentHead } from '../presentation/documentHead';
import { oneLine } from '../presentation/hostile';
import { problemMessage } from '../presentation/problems';
import { readClock } from './clock';
import type { Connections } from './connections';
import { documentPath, documentScheme, placeOfPath, type PayloadPlace } from './documentUri';
import { problemOf } from './failures';
import { readSettings, type SettingKey } from './settings';

/** A burst of status writes is one change of the document. */
const quiet = 300;
const minute = 60_000;
/** Looked at without being opened, by a quick pick or a link for example: kept so long. */
const unopened = 60_000;
const firstRead = 30_000;

interface Live {
	readonly uri: vscode.Uri;
	readonly place: PayloadPlace;
	cluster: Cluster;
	subscriptions: readonly { dispose(): void }[];
	payload: ReleasePayload | undefined;
	raw: unknown;
	deleted: boolean;
	bytes: Uint8Array;
	mtime: number;
	watchers: number;
	timer: NodeJS.Timeout | undefined;
}

export function documentUri(place: PayloadPlace): vscode.Uri {
	return vscode.Uri.from({ scheme: documentScheme, path: documentPath(place) });
}

/** The payload that a document of ours shows. */
export function placeOfDocument(uri: vscode.Uri): PayloadPlace | undefined {
	return uri.scheme === documentScheme ? placeOfPath(uri.path) : undefined;
}

/**
 * Payloads as read-only files, live for as long as somebody has them open. A file system rather than a content provider:
 * VS Code activates the extension for it when a window is restored.
 */
export class PayloadDocuments implements vscode.FileSystemProvider, vscode.Disposable {
	readonly #changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
	readonly #connections: Connections;
	readonly #printer: () => Promise<(value: unknown) => string>;
	readonly #live = new Map<string, Live>();
	readonly #loading = new Map<string, Promise<Live>>();
	readonly #subscriptions: vscode.Disposable;
	#minutes: NodeJS.Timeout | undefined;

	readonly onDidChangeFile = this.#changed.event;

	constructor(connections: Connections, printer: () => Promise<(value: unknown) => string>) {
		this.#connections = connections;
		this.#printer = printer;
		this.#subscriptions = vscode.Disposable.from(
			this.#changed,
			connections.onDidChange(() => this.#follow()),
			vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#closed(uri)),
			vscode.window.onDidChangeVisibleTextEditors(() => this.#keepTime()),
		);
	}

	async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
		const { bytes, mtime } = await this.#get(uri);
		return { type: vscode.FileType.File, ctime: 0, mtime, size: bytes.byteLength, permissions: vscode.FilePermission.Readonly };
	}

	async readFile(uri: vscode.Uri): Promise<Uint8Array> {
		return (await this.#get(uri)).bytes;
	}

	watch(uri: vscode.Uri): vscode.Disposable {
		const live = this.#live.get(uri.toString());
		if (live === undefined) return new vscode.Disposable(() => undefined);
		live.watchers += 1;
		return new vscode.Disposable(() => {
			live.watchers -= 1;
			this.#closed(uri);
		});
	}

	settingsChanged(changed: (key: SettingKey) => boolean): void {
		if (!changed('document') && !changed('neverStartedMinutes')) return;
		for (const live of this.#live.values()) this.#soon(live);
	}

	readDirectory(): [string, vscode.FileType][] {
		return [];
	}

	createDirectory(uri: vscode.Uri): never {
		throw vscode.FileSystemError.NoPermissions(uri);
	}

	writeFile(uri: vscode.Uri): never {
		throw vscode.FileSystemError.NoPermissions(uri);
	}

	delete(uri: vscode.Uri): never {
		throw vscode.FileSystemError.NoPermissions(uri);
	}

	rename(uri: vscode.Uri): never {
		throw vscode.FileSystemError.NoPermissions(uri);
	}

	dispose(): void {
		clearInterval(this.#minutes);
		for (const live of this.#live.values()) end(live);
		this.#live.clear();
		this.#subscriptions.dispose();
	}

	async #get(uri: vscode.Uri): Promise<Live> {
		const key = uri.toString();
		const known = this.#live.get(key);
		if (known !== undefined) return known;
		const loading = this.#loading.get(key) ?? this.#load(uri).finally(() => this.#loading.delete(key));
		this.#loading.set(key, loading);
		return await loading;
	}

	async #load(uri: vscode.Uri): Promise<Live> {
		const place = placeOfDocument(uri);
		if (place === undefined) throw vscode.FileSystemError.FileNotFound(uri);
		const cluster = await this.#connections.use(place.context);
		if (cluster === undefined) throw vscode.FileSystemError.Unavailable(vscode.l10n.t('Context {0} is not in the kubeconfig.', oneLine(place.context, 100)));
		const found = await readOrMissing(cluster, place);
		const live: Live = { uri, place, cluster, subscriptions: [], payload: found?.payload, raw: found?.raw, deleted: found === undefined, bytes: new Uint8Array(), mtime: Date.now(), watchers: 0, timer: undefined };
		live.bytes = await this.#print(live);
		this.#live.set(uri.toString(), live);
		this.#attach(live);
		setTimeout(() => this.#closed(uri), unopened).unref();
		return live;
	}

	#attach(live: Live): void {
		const { cluster, place } = live;
		live.subscriptions = [cluster.hold(place.ref), cluster.store.onDidChange((change) => this.#told(live, change))];
	}

	#told(live: Live, change: StoreChange): void {
		const { ref } = live.place;
		if (includes(change.removed, ref)) {
			live.deleted = true;
			this.#soon(live);
		} else if (includes(change.details, ref) || includes(change.added, ref) || includes(change.changed, ref)) {
			const detail = live.cluster.store.detail(ref);
			if (detail?.kind !== 'loaded') return;
			live.payload = detail.payload;
			live.raw = detail.raw;
			live.deleted = false;
			this.#soon(live);
		}
	}

	/** A context that was connected anew has another cluster object. */
	#follow(): void {
		for (const live of this.#live.values()) {
			const cluster = this.#connections.find(live.place.context);
			if (cluster === undefined || cluster === live.cluster) continue;
			for (const subscription of live.subscriptions) subscription.dispose();
			live.cluster = cluster;
			this.#attach(live);
		}
	}

	/** The head tells ages, and jobs that should have started by now: as with rows, of documents in sight they are renewed each minute. */
	#keepTime(): void {
		clearInterval(this.#minutes);
		const renew = (): void => {
			for (const live of this.#inSight()) this.#soon(live);
		};
		if (this.#inSight().length === 0) return;
		renew();
		this.#minutes = setInterval(renew, minute);
	}

	#inSight(): readonly Live[] {
		return vscode.window.visibleTextEditors.flatMap(({ document }) => this.#live.get(document.uri.toString()) ?? []);
	}

	#soon(live: Live): void {
		live.timer ??= setTimeout(() => {
			live.timer = undefined;
			void this.#reprint(live);
		}, quiet);
	}

	async #reprint(live: Live): Promise<void> {
		const bytes = await this.#print(live);
		if (this.#live.get(live.uri.toString()) !== live || Buffer.from(bytes).equals(live.bytes)) return;
		live.bytes = bytes;
		live.mtime = Math.max(live.mtime + 1, Date.now());
		keepSelections(live.uri);
		this.#changed.fire([{ type: vscode.FileChangeType.Changed, uri: live.uri }]);
	}

	async #print({ place, payload, raw, deleted }: Live): Promise<Uint8Array> {
		const gone = vscode.l10n.t('{0} is not in namespace {1} of context {2} any more.', place.ref.name, place.ref.namespace, oneLine(place.context, 100));
		// The first line never changes, so that a cursor at the top stays there when the text does.
		const lines = [`# ${vscode.l10n.t('{0} in namespace {1} of context {2}, read-only', place.ref.name, place.ref.namespace, oneLine(place.context, 100))}`, '#'];
		if (deleted) lines.push(`# ${gone}`);
		if (payload !== undefined) {
			const { quietStreamHours, neverStartedMinutes, managedFields } = readSettings();
			const print = await this.#printer();
			if (deleted) lines.push(`# ${vscode.l10n.t('What follows is the last that was seen of it.')}`, '#');
			lines.push(documentHead(payload, { settings: { quietStreamHours, neverStartedMinutes }, clock: readClock() }));
			lines.push(print(managedFields ? raw : withoutManagedFields(raw)));
		}
		return new TextEncoder().encode(`${lines.join('\n').trimEnd()}\n`);
	}

	#closed(uri: vscode.Uri): void {
		const live = this.#live.get(uri.toString());
		if (live === undefined || live.watchers > 0) return;
		const open = vscode.workspace.textDocuments.some((document) => !document.isClosed && document.uri.toString() === uri.toString());
		if (open) return;
		this.#live.delete(uri.toString());
		end(live);
	}
}

/** VS Code replaces everything between the first and the last line that differ, and a cursor in there would land at its end. */
function keepSelections(uri: vscode.Uri): void {
	const editors = vscode.window.visibleTextEditors.filter(({ document }) => document.uri.toString() === uri.toString());
	const kept = editors.map((editor) => ({ editor, selections: editor.selections }));
	if (kept.length === 0) return;
	const stop = (): void => {
		clearTimeout(timer);
		subscription.dispose();
	};
	const subscription = vscode.workspace.onDidChangeTextDocument(({ document }) => {
		if (document.uri.toString() !== uri.toString()) return;
		stop();
		for (const { editor, selections } of kept) editor.selections = selections;
	});
	const timer = setTimeout(stop, 5000);
}

function end(live: Live): void {
	clearTimeout(live.timer);
	for (const subscription of live.subscriptions) subscription.dispose();
}

/** Undefined when there is no such payload; every other failure is told in the editor, which offers to try again. */
async function readOrMissing(cluster: Cluster, { ref, context }: PayloadPlace): Promise<{ readonly payload: ReleasePayload; readonly raw: unknown } | undefined> {
	try {
		return await cluster.read(ref, AbortSignal.timeout(firstRead));
	} catch (error) {
		const problem = problemOf(error);
		if (problem?.reason === 'notFound') return undefined;
		if (problem === undefined) throw error;
		throw vscode.FileSystemError.Unavailable(problemMessage(problem, { context, server: cluster.context.server, namespace: ref.namespace }));
	}
}

function includes(refs: readonly PayloadRef[], { namespace, name }: PayloadRef): boolean {
	return refs.some((ref) => ref.name === name && ref.namespace === namespace);
}

/** They are long, and tell a reader of a payload nothing that the head does not. */
function withoutManagedFields(raw: unknown): unknown {
	if (typeof raw !== 'object' || raw === null || !('metadata' in raw)) return raw;
	const { metadata } = raw;
	if (typeof metadata !== 'object' || metadata === null || !('managedFields' in metadata)) return raw;
	return { ...raw, metadata: Object.fromEntries(Object.entries(metadata).filter(([key]) => key !== 'managedFields')) };
}
