import { mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { DemoCluster } from '../../src/demo/control';
import { startDemoCluster } from '../../src/demo/demoCluster';
import { launchEditor, themes, type Editor, type Theme } from './editor';
import { packageExtension } from './package';
import { root } from './places';
import { answer, chooseFromMenu, collapse, dialog, expand, menuItems, openContainer, pressInDialog, row, runCommand, scrollToRow } from './screen';

const help = `npm run screenshots [-- options]

Takes pictures of the packaged extension on the demo cluster, in a light, a dark and a high-contrast theme.

  --out FOLDER   where they go (build/screenshots)
  --readme       the set that the README shows, in media/readme`;

const manifest = `apiVersion: release.openshift.io/v1alpha1
kind: ReleasePayload
metadata:
  name: 4.22.0-0.nightly-2026-01-31-120000
  namespace: ocp
spec:
  payloadCoordinates:
    namespace: ocp
    imagestreamName: release
    imagestreamTagName: 4.22.0-0.nightly-2026-01-31-120000
  payloadCreationConfig:
    releaseCreationCoordinates:
      namespace: ci-release
      releaseCreationJobName: 4.22.0-0.nightly-2026-01-31-120000
    prowCoordinates:
      namespace: ci
  payloadOverride:
    override: accepted
    reasn: Known infrastructure outage
`;

/** Stream of the demo cluster's seeds in which a payload was rejected. */
const stream = '4.22.0-0.nightly';

interface Stage {
	readonly editor: Editor;
	readonly workspace: string;
	/** Name of the newest rejected payload of the stream. */
	readonly rejected: string;
}

interface Scene {
	readonly name: string;
	readonly show: (stage: Stage) => Promise<void>;
	readonly leave: (stage: Stage) => Promise<void>;
}

const scenes: readonly Scene[] = [
	{
		name: 'side-bar',
		show: async ({ editor: { page }, rejected }) => {
			const payload = await scrollToRow(page, rejected);
			await payload.click();
			await page.locator('.editor-instance .view-line').filter({ hasText: 'kind' }).first().waitFor();
			await expand(payload);
			const failed = row(page, /, failed(,|$)/);
			await failed.waitFor();
			await expand(failed);
			// the failed job may be the last one that fits
			await scrollToRow(page, /^Attempt \d/);
		},
		leave: async ({ editor: { page }, rejected }) => {
			await collapse(await scrollToRow(page, rejected));
		},
	},
	{
		name: 'decision',
		show: async ({ editor: { page }, rejected }) => {
			const payload = await scrollToRow(page, rejected);
			for (let turn = 0; turn < 20 && !(await menuItems(payload)).includes('Accept Payload…'); turn++);
			await chooseFromMenu(payload, 'Accept Payload…');
			await answer(page, 'Known infrastructure outage, TRT-2188');
			await dialog(page).waitFor();
		},
		leave: ({ editor: { page } }) => pressInDialog(page, /^Cancel$/),
	},
	{
		name: 'manifest',
		show: async ({ editor, workspace }) => {
			const { page } = editor;
			await editor.host(async (api, file) => (await api.window.showTextDocument(api.Uri.file(file))).document.version, join(workspace, 'payload.yaml'));
			await page.locator('.squiggly-error').first().waitFor();
			await page.locator('.codelens-decoration').first().waitFor();
			await runCommand(page, 'Problems: Focus on Problems View');
			await page.locator('.markers-panel-container .monaco-list-row').first().waitFor();
		},
		leave: async ({ editor: { page } }) => {
			await runCommand(page, 'View: Toggle Panel Visibility');
			await runCommand(page, 'View: Close All Editors');
		},
	},
];

const themesShown: readonly Theme[] = ['light', 'dark', 'high contrast'];

async function main(): Promise<void> {
	const { values } = parseArgs({ options: { out: { type: 'string', default: 'build/screenshots' }, readme: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } } });
	if (values.help) {
		say(help);
		return;
	}
	const folder = await mkdtemp(join(tmpdir(), 'release-payloads-'));
	const workspace = join(folder, 'payloads');
	const demo = await startDemoCluster({ controller: false });
	try {
		await mkdir(workspace);
		await writeFile(join(workspace, 'payload.yaml'), manifest);
		const vsix = join(folder, 'extension.vsix');
		await packageExtension(vsix);
		const editor = await launchEditor({
			vsix,
			workspace,
			settings: { 'releasePayloads.kubeconfig': demo.kubeconfig, 'editor.minimap.enabled': false, 'editor.fontSize': 13, 'explorer.decorations.badges': false },
			theme: 'light',
			size: { width: 1160, height: 660 },
			shots: join(root, values.readme ? 'media/readme' : values.out),
			say,
		});
		try {
			await takeAll({ editor, workspace, rejected: newestRejected(demo) }, values.readme);
		} catch (error) {
			say(await editor.screenshot('failed'));
			throw error;
		} finally {
			await editor.close();
		}
	} finally {
		await demo.stop();
		await rm(folder, { recursive: true, force: true });
	}
}

function newestRejected({ control }: DemoCluster): string {
	const isRejected = (name: string): boolean => {
		const status = control.object('ocp', name)?.['status'] as { conditions?: { type: string; status: string }[] } | undefined;
		return status?.conditions?.some(({ type, status }) => type === 'PayloadRejected' && status === 'True') ?? false;
	};
	const found = control.names('ocp').findLast((name) => name.startsWith(`${stream}-`) && isRejected(name));
	if (found === undefined) throw new Error(`The demo cluster has no rejected payload in ${stream}.`);
	return found;
}

async function takeAll(stage: Stage, readme: boolean): Promise<void> {
	const { editor } = stage;
	const { page } = editor;
	await openContainer(page, 'Release Payloads');
	await widenSideBar(editor);
	await expand(await scrollToRow(page, /^ocp(,|$)/));
	await expand(await scrollToRow(page, `${stream},`));
	for (const theme of themesShown) {
		await editor.changeSettings({ 'workbench.colorTheme': themes[theme] });
		await page.locator(`.monaco-workbench.${theme === 'light' ? 'vs' : theme === 'dark' ? 'vs-dark' : 'hc-black'}`).first().waitFor();
		for (const scene of scenes) {
			// the README shows every scene in light, and the first of them in all themes
			if (readme && theme !== 'light' && scene !== scenes[0]) continue;
			await scene.show(stage);
			await page.mouse.move(700, 8);
			await page.waitForFunction('document.querySelectorAll(".monaco-hover:not(.hidden), .workbench-hover").length === 0');
			const place = theme.replaceAll(' ', '-');
			const file = await editor.screenshot(scene === scenes[0] ? place : `${place}-${scene.name}`);
			say(`${file} ${Math.round((await stat(file)).size / 1024)} KB`);
			await scene.leave(stage);
		}
	}
}

async function widenSideBar({ page }: Editor): Promise<void> {
	const edge = await page.locator('.part.sidebar').boundingBox();
	if (edge === null) return;
	await page.mouse.move(edge.x + edge.width, 400);
	await page.mouse.down();
	await page.mouse.move(edge.x + edge.width + 150, 400, { steps: 5 });
	await page.mouse.up();
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
