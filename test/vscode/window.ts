import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import type { BrowserFiles } from './fetch';

export interface Size {
	readonly width: number;
	readonly height: number;
}

export interface EditorWindow {
	readonly page: Page;
	/** What the page itself complained of: uncaught exceptions and console errors. */
	readonly complaints: string[];
	close(): Promise<void>;
}

const browserArguments = [
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
	'--disable-dev-shm-usage',
	'--force-color-profile=srgb',
	'--font-render-hinting=none',
];

/** A headless browser that ends only when told: the signals are the caller's. `folder` takes its temporary files. */
export function startBrowser(files: BrowserFiles, folder: string): Promise<Browser> {
	return chromium.launch({
		executablePath: files.executable,
		env: { ...process.env, ...files.env, TMPDIR: folder },
		args: browserArguments,
		handleSIGHUP: false,
		handleSIGINT: false,
		handleSIGTERM: false,
	});
}

export interface WindowOptions {
	readonly url: string;
	/** Of code-server, which holds the few resources that VS Code's own server leaves out. */
	readonly serverFolder: string;
	/** A folder or a .code-workspace file; none for an empty window. */
	readonly workspace: string | undefined;
	readonly size: Size;
	readonly scale: number;
}

export async function openWindow(browser: Browser, options: WindowOptions): Promise<EditorWindow> {
	const context = await browser.newContext({ viewport: options.size, deviceScaleFactor: options.scale, permissions: ['clipboard-read', 'clipboard-write'] });
	const complaints: string[] = [];
	await serveWhatIsMissing(context, options);
	const page = await context.newPage();
	page.on('pageerror', (error) => complaints.push(error.stack ?? error.message));
	page.on('console', (message) => {
		if (message.type() === 'error') complaints.push(message.text());
	});
	await page.goto(`${options.url}/?${address(options.workspace)}`, { waitUntil: 'commit' });
	await workbenchIsUp(page);
	return { page, complaints, close: () => context.close() };
}

/** VS Code marks the moment when its window is restored. */
export async function workbenchIsUp(page: Page): Promise<void> {
	await page.waitForFunction('performance.getEntriesByName("code/didStartWorkbench").length > 0', undefined, { timeout: 60_000 });
}

function address(workspace: string | undefined): string {
	const query = new URLSearchParams();
	if (workspace === undefined) query.set('ew', 'true');
	else query.set(workspace.endsWith('.code-workspace') ? 'workspace' : 'folder', resolve(workspace));
	query.set('payload', JSON.stringify([['skipWelcome', 'true'], ['skipReleaseNotes', 'true']]));
	return query.toString();
}

/** Answers for code-server's outer process, and lets nothing leave this machine. */
async function serveWhatIsMissing(context: BrowserContext, options: WindowOptions): Promise<void> {
	const own = new URL(options.url).host;
	// With a key the window keeps secrets over a reload, as it does for a person.
	const key = randomBytes(32);
	const outer = resolve(options.serverFolder, '../..');
	await context.route('**/*', async (route) => {
		const { host, hostname, pathname } = new URL(route.request().url());
		if (host !== own) return hostname === '127.0.0.1' || hostname === 'localhost' ? route.continue() : route.abort('blockedbyclient');
		if (pathname === '/mint-key') return route.fulfill({ status: 200, body: key });
		if (pathname === '/update/check') return route.fulfill({ status: 200, json: {} });
		if (pathname.includes('/node_modules/vsda/')) return route.fulfill({ status: 204 });
		if (!pathname.startsWith('/_static/')) return route.continue();
		const file = join(outer, pathname.slice('/_static'.length));
		return existsSync(file) ? route.fulfill({ path: file, headers: { 'service-worker-allowed': '/' } }) : route.fulfill({ status: 204 });
	});
}
