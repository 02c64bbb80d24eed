import * as vscode from 'vscode';

/** What a person can set, read as it stands now; whatever a settings file holds, the types are true. */
export interface Settings {
	/** Path of a kubeconfig file; empty means KUBECONFIG, else the default file. */
	readonly kubeconfig: string;
	readonly namespaces: readonly string[];
	readonly quietStreamHours: number;
	readonly neverStartedMinutes: number;
	/** Namespace, or a pattern with `*`, to URL template. */
	readonly releasePages: Readonly<Record<string, string>>;
	readonly sippy: string;
	readonly managedFields: boolean;
	readonly demo: { readonly payloads: number; readonly seed: number; readonly speed: number };
}

const section = 'releasePayloads';

export function readSettings(): Settings {
	const all = vscode.workspace.getConfiguration(section);
	return {
		kubeconfig: text(all.get('kubeconfig')).trim(),
		namespaces: texts(all.get('namespaces')),
		quietStreamHours: number(all.get('quietStreamHours'), { otherwise: 24, least: 1 }),
		neverStartedMinutes: number(all.get('neverStartedMinutes'), { otherwise: 60, least: 1 }),
		releasePages: textMap(all.get('links.releasePages')),
		sippy: text(all.get('links.sippy')).trim(),
		managedFields: all.get('document.managedFields') === true,
		demo: {
			payloads: Math.round(number(all.get('demo.payloads'), { otherwise: 70, least: 0 })),
			seed: Math.round(number(all.get('demo.seed'), { otherwise: 1, least: 0 })),
			speed: number(all.get('demo.speed'), { otherwise: 1, least: 0.01 }),
		},
	};
}

export type SettingKey = 'kubeconfig' | 'namespaces' | 'quietStreamHours' | 'neverStartedMinutes' | 'links' | 'document';

/** `changed` answers for one setting, or for a group of them. */
export function onDidChangeSettings(listener: (changed: (key: SettingKey) => boolean) => void): vscode.Disposable {
	return vscode.workspace.onDidChangeConfiguration((event) => {
		if (event.affectsConfiguration(section)) listener((key) => event.affectsConfiguration(`${section}.${key}`));
	});
}

function text(value: unknown): string {
	return typeof value === 'string' ? value : '';
}

function texts(value: unknown): readonly string[] {
	if (!Array.isArray(value)) return [];
	return [...new Set(value.map((each) => text(each).trim()).filter((each) => each !== ''))];
}

function textMap(value: unknown): Readonly<Record<string, string>> {
	if (typeof value !== 'object' || value === null) return {};
	return Object.fromEntries(Object.entries(value).flatMap(([key, each]) => (typeof each === 'string' ? [[key.trim(), each.trim()]] : [])));
}

function number(value: unknown, { otherwise, least }: { readonly otherwise: number; readonly least: number }): number {
	return typeof value === 'number' && Number.isFinite(value) ? Math.max(least, value) : otherwise;
}
