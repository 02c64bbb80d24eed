import { homedir } from 'node:os';
import { delimiter, isAbsolute, join, resolve } from 'node:path';
import type { ClusterProblem, Event, KubeContext, Kubeconfig, Log } from './cluster';
import { toClusterError } from './clusterError';
import { Emitter } from './emitter';
import { parseKubeconfig, readKubeconfigText, type KubeconfigFile } from './kubeconfigFile';
import { mergeKubeconfigs, type ContextConfig, type MergedKubeconfig } from './kubeconfigMerge';
import { watchFiles } from './kubeconfigWatch';

export interface KubeconfigOptions {
	/** In place of `KUBECONFIG` and the default file. `~/` is the home folder. */
	readonly paths?: readonly string[];
	/** The paths come from the workspace, so they count only when it is trusted. */
	readonly pathsFromWorkspace?: boolean;
	/** Asked each time: trust can be granted later. Without trust no credential plugin is run. */
	readonly trusted: () => boolean;
	readonly log: Log;
	/** `process.env` when left out. */
	readonly environment?: Readonly<Record<string, string | undefined>>;
	readonly home?: string;
	/** ms of quiet after a file event; 300 when left out. */
	readonly debounce?: number;
}

/** The kubeconfig as a connection needs it. */
export interface LoadedKubeconfig extends Kubeconfig {
	readonly trusted: () => boolean;
	/** Absolute paths of the files that are looked at, existing or not. */
	readonly paths: readonly string[];
	find(name: string): ContextConfig | ClusterProblem;
	/** Reads the files again now. */
	reload(): Promise<void>;
}

/** Resolves once the files were read; fails never: what is wrong with them is `problem`. */
export async function openKubeconfig(options: KubeconfigOptions): Promise<LoadedKubeconfig> {
	const kubeconfig = new KubeconfigFiles(options);
	await kubeconfig.reload();
	return kubeconfig;
}

interface Known {
	/** What was found, to tell whether it is still so. */
	readonly seen: string;
	readonly text: string | undefined;
	readonly file: KubeconfigFile | undefined;
	readonly problem: ClusterProblem | undefined;
}

const nothing: MergedKubeconfig = mergeKubeconfigs([]);

/** kubectl writes in place and not atomically, so a file can be read half-written: such a state is looked at again. */
const secondLooks = 3;

class KubeconfigFiles implements LoadedKubeconfig {
	readonly onDidChange: Event<void>;
	readonly #options: KubeconfigOptions;
	readonly #emitter: Emitter<void>;
	readonly #known = new Map<string, Known>();
	#merged = nothing;
	#problem: ClusterProblem | undefined;
	#paths: readonly string[] = [];
	#watching: { dispose(): void } | undefined;
	#again: NodeJS.Timeout | undefined;
	#loading: Promise<void> | undefined;
	#disposed = false;
	#ignored = false;

	constructor(options: KubeconfigOptions) {
		this.#options = options;
		this.#emitter = new Emitter(options.log);
		this.onDidChange = this.#emitter.event;
	}

	get contexts(): readonly KubeContext[] {
		return this.#merged.contexts;
	}

	get currentContext(): string | undefined {
		return this.#merged.currentContext;
	}

	get problem(): ClusterProblem | undefined {
		return this.#problem;
	}

	get paths(): readonly string[] {
		return this.#paths;
	}

	get trusted(): () => boolean {
		return this.#options.trusted;
	}

	find(name: string): ContextConfig | ClusterProblem {
		const found = this.#merged.find(name);
		return 'reason' in found && this.#merged.contexts.length === 0 ? (this.#problem ?? found) : found;
	}

