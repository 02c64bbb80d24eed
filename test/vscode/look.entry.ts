import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { startDemoProcess } from './demo';
import { launchEditor, themes, type Editor, type Theme } from './editor';
import { exists } from './fetch';
import { root } from './places';
import * as screen from './screen';

const help = `node test/vscode/run.mjs look [STEPS.mjs] [options]

Opens the working tree's extension in VS Code on the demo cluster, does what the steps say, saves screenshots.

  --shots FOLDER       where screenshots go (./shots)
  --theme THEME        ${Object.keys(themes).join(', ')} (dark)
  --version VERSION    newest or oldest
  --open PATH          folder to open (an empty one otherwise)
  --kubeconfig FILE    instead of the demo cluster's; "none" for no setting at all
  --demo="ARGS"        arguments of the demo cluster, as in --demo="--payloads 300 --seed 7"
  --settings JSON      more user settings
  --size 1280x800      of the window
  --scale 2            pixels per point
  --untrusted          the folder is not trusted
  --logs               print the logs of the extension host and of the extension at the end

STEPS.mjs exports \`async function look(bench)\`; bench has: page (Playwright), screen (test/vscode/screen.ts), host(fn, arg)
(runs fn(vscode, arg) in the extension host), shot(name), settings({…}), reload(), logs(), kubeconfig, folder.
Without steps the extension's side bar is opened and one screenshot taken.`;

const here = process.env['INIT_CWD'] ?? process.cwd();
const { values, positionals } = parseArgs({
	allowPositionals: true,
	options: {
		help: { type: 'boolean' },
		shots: { type: 'string', default: 'shots' },
		theme: { type: 'string', default: 'dark' },
		version: { type: 'string', default: 'newest' },
		open: { type: 'string' },
		kubeconfig: { type: 'string' },
		demo: { type: 'string', default: '' },
		settings: { type: 'string', default: '{}' },
		size: { type: 'string', default: '1280x800' },
		scale: { type: 'string', default: '1' },
		untrusted: { type: 'boolean', default: false },
		logs: { type: 'boolean', default: false },
	},
});

/** What steps are given. */
function bench(editor: Editor, kubeconfig: string | undefined, folder: string) {
	const { page, host, reload, logs } = editor;
	const shot = async (name: string): Promise<void> => say(await editor.screenshot(name));
	return { page, screen, host, reload, logs, shot, settings: editor.changeSettings, kubeconfig, folder };
}

type Bench = ReturnType<typeof bench>;
type Steps = (bench: Bench) => Promise<void>;

async function main(): Promise<void> {
	if (values.help === true) {
		say(help);
		return;
	}
	const closers: (() => Promise<void>)[] = [];
	const close = async (): Promise<void> => {
		for (const closer of closers.splice(0).reverse()) await closer();
	};
	for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void close().then(() => process.exit(130)));
	try {
		await run(closers);
	} finally {
		await close();
	}
}

async function run(closers: (() => Promise<void>)[]): Promise<void> {
	const extensionFolder = resolve(root, process.env['LOOK_FOLDER'] ?? '');
	closers.push(() => rm(extensionFolder, { recursive: true, force: true }));
	for (const name of ['package.json', 'package.nls.json', 'README.md', 'media', 'syntaxes', 'l10n']) {
		if (await exists(join(root, name))) await cp(join(root, name), join(extensionFolder, name), { recursive: true });
	}
	const kubeconfig = await chosenKubeconfig(closers);
	const folder = values.open === undefined ? await mkdtemp(join(tmpdir(), 'look-')) : resolve(here, values.open);
	if (values.open === undefined) closers.push(() => rm(folder, { recursive: true, force: true }));
	const [width = 1280, height = 800] = values.size.split('x').map(Number);
	const editor = await launchEditor({
		version: values.version === 'oldest' ? 'oldest' : 'newest',
		extensionFolder,
		workspace: folder,
		settings: { ...(kubeconfig === undefined ? {} : { 'releasePayloads.kubeconfig': kubeconfig }), ...(JSON.parse(values.settings) as object) },
		theme: values.theme as Theme,
		trust: values.untrusted ? 'ask' : 'all',
		size: { width, height },
		scale: Number(values.scale),
		shots: resolve(here, values.shots),
		say,
	});
	closers.push(() => editor.close());
	const steps = positionals[0] === undefined ? firstLook : await load(resolve(here, positionals[0]));
	try {
		await steps(bench(editor, kubeconfig, folder));
	} catch (error) {
		say(await editor.screenshot('failed'));
		throw error;
	} finally {
		await tellLogs(editor);
	}
}

async function chosenKubeconfig(closers: (() => Promise<void>)[]): Promise<string | undefined> {
	if (values.kubeconfig === 'none') return undefined;
	if (values.kubeconfig !== undefined) return resolve(here, values.kubeconfig);
	const demo = await startDemoProcess(values.demo.split(' ').filter((word) => word !== ''));
	closers.push(() => demo.stop());
	return demo.kubeconfig;
}

async function firstLook({ page, shot }: Bench): Promise<void> {
	await screen.openContainer(page, 'Release Payloads');
	await screen.rows(page).first().waitFor({ timeout: 10_000 }).catch(() => undefined);
	await shot('first-look');
}

async function load(file: string): Promise<Steps> {
	const module = (await import(pathToFileURL(file).href)) as { look?: Steps };
	if (module.look === undefined) throw new Error(`${file} exports no function look`);
	return module.look;
}

async function tellLogs(editor: Editor): Promise<void> {
	for (const complaint of editor.complaints) say(`[page] ${complaint}`);
	if (!values.logs) return;
	for (const [name, text] of await editor.logs()) if (/remoteexthost|Release Payloads/.test(name)) say(`--- ${name}\n${text}`);
}

function say(line: string): void {
	process.stdout.write(`${line}\n`);
}

main().then(
	() => process.exit(0),
	(error: unknown) => {
		process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
		process.exit(1);
	},
);
