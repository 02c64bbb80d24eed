import type { ChildProcess } from 'node:child_process';

export interface Output {
	/** All of stdout so far, or of stderr. */
	stdout(): string;
	stderr(): string;
	/** Whole lines only: a program may write a line in several pieces, and a pipe hands on whatever is there. */
	lines(): readonly string[];
}

/** Follows what a process says. Call it before the process had a turn. */
export function outputOf(child: ChildProcess): Output {
	const text = { stdout: '', stderr: '' };
	child.stdout?.setEncoding('utf8').on('data', (piece: string) => (text.stdout += piece));
	child.stderr?.setEncoding('utf8').on('data', (piece: string) => (text.stderr += piece));
	return { stdout: () => text.stdout, stderr: () => text.stderr, lines: () => text.stdout.split('\n').slice(0, -1) };
}
