import * as vscode from 'vscode';
import { oneLine } from '../../presentation/hostile';
import { selector, type Manifests } from './manifests';
import type { SchemaChoice } from './schemaChoice';

interface Look {
	readonly text: string;
	readonly detail: string;
	readonly command: vscode.Command;
	readonly severity: vscode.LanguageStatusSeverity;
	readonly busy: boolean;
}

/** The language status item that says which schema is in use; there while the active editor shows payloads. */
export function showSchemaInUse(manifests: Manifests): vscode.Disposable {
	const item = vscode.languages.createLanguageStatusItem('releasePayloads.schema', []);
	item.name = vscode.l10n.t('Release payload schema');
	let shown = '';
	const update = (): void => {
		const document = vscode.window.activeTextEditor?.document;
		const visible = document !== undefined && manifests.sessionNow(document)?.hasPayloads === true;
		const look = lookOf(manifests.schemas);
		const next = JSON.stringify([visible, look]);
		// Each assignment goes to the window, and this runs with every key press.
		if (next === shown) return;
		shown = next;
		item.selector = visible ? selector : [];
		Object.assign(item, look);
	};
	update();
	return vscode.Disposable.from(item, manifests.onDidChange(update), manifests.onDidChangeSchema(update), vscode.window.onDidChangeActiveTextEditor(update));
}

function lookOf(schemas: SchemaChoice): Look {
	const { inUse } = schemas;
	const showLog: vscode.Command = { command: 'releasePayloads.showLog', title: vscode.l10n.t('Show Log') };
	const choose: vscode.Command = { command: 'releasePayloads.pickContext', title: vscode.l10n.t('Switch…') };
	const shipped = vscode.l10n.t('Schema: shipped');
	const fine = { severity: vscode.LanguageStatusSeverity.Information, busy: false, detail: '' };
	switch (inUse.kind) {
		case 'shipped':
			return { ...fine, text: shipped, detail: schemas.isOpen ? vscode.l10n.t('no cluster is connected') : '', command: schemas.isOpen ? choose : showLog };
		case 'reading':
			return { ...fine, text: shipped, detail: vscode.l10n.t('the one of {0} is being read', oneLine(inUse.context, 60)), command: showLog, busy: true };
		case 'cluster': {
			const detail = inUse.unchecked === 0 ? '' : vscode.l10n.t('{0} of its patterns and rules are not checked here', inUse.unchecked);
			return { ...fine, text: vscode.l10n.t('Schema: {0}', oneLine(inUse.context, 60)), detail, command: choose };
		}
		case 'refused':
			return { text: shipped, detail: vscode.l10n.t('the one of {0} cannot be used: {1}', oneLine(inUse.context, 60), oneLine(inUse.why, 120)), command: showLog, severity: vscode.LanguageStatusSeverity.Warning, busy: false };
	}
}
