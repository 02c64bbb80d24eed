import assert from 'node:assert/strict';
import { setTimeout as pace } from 'node:timers/promises';
import test from 'node:test';
import type { DemoControl, FaultRule, WatchFault } from '../../src/demo/control';
import { eventually } from '../support/eventually';
import { connectAs, impatient, live, sameAsServer } from './connecting';
import { nightlyNames, plain, samplePayload } from './samples';
import { createAll } from './servers';
import { startDemo } from './startDemo';

const seconds = Number(process.env['RELEASEPAYLOAD_SOAK_SECONDS'] ?? 8);
const seed = Number(process.env['RELEASEPAYLOAD_SOAK_SEED'] ?? Date.now() % 1_000_000_007);

/** Same seed, same numbers (mulberry32). */
function random(from: number): () => number {
	let state = from >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}

test(`random faults for ${seconds} s leave every store equal to the server (seed ${seed})`, { timeout: seconds * 1000 + 180_000 }, async (t) => {
	console.log(`  soak: seed ${seed}, RELEASEPAYLOAD_SOAK_SEED=${seed} repeats it`);
	const server = await startDemo();
	t.after(async () => await server.stop());
	const { control } = server;
	const names = nightlyNames(40);
	await createAll(server, names.map((name, index) => samplePayload(index % 3 === 0 ? 'origin' : 'ocp', name, { jobs: 8 })));
	const next = random(seed);
	const rewinds = next() < 0.4;
	const watched = await Promise.all((['reader', 'lister-of-ocp', 'approver-of-ocp'] as const).map(async (user) => await connectAs(server, user, { timing: impatient })));
	t.after(() => watched.forEach((each) => each.dispose()));
	for (const { cluster } of watched) cluster.start();

	const until = Date.now() + seconds * 1000;
	let strikes = 0;
	while (Date.now() < until) {
		strike(control, next, rewinds);
		for (let changes = Math.floor(next() * 4); changes > 0; changes--) change(control, next, strikes + changes * 1e6);
		if (next() < 0.05) for (const { cluster } of watched) cluster.refresh();
		strikes++;
		await pace(next() * 60);
	}
	control.clearFaults();
	control.resume();
	// A server whose history went back and caught up again while nobody could look is not to be told from one that did not,
	// until the list is read anew.
	if (rewinds) for (const { cluster } of watched) cluster.refresh();
	const [reader, ...ofOcp] = watched;
	assert.ok(reader !== undefined);
	await sameAsServer(server, reader.cluster);
	await live(reader.cluster);
	const rows = (cluster: typeof reader.cluster): readonly string[] => cluster.store.rows('ocp').map((row) => `${row.ref.name} ${row.uid} ${row.summary?.resourceVersion ?? ''}`).sort();
	for (const { cluster } of ofOcp) {
		await live(cluster);
		await eventually(() => assert.deepEqual(rows(cluster), rows(reader.cluster)));
	}
	assert.ok(strikes > 10, `${strikes} strikes`);
});

function strike(control: DemoControl, next: () => number, rewinds: boolean): void {
	const pick = <T>(from: readonly T[]): T => from[Math.floor(next() * from.length)] as T;
	const watchFaults: readonly WatchFault[] = [
		{ kind: 'close' },
		{ kind: 'reset' },
		{ kind: 'error', code: 500 },
		{ kind: 'error', code: 410 },
		{ kind: 'garbage' },
		{ kind: 'truncateNext', then: 'newline' },
		{ kind: 'truncateNext', then: 'reset' },
		{ kind: 'freeze' },
	];
	const faults: readonly FaultRule['fault'][] = [
		{ kind: 'status', code: 500 },
		{ kind: 'status', code: 429, headers: { 'retry-after': '0' } },
		{ kind: 'status', code: 410, reason: 'Expired' },
		{ kind: 'delay', ms: 80 },
		{ kind: 'reset' },
		{ kind: 'lostAnswer' },
		{ kind: 'truncate' },
		{ kind: 'captivePortal' },
		{ kind: 'hang' },
	];
	switch (Math.floor(next() * 6)) {
		case 0:
		case 1:
			control.breakWatches(pick(watchFaults));
			break;
		case 2:
		case 3:
			// Not the request by which the test itself looks.
			control.inject({ on: pick(['list', 'get', 'watch'] as const), user: pick(['reader', 'lister-of-ocp', 'approver-of-ocp']), times: 1 + Math.floor(next() * 2), fault: pick(faults) });
			break;
		case 4:
			control.compact();
			break;
		default:
			if (rewinds && next() < 0.15) control.rewind(Math.max(1, Number(control.resourceVersion) - 30));
			else control.touch(1 + Math.floor(next() * 5));
	}
}

function change(control: DemoControl, next: () => number, unique: number): void {
	const namespace = next() < 0.5 ? 'ocp' : 'origin';
	const present = control.names(namespace);
	const name = present[Math.floor(next() * present.length)];
	const roll = next();
	if (name === undefined || roll < 0.25) {
		control.create(plain(samplePayload(namespace, `4.23.0-0.nightly-2026-10-01-${String(unique % 1e6).padStart(6, '0')}x${unique}`, { jobs: 2 })));
	} else if (roll < 0.5) {
		control.remove(namespace, name);
		if (roll < 0.3) control.create(plain(samplePayload(namespace, name, { jobs: 2 })));
	} else {
		control.change(namespace, name, { metadata: { annotations: { changed: String(unique) } } });
	}
}
