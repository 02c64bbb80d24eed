import { compareStreams, inStreamOrder } from '../payload/order';
import { isDecided } from '../payload/phase';
import type { PayloadRow } from '../payload/summary';
import type { Judging } from './faults';

/** The payloads of one stream, in the order that people expect. */
export interface Stream {
	readonly stream: string;
	readonly streamKind: 'integration' | 'stable';
	readonly rows: readonly PayloadRow[];
}

/** Groups the rows of a namespace by stream; streams and rows in their order (payload/order.ts). */
export function streamsOf(rows: readonly PayloadRow[]): readonly Stream[] {
	const byName = new Map<string, PayloadRow[]>();
	for (const row of rows) {
		const group = byName.get(row.stream);
		if (group === undefined) byName.set(row.stream, [row]);
		else group.push(row);
	}
	const streams = Array.from(byName, ([stream, group]) => {
		// One dated payload makes the stream a dated one; kinds differ only in odd data.
		const streamKind = group.some((row) => row.streamKind === 'integration') ? ('integration' as const) : ('stable' as const);
		return { stream, streamKind, rows: inStreamOrder(group, streamKind) };
	});
	return streams.sort(compareStreams);
}

export function streamNamed(rows: readonly PayloadRow[], stream: string): Stream | undefined {
	return streamsOf(rows.filter((row) => row.stream === stream))[0];
}

export interface StreamHealth {
	readonly newestAccepted: PayloadRow | undefined;
	readonly undecided: number;
	/** Since the newest Accepted; payloads that are open, or whose image was never made, neither count nor end the row. */
	readonly rejectedInARow: number;
	/** Payloads that are not read yet stand before the newest Accepted: the figures may still change. */
	readonly provisional: boolean;
}

export function healthOf({ rows }: Stream): StreamHealth {
	const accepted = rows.findIndex((row) => row.summary?.phase === 'Accepted');
	const since = accepted === -1 ? rows : rows.slice(0, accepted);
	return {
		newestAccepted: rows[accepted],
		undecided: rows.filter(({ summary }) => summary !== undefined && !isDecided(summary.phase)).length,
		rejectedInARow: since.filter(({ summary }) => summary?.phase === 'Rejected').length,
		provisional: since.some(({ summary }) => summary === undefined),
	};
}

/**
 * Whether an integration stream has gone without an Accepted for too long, by the age of its newest one, else of its
 * oldest payload. Streams of stable kind have no cadence; one that is not fully read is not judged.
 */
export function isQuiet(stream: Stream, { settings, clock }: Judging): boolean {
	if (stream.streamKind === 'stable') return false;
	const { newestAccepted, provisional } = healthOf(stream);
	if (provisional) return false;
	const since = (newestAccepted ?? stream.rows.findLast((row) => row.createdAt !== undefined))?.createdAt;
	return since !== undefined && clock.now - since >= settings.quietStreamHours * 3_600_000;
}
