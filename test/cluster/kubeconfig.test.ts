import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import test, { type TestContext } from 'node:test';
import type { ClusterProblem, Log } from '../../src/cluster/cluster';
import { openKubeconfig, type KubeconfigOptions, type LoadedKubeconfig } from '../../src/cluster/connect';
import type { ContextConfig } from '../../src/cluster/kubeconfigMerge';
import { eventually } from '../support/eventually';
import { connectWith } from './connecting';

const quiet: Log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

async function folder(t: TestContext): Promise<string> {
	const path = await mkdtemp(join(tmpdir(), 'releasepayload-kubeconfig-'));
	t.after(async () => await rm(path, { recursive: true, force: true }));
	return path;
}

async function open(t: TestContext, options: Partial<KubeconfigOptions>): Promise<LoadedKubeconfig> {
	const kubeconfig = await openKubeconfig({ trusted: () => true, log: quiet, environment: {}, debounce: 20, ...options });
	t.after(() => kubeconfig.dispose());
	return kubeconfig;
}

/** A kubeconfig with one context, cluster and user of that name. */
function config(name: string, more: { readonly cluster?: object; readonly user?: object; readonly context?: object; readonly current?: boolean } = {}): string {
	return JSON.stringify({
		apiVersion: 'v1',
		kind: 'Config',
		...(more.current === false ? {} : { 'current-context': name }),
		clusters: [{ name, cluster: { server: `https://${name}.example.com:6443`, ...more.cluster } }],
		users: [{ name, user: { token: `secret-of-${name}`, ...more.user } }],
		contexts: [{ name, context: { cluster: name, user: name, ...more.context } }],
	});
}

function found(kubeconfig: LoadedKubeconfig, name: string): ContextConfig {
	const answer = kubeconfig.find(name);
	assert.ok('context' in answer, JSON.stringify(answer));
	return answer;
}

function problemOf(answer: ContextConfig | ClusterProblem): ClusterProblem {
	assert.ok('reason' in answer);
	return answer;
}

test('of several files the first that has a name, and the first current context, win', async (t) => {
	const dir = await folder(t);
	const [a, b, missing, empty] = ['a', 'b', 'missing', 'empty'].map((name) => join(dir, name));
	await writeFile(a!, config('shared', { current: false, cluster: { server: 'https://first.example.com' } }));
	await writeFile(b!, JSON.stringify({ ...JSON.parse(config('shared', { cluster: { server: 'https://second.example.com' } })), 'current-context': 'shared' }));
	await writeFile(empty!, '');
	const kubeconfig = await open(t, { environment: { KUBECONFIG: [missing, a, empty, a, b].join(delimiter) } });
	assert.equal(kubeconfig.problem, undefined);
	assert.equal(kubeconfig.currentContext, 'shared');
	assert.deepEqual(kubeconfig.contexts, [{ name: 'shared', cluster: 'shared', server: 'https://first.example.com', user: 'shared', namespace: undefined }]);
});

test('paths in a file are meant from its folder, data and files are both known', async (t) => {
	const dir = await folder(t);
	const path = join(dir, 'config');
	await writeFile(
		path,
		config('c', {
			cluster: { 'certificate-authority': 'ca.crt', 'tls-server-name': 'inside', 'insecure-skip-tls-verify': true, 'proxy-url': 'socks5://localhost:1080' },
			user: { 'client-certificate': '../c.crt', 'client-key': '/abs/c.key', tokenFile: 'token', exec: { apiVersion: 'client.authentication.k8s.io/v1', command: './bin/plugin', args: ['x', 1], env: [{ name: 'A', value: 'b' }] } },
			context: { namespace: 'ocp' },
		}),
	);
	const { cluster, user, context } = found(await open(t, { paths: [path] }), 'c');
	assert.equal(context.namespace, 'ocp');
	assert.equal(cluster.caFile, join(dir, 'ca.crt'));
	assert.equal(cluster.tlsServerName, 'inside');
	assert.equal(cluster.skipTlsVerify, true);
	assert.equal(cluster.proxyUrl, 'socks5://localhost:1080');
	assert.equal(user.certFile, join(dir, '..', 'c.crt'));
	assert.equal(user.keyFile, '/abs/c.key');
	assert.equal(user.tokenFile, join(dir, 'token'));
	assert.equal(user.exec?.command, join(dir, 'bin/plugin'));
	assert.deepEqual(user.exec.args, ['x', '1']);
});

