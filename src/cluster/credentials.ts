import { KubeConfig } from '@kubernetes/client-node';
import type { RequestOptions } from 'node:https';
import { readFile } from 'node:fs/promises';
import { field, fieldsOf, text } from '../payload/reading';
import { ClusterError, toClusterError } from './clusterError';
import { runCredentialPlugin, type ExecCredential } from './execCredential';
import type { ClusterEntry, UserEntry } from './kubeconfigFile';
import type { ContextConfig } from './kubeconfigMerge';
import type { Timing } from './timing';

/** What goes along with a request: who asks, and whom to trust. */
export interface Credential {
	readonly headers: Readonly<Record<string, string | readonly string[]>>;
	readonly tls: TlsMaterial;
	/** A new one could differ: there is a plugin, a file or a provider behind it. */
	readonly renewable: boolean;
}

export interface TlsMaterial {
	readonly ca?: string | Buffer;
	readonly cert?: string | Buffer;
	readonly key?: string | Buffer;
	readonly rejectUnauthorized?: boolean;
	readonly servername?: string;
}

interface Cached {
	readonly credential: Credential;
	/** Epoch ms. */
	readonly until: number;
}

/** Files are read again after a minute, as client-go does for tokens that something else keeps fresh. */
const fileLife = 60_000;

/**
 * The credential of one context, kept until shortly before it expires or the server refuses it. However many requests
 * ask at once, a plugin runs once.
 */
export class Credentials {
	#cached: Cached | undefined;
	#pending: Promise<Credential> | undefined;
	#pluginFailed: { readonly error: ClusterError; readonly until: number } | undefined;
	readonly #abort = new AbortController();

	constructor(
		private readonly config: ContextConfig,
		private readonly trusted: () => boolean,
		private readonly timing: Timing,
	) {}

