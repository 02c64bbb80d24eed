import type { TestContext } from 'node:test';
import type { Watched } from './connecting';
import { nightlyNames } from './samples';
import type { TestServer } from './servers';

/** The payloads of `ocp`, oldest first. */
export const nightlies = nightlyNames(140);

export type Check = (name: string, run: (t: TestContext, server: TestServer) => Promise<void>) => void;

export async function using(t: TestContext, watched: Promise<Watched>): Promise<Watched> {
	const made = await watched;
	t.after(() => made.dispose());
	return made;
}