test('who is impersonated is read whole', async (t) => {
	const dir = await folder(t);
	const path = join(dir, 'config');
	await writeFile(path, config('c', { user: { as: 'system:admin', 'as-uid': '7', 'as-groups': ['a', 'b'], 'as-user-extra': { scopes: ['view'] } } }));
	const { user } = found(await open(t, { paths: [path] }), 'c');
	assert.deepEqual(user.impersonate, { user: 'system:admin', uid: '7', groups: ['a', 'b'], extra: { scopes: ['view'] } });
});

test('bad entries are left out, the others work', async (t) => {
	const dir = await folder(t);
	const path = join(dir, 'config');
	const good = JSON.parse(config('good')) as Record<string, unknown[]>;
	await writeFile(
		path,
		JSON.stringify({
			...good,
			clusters: [null, 7, { cluster: {} }, { name: 'no-server' }, ...good['clusters']!],
			users: ['text', { user: { token: 'x' } }, ...good['users']!],
			contexts: [{ name: 'no-cluster', context: null }, { name: 'bad-server', context: { cluster: 'no-server', user: 'good' } }, { name: 'no-user', context: { cluster: 'good', user: 'nobody' } }, { name: 'anonymous', context: { cluster: 'good' } }, { name: 4.22, context: { cluster: 'good', user: 'good' } }, ...good['contexts']!],
		}),
	);
	const kubeconfig = await open(t, { paths: [path] });
	assert.deepEqual(kubeconfig.contexts.map((each) => each.name), ['no-cluster', 'bad-server', 'no-user', 'anonymous', '4.22', 'good']);
	assert.match(problemOf(kubeconfig.find('no-cluster')).detail, /names the cluster ""/);
	assert.match(problemOf(kubeconfig.find('bad-server')).detail, /not an http or https address/);
	assert.match(problemOf(kubeconfig.find('no-user')).detail, /names the user "nobody"/);
	assert.match(problemOf(kubeconfig.find('other')).detail, /has no context "other"/);
	assert.equal(found(kubeconfig, 'anonymous').user.token, undefined);
	assert.equal(found(kubeconfig, 'good').user.token, 'secret-of-good');
});

test('a password in an address is shown to nobody', async (t) => {
	const path = join(await folder(t), 'config');
	await writeFile(path, config('c', { cluster: { server: 'https://me:secret@host.example.com/' } }));
	const kubeconfig = await open(t, { paths: [path] });
	assert.equal(kubeconfig.contexts[0]?.server, 'https://host.example.com');
});

const badDays: readonly { readonly name: string; readonly text: string | undefined; readonly says: RegExp }[] = [
	{ name: 'missing', text: undefined, says: /There is no kubeconfig at .*config/ },
	{ name: 'empty', text: '', says: /names no context/ },
	{ name: 'only a comment', text: '# nothing\n', says: /names no context/ },
	{ name: 'broken YAML', text: 'clusters: [\n  - name: "x\n', says: /config is not valid YAML/ },
	{ name: 'a list', text: '- a\n- b\n', says: /is not a kubeconfig/ },
	{ name: 'binary', text: '\u0000\u0001\u0002{{{{', says: /not valid YAML|not a kubeconfig/ },
	{ name: 'nested without end', text: '['.repeat(100_000), says: /nested too deeply/ },
	{ name: 'lists of the wrong kind', text: 'clusters: 7\nusers: {a: 1}\ncontexts: text\ncurrent-context: [1]\n', says: /names no context/ },
];
for (const { name, text, says } of badDays) {
	test(`a kubeconfig that is ${name} is said to be so, and the connection says it too`, async (t) => {
		const path = join(await folder(t), 'config');
		if (text !== undefined) await writeFile(path, text);
		const { cluster, kubeconfig, dispose } = await connectWith({ paths: [path] }, { context: 'wanted' });
		t.after(dispose);
		assert.deepEqual(kubeconfig.contexts, []);
		assert.equal(kubeconfig.problem?.reason, 'config');
		assert.match(kubeconfig.problem.detail, says);
		assert.equal(kubeconfig.problem.retryAt, undefined);
		cluster.start();
		assert.ok(cluster.state.kind === 'failed');
		assert.match(cluster.state.problem.detail, says);
		await assert.rejects(cluster.read({ namespace: 'ocp', name: 'x' }, new AbortController().signal), /config/);
		assert.equal((await cluster.access('ocp', new AbortController().signal)).allowed, 'unknown');
		cluster.refresh();
	});
}

