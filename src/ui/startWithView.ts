import type * as vscode from 'vscode';
import type { Connections } from './connections';
import type { Demo } from './demo';
import type { PayloadTree } from './treeView';

export interface Startable {
	readonly connections: Connections;
	readonly demo: Demo;
	readonly log: vscode.LogOutputChannel;
}

/** Nothing is read or contacted before the view is in sight. Nobody asked for anything then, so what goes wrong is told by the view and the log. */
export function startWithView(tree: PayloadTree, parts: Startable): vscode.Disposable {
	if (tree.view.visible) void start(parts);
	return tree.onDidBecomeVisible(() => void start(parts));
}

async function start({ connections, demo, log }: Startable): Promise<void> {
	try {
		await connections.start();
		await demo.resume();
	} catch (error) {
		log.error(`The view could not be started: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
	}
}
