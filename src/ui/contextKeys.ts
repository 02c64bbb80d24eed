import * as vscode from 'vscode';

/** What an empty tree says instead of rows; the manifest has a welcome text for each. */
export type Welcome = 'starting' | 'chooseContext' | 'noKubeconfig' | 'brokenKubeconfig' | 'none';

/** Every context key that this extension sets, with its type; nothing else calls `setContext`. */
export interface ContextKeys {
	readonly welcome: Welcome;
	/** A cluster is shown. */
	readonly connected: boolean;
	readonly filtered: boolean;
	readonly faultsOnly: boolean;
	readonly demoOpen: boolean;
}

export type SetContextKeys = (keys: Partial<ContextKeys>) => void;

/** Sets only what changed: every call is a round trip to the window. */
export function createContextKeys(): SetContextKeys {
	const known = new Map<string, unknown>();
	return (keys) => {
		for (const [key, value] of Object.entries(keys)) {
			if (known.get(key) === value) continue;
			known.set(key, value);
			void vscode.commands.executeCommand('setContext', `releasePayloads.${key}`, value);
		}
	};
}
