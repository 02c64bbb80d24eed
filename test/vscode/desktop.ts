import { existsSync } from 'node:fs';
import { mkdir, readFile, realpath, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { firstOnPath } from './fetch';
import { demoSettings, type Opening } from './person';
import { isAlive, startProcess } from './processes';

const macCommand = '/Applications/Visual Studio Code.app/Contents/Resources/app/bin/code';

/** The command of desktop VS Code, where there is one and a screen to show it on. */
export async function findDesktop(): Promise<string | undefined> {
	if (process.platform === 'linux' && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY']) return undefined;
	const found = await firstOnPath(process.platform === 'win32' ? ['code.cmd'] : ['code']);
	if (found === undefined) return process.platform === 'darwin' && existsSync(macCommand) ? macCommand : undefined;
	// The command of the same name inside a remote window opens files there, and Windows' own is seen from WSL.
	const real = await realpath(found);
	return /remote-cli|^\/mnt\//.test(real) ? undefined : found;
}

/** What to do on a system for which there is no server build on npm. */
export function withoutDesktop(): string {
	const command = process.platform === 'darwin' ? ', then run "Shell Command: Install \'code\' command in PATH" from its Command Palette' : '';
	return `Install VS Code from https://code.visualstudio.com${command}, and run npm start again. (Without it, npm start fetches a server build of VS Code, which there is for Linux on x86-64 only.)`;
}

/** Opens a window of its own, apart from the person's VS Code, and ends when the person closes it. */
export async function openDesktop(command: string, opening: Opening, closers: (() => Promise<void>)[]): Promise<void> {
	const { folder, workspace, vsix, kubeconfig, say } = opening;
	const data = join(folder, 'desktop');
	const own = ['--user-data-dir', data, '--extensions-dir', join(folder, 'extensions')];
	await mkdir(join(data, 'User'), { recursive: true });
	await writeFile(join(data, 'User/settings.json'), JSON.stringify(demoSettings(kubeconfig), undefined, '\t'));
	say('Installing the package …');
	const installed = code(command, [...own, '--install-extension', vsix, '--force']);
	const how = await installed.ended;
	if (how !== 'exit code 0') throw new Error(`VS Code did not install the package (${how}):\n${installed.text()}`);
	closers.push(() => endDesktop(data));
	const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
	const window = code(command, [...own, ...asRoot, '--disable-workspace-trust', '--new-window', '--wait', workspace]);
	closers.push(() => window.stop());
	say('VS Code is open. Close its window or press Ctrl+C to end it and the demo cluster.');
	const ended = await window.ended;
	if (ended !== 'exit code 0') throw new Error(`VS Code ended (${ended}):\n${window.text()}`);
}

function code(command: string, args: readonly string[]): ReturnType<typeof startProcess> {
	const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(VSCODE_|ELECTRON_|KUBECONFIG$)/.test(name)));
	if (process.platform !== 'win32') return startProcess(command, args, { env });
	// A .cmd file runs in a shell, which splits at blanks.
	const quoted = [command, ...args].map((word) => `"${word}"`);
	return startProcess(quoted[0] ?? '', quoted.slice(1), { env, shell: true, detached: false });
}

/** The command is only a messenger; the main process notes its id in the user folder. */
async function endDesktop(data: string): Promise<void> {
	const pid = Number(await readFile(join(data, 'code.lock'), 'utf8').catch(() => ''));
	if (!Number.isInteger(pid) || pid <= 0) return;
	try {
		process.kill(pid, 'SIGTERM');
	} catch {
		return;
	}
	for (let turn = 0; turn < 50 && isAlive(pid); turn++) await wait(100);
	if (isAlive(pid)) process.kill(pid, 'SIGKILL');
}
