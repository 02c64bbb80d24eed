import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fetchEditor, type Say } from './fetch';
import { startNode } from './processes';
import { editorEnvironment, installPackage, layout, quietSettings, writeSettings } from './server';

export interface Opening {
	/** Holds all that is written; the caller removes it. */
	readonly folder: string;
	readonly workspace: string;
	readonly vsix: string;
	readonly kubeconfig: string;
	readonly say: Say;
}

export interface Served {
	readonly url: string;
	readonly password: string;
	/** Rejects when the server ends before it was told to. */
	readonly ended: Promise<never>;
	/** For the browser of a check. */
	readonly folder: string;
}

/** The user settings of a first look. */
export function demoSettings(kubeconfig: string): Readonly<Record<string, unknown>> {
	return { ...quietSettings, 'releasePayloads.kubeconfig': kubeconfig };
}

/**
 * The server build of VS Code for a person's own browser. With a password, since the port is open to every user of this
 * machine and the window behind it has a terminal.
 */
export async function serveForPerson(opening: Opening, closers: (() => Promise<void>)[]): Promise<Served> {
	const { folder, workspace, vsix, kubeconfig, say } = opening;
	const files = await fetchEditor('newest', say);
	const { extensionsFolder } = layout(folder);
	await writeSettings(folder, demoSettings(kubeconfig));
	say('Installing the package …');
	await installPackage(files, folder, vsix);

	const password = randomBytes(9).toString('base64url');
	const data = join(folder, 'data');
	const args = [
		files.entry,
		...['--auth', 'password', '--bind-addr', '127.0.0.1:0', '--config', join(folder, 'config.yaml')],
		...['--user-data-dir', data, '--extensions-dir', extensionsFolder, '--session-socket', join(folder, 'session.sock')],
		...['--disable-telemetry', '--disable-update-check', '--disable-getting-started-override', '--disable-workspace-trust'],
		workspace,
	];
	// an empty config file of our own, else it makes one in the home folder
	await writeFile(join(folder, 'config.yaml'), '');
	const homes = { XDG_CONFIG_HOME: join(folder, 'config'), XDG_DATA_HOME: join(folder, 'share'), XDG_CACHE_HOME: join(folder, 'cache') };
	const running = startNode(files.node, args, { env: editorEnvironment(folder, { PASSWORD: password, ...homes }) });
	// at once, since npm itself is gone as soon as Ctrl+C is pressed
	closers.push(() => running.kill());
	const [, address] = await running.prints(/listening on (http:\/\/127\.0\.0\.1:\d+)\D/i, 60_000);
	const ended = running.ended.then((how) => Promise.reject(new Error(`VS Code's server ended (${how}):\n${running.text()}`)));
	ended.catch(() => undefined);
	return { url: `${address ?? ''}/?folder=${encodeURIComponent(workspace)}`, password, ended, folder };
}
