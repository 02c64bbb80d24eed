import * as vscode from 'vscode';
import type { Connections } from './connections';

/** The bar at the top of the view runs while a shown cluster is being connected or listed. */
export function showProgress(connections: Connections): vscode.Disposable {
	let done: (() => void) | undefined;
	const update = (): void => {
		const busy = connections.shown.some(({ cluster }) => cluster?.state.kind === 'connecting' || cluster?.state.kind === 'listing');
		if (!busy) {
			done?.();
			done = undefined;
		} else if (done === undefined) {
			const { promise, resolve } = deferred();
			done = resolve;
			void vscode.window.withProgress({ location: { viewId: 'releasePayloads.tree' } }, () => promise);
		}
	};
	update();
	const subscription = connections.onDidChange(update);
	return new vscode.Disposable(() => {
		subscription.dispose();
		done?.();
	});
}

function deferred(): { readonly promise: Promise<void>; readonly resolve: () => void } {
	let resolve: () => void = () => undefined;
	const promise = new Promise<void>((settle) => {
		resolve = settle;
	});
	return { promise, resolve };
}
