import type { Locator, Page } from 'playwright-core';

/** What a person sees and does in a VS Code window. Each function waits for what it names, up to the page's time limit. */

const sideBar = '.part.sidebar';

/** Opens a container of the activity bar by its title; already open, it stays. */
export async function openContainer(page: Page, title: string): Promise<void> {
	const tab = page.locator(`.activitybar .action-item:has(a[aria-label^="${title}"])`).first();
	await tab.waitFor();
	if ((await tab.getAttribute('aria-selected')) !== 'true' && !/\bchecked\b/.test((await tab.getAttribute('class')) ?? '')) await tab.click();
	await page.locator(`${sideBar} .composite.title`).filter({ hasText: new RegExp(title, 'i') }).first().waitFor();
}

export function rows(page: Page): Locator {
	return page.locator(`${sideBar} .monaco-list-row[role="treeitem"]`);
}

/** The first row whose label for screen readers begins so (text) or is like that (pattern). */
export function row(page: Page, label: string | RegExp): Locator {
	return byAriaLabel(rows(page), label).first();
}

/** Aria labels of the rows that are drawn now, top to bottom. */
export async function rowLabels(page: Page): Promise<readonly string[]> {
	const all = await rows(page).evaluateAll((elements) =>
		(elements as unknown as { getAttribute(name: string): string | null; getBoundingClientRect(): { readonly top: number } }[])
			.map((element) => ({ label: element.getAttribute('aria-label') ?? '', top: element.getBoundingClientRect().top }))
			.sort((one, other) => one.top - other.top)
			.map(({ label }) => label),
	);
	return all;
}

/** Brings a row into the drawn part of the tree, which holds only what fits, and returns it. */
export async function scrollToRow(page: Page, label: string | RegExp): Promise<Locator> {
	const wanted = row(page, label);
	await rows(page).first().waitFor();
	const tree = page.locator(`${sideBar} .monaco-list`).filter({ has: page.locator('[role="treeitem"]') }).locator('.monaco-scrollable-element').first();
	// sent to the tree itself: a mouse over rows calls up their tooltips, which cover other rows
	const wheel = (deltaY: number): Promise<void> => tree.dispatchEvent('wheel', { deltaY, bubbles: true, cancelable: true });
	await page.mouse.move(640, 790);
	// again from the top until time is up: rows come and move while this goes through them
	for (const deadline = Date.now() + 10_000; Date.now() < deadline; ) {
		await wheel(-100_000);
		let [before, still] = ['', 0];
		while (still < 3) {
			// drawn anew meanwhile, it is looked for again
			if ((await wanted.count()) > 0 && (await wanted.scrollIntoViewIfNeeded({ timeout: 2000 }).then(async () => await isUncovered(wanted), () => false))) return wanted;
			await wheel(300);
			await page.waitForFunction('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))');
			const now = (await rowLabels(page)).join('\n');
			still = now === before ? still + 1 : 0;
			before = now;
		}
	}
	await wanted.waitFor({ timeout: 1000 });
	return wanted;
}

interface Drawn {
	contains(other: unknown): boolean;
	getBoundingClientRect(): { readonly left: number; readonly top: number; readonly width: number; readonly height: number };
}

/** A drawn row can lie below the rows that stay at the top of the tree, where no click reaches it. */
async function isUncovered(target: Locator): Promise<boolean> {
	const look = target.evaluate((element) => {
		const row = element as unknown as Drawn;
		const { document } = globalThis as unknown as { readonly document: { elementFromPoint(x: number, y: number): unknown } };
		const { left, top, width, height } = row.getBoundingClientRect();
		return row.contains(document.elementFromPoint(left + width / 2, top + height / 2));
	}, undefined, { timeout: 2000 });
	return await look.catch(() => false);
}

export async function expand(target: Locator): Promise<void> {
	await target.waitFor();
	if ((await target.getAttribute('aria-expanded')) === 'false') await target.locator('.monaco-tl-twistie').click();
	await target.and(target.page().locator('[aria-expanded="true"]')).waitFor();
}

export async function collapse(target: Locator): Promise<void> {
	await target.waitFor();
	if ((await target.getAttribute('aria-expanded')) === 'true') await target.locator('.monaco-tl-twistie').click();
	await target.and(target.page().locator('[aria-expanded="false"]')).waitFor();
}

/** Opens the menu of a row (or anything else) and leaves it open. */
export async function openMenu(target: Locator): Promise<Locator> {
	await target.click({ button: 'right' });
	const menu = target.page().locator('.context-view .monaco-menu').last();
	await menu.waitFor();
	return menu;
}

export async function menuItems(target: Locator): Promise<readonly string[]> {
	const menu = await openMenu(target);
	const items = await menu.getByRole('menuitem').allInnerTexts();
	await target.page().keyboard.press('Escape');
	await menu.waitFor({ state: 'hidden' });
	return items.map((item) => item.trim()).filter((item) => item !== '');
}

