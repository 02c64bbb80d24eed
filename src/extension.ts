import { join } from 'node:path';
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { commandHandlers } from './ui/commandHandlers';
import { registerCommands } from './ui/commands';
import { Connections } from './ui/connections';
import { createContextKeys } from './ui/contextKeys';
import { Demo } from './ui/demo';
import { PayloadDocuments } from './ui/documents';
import { documentScheme } from './ui/documentUri';
import { LivePayloads } from './ui/liveLookup';
import { registerManifests } from './ui/manifest/register';
import { rulePagesIn } from './ui/manifest/rulePages';
import { createProblemReporter } from './ui/problemReporter';
import { ServedSchemas } from './ui/servedSchemas';
import { onDidChangeSettings, readSettings } from './ui/settings';
import { startWithView } from './ui/startWithView';
import { FilterChoice } from './ui/treeFilter';
import { PayloadTree } from './ui/treeView';
import { showProgress } from './ui/viewProgress';
import { followWelcome } from './ui/welcome';

export function activate(context: vscode.ExtensionContext): void {
	const words = vscode.l10n.bundle;
	if (words !== undefined) l10n.config({ contents: words });
	const loadLanguage = async () => await import('./language/service');

	const log = vscode.window.createOutputChannel('Release Payloads', { log: true });
	const contextKeys = createContextKeys();
	const connections = new Connections({ loadPart: async () => await import('./cluster/connect'), settings: readSettings, memory: context.globalState, log });
	const demo = new Demo({ file: join(context.extensionPath, 'dist', 'demo.js'), settings: readSettings, connections, memory: context.globalState, contextKeys, log });
	const filter = new FilterChoice(context.workspaceState, contextKeys);
	const tree = new PayloadTree(connections, filter);
	const documents = new PayloadDocuments(connections, async () => (await loadLanguage()).printYaml);
	const live = new LivePayloads(connections);
	const schemas = new ServedSchemas(connections);
	const reporter = createProblemReporter(log);

	const handlers = commandHandlers({ connections, demo, filter, tree, log });

	context.subscriptions.push(
		log,
		connections,
		demo,
		filter,
		tree,
		documents,
		live,
		schemas,
		registerManifests({ loadLanguage, words, live, pageOf: rulePagesIn(context.extensionUri), schemas, log: (message) => log.error(message), warn: (message) => log.warn(message) }),
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
