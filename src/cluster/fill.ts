import type { PayloadRef } from '../payload/releasePayload';
import type { PayloadApi, Scope } from './api';
import { ClusterError } from './clusterError';
import { forEach, type Limiter } from './limiter';
import type { Payloads } from './payloadStore';
import { readFirst } from './readingOrder';
import { Slice, type Timing } from './timing';

export interface FillSource {
	readonly scope: Scope;
	readonly api: PayloadApi;
	readonly store: Payloads;
	readonly limiter: Limiter;
	readonly timing: Timing;
	/** What a person looks at just now. */
	preferred(): readonly PayloadRef[];
	/** Called after each step. */
	progress(): void;
	readonly signal: AbortSignal;
}

/** So few are quicker read one by one than in pages that hold everything. */
const fewUnread = 24;
const readsAtOnce = 4;
/** Put together and parsed in one go, so it bounds how long the thread is held: about 8 ms per MB, more while memory is collected. */
const pageBytes = 1 << 20;
const firstPage = 25;
const largestPage = 250;

/**
 * Reads the objects of all rows whose newest version was not read: first what people look at and the newest of each
 * stream, then the rest in pages. An object that cannot be read alone (no right to get) is left to the pages.
 */
export async function fillRows(source: FillSource): Promise<void> {
	const sizes = new Sizes();
	const alone = new Alone(source, sizes);
	const unread = source.store.unread(source.scope);
	if (unread.length === 0) return;
	if (unread.length <= fewUnread) await alone.read(unread.map((row) => row.ref));
	else await alone.read(readFirst(unread, source.preferred()));
	if (source.store.unread(source.scope).length > fewUnread || alone.forbidden) await readPages(source, sizes, alone);
	await alone.read(source.store.unread(source.scope).map((row) => row.ref));
}

/** GETs, a few at once. What is not there any more is left to the watch to say. */
class Alone {
	forbidden = false;

	constructor(
		private readonly source: FillSource,
		private readonly sizes: Sizes,
	) {}

	async read(refs: readonly PayloadRef[]): Promise<void> {
		const { api, store, limiter, signal, timing } = this.source;
		const slice = new Slice(timing.slice);
		const wanted = refs.filter((ref) => !store.isRead(ref));
		await forEach(wanted, readsAtOnce, async (ref) => {
			if (this.forbidden || store.isRead(ref)) return;
			signal.throwIfAborted();
			try {
				const { raw, bytes } = await limiter.run(async () => await api.payload(ref, signal));
				this.sizes.add(1, bytes);
				store.filled(raw);
				store.flush();
				this.source.progress();
				await slice.breathe();
			} catch (error) {
				if (!(error instanceof ClusterError)) throw error;
				if (error.problem.reason === 'forbidden') this.forbidden = true;
				else if (error.problem.reason !== 'notFound') throw error;
			}
		});
	}
}

async function readPages(source: FillSource, sizes: Sizes, alone: Alone): Promise<void> {
	const { scope, api, store, limiter, signal, timing } = source;
	const slice = new Slice(timing.slice);
	let continueToken: string | undefined;
	let limit = sizes.pageOf(firstPage);
	do {
		signal.throwIfAborted();
		// People scroll while pages come in.
		await alone.read(source.preferred().filter((ref) => scope === undefined || ref.namespace === scope));
		try {
			const page = await limiter.run(async () => await api.payloads(scope, { limit, continueToken, signal }));
			for (const raw of page.items) {
				store.filled(raw);
				await slice.breathe();
			}
			sizes.add(page.items.length, page.bytes);
			limit = sizes.pageOf(firstPage);
			continueToken = page.continueToken;
			store.flush();
			source.progress();
		} catch (error) {
			// Pages only fill rows, so they need not be of one moment: the server's own token goes on with newer data.
			const onward = error instanceof ClusterError && error.problem.reason === 'expired' ? error.continueToken : undefined;
			if (onward === undefined || onward === continueToken) throw error;
			continueToken = onward;
		}
	} while (continueToken !== undefined && store.unread(scope).length > 0);
}

class Sizes {
	#objects = 0;
	#bytes = 0;

	add(objects: number, bytes: number): void {
		this.#objects += objects;
		this.#bytes += bytes;
	}

	/** So many objects to a page, from the sizes seen so far. */
	pageOf(otherwise: number): number {
		if (this.#objects === 0 || this.#bytes === 0) return otherwise;
		return Math.max(2, Math.min(largestPage, Math.floor(pageBytes / (this.#bytes / this.#objects))));
	}
}
