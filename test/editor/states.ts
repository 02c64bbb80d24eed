import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { startDemoCluster } from '../../src/demo/demoCluster';
import { eventually } from '../support/eventually';
import { answer, dialog, expand, menuItems, openContainer, pick, quickPickLabels, row, rows, runCommand, toast } from '../vscode/screen';
import { container, first, openSession, type Session } from './session';
import { decided, showPayload } from './sideBar';
import { workspaceWith, type Ring } from './ring';
import { step } from './step';

/** Each state of the side bar that is no list of payloads: it names the matter and a next step, and ends by itself. */
export async function statesTests(t: TestContext, session: Session): Promise<void> {
	const { editor, demo, ring } = session;
	const { page } = editor;
	const use = (kubeconfig: string): Promise<void> => editor.changeSettings({ 'releasePayloads.kubeconfig': kubeconfig });
	const written = async (name: string, text: string): Promise<string> => {
		const file = join(ring.folder, name);
		await writeFile(file, text);
		return file;
	};
	/** A user's kubeconfig under the name of the context that is shown. */
	const asUser = async (user: 'nobody' | 'reader' | 'approver', file: string = user): Promise<string> => written(`as-${file}`, (await readFile(demo.kubeconfigs[user], 'utf8')).replaceAll(`demo-${user}`, 'demo'));
	const payloadsShow = (): Promise<void> => row(page, /^ocp(,|$)/).waitFor();
	await openContainer(page, container);
	await payloadsShow();

	await step(t, editor, 'an empty cluster says so', async () => {
		const empty = await startDemoCluster({ payloads: 0, controller: false });
		try {
			await use(empty.kubeconfig);
			await rows(page).filter({ hasText: /No payloads|No namespace with payloads found/ }).first().waitFor();
		} finally {
			await empty.stop();
		}
	});

	await step(t, editor, 'a cluster that does not answer: the address and a retry', async () => {
		const text = await readFile(demo.kubeconfig, 'utf8');
		await use(await written('closed-port', text.replace(/127\.0\.0\.1:\d+/, '127.0.0.1:1')));
		const problem = row(page, 'Cluster cannot be reached');
		await problem.waitFor();
		await eventually(async () => assert.match((await problem.getAttribute('aria-label')) ?? '', /127\.0\.0\.1:1\b/), 10_000);
	});

	await step(t, editor, 'a payload that could not be looked for is not said to be nowhere', async () => {
		await runCommand(page, 'Release Payloads: Go to Payload…');
		await answer(page, '4.22.0-0.nightly-2026-01-01-000000');
		await toast(page, 'No answer from https://127.0.0.1:1').first().waitFor();
		await editor.host((api) => api.commands.executeCommand('notifications.clearAll'));
	});

	await step(t, editor, 'a lost connection keeps what was known, and comes back', async () => {
		await use(demo.kubeconfig);
		await payloadsShow();
		const lost = demo.control.inject({ times: Infinity, fault: { kind: 'reset' } });
		demo.control.breakWatches({ kind: 'reset' });
		await row(page, 'Connection lost, showing what was known').waitFor({ timeout: 30_000 });
		await payloadsShow();
		lost.remove();
		await page.locator('.part.sidebar').getByRole('button', { name: 'Refresh' }).first().click();
		await row(page, 'Connection lost').waitFor({ state: 'detached', timeout: 20_000 });
		await payloadsShow();
	});

	await step(t, editor, 'a user without rights is told which', async () => {
		await use(await asUser('nobody'));
		await rows(page).filter({ hasText: /Not allowed|No namespace with payloads found/ }).first().waitFor();
	});

	await step(t, editor, 'an expired login asks for a new one, and takes it by itself', async () => {
		await use(await asUser('reader'));
		await payloadsShow();
		demo.control.revokeToken('reader', { rewriteKubeconfig: false });
		demo.control.breakWatches({ kind: 'close' });
		await rows(page).filter({ hasText: 'Login expired' }).first().waitFor({ timeout: 20_000 });
		demo.control.revokeToken('reader', { rewriteKubeconfig: true });
		await asUser('reader');
		await rows(page).filter({ hasText: 'Login expired' }).first().waitFor({ state: 'detached', timeout: 20_000 });
		await payloadsShow();
	});

	await step(t, editor, 'another login has other rights, and the menus follow', async () => {
		const payload = first(decided(session, 'PayloadAccepted'), 'accepted nightly');
		await use(await asUser('reader', 'somebody'));
		await payloadsShow();
		const offered = async (): Promise<boolean> => (await menuItems(await showPayload(session, payload))).includes('Accept Payload…');
		assert.equal(await offered(), false);
		await asUser('approver', 'somebody');
		await eventually(async () => assert.ok(await offered()), 20_000);
	});

	await step(t, editor, 'a cluster without the resource', async () => {
		demo.control.serveDefinition(false);
		try {
			await use(demo.kubeconfig);
			await rows(page).filter({ hasText: 'No ReleasePayloads here' }).first().waitFor();
		} finally {
			demo.control.serveDefinition(true);
		}
	});

	await step(t, editor, 'a broken kubeconfig, and its mending', async () => {
		const file = await written('broken', 'apiVersion: v1\nkind: Config\nclusters: [ {');
		await use(file);
		await rows(page).filter({ hasText: 'Kubeconfig cannot be used' }).first().waitFor();
		await writeFile(file, await readFile(demo.kubeconfig));
		await payloadsShow();
	});

	await step(t, editor, 'a kubeconfig that is not there', async () => {
		await use(join(ring.folder, 'nowhere'));
		await rows(page).filter({ hasText: 'Kubeconfig cannot be used' }).first().waitFor();
		await use(demo.kubeconfig);
		await payloadsShow();
	});
}

