import { join } from 'node:path';
import { root } from './places';
import { startNode } from './processes';

export interface DemoProcess {
	readonly kubeconfig: string;
	readonly ended: Promise<string>;
	stop(): Promise<void>;
}

/** The demo cluster as `npm run demo` starts it; build/ must be up to date. */
export async function startDemoProcess(args: readonly string[] = []): Promise<DemoProcess> {
	const running = startNode(process.execPath, [join(root, 'build/src/cli/demo.js'), ...args], { env: process.env });
	try {
		const [, kubeconfig] = await running.prints(/^KUBECONFIG=(.+)\n/m, 60_000);
		return { kubeconfig: kubeconfig ?? '', ended: running.ended, stop: () => running.stop() };
	} catch (error) {
		await running.stop();
		throw error;
	}
}
