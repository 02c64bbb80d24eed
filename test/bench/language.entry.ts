import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { handOver } from './handOver';
import { placesOf, typed, type Place } from './keystrokes';
import { manifestOf } from './manifestText.mjs';
import { below, figure, timesLess, type Line, type Table } from './measuring';
import { openOurs, openPeer, peerVersion, root, type Edit, type Side } from './services';

interface Size {
	readonly lines: number;
	/** How often the peer is asked, and how often we are for each time. */
	readonly turns: number;
	readonly oursPerTurn: number;
	readonly leastFindings: number;
}

const sizes: readonly Size[] = [
	{ lines: 1000, turns: 11, oursPerTurn: 3, leastFindings: 50 },
	{ lines: 10_000, turns: 5, oursPerTurn: 5, leastFindings: 100 },
	{ lines: 50_000, turns: 3, oursPerTurn: 9, leastFindings: 100 },
];
const warmUp = 30;
const folder = join(root, 'build/bench');

async function main(): Promise<readonly Table[]> {
	mkdirSync(folder, { recursive: true });
	const tables: Table[] = [];
	for (const size of sizes) tables.push(await tableFor(size));
	return tables;
}

async function tableFor(size: Size): Promise<Table> {
	const { lines, leastFindings } = size;
	const text = manifestOf(lines);
	const faulty = manifestOf(lines, { mistakes: true });
	const clean = await pairOf(text);
	const broken = await pairOf(faulty);
	if (broken.found[1] === 0) throw new Error('The peer finds no mistake: it does not look at the schema.');
	const notes = [`The text has ${text.split('\n').length.toLocaleString('en')} lines and ${Math.round(text.length / 1024)} KB; findings in it: ${clean.found[0]} ours, ${clean.found[1]} the peer's; with mistakes: ${broken.found[0]} and ${broken.found[1]}.`];
	const keystroke: Ask = async (side) => await side.findings();
	const complete: Ask = async (side, { offset }) => await side.complete(offset + 1);
	const hover: Ask = async (side, { onKey }) => await side.hover(onKey);
	const rows: Line[] = [];
	const add = (line: Line): void => {
		rows.push(line);
		process.stdout.write(`  ${lines} lines: ${line.what}: ${line.figure.median.toFixed(2)}, peer ${line.floor?.median.toFixed(2) ?? ''}, ${line.ratio?.toFixed(0) ?? ''}×\n`);
	};
	add(timesLess('Key press to all findings', await typing(clean, size, keystroke), leastFindings));
	add(timesLess('The same, a mistake on every fortieth line', await typing(broken, size, keystroke), leastFindings));
	add(timesLess('Completion right after a key press', await typing(clean, size, complete), 300));
	add(timesLess('Hover right after a key press', await typing(clean, size, hover), 100));
	add(timesLess('Hover with nothing changed', await typing(clean, { ...size, typed: false }, hover), 100));
	const quoted = await quoting(clean, size);
	add(timesLess('A quote opened near the beginning, to all findings', quoted, 2));
	add({ ...below('The thread held in one go meanwhile', [quoted[0], undefined], 10), note: 'read in one slice' });
	for (const line of await apart(text, size)) add(line);
	return { title: `${lines.toLocaleString('en')} lines, beside yaml-language-server ${peerVersion()}`, floor: 'peer', lines: rows, notes };
}

interface Pair {
	readonly text: string;
	readonly ours: Side;
	readonly peer: Side;
	readonly found: readonly [number, number];
}

async function pairOf(text: string): Promise<Pair> {
	const [ours, peer] = [openOurs(text), openPeer(text)];
	return { text, ours, peer, found: [await ours.findings(), await peer.findings()] };
}

type Ask = (side: Side, place: Place) => Promise<unknown>;
type Both = readonly [ReturnType<typeof figure>, ReturnType<typeof figure>];

