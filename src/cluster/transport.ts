// VS Code puts its proxy settings and the system's certificates behind exactly these two names, not behind `node:https`.
import http from 'http';
import https from 'https';
import { isIP } from 'node:net';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { ClusterError, fromAnswer, toClusterError } from './clusterError';
import type { Credential, Credentials, TlsMaterial } from './credentials';
import type { ClusterEntry } from './kubeconfigFile';
import { proxyAgent } from './proxyAgent';
import type { Timing } from './timing';

export interface ApiRequest {
	readonly method: 'GET' | 'POST' | 'PATCH';
	/** Path and query below the server's address. */
	readonly path: string;
	readonly accept?: string;
	readonly contentType?: string;
	readonly body?: unknown;
	readonly signal: AbortSignal;
	/** ms until the answer begins; the default of `Timing` when left out. */
	readonly patience?: number;
	/** The answer is a stream that must not be held back by compression. */
	readonly streaming?: boolean;
	/** ETag of what is known: where that still holds, the answer is `unchanged`. */
	readonly known?: string | undefined;
	/** Bytes of the largest answer that is read. */
	readonly largest?: number;
}

export interface ApiAnswer {
	readonly value: unknown;
	readonly bytes: number;
	/** Texts of `Warning` headers. */
	readonly warnings: readonly string[];
	readonly etag: string | undefined;
	/** What `known` named still holds; there is no value. */
	readonly unchanged: boolean;
}

const largestBody = 256 << 20;
const largestError = 1 << 20;
const notModified = 304;
const inflate = promisify(gunzip);

/**
 * HTTP/1.1 with connections kept alive, limits on every wait and one renewal of the credential on 401. client-node's own
 * requests open a TLS connection each and know no limit; its undici does not load on every Node that VS Code brings.
 */
export class Transport {
	readonly #base: URL;
	#agents: { readonly key: string; readonly agent: http.Agent }[] = [];

	constructor(
		private readonly cluster: ClusterEntry,
		private readonly credentials: Credentials,
		private readonly timing: Timing,
	) {
		this.#base = new URL(cluster.server);
	}

	/** The whole answer, parsed. Throws a `ClusterError`, or the signal's reason. */
	async json(request: ApiRequest): Promise<ApiAnswer> {
		return await guarded(request, async () => {
			const answer = await this.#send(request);
			const body = await this.#read(answer, request.largest ?? largestBody);
			const { etag } = answer.headers;
			if (answer.statusCode === notModified) return { value: undefined, bytes: 0, warnings: [], etag, unchanged: true };
			mustBeJson(answer);
			// A big page is parsed in a turn of its own.
			if (body.length > 1 << 18) await new Promise<void>((resolve) => setImmediate(resolve));
			return { value: JSON.parse(body.toString('utf8')) as unknown, bytes: body.length, warnings: warningsOf(answer), etag, unchanged: false };
		});
	}

	/** The answer once its headers are there; the caller reads and destroys it. */
	async stream(request: ApiRequest): Promise<http.IncomingMessage> {
		return await guarded(request, async () => {
			const answer = await this.#send({ ...request, streaming: true });
			try {
				mustBeJson(answer);
			} catch (error) {
				answer.destroy();
				throw error;
			}
			return answer;
		});
	}

	dispose(): void {
		for (const { agent } of this.#agents) agent.destroy();
		this.#agents = [];
	}

	async #send(request: ApiRequest): Promise<http.IncomingMessage> {
		for (let attempt = 0; ; attempt++) {
			const credential = await this.credentials.get();
			request.signal.throwIfAborted();
			const answer = await this.#once(request, credential);
			const code = answer.statusCode ?? 0;
			if ((code >= 200 && code < 300) || (code === notModified && request.known !== undefined)) return answer;
			const failure = fromAnswer(code, await this.#readError(answer), answer.headers);
			const renewed = code === 401 && this.credentials.refused(credential);
			if (!renewed || attempt > 0) throw failure;
		}
	}

	async #once(request: ApiRequest, credential: Credential): Promise<http.IncomingMessage> {
		try {
			return await this.#exchange(request, credential);
		} catch (error) {
			// The server closed a kept connection just as it was used again: nothing is wrong with the server.
			if (error instanceof StaleConnection && request.method === 'GET' && !request.signal.aborted) return await this.#exchange(request, credential);
			throw error instanceof StaleConnection ? error.cause : error;
		}
	}

	#exchange(request: ApiRequest, credential: Credential): Promise<http.IncomingMessage> {
		return new Promise((resolve, reject) => {
			const body = request.body === undefined ? undefined : Buffer.from(JSON.stringify(request.body));
			const sending = this.#open(request, credential, body);
			const patience = request.patience ?? this.timing.headers;
			const late = setTimeout(() => sending.destroy(new ClusterError('unreachable', `The server did not answer within ${seconds(patience)}.`, { outcomeUnknown: true })), patience);
			sending.on('response', (answer) => {
				clearTimeout(late);
				resolve(answer);
			});
			sending.on('error', (error: NodeJS.ErrnoException) => {
				clearTimeout(late);
				const stale = sending.reusedSocket && (error.code === 'ECONNRESET' || error.code === 'EPIPE');
				reject(stale ? new StaleConnection('stale', { cause: error }) : error);
			});
			sending.on('socket', (socket) => {
				socket.setKeepAlive(true, 15_000);
				socket.setNoDelay(true);
				if (!socket.connecting) return;
				const slow = setTimeout(() => sending.destroy(new ClusterError('unreachable', `No connection within ${seconds(this.timing.connect)}.`)), this.timing.connect);
				socket.once(this.#base.protocol === 'https:' ? 'secureConnect' : 'connect', () => clearTimeout(slow)).once('close', () => clearTimeout(slow));
			});
			sending.end(body);
		});
	}

