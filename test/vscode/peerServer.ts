import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './places';
import { startProcess } from './processes';

/** The small client, to copy into a window beside the extension under test. */
export const peerClient = join(root, 'test/vscode/peer');

/** The program of the pinned yaml-language-server, installed where the bench has it too. */
export async function fetchPeerServer(): Promise<string> {
	const folder = join(root, 'test/bench/peer');
	const program = join(folder, 'node_modules/yaml-language-server/bin/yaml-language-server');
	if (!existsSync(program)) {
		const installing = startProcess('npm', ['ci', '--no-audit', '--no-fund'], { cwd: folder });
		const how = await installing.ended;
		if (how !== 'exit code 0') throw new Error(`yaml-language-server could not be installed (${how}):\n${installing.text().slice(-2000)}`);
	}
	return program;
}
