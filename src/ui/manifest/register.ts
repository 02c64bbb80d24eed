import * as vscode from 'vscode';
import type { ManifestDependencies } from './dependencies';
import { followDiagnostics } from './diagnostics';
import { Manifests, selector } from './manifests';
import { definitionProvider, hintProvider, referenceProvider, renameProvider } from './naming';
import { showSchemaInUse } from './schemaStatus';
import { actionKinds, actionProvider, completionProvider, foldingProvider, hoverProvider, lensProvider, linkProvider, selectionProvider, symbolProvider } from './providers';

/** Everything that VS Code offers for payload manifests. Runs in Node and in a browser's worker. */
export function registerManifests(dependencies: ManifestDependencies): vscode.Disposable {
	const manifests = new Manifests(dependencies);
	const lensesChanged = new vscode.EventEmitter<void>();
	const { languages } = vscode;
	return vscode.Disposable.from(
		manifests,
		lensesChanged,
		manifests.onDidChange(() => lensesChanged.fire()),
		followDiagnostics(manifests, dependencies),
		showSchemaInUse(manifests),
		// `-` begins an item, a blank follows a colon, quotes and braces open a value.
		languages.registerCompletionItemProvider(selector, completionProvider(manifests), ' ', '"', "'", '{', ',', '-', ':'),
		languages.registerHoverProvider(selector, hoverProvider(manifests)),
		languages.registerCodeActionsProvider(selector, actionProvider(manifests), actionKinds),
		languages.registerCodeLensProvider(selector, lensProvider(manifests, dependencies, lensesChanged.event)),
		languages.registerDocumentSymbolProvider(selector, symbolProvider(manifests), { label: 'ReleasePayload' }),
		languages.registerFoldingRangeProvider(selector, foldingProvider(manifests)),
		languages.registerSelectionRangeProvider(selector, selectionProvider(manifests)),
		languages.registerDocumentLinkProvider(selector, linkProvider(manifests)),
		languages.registerDefinitionProvider(selector, definitionProvider(manifests)),
		languages.registerReferenceProvider(selector, referenceProvider(manifests)),
		languages.registerRenameProvider(selector, renameProvider(manifests)),
		languages.registerInlayHintsProvider(selector, hintProvider(manifests, lensesChanged.event)),
	);
}
