import { spawn, type ChildProcess } from 'node:child_process';
import { field, fieldsOf, text } from '../payload/reading';
import { ClusterError } from './clusterError';
import type { ClusterEntry, ExecEntry } from './kubeconfigFile';

export interface ExecCredential {
	readonly token: string | undefined;
	readonly certificate: string | undefined;
	readonly key: string | undefined;
	/** Epoch ms; undefined: good until the server says otherwise. */
	readonly expires: number | undefined;
}

const supported = ['client.authentication.k8s.io/v1', 'client.authentication.k8s.io/v1beta1'];
const largestAnswer = 1 << 20;

/**
 * Runs a credential plugin, as client-go's plugin/pkg/client/auth/exec does. Not left to client-node, which sets no
 * KUBERNETES_EXEC_INFO, keeps stdin open for ever, knows no timeout, starts one process per concurrent request, and
 * keeps a token without expiry although the server refuses it.
 */
export async function runCredentialPlugin(exec: ExecEntry, cluster: ClusterEntry, timeout: number, signal: AbortSignal): Promise<ExecCredential> {
	if (exec.command === '') throw failed(exec, 'names no command');
	if (!supported.includes(exec.apiVersion)) throw failed(exec, `asks for "${exec.apiVersion}", which is not supported`);
	if (exec.interactiveMode === 'Always') throw failed(exec, 'needs a terminal; run it in one first');
	const environment = { ...process.env, ...Object.fromEntries(exec.env.map(({ name, value }) => [name, value])), KUBERNETES_EXEC_INFO: execInfo(exec, cluster) };
	const answer = await run(exec, environment, timeout, signal);
	return readCredential(exec, answer);
}

function execInfo(exec: ExecEntry, cluster: ClusterEntry): string {
	const about = {
		server: cluster.server,
		...(cluster.tlsServerName === undefined ? {} : { 'tls-server-name': cluster.tlsServerName }),
		...(cluster.skipTlsVerify ? { 'insecure-skip-tls-verify': true } : {}),
		...(cluster.caData === undefined ? {} : { 'certificate-authority-data': cluster.caData }),
		...(cluster.proxyUrl === undefined ? {} : { 'proxy-url': cluster.proxyUrl }),
		...(cluster.execConfig === undefined ? {} : { config: cluster.execConfig }),
	};
	return JSON.stringify({
		apiVersion: exec.apiVersion,
		kind: 'ExecCredential',
		spec: { interactive: false, ...(exec.provideClusterInfo ? { cluster: about } : {}) },
	});
}

function run(exec: ExecEntry, env: NodeJS.ProcessEnv, timeout: number, signal: AbortSignal): Promise<string> {
	return new Promise((resolve, reject) => {
		signal.throwIfAborted();
		// A group of its own, so that a plugin that is a script can be ended together with what it started.
		const child = spawn(exec.command, [...exec.args], { env, stdio: ['ignore', 'pipe', 'pipe'], detached: process.platform !== 'win32', windowsHide: true });
		let out = '';
		let complaint = '';
		const finish = (settle: () => void): void => {
			clearTimeout(timer);
			signal.removeEventListener('abort', aborted);
			end(child);
			settle();
		};
		const aborted = (): void => finish(() => reject(abortReason(signal)));
		const timer = setTimeout(() => finish(() => reject(failed(exec, `did not answer within ${Math.round(timeout / 1000)} s`, complaint))), timeout);
		signal.addEventListener('abort', aborted, { once: true });
		child.stdout.setEncoding('utf8').on('data', (piece: string) => {
			out += piece;
			if (out.length > largestAnswer) finish(() => reject(failed(exec, 'answered with too much')));
		});
		child.stderr.setEncoding('utf8').on('data', (piece: string) => (complaint = (complaint + piece).slice(-2000)));
		child.on('error', (error: NodeJS.ErrnoException) => finish(() => reject(failed(exec, error.code === 'ENOENT' ? 'is not installed' : 'could not be started'))));
		child.on('close', (code, killedBy) => {
			if (code === 0) finish(() => resolve(out));
			else finish(() => reject(failed(exec, code === null ? `was ended by ${killedBy ?? 'a signal'}` : `failed with exit code ${code}`, complaint)));
		});
	});
}

function end(child: ChildProcess): void {
	if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
	try {
		if (process.platform === 'win32') child.kill();
		else process.kill(-child.pid, 'SIGKILL');
	} catch {
		// It ended by itself just now.
	}
	child.stdout?.destroy();
	child.stderr?.destroy();
}

function readCredential(exec: ExecEntry, answer: string): ExecCredential {
	let value: unknown;
	try {
		value = JSON.parse(answer);
	} catch {
		// What it printed may hold a secret, so it is not repeated.
		throw failed(exec, 'answered with something that is not JSON');
	}
	const from = fieldsOf(value);
	if (text(from, 'apiVersion') !== exec.apiVersion) throw failed(exec, `did not answer in "${exec.apiVersion}"`);
	const status = fieldsOf(field(from, 'status'));
	const [token, certificate, key] = [text(status, 'token'), text(status, 'clientCertificateData'), text(status, 'clientKeyData')];
	if (!token && !(certificate && key)) throw failed(exec, 'gave neither a token nor a certificate with its key');
	const expires = Date.parse(text(status, 'expirationTimestamp') ?? '');
	return { token: token ?? undefined, certificate, key, expires: Number.isNaN(expires) ? undefined : expires };
}

function failed(exec: ExecEntry, what: string, complaint = ''): ClusterError {
	const said = complaint.trim() === '' ? '' : `: ${complaint.trim().slice(0, 300)}`;
	const hint = exec.installHint === undefined ? '' : ` ${exec.installHint.trim().slice(0, 300)}`;
	return new ClusterError('credential', `The credential plugin "${exec.command}" ${what}${said}.${hint}`);
}

function abortReason(signal: AbortSignal): Error {
	return signal.reason instanceof Error ? signal.reason : new Error('aborted');
}