	#open(request: ApiRequest, credential: Credential, body: Buffer | undefined): http.ClientRequest {
		const compress = request.streaming !== true && !this.cluster.disableCompression && !isLoopback(this.#base.hostname);
		const secure = this.#base.protocol === 'https:';
		const options: https.RequestOptions = {
			method: request.method,
			host: this.#base.hostname.replace(/^\[|\]$/g, ''),
			port: this.#base.port === '' ? (secure ? 443 : 80) : Number(this.#base.port),
			path: this.#base.pathname.replace(/\/$/, '') + request.path,
			signal: request.signal,
			agent: this.#agent(credential.tls),
			// Also here, not only in the agent: VS Code may put an agent of its own in its place.
			...(secure ? credential.tls : {}),
			headers: {
				accept: request.accept ?? 'application/json',
				'user-agent': 'openshift-release-payloads',
				// Said outright: VS Code puts an agent of its own in the place of ours, which would have each connection closed.
				connection: 'keep-alive',
				...(compress ? { 'accept-encoding': 'gzip' } : {}),
				...(request.known === undefined ? {} : { 'if-none-match': request.known }),
				...mutable(credential.headers),
				...(body === undefined ? {} : { 'content-type': request.contentType ?? 'application/json', 'content-length': body.length }),
			},
		};
		return secure ? https.request(options) : http.request(options);
	}

	/** A new certificate needs new connections; those open with the old one end when they are done. */
	#agent(tls: TlsMaterial): http.Agent {
		const key = JSON.stringify([tls.ca, tls.cert, tls.key, tls.rejectUnauthorized, tls.servername].map((each) => each?.toString()));
		const found = this.#agents.find((each) => each.key === key);
		if (found !== undefined) return found.agent;
		for (const { agent } of this.#agents) for (const sockets of Object.values(agent.freeSockets)) for (const socket of sockets ?? []) socket.destroy();
		const options = { keepAlive: true, maxFreeSockets: 8, ...tls };
		const agent = this.#base.protocol === 'http:' ? new http.Agent({ keepAlive: true }) : this.cluster.proxyUrl === undefined ? new https.Agent(options) : proxyAgent(this.cluster.proxyUrl, this.timing.connect, options);
		this.#agents.push({ key, agent });
		return agent;
	}

	async #readError(answer: http.IncomingMessage): Promise<string> {
		try {
			return (await this.#read(answer, largestError)).toString('utf8');
		} catch {
			// The code says enough; the rest of the answer never came.
			return '';
		}
	}

	async #read(answer: http.IncomingMessage, cap: number): Promise<Buffer> {
		const body = await collect(answer, cap, this.timing.bodyIdle);
		return answer.headers['content-encoding'] === 'gzip' ? await inflate(body, { maxOutputLength: cap }) : body;
	}
}

class StaleConnection extends Error {}

function collect(answer: http.IncomingMessage, cap: number, idle: number): Promise<Buffer> {
	return new Promise((resolve, reject) => {
		const pieces: Buffer[] = [];
		let length = 0;
		const stalled = setTimeout(() => answer.destroy(new ClusterError('unreachable', `The answer stopped for ${seconds(idle)}.`, { outcomeUnknown: true })), idle);
		answer.on('data', (piece: Buffer) => {
			stalled.refresh();
			pieces.push(piece);
			length += piece.length;
			if (length > cap) answer.destroy(new ClusterError('unexpected', 'The answer is too long.', { outcomeUnknown: true }));
		});
		answer.on('end', () => {
			clearTimeout(stalled);
			if (answer.complete) resolve(Buffer.concat(pieces, length));
			else reject(new ClusterError('unreachable', 'The answer was cut short.', { outcomeUnknown: true }));
		});
		answer.on('error', (error) => {
			clearTimeout(stalled);
			reject(error);
		});
		answer.on('close', () => {
			clearTimeout(stalled);
			reject(new ClusterError('unreachable', 'The answer was cut short.', { outcomeUnknown: true }));
		});
	});
}

/** Gives every failure its reason; a cancelled request fails with the reason of its signal. */
async function guarded<T>(request: ApiRequest, run: () => Promise<T>): Promise<T> {
	try {
		return await run();
	} catch (error) {
		request.signal.throwIfAborted();
		const refusedAtOnce = error instanceof Error && 'code' in error && (error.code === 'ECONNREFUSED' || error.code === 'ENOTFOUND');
		throw toClusterError(error, request.method !== 'GET' && !refusedAtOnce);
	}
}

function mustBeJson(answer: http.IncomingMessage): void {
	const type = answer.headers['content-type'] ?? '';
	if (/^application\/([\w.-]+\+)?json\b/i.test(type)) return;
	throw new ClusterError('unexpected', `The server answered with ${type === '' ? 'no content type' : `"${type.slice(0, 60)}"`} instead of JSON. Is there a login page or a proxy in between?`, { outcomeUnknown: true });
}

function warningsOf(answer: http.IncomingMessage): readonly string[] {
	const header = answer.headers.warning;
	const joined = Array.isArray(header) ? header.join(', ') : (header ?? '');
	return [...joined.matchAll(/\b299 \S+ "((?:[^"\\]|\\.)*)"/g)].map((match) => (match[1] ?? '').replace(/\\(.)/g, '$1').slice(0, 500));
}

function mutable(headers: Readonly<Record<string, string | readonly string[]>>): http.OutgoingHttpHeaders {
	return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, typeof value === 'string' ? value : [...value]]));
}

function isLoopback(host: string): boolean {
	return host === 'localhost' || host === '[::1]' || (isIP(host) === 4 && host.startsWith('127.'));
}

function seconds(ms: number): string {
	return `${Math.round(ms / 100) / 10} s`;
}
