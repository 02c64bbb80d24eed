import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { DemoUser } from './control';
import { demoUsers } from './users';

export interface KubeconfigFolder {
	readonly paths: Readonly<Record<DemoUser, string>>;
	/** Writes a user's file anew, with another token. */
	rewrite(user: DemoUser, token: string): void;
	/** Removes what was written, and the folder when it was made for it. */
	remove(): Promise<void>;
}

export interface KubeconfigFacts {
	readonly server: string;
	readonly authority: string;
	readonly tokens: Readonly<Record<DemoUser, string>>;
}

/** One file per user, readable by the owner only, all in one folder of their own. */
export async function writeKubeconfigs(facts: KubeconfigFacts, directory: string | undefined): Promise<KubeconfigFolder> {
	const folder = directory === undefined ? await mkdtemp(join(tmpdir(), 'release-payloads-demo-')) : resolve(directory);
	if (directory !== undefined) await mkdir(folder, { recursive: true, mode: 0o700 });
	const paths = perUser((user) => join(folder, user === 'admin' ? 'kubeconfig' : `kubeconfig-${user}`));
	await Promise.all(
		demoUsers.map(async (user) => {
			await writeFile(paths[user], kubeconfigText(facts, user, facts.tokens[user]), { mode: 0o600 });
			// the mode above does not apply to a file that was there already
			await chmod(paths[user], 0o600);
		}),
	);
	return {
		paths,
		rewrite: (user, token) => writeFileSync(paths[user], kubeconfigText(facts, user, token), { mode: 0o600 }),
		remove: async () => {
			if (directory === undefined) await rm(folder, { recursive: true, force: true });
			else await Promise.all(demoUsers.map((user) => rm(paths[user], { force: true })));
		},
	};
}

export function perUser<T>(value: (user: DemoUser) => T): Readonly<Record<DemoUser, T>> {
	return {
		admin: value('admin'),
		reader: value('reader'),
		'reader-of-ocp': value('reader-of-ocp'),
		'lister-of-ocp': value('lister-of-ocp'),
		approver: value('approver'),
		'approver-of-ocp': value('approver-of-ocp'),
		'patch-without-get': value('patch-without-get'),
		'status-only': value('status-only'),
		nobody: value('nobody'),
	};
}

/** JSON is YAML too, and leaves no doubt about quoting. */
function kubeconfigText({ server, authority }: KubeconfigFacts, user: DemoUser, token: string): string {
	const context = user === 'admin' ? 'demo' : `demo-${user}`;
	const config = {
		apiVersion: 'v1',
		kind: 'Config',
		'current-context': context,
		clusters: [{ name: 'demo', cluster: { server, 'certificate-authority-data': Buffer.from(authority).toString('base64') } }],
		users: [{ name: user, user: { token } }],
		contexts: [{ name: context, context: { cluster: 'demo', user, namespace: 'ocp' } }],
	};
	return `${JSON.stringify(config, undefined, '\t')}\n`;
}
