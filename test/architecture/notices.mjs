// What THIRD_PARTY_NOTICES.md has to say: every package whose code is in a product bundle, with its licence text.
// `node test/architecture/notices.mjs` writes it; notices.test.ts holds it against the bundles.
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Folders of the packages in the bundles, from esbuild's own record of what went in. */
export function bundledPackages() {
	const folders = new Set();
	for (const metafile of JSON.parse(readFileSync('build/metafile.json', 'utf8'))) {
		for (const input of Object.keys(metafile.inputs)) {
			const folder = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0];
			if (folder !== undefined && existsSync(join(folder, 'package.json'))) folders.add(folder);
		}
	}
	return [...folders].sort();
}

export function notices() {
	const sections = bundledPackages().map((folder) => {
		const { name, version, license, homepage } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
		const file = readdirSync(folder).find((entry) => /^(licen[cs]e|copying)(\.|$)/i.test(entry));
		const text = file === undefined ? `Published under ${license}; the package carries no licence file.` : readFileSync(join(folder, file), 'utf8').trim();
		return `## ${name} ${version}\n\nLicence: ${license}${homepage === undefined ? '' : `\nHome: <${homepage}>`}\n\n${text.replaceAll('\r\n', '\n').replaceAll(/^/gm, '    ').replaceAll(/ +$/gm, '')}\n`;
	});
	return `# Third-party notices\n\nThe extension contains code of these packages.\n\n${sections.join('\n')}`;
}

if (process.argv[1] === import.meta.filename) writeFileSync('THIRD_PARTY_NOTICES.md', notices());
