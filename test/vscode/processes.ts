import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';

/** A process in a group of its own, so that ending it ends all that it started. */
export interface Running {
	readonly pid: number;
	/** All of stdout and stderr so far. */
	text(): string;
	/** Resolves with the first match in the output, rejects when the process ends or the time is over before. */
	prints(pattern: RegExp, milliseconds: number): Promise<RegExpExecArray>;
	readonly ended: Promise<string>;
	/** Asks it to end, and after a grace ends its whole group. */
	stop(): Promise<void>;
	/** Ends its whole group at once: for what keeps nothing. */
	kill(): Promise<void>;
}

/**
 * Loaded first into each Node process of ours: when the pipe to us closes, because we were killed, it takes its group with it.
 * The variable that asks for it is removed at once, so that the children it forks (with the same arguments) do not watch.
 */
const endWithParent = `if (process.env.BENCH_LEADER === String(process.ppid)) {
	delete process.env.BENCH_LEADER;
	process.stdin.resume();
	process.stdin.unref?.();
	process.stdin.on('error', () => {});
	process.stdin.on('close', () => {
		process.kill(process.pid, 'SIGTERM');
		setTimeout(() => process.kill(-process.pid, 'SIGKILL'), 1500);
	});
}`;

export function startNode(node: string, args: readonly string[], options: SpawnOptions = {}): Running {
	const guard = `data:text/javascript,${encodeURIComponent(endWithParent)}`;
	const env = { ...options.env, BENCH_LEADER: String(process.pid) };
	return startProcess(node, ['--import', guard, ...args], { ...options, env });
}

export function startProcess(command: string, args: readonly string[], options: SpawnOptions): Running {
	const child = spawn(command, args, { ...options, stdio: ['pipe', 'pipe', 'pipe'], detached: true });
	let output = '';
	const listeners = new Set<() => void>();
	const take = (data: Buffer): void => {
		output += data.toString('utf8');
		for (const listener of listeners) listener();
	};
	child.stdout.on('data', take);
	child.stderr.on('data', take);
	child.stdin.on('error', () => undefined);
	const ended = new Promise<string>((resolve) => {
		child.once('error', (error) => resolve(error.message));
		child.once('exit', (code, signal) => resolve(signal === null ? `exit code ${code ?? 'unknown'}` : `signal ${signal}`));
	});
	const lastResort = (): void => signalGroup(child, 'SIGKILL');
	process.once('exit', lastResort);
	const stop = async (): Promise<void> => {
		child.kill('SIGTERM');
		await Promise.race([ended, wait(4000, undefined, { ref: false })]);
		signalGroup(child, 'SIGKILL');
		await ended;
		process.off('exit', lastResort);
	};
	const kill = async (): Promise<void> => {
		signalGroup(child, 'SIGKILL');
		await ended;
		process.off('exit', lastResort);
	};
	let stopping: Promise<void> | undefined;
	const prints = (pattern: RegExp, milliseconds: number): Promise<RegExpExecArray> =>
		new Promise((resolve, reject) => {
			const finish = (act: () => void): void => {
				listeners.delete(look);
				clearTimeout(timer);
				act();
			};
			const fail = (why: string): void => finish(() => reject(new Error(`${command} ${args.at(-1) ?? ''} ${why}:\n${output}`)));
			const look = (): void => {
				const match = pattern.exec(output);
				if (match !== null) finish(() => resolve(match));
			};
			const timer = setTimeout(() => fail(`said nothing like ${pattern.source} within ${milliseconds} ms`), milliseconds);
			listeners.add(look);
			void ended.then((how) => fail(`ended (${how})`));
			look();
		});
	return { pid: child.pid ?? 0, text: () => output, prints, ended, stop: () => (stopping ??= stop()), kill };
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
	if (child.pid === undefined) return;
	try {
		process.kill(-child.pid, signal);
	} catch {
		// nobody left in it
	}
}

export function isAlive(pid: number): boolean {
	try {
		return process.kill(pid, 0);
	} catch (error) {
		// somebody else's process is alive too
		return error instanceof Error && 'code' in error && error.code === 'EPERM';
	}
}
