import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { eventually } from '../support/eventually';
import { statusItem } from '../vscode/screen';
import type { Session } from './session';
import { step } from './step';

const release = '4.22.0-0.nightly-2026-01-31-120000';

/** A job in spec and in the status, in different quotes, with a run that is called after it. */
const jobs = `apiVersion: release.openshift.io/v1alpha1
kind: ReleasePayload
metadata: {name: ${release}, namespace: ocp}
spec:
  payloadVerificationConfig:
    blockingJobs:
    - ciConfigurationName: aws-ovn # in spec
      ciConfigurationJobName: periodic-aws
    - ciConfigurationName: gcp
      ciConfigurationJobName: periodic-gcp
status:
  blockingJobResults:
  - ciConfigurationName: 'aws-ovn'
    ciConfigurationJobName: periodic-aws
    state: Failure
    results:
    - coordinates: {name: ${release}-aws-ovn, namespace: ci}
      state: Failure
      startTime: 2026-01-31T12:30:00Z
      completionTime: 2026-01-31T14:15:00Z
`;

/** Going from name to name, renaming, and what is shown beside the text: by the keyboard, as a person does. */
export async function namingTests(t: TestContext, { editor }: Pick<Session, 'editor'>, folder: string): Promise<void> {
	const { page, host } = editor;
	const line = () => host((api) => (api.window.activeTextEditor?.selection.active.line ?? -1) + 1);
	const text = () => host((api) => api.window.activeTextEditor?.document.getText() ?? '');
	const put = (after: string) =>
		eventually(async () => {
			const at = await host(async (api, wanted) => {
				const current = api.window.activeTextEditor;
				if (current === undefined) throw new Error('no editor');
				const place = current.document.positionAt(current.document.getText().indexOf(wanted) + wanted.length);
				current.selection = new api.Selection(place, place);
				await api.commands.executeCommand('workbench.action.focusActiveEditorGroup');
				return { line: place.line, character: place.character };
			}, after);
			await statusItem(page, `Ln ${at.line + 1}, Col ${at.character + 1}`).waitFor({ timeout: 1000 });
			await page.locator('.monaco-editor.focused').first().waitFor({ timeout: 1000 });
		}, 10_000);

	await step(t, editor, 'from an entry of the status to its job in spec, and back', async () => {
		await writeFile(join(folder, 'jobs.yaml'), jobs);
		await host(async (api, path) => (await api.window.showTextDocument(api.Uri.file(path))).document.version, join(folder, 'jobs.yaml'));
		await put("Name: 'aws");
		await page.keyboard.press('F12');
		await eventually(async () => assert.equal(await line(), 7));
		await page.keyboard.press('F12');
		await eventually(async () => assert.equal(await line(), 13));
	});

	await step(t, editor, 'a job is renamed everywhere, each place in its own quotes', async () => {
		await put("Name: 'aws");
		await page.keyboard.press('F2');
		const box = page.locator('.rename-box.preview input, .rename-box input').first();
		await eventually(async () => assert.equal(await box.inputValue({ timeout: 1000 }), 'aws-ovn'));
		await box.fill('aws-serial');
		await page.keyboard.press('Enter');
		const wanted = jobs.replace('Name: aws-ovn', 'Name: aws-serial').replace("'aws-ovn'", "'aws-serial'").replace('120000-aws-ovn', '120000-aws-serial');
		await eventually(async () => assert.equal(await text(), wanted));
	});

	await step(t, editor, 'what cannot be renamed says so, and so does a name that is taken', async () => {
		await put('state: Fail');
		await page.keyboard.press('F2');
		await page.locator('.monaco-editor-overlaymessage').filter({ hasText: 'Only jobs can be renamed here' }).waitFor();
		await page.keyboard.press('Escape');
		const before = await text();
		await put("Name: 'aws");
		await page.keyboard.press('F2');
		await page.locator('.rename-box input').first().fill('gcp');
		await page.keyboard.press('Enter');
		await page.locator('.notification-list-item').filter({ hasText: '"gcp" already' }).waitFor();
		assert.equal(await text(), before);
		await host((api) => api.commands.executeCommand('notifications.clearAll'));
	});

	await step(t, editor, 'hints stand behind the lines once they are switched on', async () => {
		const shown = () => page.locator('.view-lines').first().innerText();
		assert.doesNotMatch(await shown(), /1.h.45.min/);
		await editor.changeSettings({ 'releasePayloads.manifests.inlayHints': true });
		await eventually(async () => {
			const words = await shown();
			for (const hint of [/stream.4\.22\.0-0\.nightly/, /0.of.1.jobs.passed/, /1.h.45.min/]) assert.match(words, hint);
		}, 10_000);
		await editor.changeSettings({ 'releasePayloads.manifests.inlayHints': undefined });
		await eventually(async () => assert.doesNotMatch(await shown(), /1.h.45.min/), 10_000);
	});

	await step(t, editor, 'what decides has a colour of its own', async () => {
		const colour = (word: string) => page.evaluate<string>(`getComputedStyle([...document.querySelectorAll('.view-line span span')].find((each) => each.textContent === ${JSON.stringify(word)}) ?? document.body).color`);
		await eventually(async () => {
			const [failed, plain, job, kind] = await Promise.all(['Failure', 'periodic-aws', 'gcp', 'ReleasePayload'].map(colour));
			assert.equal(new Set([failed, plain, job, kind]).size, 4, [failed, plain, job, kind].join(' '));
		}, 10_000);
	});
}