	async get(): Promise<Credential> {
		if (this.#cached !== undefined && Date.now() < this.#cached.until) return this.#cached.credential;
		if (this.#pluginFailed !== undefined && Date.now() < this.#pluginFailed.until) throw this.#pluginFailed.error;
		return await (this.#pending ??= this.#make().finally(() => (this.#pending = undefined)));
	}

	/** The server refused it. Says whether asking for another one makes sense. */
	refused(credential: Credential): boolean {
		if (!credential.renewable) return false;
		// Several requests are refused with one credential: only the first throws it away, so that the plugin runs once.
		if (this.#cached?.credential === credential) this.#cached = undefined;
		return true;
	}

	/** A person asked to try again. */
	forget(): void {
		this.#pluginFailed = undefined;
		if (this.#cached?.credential.renewable === true) this.#cached = undefined;
	}

	dispose(): void {
		this.#abort.abort();
	}

	async #make(): Promise<Credential> {
		try {
			this.#cached = await this.#build();
			this.#pluginFailed = undefined;
			return this.#cached.credential;
		} catch (error) {
			const failure = toClusterError(error);
			// The loops of several namespaces fail one after the other; they need not each start the plugin.
			if (failure.problem.reason === 'credential') this.#pluginFailed = { error: failure, until: Date.now() + 2000 };
			throw failure;
		}
	}

	async #build(): Promise<Cached> {
		const { cluster, user } = this.config;
		if (new URL(cluster.server).protocol === 'http:') {
			// kubectl, too, sends no credentials over plain http.
			return { credential: { headers: impersonation(user), tls: {}, renewable: false }, until: Infinity };
		}
		const tls = await serverTrust(cluster);
		if (user.exec !== undefined) return await this.#fromPlugin(tls);
		const certificates = await clientCertificate(user);
		const token = user.tokenFile === undefined ? user.token : (await readMaterial(user.tokenFile)).toString('utf8').trim();
		const provided = user.authProvider === undefined || token !== undefined ? {} : await this.#fromProvider(cluster, user);
		const fromFiles = [cluster.caFile, user.certFile, user.keyFile, user.tokenFile].some((file) => file !== undefined);
		const renewable = fromFiles || user.authProvider !== undefined;
		const headers = { ...provided, ...authorization(user, token), ...impersonation(user) };
		return { credential: { headers, tls: { ...tls, ...certificates }, renewable }, until: renewable ? Date.now() + fileLife : Infinity };
	}

	async #fromPlugin(tls: TlsMaterial): Promise<Cached> {
		const { cluster, user } = this.config;
		if (user.exec === undefined) throw new ClusterError('config', 'There is no credential plugin.');
		this.#mustTrust(user.exec.command);
		// As kubectl: a plugin is told the authority itself, also where the kubeconfig names a file.
		const caData = cluster.caData ?? (tls.ca === undefined ? undefined : Buffer.from(tls.ca).toString('base64'));
		const about: ClusterEntry = caData === undefined ? cluster : { ...cluster, caData };
		const made = await runCredentialPlugin(user.exec, about, this.timing.credentialPlugin, this.#abort.signal);
		const certificate = made.certificate !== undefined && made.key !== undefined ? { cert: made.certificate, key: made.key } : {};
		const headers = { ...authorization(user, made.token), ...impersonation(user) };
		return { credential: { headers, tls: { ...tls, ...certificate }, renewable: true }, until: goodUntil(made) };
	}

	/** OIDC and the older cloud providers are client-node's: it keeps their refresh tokens within this one object. */
	async #fromProvider(cluster: ClusterEntry, user: UserEntry): Promise<Record<string, string>> {
		const provider = user.authProvider;
		if (provider === undefined) return {};
		if (field(provider.config, 'cmd-path') !== undefined || field(provider.config, 'exec') !== undefined) this.#mustTrust(provider.name);
		const options: RequestOptions = {};
		try {
			await this.#provider(cluster, provider).applyToHTTPSOptions(options);
		} catch (error) {
			throw new ClusterError('credential', `The auth provider "${provider.name}" failed: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
		}
		const header = text(fieldsOf(options.headers), 'Authorization');
		if (header === undefined) throw new ClusterError('credential', `The auth provider "${provider.name}" gave no token. Log in again.`);
		return { authorization: header };
	}

	#kubeConfig: KubeConfig | undefined;

	#provider(cluster: ClusterEntry, authProvider: { readonly name: string; readonly config: object }): KubeConfig {
		if (this.#kubeConfig !== undefined) return this.#kubeConfig;
		const made = new KubeConfig();
		// One object per context, never switched: on a shared one a request can carry another context's token.
		made.loadFromOptions({
			clusters: [{ name: 'cluster', server: cluster.server, skipTLSVerify: cluster.skipTlsVerify }],
			users: [{ name: 'user', authProvider: { name: authProvider.name, config: { ...authProvider.config } } }],
			contexts: [{ name: 'context', cluster: 'cluster', user: 'user' }],
			currentContext: 'context',
		});
		return (this.#kubeConfig = made);
	}

	#mustTrust(command: string): void {
		if (this.trusted()) return;
		throw new ClusterError('untrusted', `The credential plugin "${command}" is not run in a workspace that is not trusted.`);
	}
}

/** Half a minute early, but never so early that a short-lived token is made for each request. */
function goodUntil({ expires }: ExecCredential): number {
	if (expires === undefined) return Infinity;
	const left = expires - Date.now();
	return expires - Math.min(30_000, left / 4);
}

async function serverTrust(cluster: ClusterEntry): Promise<TlsMaterial> {
	const ca = await dataOrFile(cluster.caData, cluster.caFile);
	return {
		...(ca === undefined ? {} : { ca }),
		...(cluster.skipTlsVerify ? { rejectUnauthorized: false } : {}),
		...(cluster.tlsServerName === undefined ? {} : { servername: cluster.tlsServerName }),
	};
}

async function clientCertificate(user: UserEntry): Promise<TlsMaterial> {
	const [cert, key] = await Promise.all([dataOrFile(user.certData, user.certFile), dataOrFile(user.keyData, user.keyFile)]);
	return cert === undefined || key === undefined ? {} : { cert, key };
}

/** As kubectl: data overrides a file. */
async function dataOrFile(data: string | undefined, file: string | undefined): Promise<Buffer | undefined> {
	if (data !== undefined) return Buffer.from(data, 'base64');
	return file === undefined ? undefined : await readMaterial(file);
}

async function readMaterial(file: string): Promise<Buffer> {
	try {
		return await readFile(file);
	} catch (error) {
		throw new ClusterError('credential', `${file}, which the kubeconfig names, cannot be read.`, { cause: error });
	}
}

function authorization(user: UserEntry, token: string | undefined): Record<string, string> {
	if (token !== undefined && token !== '') {
		if (!/^[\x21-\x7e]+$/.test(token)) throw new ClusterError('credential', 'The token holds characters that no token has.');
		return { authorization: `Bearer ${token}` };
	}
	if (user.username === undefined) return {};
	return { authorization: `Basic ${Buffer.from(`${user.username}:${user.password ?? ''}`).toString('base64')}` };
}

function impersonation({ impersonate }: UserEntry): Record<string, string | readonly string[]> {
	if (impersonate === undefined) return {};
	const headers: Record<string, string | readonly string[]> = {};
	if (impersonate.user !== '') headers['impersonate-user'] = impersonate.user;
	if (impersonate.uid !== undefined) headers['impersonate-uid'] = impersonate.uid;
	if (impersonate.groups.length > 0) headers['impersonate-group'] = impersonate.groups;
	for (const [key, values] of Object.entries(impersonate.extra)) headers[`impersonate-extra-${encodeURIComponent(key.toLowerCase())}`] = values;
	return headers;
}
