import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { eventually } from '../support/eventually';
import { codeLens, completions, hover, problems, runCommand, statusItem } from '../vscode/screen';
import type { Session } from './session';
import { step } from './step';

/** Two documents, so that positions count from the right one; the second has mistakes of all three layers' kinds. */
export const manifest = `# the payload of tonight
apiVersion: v1
kind: ConfigMap
metadata:
  name: not-ours
---
apiVersion: release.openshift.io/v1alpha1
kind: ReleasePayload
metadata:
  name: 4.22.0-0.nightly-2026-01-31-120000
  namespace: ocp
spec:
  payloadCoordinates:
    namespace: ocp
    imagestreamName: release
    imagestreamTagName: 4.22.0-0.nightly-2026-01-31-120000
  payloadOverride:
    override: accepted
    reasn: TRT-2188
`;

export async function manifestTests(t: TestContext, session: Pick<Session, 'editor'>, folder: string): Promise<void> {
	const { editor } = session;
	const { page, host } = editor;
	const found = () =>
		host((api) => {
			const { activeTextEditor } = api.window;
			if (activeTextEditor === undefined) return [];
			return api.languages.getDiagnostics(activeTextEditor.document.uri).map(({ message, range, source, severity }) => ({
				message,
				source,
				severity,
				text: activeTextEditor.document.getText(range),
				line: range.start.line,
			}));
		});
	const open = (file: string) => host(async (api, path) => (await api.window.showTextDocument(api.Uri.file(path))).document.version, join(folder, file));
	const text = () => host((api) => api.window.activeTextEditor?.document.getText() ?? '');
	/** Puts the cursor after a text and the keyboard into the editor, and sees from outside that it is so. */
	const put = (after: string) =>
		eventually(async () => {
			const { line, character } = await host(async (api, wanted) => {
				const current = api.window.activeTextEditor;
				if (current === undefined) throw new Error('no editor');
				const at = current.document.positionAt(current.document.getText().indexOf(wanted) + wanted.length);
				current.selection = new api.Selection(at, at);
				current.revealRange(new api.Range(at, at));
				await api.commands.executeCommand('workbench.action.focusActiveEditorGroup');
				return { line: at.line, character: at.character };
			}, after);
			await statusItem(page, `Ln ${line + 1}, Col ${character + 1}`).waitFor({ timeout: 1000 });
			await page.locator('.monaco-editor.focused').first().waitFor({ timeout: 1000 });
		}, 10_000);

	await step(t, editor, 'a wrong override and an unknown field are found where they stand', async () => {
		await open('payload.yaml');
		await eventually(async () => {
			const all = await found();
			assert.ok(all.some((each) => each.text === 'accepted' && each.line === 17), JSON.stringify(all));
			assert.ok(all.some((each) => each.text === 'reasn' && each.line === 18), JSON.stringify(all));
		}, 10_000);
		await runCommand(page, 'Problems: Focus on Problems View');
		await problems(page).filter({ hasText: 'reasn' }).first().waitFor();
		await runCommand(page, 'View: Toggle Panel Visibility');
	});

	await step(t, editor, 'the code of a finding leads to its page, which shows rendered', async () => {
		await runCommand(page, 'Problems: Focus on Problems View');
		const link = problems(page).locator('a').filter({ hasText: /^O1$/ }).first();
		await link.click();
		await eventually(async () => {
			const [label, kind] = await host((api) => {
				const tab = api.window.tabGroups.activeTabGroup.activeTab;
				return [tab?.label, tab?.input instanceof api.TabInputCustom ? tab.input.viewType : typeof tab?.input];
			});
			assert.equal(label, 'O1.md');
			assert.equal(kind, 'vscode.markdown.preview.editor');
		}, 10_000);
		await host((api) => api.commands.executeCommand('workbench.action.closeActiveEditor'));
		await runCommand(page, 'View: Toggle Panel Visibility');
		await open('payload.yaml');
	});

	await step(t, editor, 'the quick fix writes the value that controllers know', async () => {
		await put('override: acc');
		await page.keyboard.press('Control+.');
		const fix = page.locator('.action-widget .monaco-list-row').filter({ hasText: 'Accepted' }).first();
		await fix.waitFor();
		// by keyboard: the oldest version lays a shield over the list
		await eventually(async () => {
			if (/\bfocused\b/.test((await fix.getAttribute('class')) ?? '')) return;
			await page.keyboard.press('ArrowDown');
			throw new Error('the fix is not reached by arrow keys');
		});
		await page.keyboard.press('Enter');
		await eventually(async () => assert.match(await text(), /override: Accepted\n/));
		await eventually(async () => assert.ok(!(await found()).some((each) => each.text === 'accepted')));
	});

	await step(t, editor, 'completion offers the values of the field and writes the chosen one', async () => {
		await put('override: Accepted');
		await page.keyboard.press('Control+Backspace');
		await eventually(async () => assert.match(await text(), /override: \n/));
		const labels = await completions(page);
		assert.ok(labels.some((label) => label.startsWith('Accepted')) && labels.some((label) => label.startsWith('Rejected')), labels.join(', '));
		await page.locator('.suggest-widget.visible .monaco-list-row').filter({ hasText: 'Rejected' }).first().click();
		await eventually(async () => assert.match(await text(), /override: "?Rejected/));
	});

	await step(t, editor, 'completion offers the keys that are missing, and not those that are there', async () => {
		await put('    imagestreamTagName: 4.22.0-0.nightly-2026-01-31-120000');
		await page.keyboard.press('Enter');
		const labels = await completions(page);
		assert.ok(labels.some((label) => label.startsWith('streamName')), labels.join(', '));
		assert.ok(!labels.some((label) => label.startsWith('imagestreamName')), labels.join(', '));
		await page.keyboard.press('Escape');
	});

	await step(t, editor, 'a field tells its meaning on hover', async () => {
		const said = await host(async (api) => {
			const document = api.window.activeTextEditor?.document;
			if (document === undefined) return '';
			const at = document.positionAt(document.getText().indexOf('payloadOverride:') + 3);
			const hovers = await api.commands.executeCommand<{ contents: { value: string }[] }[]>('vscode.executeHoverProvider', document.uri, at);
			return hovers.flatMap(({ contents }) => contents.map(({ value }) => value)).join('\n');
		});
		assert.match(said, /override/i);
		await eventually(async () => {
			await page.mouse.move(640, 790);
			await page.locator('.view-line').filter({ hasText: 'payloadOverride:' }).first().getByText('payloadOverride').first().hover();
			await hover(page).waitFor({ timeout: 3000 });
		}, 10_000);
	});

	await step(t, editor, 'a lens above the payload gives its phase', async () => {
		await codeLens(page, /Pending|Ready|Accepted|Rejected|phase/i).first().waitFor();
	});

	await step(t, editor, 'a file of something else is left alone', async () => {
		await open('other.yaml');
		await host((api) => api.commands.executeCommand('workbench.action.focusActiveEditorGroup'));
		assert.deepEqual((await found()).filter(({ source }) => source === 'ReleasePayload'), []);
	});
}