	async reload(): Promise<void> {
		await (this.#loading ??= this.#load(0).finally(() => (this.#loading = undefined)));
	}

	dispose(): void {
		this.#disposed = true;
		clearTimeout(this.#again);
		this.#watching?.dispose();
		this.#emitter.dispose();
	}

	async #load(look: number): Promise<void> {
		clearTimeout(this.#again);
		const ignored = this.#options.pathsFromWorkspace === true && !this.#options.trusted();
		const paths = kubeconfigPaths(ignored ? { ...this.#options, paths: [] } : this.#options);
		const texts = await Promise.all(paths.map(async (path) => ({ path, ...(await readText(path)) })));
		if (this.#disposed) return;
		this.#watch(paths);

		let suspect = false;
		let changed = false;
		for (const { path, text, problem } of texts) {
			const before = this.#known.get(path);
			const now = read(path, text, problem);
			if (before?.seen === now.seen) continue;
			const halfWritten = before?.file !== undefined && (now.problem !== undefined || (text ?? '').trim() === '');
			if (halfWritten && look < secondLooks) {
				suspect = true;
				continue;
			}
			this.#known.set(path, now.problem === undefined ? now : { ...now, file: before?.file });
			changed = true;
		}
		if (suspect) this.#again = setTimeout(() => void this.#load(look + 1), (this.#options.debounce ?? 300) * 2 ** look);
		const first = this.#merged === nothing;
		if (changed || first || ignored !== this.#ignored) this.#settle(ignored);
	}

	#settle(ignored: boolean): void {
		this.#ignored = ignored;
		const known = this.#paths.map((path) => this.#known.get(path)).filter((each) => each !== undefined);
		const before = JSON.stringify([this.#merged.contexts, this.#merged.currentContext, this.#problem]);
		this.#merged = mergeKubeconfigs(known.map((each) => each.file).filter((file) => file !== undefined));
		this.#problem = ignored ? untrustedPath : (known.find((each) => each.problem !== undefined)?.problem ?? this.#emptiness(known));
		const after = JSON.stringify([this.#merged.contexts, this.#merged.currentContext, this.#problem]);
		if (this.#problem !== undefined) this.#options.log.warn(`Kubeconfig: ${this.#problem.detail}`);
		// Credentials may have changed although the contexts did not, so it is always told.
		if (before !== after) this.#options.log.info(`Kubeconfig: ${this.#merged.contexts.length} contexts from ${this.#paths.join(', ')}`);
		this.#emitter.fire();
	}

	#emptiness(known: readonly Known[]): ClusterProblem | undefined {
		if (this.#merged.contexts.length > 0) return undefined;
		const places = this.#paths.join(', ');
		const there = known.some((each) => each.text !== undefined);
		return { reason: 'config', detail: there ? `${places} names no context.` : `There is no kubeconfig at ${places}.`, retryAt: undefined };
	}

	#watch(paths: readonly string[]): void {
		if (this.#watching !== undefined && paths.join('\n') === this.#paths.join('\n')) return;
		this.#watching?.dispose();
		this.#paths = paths;
		this.#watching = watchFiles(paths, this.#options.debounce ?? 300, () => void this.reload());
	}
}

const untrustedPath: ClusterProblem = {
	reason: 'untrusted',
	detail: 'The workspace names a kubeconfig, which counts only once the workspace is trusted.',
	retryAt: undefined,
};

async function readText(path: string): Promise<{ readonly text: string | undefined; readonly problem: ClusterProblem | undefined }> {
	try {
		return { text: await readKubeconfigText(path), problem: undefined };
	} catch (error) {
		return { text: undefined, problem: toClusterError(error).problem };
	}
}

function read(path: string, text: string | undefined, problem: ClusterProblem | undefined): Known {
	if (text === undefined || problem !== undefined) return { seen: problem?.detail ?? '', text, file: undefined, problem };
	const seen = `text ${text}`;
	try {
		return { seen, text, file: parseKubeconfig(path, text), problem: undefined };
	} catch (error) {
		return { seen, text, file: undefined, problem: toClusterError(error).problem };
	}
}

/** The files kubectl would read, in order, each once. */
function kubeconfigPaths({ paths = [], environment = process.env, home = homedir() }: KubeconfigOptions): readonly string[] {
	const chosen = paths.filter((path) => path.trim() !== '');
	const listed = chosen.length > 0 ? chosen : (environment['KUBECONFIG'] ?? '').split(delimiter).filter((path) => path !== '');
	const wanted = listed.length > 0 ? listed : [join(home, '.kube', 'config')];
	return [...new Set(wanted.map((path) => (isAbsolute(path) ? path : /^~[\\/]/.test(path) ? join(home, path.slice(2)) : resolve(path))))];
}
