import type { AccessVerb, PayloadApi } from './api';
import type { Access } from './cluster';
import { toClusterError } from './clusterError';

/** An override reads right before it writes, so it takes both. */
const verbs: readonly AccessVerb[] = ['patch', 'get'];

/** Answers of the access review, asked once per namespace until something is refused after all. */
export class AccessReviews {
	readonly #answers = new Map<string, Promise<Access>>();
	readonly #life = new AbortController();

	constructor(private readonly api: PayloadApi) {}

	async ask(namespace: string, signal: AbortSignal): Promise<Access> {
		let answer = this.#answers.get(namespace);
		if (answer === undefined) {
			// Not with the signal of the one who asked first: others wait for the same answer.
			answer = this.#review(namespace);
			this.#answers.set(namespace, answer);
		}
		return await unlessAborted(answer, signal);
	}

	forget(namespace?: string): void {
		if (namespace === undefined) this.#answers.clear();
		else this.#answers.delete(namespace);
	}

	dispose(): void {
		this.#life.abort();
	}

	async #review(namespace: string): Promise<Access> {
		try {
			const answers = await Promise.all(verbs.map(async (verb) => ({ verb, ...(await this.api.mayI(verb, namespace, this.#life.signal)) })));
			const refused = answers.find((each) => !each.allowed);
			if (refused === undefined) return { allowed: true, detail: '' };
			return { allowed: false, detail: `You may not ${refused.verb} ReleasePayloads in ${namespace}${refused.reason === '' ? '' : `: ${refused.reason.slice(0, 300)}`}.` };
		} catch (error) {
			// An unanswered question is asked again next time.
			this.forget(namespace);
			return { allowed: 'unknown', problem: toClusterError(error).problem };
		}
	}
}

async function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
	signal.throwIfAborted();
	let abort: () => void = () => undefined;
	const aborted = new Promise<never>((_resolve, reject) => {
		abort = () => reject(signal.reason instanceof Error ? signal.reason : new Error('aborted'));
		signal.addEventListener('abort', abort, { once: true });
	});
	try {
		return await Promise.race([promise, aborted]);
	} finally {
		signal.removeEventListener('abort', abort);
	}
}
