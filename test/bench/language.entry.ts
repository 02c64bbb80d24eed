import { execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { handOver } from './handOver';
import { placesOf, type Place } from './keystrokes';
import { manifestOf } from './manifestText.mjs';
import { below, figure, timesLess, type Figure, type Line, type Table } from './measuring';
import { peerVersion, root } from './services';
import type { Press, SideRequest } from './side.entry';

interface Size {
	readonly lines: number;
	/** How often the peer is asked, and how often we are for each time. */
	readonly turns: number;
	readonly oursPerTurn: number;
	/** Presses before anything is measured, as many on each side: people type thousands, and code is compiled by then. */
	readonly warmUp: number;
	readonly leastFindings: number;
}

const sizes: readonly Size[] = [
	{ lines: 1000, turns: 11, oursPerTurn: 9, warmUp: 300, leastFindings: 50 },
	{ lines: 10_000, turns: 5, oursPerTurn: 9, warmUp: 60, leastFindings: 100 },
	{ lines: 50_000, turns: 3, oursPerTurn: 9, warmUp: 20, leastFindings: 100 },
];
/** Questions about a text that nobody touches, one after the other: a single one is too short to be timed. */
const stillQuestions = 10;
const folder = join(root, 'build/bench');

async function main(): Promise<readonly Table[]> {
	mkdirSync(folder, { recursive: true });
	const tables: Table[] = [];
	for (const size of sizes) tables.push(await tableFor(size));
	return tables;
}

async function tableFor(size: Size): Promise<Table> {
	const { lines, leastFindings } = size;
	const texts = { clean: manifestOf(lines), faulty: manifestOf(lines, { mistakes: true }) };
	const sides: readonly [Remote, Remote] = [startSide('ours'), startSide('peer')];
	const found = { clean: await openBoth(sides, 'clean', texts.clean), faulty: await openBoth(sides, 'faulty', texts.faulty) };
	if (found.faulty[1] === 0) throw new Error('The peer finds no mistake: it does not look at the schema.');
	const notes = [
		`The text has ${texts.clean.split('\n').length.toLocaleString('en')} lines and ${Math.round(texts.clean.length / 1024)} KB; findings in it: ${found.clean[0]} ours, ${found.clean[1]} the peer's; with mistakes: ${found.faulty[0]} and ${found.faulty[1]}.`,
		`Before each line of typing and hovering ${size.warmUp} presses on either side, not measured; then ${size.oursPerTurn} of ours for each of the peer's. A hover with nothing changed is one of ${stillQuestions} in a row.`,
	];
	const rows: Line[] = [];
	const add = (line: Line): void => {
		rows.push(line);
		process.stdout.write(`  ${lines} lines: ${line.what}: ${line.figure.median.toFixed(2)}, peer ${line.floor?.median.toFixed(2) ?? ''}, ${line.ratio?.toFixed(0) ?? ''}×\n`);
	};
	const type = async (question: Question): Promise<Both> => await typing(sides, size, { text: texts[question.document], ...question });
	add(timesLess('Key press to all findings', await type({ document: 'clean', ask: 'findings' }), leastFindings));
	add(timesLess('The same, a mistake on every fortieth line', await type({ document: 'faulty', ask: 'findings' }), leastFindings));
	add(timesLess('Completion right after a key press', await type({ document: 'clean', ask: 'complete' }), 300));
	add(timesLess('Hover right after a key press', await type({ document: 'clean', ask: 'hover' }), 100));
	add(timesLess('Hover with nothing changed', await type({ document: 'clean', ask: 'hover', still: true }), 100));
	const quoted = await quoting(sides, texts.clean);
	add(timesLess('A quote opened near the beginning, to all findings', quoted.took, 2));
	add(below('The thread held in one go meanwhile', [quoted.held, undefined], 10));
	for (const side of sides) side.end();
	for (const line of apart(texts.clean, size)) add(line);
	return { title: `${lines.toLocaleString('en')} lines, beside yaml-language-server ${peerVersion()}`, floor: 'peer', lines: rows, notes };
}

interface Remote {
	ask(request: SideRequest): Promise<number>;
	end(): void;
}

function startSide(kind: 'ours' | 'peer'): Remote {
	const child = fork(join(__dirname, 'side.entry.js'), [kind], { stdio: 'inherit' });
	const ended = once(child, 'exit').then(([code]) => {
		throw new Error(`The process of ${kind} ended (${String(code)}).`);
	});
	ended.catch(() => undefined);
	return {
		ask: async (request) => {
			child.send(request);
			const [answer] = (await Promise.race([once(child, 'message'), ended])) as [number];
			return answer;
		},
		end: () => child.disconnect(),
	};
}

async function openBoth(sides: readonly [Remote, Remote], open: string, text: string): Promise<readonly [number, number]> {
	return [await sides[0].ask({ open, text }), await sides[1].ask({ open, text })];
}

interface Question {
	readonly document: 'clean' | 'faulty';
	readonly ask: Press['ask'];
	/** Nothing is typed before. */
	readonly still?: boolean;
}

type Both = readonly [Figure, Figure];

/** Key presses in values all over the document, ours and the peer's in turns on the same places. */
async function typing([ours, peer]: readonly [Remote, Remote], { turns, oursPerTurn, warmUp }: Size, { text, document, ask, still = false }: Question & { readonly text: string }): Promise<Both> {
	const kinds = ['humanProwResultsURL', 'ciConfigurationName', 'namespace', 'maxRetries'];
	const perKind = Math.ceil((turns * oursPerTurn) / kinds.length);
	const lists = kinds.map((kind) => placesOf(text, kind, perKind));
	// Kinds alternate and places jump, so that nothing is near what was touched just before.
	const places = Array.from({ length: perKind * kinds.length }, (_unused, index) => lists[index % kinds.length]?.[Math.floor((index * 7) / kinds.length) % perKind] ?? { offset: 0, onKey: 0 });
	const placeOf = (turn: number): Place => places[turn % places.length] ?? { offset: 0, onKey: 0 };
	const press = (turn: number): Press => {
		const { offset } = placeOf(turn);
		const asked = Array.from({ length: still ? stillQuestions : 1 }, (_unused, index) => placeOf(turn + index));
		return { document, ask, typed: still ? undefined : { start: offset, end: offset, text: '7' }, offsets: asked.map((place) => (ask === 'hover' ? place.onKey : place.offset + 1)) };
	};
	for (const side of [ours, peer]) for (let turn = 0; turn < warmUp; turn++) await side.ask(press(turn));
	const took: [number[], number[]] = [[], []];
	for (let turn = 0; turn < places.length; turn++) {
		took[0].push(await ours.ask(press(turn)));
		if (turn % oursPerTurn === 0) took[1].push(await peer.ask(press(turn)));
	}
	return [figure(took[0]), figure(took[1])];
}

/** A quote before a value in the first tenth: everything behind it means something else, and again when it goes. */
async function quoting([ours, peer]: readonly [Remote, Remote], text: string): Promise<{ readonly took: Both; readonly held: Figure }> {
	const places = placesOf(text.slice(0, Math.ceil(text.length / 10)), 'ciConfigurationName', 4);
	const took: [number[], number[]] = [[], []];
	const held: number[] = [];
	for (const [turn, { offset }] of [...places.slice(0, 1), ...places].entries()) {
		const quote = text.lastIndexOf(': ', offset) + 2;
		const press: Press = { document: 'clean', ask: 'slices', typed: { start: quote, end: quote, text: '"' }, offsets: [0] };
		for (const [side, into] of [[ours, took[0]], [peer, took[1]]] as const) {
			const ms = await side.ask(press);
			if (turn > 0) into.push(ms);
			if (turn > 0 && side === ours) held.push(await ours.ask({ held: true }));
		}
	}
	return { took: [figure(took[0]), figure(took[1])], held: figure(held) };
}

/** What only a process of its own can tell: the first opening, and what stays in memory. */
function apart(text: string, { lines, turns }: Size): readonly Line[] {
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
	return [
		timesLess('Cold: nothing loaded to first findings', [figure(cold[0]), figure(cold[1])], 5),
		timesLess('Memory kept while it is open', [figure(kept[0], 'MB'), figure(kept[1], 'MB')], 2),
	];
}

handOver(main);
