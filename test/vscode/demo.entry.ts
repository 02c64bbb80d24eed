import { copyFile, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { startDemoProcess } from './demo';
import { fetchedFolder } from './places';

/** The demo cluster under F5: its kubeconfig at a place that launch.json can name beforehand. */
async function main(): Promise<void> {
	process.stdout.write('Starting the demo cluster\n');
	const place = join(fetchedFolder, 'demo.kubeconfig');
	await mkdir(fetchedFolder, { recursive: true });
	const demo = await startDemoProcess();
	await copyFile(demo.kubeconfig, place);
	process.stdout.write(`KUBECONFIG=${place}\n`);
	const stopped = new Promise<string>((resolve) => {
		for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve('told to'));
	});
	const how = await Promise.race([stopped, demo.ended]);
	await demo.stop();
	await rm(place, { force: true });
	if (how !== 'told to') throw new Error(`it ended (${how})`);
}

main().then(
	() => process.exit(0),
	(error: unknown) => {
		process.stderr.write(`demo cluster: ${error instanceof Error ? error.message : String(error)}\n`);
		process.exit(1);
	},
);
