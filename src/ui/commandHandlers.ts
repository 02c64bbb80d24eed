import * as vscode from 'vscode';
import type { CommandHandlers } from './commands';
import type { Connections } from './connections';
import { pickContexts } from './contextPicker';
import type { Demo } from './demo';
import { goToPayload } from './goToPayload';
import { decide } from './overrideCommands';
import { copyBuildId, copyMarkdownLink, copyName, copyPeriodicName, copyProwJob, copyPullSpec, openPage, openPayload, openRun } from './payloadCommands';
import type { FilterChoice } from './treeFilter';
import type { PayloadTree } from './treeView';

export interface CommandParts {
	readonly connections: Connections;
	readonly demo: Demo;
	readonly filter: FilterChoice;
	readonly tree: PayloadTree;
	readonly log: vscode.LogOutputChannel;
}

/** What each command does. */
export function commandHandlers({ connections, demo, filter, tree, log }: CommandParts): CommandHandlers {
	const payloads = { connections, input: () => tree.input() };
	const overriding = { ...payloads, access: tree.access, drafts: new Map<string, string>(), log };
	return {
		refresh: async () => {
			await connections.refresh();
			// Rights are a part of what is read anew.
			for (const { cluster } of connections.shown) if (cluster !== undefined) tree.access.renew(cluster);
		},
		filter: async () => await filter.ask(),
		clearFilter: () => filter.set({ text: '', faultsOnly: false }),
		showFaultsOnly: () => filter.set({ faultsOnly: true }),
		showAll: () => filter.set({ faultsOnly: false }),
		pickContext: async () => await pickContexts(connections, demo),
		openDemo: async () => await demo.open(),
		closeDemo: async () => await demo.close(),
		openPayload: async (argument) => await openPayload(argument, payloads),
		goToPayload: async (argument) => await goToPayload(argument, { connections, tree, filter, log }),
		openRun: async (argument) => await openRun(argument, payloads),
		openReleasePage: async (argument) => await openPage(argument, payloads, 'releasePage'),
		openSippy: async (argument) => await openPage(argument, payloads, 'sippy'),
		copyName: async (argument) => await copyName(argument, payloads),
		copyPullSpec: async (argument) => await copyPullSpec(argument, payloads),
		copyPeriodicName: async (argument) => await copyPeriodicName(argument, payloads),
		copyBuildId: async (argument) => await copyBuildId(argument, payloads),
		copyProwJob: async (argument) => await copyProwJob(argument, payloads),
		copyMarkdownLink: async (argument) => await copyMarkdownLink(argument, payloads),
		accept: async (argument) => await decide('accept', argument, overriding),
		reject: async (argument) => await decide('reject', argument, overriding),
		clearOverride: async (argument) => await decide('clear', argument, overriding),
		openSettings: async () => await vscode.commands.executeCommand('workbench.action.openSettings', 'releasePayloads.'),
		showLog: () => log.show(),
	};
}
