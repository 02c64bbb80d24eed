import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import test from 'node:test';

const kilobyte = 1024;
const vsix = 'openshift-release-payloads.vsix';

interface Metafile {
	readonly outputs: Readonly<Record<string, { readonly bytes: number; readonly inputs: Readonly<Record<string, unknown>> }>>;
}

const metafiles = () => JSON.parse(readFileSync('build/metafile.json', 'utf8')) as readonly Metafile[];

/** Bundle file → the source files inside it. */
function inputsOf(bundle: string): readonly string[] {
	const found = metafiles().flatMap((metafile) => Object.entries(metafile.outputs)).find(([name]) => name === `dist/${bundle}.js`);
	assert.ok(found, `no bundle ${bundle}`);
	return Object.keys(found[1].inputs);
}

test('the bundles keep their size', () => {
	const budgets = { extension: 300 * kilobyte, language: 235 * kilobyte, cluster: 400 * kilobyte };
	for (const [bundle, budget] of Object.entries(budgets)) {
		const { size } = statSync(`dist/${bundle}.js`);
		assert.ok(size < budget, `dist/${bundle}.js has ${String(size)} bytes, more than ${String(budget)}`);
	}
});

test('undici and socks are in no bundle', () => {
	for (const bundle of ['extension', 'cluster', 'demo', 'language', 'web']) {
		const found = inputsOf(bundle).filter((file) => /node_modules\/(undici|socks|socks-proxy-agent|ip-address)\//.test(file));
		assert.deepEqual(found, [], bundle);
	}
});

test('the entry bundle holds neither the Kubernetes client, nor the YAML library, nor the demo', () => {
	const heavy = inputsOf('extension').filter((file) => /node_modules\/(@kubernetes|yaml|selfsigned)\/|^src\/(demo|cluster|language)\//.test(file));
	assert.deepEqual(heavy.filter((file) => !/^src\/(language|cluster)\/[a-zA-Z]+\.ts$/.test(file) || /connect|service/.test(file)), []);
});

test('rules that only the conformance cases need stay out of the package', () => {
	for (const bundle of ['extension', 'cluster', 'demo', 'language', 'web']) {
		assert.deepEqual(inputsOf(bundle).filter((file) => file.startsWith('src/payload/upstream/')), [], bundle);
	}
});

test('the package holds what the extension needs, and nothing else', { timeout: 600_000 }, () => {
	const listed = execFileSync(process.execPath, ['node_modules/@vscode/vsce/vsce', 'ls', '--no-dependencies'], { encoding: 'utf8' });
	const files = listed.trim().split('\n').sort();
	for (const needed of ['package.json', 'package.nls.json', 'README.md', 'CHANGELOG.md', 'LICENSE', 'THIRD_PARTY_NOTICES.md', 'dist/extension.js', 'dist/cluster.js', 'dist/demo.js', 'dist/language.js', 'dist/web.js', 'media/icon.png']) {
		assert.ok(files.includes(needed), `${needed} is missing from the package`);
	}
	const allowed = /^(package\.json|package\.nls(\.[a-z-]+)?\.json|README\.md|CHANGELOG\.md|LICENSE|THIRD_PARTY_NOTICES\.md|dist\/[a-z]+\.js|media\/.+\.(png|svg|md)|syntaxes\/.+\.json|l10n\/.+\.json)$/;
	assert.deepEqual(files.filter((file) => !allowed.test(file)), []);
});

test('the package is made offline and is smaller than 2 MB', { timeout: 600_000 }, () => {
	const missingRepository = !('repository' in (JSON.parse(readFileSync('package.json', 'utf8')) as object));
	execFileSync(process.execPath, ['node_modules/@vscode/vsce/vsce', 'package', '--no-dependencies', '--out', `build/${vsix}`, ...(missingRepository ? ['--allow-missing-repository', '--no-rewrite-relative-links'] : [])], { stdio: 'pipe' });
	const { size } = statSync(`build/${vsix}`);
	assert.ok(size < 2 * kilobyte * kilobyte, `${String(size)} bytes`);
});