/** Key presses in values all over the document, ours and the peer's in turns on the same places. */
async function typing({ text, ours, peer }: Pair, { turns, oursPerTurn, typed: typing = true }: Size & { readonly typed?: boolean }, ask: Ask): Promise<Both> {
	const kinds = ['humanProwResultsURL', 'ciConfigurationName', 'namespace', 'maxRetries'];
	const perKind = Math.ceil((turns * oursPerTurn) / kinds.length);
	const lists = kinds.map((kind) => placesOf(text, kind, perKind));
	// Kinds alternate and places jump, so that nothing is near what was touched just before.
	const places = Array.from({ length: perKind * kinds.length }, (_unused, index) => lists[index % kinds.length]?.[Math.floor((index * 7) / kinds.length) % perKind] ?? { offset: 0, onKey: 0 });
	const took: [number[], number[]] = [[], []];
	const one = async (side: Side, place: Place, into: number[]): Promise<void> => {
		const [there, back] = typed(place.offset, '7');
		const started = performance.now();
		if (typing) side.edit(there);
		await ask(side, place);
		into.push(performance.now() - started);
		if (!typing) return;
		side.edit(back);
		// Up to date again before the next; the peer keeps nothing from one text to the next that this could spare it.
		if (side === ours) await side.findings();
	};
	// What is typed into has been typed into before: code is compiled, on both sides.
	for (const place of places.slice(0, warmUp)) await one(ours, place, []);
	for (const place of places.slice(0, 2)) await one(peer, place, []);
	for (const [index, place] of places.entries()) {
		await one(ours, place, took[0]);
		if (index % oursPerTurn === 0) await one(peer, place, took[1]);
	}
	return [figure(took[0]), figure(took[1])];
}

/** A quote before a value in the first tenth: everything behind it means something else, and again when it goes. */
async function quoting({ text, ours, peer }: Pair, { turns }: Size): Promise<Both> {
	const places = placesOf(text.slice(0, Math.ceil(text.length / 10)), 'ciConfigurationName', Math.min(turns, 3));
	const took: [number[], number[]] = [[], []];
	for (const [index, { offset }] of [...places.slice(0, 1), ...places].entries()) {
		const quote = text.lastIndexOf(': ', offset) + 2;
		for (const [side, into] of [[ours, took[0]], [peer, took[1]]] as const) {
			const [there, back]: readonly [Edit, Edit] = typed(quote, '"');
			const started = performance.now();
			side.edit(there);
			await side.findings();
			if (index > 0) into.push(performance.now() - started);
			side.edit(back);
			if (side === ours) await side.findings();
		}
	}
	return [figure(took[0]), figure(took[1])];
}

/** What only a process of its own can tell: the first opening, and what stays in memory. */
async function apart(text: string, { lines, turns }: Size): Promise<readonly Line[]> {
	const file = join(folder, `${lines}.yaml`);
	writeFileSync(file, text);
	const ask = (side: string, what: string): { readonly took: number; readonly kept: number } =>
		JSON.parse(execFileSync(process.execPath, ['--expose-gc', join(__dirname, 'fresh.entry.js'), side, what, file], { encoding: 'utf8', maxBuffer: 1 << 20 })) as { readonly took: number; readonly kept: number };
	const cold: [number[], number[]] = [[], []];
	for (let turn = 0; turn < turns; turn++) {
		cold[0].push(ask('ours', 'cold').took);
		cold[1].push(ask('peer', 'cold').took);
	}
	const kept: [number[], number[]] = [[], []];
	for (let turn = 0; turn < 2; turn++) {
		kept[0].push(ask('ours', 'memory').kept / 2 ** 20);
		kept[1].push(ask('peer', 'memory').kept / 2 ** 20);
	}
	await Promise.resolve();
	return [
		timesLess('Cold: nothing loaded to first findings', [figure(cold[0]), figure(cold[1])], 5),
		timesLess('Memory kept while it is open', [figure(kept[0], 'MB'), figure(kept[1], 'MB')], 2),
	];
}

handOver(main);
