import { parentPort, workerData } from 'node:worker_threads';
import type { DemoOptions } from './control';
import { startDemoCluster } from './demoCluster';

/** What the worker tells: once, when the cluster answers or cannot be started. */
export type WorkerMessage =
	| { readonly kind: 'started'; readonly kubeconfig: string; readonly server: string }
	| { readonly kind: 'failed'; readonly message: string }
	| { readonly kind: 'stopped' };

/** `workerData` holds the options; any message to the worker stops the cluster, removes its files and ends the thread. */
async function run(): Promise<void> {
	const port = parentPort;
	if (port === null) return;
	const tell = (message: WorkerMessage): void => port.postMessage(message);
	try {
		const cluster = await startDemoCluster(optionsOf(workerData));
		tell({ kind: 'started', kubeconfig: cluster.kubeconfig, server: cluster.server });
		port.once('message', () => {
			void cluster.stop().finally(() => {
				tell({ kind: 'stopped' });
				port.close();
			});
		});
	} catch (error) {
		tell({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
	}
}

/** Only what can cross to a thread and is of the right type. */
function optionsOf(data: unknown): DemoOptions {
	if (typeof data !== 'object' || data === null) return {};
	const given = new Map<string, unknown>(Object.entries(data));
	const number = (name: string): number | undefined => {
		const value = given.get(name);
		return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
	};
	const [payloads, seed, speed, directory] = [number('payloads'), number('seed'), number('speed'), given.get('directory')];
	return {
		...(payloads !== undefined && { payloads }),
		...(seed !== undefined && { seed }),
		...(speed !== undefined && { speed }),
		...(typeof directory === 'string' && { directory }),
	};
}

void run();
