import * as vscode from 'vscode';
import type { Action, Choice, Fold, Lens, Session, Symbol } from '../../language/service';
import { fromTemplate, linkFacts, templateFor } from '../../presentation/links';
import type { ManifestDependencies } from './dependencies';
import { diagnosticSource } from './diagnostics';
import type { Manifests } from './manifests';
import { rangeBetween, toRange } from './ranges';
import { releasePages } from './settings';

interface Item extends vscode.CompletionItem {
	readonly choice: Choice;
	readonly session: Session;
}

/** Completion, with documentation worked out only for the item that is looked at. */
export function completionProvider(manifests: Manifests): vscode.CompletionItemProvider<Item> {
	return {
		async provideCompletionItems(document, position) {
			const session = await manifests.sessionOf(document);
			return session?.complete(document.offsetAt(position)).map((choice) => itemOf(choice, session, document));
		},
		resolveCompletionItem(item) {
			const text = item.session.documentationFor(item.choice.path, item.choice.kind);
			if (text !== '') item.documentation = new vscode.MarkdownString(text);
			return item;
		},
	};
}

function itemOf(choice: Choice, session: Session, document: vscode.TextDocument): Item {
	const kinds = { field: vscode.CompletionItemKind.Property, value: vscode.CompletionItemKind.EnumMember, item: vscode.CompletionItemKind.Struct, document: vscode.CompletionItemKind.Snippet };
	const item: Item = Object.assign(new vscode.CompletionItem(choice.label, kinds[choice.kind]), { choice, session });
	if (choice.detail !== '') item.detail = choice.detail;
	item.insertText = new vscode.SnippetString(choice.insert);
	item.keepWhitespace = true;
	const replacing = rangeBetween(document, choice.replace);
	item.range = replacing;
	item.sortText = choice.order;
	item.filterText = filterText(document, replacing, choice);
	if (choice.goesOn) item.command = { command: 'editor.action.triggerSuggest', title: '' };
	return item;
}

/** The editor matches against all that is replaced, blanks that are taken along included. */
function filterText(document: vscode.TextDocument, range: vscode.Range, choice: Choice): string {
	const blanks = /^\s*/.exec(document.getText(range))?.[0] ?? '';
	return blanks + choice.filter;
}

export function hoverProvider(manifests: Manifests): vscode.HoverProvider {
	return {
		async provideHover(document, position) {
			const hover = (await manifests.sessionOf(document))?.hover(document.offsetAt(position));
			return hover === undefined ? undefined : new vscode.Hover(new vscode.MarkdownString(hover.contents), toRange(hover.range));
		},
	};
}

/** The source of "Fix all" for mends that cannot be wrong. */
const fixAll = vscode.CodeActionKind.SourceFixAll.append('releasePayloads');

export const actionKinds: vscode.CodeActionProviderMetadata = { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix, fixAll] };

export function actionProvider(manifests: Manifests): vscode.CodeActionProvider {
	return {
		async provideCodeActions(document, range, context) {
			if (document.uri.scheme === 'releasepayload' || (await manifests.sessionOf(document)) === undefined) return [];
			const session = await manifests.sessionWithFindings(document);
			if (session === undefined) return [];
			if (context.only?.intersects(fixAll) === true) return fixAllActions(session, document);
			return session.actions(document.offsetAt(range.start), document.offsetAt(range.end)).map((action) => quickFix(action, document, context.diagnostics));
		},
	};
}

function quickFix(action: Action, document: vscode.TextDocument, diagnostics: readonly vscode.Diagnostic[]): vscode.CodeAction {
	const fix = new vscode.CodeAction(action.title, vscode.CodeActionKind.QuickFix);
	fix.edit = new vscode.WorkspaceEdit();
	for (const { start, end, newText } of action.edits) fix.edit.replace(document.uri, rangeBetween(document, { start, end }), newText);
	fix.isPreferred = action.preferred;
	fix.diagnostics = diagnostics.filter((each) => each.source === diagnosticSource && codeOf(each) === action.finding.code && each.range.isEqual(toRange(action.finding.range)));
	return fix;
}

