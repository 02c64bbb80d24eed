import { randomBytes } from 'node:crypto';
import { cp, mkdir, mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import type * as vscode from 'vscode';
import { fetchBrowser, fetchEditor, type EditorVersion, type Say } from './fetch';
import { installPackage, layout, readSettings, startServer, writeSettings } from './server';
import { openWindow, startBrowser, workbenchIsUp, type EditorWindow, type Size } from './window';

export type Theme = 'light' | 'dark' | 'high contrast' | 'high contrast light';

export interface EditorOptions {
	readonly version?: EditorVersion;
	/** What is under test: a package to install, or a folder with a package.json that is copied in. */
	readonly vsix?: string;
	readonly extensionFolder?: string;
	/** A folder or .code-workspace file to open; an empty window otherwise. */
	readonly workspace?: string;
	readonly settings?: Readonly<Record<string, unknown>>;
	/** Of the extension host; `KUBECONFIG` is not inherited. */
	readonly env?: Readonly<Record<string, string | undefined>>;
	readonly theme?: Theme;
	/** `ask` leaves the workspace restricted until somebody grants trust. */
	readonly trust?: 'all' | 'ask';
	readonly size?: Size;
	readonly scale?: number;
	/** Where screenshots go. */
	readonly shots?: string;
	readonly say?: Say;
}

type Api = typeof vscode;

/** Runs a function in the extension host. It must not use anything from around it: only its text gets there. */
export interface HostCall {
	<Result>(run: (api: Api) => Result | PromiseLike<Result>): Promise<Result>;
	/** `load` is the driver's `require`. */
	<Argument, Result>(run: (api: Api, argument: Argument, load: NodeJS.Require) => Result | PromiseLike<Result>, argument: Argument): Promise<Result>;
}

export interface Editor {
	readonly page: Page;
	/** Changes settings the way editing settings.json does; the window notices by itself. */
	readonly changeSettings: (change: Readonly<Record<string, unknown>>) => Promise<void>;
	readonly host: HostCall;
	/** The text of each log and Output channel file, by its name. */
	readonly logs: () => Promise<ReadonlyMap<string, string>>;
	readonly complaints: readonly string[];
	readonly screenshot: (name: string) => Promise<string>;
	/** Reloads the window, as a person does, and waits for the new one. */
	readonly reload: () => Promise<void>;
	readonly close: () => Promise<void>;
}

export const themes: Readonly<Record<Theme, string>> = {
	light: 'Default Light Modern',
	dark: 'Default Dark Modern',
	'high contrast': 'Default High Contrast',
	'high contrast light': 'Default High Contrast Light',
};

/** Opens a real VS Code window with the extension in it, as a person would have it. Everything it made goes with `close`. */
export async function launchEditor(options: EditorOptions): Promise<Editor> {
	const say = options.say ?? (() => undefined);
	const files = await fetchEditor(options.version ?? 'newest', say);
	const browserFiles = await fetchBrowser(say);
	const folder = await mkdtemp(join(tmpdir(), 'release-payloads-editor-'));
	const closers: (() => Promise<void>)[] = [() => rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 })];
	const close = async (): Promise<void> => {
		for (const closer of closers.splice(0).reverse()) await closer();
	};
	try {
		if (options.extensionFolder !== undefined) await copyExtension(options.extensionFolder, folder);
		if (options.vsix !== undefined) await installPackage(files, folder, options.vsix);
		const driver = { file: join(folder, 'driver.json'), token: randomBytes(16).toString('hex') };
		const server = await startServer({
			files,
			folder,
			settings: { 'workbench.colorTheme': themes[options.theme ?? 'dark'], ...options.settings },
			env: { ...options.env, BENCH_DRIVER_FILE: driver.file, BENCH_DRIVER_TOKEN: driver.token },
			trust: options.trust ?? 'all',
		});
		closers.push(() => server.running.stop());
		const browser: Browser = await startBrowser(browserFiles, join(folder, 'tmp'));
		closers.push(() => browser.close());
		const size = options.size ?? { width: 1280, height: 800 };
		const window = await openWindow(browser, { url: server.url, serverFolder: files.serverFolder, workspace: options.workspace, size, scale: options.scale ?? 1 });
		return editor({ options, folder, window, driver, close });
	} catch (error) {
		await close();
		throw error;
	}
}

interface Parts {
	readonly options: EditorOptions;
	readonly folder: string;
	readonly window: EditorWindow;
	readonly driver: Driver;
	readonly close: () => Promise<void>;
}

interface Driver {
	readonly file: string;
	readonly token: string;
}

function editor({ options, folder, window, driver, close }: Parts): Editor {
	const { page, complaints } = window;
	const host: HostCall = (run: (...words: never[]) => unknown, argument?: unknown) => callDriver(driver, String(run), argument);
	return {
		page,
		changeSettings: async (change) => writeSettings(folder, { ...(await readSettings(folder)), ...change }),
		complaints,
		host,
		logs: () => readLogs(join(folder, 'data/logs')),
		screenshot: async (name) => {
			const file = join(options.shots ?? '.', `${name}.png`);
			await mkdir(dirname(file), { recursive: true });
			await page.screenshot({ path: file, animations: 'disabled' });
			return file;
		},
		reload: async () => {
			// the command and not the page's own reload, which does not wait until the window has kept its state
			const again = page.waitForEvent('load');
			await host((api) => void setTimeout(() => void api.commands.executeCommand('workbench.action.reloadWindow'), 50));
			await again;
			await rm(driver.file, { force: true });
			await workbenchIsUp(page);
		},
		close,
	};
}

/** The host starts after the window, and anew with each reload: until then this waits. */
async function callDriver<Result>(driver: Driver, source: string, argument: unknown): Promise<Result> {
	const deadline = Date.now() + 30_000;
	for (;;) {
		try {
			const { port } = JSON.parse(await readFile(driver.file, 'utf8')) as { port: number };
			const response = await fetch(`http://127.0.0.1:${port}/`, { method: 'POST', headers: { authorization: `Bearer ${driver.token}` }, body: JSON.stringify({ source, argument }) });
			const answer = (await response.json()) as { value: Result } | { error: string };
			if ('error' in answer) throw new HostError(answer.error);
			return answer.value;
		} catch (error) {
			if (error instanceof HostError || Date.now() > deadline) throw error;
			await wait(100);
		}
	}
}

/** What the function threw, over there. */
class HostError extends Error {}

async function copyExtension(from: string, folder: string): Promise<void> {
	const { extensionsFolder } = layout(folder);
	const { publisher, name, version } = JSON.parse(await readFile(join(from, 'package.json'), 'utf8')) as Record<string, string>;
	const target = join(extensionsFolder, `${publisher ?? ''}.${name ?? ''}-${version ?? ''}`);
	await cp(from, target, { recursive: true, filter: (path) => !path.includes('node_modules') });
}

async function readLogs(folder: string): Promise<ReadonlyMap<string, string>> {
	const logs = new Map<string, string>();
	for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
		if (!entry.isFile() || !entry.name.endsWith('.log')) continue;
		const path = join(entry.parentPath, entry.name);
		logs.set(path.slice(folder.length + 1), await readFile(path, 'utf8'));
	}
	return logs;
}
