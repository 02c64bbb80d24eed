import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type * as vscode from 'vscode';
import { openRing } from '../editor/ring';
import { container, extensionId } from '../editor/session';
import { eventually } from '../support/eventually';
import { launchEditor, type Editor } from '../vscode/editor';
import { openContainer, rows } from '../vscode/screen';
import { startFilled, type FilledServer } from './filled';
import { handOver } from './handOver';
import { below, figure, record, type Table } from './measuring';

const starts = 9;

type Api = typeof vscode;

/** What one start of the extension host tells. */
interface Start {
	/** `activate()` alone, and the loading of its bundle before. */
	readonly activate: number;
	readonly load: number;
	/** The same number of commands, an output channel and a file system registered with nothing behind them. */
	readonly emptyActivate: number;
	readonly emptyStall: number;
	readonly stall: number;
	/** Gaps of more than 20 ms, with when they ended after the view was opened. */
	readonly gaps: readonly (readonly [at: number, gap: number])[];
	readonly firstRows: number;
	readonly firstPayloads: number;
	readonly live: number;
}

async function main(): Promise<readonly Table[]> {
	const ring = await openRing('newest');
	if (typeof ring === 'string') throw new Error(ring);
	const server = await startFilled('demo', 300);
	const workspace = join(ring.folder, 'empty');
	await mkdir(workspace, { recursive: true });
	const editor = await launchEditor({ version: 'newest', vsix: ring.vsix, workspace, settings: { 'releasePayloads.kubeconfig': server.kubeconfig } });
	try {
		const version = await editor.host((api) => api.version);
		editor.page.setDefaultTimeout(20_000);
		const all: Start[] = [];
		for (let round = 0; round < starts; round++) {
			await freshHost(editor, server);
			all.push(await start(editor, server));
			process.stdout.write(`  start ${round + 1}: ${JSON.stringify(all.at(-1))}\n`);
		}
		return [table(all, version, server)];
	} finally {
		await editor.close();
		await server.stop();
		await ring.close();
	}
}

function table(all: readonly Start[], version: string, server: FilledServer): Table {
	const of = (key: Exclude<keyof Start, 'gaps'>) => figure(all.map((each) => each[key]));
	return {
		title: `VS Code ${version} with the package, 300 payloads of ${Math.round(server.bytes / 1024)} KB`,
		floor: 'without us',
		lines: [
			{ ...below('activate()', [of('activate'), of('emptyActivate')], 50), note: 'floor: as many registrations, empty' },
			record('Loading the bundle before it', of('load')),
			{ ...below('Longest stall of the extension host while loading', [of('stall'), of('emptyStall')], 50), note: 'floor: the host left alone' },
			record('View opened to first row painted', of('firstRows')),
			record('View opened to first payload rows painted', of('firstPayloads')),
			record('View opened to everything loaded and watched', of('live')),
		],
		notes: [
			`${starts} starts of the extension host, each in a reloaded window, namespace and streams opened as soon as they are painted; the stall is the longest gap of a 5 ms heartbeat inside the host. The server build of VS Code, the browser and the demo cluster share the machine's cores.`,
		],
	};
}

/** Reloads on another container, so that nothing asks for the extension before it is measured. */
async function freshHost(editor: Editor, server: FilledServer): Promise<void> {
	await openContainer(editor.page, 'Search');
	await editor.reload();
	await eventually(async () => {
		if ((await server.watches()) > 0) throw new Error('The host of before still watches.');
	}, 20_000);
	await editor.page.locator('.activitybar').waitFor();
	// Other extensions start first.
	await editor.page.waitForTimeout(3000);
}

async function start(editor: Editor, server: FilledServer): Promise<Start> {
	const { page, host } = editor;
	const emptyStall = await idle(editor);
	const activation = await host(activate, extensionId);
	const emptyActivate = await host(registerNothing, { commands: 24 });
	await host(startHeart);
	await page.evaluate(watchRows);
	await openContainer(page, container);
	await rows(page).first().waitFor();
	let live = Number.NaN;
	await eventually(async () => {
		if ((await server.watches()) < 1) throw new Error('not watched yet');
		live = (await page.evaluate('performance.now() - benchRows.opened'));
	}, 20_000);
	await page.waitForFunction('benchRows.payload > 0');
	await page.waitForTimeout(500);
	const { longest, gaps } = await host(stopHeart);
	const painted: { readonly first: number; readonly payload: number } = await page.evaluate('benchRows');
	return { ...activation, emptyActivate, emptyStall, stall: longest, gaps, firstRows: painted.first, firstPayloads: painted.payload, live };
}

