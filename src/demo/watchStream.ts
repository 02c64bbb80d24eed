import type { ServerResponse } from 'node:http';
import type { WatchFault } from './control';
import { toText, type JsonObject } from './json';
import { statusObject } from './statusError';

/** Watchers that cannot keep up are let go, as a server does; they come back and resume. */
const mostWaiting = 10_000;

/** One open watch: lines in order, held back while the client is slow, broken on demand. */
export class WatchStream {
	readonly #waiting: (readonly Buffer[])[] = [];
	#blocked = false;
	#silent = false;
	#cutNext: 'newline' | 'reset' | undefined;
	readonly #closing: (() => void)[] = [];

	constructor(
		readonly user: string,
		private readonly response: ServerResponse,
		/** While true, lines wait. */
		private readonly paused: () => boolean,
	) {
		response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-cache, private' });
		response.flushHeaders();
		response.on('drain', () => {
			this.#blocked = false;
			this.flush();
		});
		response.on('close', () => {
			for (const each of this.#closing.splice(0)) each();
		});
	}

	onClose(action: () => void): void {
		this.#closing.push(action);
	}

	/** `object` is the text of the event's object, in pieces. */
	send(type: string, object: readonly Buffer[]): void {
		if (this.#silent || this.response.destroyed || this.response.writableEnded) return;
		if (this.#waiting.length >= mostWaiting) {
			this.end();
			return;
		}
		this.#waiting.push([Buffer.from(`{"type":"${type}","object":`), ...object, Buffer.from('}\n')]);
		this.flush();
	}

	flush(): void {
		while (!this.#blocked && !this.paused() && this.#waiting.length > 0 && !this.response.destroyed) {
			const pieces = this.#waiting.shift() ?? [];
			const line = pieces.length > 3 || this.#cutNext !== undefined ? [Buffer.concat(pieces)] : pieces;
			if (this.#cutNext !== undefined) {
				this.#cut(line[0] ?? Buffer.alloc(0), this.#cutNext);
				continue;
			}
			for (const piece of line) this.#blocked = !this.response.write(piece);
		}
	}

	/** ERROR is the last word of a watch. */
	fail(status: JsonObject): void {
		this.send('ERROR', [Buffer.from(toText(status))]);
		this.end();
	}

	end(): void {
		if (!this.response.writableEnded) this.response.end();
	}

	break(fault: WatchFault): void {
		switch (fault.kind) {
			case 'close':
				this.end();
				break;
			case 'reset':
				this.response.destroy();
				break;
			case 'error':
				this.fail(errorStatus(fault));
				break;
			case 'garbage':
				this.response.write(fault.text === undefined ? Buffer.from([0xff, 0xfe, 0, 0x7b, 0x0a]) : `${fault.text}\n`);
				break;
			case 'truncateNext':
				this.#cutNext = fault.then;
				break;
			case 'freeze':
				this.#silent = true;
				break;
		}
	}

	#cut(line: Buffer, then: 'newline' | 'reset'): void {
		this.#cutNext = undefined;
		this.response.write(line.subarray(0, line.length >> 1));
		if (then === 'newline') this.response.write('\n');
		// later, so that the first half gets out
		else setTimeout(() => this.response.destroy(), 20).unref();
	}
}

function errorStatus({ code, reason, message }: Extract<WatchFault, { kind: 'error' }>): JsonObject {
	if (code === 410) return statusObject(410, reason ?? 'Expired', message ?? 'too old resource version: 1 (2)');
	return statusObject(code, reason ?? 'InternalError', message ?? 'an error was asked for');
}
