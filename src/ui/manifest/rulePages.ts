import * as vscode from 'vscode';

/**
 * Where the page about a finding's code is, in the package. VS Code opens the link of a diagnostic as a file and runs no
 * command for it; that pages show rendered is the association of their path in the manifest.
 */
export function rulePagesIn(extension: vscode.Uri): (code: string) => vscode.Uri {
	return (code) => vscode.Uri.joinPath(extension, 'media', 'rules', `${code}.md`);
}
