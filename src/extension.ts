import { join } from 'node:path';
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { registerCommands, type CommandHandlers } from './ui/commands';
import { Connections } from './ui/connections';
import { createContextKeys } from './ui/contextKeys';
import { pickContexts } from './ui/contextPicker';
import { Demo } from './ui/demo';
import { PayloadDocuments } from './ui/documents';
import { documentScheme } from './ui/documentUri';
import { goToPayload } from './ui/goToPayload';
import { decide } from './ui/overrideCommands';
import { copyBuildId, copyMarkdownLink, copyName, copyPeriodicName, copyPullSpec, openPage, openPayload, openRun } from './ui/payloadCommands';
import { createProblemReporter } from './ui/problemReporter';
import { onDidChangeSettings, readSettings } from './ui/settings';
import { startWithView } from './ui/startWithView';
import { FilterChoice } from './ui/treeFilter';
import { PayloadTree } from './ui/treeView';
import { showProgress } from './ui/viewProgress';
import { followWelcome } from './ui/welcome';

export function activate(context: vscode.ExtensionContext): void {
	const words = vscode.l10n.bundle;
	if (words !== undefined) l10n.config({ contents: words });
	const language = async () => await import('./language/service');

	const log = vscode.window.createOutputChannel('Release Payloads', { log: true });
	const contextKeys = createContextKeys();
	const connections = new Connections({ loadPart: async () => await import('./cluster/connect'), settings: readSettings, memory: context.globalState, log });
	const demo = new Demo({ file: join(context.extensionPath, 'dist', 'demo.js'), settings: readSettings, connections, memory: context.globalState, contextKeys, log });
	const filter = new FilterChoice(context.workspaceState, contextKeys);
	const tree = new PayloadTree(connections, filter);
	const documents = new PayloadDocuments(connections, async () => (await language()).printYaml);
	const reporter = createProblemReporter(log);

	const payloads = { connections, input: () => tree.input() };
	const overriding = { ...payloads, access: tree.access, drafts: new Map<string, string>(), log };
	const handlers: CommandHandlers = {
		refresh: async () => await connections.refresh(),
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
		copyMarkdownLink: async (argument) => await copyMarkdownLink(argument, payloads),
		accept: async (argument) => await decide('accept', argument, overriding),
		reject: async (argument) => await decide('reject', argument, overriding),
		clearOverride: async (argument) => await decide('clear', argument, overriding),
		openSettings: async () => await vscode.commands.executeCommand('workbench.action.openSettings', 'releasePayloads.'),
		showLog: () => log.show(),
	};

	context.subscriptions.push(
		log,
		connections,
		demo,
		filter,
		tree,
		documents,
		registerCommands(handlers, reporter),
		vscode.workspace.registerFileSystemProvider(documentScheme, documents, { isCaseSensitive: true, isReadonly: true }),
		followWelcome(connections, contextKeys),
		showProgress(connections),
		startWithView(tree, { connections, demo, log }),
		vscode.workspace.onDidGrantWorkspaceTrust(() => connections.trustGranted()),
		onDidChangeSettings((changed) => {
			connections.settingsChanged(changed);
			documents.settingsChanged(changed);
			tree.touchAll();
		}),
	);
}
