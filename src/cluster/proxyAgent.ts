import http from 'node:http';
import https from 'node:https';
import net from 'node:net';
import tls from 'node:tls';
import { ClusterError } from './clusterError';

/**
 * An agent that reaches the server through the kubeconfig's `proxy-url`: an HTTP proxy (CONNECT) or SOCKS5, whose host
 * names the proxy resolves. It uses Node's own modules, because those that VS Code patches would put the editor's proxy
 * in the place of the one that the kubeconfig asks for.
 */
export function proxyAgent(proxyUrl: string, timeout: number, options: https.AgentOptions): https.Agent {
	const proxy = parseProxy(proxyUrl);
	const agent = new https.Agent(options);
	type Done = (error: Error | null, socket?: net.Socket) => void;
	return Object.assign(agent, {
		createConnection(target: tls.ConnectionOptions, done: Done): undefined {
			const host = target.host ?? '';
			const port = target.port ?? 443;
			tunnel(proxy, host, port, timeout).then(
				(socket) => {
					const name = target.servername !== undefined && target.servername !== '' ? target.servername : net.isIP(host) === 0 ? host : undefined;
					const secure = tls.connect({ ...target, socket, ...(name === undefined ? {} : { servername: name }) });
					done(null, secure);
				},
				(error: unknown) => done(error instanceof Error ? error : new Error(String(error))),
			);
		},
	});
}

function parseProxy(proxyUrl: string): URL {
	let url: URL | undefined;
	try {
		url = new URL(proxyUrl);
	} catch {
		// Said below, without the text: it may hold a password.
	}
	if (url === undefined || !['http:', 'https:', 'socks5:', 'socks5h:'].includes(url.protocol)) {
		throw new ClusterError('config', 'The proxy-url of the cluster is not an http, https or socks5 address.');
	}
	return url;
}

async function tunnel(proxy: URL, host: string, port: number, timeout: number): Promise<net.Socket> {
	try {
		return proxy.protocol.startsWith('socks5') ? await socksTunnel(proxy, host, port, timeout) : await httpTunnel(proxy, host, port, timeout);
	} catch (error) {
		if (error instanceof ClusterError) throw error;
		throw new ClusterError('unreachable', `The proxy ${proxy.host} cannot be used: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
	}
}

function httpTunnel(proxy: URL, host: string, port: number, timeout: number): Promise<net.Socket> {
	return new Promise((resolve, reject) => {
		const authority = `${net.isIPv6(host) ? `[${host}]` : host}:${port}`;
		const login = proxy.username === '' ? {} : { 'proxy-authorization': `Basic ${Buffer.from(loginOf(proxy).join(':')).toString('base64')}` };
		const request = (proxy.protocol === 'https:' ? https : http).request({
			host: proxy.hostname.replace(/^\[|\]$/g, ''),
			port: proxy.port === '' ? (proxy.protocol === 'https:' ? 443 : 80) : Number(proxy.port),
			method: 'CONNECT',
			path: authority,
			headers: { host: authority, ...login },
			agent: false,
			timeout,
		});
		request.on('timeout', () => request.destroy(new Error('it does not answer')));
		request.on('error', reject);
		request.on('connect', (answer, socket) => {
			if (answer.statusCode === 200) {
				socket.setTimeout(0);
				resolve(socket);
				return;
			}
			socket.destroy();
			reject(new Error(answer.statusCode === 407 ? 'it asks for a login' : `it answers ${answer.statusCode ?? 'nothing'}`));
		});
		request.end();
	});
}

function loginOf(proxy: URL): readonly [string, string] {
	return [decodeURIComponent(proxy.username), decodeURIComponent(proxy.password)];
}

/** RFC 1928, with the login of RFC 1929. */
async function socksTunnel(proxy: URL, host: string, port: number, timeout: number): Promise<net.Socket> {
	const socket = net.connect({ host: proxy.hostname.replace(/^\[|\]$/g, ''), port: proxy.port === '' ? 1080 : Number(proxy.port) });
	socket.setTimeout(timeout, () => socket.destroy(new Error('it does not answer')));
	try {
		const [user, password] = loginOf(proxy).map((part) => Buffer.from(part));
		const withLogin = user !== undefined && user.length > 0 && password !== undefined;
		socket.write(Buffer.from(withLogin ? [5, 2, 0, 2] : [5, 1, 0]));
		const [, method] = await take(socket, 2);
		if (method === 2 && withLogin) {
			socket.write(Buffer.concat([Buffer.from([1, user.length]), user, Buffer.from([password.length]), password]));
			const [, refused] = await take(socket, 2);
			if (refused !== 0) throw new Error('it refuses the login');
		} else if (method !== 0) throw new Error('it asks for a login');
		const name = Buffer.from(host);
		socket.write(Buffer.concat([Buffer.from([5, 1, 0, 3, name.length]), name, Buffer.from([port >> 8, port & 255])]));
		const [, code, , kind] = await take(socket, 4);
		if (code !== 0) throw new Error(`it cannot reach the server (${code ?? 'no code'})`);
		const length = kind === 1 ? 4 : kind === 4 ? 16 : ((await take(socket, 1))[0] ?? 0);
		await take(socket, length + 2);
		socket.setTimeout(0);
		return socket;
	} catch (error) {
		socket.destroy();
		throw error;
	}
}

/** The next `count` bytes, leaving the rest in the socket for whoever comes after. */
function take(socket: net.Socket, count: number): Promise<Buffer> {
	return new Promise((resolve, reject) => {
		const done = (settle: () => void): void => {
			socket.off('readable', look).off('error', fail).off('close', closed);
			settle();
		};
		const look = (): void => {
			const bytes: unknown = socket.read(count);
			if (Buffer.isBuffer(bytes)) done(() => resolve(bytes));
		};
		const fail = (error: Error): void => done(() => reject(error));
		const closed = (): void => fail(new Error('it closed the connection'));
		socket.on('readable', look).on('error', fail).on('close', closed);
		look();
	});
}
