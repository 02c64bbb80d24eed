import * as vscode from 'vscode';
import { oneLine } from '../presentation/hostile';
import { freshness } from '../presentation/freshness';
import { readClock } from './clock';
import type { Connections } from './connections';
import type { Demo } from './demo';

interface ContextPick extends vscode.QuickPickItem {
	readonly key: string;
}

/** Which clusters the tree shows; a check mark for each. Nothing is contacted but what is chosen. */
export async function pickContexts(connections: Connections, demo: Demo): Promise<void> {
	await connections.start();
	const { available, shown } = connections;
	if (available.length === 0) {
		await offerDemo(connections, demo);
		return;
	}
	const shownKeys = new Set(shown.map(({ key }) => key));
	const items: ContextPick[] = available.map(({ key, context }) => {
		const state = connections.find(key)?.state;
		const says = state === undefined || state.kind === 'idle' ? '' : freshness(state, readClock());
		return {
			key,
			label: oneLine(key, 100),
			description: [says, key === connections.kubeconfig?.currentContext ? vscode.l10n.t('current context') : ''].filter((each) => each !== '').join(' · '),
			detail: oneLine([context.server, context.user].filter((each) => each !== '').join(' · '), 200),
			picked: shownKeys.has(key),
		};
	});
	const picked = await vscode.window.showQuickPick(
		[...items.filter(({ picked }) => picked === true), ...items.filter(({ picked }) => picked !== true)],
		{ canPickMany: true, title: vscode.l10n.t('Choose Clusters'), placeHolder: vscode.l10n.t('Contexts of the kubeconfig to show in the tree'), matchOnDescription: true, matchOnDetail: true },
	);
	if (picked !== undefined) await connections.show(picked.map(({ key }) => key));
}

async function offerDemo(connections: Connections, demo: Demo): Promise<void> {
	const open = vscode.l10n.t('Open Demo Cluster');
	const detail = connections.kubeconfig?.problem?.detail ?? '';
	const answer = await vscode.window.showInformationMessage(vscode.l10n.t('There is no context to choose. {0}', detail), open);
	if (answer === open) await demo.open();
}
