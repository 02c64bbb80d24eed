import assert from 'node:assert/strict';
import { join } from 'node:path';
import test from 'node:test';
import { eventually } from '../support/eventually';
import { launchEditor, type Editor } from '../vscode/editor';
import { runCommand } from '../vscode/screen';
import { manifest, manifestTests } from './manifests';
import { namingTests } from './naming';
import { openRing, workspaceWith } from './ring';
import { extensionId } from './session';
import { step } from './step';

test('manifests with the package in the worker of a browser', async (t) => {
	const ring = await openRing('newest');
	if (typeof ring === 'string') {
		t.skip(ring);
		return;
	}
	try {
		const workspace = await workspaceWith(ring, 'web', { 'payload.yaml': manifest, 'other.yaml': 'kind: ConfigMap\nspec: 1\n' });
		const settings = { 'remote.extensionKind': { [extensionId]: ['web'] } };
		const editor = await launchEditor({ version: ring.version, vsix: ring.vsix, workspace, settings, shots: 'build/shots/web' });
		editor.page.setDefaultTimeout(20_000);
		try {
			await manifestTests(t, { editor }, workspace);
			await namingTests(t, { editor }, workspace);
			await step(t, editor, 'the editor says that the shipped schema is in use, and shows the log', () => shippedSchema(editor, join(workspace, 'payload.yaml')));
			await t.test('it ran in the worker, and nowhere else', () => inTheWorker(editor));
		} finally {
			await editor.close();
		}
	} finally {
		await ring.close();
	}
});

async function shippedSchema({ page, host }: Editor, file: string): Promise<void> {
	await host(async (api, path) => (await api.window.showTextDocument(api.Uri.file(path))).document.version, file);
	const status = page.locator('[id="status.languageStatus"]');
	await eventually(async () => assert.match((await status.locator('[aria-label]').first().getAttribute('aria-label', { timeout: 1000 })) ?? '', /Schema: shipped/), 10_000);
	await status.hover();
	await page.locator('.hover-language-status').getByText('Show Log').first().click();
	// The channels of the output are a choice that the browser draws itself.
	await eventually(async () => assert.equal(await page.locator('.part.panel select').first().inputValue({ timeout: 1000 }), 'Release Payloads'), 10_000);
	await page.mouse.move(640, 300);
	await runCommand(page, 'View: Toggle Panel Visibility');
}

/** No process, which Node always has; the host in Node does not know the extension; and the worker fetched its bundle. */
async function inTheWorker({ page, host, logs }: Editor): Promise<void> {
	const found = await Promise.all(page.workers().map((worker) => worker.evaluate<WorkerFacts>(`({ name: self.name, process: typeof process, navigator: typeof navigator, fetched: performance.getEntriesByType('resource').map(({ name }) => decodeURIComponent(name)) })`)));
	const worker = found.find(({ name }) => name === 'ExtensionHostWorker');
	assert.ok(worker !== undefined, found.map(({ name }) => name).join());
	assert.deepEqual([worker.process, worker.navigator], ['undefined', 'object']);
	assert.ok(worker.fetched.some((url) => /openshift-release-payloads-[^/]*\/dist\/web\.js/.test(url)), worker.fetched.join('\n'));
	assert.equal(await host((api, id) => api.extensions.getExtension(id)?.id ?? 'not known', extensionId), 'not known');
	for (const [file, text] of await logs()) if (file.endsWith('remoteexthost.log')) assert.ok(!text.includes(`_doActivateExtension ${extensionId}`), text);
}

interface WorkerFacts {
	readonly name: string;
	readonly process: string;
	readonly navigator: string;
	readonly fetched: readonly string[];
}
