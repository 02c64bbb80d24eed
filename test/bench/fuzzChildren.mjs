// Starts the processes that make random edits and watches them: one that dies or says nothing is a failure of the edit it was at.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const program = 'build/test/unit/language/fuzz.entry.js';
const editsInRun = 40;
/** No run takes this long, however busy the machine, unless it hangs; ms. An edit itself may take a second of the processor. */
const silence = 60_000;

/** Makes about `count` edits. Gives how many were made, and the first failure with the file its text is saved in. */
export async function fuzz({ seed, count, children, told = () => undefined }) {
	const runs = Math.ceil(count / editsInRun);
	let made = 0;
	let failure;
	const running = new Set();
	const perChild = Math.ceil(runs / children);
	await Promise.all(
		Array.from({ length: children }, async (_, index) => {
			const [from, to] = [index * perChild, Math.min(runs, (index + 1) * perChild)];
			if (from >= to) return;
			const outcome = await watch([seed, from, to, editsInRun], running, () => told((made += editsInRun)));
			if (outcome === undefined || failure !== undefined) return;
			failure = outcome;
			for (const child of running) child.kill('SIGKILL');
		}),
	);
	return { edits: made, failure: failure === undefined ? undefined : await saved(failure, seed) };
}

/** Undefined when all its runs went well. */
function watch(args, running, ran) {
	return new Promise((resolve) => {
		const child = spawn(process.execPath, ['--max-old-space-size=1500', program, ...args.map(String)], { stdio: ['ignore', 'pipe', 'pipe'] });
		running.add(child);
		let run;
		let outcome;
		let done = false;
		let hung = false;
		let complaint = '';
		let timer;
		const wait = () => {
			clearTimeout(timer);
			timer = setTimeout(() => {
				hung = true;
				child.kill('SIGKILL');
			}, silence);
		};
		wait();
		createInterface({ input: child.stdout }).on('line', (line) => {
			wait();
			const words = JSON.parse(line);
			if (words.failure !== undefined) outcome = { ...words.failure, run: words.run };
			else if (words.done || run !== undefined) ran();
			run = words.run ?? run;
			done ||= words.done === true;
		});
		child.stderr.on('data', (text) => (complaint = (complaint + text).slice(-2_000)));
		child.on('close', (code, signal) => {
			clearTimeout(timer);
			running.delete(child);
			if (outcome === undefined && !done) outcome = { run, died: true, message: hung ? `nothing for ${silence} ms` : `the process ended with ${code ?? signal}: ${complaint}` };
			resolve(outcome);
		});
	});
}

/** Where a process died, its run is made again, telling every edit, to know which one it was. */
async function saved(failure, seed) {
	mkdirSync('build/fuzz', { recursive: true });
	const file = join('build/fuzz', `failure-${seed}.json`);
	rmSync(file, { force: true });
	if (failure.died === true && failure.run !== undefined) {
		await watch([seed, failure.run, failure.run + 1, editsInRun, file], new Set(), () => undefined);
		if (existsSync(file)) return { ...failure, ...JSON.parse(readFileSync(file, 'utf8')), file };
	}
	writeFileSync(file, `${JSON.stringify({ text: failure.text, change: failure.change, message: failure.message, seed, run: failure.run }, undefined, 1)}\n`);
	return { ...failure, file };
}
