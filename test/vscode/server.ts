import { mkdirSync } from 'node:fs';
import { mkdir, readFile, readdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { benchFolder } from './places';
import { startNode, type Running } from './processes';
import type { EditorFiles } from './fetch';

export interface ServerOptions {
	readonly files: EditorFiles;
	/** Holds everything this server writes; the caller made it and removes it. */
	readonly folder: string;
	readonly settings: Readonly<Record<string, unknown>>;
	readonly env: Readonly<Record<string, string | undefined>>;
	readonly trust: 'all' | 'ask';
}

export interface Server {
	readonly url: string;
	readonly extensionsFolder: string;
	readonly running: Running;
}

/** A window that says and asks nothing by itself. */
export const quietSettings: Readonly<Record<string, unknown>> = {
	'workbench.startupEditor': 'none',
	'workbench.tips.enabled': false,
	'workbench.enableExperiments': false,
	'workbench.secondarySideBar.defaultVisibility': 'hidden',
	'chat.disableAIFeatures': true,
	'telemetry.telemetryLevel': 'off',
	'update.mode': 'none',
	'update.showReleaseNotes': false,
	'extensions.autoUpdate': false,
	'extensions.autoCheckUpdates': false,
	'extensions.ignoreRecommendations': true,
	'git.enabled': false,
	'git.openRepositoryInParentFolders': 'never',
	'editor.cursorBlinking': 'solid',
	'window.titleBarStyle': 'custom',
	'files.simpleDialog.enable': true,
	// else each port that a test server opens raises a toast
	'remote.autoForwardPorts': false,
	'remote.restoreForwardedPorts': false,
};

/**
 * Built-in extensions that only cost time here. All of them lack a browser entry: the web workbench would otherwise load
 * its own copy of a built-in that the server lacks, and complain.
 */
const leftOut = [
	'copilot',
	'debug-auto-launch',
	'debug-server-ready',
	'git',
	'github',
	'grunt',
	'gulp',
	'jake',
	'microsoft-authentication',
	'ms-vscode.js-debug',
	'ms-vscode.js-debug-companion',
	'php-language-features',
	'terminal-suggest',
	'tunnel-forwarding',
];

/** What must not leak from the test's own process into VS Code. */
const notInherited = ['NODE_V8_COVERAGE', 'NODE_OPTIONS', 'NODE_PATH', 'NODE_TEST_CONTEXT', 'VSCODE_IPC_HOOK_CLI', 'ELECTRON_RUN_AS_NODE', 'KUBECONFIG', 'XDG_RUNTIME_DIR'];

/** `folder` takes the sockets and temporary files, which VS Code leaves behind. */
export function editorEnvironment(folder: string, extra: Readonly<Record<string, string | undefined>> = {}): NodeJS.ProcessEnv {
	mkdirSync(join(folder, 'tmp'), { recursive: true });
	const own = Object.entries(process.env).filter(([name]) => !notInherited.includes(name) && !name.startsWith('npm_'));
	// an empty gallery: nothing is asked of any marketplace
	return { ...Object.fromEntries(own), EXTENSIONS_GALLERY: '{}', TMPDIR: join(folder, 'tmp'), ...extra };
}

/** Where a server with this folder keeps its things. */
export function layout(folder: string): { readonly extensionsFolder: string } {
	return { extensionsFolder: join(folder, 'extensions') };
}

/** To a browser's window this machine is a remote one, so settings of scope `machine` are read from a file of their own. */
const settingsFiles = ['User/settings.json', 'Machine/settings.json'];

export async function writeSettings(folder: string, settings: Readonly<Record<string, unknown>>): Promise<void> {
	for (const file of settingsFiles) {
		const path = join(folder, 'data', file);
		await mkdir(dirname(path), { recursive: true });
		await writeFile(path, JSON.stringify(settings, undefined, '\t'));
	}
}

export async function readSettings(folder: string): Promise<Readonly<Record<string, unknown>>> {
	return JSON.parse(await readFile(join(folder, 'data', settingsFiles[0] ?? ''), 'utf8')) as Record<string, unknown>;
}

export async function startServer(options: ServerOptions): Promise<Server> {
	const { files, folder, trust } = options;
	const { extensionsFolder } = layout(folder);
	await mkdir(extensionsFolder, { recursive: true });
	await writeSettings(folder, { ...quietSettings, ...options.settings });
	const args = [
		join(files.serverFolder, 'out/server-main.js'),
		...['--host', '127.0.0.1', '--port', '0', '--without-connection-token', '--accept-server-license-terms'],
		...['--server-data-dir', folder, '--user-data-dir', join(folder, 'data'), '--extensions-dir', extensionsFolder],
		...['--builtin-extensions-dir', await linkBuiltins(files, folder)],
		...['--disable-telemetry', '--telemetry-level', 'off', '--disable-update-check', '--disable-getting-started-override'],
		...['--force-disable-user-env', '--disable-experiments', '--reconnection-grace-time', '1'],
		...(trust === 'all' ? ['--disable-workspace-trust'] : []),
	];
	const running = startNode(files.node, args, { env: editorEnvironment(folder, options.env) });
	try {
		const [, port] = await running.prints(/Extension host agent listening on (\d+)\s/, 60_000);
		return { url: `http://127.0.0.1:${port ?? ''}`, extensionsFolder, running };
	} catch (error) {
		await running.stop();
		throw error;
	}
}

/** The driver goes among the built-in extensions: it is there in a restricted workspace too, and nowhere on screen. */
async function linkBuiltins(files: EditorFiles, folder: string): Promise<string> {
	const builtins = join(folder, 'builtin');
	await mkdir(builtins);
	const shipped = join(files.serverFolder, 'extensions');
	for (const name of await readdir(shipped)) {
		if (!leftOut.includes(name)) await symlink(join(shipped, name), join(builtins, name));
	}
	await symlink(join(benchFolder, 'driver'), join(builtins, 'bench-driver'));
	return builtins;
}

/** Installs a package the way a person does at the command line. */
export async function installPackage(files: EditorFiles, folder: string, vsix: string): Promise<void> {
	const { extensionsFolder } = layout(folder);
	const args = [join(files.serverFolder, 'out/server-main.js'), '--accept-server-license-terms', '--extensions-dir', extensionsFolder];
	const data = ['--server-data-dir', folder, '--user-data-dir', join(folder, 'data'), '--install-extension', vsix, '--force'];
	const running = startNode(files.node, [...args, ...data], { env: editorEnvironment(folder) });
	const how = await running.ended;
	if (how !== 'exit code 0') throw new Error(`VS Code did not install ${vsix} (${how}):\n${running.text()}`);
}