async function idle({ host, page }: Editor): Promise<number> {
	await host(startHeart);
	await page.waitForTimeout(1500);
	return (await host(stopHeart)).longest;
}

/** In the page: when the view was clicked and when the first rows and payload rows were painted after that; opens what appears. */
const watchRows = `(() => {
	const times = (globalThis.benchRows = { opened: 0, first: 0, payload: 0 });
	document.addEventListener('pointerdown', () => (times.opened = performance.now()), { capture: true, once: true });
	const note = (key) => {
		times[key] = -1;
		requestAnimationFrame(() => setTimeout(() => (times[key] = performance.now() - times.opened)));
	};
	const opened = new Set();
	const look = () => {
		if (times.opened === 0) return;
		const rows = [...document.querySelectorAll('.part.sidebar .pane-body [role="treeitem"]')];
		if (times.first === 0 && rows.length > 0) note('first');
		if (times.payload === 0 && rows.some((row) => row.getAttribute('aria-level') === '3')) note('payload');
		for (const row of rows) {
			const label = row.getAttribute('aria-label').slice(0, 16);
			if (row.getAttribute('aria-expanded') !== 'false' || row.getAttribute('aria-level') > 2 || opened.has(label)) continue;
			opened.add(label);
			row.querySelector('.monaco-tl-twistie').click();
		}
	};
	new MutationObserver(look).observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ['aria-label', 'aria-expanded'] });
})()`;

/** In the host: activates the extension as VS Code does, its `activate` timed from within the module that VS Code loads. */
async function activate(api: Api, id: string, load: NodeJS.Require): Promise<{ readonly load: number; readonly activate: number }> {
	const extension = api.extensions.getExtension(id);
	if (extension === undefined || extension.isActive) throw new Error(extension === undefined ? 'not installed' : 'active before anything asked for it');
	const entry = `${extension.extensionPath}/dist/extension.js`;
	const began = performance.now();
	const exported = load(entry) as { activate(context: unknown): unknown };
	const loaded = performance.now();
	const cached = load.cache[entry];
	if (cached === undefined) throw new Error('The host keeps no modules.');
	let took = Number.NaN;
	cached.exports = {
		...exported,
		activate: (context: unknown) => {
			const start = performance.now();
			const result = exported.activate(context);
			took = performance.now() - start;
			return result;
		},
	};
	await extension.activate();
	return { load: loaded - began, activate: took };
}

/** In the host: what registering so much costs whoever does it. */
function registerNothing(api: Api, { commands }: { readonly commands: number }): number {
	const started = performance.now();
	const channel = api.window.createOutputChannel('Bench', { log: true });
	const kept = Array.from({ length: commands }, (_unused, index) => api.commands.registerCommand(`bench.${index}`, () => undefined));
	const took = performance.now() - started;
	for (const each of [channel, ...kept]) each.dispose();
	return took;
}

/** In the host. */
function startHeart(): void {
	const place = globalThis as { benchHeart?: { stop(): { readonly longest: number; readonly gaps: (readonly [number, number])[] } } };
	const gaps: [number, number][] = [];
	const began = performance.now();
	let last = began;
	let longest = 0;
	const timer = setInterval(() => {
		const now = performance.now();
		const gap = now - last;
		last = now;
		longest = Math.max(longest, gap);
		if (gap > 20) gaps.push([Math.round(now - began), Math.round(gap)]);
	}, 5);
	place.benchHeart = {
		stop: () => {
			clearInterval(timer);
			return { longest, gaps };
		},
	};
}

/** In the host. */
function stopHeart(): { readonly longest: number; readonly gaps: (readonly [number, number])[] } {
	const place = globalThis as { benchHeart?: { stop(): { readonly longest: number; readonly gaps: (readonly [number, number])[] } } };
	return place.benchHeart?.stop() ?? { longest: Number.NaN, gaps: [] };
}

handOver(main);
