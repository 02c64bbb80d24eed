import * as vscode from 'vscode';
import type { Range } from '../../language/service';

export function toRange({ start, end }: Range): vscode.Range {
	return new vscode.Range(start.line, start.character, end.line, end.character);
}

/** Offsets of a document as a range. */
export function rangeBetween(document: vscode.TextDocument, { start, end }: { readonly start: number; readonly end: number }): vscode.Range {
	return new vscode.Range(document.positionAt(start), document.positionAt(end));
}
