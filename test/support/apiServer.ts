import { spawn, type ChildProcess } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import https from 'node:https';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { releasePayloadCrd } from '../../src/schema/definition';
import { eventually } from './eventually';

/** The users of both test servers: what each may do, as `namespace (or all), verbs, resources`. */
const rules: Readonly<Record<TestUser, readonly (readonly [string | undefined, readonly string[], readonly string[]])[]>> = {
	admin: [],
	reader: [
		[undefined, ['get', 'list', 'watch'], ['releasepayloads', 'namespaces']],
		[undefined, ['get', 'list'], ['customresourcedefinitions']],
	],
	'reader-of-ocp': [['ocp', ['get', 'list', 'watch'], ['releasepayloads']]],
	'lister-of-ocp': [['ocp', ['get', 'list'], ['releasepayloads']]],
	approver: [
		[undefined, ['get', 'list', 'watch', 'patch', 'update'], ['releasepayloads']],
		[undefined, ['get', 'list', 'watch'], ['namespaces']],
	],
	'approver-of-ocp': [['ocp', ['get', 'list', 'watch', 'patch', 'update'], ['releasepayloads']]],
	'patch-without-get': [[undefined, ['patch'], ['releasepayloads']]],
	'status-only': [
		[undefined, ['get', 'list', 'watch'], ['releasepayloads']],
		[undefined, ['patch', 'update'], ['releasepayloads/status']],
	],
	nobody: [],
};

export type TestUser =
	| 'admin'
	| 'reader'
	| 'reader-of-ocp'
	| 'lister-of-ocp'
	| 'approver'
	| 'approver-of-ocp'
	| 'patch-without-get'
	| 'status-only'
	| 'nobody';

export const testUsers = Object.keys(rules) as readonly TestUser[];

/** What tests look for in an answer: an object, a list or a Status. */
export interface AnswerBody {
	readonly metadata: { readonly uid: string; readonly resourceVersion?: string; readonly generation?: number; readonly continue?: string; readonly remainingItemCount?: number; readonly managedFields?: readonly { readonly manager: string; readonly fieldsV1: unknown }[] };
	readonly spec?: { readonly payloadOverride?: { readonly override?: string; readonly reason?: string } };
	readonly items?: readonly unknown[];
	readonly reason?: string;
	readonly message?: string;
	readonly details?: { readonly causes?: unknown };
}

export interface Answer {
	readonly status: number;
	readonly body: AnswerBody;
	/** As received; a watch is many documents, one a line. */
	readonly text: string;
}

export interface CallOptions {
	readonly token?: string;
	readonly type?: string;
	readonly ca?: string;
}

/** One request, beside the client under test. */
export async function callApi(server: string, request: readonly [method: string, path: string, body?: unknown], options: CallOptions = {}): Promise<Answer> {
	const [method, path, body] = request;
	const text = body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body);
	return await new Promise((resolve, reject) => {
		const sending = https.request(
			server + path,
			{
				method,
				agent: sharedAgent,
				rejectUnauthorized: false,
				headers: {
					...(options.token === undefined ? {} : { authorization: `Bearer ${options.token}` }),
					...(text === undefined ? {} : { 'content-type': options.type ?? 'application/json', 'content-length': Buffer.byteLength(text) }),
				},
			},
			(answer) => {
				let received = '';
				answer.setEncoding('utf8');
				answer.on('data', (piece: string) => (received += piece));
				answer.on('error', reject);
				answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body: parsed(received) as AnswerBody, text: received }));
			},
		);
		sending.on('error', reject);
		sending.end(text);
	});
}

const sharedAgent = new https.Agent({ keepAlive: true, maxSockets: 16 });

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		// Plain text is an answer too.
		return text;
	}
}

export interface ApiServer {
	readonly server: string;
	readonly assets: string;
	/** Where its files and logs are. */
	readonly directory: string;
	readonly kubeconfigs: Readonly<Record<TestUser, string>>;
	readonly tokens: Readonly<Record<TestUser, string>>;
	readonly call: (method: string, path: string, body?: unknown, options?: CallOptions) => Promise<Answer>;
	/** The server hangs without closing a connection. */
	pause(): void;
	resume(): void;
	/** Ends the API server and starts it again on the same port; with `history: 'lost'` on an empty store. */
	restart(options?: { readonly history?: 'kept' | 'lost' }): Promise<void>;
	stop(): Promise<void>;
}

export interface ApiServerOptions {
	readonly namespaces?: readonly string[];
	/** More flags for kube-apiserver. */
	readonly flags?: readonly string[];
}

/** `undefined` with a reason to give where no real API server is at hand. */
export function apiServerMissing(): string | undefined {
	return process.env['KUBEBUILDER_ASSETS'] === undefined ? 'KUBEBUILDER_ASSETS names no folder with etcd and kube-apiserver' : undefined;
}

