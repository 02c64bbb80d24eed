import { join } from 'node:path';
import { fetchBrowser, type Say } from './fetch';
import type { Served } from './person';
import { expand, openContainer, rows } from './screen';
import { startBrowser, workbenchIsUp } from './window';

/** Does what a person does first, in a browser without a screen: logs in, opens the side bar, finds a payload. */
export async function checkServer(served: Served, closers: (() => Promise<void>)[], say: Say): Promise<void> {
	const browser = await startBrowser(await fetchBrowser(say), join(served.folder, 'tmp'));
	closers.push(() => browser.close());
	const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
	await page.goto(served.url, { waitUntil: 'commit' });
	await page.locator('input[type="password"]').fill(served.password);
	await page.keyboard.press('Enter');
	await workbenchIsUp(page);
	say('VS Code is up.');
	await openContainer(page, 'Release Payloads');
	for (const level of [1, 2]) {
		const parent = rows(page).and(page.locator(`[aria-level="${level}"][aria-expanded]`)).first();
		await parent.waitFor().catch(async () => {
			throw new Error(`No row of level ${level} showed in the side bar. It says:\n${await page.locator('.part.sidebar').innerText()}`);
		});
		await expand(parent);
	}
	const payload = rows(page).and(page.locator('[aria-level="3"]')).first();
	await payload.waitFor();
	say(`A payload shows: ${(await payload.getAttribute('aria-label')) ?? ''}`);
}
