import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { registerManifests } from './ui/manifest/register';
import { rulePagesIn } from './ui/manifest/rulePages';

/** In a browser there is no cluster to reach: manifests are all there is, and the commands of everything else are disabled. */
export function activate(context: vscode.ExtensionContext): void {
	const words = vscode.l10n.bundle;
	if (words !== undefined) l10n.config({ contents: words });
	const log = vscode.window.createOutputChannel('Release Payloads', { log: true });
	context.subscriptions.push(
		log,
		registerManifests({ loadLanguage: async () => await import('./language/service'), words, pageOf: rulePagesIn(context.extensionUri), log: (message) => log.error(message), warn: (message) => log.warn(message) }),
		vscode.commands.registerCommand('releasePayloads.showLog', () => log.show()),
		vscode.commands.registerCommand('releasePayloads.openSettings', async () => await vscode.commands.executeCommand('workbench.action.openSettings', 'releasePayloads.')),
	);
}