/** A real etcd and kube-apiserver on loopback, with this project's CRD and the nine users. */
export async function startApiServer(options: ApiServerOptions = {}): Promise<ApiServer> {
	for (let attempt = 1; ; attempt++) {
		try {
			return await startOnce(options);
		} catch (error) {
			// Somebody else took a port between our finding it free and the server's asking for it.
			if (attempt === 3 || !String(error).includes('address already in use')) throw error;
		}
	}
}

async function startOnce(options: ApiServerOptions): Promise<ApiServer> {
	const assets = process.env['KUBEBUILDER_ASSETS'];
	if (assets === undefined) throw new Error('KUBEBUILDER_ASSETS is not set');
	const directory = await mkdtemp(join(tmpdir(), 'releasepayload-apiserver-'));
	const [client, peer, port] = await Promise.all([freePort(), freePort(), freePort()]);
	const server = `https://127.0.0.1:${port}`;
	const tokens = perUser((user) => `token-of-${user}`);
	await writeIdentities(directory, tokens);

	const call = async (method: string, path: string, body?: unknown, more: CallOptions = {}): Promise<Answer> => await callApi(server, [method, path, body], { token: tokens.admin, ...more });
	let generation = 0;
	let etcd = startEtcd(assets, directory, { client, peer, generation });
	let api = startKubeApiServer(assets, directory, { client, port, flags: options.flags ?? [] });
	const ready = async (): Promise<void> => {
		await eventually(async () => {
			if (hasEnded(api) || hasEnded(etcd)) return;
			const { status } = await call('GET', '/readyz');
			if (status !== 200) throw new Error(`/readyz answers ${status}`);
		}, 120_000);
		for (const [child, name] of [[etcd, 'etcd'], [api, 'kube-apiserver']] as const) {
			if (hasEnded(child)) throw new Error(`${name} ended: ${(await readFile(join(directory, `${name}.log`), 'utf8')).slice(-4000)}`);
		}
		await furnish(call, options.namespaces ?? ['ocp', 'ocp-arm64', 'origin']);
	};
	const stop = async (): Promise<void> => {
		await end(api);
		await end(etcd);
		await rm(directory, { recursive: true, force: true });
	};
	try {
		await ready();
	} catch (error) {
		await stop();
		throw error;
	}
	const kubeconfigs = await writeKubeconfigs(directory, server, tokens);
	return {
		server,
		assets,
		directory,
		kubeconfigs,
		tokens,
		call,
		pause: () => void api.kill('SIGSTOP'),
		resume: () => void api.kill('SIGCONT'),
		async restart({ history = 'kept' } = {}) {
			await end(api);
			if (history === 'lost') {
				await end(etcd);
				etcd = startEtcd(assets, directory, { client, peer, generation: ++generation });
			}
			api = startKubeApiServer(assets, directory, { client, port, flags: options.flags ?? [] });
			await ready();
		},
		stop,
	};
}

function hasEnded(child: ChildProcess): boolean {
	return child.exitCode !== null || child.signalCode !== null;
}

async function writeIdentities(directory: string, tokens: Readonly<Record<TestUser, string>>): Promise<void> {
	const lines = testUsers.map((user) => `${tokens[user]},${user},${user},"${user === 'admin' ? 'system:masters' : ''}"`);
	const { privateKey, publicKey } = generateKeyPairSync('rsa', {
		modulusLength: 2048,
		privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
		publicKeyEncoding: { type: 'spki', format: 'pem' },
	});
	await Promise.all([
		writeFile(join(directory, 'tokens.csv'), `${lines.join('\n')}\n`, { mode: 0o600 }),
		writeFile(join(directory, 'accounts.key'), privateKey, { mode: 0o600 }),
		writeFile(join(directory, 'accounts.pub'), publicKey),
	]);
}

function startEtcd(assets: string, directory: string, at: { readonly client: number; readonly peer: number; readonly generation: number }): ChildProcess {
	const [clients, peers] = [`http://127.0.0.1:${at.client}`, `http://127.0.0.1:${at.peer}`];
	return run(join(assets, 'etcd'), join(directory, 'etcd.log'), [
		...['--data-dir', join(directory, `etcd-${at.generation}`)],
		...['--listen-client-urls', clients, '--advertise-client-urls', clients],
		...['--listen-peer-urls', peers, '--initial-advertise-peer-urls', peers, '--initial-cluster', `default=${peers}`],
		...['--unsafe-no-fsync', '--log-level', 'warn'],
	]);
}

function startKubeApiServer(assets: string, directory: string, at: { readonly client: number; readonly port: number; readonly flags: readonly string[] }): ChildProcess {
	return run(join(assets, 'kube-apiserver'), join(directory, 'kube-apiserver.log'), [
		...['--etcd-servers', `http://127.0.0.1:${at.client}`],
		...['--bind-address', '127.0.0.1', '--secure-port', String(at.port), '--cert-dir', join(directory, 'pki')],
		...['--authorization-mode', 'RBAC', '--token-auth-file', join(directory, 'tokens.csv')],
		...['--service-account-key-file', join(directory, 'accounts.pub'), '--service-account-signing-key-file', join(directory, 'accounts.key')],
		...['--service-account-issuer', 'https://kubernetes.default.svc', '--service-cluster-ip-range', '10.0.0.0/24'],
		...['--endpoint-reconciler-type', 'none', '--disable-admission-plugins', 'ServiceAccount', '--shutdown-delay-duration', '0s'],
		...at.flags,
	]);
}

