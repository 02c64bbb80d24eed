import * as vscode from 'vscode';
import type { Row, RowAction, TreeNode } from '../presentation/treeNode';
import { commandName } from './commands';

export function treeItemOf(node: TreeNode, row: Row): vscode.TreeItem {
	const item = new vscode.TreeItem(row.label, collapsibleState(row.collapsible));
	item.id = node.id;
	item.description = row.description;
	item.iconPath = new vscode.ThemeIcon(row.icon, row.color === undefined ? undefined : new vscode.ThemeColor(row.color));
	item.contextValue = row.contextValue;
	item.accessibilityInformation = { label: row.accessibilityLabel };
	if (row.action !== undefined) item.command = commandOf(node, row.action);
	return item;
}

function collapsibleState(collapsible: Row['collapsible']): vscode.TreeItemCollapsibleState {
	switch (collapsible) {
		case 'none':
			return vscode.TreeItemCollapsibleState.None;
		case 'collapsed':
			return vscode.TreeItemCollapsibleState.Collapsed;
		case 'expanded':
			return vscode.TreeItemCollapsibleState.Expanded;
	}
}

/** A row's click; the title is read out by screen readers. */
function commandOf(node: TreeNode, action: RowAction): vscode.Command {
	switch (action.kind) {
		case 'openPayload':
			return { title: vscode.l10n.t('Open Payload'), command: commandName('openPayload'), arguments: [node] };
		case 'openUrl':
			return { title: vscode.l10n.t('Open in Browser'), command: commandName('openRun'), arguments: [{ url: action.url }] };
		case 'command':
			return noticeCommand(action.command);
	}
}

function noticeCommand(command: (RowAction & { readonly kind: 'command' })['command']): vscode.Command {
	switch (command) {
		case 'retry':
			return { title: vscode.l10n.t('Retry'), command: commandName('refresh') };
		case 'showLog':
			return { title: vscode.l10n.t('Show Log'), command: commandName('showLog') };
		case 'pickContext':
			return { title: vscode.l10n.t('Choose Clusters'), command: commandName('pickContext') };
		case 'openDemo':
			return { title: vscode.l10n.t('Open Demo Cluster'), command: commandName('openDemo') };
		case 'clearFilter':
			return { title: vscode.l10n.t('Clear Filter'), command: commandName('clearFilter') };
		case 'manageTrust':
			return { title: vscode.l10n.t('Manage Workspace Trust'), command: 'workbench.trust.manage' };
	}
}