function codeOf({ code }: vscode.Diagnostic): string {
	return typeof code === 'object' ? String(code.value) : String(code ?? '');
}

function fixAllActions(session: Session, document: vscode.TextDocument): vscode.CodeAction[] {
	const fix = new vscode.CodeAction(vscode.l10n.t('Fix All Release Payload Mistakes'), fixAll);
	fix.edit = new vscode.WorkspaceEdit();
	let behind = -1;
	const edits = session.safeActions().flatMap((action) => action.edits);
	for (const { start, end, newText } of edits.toSorted((a, b) => a.start - b.start)) {
		// Two mends of one place: the first.
		if (start < behind) continue;
		behind = end;
		fix.edit.replace(document.uri, rangeBetween(document, { start, end }), newText);
	}
	return edits.length === 0 ? [] : [fix];
}

export function lensProvider(manifests: Manifests, { live }: ManifestDependencies, onDidChange: vscode.Event<void>): vscode.CodeLensProvider {
	return {
		onDidChangeCodeLenses: onDidChange,
		async provideCodeLenses(document) {
			const session = await manifests.sessionOf(document);
			const lenses = session?.lenses(live !== undefined && document.uri.scheme !== 'releasepayload') ?? [];
			return lenses.map((lens) => new vscode.CodeLens(toRange(lens.range), commandOf(lens, live)));
		},
	};
}

function commandOf({ title, action }: Lens, live: ManifestDependencies['live']): vscode.Command {
	const found = action === undefined ? undefined : live?.find(action.ref);
	if (action === undefined || found === undefined || found === 'absent') return { title, command: '' };
	const { namespace, name } = action.ref;
	const command = { accept: 'releasePayloads.accept', reject: 'releasePayloads.reject', open: 'releasePayloads.openPayload' }[action.kind];
	return { title, command, arguments: [{ context: found.context, namespace, name }] };
}

export function symbolProvider(manifests: Manifests): vscode.DocumentSymbolProvider {
	return {
		async provideDocumentSymbols(document) {
			return (await manifests.sessionOf(document))?.symbols().map(symbolOf);
		},
	};
}

function symbolOf({ name, detail, kind, range, selection, children }: Symbol): vscode.DocumentSymbol {
	const kinds = { payload: vscode.SymbolKind.Package, group: vscode.SymbolKind.Array, job: vscode.SymbolKind.Method, run: vscode.SymbolKind.Event, field: vscode.SymbolKind.Field };
	const whole = toRange(range);
	const shown = new vscode.DocumentSymbol(name, detail, kinds[kind], whole.union(toRange(selection)), toRange(selection));
	shown.children = children.map(symbolOf);
	return shown;
}

export function foldingProvider(manifests: Manifests): vscode.FoldingRangeProvider {
	return {
		async provideFoldingRanges(document) {
			return (await manifests.sessionOf(document))?.folds().map(({ startLine, endLine }: Fold) => new vscode.FoldingRange(startLine, endLine));
		},
	};
}

export function selectionProvider(manifests: Manifests): vscode.SelectionRangeProvider {
	return {
		async provideSelectionRanges(document, positions) {
			const session = await manifests.sessionOf(document);
			return positions.map((position) => {
				const ranges = (session?.selection(document.offsetAt(position)) ?? []).map(toRange).filter((range) => range.contains(position));
				const outermost = ranges.pop();
				if (outermost === undefined) return new vscode.SelectionRange(new vscode.Range(position, position));
				return ranges.reduceRight((parent, range) => (parent.range.contains(range) ? new vscode.SelectionRange(range, parent) : parent), new vscode.SelectionRange(outermost));
			});
		},
	};
}

export function linkProvider(manifests: Manifests): vscode.DocumentLinkProvider {
	return {
		async provideDocumentLinks(document) {
			const pages = releasePages();
			return (await manifests.sessionOf(document))?.links().flatMap(({ range, target }) => {
				const url = typeof target === 'string' ? target : fromTemplate(templateFor(target.ref.namespace, pages) ?? '', linkFacts(target));
				return url === undefined ? [] : [new vscode.DocumentLink(toRange(range), vscode.Uri.parse(url, true))];
			});
		},
	};
}