function run(program: string, log: string, args: readonly string[]): ChildProcess {
	const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
	const output = createWriteStream(log, { flags: 'a' });
	child.stdout.pipe(output, { end: false });
	child.stderr.pipe(output, { end: false });
	// A test process that dies must not leave servers behind.
	process.once('exit', () => child.kill('SIGKILL'));
	return child;
}

async function end(child: ChildProcess): Promise<void> {
	if (hasEnded(child)) return;
	const gone = new Promise((resolve) => child.once('exit', resolve));
	child.kill('SIGCONT');
	child.kill('SIGTERM');
	// An orderly end waits for open watches; nothing here is worth the wait.
	const hard = setTimeout(() => child.kill('SIGKILL'), 500);
	await gone;
	clearTimeout(hard);
}

type Call = ApiServer['call'];

async function furnish(call: Call, namespaces: readonly string[]): Promise<void> {
	const must = async (method: string, path: string, body: unknown, type?: string): Promise<void> => {
		const { status, body: answer } = await call(method, path, body, type === undefined ? {} : { type });
		if (status >= 300 && status !== 409) throw new Error(`${method} ${path}: ${status} ${JSON.stringify(answer).slice(0, 300)}`);
	};
	for (const name of namespaces) await must('POST', '/api/v1/namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
	const definitions = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions/releasepayloads.release.openshift.io';
	await must('PATCH', `${definitions}?fieldManager=setup&force=true`, releasePayloadCrd, 'application/apply-patch+yaml');
	await eventually(async () => {
		const { status } = await call('GET', '/apis/release.openshift.io/v1alpha1/releasepayloads?limit=1');
		if (status !== 200) throw new Error(`ReleasePayloads are not served: ${status}`);
	}, 120_000);
	for (const user of testUsers) {
		for (const [number, rule] of rules[user].entries()) await bind(must, `${user}-${number}`, { user, rule });
	}
}

async function bind(
	must: (method: string, path: string, body: unknown) => Promise<void>,
	name: string,
	{ user, rule: [namespace, verbs, resources] }: { readonly user: TestUser; readonly rule: (typeof rules)[TestUser][number] },
): Promise<void> {
	const kind = namespace === undefined ? 'ClusterRole' : 'Role';
	const base = `/apis/rbac.authorization.k8s.io/v1${namespace === undefined ? '' : `/namespaces/${namespace}`}/${kind.toLowerCase()}`;
	const metadata = { name, ...(namespace === undefined ? {} : { namespace }) };
	const apiVersion = 'rbac.authorization.k8s.io/v1';
	await must('POST', `${base}s`, { apiVersion, kind, metadata, rules: resources.map((resource) => ({ apiGroups: [groupOf(resource)], resources: [resource], verbs })) });
	await must('POST', `${base}bindings`, {
		apiVersion,
		kind: `${kind}Binding`,
		metadata,
		subjects: [{ kind: 'User', name: user, apiGroup: 'rbac.authorization.k8s.io' }],
		roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind, name },
	});
}

function groupOf(resource: string): string {
	if (resource === 'namespaces') return '';
	return resource === 'customresourcedefinitions' ? 'apiextensions.k8s.io' : 'release.openshift.io';
}

async function writeKubeconfigs(directory: string, server: string, tokens: Readonly<Record<TestUser, string>>): Promise<Readonly<Record<TestUser, string>>> {
	const authority = (await readFile(join(directory, 'pki', 'apiserver.crt'))).toString('base64');
	const paths = perUser((user) => join(directory, `${user}.kubeconfig`));
	for (const user of testUsers) {
		const context = { cluster: 'local', user, ...(user.endsWith('-of-ocp') ? { namespace: 'ocp' } : {}) };
		const kubeconfig = {
			apiVersion: 'v1',
			kind: 'Config',
			'current-context': user,
			clusters: [{ name: 'local', cluster: { server, 'certificate-authority-data': authority } }],
			users: [{ name: user, user: { token: tokens[user] } }],
			contexts: [{ name: user, context }],
		};
		await writeFile(paths[user], JSON.stringify(kubeconfig, undefined, 1), { mode: 0o600 });
	}
	return paths;
}

function perUser<T>(make: (user: TestUser) => T): Readonly<Record<TestUser, T>> {
	return Object.fromEntries(testUsers.map((user) => [user, make(user)])) as Record<TestUser, T>;
}

function freePort(): Promise<number> {
	return new Promise((resolve, reject) => {
		const probe = createServer();
		probe.once('error', reject);
		probe.listen(0, '127.0.0.1', () => {
			const address = probe.address();
			probe.close(() => (typeof address === 'object' && address !== null ? resolve(address.port) : reject(new Error('no port'))));
		});
	});
}
