import * as vscode from 'vscode';

/** Codes of meaning that a person does not want to see, upper-cased; whatever a settings file holds. */
export function silencedCodes(): ReadonlySet<string> {
	const value = vscode.workspace.getConfiguration('releasePayloads').get<unknown>('manifests.disabledRules');
	if (!Array.isArray(value)) return new Set();
	return new Set(value.filter((each): each is string => typeof each === 'string').map((each) => each.trim().toUpperCase()));
}

/** Whether what is worked out is to be shown behind what is written. */
export function wantsHints(): boolean {
	return vscode.workspace.getConfiguration('releasePayloads').get<unknown>('manifests.inlayHints') === true;
}

/** Whether errors of YAML are said although another extension says them too. */
export function syntaxFindings(): 'auto' | 'always' | 'off' {
	const value = vscode.workspace.getConfiguration('releasePayloads').get<unknown>('manifests.syntaxFindings');
	return value === 'always' || value === 'off' ? value : 'auto';
}

/** URL templates of release pages by namespace or pattern; whatever a settings file holds. */
export function releasePages(): Readonly<Record<string, string>> {
	const value = vscode.workspace.getConfiguration('releasePayloads').get<unknown>('links.releasePages');
	if (typeof value !== 'object' || value === null) return {};
	return Object.fromEntries(Object.entries(value).flatMap(([key, each]) => (typeof each === 'string' ? [[key.trim(), each.trim()]] : [])));
}
