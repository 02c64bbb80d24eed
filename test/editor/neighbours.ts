import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { eventually } from '../support/eventually';
import { completions, statusItem } from '../vscode/screen';
import { first, payloadsWhere, type Session } from './session';
import { step } from './step';

/** What completion knows of the connected cluster: asked for with the side bar connected. */
export async function neighbourTests(t: TestContext, { editor, demo }: Session, folder: string): Promise<void> {
	const { page, host } = editor;
	await step(t, editor, 'completion offers what the cluster has: payloads of the stream, and the jobs of its newest', async () => {
		const stream = '4.22.0-0.nightly';
		const known = payloadsWhere(demo, 'ocp', (each) => each.spec.payloadCoordinates.streamName === stream);
		const { metadata } = first(known, `payload of ${stream}`);
		const head = 'apiVersion: release.openshift.io/v1alpha1\nkind: ReleasePayload\n';
		const text = `${head}metadata:\n  name: \n  namespace: ocp\nspec:\n  payloadCoordinates: {streamName: ${stream}}\n  payloadVerificationConfig:\n    blockingJobs:\n    - ciConfigurationName: \n`;
		await writeFile(join(folder, 'near.yaml'), text);
		await host(async (api, path) => (await api.window.showTextDocument(api.Uri.file(path))).document.version, join(folder, 'near.yaml'));
		const offered = async (after: string): Promise<readonly string[]> => {
			await page.keyboard.press('Escape');
			const at = await host(async (api, wanted) => {
				const current = api.window.activeTextEditor;
				if (current === undefined) throw new Error('no editor');
				const place = current.document.positionAt(current.document.getText().lastIndexOf(wanted) + wanted.length);
				current.selection = new api.Selection(place, place);
				await api.commands.executeCommand('workbench.action.focusActiveEditorGroup');
				return { line: place.line, character: place.character };
			}, after);
			await statusItem(page, `Ln ${at.line + 1}, Col ${at.character + 1}`).waitFor({ timeout: 1000 });
			return completions(page);
		};
		await eventually(async () => {
			const labels = await offered('\n  name: ');
			assert.ok(labels.some((label) => label.includes(stream)), `${metadata.name} of ${labels.join(', ')}`);
		}, 15_000);
		const jobs = known.flatMap(({ status }) => status?.blockingJobResults ?? []).map((job) => job.ciConfigurationName);
		await eventually(async () => {
			const labels = await offered('- ciConfigurationName: ');
			assert.ok(labels.some((label) => jobs.some((job) => label.startsWith(job))), labels.join(', '));
		}, 15_000);
		await page.keyboard.press('Escape');
	});
}
