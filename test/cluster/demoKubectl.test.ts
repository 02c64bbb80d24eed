import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { startApiServer, type TestUser } from '../support/apiServer';
import { eventually } from '../support/eventually';
import { outputOf, type Output } from '../support/outputOf';
import { startDemo } from './startDemo';
import { kubectlCommands, kubectlFiles, type KubectlCommand } from './demoKubectlCommands';

const assets = process.env['KUBEBUILDER_ASSETS'];

interface Outcome {
	readonly code: number;
	readonly stdout: string;
	readonly stderr: string;
}

interface Site {
	readonly server: string;
	readonly kubeconfigs: Readonly<Record<TestUser, string>>;
}

test('kubectl behaves on the demo cluster as on a real API server', { skip: assets === undefined ? 'KUBEBUILDER_ASSETS is not set' : false, timeout: 600_000 }, async (t) => {
	assert.ok(assets !== undefined);
	const kubectl = join(assets, 'kubectl');
	const folder = mkdtempSync(join(tmpdir(), 'demo-kubectl-'));
	const demo = await startDemo();
	const real = await startApiServer();
	t.after(async () => {
		await demo.stop();
		await real.stop();
		rmSync(folder, { recursive: true, force: true });
	});
	for (const [name, content] of Object.entries(kubectlFiles)) writeFileSync(join(folder, name), JSON.stringify(content));
	const run = (site: Site, command: KubectlCommand): Promise<Outcome> => runKubectl(kubectl, folder, site, command);

	for (const [index, command] of kubectlCommands.entries()) {
		const { args, user = 'admin' } = command;
		await t.test(`${index + 1}. ${user}: kubectl ${args}${command.editor === undefined ? '' : ` (${command.editor})`}`, async () => {
			const [here, there] = await Promise.all([run(demo, command), run(real, command)]);
			const shown = command.exitCodeOnly === true ? (outcome: Outcome) => ({ code: outcome.code }) : (outcome: Outcome, site: Site) => normalised(outcome, site, folder);
			assert.deepEqual(shown(here, demo), shown(there, real));
		});
	}

	await t.test('get --watch tells each change as it happens', async () => {
		const watching = startKubectl(kubectl, folder, demo, { args: 'get rp -n ocp -w --output-watch-events' });
		t.after(async () => {
			watching.child.kill();
			await watching.ended;
		});
		const tells = async (event: RegExp): Promise<void> =>
			await eventually(() => assert.ok(watching.lines().some((line) => event.test(line)), `no line like ${event.source} in\n${watching.stdout()}${watching.stderr()}(exit code ${watching.child.exitCode ?? 'none yet'})`));
		const succeeds = async (args: string): Promise<void> => assert.deepEqual(pickFailure(await run(demo, { args })), undefined);
		await tells(/^ADDED +one /);
		await succeeds('label rp one -n ocp watched=yes');
		await tells(/^MODIFIED +one /);
		await succeeds('delete rp one -n ocp');
		await tells(/^DELETED +one /);
	});
});

interface Started extends Output {
	readonly child: ChildProcess;
	readonly ended: Promise<number>;
}

function startKubectl(kubectl: string, folder: string, site: Site, { args, user = 'admin', editor }: KubectlCommand): Started {
	const words = args.split(' ').map((word) => (word.startsWith('@') ? join(folder, word.slice(1)) : word));
	const home = join(folder, new URL(site.server).port);
	const env = { PATH: process.env['PATH'] ?? '', HOME: home, KUBECONFIG: site.kubeconfigs[user], ...(editor !== undefined && { KUBE_EDITOR: `sed -i ${JSON.stringify(editor)}` }) };
	const child = spawn(kubectl, words, { env, stdio: ['ignore', 'pipe', 'pipe'] });
	const ended = new Promise<number>((resolve) => child.on('close', (exit) => resolve(exit ?? -1)));
	return { child, ended, ...outputOf(child) };
}

async function runKubectl(kubectl: string, folder: string, site: Site, command: KubectlCommand): Promise<Outcome> {
	const started = startKubectl(kubectl, folder, site, command);
	const code = await started.ended;
	return { code, stdout: started.stdout(), stderr: started.stderr() };
}

function pickFailure(outcome: Outcome): Outcome | undefined {
	return outcome.code === 0 ? undefined : outcome;
}

/** What may differ between two servers, and between two moments. */
function normalised({ code, stdout, stderr }: Outcome, site: Site, folder: string): Outcome {
	const plain = (text: string): string =>
		text
			.replaceAll(site.server, 'SERVER')
			.replaceAll(new URL(site.server).host, 'HOST')
			.replaceAll(folder, 'FOLDER')
			.replace(/\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g, 'UID')
			.replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/g, 'TIME')
			.replace(/(resourceVersion"?: *\\*"?)\d+/gi, '$1N')
			.replace(/(Resource Version: +)\d+/g, '$1N')
			.replace(/\b\d+(s|m|m\d+s)$/gm, 'AGE')
			.replace(/\b\d+s(?= +(?:nightly|one|two|three|four|part|<none>|stream))/g, 'AGE')
			.replace(/(LIVE|MERGED)-\d+/g, '$1')
			.replace(/kubectl-edit-\S+/g, 'EDITED')
			.replace(/^(---|\+\+\+) .*$/gm, '$1 FILE')
			.replace(/"continue":"[^"]+"/g, '"continue":"TOKEN"')
			.replace(/^[EW]\d{4} \S+ +\d+ /gm, '');
	return { code, stdout: inOrder(plain(stdout)), stderr: plain(stderr) };
}

/** Managers of one second stand in the order of their names, and a second may begin between two servers' writes. */
function inOrder(text: string): string {
	if (!text.startsWith('{\n')) return text;
	const sorted: unknown = JSON.parse(text, (key, item: unknown) => (key === 'managedFields' && Array.isArray(item) ? item.map((entry) => JSON.stringify(entry)).sort() : item));
	return JSON.stringify(sorted, undefined, 1);
}

