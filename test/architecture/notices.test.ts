import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';

interface Notices {
	readonly bundledPackages: () => readonly string[];
	readonly notices: () => string;
}

const load = async () => (await import(join(process.cwd(), 'test/architecture/notices.mjs'))) as Notices;

test('every bundled package is in the third-party notices, with its licence', async () => {
	const { notices } = await load();
	assert.equal(readFileSync('THIRD_PARTY_NOTICES.md', 'utf8'), notices(), 'run: npm run build && node test/architecture/notices.mjs');
});

test('every bundled package has its reason in src/README.md', async () => {
	const direct = Object.keys((JSON.parse(readFileSync('package.json', 'utf8')) as { dependencies: Record<string, string> }).dependencies);
	const developed = Object.keys((JSON.parse(readFileSync('package.json', 'utf8')) as { devDependencies: Record<string, string> }).devDependencies);
	const readme = readFileSync('src/README.md', 'utf8');
	for (const name of [...direct, ...developed]) assert.ok(readme.includes(`\`${name}\``), `${name} has no reason in src/README.md`);
	const { bundledPackages } = await load();
	assert.ok(bundledPackages().length > 0);
});

test('every bundled licence is one that the project can be distributed with', async () => {
	const { bundledPackages } = await load();
	const fine = /^(MIT|ISC|Apache-2\.0|BSD-[23]-Clause|0BSD|Unlicense|\(MIT OR .+\)|\(.+ OR MIT\)|BlueOak-1\.0\.0|Python-2\.0)$/;
	for (const folder of bundledPackages()) {
		const { license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { license?: string };
		assert.match(license ?? 'none', fine, folder);
	}
});
