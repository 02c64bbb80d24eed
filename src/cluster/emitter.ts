import type { Event, Log } from './cluster';

/** Tells its listeners. One that throws is logged and harms neither the others nor the one who fired. */
export class Emitter<T> {
	readonly #listeners = new Set<{ readonly call: (event: T) => void }>();
	readonly #log: Log;

	constructor(log: Log) {
		this.#log = log;
	}

	readonly event: Event<T> = (call) => {
		const entry = { call };
		this.#listeners.add(entry);
		return { dispose: () => void this.#listeners.delete(entry) };
	};

	fire(event: T): void {
		for (const { call } of [...this.#listeners]) {
			try {
				call(event);
			} catch (error) {
				this.#log.error(`A listener failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
			}
		}
	}

	dispose(): void {
		this.#listeners.clear();
	}
}
