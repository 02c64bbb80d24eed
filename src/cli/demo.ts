// `npm run --silent demo -- [--payloads N] [--seed N] [--speed X]`: the demo cluster by itself, until SIGINT or SIGTERM.
import { startDemoCluster } from '../demo/demoCluster';

const usage = 'Usage: npm run --silent demo -- [--payloads N] [--seed N] [--speed X]';

interface Settings {
	readonly payloads?: number;
	readonly seed?: number;
	readonly speed?: number;
}

const limits = {
	payloads: { whole: true, least: 0, most: 20_000 },
	seed: { whole: true, least: 0, most: Number.MAX_SAFE_INTEGER },
	speed: { whole: false, least: 0.01, most: 1_000 },
} as const;

type SettingName = keyof typeof limits;

function isSetting(name: string): name is SettingName {
	return Object.hasOwn(limits, name);
}

/** The settings, or a sentence that says what is wrong. */
function readArguments(words: readonly string[]): Settings | string {
	const settings: Partial<Record<SettingName, number>> = {};
	for (let at = 0; at < words.length; at++) {
		const [, name = '', joined] = /^--([a-z]+)(?:=(.*))?$/.exec(words[at] ?? '') ?? [];
		if (!isSetting(name)) return `Unknown argument: ${words[at] ?? ''}`;
		const text = joined ?? words[++at];
		if (text === undefined) return `--${name} needs a number.`;
		const { whole, least, most } = limits[name];
		const value = /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
		if (!(value >= least && value <= most) || (whole && !Number.isSafeInteger(value))) {
			return `--${name} needs ${whole ? 'a whole number' : 'a number'} from ${least} to ${most}, not ${JSON.stringify(text)}.`;
		}
		settings[name] = value;
	}
	return settings;
}

/**
 * npm passes signals on to a shell that it puts between, which ends by SIGTERM and tells nobody: the demo has another
 * parent then. Not so where somebody starts it by other means, perhaps to leave it running.
 */
function endWithShell(end: () => void): void {
	if (process.env['npm_lifecycle_event'] === undefined) return;
	const shell = process.ppid;
	setInterval(() => {
		if (process.ppid !== shell) end();
	}, 300).unref();
}

async function main(): Promise<void> {
	const words = process.argv.slice(2);
	if (words.includes('--help')) {
		console.error(usage);
		return;
	}
	const settings = readArguments(words);
	if (typeof settings === 'string') {
		console.error(`${settings}\n${usage}`);
		process.exitCode = 2;
		return;
	}
	let ending = false;
	const cluster = startDemoCluster(settings);
	const end = (): void => {
		if (ending) return;
		ending = true;
		void cluster.then((started) => started.stop()).finally(() => process.exit(0));
	};
	process.on('SIGINT', end);
	process.on('SIGTERM', end);
	endWithShell(end);
	const { kubeconfig } = await cluster;
	console.log(`KUBECONFIG=${kubeconfig}`);
}

main().catch((error: unknown) => {
	console.error(error instanceof Error ? error.message : String(error));
	process.exitCode = 1;
});
