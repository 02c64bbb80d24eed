import { AssertionError } from 'node:assert';
import { setTimeout as wait } from 'node:timers/promises';

/**
 * Polls until the check passes, and answers with what it returned. Fails at the deadline with the last failure seen, so
 * that a test says what it saw instead of that time ran out.
 */
export async function eventually<T>(check: () => T | Promise<T>, within = 5000): Promise<T> {
	const deadline = Date.now() + within;
	for (let every = 5; ; every = Math.min(every * 1.5, 100)) {
		try {
			return await check();
		} catch (error) {
			if (Date.now() >= deadline) {
				const last = error instanceof Error ? error.message : String(error);
				throw new AssertionError({ message: `Not within ${within} ms. The last look: ${last}`, stackStartFn: eventually });
			}
		}
		await wait(every);
	}
}
