import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** A running server of `filled.entry.ts`. */
export interface FilledServer {
	readonly kind: 'demo' | 'real';
	readonly server: string;
	readonly kubeconfig: string;
	readonly token: string;
	/** Size of one payload as JSON. */
	readonly bytes: number;
	watches(): Promise<number>;
	stop(): Promise<void>;
}

export async function startFilled(kind: FilledServer['kind'], payloads: number): Promise<FilledServer> {
	const child = fork(join(__dirname, 'filled.entry.js'), [kind, String(payloads)], { stdio: 'inherit' });
	const ended = once(child, 'exit').then(([code]) => {
		throw new Error(`The ${kind} server ended (${String(code)}).`);
	});
	ended.catch(() => undefined);
	const answer = async <T>(): Promise<T> => {
		const [message] = (await Promise.race([once(child, 'message'), ended])) as [T];
		return message;
	};
	const told = await answer<Pick<FilledServer, 'server' | 'kubeconfig' | 'token' | 'bytes'>>();
	return {
		kind,
		...told,
		watches: async () => {
			child.send('watches');
			return (await answer<{ readonly watches: number }>()).watches;
		},
		stop: async () => {
			const gone = once(child, 'exit');
			child.kill('SIGTERM');
			await gone;
		},
	};
}
