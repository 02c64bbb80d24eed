import { readFile } from 'node:fs/promises';
import { dirname, isAbsolute, join } from 'node:path';
import { parse } from 'yaml';
import { field, fieldsOf, listOfObjects, text, truth, type Fields } from '../payload/reading';
import { ClusterError } from './clusterError';

/** What one kubeconfig file says. Paths in it are absolute already; entries that are no objects are left out. */
export interface KubeconfigFile {
	readonly path: string;
	readonly currentContext: string | undefined;
	readonly clusters: ReadonlyMap<string, ClusterEntry>;
	readonly users: ReadonlyMap<string, UserEntry>;
	readonly contexts: ReadonlyMap<string, ContextEntry>;
}

export interface ContextEntry {
	readonly cluster: string;
	readonly user: string;
	readonly namespace: string | undefined;
}

export interface ClusterEntry {
	readonly server: string;
	readonly caData: string | undefined;
	readonly caFile: string | undefined;
	readonly skipTlsVerify: boolean;
	readonly tlsServerName: string | undefined;
	readonly proxyUrl: string | undefined;
	readonly disableCompression: boolean;
	/** The extension named `client.authentication.k8s.io/exec`, handed to a credential plugin that asks for it. */
	readonly execConfig: unknown;
}

export interface UserEntry {
	readonly certData: string | undefined;
	readonly certFile: string | undefined;
	readonly keyData: string | undefined;
	readonly keyFile: string | undefined;
	readonly token: string | undefined;
	readonly tokenFile: string | undefined;
	readonly username: string | undefined;
	readonly password: string | undefined;
	readonly impersonate: Impersonation | undefined;
	readonly exec: ExecEntry | undefined;
	readonly authProvider: { readonly name: string; readonly config: Fields } | undefined;
}

export interface Impersonation {
	readonly user: string;
	readonly uid: string | undefined;
	readonly groups: readonly string[];
	readonly extra: Readonly<Record<string, readonly string[]>>;
}

export interface ExecEntry {
	readonly apiVersion: string;
	readonly command: string;
	readonly args: readonly string[];
	readonly env: readonly { readonly name: string; readonly value: string }[];
	readonly installHint: string | undefined;
	readonly interactiveMode: string | undefined;
	readonly provideClusterInfo: boolean;
}

/** No kubeconfig is this big; a path to something else must not fill the memory. */
const largestFile = 32 << 20;

/**
 * The text of a kubeconfig file, undefined when there is none. Missing files are no failure: `KUBECONFIG` may list ones
 * that come later (client-go: tools/clientcmd/loader.go).
 */
