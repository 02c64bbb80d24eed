import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import test from 'node:test';
import { Worker } from 'node:worker_threads';
import type { WorkerMessage } from '../../src/demo/worker';
import { callApi } from '../support/apiServer';
import { eventually } from '../support/eventually';
import { outputOf, type Output } from '../support/outputOf';

const command = 'build/src/cli/demo.js';
const bundle = 'dist/demo.js';

interface Running extends Output {
	readonly child: ChildProcess;
	readonly ended: Promise<number | null>;
}

function run(...args: readonly string[]): Running {
	const child = spawn(process.execPath, [command, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
	const ended = new Promise<number | null>((done) => child.on('close', done));
	return { child, ended, ...outputOf(child) };
}

function readKubeconfig(path: string): { readonly server: string; readonly token: string } {
	const config = JSON.parse(readFileSync(path, 'utf8')) as { clusters: [{ cluster: { server: string } }]; users: [{ user: { token: string } }] };
	return { server: config.clusters[0].cluster.server, token: config.users[0].user.token };
}

const missing = (path: string): string | false => (existsSync(path) ? false : `${path} has not been built`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
	test(`the command names its kubeconfig, answers, and tidies up on ${signal}`, { skip: missing(command) }, async (t) => {
		const demo = run('--payloads', '12', '--seed=3', '--speed', '2');
		t.after(() => demo.child.kill('SIGKILL'));
		await eventually(() => assert.match(demo.stdout(), /^KUBECONFIG=\/.+\n$/, demo.stderr()));
		const path = demo.stdout().trim().slice('KUBECONFIG='.length);
		const { server, token } = readKubeconfig(path);
		const { status, body } = await callApi(server, ['GET', '/apis/release.openshift.io/v1alpha1/releasepayloads'], { token });
		assert.equal(status, 200);
		assert.equal(body.items?.length, 12);
		demo.child.kill(signal);
		assert.equal(await demo.ended, 0);
		assert.ok(!existsSync(path) && !existsSync(dirname(path)));
		assert.equal(demo.stderr(), '');
	});
}

test('by way of npm, which puts a shell between, SIGTERM ends and tidies up all the same', { skip: process.platform === 'win32' ? 'there is no such shell' : missing(command), timeout: 60_000 }, async (t) => {
	const shell = spawn('sh', ['-c', `"${process.execPath}" ${command} --payloads 3; true`], { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, npm_lifecycle_event: 'demo' }, detached: true });
	const output = outputOf(shell);
	// of what holds the pipe, the demo is the last
	const ended = new Promise<void>((done) => shell.stdout.on('close', done));
	t.after(() => {
		try {
			process.kill(-(shell.pid ?? 0), 'SIGKILL');
		} catch {
			// nobody is left
		}
	});
	await eventually(() => assert.match(output.stdout(), /^KUBECONFIG=\/.+\n$/, output.stderr()));
	const path = output.stdout().trim().slice('KUBECONFIG='.length);
	assert.ok(existsSync(path));
	shell.kill('SIGTERM');
	await ended;
	assert.ok(!existsSync(dirname(path)));
});

test('wrong arguments are named, and nothing is started', { skip: missing(command) }, async () => {
	const wrong: readonly (readonly [readonly string[], RegExp])[] = [
		[['--payloads', 'many'], /--payloads needs a whole number from 0 to \d+, not "many"/],
		[['--payloads', '-3'], /--payloads needs/],
		[['--payloads'], /--payloads needs a number/],
		[['--speed', '0'], /--speed needs a number from/],
		[['--sped', '1'], /Unknown argument: --sped/],
		[['12'], /Unknown argument: 12/],
	];
	for (const [args, message] of wrong) {
		const demo = run(...args);
		assert.equal(await demo.ended, 2, args.join(' '));
		assert.match(demo.stderr(), message);
		assert.equal(demo.stdout(), '');
	}
});

test('in a thread of its own the demo cluster starts, answers and stops', { skip: missing(bundle) }, async (t) => {
	const worker = new Worker(resolve(bundle), { workerData: { payloads: 5 } });
	t.after(async () => await worker.terminate());
	const messages: WorkerMessage[] = [];
	worker.on('message', (message: WorkerMessage) => messages.push(message));
	const started = await eventually(() => {
		const [first] = messages;
		assert.ok(first?.kind === 'started', JSON.stringify(first));
		return first;
	});
	const { server, token } = readKubeconfig(started.kubeconfig);
	assert.equal(server, started.server);
	assert.equal((await callApi(server, ['GET', '/version'], { token })).status, 200);
	const ended = new Promise<number>((done) => worker.on('exit', done));
	worker.postMessage('stop');
	assert.equal(await ended, 0);
	assert.ok(!existsSync(started.kubeconfig));
});
