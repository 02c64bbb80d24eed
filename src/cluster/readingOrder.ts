import { inStreamOrder } from '../payload/order';
import type { PayloadRef } from '../payload/releasePayload';
import type { PayloadRow } from '../payload/summary';

/** How many of each stream are read before the rest: what a person sees of a stream that is opened. */
const newestOfStream = 5;
const newestAtMost = 60;
const preferredAtMost = 60;

/**
 * Which objects to read one by one before the rest comes in pages: those that a person looks at, then, of their streams
 * and of every other one, the newest. A list of the API server is sorted by name, so the newest would come last.
 */
export function readFirst(unread: readonly PayloadRow[], preferred: readonly PayloadRef[]): readonly PayloadRef[] {
	const byKey = new Map(unread.map((row) => [`${row.ref.namespace}/${row.ref.name}`, row]));
	const wanted = preferred.flatMap((ref) => byKey.get(`${ref.namespace}/${ref.name}`) ?? []).slice(0, preferredAtMost);
	const streams = newestByStream(unread);
	const near = new Set(wanted.map(streamKey));
	const inOrder = [...streams].sort(([a], [b]) => Number(near.has(b)) - Number(near.has(a)));
	const newest: PayloadRow[] = [];
	// The newest of every stream, then the second of every stream, …
	for (let place = 0; place < newestOfStream; place++) {
		for (const [, rows] of inOrder) {
			const row = rows[place];
			if (row !== undefined) newest.push(row);
		}
	}
	return [...new Set([...wanted, ...newest.slice(0, newestAtMost)])].map((row) => row.ref);
}

function newestByStream(rows: readonly PayloadRow[]): ReadonlyMap<string, readonly PayloadRow[]> {
	const streams = new Map<string, PayloadRow[]>();
	for (const row of rows) {
		const known = streams.get(streamKey(row));
		if (known === undefined) streams.set(streamKey(row), [row]);
		else known.push(row);
	}
	return new Map([...streams].map(([key, members]) => [key, inStreamOrder(members, members[0]?.streamKind ?? 'integration').slice(0, newestOfStream)]));
}

function streamKey(row: PayloadRow): string {
	return `${row.ref.namespace}/${row.stream}`;
}
