import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import test from 'node:test';

const documents = ['README.md', 'src/README.md', 'test/README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'test/bench/RESULTS.md'];

interface Manifest {
	readonly scripts: Readonly<Record<string, string>>;
	readonly contributes: {
		readonly commands: readonly { readonly command: string; readonly title: string }[];
		readonly configuration: { readonly properties: Readonly<Record<string, unknown>> } | readonly { readonly properties: Readonly<Record<string, unknown>> }[];
	};
}

const manifest = () => JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;

test('every path that a document names exists', () => {
	for (const document of documents) {
		const text = readFileSync(document, 'utf8');
		const named = [...text.matchAll(/`((?:src|test|media|syntaxes|l10n|\.ci|\.github|\.vscode)\/[\w./*-]*)`/g)].map((match) => match[1] ?? '');
		const linked = [...text.matchAll(/\]\((?!https?:|#|command:)([^)#\s]+)(?:#[^)]*)?\)/g)].map((match) => join(dirname(document), match[1] ?? ''));
		const paths = [...named.filter((path) => !path.includes('*')), ...linked];
		assert.deepEqual(paths.filter((path) => !existsSync(path)), [], document);
	}
});

test('every command line of the documents is a script of the project', () => {
	const { scripts } = manifest();
	for (const document of documents) {
		const named = [...readFileSync(document, 'utf8').matchAll(/npm run (?:--silent )?([a-z][\w:-]*)/g)].map((match) => match[1] ?? '');
		assert.deepEqual(named.filter((name) => !(name in scripts)), [], document);
	}
});

test('the code map of src/README.md has a row for every folder', () => {
	const text = readFileSync('src/README.md', 'utf8');
	const folders = readdirSync('src', { withFileTypes: true }).filter((entry) => entry.isDirectory()).map((entry) => entry.name);
	for (const folder of folders) assert.match(text, new RegExp(`^\\| \`src/${folder}/\` \\|`, 'm'), folder);
});

test('the README lists every setting', () => {
	const { configuration } = manifest().contributes;
	const text = readFileSync('README.md', 'utf8');
	for (const { properties } of [configuration].flat()) {
		for (const setting of Object.keys(properties)) assert.ok(text.includes(`\`${setting}\``), `README.md does not name ${setting}`);
	}
});

test('the repository names no machine path and no package registry', () => {
	const suspicious = /registry\.npmjs|deb\.debian|\/(?:work|farm|root)\/[A-Za-z.]/;
	const roots = ['src', 'test', 'media', '.github', '.vscode', 'README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'package.json', 'package-lock.json', 'esbuild.mjs', 'eslint.config.mjs'];
	const filesOf = (path: string): string[] =>
		!existsSync(path) ? [] : readdirSyncOrFile(path).filter((file) => /\.(ts|mjs|cjs|js|json|md|yml|yaml|svg)$/.test(file) && !file.includes('node_modules'));
	for (const file of roots.flatMap(filesOf)) {
		if (file === join('test', 'architecture', 'docs.test.ts')) continue;
		assert.doesNotMatch(readFileSync(file, 'utf8'), suspicious, file);
	}
});

function readdirSyncOrFile(path: string): string[] {
	try {
		return readdirSync(path, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
	} catch {
		return [path];
	}
}
