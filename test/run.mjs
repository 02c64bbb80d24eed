// Runs the rings of tests and ends with a table and one line of totals. `npm test [-- ring …] [-- --nothing-left-out]`.
// A word with a dot names test files: `npm test -- unit payload/phase.test.ts` builds and runs just those.
// A ring is a folder under test/; each *.test.ts in it is bundled to build/ and run by Node's own test runner.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { run as runTests } from 'node:test';
import { run as build } from '../esbuild.mjs';

const rings = [
	{ name: 'unit', folder: 'test/unit', parallel: 2 },
	{ name: 'architecture', folder: 'test/architecture', parallel: 1 },
	{ name: 'cluster', folder: 'test/cluster', parallel: 2 },
	{ name: 'editor', folder: 'test/editor', parallel: 1 },
];

const words = process.argv.slice(2);
const chosen = words.filter((word) => !word.startsWith('--') && !word.includes('.'));
const onlyFiles = words.filter((word) => word.includes('.'));
const nothingLeftOut = words.includes('--nothing-left-out');
const unknown = chosen.filter((word) => !rings.some((ring) => ring.name === word));
if (unknown.length > 0) {
	console.error(`No ring is called ${unknown.join(', ')}. There are: ${rings.map((ring) => ring.name).join(', ')}.`);
	process.exit(2);
}

if (onlyFiles.length > 0) {
	await build(['tests'], { only: onlyFiles });
} else {
	await build(['product'], { production: true });
	await build(['cli', 'tests']);
}

const table = [];
for (const ring of rings) {
	if (chosen.length > 0 && !chosen.includes(ring.name)) continue;
	const outcome = await runRing(ring);
	if (outcome !== undefined) table.push({ ring: ring.name, ...outcome });
}
report(table);

async function runRing({ name, folder, parallel }) {
	const files = testFiles(join('build', folder)).filter((file) => onlyFiles.length === 0 || onlyFiles.some((part) => file.includes(part.replace(/\.ts$/, '.js'))));
	if (files.length === 0) return onlyFiles.length > 0 ? undefined : { passed: 0, failed: 0, skipped: 1, reasons: ['no test file'] };
	console.log(`\n— ${name}`);
	const outcome = { passed: 0, failed: 0, skipped: 0, reasons: [] };
	const started = Date.now();
	const stream = runTests({ files, concurrency: parallel, timeout: 20 * 60_000 });
	stream.on('test:pass', (test) => {
		if (test.details.type === 'suite' || isFile(test)) return;
		if (test.skip !== undefined) {
			outcome.skipped++;
			outcome.reasons.push(typeof test.skip === 'string' && test.skip !== '' ? test.skip : test.name);
			console.log(`  - ${test.name}: left out${typeof test.skip === 'string' ? `, ${test.skip}` : ''}`);
		} else {
			outcome.passed++;
			if (words.includes('--names') || test.details.duration_ms > 2000) console.log(`  ✓ ${test.name} (${Math.round(test.details.duration_ms)} ms)`);
		}
	});
	stream.on('test:fail', (test) => {
		if (test.details.type === 'suite' && test.details.error?.failureType === 'subtestsFailed') return;
		if (isFile(test) && test.details.error?.failureType === 'subtestsFailed') return;
		outcome.failed++;
		const cause = test.details.error?.cause ?? test.details.error;
		console.log(`  ✗ ${test.name} (${test.file ?? ''}:${test.line ?? ''})\n${indent(String(cause?.stack ?? cause?.message ?? cause))}`);
	});
	stream.on('test:stdout', ({ message }) => process.stdout.write(message));
	stream.on('test:stderr', ({ message }) => process.stderr.write(message));
	for await (const event of stream) void event;
	outcome.seconds = Math.round((Date.now() - started) / 1000);
	return outcome;
}

/** The runner wraps each file in a test named after the file; it is no test of ours. */
function isFile(test) {
	return test.nesting === 0 && test.name.endsWith('.js') && existsSync(test.name);
}

function testFiles(folder) {
	if (!existsSync(folder)) return [];
	return readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile() && entry.name.endsWith('.test.js'))
		.map((entry) => join(entry.parentPath, entry.name))
		.sort();
}

function indent(text) {
	return text.split('\n').slice(0, 40).map((line) => `      ${line}`).join('\n');
}

function report(rows) {
	const total = { passed: 0, failed: 0, skipped: 0 };
	console.log('\nring           passed  failed  left out  seconds');
	for (const row of rows) {
		const { ring, passed, failed, skipped, seconds = 0, reasons } = row;
		console.log(`${ring.padEnd(14)}${String(passed).padStart(7)}${String(failed).padStart(8)}${String(skipped).padStart(10)}${String(seconds).padStart(9)}`);
		for (const reason of new Set(reasons)) console.log(`               left out: ${reason}`);
		total.passed += passed;
		total.failed += failed;
		total.skipped += skipped;
	}
	if (nothingLeftOut && total.skipped > 0) console.log('\nSomething was left out that had to run here.');
	console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
	process.exitCode = total.failed > 0 || (nothingLeftOut && total.skipped > 0) || total.passed === 0 ? 1 : 0;
}
