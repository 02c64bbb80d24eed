import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from './places';
import { startProcess } from './processes';

/** Packs what dist/ holds, with the very arguments of the `package` script. */
export async function packageExtension(out: string): Promise<void> {
	const { scripts } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { scripts: Record<string, string> };
	const [, words] = /\bvsce (package .*)$/.exec(scripts['package'] ?? '') ?? [];
	if (words === undefined) throw new Error('The package script of package.json does not end in "vsce package …".');
	const args = words.replace(/--out \S+/, '').split(' ').filter((word) => word !== '');
	const running = startProcess(process.execPath, [join(root, 'node_modules/@vscode/vsce/vsce'), ...args, '--out', out], { cwd: root });
	const how = await running.ended;
	if (how !== 'exit code 0') throw new Error(`Packaging failed (${how}):\n${running.text()}`);
}