export async function readKubeconfigText(path: string): Promise<string | undefined> {
	try {
		const bytes = await readFile(path);
		if (bytes.length > largestFile) throw new ClusterError('config', `${path} is too big for a kubeconfig.`);
		return bytes.toString('utf8').replace(/^\uFEFF/, '');
	} catch (error) {
		if (error instanceof ClusterError) throw error;
		if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) return undefined;
		throw new ClusterError('config', `${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
	}
}

/**
 * Reads the text ourselves rather than with client-node's `KubeConfig`: that one refuses an empty file, refuses the whole
 * file for one bad entry, and drops `tokenFile`, `as-groups`, `as-uid` and `as-user-extra`, so that requests would run
 * with other rights than kubectl's. An empty text is a file without entries.
 */
export function parseKubeconfig(path: string, source: string): KubeconfigFile {
	let value: unknown;
	try {
		refuseDeepNesting(source);
		value = parse(source, { version: '1.1', schema: 'core', uniqueKeys: false, logLevel: 'error' });
	} catch (error) {
		const [first = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
		throw new ClusterError('config', `${path} is not valid YAML: ${first.replace(/:$/, '')}`, { cause: error });
	}
	if (value !== null && value !== undefined && (typeof value !== 'object' || Array.isArray(value))) {
		throw new ClusterError('config', `${path} is not a kubeconfig.`);
	}
	const from = fieldsOf(value);
	const directory = dirname(path);
	return {
		path,
		currentContext: filled(text(from, 'current-context')),
		clusters: named(from, 'clusters', (entry) => readCluster(fieldsOf(field(entry, 'cluster')), directory)),
		users: named(from, 'users', (entry) => readUser(fieldsOf(field(entry, 'user')), directory)),
		contexts: named(from, 'contexts', (entry) => readContext(fieldsOf(field(entry, 'context')))),
	};
}

/** The `yaml` package can run out of stack on nesting that no kubeconfig has. Brackets in strings count too: harmless. */
function refuseDeepNesting(source: string): void {
	let depth = 0;
	for (let i = 0; i < source.length; i++) {
		const char = source.charCodeAt(i);
		if (char === 0x5b || char === 0x7b) depth++;
		else if (char === 0x5d || char === 0x7d) depth--;
		if (depth > 100) throw new Error('nested too deeply');
	}
}

/** Entries by name; of several in one file the first counts. Names may look like numbers. */
function named<T>(from: Fields, key: string, read: (entry: Fields) => T): ReadonlyMap<string, T> {
	const entries = new Map<string, T>();
	for (const entry of listOfObjects(from, key, (fields) => fields) ?? []) {
		const name = words(entry, 'name');
		if (name !== undefined && !entries.has(name)) entries.set(name, read(entry));
	}
	return entries;
}

function readContext(from: Fields): ContextEntry {
	return { cluster: words(from, 'cluster') ?? '', user: words(from, 'user') ?? '', namespace: words(from, 'namespace') };
}

function readCluster(from: Fields, directory: string): ClusterEntry {
	const extensions = listOfObjects(from, 'extensions', (fields) => fields) ?? [];
	const exec = extensions.find((each) => text(each, 'name') === 'client.authentication.k8s.io/exec');
	return {
		server: (words(from, 'server') ?? '').replace(/\/+$/, ''),
		caData: words(from, 'certificate-authority-data'),
		caFile: path(from, 'certificate-authority', directory),
		skipTlsVerify: truth(from, 'insecure-skip-tls-verify') ?? false,
		tlsServerName: words(from, 'tls-server-name'),
		proxyUrl: words(from, 'proxy-url'),
		disableCompression: truth(from, 'disable-compression') ?? false,
		execConfig: exec === undefined ? undefined : field(exec, 'extension'),
	};
}

function readUser(from: Fields, directory: string): UserEntry {
	const provider = fieldsOf(field(from, 'auth-provider'));
	const providerName = words(provider, 'name');
	return {
		certData: words(from, 'client-certificate-data'),
		certFile: path(from, 'client-certificate', directory),
		keyData: words(from, 'client-key-data'),
		keyFile: path(from, 'client-key', directory),
		token: words(from, 'token'),
		tokenFile: path(from, 'tokenFile', directory),
		username: words(from, 'username'),
		password: words(from, 'password'),
		impersonate: readImpersonation(from),
		exec: field(from, 'exec') === undefined || field(from, 'exec') === null ? undefined : readExec(fieldsOf(field(from, 'exec')), directory),
		authProvider: providerName === undefined ? undefined : { name: providerName, config: fieldsOf(field(provider, 'config')) },
	};
}

function readImpersonation(from: Fields): Impersonation | undefined {
	const user = words(from, 'as') ?? '';
	const uid = words(from, 'as-uid');
	const groups = strings(field(from, 'as-groups'));
	const extra = Object.fromEntries(Object.entries(fieldsOf(field(from, 'as-user-extra'))).map(([key, value]) => [key, strings(value)]));
	if (user === '' && uid === undefined && groups.length === 0 && Object.keys(extra).length === 0) return undefined;
	return { user, uid, groups, extra };
}

function readExec(from: Fields, directory: string): ExecEntry {
	const command = words(from, 'command') ?? '';
	return {
		apiVersion: words(from, 'apiVersion') ?? '',
		// A bare name is looked up in PATH; one with a slash is meant from the file's folder (client-go: clientcmd/loader.go).
		command: /[\\/]/.test(command) && !isAbsolute(command) ? join(directory, command) : command,
		args: strings(field(from, 'args')),
		env: (listOfObjects(from, 'env', (fields) => fields) ?? []).flatMap((entry) => {
			const name = words(entry, 'name');
			return name === undefined ? [] : [{ name, value: words(entry, 'value') ?? '' }];
		}),
		installHint: words(from, 'installHint'),
		interactiveMode: words(from, 'interactiveMode'),
		provideClusterInfo: truth(from, 'provideClusterInfo') ?? false,
	};
}

function path(from: Fields, key: string, directory: string): string | undefined {
	const value = words(from, key);
	return value === undefined || isAbsolute(value) ? value : join(directory, value);
}

/** Text, also where YAML reads an unquoted word as a number; undefined when empty. */
function words(from: Fields, key: string): string | undefined {
	const value = field(from, key);
	return typeof value === 'number' || typeof value === 'boolean' ? String(value) : filled(text(from, key));
}

function strings(value: unknown): readonly string[] {
	if (!Array.isArray(value)) return [];
	return value.flatMap((each: unknown) => (typeof each === 'string' ? [each] : typeof each === 'number' || typeof each === 'boolean' ? [String(each)] : []));
}

function filled(value: string | undefined): string | undefined {
	return value === '' ? undefined : value;
}
