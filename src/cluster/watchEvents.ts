import type { IncomingMessage } from 'http';
import { field, fieldsOf, text } from '../payload/reading';
import { ClusterError, fromStatusEvent } from './clusterError';

export type WatchEvent =
	| { readonly kind: 'put'; readonly raw: unknown; readonly resourceVersion: string }
	| { readonly kind: 'deleted'; readonly raw: unknown; readonly resourceVersion: string }
	| { readonly kind: 'bookmark'; readonly resourceVersion: string };

const longestLine = 64 << 20;

/**
 * The lines of a watch as events, in batches of one read each, so that the caller can tell of a burst once. Anything that
 * is no event ends it with a `ClusterError`: what was lost comes again when the watch resumes from the last good version.
 * Reading pauses while the caller is busy.
 */
export async function* watchEvents(answer: IncomingMessage): AsyncGenerator<readonly (() => WatchEvent)[]> {
	let pieces: Buffer[] = [];
	let length = 0;
	for await (const chunk of answer as AsyncIterable<Buffer>) {
		const lines: Buffer[] = [];
		let start = 0;
		for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, start)) {
			pieces.push(chunk.subarray(start, end));
			lines.push(pieces.length === 1 ? (pieces[0] ?? chunk) : Buffer.concat(pieces));
			pieces = [];
			length = 0;
			start = end + 1;
		}
		if (start < chunk.length) {
			pieces.push(chunk.subarray(start));
			length += chunk.length - start;
			if (length > longestLine) throw new ClusterError('unexpected', 'An event of the watch is too long.');
		}
		// Also when no line is complete: the caller learns that the server is alive.
		yield lines.filter((line) => line.length > 0).map((line) => () => parseEvent(line));
	}
}

function parseEvent(line: Buffer): WatchEvent {
	let value: unknown;
	try {
		value = JSON.parse(line.toString('utf8'));
	} catch (error) {
		throw new ClusterError('unexpected', 'An event of the watch is garbled.', { cause: error });
	}
	const event = fieldsOf(value);
	const raw = field(event, 'object');
	const resourceVersion = text(fieldsOf(field(fieldsOf(raw), 'metadata')), 'resourceVersion') ?? '';
	const type = text(event, 'type');
	if (type === 'ERROR') throw fromStatusEvent(raw);
	if (resourceVersion === '') throw new ClusterError('unexpected', 'An event of the watch has no version.');
	switch (type) {
		case 'ADDED':
		case 'MODIFIED':
			return { kind: 'put', raw, resourceVersion };
		case 'DELETED':
			return { kind: 'deleted', raw, resourceVersion };
		case 'BOOKMARK':
			return { kind: 'bookmark', resourceVersion };
		default:
			throw new ClusterError('unexpected', 'An event of the watch is of no known kind.');
	}
}
