// `npm run --silent findings -- FILE…`: the findings of manifests as JSON lines, for anyone's CI.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { findingsOf, unreadableText, type PlainFinding } from '../language/findingsOf';

const usage = 'Usage: npm run --silent findings -- [--namespace NAME] FILE…';

interface Request {
	readonly files: readonly string[];
	/** Namespace that the manifests are meant for; one that says another is then refused. */
	readonly namespace: string | undefined;
}

function requestOf(words: readonly string[]): Request | undefined {
	const files: string[] = [];
	let namespace: string | undefined;
	let onlyFiles = false;
	for (let i = 0; i < words.length; i++) {
		const word = words[i] ?? '';
		if (onlyFiles || !word.startsWith('--')) files.push(word);
		else if (word === '--') onlyFiles = true;
		else if (word === '--namespace' && words[i + 1] !== undefined) namespace = words[++i];
		else return undefined;
	}
	return files.length === 0 ? undefined : { files, namespace };
}

function readText(path: string): string | undefined {
	const bytes = readFileSync(path);
	try {
		// The mark is kept: it decides what the server reads.
		return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
	} catch {
		// Not UTF-8: said as a finding, as the server would refuse it.
		return undefined;
	}
}

/** 0 without errors, 1 with one in any file, 2 when a file cannot be read or the call is wrong. */
async function main(words: readonly string[]): Promise<number> {
	const request = requestOf(words);
	if (request === undefined) {
		console.error(usage);
		return 2;
	}
	const options = request.namespace === undefined ? {} : { namespace: request.namespace };
	const from = process.env['INIT_CWD'] ?? process.cwd();
	let worst = 0;
	for (const file of request.files) {
		let text: string | undefined;
		try {
			text = readText(resolve(from, file));
		} catch (error) {
			console.error(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
			worst = 2;
			continue;
		}
		const findings = text === undefined ? [unreadableText()] : findingsOf(text, options);
		if (worst < 1 && findings.some((finding) => finding.severity === 'error')) worst = 1;
		await write(findings.map((finding) => lineOf(file, finding)).join(''));
	}
	return worst;
}

function lineOf(file: string, { layer, code, severity, message, start, end }: PlainFinding): string {
	return `${JSON.stringify({ file, layer, code, severity, message, start, end })}\n`;
}

/** Waits where a pipe is slow, and for the last line before the process ends. */
async function write(text: string): Promise<void> {
	if (text === '') return;
	await new Promise<void>((done) => process.stdout.write(text, () => done()));
}

process.stdout.on('error', () => process.exit(2));
void main(process.argv.slice(2)).then((code) => {
	process.exitCode = code;
});
