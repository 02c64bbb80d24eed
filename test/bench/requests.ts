import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { ClientRequest } from 'node:http';
import https from 'node:https';
import { TLSSocket } from 'node:tls';
import type { FilledServer } from './filled';

/** A request that the program sent, with when it began and when its connection was ready to take it. */
export interface SeenRequest {
	readonly path: string;
	readonly accept: string;
	readonly began: number;
	ready: number;
}

export interface Eavesdropper {
	readonly seen: readonly SeenRequest[];
	stop(): void;
}

/** Notes the requests of this process through Node's own channel, so that the program need not be changed to be measured. */
export function eavesdrop(): Eavesdropper {
	const seen: SeenRequest[] = [];
	const onStart = (message: unknown): void => {
		const { request } = message as { readonly request: ClientRequest };
		const began = performance.now();
		const one: SeenRequest = { path: request.path, accept: String(request.getHeader('accept') ?? ''), began, ready: began };
		seen.push(one);
		// Told once the request has its connection, which may still be opening.
		const { socket } = request;
		if (socket instanceof TLSSocket && socket.connecting) socket.once('secureConnect', () => (one.ready = performance.now()));
	};
	subscribe('http.client.request.start', onStart);
	return { seen, stop: () => void unsubscribe('http.client.request.start', onStart) };
}

/** The floor: plain requests on connections that are open already, read whole and parsed. */
export class PlainClient {
	readonly #agent = new https.Agent({ keepAlive: true, rejectUnauthorized: false });

	constructor(private readonly server: FilledServer) {}

	async get({ path, accept }: Pick<SeenRequest, 'path' | 'accept'>): Promise<unknown> {
		return await new Promise((resolve, reject) => {
			https
				.get(this.server.server + path, { agent: this.#agent, headers: { authorization: `Bearer ${this.server.token}`, accept } }, (answer) => {
					const pieces: Buffer[] = [];
					answer.on('data', (piece: Buffer) => pieces.push(piece));
					answer.on('error', reject);
					answer.on('end', () => resolve(JSON.parse(Buffer.concat(pieces).toString('utf8'))));
				})
				.on('error', reject);
		});
	}

	/** One on a connection of its own, as the program's first is; ms from the moment that the connection was ready. */
	async fresh({ path, accept }: Pick<SeenRequest, 'path' | 'accept'>): Promise<number> {
		const alone = new PlainClient(this.server);
		const ear = eavesdrop();
		await alone.get({ path, accept });
		const done = performance.now();
		ear.stop();
		alone.close();
		return done - (ear.seen[0]?.ready ?? Number.NaN);
	}

	/** All of them, so many at once, keeping nothing; ms. */
	async replay(requests: readonly Pick<SeenRequest, 'path' | 'accept'>[], atOnce: number): Promise<number> {
		const queue = [...requests];
		const started = performance.now();
		const worker = async (): Promise<void> => {
			for (let next = queue.shift(); next !== undefined; next = queue.shift()) await this.get(next);
		};
		await Promise.all(Array.from({ length: atOnce }, worker));
		return performance.now() - started;
	}

	close(): void {
		this.#agent.destroy();
	}
}
