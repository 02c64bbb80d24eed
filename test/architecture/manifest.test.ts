import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { contextWords } from '../../src/presentation/contextValue';

interface Menu {
	readonly command?: string;
	readonly when?: string;
}

interface Property {
	readonly type?: string | readonly string[];
	readonly default?: unknown;
	readonly scope?: string;
	readonly markdownDescription?: string;
	readonly description?: string;
	readonly enum?: readonly string[];
	readonly enumDescriptions?: readonly string[];
}

interface Manifest {
	readonly name: string;
	readonly displayName: string;
	readonly description: string;
	readonly version: string;
	readonly publisher: string;
	readonly license: string;
	readonly icon: string;
	readonly categories: readonly string[];
	readonly keywords: readonly string[];
	readonly engines: { readonly vscode: string };
	readonly devDependencies: Readonly<Record<string, string>>;
	readonly main: string;
	readonly browser: string;
	readonly l10n: string;
	readonly extensionKind: readonly string[];
	readonly activationEvents?: readonly string[];
	readonly capabilities: {
		readonly untrustedWorkspaces: { readonly supported: unknown; readonly description: string; readonly restrictedConfigurations?: readonly string[] };
		readonly virtualWorkspaces: { readonly supported: unknown; readonly description: string };
	};
	readonly contributes: {
		readonly commands: readonly { readonly command: string; readonly title: string; readonly category?: string; readonly icon?: string }[];
		readonly menus: Readonly<Record<string, readonly Menu[]>>;
		readonly keybindings?: readonly Menu[];
		readonly views: Readonly<Record<string, readonly { readonly id: string; readonly when?: string }[]>>;
		readonly viewsWelcome: readonly { readonly view: string; readonly contents: string; readonly when?: string }[];
		readonly configuration: { readonly properties: Readonly<Record<string, Property>> } | readonly { readonly properties: Readonly<Record<string, Property>> }[];
		readonly grammars?: readonly { readonly path: string }[];
	};
}

const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;
const texts = JSON.parse(readFileSync('package.nls.json', 'utf8')) as Readonly<Record<string, string>>;
const prefix = 'releasePayloads.';

/** All of `src/ui` and the composition roots as one text: the only places that can name what the manifest contributes. */
const code = [
	...readdirSync('src/ui', { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name)),
	'src/extension.ts',
	'src/extension.web.ts',
].map((file) => readFileSync(file, 'utf8')).join('\n');

const between = (text: string, start: RegExp, end: string) => {
	const at = start.exec(text);
	assert.ok(at, `${String(start)} is not in the code`);
	return text.slice(at.index + at[0].length, text.indexOf(end, at.index + at[0].length));
};

