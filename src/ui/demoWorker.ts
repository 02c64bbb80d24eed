import { Worker } from 'node:worker_threads';
import * as vscode from 'vscode';
import type { Settings } from './settings';

/** A demo cluster that answers requests. */
export interface RunningDemo {
	/** Absolute path; removed when the cluster ends. */
	readonly kubeconfig: string;
	stop(): Promise<void>;
}

/** Starts the demo cluster off the extension host's thread. Rejects when it ends before it answers. */
export async function startDemo(file: string, options: Settings['demo'], ended: (why: string) => void): Promise<RunningDemo> {
	const worker = new Worker(file, { workerData: options, name: 'demo cluster' });
	let stopping = false;
	const kubeconfig = await new Promise<string>((resolve, reject) => {
		worker.on('message', (message: unknown) => {
			const path = textIn(message, 'kubeconfig');
			if (path !== undefined) resolve(path);
			else if (textIn(message, 'kind') === 'failed') reject(new Error(textIn(message, 'message') ?? ''));
		});
		worker.on('error', (error) => {
			reject(error);
			if (!stopping) ended(error.message);
		});
		worker.on('exit', () => {
			reject(new Error(vscode.l10n.t('The demo cluster ended before it was ready.')));
			if (!stopping) ended('');
		});
	});
	return {
		kubeconfig,
		stop: async () => {
			stopping = true;
			worker.postMessage('stop');
			const gone = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
			await Promise.race([gone, new Promise((resolve) => setTimeout(resolve, 2000).unref())]);
			await worker.terminate();
		},
	};
}

function textIn(message: unknown, key: string): string | undefined {
	const value = typeof message === 'object' && message !== null ? new Map<string, unknown>(Object.entries(message)).get(key) : undefined;
	return typeof value === 'string' ? value : undefined;
}
