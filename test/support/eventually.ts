import { AssertionError } from 'node:assert';
import { setTimeout as wait } from 'node:timers/promises';

/** On a machine that has others to serve too, what takes a moment can take a while. */
const leastPatience = 30_000;

/**
 * Polls until the check passes, and answers with what it returned. Fails at the deadline with the last failure seen, so
 * that a test says what it saw instead of that time ran out. The deadline is no part of what is checked: it is there so that
 * a failure comes to an end, and what must be quick is measured where it must be.
 */
export async function eventually<T>(check: () => T | Promise<T>, within = leastPatience): Promise<T> {
	const patience = Math.max(within, leastPatience);
	const deadline = Date.now() + patience;
	for (let every = 5; ; every = Math.min(every * 1.5, 100)) {
		try {
			return await check();
		} catch (error) {
			if (Date.now() >= deadline) {
				const last = error instanceof Error ? error.message : String(error);
				throw new AssertionError({ message: `Not within ${patience} ms. The last look: ${last}`, stackStartFn: eventually });
			}
		}
		await wait(every);
	}
}