const registered = [...between(readFileSync('src/ui/commands.ts', 'utf8'), /commandIds = \[/, ']').matchAll(/'(\w+)'/g)].map((match) => prefix + (match[1] ?? '')).sort();
const contextKeys = [...between(readFileSync('src/ui/contextKeys.ts', 'utf8'), /interface ContextKeys \{/, '}').matchAll(/readonly (\w+):/g)].map((match) => prefix + (match[1] ?? ''));
const properties = Object.assign({}, ...[manifest.contributes.configuration].flat().map((each) => each.properties)) as Readonly<Record<string, Property>>;

const whenClauses = [
	...Object.values(manifest.contributes.menus).flat(),
	...(manifest.contributes.keybindings ?? []),
	...Object.values(manifest.contributes.views).flat(),
	...manifest.contributes.viewsWelcome,
].map((each) => each.when ?? '');

test('the commands of the manifest are those of the code', () => {
	assert.deepEqual(manifest.contributes.commands.map((each) => each.command).sort(), registered);
});

test('every command has a title in Title Case, a category, and no mark that shouts', () => {
	for (const { command, title, category } of manifest.contributes.commands) {
		assert.ok(category !== undefined, command);
		const text = texts[title.replaceAll('%', '')] ?? title;
		const small = /^(a|an|and|the|of|for|to|in|on|as|by|or|with)$/;
		for (const [index, word] of text.replace(/…$/, '').split(' ').entries()) {
			assert.ok((index > 0 && small.test(word)) || /^[A-Z]/.test(word), `${command}: ${text}`);
		}
		assert.doesNotMatch(text, /!/, command);
	}
});

test('every menu entry, link and key names a command that exists', () => {
	const known = new Set([...registered, 'workbench.action.openSettings', 'workbench.trust.manage']);
	for (const [menu, entries] of Object.entries(manifest.contributes.menus)) {
		for (const { command } of entries) if (command !== undefined) assert.ok(known.has(command), `${menu}: ${command}`);
	}
	for (const { contents } of manifest.contributes.viewsWelcome) {
		const linked = [...(texts[contents.replaceAll('%', '')] ?? contents).matchAll(/\(command:([\w.]+)/g)].map((match) => match[1] ?? '');
		assert.deepEqual(linked.filter((command) => !known.has(command)), []);
	}
});

test('the context keys of when clauses are those that the code sets, and each is used', () => {
	const used = new Set(whenClauses.flatMap((when) => [...when.matchAll(/releasePayloads\.(\w+)/g)].map((match) => match[0])));
	const views = Object.values(manifest.contributes.views).flat().map((view) => view.id);
	const enablement = new Set(JSON.stringify(manifest.contributes).match(/releasePayloads\.\w+/g));
	assert.deepEqual([...used].filter((key) => !contextKeys.includes(key) && !views.includes(key)), [], 'used, never set');
	assert.deepEqual(contextKeys.filter((key) => !enablement.has(key)), [], 'set, never used');
});

test('every word that a menu looks for in viewItem is one that rows carry', () => {
	const words = whenClauses.flatMap((when) => [...when.matchAll(/viewItem =~ \/([^/]+)\//g)].flatMap((match) => (match[1] ?? '').replaceAll('\\b', ' ').match(/[A-Za-z]{2,}/g) ?? []));
	assert.ok(words.length > 0);
	assert.deepEqual(words.filter((word) => !(contextWords as readonly string[]).includes(word)), []);
});

test('the settings of the manifest are those that the code reads, with a default, a scope and a description', () => {
	const read = new Set([...code.matchAll(/\.get(?:<[^>]*>)?\(\s*'([\w.]+)'/g)].map((match) => prefix + (match[1] ?? '')));
	for (const [setting, property] of Object.entries(properties)) {
		assert.ok(setting.startsWith(prefix), setting);
		assert.ok(read.has(setting), `${setting} is never read`);
		assert.ok('default' in property, `${setting} has no default`);
		assert.ok(property.scope !== undefined, `${setting} has no scope`);
		assert.ok((property.markdownDescription ?? property.description) !== undefined, `${setting} has no description`);
		assert.equal(property.enumDescriptions?.length, property.enum?.length, `${setting}: a description for each value`);
	}
	assert.deepEqual([...read].filter((setting) => !(setting in properties)), [], 'read, not contributed');
});

test('a workspace that is not trusted cannot choose the kubeconfig', () => {
	assert.ok(manifest.capabilities.untrustedWorkspaces.restrictedConfigurations?.includes('releasePayloads.kubeconfig'));
	assert.match(properties['releasePayloads.kubeconfig']?.scope ?? '', /^machine/);
});

test('every view of the manifest is made by the code', () => {
	for (const { id } of Object.values(manifest.contributes.views).flat()) assert.ok(code.includes(`'${id}'`), id);
});

test('every file that the manifest names exists', () => {
	const files = [...JSON.stringify(manifest).matchAll(/"(\.?\/?(?:media|syntaxes|l10n)\/?[\w./-]*)"/g)].map((match) => match[1] ?? '');
	assert.ok(files.includes(manifest.icon));
	assert.deepEqual([...files, manifest.main, manifest.browser].filter((file) => !existsSync(file)), []);
});

test('the listing is complete for the Marketplace and for Open VSX', () => {
	const categories = new Set(['AI', 'Azure', 'Chat', 'Data Science', 'Debuggers', 'Education', 'Extension Packs', 'Formatters', 'Keymaps', 'Language Packs', 'Linters', 'Machine Learning', 'Notebooks', 'Programming Languages', 'SCM Providers', 'Snippets', 'Testing', 'Themes', 'Visualization', 'Other']);
	assert.match(manifest.name, /^[a-z0-9-]+$/);
	assert.match(manifest.version, /^\d+\.\d+\.\d+$/);
	assert.match(manifest.publisher, /^[a-z0-9-]+$/i);
	assert.equal(manifest.license, 'Apache-2.0');
	assert.ok(manifest.categories.length > 0 && manifest.categories.every((category) => categories.has(category)));
	assert.ok(manifest.keywords.length >= 5 && manifest.keywords.length <= 30);
	assert.ok(manifest.extensionKind.length > 0);
	assert.ok(manifest.capabilities.untrustedWorkspaces.description !== '' && manifest.capabilities.virtualWorkspaces.description !== '');
	const png = readFileSync(manifest.icon);
	assert.equal(png.toString('latin1', 1, 4), 'PNG');
	assert.ok(png.readUInt32BE(16) >= 256 && png.readUInt32BE(20) >= 256);
});

test('the types are those of the oldest VS Code that is admitted', () => {
	assert.equal(`^${manifest.devDependencies['@types/vscode'] ?? ''}`, manifest.engines.vscode);
	assert.ok(!(manifest.activationEvents ?? []).includes('*'));
});
