import assert from 'node:assert/strict';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import http from 'node:http';
import net, { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import type { Duplex } from 'node:stream';
import { join } from 'node:path';
import test, { after, before, type TestContext } from 'node:test';
import type { ClusterErrorReason } from '../../src/cluster/cluster';
import type { Timing } from '../../src/cluster/timing';
import type { DemoControl } from '../../src/demo/control';
import { eventually } from '../support/eventually';
import { connectWith, live, never, type ConnectAs, type Watched } from './connecting';
import { nightlyNames, plain, samplePayload } from './samples';
import { createAll, type TestServer } from './servers';
import { startDemo } from './startDemo';

let server: TestServer & { readonly control: DemoControl };
let control: DemoControl;
let authority = '';
let directory = '';

before(async () => {
	server = await startDemo();
	({ control } = server);
	const kubeconfig = JSON.parse(await readFile(server.kubeconfigs.reader, 'utf8').then(asJson)) as { clusters: { cluster: Record<string, string> }[] };
	authority = kubeconfig.clusters[0]?.cluster['certificate-authority-data'] ?? '';
	directory = await mkdtemp(join(tmpdir(), 'releasepayload-credentials-'));
	await createAll(server, nightlyNames(6).map((name) => samplePayload('ocp', name, { jobs: 6 })));
});
after(async () => {
	await server.stop();
	await rm(directory, { recursive: true, force: true });
});

/** The demo's kubeconfig may be YAML; only the authority in it is wanted. */
function asJson(text: string): string {
	const found = /certificate-authority-data"?: "?([A-Za-z0-9+/=]+)/.exec(text)?.[1] ?? '';
	return JSON.stringify({ clusters: [{ cluster: { 'certificate-authority-data': found } }] });
}

interface Parts {
	readonly user: object;
	readonly cluster?: object;
}

async function connectedAs(t: TestContext, { user, cluster = {} }: Parts, options: ConnectAs = {}): Promise<Watched> {
	const path = join(directory, `config-${Math.random().toString(36).slice(2)}`);
	const entry = { server: server.server, 'certificate-authority-data': authority, ...cluster };
	await writeFile(path, JSON.stringify({ 'current-context': 'c', clusters: [{ name: 'c', cluster: entry }], users: [{ name: 'u', user }], contexts: [{ name: 'c', context: { cluster: 'c', user: 'u' } }] }));
	const made = await connectWith({ paths: [path], ...options.kubeconfig }, { ...options, timing: { slow: { min: 60_000, max: 60_000 }, ...options.timing } });
	t.after(() => {
		made.dispose();
		control.clearFaults();
	});
	return made;
}

async function failsWith(watched: Watched, reason: ClusterErrorReason, words: RegExp): Promise<void> {
	watched.cluster.start();
	await eventually(() => {
		const { state } = watched.cluster;
		assert.ok(state.kind === 'failed' || state.kind === 'reconnecting', state.kind);
		assert.equal(state.problem.reason, reason, state.problem.detail);
		assert.match(state.problem.detail, words);
	});
}

/** A credential plugin that appends a line to a file each time it runs. */
async function plugin(name: string, script: string): Promise<{ readonly command: string; readonly runs: () => Promise<number> }> {
	const command = join(directory, name);
	await writeFile(command, `#!/bin/sh\necho run >> "$0.runs"\n${script}\n`);
	await chmod(command, 0o755);
	return { command, runs: async () => (await readFile(`${command}.runs`, 'utf8').catch(() => '')).split('\n').length - 1 };
}

const apiVersion = 'client.authentication.k8s.io/v1';
const answer = (token: string, more = ''): string => `echo '{"apiVersion":"${apiVersion}","kind":"ExecCredential","status":{"token":"${token}"${more}}}'`;

test('a plugin runs once however many requests need it, knows the cluster and has no terminal', async (t) => {
	const { command, runs } = await plugin('good', `cat > "$0.stdin"; echo "$KUBERNETES_EXEC_INFO" > "$0.info"; echo "$EXTRA $1" > "$0.seen"; sleep 0.2; ${answer(server.tokens.reader)}`);
	const { cluster } = await connectedAs(t, { user: { exec: { apiVersion, command, args: ['arg'], env: [{ name: 'EXTRA', value: 'env' }], provideClusterInfo: true, interactiveMode: 'IfAvailable' } } });
	cluster.start();
	const reads = Promise.all([1, 2, 3, 4].map(async () => await cluster.access('ocp', never)));
	await live(cluster);
	await reads;
	assert.equal(await runs(), 1);
	assert.equal(await readFile(`${command}.stdin`, 'utf8'), '');
	assert.equal(await readFile(`${command}.seen`, 'utf8'), 'env arg\n');
	const info = JSON.parse(await readFile(`${command}.info`, 'utf8')) as { readonly spec: unknown };
	assert.deepEqual(info.spec, { interactive: false, cluster: { server: server.server, 'certificate-authority-data': authority } });
});

test('a plugin is told the authority also where the kubeconfig names its file', async (t) => {
	const { command } = await plugin('authority', `echo "$KUBERNETES_EXEC_INFO" > "$0.info"; ${answer(server.tokens.reader)}`);
	const file = join(directory, 'authority.crt');
	await writeFile(file, Buffer.from(authority, 'base64'));
	const { cluster } = await connectedAs(t, { user: { exec: { apiVersion, command, provideClusterInfo: true } }, cluster: { 'certificate-authority-data': undefined, 'certificate-authority': file } });
	cluster.start();
	await live(cluster);
	const info = JSON.parse(await readFile(`${command}.info`, 'utf8')) as { readonly spec: unknown };
	assert.deepEqual(info.spec, { interactive: false, cluster: { server: server.server, 'certificate-authority-data': authority } });
});

test('a token that the server refuses is made anew once, and nobody notices', async (t) => {
	const holder = join(directory, 'current-token');
	await writeFile(holder, server.tokens.reader);
	const { command, runs } = await plugin('renewing', `T=$(cat ${holder}); echo "{\\"apiVersion\\":\\"${apiVersion}\\",\\"status\\":{\\"token\\":\\"$T\\"}}"`);
	const { cluster, states } = await connectedAs(t, { user: { exec: { apiVersion, command } } });
	cluster.start();
	await live(cluster);
	await writeFile(holder, control.revokeToken('reader', { rewriteKubeconfig: false }));
	control.breakWatches({ kind: 'close' });
	const name = '4.22.0-0.nightly-2026-10-02-000000';
	control.create(plain(samplePayload('ocp', name, { jobs: 1 })));
	await eventually(() => assert.ok(cluster.store.row({ namespace: 'ocp', name }) !== undefined));
	assert.equal(await runs(), 2);
	assert.deepEqual(states.map((state) => state.kind), ['connecting', 'listing', 'live']);
	const stillGood = server.tokens.approver;
	assert.ok(stillGood !== '');
});

test('a plugin whose token is refused again is not run again and again', async (t) => {
	const { command, runs } = await plugin('refused', answer('no-such-token'));
	const watched = await connectedAs(t, { user: { exec: { apiVersion, command } } });
	await failsWith(watched, 'unauthorized', /Unauthorized/);
	assert.equal(await runs(), 2);
});

test('a token is made anew shortly before it expires', async (t) => {
	const soon = new Date(Date.now() + 400).toISOString();
	const { command, runs } = await plugin('expiring', answer(server.tokens.approver, `,"expirationTimestamp":"${soon}"`));
	const { cluster } = await connectedAs(t, { user: { exec: { apiVersion, command } } });
	cluster.start();
	await live(cluster);
	await eventually(async () => {
		await cluster.read({ namespace: 'ocp', name: nightlyNames(1)[0] ?? '' }, never);
		assert.ok((await runs()) > 1);
	});
});

const brokenPlugins: readonly { readonly name: string; readonly exec: object; readonly script?: string; readonly timing?: Partial<Timing>; readonly words: RegExp }[] = [
	{ name: 'is not installed', exec: { command: 'no-such-plugin-anywhere', installHint: 'Install it with: get plugin' }, words: /"no-such-plugin-anywhere" is not installed\. Install it with: get plugin/ },
	{ name: 'fails', exec: {}, script: 'echo "you must log in first" >&2; exit 3', words: /failed with exit code 3: you must log in first/ },
	{ name: 'hangs', exec: {}, script: 'sleep 600', timing: { credentialPlugin: 1500 }, words: /did not answer within 2 s/ },
	{ name: 'prints no JSON', exec: {}, script: 'echo hello', words: /not JSON/ },
	{ name: 'answers in another version', exec: {}, script: `echo '{"apiVersion":"client.authentication.k8s.io/v1beta1","status":{"token":"x"}}'`, words: /did not answer in/ },
	{ name: 'gives nothing', exec: {}, script: `echo '{"apiVersion":"${apiVersion}","status":{}}'`, words: /neither a token nor a certificate/ },
	{ name: 'asks for a version of long ago', exec: { apiVersion: 'client.authentication.k8s.io/v1alpha1' }, script: 'true', words: /not supported/ },
	{ name: 'needs a terminal', exec: { interactiveMode: 'Always' }, script: 'true', words: /needs a terminal/ },
	{ name: 'has no command', exec: { command: '' }, words: /names no command/ },
];
for (const { name, exec, script, timing, words } of brokenPlugins) {
	test(`a plugin that ${name} is named with what to do`, async (t) => {
		const made = script === undefined ? undefined : await plugin(`broken-${name.replaceAll(' ', '-')}`, script);
		const watched = await connectedAs(t, { user: { exec: { apiVersion, ...(made === undefined ? {} : { command: made.command }), ...exec } } }, timing === undefined ? {} : { timing });
		const started = Date.now();
		await failsWith(watched, 'credential', words);
		assert.ok(Date.now() - started < 60_000, 'nobody waits for ten minutes');
		assert.ok(((await made?.runs()) ?? 0) <= 1, 'it is not run again at once');
	});
}

test('in a workspace that is not trusted no plugin runs, until it is trusted', async (t) => {
	const { command, runs } = await plugin('untrusted', answer(server.tokens.approver));
	let trusted = false;
	const watched = await connectedAs(t, { user: { exec: { apiVersion, command } } }, { kubeconfig: { trusted: () => trusted } });
	await failsWith(watched, 'untrusted', /not run in a workspace that is not trusted/);
	assert.ok(watched.cluster.state.kind === 'failed');
	assert.equal(watched.cluster.state.problem.retryAt, undefined);
	assert.equal(await runs(), 0);
	trusted = true;
	watched.cluster.refresh();
	await live(watched.cluster);
	assert.equal(await runs(), 1);
});

test('a token file is read, and read again when its token is refused', async (t) => {
	const tokenFile = join(directory, 'token');
	await writeFile(tokenFile, `${server.tokens.approver}\n`);
	const { cluster, states } = await connectedAs(t, { user: { tokenFile } });
	cluster.start();
	await live(cluster);
	await writeFile(tokenFile, control.revokeToken('approver', { rewriteKubeconfig: false }));
	control.breakWatches({ kind: 'close' });
	await eventually(() => assert.equal(control.requests.filter((request) => request.kind === 'watch' && request.status === 200).length > 1, true));
	await live(cluster);
	assert.ok(!states.some((state) => state.kind === 'failed'));
});

test('impersonation goes along with every request', async (t) => {
	const { cluster } = await connectedAs(t, { user: { token: server.tokens.admin, as: 'somebody', 'as-uid': '7', 'as-groups': ['one', 'two'], 'as-user-extra': { 'scopes/x': ['view'] } } });
	control.clearRequests();
	cluster.start();
	await eventually(() => assert.ok(control.requests.length > 0));
	const headers = control.requests[0]?.headers ?? {};
	assert.equal(headers['impersonate-user'], 'somebody');
	assert.equal(headers['impersonate-uid'], '7');
	assert.equal(headers['impersonate-group'], 'one, two');
	assert.equal(headers['impersonate-extra-scopes%2fx'], 'view');
});

const tlsFailures: readonly { readonly name: string; readonly cluster: () => object }[] = [
	{ name: 'of an unknown authority', cluster: () => ({ 'certificate-authority-data': undefined }) },
	{ name: 'for another host', cluster: () => ({ 'tls-server-name': 'elsewhere.example.com' }) },
];
for (const { name, cluster } of tlsFailures) {
	test(`a certificate ${name} is refused and not got around`, async (t) => {
		const watched = await connectedAs(t, { user: { token: server.tokens['status-only'] }, cluster: cluster() });
		await failsWith(watched, 'tls', /certificate|altnames/i);
		assert.equal(control.requests.filter((request) => request.user === 'status-only').length, 0, 'no token was sent');
	});
}

test('a broken client certificate and a missing file are said to be so', async (t) => {
	const watched = await connectedAs(t, { user: { 'client-certificate': join(directory, 'none.crt'), 'client-key': join(directory, 'none.key') } });
	await failsWith(watched, 'credential', /none\.(crt|key), which the kubeconfig names, cannot be read/);
});

test('a server that refuses connections, and a host that is not known, are unreachable', async (t) => {
	const refused = await connectedAs(t, { user: { token: 'x' }, cluster: { server: 'https://127.0.0.1:1' } });
	await failsWith(refused, 'unreachable', /Connection refused/);
	const unknown = await connectedAs(t, { user: { token: 'x' }, cluster: { server: 'https://host.invalid:6443' } });
	await failsWith(unknown, 'unreachable', /host name/);
});

test('connections are kept: browsing takes a handful', async (t) => {
	const { cluster } = await connectedAs(t, { user: { token: server.tokens.admin } });
	const before = control.connections.total;
	cluster.start();
	await live(cluster);
	for (let i = 0; i < 20; i++) await cluster.read({ namespace: 'ocp', name: nightlyNames(1)[0] ?? '' }, never);
	assert.ok(control.connections.total - before <= 8, `${control.connections.total - before} connections`);
});

/** Passes bytes on, after the handshake of its kind. */
async function startProxy(t: TestContext, kind: 'http' | 'socks5'): Promise<{ readonly url: string; readonly asked: string[] }> {
	const asked: string[] = [];
	const pass = (client: Duplex, host: string, port: number, ready: () => void): void => {
		asked.push(`${host}:${port}`);
		const upstream = net.connect({ host, port }, ready);
		upstream.on('error', () => client.destroy()).on('close', () => client.destroy());
		client.on('error', () => upstream.destroy()).on('close', () => upstream.destroy());
		upstream.pipe(client);
		client.pipe(upstream);
	};
	let listener: net.Server;
	if (kind === 'http') {
		listener = http.createServer().on('connect', (request: http.IncomingMessage, socket: Duplex) => {
			const [host = '', port = ''] = (request.url ?? '').split(':');
			pass(socket, host, Number(port), () => socket.write('HTTP/1.1 200 OK\r\n\r\n'));
		});
	} else {
		listener = net.createServer((socket) => {
			socket.once('data', () => {
				socket.write(Buffer.from([5, 0]));
				socket.once('data', (bytes) => {
					const length = bytes[4] ?? 0;
					pass(socket, bytes.subarray(5, 5 + length).toString(), bytes.readUInt16BE(5 + length), () => socket.write(Buffer.from([5, 0, 0, 1, 0, 0, 0, 0, 0, 0])));
				});
			});
		});
	}
	await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
	t.after(() => listener.close());
	return { url: `${kind}://127.0.0.1:${(listener.address() as AddressInfo).port}`, asked };
}

for (const kind of ['http', 'socks5'] as const) {
	test(`the cluster's proxy-url leads through ${kind}`, async (t) => {
		const proxy = await startProxy(t, kind);
		const { cluster } = await connectedAs(t, { user: { token: server.tokens.admin }, cluster: { 'proxy-url': proxy.url } });
		cluster.start();
		await live(cluster);
		assert.equal(proxy.asked[0], new URL(server.server).host);
		assert.ok(proxy.asked.length <= 8, 'tunnels are kept');
	});
}

test('a proxy that is down, or of an unknown kind, is named', async (t) => {
	const down = await connectedAs(t, { user: { token: 'x' }, cluster: { 'proxy-url': 'http://user:secret@127.0.0.1:1' } });
	await failsWith(down, 'unreachable', /The proxy 127\.0\.0\.1:1 cannot be used/);
	assert.ok(!down.logged.some((line) => line.includes('secret')));
	const unknown = await connectedAs(t, { user: { token: 'x' }, cluster: { 'proxy-url': 'gopher://127.0.0.1' } });
	await failsWith(unknown, 'config', /proxy-url/);
});
