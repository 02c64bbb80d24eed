import assert from 'node:assert/strict';
import test from 'node:test';
import { Slices, thisThread, type Thread } from '../../../src/ui/manifest/slices';

/** A thread on which each step takes as long as the test says, and turns come when it says. */
function threadOf(): Thread & { pass(ms: number): void; turn(): boolean } {
	let now = 0;
	const waiting: (() => void)[] = [];
	return {
		now: () => now,
		later: (run) => void waiting.push(run),
		pass: (ms) => void (now += ms),
		turn: () => {
			const next = waiting.shift();
			next?.();
			return next !== undefined;
		},
	};
}

test('work is done in slices that end when their time is over, and the thread is free between them', async () => {
	const thread = threadOf();
	const slices = new Slices(thread);
	let left = 30;
	let inSlice = 0;
	const done = slices.run(() => {
		thread.pass(1);
		inSlice++;
		return --left === 0;
	});
	const counts = [];
	do {
		counts.push(inSlice);
		inSlice = 0;
	} while (thread.turn());
	assert.equal(await done, true);
	assert.ok(counts.slice(0, -1).every((count) => count === 2), `steps in each slice: ${counts.join(' ')}`);
	assert.equal(left, 0);
});

test('what is done within one slice is done in the turn that asks for it', async () => {
	const thread = threadOf();
	const slices = new Slices(thread);
	assert.equal(await slices.run(() => true), true);
	assert.equal(thread.turn(), false);
});

test('two jobs share slices and never hold the thread twice in one turn', async () => {
	const thread = threadOf();
	const slices = new Slices(thread);
	const order: string[] = [];
	const job = (name: string, steps: number): Promise<boolean> => {
		let left = steps;
		return slices.run(() => {
			thread.pass(1);
			order.push(name);
			return --left === 0;
		});
	};
	const [first, second] = [job('a', 3), job('b', 2)];
	assert.deepEqual(order, ['a', 'a']);
	assert.equal(thread.turn(), true);
	assert.deepEqual(order, ['a', 'a', 'a', 'b']);
	assert.equal(thread.turn(), true);
	assert.equal(thread.turn(), false);
	assert.deepEqual([await first, await second, order.length], [true, true, 5]);
});

test('what is not done when all is disposed of is given up, in the middle of a step too', async () => {
	const thread = threadOf();
	const slices = new Slices(thread);
	let steps = 0;
	const first = slices.run(() => {
		thread.pass(10);
		steps++;
		if (steps === 2) slices.dispose();
		return false;
	});
	const second = slices.run(() => true);
	while (thread.turn());
	assert.deepEqual([await first, await second, steps], [false, false, 2]);
});

test('a step that throws ends its own job and not the others', async () => {
	const thread = threadOf();
	const slices = new Slices(thread);
	const first = slices.run(() => {
		thread.pass(10);
		return false;
	});
	const broken = slices.run(() => {
		throw new Error('broken');
	});
	const last = slices.run(() => true);
	slices.dispose();
	assert.deepEqual([await first, await broken, await last], [false, false, false]);
	const again = assert.rejects(slices.run(() => {
		throw new Error('broken');
	}), /broken/);
	const after = slices.run(() => true);
	while (thread.turn());
	await again;
	assert.equal(await after, true);
});

test('on the thread there is, others have their turn between two slices', async () => {
	const slices = new Slices(thisThread());
	let turns = 0;
	const timer = setInterval(() => turns++, 0);
	const until = performance.now() + 10_000;
	assert.equal(await slices.run(() => turns > 3 || performance.now() > until), true);
	clearInterval(timer);
	assert.ok(turns > 3, `others had ${turns} turns`);
});