/** The first look of somebody who has no cluster, then of somebody in a workspace that is not trusted. */
export async function firstUseTests(t: TestContext, ring: Ring): Promise<void> {
	const plugin = `apiVersion: v1
kind: Config
current-context: plugin
clusters: [{ name: c, cluster: { server: 'https://127.0.0.1:1' } }]
contexts: [{ name: plugin, context: { cluster: c, user: u } }]
users: [{ name: u, user: { exec: { apiVersion: client.authentication.k8s.io/v1, command: ${join(ring.folder, 'plugin')}, interactiveMode: Never } } }]
`;
	const ran = join(ring.folder, 'ran');
	await writeFile(join(ring.folder, 'plugin'), `#!/bin/sh\ntouch ${ran}\n`, { mode: 0o755 });
	await writeFile(join(ring.folder, 'plugin-kubeconfig'), plugin);
	const workspace = await workspaceWith(ring, 'restricted', { 'notes.txt': 'nothing\n' });
	const session = await openSession(ring, { payloads: 0, controller: false }, {
		workspace,
		trust: 'ask',
		settings: { 'security.workspace.trust.startupPrompt': 'never', 'releasePayloads.kubeconfig': '' },
		env: { KUBECONFIG: join(ring.folder, 'nowhere') },
		shots: `build/shots/${ring.version}`,
	});
	const { editor } = session;
	const { page } = editor;
	try {
		await step(t, editor, 'without a kubeconfig the welcome offers the demo cluster, which opens in one click', async () => {
			await openContainer(page, container);
			await page.locator('.part.sidebar').getByText('No kubeconfig was found').waitFor();
			await page.locator('.part.sidebar').getByRole('button', { name: 'Open Demo Cluster' }).click();
			await row(page, /^ocp(,|$)/).waitFor({ timeout: 15_000 });
		});

		await step(t, editor, 'in a restricted workspace no program of the kubeconfig runs, until trust is granted', async () => {
			await editor.changeSettings({ 'releasePayloads.kubeconfig': join(ring.folder, 'plugin-kubeconfig') });
			await eventually(async () => {
				await page.locator('.part.sidebar').getByRole('button', { name: 'Choose Clusters…' }).first().click();
				const labels = await quickPickLabels(page);
				if (labels.some((label) => label.startsWith('plugin'))) return;
				await page.keyboard.press('Escape');
				throw new Error(`the picker has ${labels.join(', ')}`);
			}, 10_000);
			await pick(page, 'plugin');
			await page.keyboard.press('Enter');
			const context = row(page, 'plugin');
			await context.waitFor();
			await expand(context);
			const problem = rows(page).filter({ hasText: 'Workspace is not trusted' }).first();
			await problem.waitFor();
			await assert.rejects(readFile(ran), 'the plugin did not run');
			await problem.click();
			await page.getByRole('button', { name: /^Trust$/ }).first().click();
			await problem.waitFor({ state: 'detached' });
			await rows(page).filter({ hasText: /Credentials cannot be had/ }).first().waitFor();
			await readFile(ran);
			assert.equal(await dialog(page).count(), 0);
		});
	} finally {
		await session.close();
	}
}
