import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { checkServer } from './check';
import { startDemoProcess } from './demo';
import { findDesktop, openDesktop, withoutDesktop } from './desktop';
import { unsupportedPlatform } from './fetch';
import { packageExtension } from './package';
import { serveForPerson } from './person';

const help = `npm start [-- options]

Packages the extension, starts the demo cluster and opens VS Code on it.

  --check      without a person: ends with 0 once a payload row shows
  --server     the server build of VS Code, also where desktop VS Code is installed
  --help`;

/** Something to look at besides the side bar: the mistake in it is one that the API server lets pass. */
const sample = `apiVersion: release.openshift.io/v1alpha1
kind: ReleasePayload
metadata:
  name: 4.20.0-0.nightly-2026-01-31-120000
  namespace: ocp
spec:
  payloadCoordinates:
    namespace: ocp
    imagestreamName: release
    imagestreamTagName: 4.20.0-0.nightly-2026-01-31-120000
  payloadOverride:
    override: accepted
    reason: ''
`;

type Closer = () => Promise<void>;

async function main(): Promise<void> {
	const { values } = parseArgs({ options: { check: { type: 'boolean', default: false }, server: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } } });
	if (values.help) {
		say(help);
		return;
	}
	const closers: Closer[] = [];
	const stopped = stopRequested();
	try {
		await Promise.race([stopped, run(values, closers)]);
	} finally {
		for (const closer of closers.splice(0).reverse()) await closer().catch((error: unknown) => say(`While ending: ${String(error)}`));
	}
}

async function run(values: { readonly check: boolean; readonly server: boolean }, closers: Closer[]): Promise<void> {
	// A check drives the window from outside, which is possible with the server build only.
	const serverRuns = unsupportedPlatform() === undefined;
	const desktop = values.server || (values.check && serverRuns) ? undefined : await findDesktop();
	if (desktop === undefined && !serverRuns) throw new Error(withoutDesktop());
	if (desktop !== undefined && values.check) throw new Error(`--check drives the server build of VS Code, but ${unsupportedPlatform() ?? ''}.`);

	const folder = await mkdtemp(join(tmpdir(), 'release-payloads-'));
	closers.push(() => rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 }));
	const workspace = join(folder, 'demo');
	await mkdir(workspace);
	await writeFile(join(workspace, 'release-payload.yaml'), sample);

	say('Packaging the extension …');
	const vsix = join(folder, 'extension.vsix');
	await packageExtension(vsix);
	say('Starting the demo cluster …');
	const demo = await startDemoProcess();
	closers.push(() => demo.stop());
	const opening = { folder, workspace, vsix, kubeconfig: demo.kubeconfig, say };
	const demoEnded = demo.ended.then((how) => Promise.reject(new Error(`The demo cluster ended (${how}).`)));

	if (desktop !== undefined) {
		await Promise.race([demoEnded, openDesktop(desktop, opening, closers)]);
		return;
	}
	const served = await serveForPerson(opening, closers);
	if (values.check) {
		await Promise.race([demoEnded, served.ended, checkServer(served, closers, say)]);
		return;
	}
	say(`\n  Open      ${served.url}\n  Password  ${served.password}\n\nCtrl+C ends VS Code and the demo cluster.`);
	await Promise.race([demoEnded, served.ended]);
}

/** Resolves when a person or a supervisor wants the end, or npm, which started us, is gone. */
function stopRequested(): Promise<void> {
	const parent = process.ppid;
	return new Promise((resolve) => {
		for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve());
		setInterval(() => process.ppid !== parent && resolve(), 1000).unref();
	});
}

function say(line: string): void {
	process.stdout.write(`${line}\n`);
}

main().then(
	() => process.exit(0),
	(error: unknown) => {
		process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
		process.exit(1);
	},
);
