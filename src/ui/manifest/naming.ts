import * as vscode from 'vscode';
import type { Manifests } from './manifests';
import { rangeBetween, toRange } from './ranges';
import { wantsHints } from './settings';

/** From what spec asks for to what the status says of it, and back. */
export function definitionProvider(manifests: Manifests): vscode.DefinitionProvider {
	return {
		async provideDefinition(document, position) {
			const session = await manifests.sessionOf(document);
			return session?.definitions(document.offsetAt(position)).map((range) => new vscode.Location(document.uri, toRange(range)));
		},
	};
}

export function referenceProvider(manifests: Manifests): vscode.ReferenceProvider {
	return {
		async provideReferences(document, position, { includeDeclaration }) {
			const session = await manifests.sessionOf(document);
			return session?.references(document.offsetAt(position), includeDeclaration).map((range) => new vscode.Location(document.uri, toRange(range)));
		},
	};
}

/** An error's message is what the editor shows beside the cursor. */
export function renameProvider(manifests: Manifests): vscode.RenameProvider {
	return {
		async prepareRename(document, position) {
			const start = (await manifests.sessionOf(document))?.renameStart(document.offsetAt(position));
			if (start === undefined) throw new Error(vscode.l10n.t('Only jobs of release payloads can be renamed here.'));
			if ('refusal' in start) throw new Error(start.refusal);
			return { range: toRange(start.range), placeholder: start.placeholder };
		},
		async provideRenameEdits(document, position, newName) {
			const edits = (await manifests.sessionOf(document))?.rename(document.offsetAt(position), newName);
			if (edits === undefined) return undefined;
			if ('refusal' in edits) throw new Error(edits.refusal);
			const all = new vscode.WorkspaceEdit();
			all.set(document.uri, edits.map((edit) => new vscode.TextEdit(rangeBetween(document, edit), edit.newText)));
			return all;
		},
	};
}

/** Hints of the lines in view; none unless a person asked for them. */
export function hintProvider(manifests: Manifests, onDidChange: vscode.Event<void>): vscode.InlayHintsProvider {
	return {
		onDidChangeInlayHints: onDidChange,
		async provideInlayHints(document, { start, end }) {
			if (!wantsHints()) return [];
			const hints = (await manifests.sessionOf(document))?.hints(start.line, end.line) ?? [];
			return hints.map(({ position, label }) => {
				const hint = new vscode.InlayHint(new vscode.Position(position.line, position.character), label);
				hint.paddingLeft = true;
				return hint;
			});
		},
	};
}
