import assert from 'node:assert/strict';
import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { ESLint } from 'eslint';

/** Code that must be refused, planted as a real file so that typed rules and path resolution see it as they see any other. */
const violations: readonly { readonly folder: string; readonly code: string; readonly rule: string }[] = [
	{ folder: 'payload', code: `import { readFileSync } from 'node:fs';\nexport const a = readFileSync;`, rule: 'no-restricted-imports' },
	{ folder: 'payload', code: `import type { TreeNode } from '../presentation/treeNode';\nexport type A = TreeNode;`, rule: 'import-x/no-restricted-paths' },
	{ folder: 'payload', code: `export const a = () => Date.now();`, rule: 'no-restricted-properties' },
	{ folder: 'payload', code: `export const a = () => new Date();`, rule: 'no-restricted-syntax' },
	{ folder: 'payload', code: `export const a = (s: string) => s.length > 0 ? process.env : s;`, rule: 'no-restricted-globals' },
	{ folder: 'schema', code: `import type { Phase } from '../payload/phase';\nexport type A = Phase;`, rule: 'import-x/no-restricted-paths' },
	{ folder: 'presentation', code: `import { parse } from 'yaml';\nexport const a = parse;`, rule: 'no-restricted-imports' },
	{ folder: 'presentation', code: `export { connect } from '../cluster/connect';`, rule: 'import-x/no-restricted-paths' },
	{ folder: 'language', code: `import type * as vscode from 'vscode';\nexport type A = vscode.Uri;`, rule: 'no-restricted-imports' },
	{ folder: 'language', code: `export const a = async (): Promise<unknown> => import('../payload/phase');`, rule: 'no-restricted-syntax' },
	{ folder: 'cluster', code: `import type { Uri } from 'vscode';\nexport type A = Uri;`, rule: 'no-restricted-imports' },
	{ folder: 'demo', code: `import type { Cluster } from '../cluster/cluster';\nexport type A = Cluster;`, rule: 'import-x/no-restricted-paths' },
	{ folder: 'ui', code: `import { connect } from '../cluster/connect';\nexport const a = connect;`, rule: '@typescript-eslint/no-restricted-imports' },
	{ folder: 'ui', code: `import { parse } from 'yaml';\nexport const a = parse;`, rule: 'no-restricted-imports' },
	{ folder: 'ui', code: `import { workspace } from 'vscode';\nexport const a = () => {\n\tworkspace.onDidSaveTextDocument(() => undefined);\n};`, rule: 'no-restricted-syntax' },
	{ folder: 'ui/manifest', code: `import type { Cluster } from '../../cluster/cluster';\nexport type A = Cluster;`, rule: 'no-restricted-imports' },
	{ folder: 'ui/manifest', code: `import { join } from 'node:path';\nexport const a = join;`, rule: 'no-restricted-imports' },
	{ folder: 'cli', code: `import type { Uri } from 'vscode';\nexport type A = Uri;`, rule: 'no-restricted-imports' },
	{ folder: 'payload', code: `export enum A { B }`, rule: 'no-restricted-syntax' },
	{ folder: 'payload', code: `export default 1;`, rule: 'no-restricted-syntax' },
	{ folder: 'payload', code: `export const a = (b: any): unknown => b;`, rule: '@typescript-eslint/no-explicit-any' },
	{ folder: 'payload', code: `export const a = (b: string[]) => b[0]!.length;`, rule: '@typescript-eslint/no-non-null-assertion' },
];

const planted = (folder: string, index: number) => join('src', folder, `plantedViolation${String(index)}.ts`);

test('every planted violation of the layer table and the house rules is refused', { timeout: 600_000 }, async (t) => {
	const cycle = [join('src/payload', 'plantedCycleA.ts'), join('src/payload', 'plantedCycleB.ts')];
	const files = violations.map(({ folder }, index) => planted(folder, index));
	t.after(() => {
		for (const file of [...files, ...cycle]) rmSync(file, { force: true });
	});
	violations.forEach(({ code }, index) => writeFileSync(files[index] ?? '', `${code}\n`));
	writeFileSync(cycle[0] ?? '', `import { b } from './plantedCycleB';\nexport const a = (): unknown => b;\n`);
	writeFileSync(cycle[1] ?? '', `import { a } from './plantedCycleA';\nexport const b = (): unknown => a;\n`);
	const results = await new ESLint().lintFiles([...files, ...cycle]);
	const rulesOf = (file: string) => results.find((result) => result.filePath.endsWith(file))?.messages.filter((message) => message.severity === 2).map((message) => message.ruleId);
	for (const [index, violation] of violations.entries()) {
		const found = rulesOf(files[index] ?? '');
		assert.ok(found?.includes(violation.rule), `not refused by ${violation.rule} but by ${String(found)}:\n${violation.code}`);
	}
	for (const file of cycle) assert.ok(rulesOf(file)?.includes('import-x/no-cycle'), `${file}: the cycle went unseen`);
});

test('every folder of src has its row in the layer table, and every row its folder', async () => {
	const { layers } = (await import(join(process.cwd(), 'eslint.config.mjs'))) as { layers: Record<string, unknown> };
	const folders = readdirSync('src', { withFileTypes: true }).filter((entry) => entry.isDirectory()).map((entry) => entry.name);
	assert.deepEqual(folders.sort(), Object.keys(layers).sort());
	assert.ok(existsSync('src/README.md'));
});
