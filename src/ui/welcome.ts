import { access } from 'node:fs/promises';
import type { Connections } from './connections';
import type { SetContextKeys, Welcome } from './contextKeys';

/** Keeps the context keys that decide what an empty tree says. */
export function followWelcome(connections: Connections, contextKeys: SetContextKeys): { dispose(): void } {
	let latest = 0;
	const update = async (): Promise<void> => {
		const turn = (latest += 1);
		const welcome = await welcomeOf(connections);
		if (turn === latest) contextKeys({ welcome, connected: connections.shown.length > 0 });
	};
	void update();
	return connections.onDidChange(() => void update());
}

async function welcomeOf(connections: Connections): Promise<Welcome> {
	const { kubeconfig, shown } = connections;
	if (kubeconfig === undefined) return 'starting';
	if (shown.length > 0) return 'none';
	if (kubeconfig.contexts.length > 0) return 'chooseContext';
	return (await Promise.all(kubeconfig.paths.map(exists))).includes(true) ? 'brokenKubeconfig' : 'noKubeconfig';
}

async function exists(path: string): Promise<boolean> {
	try {
		await access(path);
		return true;
	} catch {
		// Missing, or not ours to see: either way there is nothing to read.
		return false;
	}
}
