import { mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fetchBrowser, fetchEditor, unsupportedPlatform, type EditorVersion } from '../vscode/fetch';
import { packageExtension } from '../vscode/package';
import { fetchedFolder, root } from '../vscode/places';

/** What the tests of one version share. */
export interface Ring {
	readonly version: EditorVersion;
	/** The package under test, made of what dist/ holds. */
	readonly vsix: string;
	/** A folder for what the tests write, removed at the end. */
	readonly folder: string;
	readonly close: () => Promise<void>;
}

/** The ring, or why it cannot run here. */
export async function openRing(version: EditorVersion): Promise<Ring | string> {
	const platform = unsupportedPlatform();
	if (platform !== undefined) return platform;
	const fetching = await orUnreachable(async () => {
		await fetchEditor(version, tell);
		await fetchBrowser(tell);
	});
	if (fetching === unreachable) return `${unreachable}, and VS Code is not fetched yet`;
	const folder = await mkdtemp(join(tmpdir(), 'release-payloads-ring-'));
	return { version, vsix: await packaged(), folder, close: () => rm(folder, { recursive: true, force: true }) };
}

const unreachable = 'npm is not reachable';

/** What was fetched from npm, or that npm cannot be reached. */
export async function orUnreachable<T>(fetching: () => Promise<T>): Promise<T | typeof unreachable> {
	try {
		return await fetching();
	} catch (error) {
		const why = error instanceof Error ? error.message : String(error);
		if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ENOTCACHED|spawn npm ENOENT/.test(why)) return unreachable;
		throw error;
	}
}

/** Packs once for all versions: anew only when something that goes in is younger. */
async function packaged(): Promise<string> {
	const vsix = join(fetchedFolder, 'ring.vsix');
	const age = async (path: string): Promise<number> => stat(path).then(({ mtimeMs }) => mtimeMs, () => 0);
	const parts = ['dist/extension.js', 'dist/cluster.js', 'dist/language.js', 'dist/demo.js', 'dist/web.js', 'package.json', 'package.nls.json', '.vscodeignore', 'README.md'];
	const youngest = Math.max(...(await Promise.all(parts.map((part) => age(join(root, part))))));
	if ((await age(vsix)) < youngest) await packageExtension(vsix);
	return vsix;
}

/** A folder to open in the window, with these files. */
export async function workspaceWith(ring: Ring, name: string, files: Readonly<Record<string, string>>): Promise<string> {
	const folder = join(ring.folder, name);
	await mkdir(folder, { recursive: true });
	for (const [file, text] of Object.entries(files)) await writeFile(join(folder, file), text);
	return folder;
}

function tell(line: string): void {
	process.stdout.write(`  ${line}\n`);
}
