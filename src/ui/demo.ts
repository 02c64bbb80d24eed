import type * as vscode from 'vscode';
import type { Connections, Memory } from './connections';
import type { SetContextKeys } from './contextKeys';
import { startDemo, type RunningDemo } from './demoWorker';
import type { Settings } from './settings';

export interface DemoOptions {
	/** The worker's bundle. */
	readonly file: string;
	readonly settings: () => Settings;
	readonly connections: Connections;
	readonly memory: Memory;
	readonly contextKeys: SetContextKeys;
	readonly log: vscode.LogOutputChannel;
}

const demoMemory = 'demo';

/** The demo cluster of this window: started on request, ended with the window, from then on a context like any other. */
export class Demo implements vscode.Disposable {
	readonly #options: DemoOptions;
	#running: RunningDemo | undefined;
	#opening: Promise<void> | undefined;

	constructor(options: DemoOptions) {
		this.#options = options;
	}

	async open(): Promise<void> {
		if (this.#running !== undefined) return;
		await (this.#opening ??= this.#open().finally(() => (this.#opening = undefined)));
	}

	/** Starts it again where the last session left it open. */
	async resume(): Promise<void> {
		if (this.#options.memory.get(demoMemory) !== true || this.#running !== undefined) return;
		try {
			await this.open();
		} catch (error) {
			this.#options.log.warn(`The demo cluster could not be started again: ${String(error)}`);
		}
	}

	async close(): Promise<void> {
		await this.#options.memory.update(demoMemory, false);
		const running = this.#running;
		this.#gone();
		await running?.stop();
	}

	dispose(): void {
		const running = this.#running;
		this.#running = undefined;
		// Nobody is left to hear of a failure.
		running?.stop().catch(() => undefined);
	}

	async #open(): Promise<void> {
		const { file, settings, connections, memory, log } = this.#options;
		const running = await startDemo(file, settings().demo, (why) => {
			log.warn(`The demo cluster ended. ${why}`);
			this.#gone();
		});
		this.#running = running;
		log.info('The demo cluster runs');
		this.#options.contextKeys({ demoOpen: true });
		await connections.add(running.kubeconfig);
		await memory.update(demoMemory, true);
	}

	#gone(): void {
		this.#running = undefined;
		this.#options.connections.removeAdded();
		this.#options.contextKeys({ demoOpen: false });
	}
}
