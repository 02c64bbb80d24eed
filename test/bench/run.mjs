// Measures and writes test/bench/RESULTS.md: `npm run bench [-- cluster | editor | language …]`, all parts by default.
// Every figure stands beside its floor, taken in turns with it in the same run; only ratios compare between machines.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { build as bundle } from 'esbuild';
import { run as build } from '../../esbuild.mjs';

const root = join(import.meta.dirname, '../..');
const results = join(import.meta.dirname, 'RESULTS.md');
const peerFolder = join(import.meta.dirname, 'peer');
process.chdir(root);

const parts = {
	cluster: { title: 'Cluster', programs: ['cluster', 'filled', 'heap'], prepare: () => undefined },
	editor: { title: 'Editor', programs: ['editor', 'filled'], prepare: () => build(['product'], { production: true }) },
	language: { title: 'Language', programs: ['language', 'side', 'fresh'], prepare: preparePeer },
};

/** By others: taken before anything of ours runs. */
const [busy = 0] = loadavg();
const words = process.argv.slice(2);
const unknown = words.filter((word) => !(word in parts));
if (unknown.length > 0) {
	console.error(`No part is called ${unknown.join(', ')}. There are: ${Object.keys(parts).join(', ')}.`);
	process.exit(2);
}
for (const name of words.length > 0 ? words : Object.keys(parts)) await measure(name);

async function measure(name) {
	const { title, programs, prepare } = parts[name];
	console.log(`— ${name}`);
	await prepare();
	await build(['tests'], { only: programs.map((program) => `test/bench/${program}.entry.ts`) });
	const handed = join(root, 'build/bench', `${name}.json`);
	mkdirSync(join(root, 'build/bench'), { recursive: true });
	rmSync(handed, { force: true });
	const run = spawnSync(process.execPath, ['--expose-gc', join(root, 'build/test/bench', `${name}.entry.js`), handed], { stdio: 'inherit' });
	if (run.status !== 0) {
		console.error(`The part ${name} ended with ${run.status ?? run.signal}; its results stay as they were.`);
		process.exitCode = 1;
		return;
	}
	const tables = JSON.parse(readFileSync(handed, 'utf8'));
	const text = tables.map(tableText).join('\n');
	console.log(`\n${text}`);
	writeSection(title, [`Taken ${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC by \`npm run bench -- ${name}\` on ${machine()}${busy < 0.5 ? '' : `, busy with other work (load ${busy.toFixed(1)} before the run)`}.`, '', text].join('\n'));
}

/** The peer is installed once, from its own lockfile, and bundled as ours is, so that loading is compared fairly. */
async function preparePeer() {
	if (!existsSync(join(peerFolder, 'node_modules/yaml-language-server'))) {
		console.log('Fetching the peer …');
		const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: peerFolder, stdio: 'inherit', shell: process.platform === 'win32' });
		if (status !== 0) throw new Error('The peer could not be installed.');
	}
	await build(['product'], { production: true, dist: 'build/bench/dist' });
	await bundle({ entryPoints: [join(peerFolder, 'peer.cjs')], outfile: 'build/bench/peer.cjs', bundle: true, minify: true, platform: 'node', target: 'node20', format: 'cjs', mainFields: ['module', 'main'], logLevel: 'error' });
}

function machine() {
	return `${availableParallelism()} cores (${cpus()[0]?.model.trim() ?? 'unknown'}), Node ${process.versions.node}, ${process.platform} ${process.arch}`;
}

function tableText({ title, floor, lines, notes }) {
	const rows = [
		['what', 'median', 'best – worst', floor, 'ratio', 'budget', 'met'],
		...lines.map((line) => [
			line.note === undefined ? line.what : `${line.what} (${line.note})`,
			amount(line.figure.median, line.figure.unit),
			line.figure.runs === 1 ? 'one run' : `${amount(line.figure.best, line.figure.unit)} – ${amount(line.figure.worst, line.figure.unit)}`,
			line.floor === undefined ? '' : `${amount(line.floor.median, line.floor.unit)} (best ${amount(line.floor.best, line.floor.unit)})`,
			line.ratio === undefined ? '' : `${line.ratio >= 100 ? Math.round(line.ratio).toLocaleString('en') : line.ratio.toFixed(line.ratio >= 10 ? 0 : 2)}×`,
			line.budget ?? '',
			line.met === undefined ? '' : line.met ? 'yes' : '**no**',
		]),
	];
	const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
	const lineOf = (row) => `| ${row.map((cell, column) => (column === 0 ? cell.padEnd(widths[column]) : cell.padStart(widths[column]))).join(' | ')} |`;
	const rule = `| ${widths.map((width, column) => (column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`)).join(' | ')} |`;
	return [`### ${title}`, '', lineOf(rows[0]), rule, ...rows.slice(1).map(lineOf), ...notes.flatMap((note) => ['', note]), ''].join('\n');
}

function amount(value, unit) {
	if (unit === 'B') return `${Math.round(value).toLocaleString('en')} B`;
	const digits = value >= 100 ? 0 : value >= 10 ? 1 : value >= 1 ? 2 : 3;
	return `${value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits })} ${unit}`;
}

/** Replaces one part's section and leaves the others, and the words around them, alone. */
function writeSection(title, body) {
	const text = existsSync(results) ? readFileSync(results, 'utf8') : '# Results of the bench\n';
	const section = `<!-- begin ${title} -->\n\n## ${title}\n\n${body}\n<!-- end ${title} -->\n`;
	const place = new RegExp(`<!-- begin ${title} -->[^]*?<!-- end ${title} -->\n`);
	writeFileSync(results, place.test(text) ? text.replace(place, () => section) : `${text.trimEnd()}\n\n${section}`);
}