export async function chooseFromMenu(target: Locator, item: string): Promise<void> {
	const menu = await openMenu(target);
	const found = menu.getByRole('menuitem', { name: item });
	await found.waitFor();
	// A menu takes no click in its first moments, so that the one that opened it does not choose.
	for (let turn = 0; turn < 20 && (await found.isVisible()); turn++) {
		await found.click({ timeout: 500 }).catch(() => undefined);
		await menu.waitFor({ state: 'hidden', timeout: 150 }).catch(() => undefined);
	}
	await menu.waitFor({ state: 'hidden' });
}

/** Runs a command by its title from the palette, which goes away when an editor that is just opening takes the focus. */
export async function runCommand(page: Page, title: string): Promise<void> {
	for (let turn = 1; ; turn++) {
		try {
			await page.keyboard.press('F1');
			await quickInput(page).locator('input.input').first().fill(`>${title}`, { timeout: 2000 });
			await quickPickRow(page, title).first().click({ timeout: 4000 });
			return;
		} catch (error) {
			await page.keyboard.press('Escape');
			if (turn === 3) throw error;
		}
	}
}

/** A button of the view's title bar. */
export async function viewAction(page: Page, title: string): Promise<void> {
	await page.locator(`${sideBar} .title-actions, ${sideBar} .pane-header .actions`).first().hover();
	await page.locator(sideBar).getByRole('button', { name: title }).first().click();
}

export function quickInput(page: Page): Locator {
	return page.locator('.quick-input-widget:visible');
}

export function quickPickRow(page: Page, text: string | RegExp): Locator {
	return byAriaLabel(quickInput(page).locator('.quick-input-list .monaco-list-row'), text);
}

export async function quickPickLabels(page: Page): Promise<readonly string[]> {
	const all = quickInput(page).locator('.quick-input-list .monaco-list-row');
	await all.first().waitFor();
	return Promise.all((await all.all()).map(async (each) => (await each.getAttribute('aria-label')) ?? ''));
}

export async function pick(page: Page, text: string | RegExp): Promise<void> {
	await quickPickRow(page, text).first().click();
}

/** Fills the input box or the filter of the quick pick. */
export async function typeInto(page: Page, text: string): Promise<void> {
	const box = quickInput(page).locator('input.input').first();
	await box.waitFor();
	await box.fill(text);
}

export async function answer(page: Page, text: string): Promise<void> {
	await typeInto(page, text);
	await page.keyboard.press('Enter');
}

export async function quickInputMessage(page: Page): Promise<string> {
	const message = quickInput(page).locator('.quick-input-message');
	await message.waitFor();
	return message.innerText();
}

export function dialog(page: Page): Locator {
	return page.locator('.monaco-dialog-box');
}

export async function dialogText(page: Page): Promise<string> {
	await dialog(page).waitFor();
	return dialog(page).locator('.dialog-message-container').innerText();
}

export async function pressInDialog(page: Page, button: string | RegExp): Promise<void> {
	const question = await dialog(page).locator('#monaco-dialog-message-text').innerText();
	await dialog(page).getByRole('button', { name: button }).click();
	// the answer may at once lead to another question
	await dialog(page).filter({ hasText: question }).waitFor({ state: 'hidden' });
}

/** A notification that contains the text. */
export function toast(page: Page, text: string | RegExp): Locator {
	return page.locator('.notification-toast').filter({ hasText: text });
}

export async function toastTexts(page: Page): Promise<readonly string[]> {
	return page.locator('.notification-toast .notification-list-item-message').allInnerTexts();
}

/** The welcome text of the view, where there are no rows. */
export async function welcomeText(page: Page): Promise<string> {
	const content = page.locator(`${sideBar} .welcome-view-content`).first();
	await content.waitFor();
	return content.innerText();
}

export function codeLens(page: Page, text: string | RegExp): Locator {
	return page.locator('.codelens-decoration > a, .codelens-decoration > span').filter({ hasText: text });
}

export function hover(page: Page): Locator {
	return page.locator('.monaco-hover:visible, .workbench-hover:visible').last();
}

/** Opens completion where the cursor stands; its labels. */
export async function completions(page: Page): Promise<readonly string[]> {
	await page.keyboard.press('Control+Space');
	return shownCompletions(page);
}

export async function shownCompletions(page: Page): Promise<readonly string[]> {
	const all = page.locator('.suggest-widget.visible .monaco-list-row');
	await all.first().waitFor();
	return Promise.all((await all.all()).map(async (each) => (await each.getAttribute('aria-label')) ?? ''));
}

/** Rows of the Problems panel, which must be open. */
export function problems(page: Page): Locator {
	return page.locator('.markers-panel-container .monaco-list-row');
}

export function statusItem(page: Page, text: string | RegExp): Locator {
	return page.locator('.statusbar-item').filter({ hasText: text });
}

function byAriaLabel(among: Locator, label: string | RegExp): Locator {
	if (typeof label === 'string') return among.and(among.page().locator(`[aria-label^="${label.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"]`));
	// a pattern is tested on the attribute, which CSS cannot do
	return among.and(among.page().getByRole('treeitem', { name: label }).or(among.page().getByRole('option', { name: label })));
}