test('a file that is written, replaced, removed and made again is noticed, without being asked', async (t) => {
	const dir = await folder(t);
	const path = join(dir, '.kube', 'config');
	const kubeconfig = await open(t, { home: dir });
	const names = (): readonly string[] => kubeconfig.contexts.map((each) => each.name);
	assert.equal(kubeconfig.problem?.reason, 'config');
	await mkdir(join(dir, '.kube'));
	await writeFile(path, config('first'));
	await eventually(() => assert.deepEqual(names(), ['first']));
	assert.equal(kubeconfig.problem, undefined);
	await writeFile(`${path}.new`, config('second'));
	await rename(`${path}.new`, path);
	await eventually(() => assert.deepEqual(names(), ['second']));
	await writeFile(path, config('third'));
	await eventually(() => assert.deepEqual(names(), ['third']));
	await rm(path);
	await eventually(() => assert.deepEqual(names(), []));
	await writeFile(path, config('fourth'));
	await eventually(() => assert.deepEqual(names(), ['fourth']));
});

test('a change of what a link points at is noticed', async (t) => {
	const dir = await folder(t);
	await mkdir(join(dir, 'real'));
	await writeFile(join(dir, 'real', 'config'), config('first'));
	await symlink(join(dir, 'real', 'config'), join(dir, 'link'));
	const kubeconfig = await open(t, { paths: [join(dir, 'link')] });
	await writeFile(join(dir, 'real', 'config'), config('second'));
	await eventually(() => assert.deepEqual(kubeconfig.contexts.map((each) => each.name), ['second']));
});

test('a half-written file keeps the last good contexts, and says what is wrong if it stays so', async (t) => {
	const path = join(await folder(t), 'config');
	await writeFile(path, config('good'));
	const kubeconfig = await open(t, { paths: [path] });
	await writeFile(path, config('good').slice(0, 100));
	await eventually(() => assert.match(kubeconfig.problem?.detail ?? '', /not valid YAML/));
	assert.deepEqual(kubeconfig.contexts.map((each) => each.name), ['good']);
	await writeFile(path, config('mended'));
	await eventually(() => assert.deepEqual(kubeconfig.contexts.map((each) => each.name), ['mended']));
	assert.equal(kubeconfig.problem, undefined);
});

test('a workspace that is not trusted does not choose the kubeconfig', async (t) => {
	const dir = await folder(t);
	await writeFile(join(dir, 'evil'), config('evil'));
	await mkdir(join(dir, '.kube'));
	await writeFile(join(dir, '.kube', 'config'), config('mine'));
	let trusted = false;
	const kubeconfig = await open(t, { paths: [join(dir, 'evil')], pathsFromWorkspace: true, home: dir, trusted: () => trusted });
	assert.deepEqual(kubeconfig.contexts.map((each) => each.name), ['mine']);
	assert.equal(kubeconfig.problem?.reason, 'untrusted');
	trusted = true;
	await kubeconfig.reload();
	assert.deepEqual(kubeconfig.contexts.map((each) => each.name), ['evil']);
	assert.equal(kubeconfig.problem, undefined);
});
