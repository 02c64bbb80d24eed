import type { Answer, ApiRequest } from './api';
import { toText } from './json';
import { checkVersionOptions, versionNumber } from './listing';
import { renderObject, renderTable, shapeOf, type Shape } from './rendering';
import { apiVersionOf, type Resource } from './resource';
import { selectionOf, type Selector } from './selectors';
import { statusObject, StatusError, tooOldVersion } from './statusError';
import type { Storage, StorageEvent, Stored } from './storage';
import { WatchStream } from './watchStream';

/** The open watches, and what they have in common. */
export interface WatchHub {
	readonly streams: Set<WatchStream>;
	/** What sends a bookmark to each watch that asked for them. */
	readonly bookmarks: Set<() => void>;
	readonly paused: () => boolean;
}

export interface Watched {
	readonly resource: Resource;
	readonly storage: Storage;
	readonly namespace: string | undefined;
}

export function watchObjects(request: ApiRequest, watched: Watched, hub: WatchHub, onOpen: (stream: WatchStream) => void): Answer {
	const { query } = request;
	checkVersionOptions(query);
	const shape = shapeOf(request.headers.accept, query);
	const selection = selectionOf(query, watched.namespace);
	const start = startOf(query);
	return {
		kind: 'stream',
		open: (response) => {
			const stream = new WatchStream(request.user.name, response, hub.paused);
			hub.streams.add(stream);
			stream.onClose(() => void hub.streams.delete(stream));
			follow(stream, watched, { matches: selection.matches, renderer: eventRenderer(watched.resource, shape), start });
			keepTime(stream, watched, hub, query);
			onOpen(stream);
		},
	};
}

interface Start {
	/** Undefined: from what is there now. */
	readonly after: number | undefined;
	/** Everything there is comes first. */
	readonly replay: boolean;
	/** A bookmark tells when that is done. */
	readonly announceEnd: boolean;
}

function startOf(query: URLSearchParams): Start {
	const text = query.get('resourceVersion') ?? '';
	const refuse = (message: string): StatusError => new StatusError(500, statusObject(500, '', message));
	const asked = text === '' || text === '0' ? undefined : versionNumber(text, refuse);
	if (query.get('sendInitialEvents') === 'true') return { after: undefined, replay: true, announceEnd: isOn(query, 'allowWatchBookmarks') };
	return { after: asked, replay: asked === undefined && query.get('sendInitialEvents') !== 'false', announceEnd: false };
}

interface Following {
	readonly matches: Selector;
	readonly renderer: (item: Stored) => readonly Buffer[];
	readonly start: Start;
}

function follow(stream: WatchStream, { resource, storage }: Watched, { matches, renderer, start }: Following): void {
	const tell = (event: StorageEvent): void => {
		const type = visibleType(event, matches);
		// an asked version that lies in the future is waited for
		if (type !== undefined && event.resourceVersion > (start.after ?? 0)) stream.send(type, renderer(event.now));
	};
	if (start.replay) {
		for (const item of storage.all()) if (matches(item)) stream.send('ADDED', renderer(item));
		if (start.announceEnd) sendBookmark(stream, resource, storage.resourceVersion, true);
	} else if (start.after !== undefined) {
		const missed = storage.since(start.after);
		if (missed === undefined) {
			stream.fail(tooOldVersion(start.after, storage.floor));
			return;
		}
		for (const event of missed) tell(event);
	}
	const subscription = storage.onEvent(tell);
	stream.onClose(() => subscription.dispose());
}

/** With a selector an object comes and goes as it begins and ceases to fit. */
function visibleType(event: StorageEvent, matches: Selector): StorageEvent['type'] | undefined {
	const before = event.before !== undefined && matches(event.before);
	const now = event.type !== 'DELETED' && matches(event.now);
	if (before && now) return 'MODIFIED';
	if (now) return 'ADDED';
	return before ? 'DELETED' : undefined;
}

/** Column definitions stand in the first table only. */
function eventRenderer(resource: Resource, shape: Shape): (item: Stored) => readonly Buffer[] {
	if (shape.kind !== 'table') return (item) => renderObject(resource, item, shape);
	let columns = true;
	return (item) => {
		const text = renderTable(resource, [item], { resourceVersion: String(item.resourceVersion) }, { shape, columns });
		columns = false;
		return text;
	};
}

function keepTime(stream: WatchStream, { resource, storage }: Watched, hub: WatchHub, query: URLSearchParams): void {
	const seconds = Number(query.get('timeoutSeconds') ?? 0);
	// without a limit from the client a server sets its own, spread so that clients do not come back all at once
	const lifetime = seconds > 0 ? seconds : 1800 * (1 + Math.random());
	const end = setTimeout(() => stream.end(), lifetime * 1000).unref();
	stream.onClose(() => clearTimeout(end));
	if (!isOn(query, 'allowWatchBookmarks')) return;
	const bookmark = (): void => sendBookmark(stream, resource, storage.resourceVersion, false);
	hub.bookmarks.add(bookmark);
	stream.onClose(() => void hub.bookmarks.delete(bookmark));
}

function sendBookmark(stream: WatchStream, resource: Resource, resourceVersion: number, endsInitialEvents: boolean): void {
	const annotations = endsInitialEvents ? { annotations: { 'k8s.io/initial-events-end': 'true' } } : {};
	const metadata = { ...annotations, resourceVersion: String(resourceVersion) };
	stream.send('BOOKMARK', [Buffer.from(toText({ apiVersion: apiVersionOf(resource), kind: resource.kind, metadata }))]);
}

export function isOn(query: URLSearchParams, name: string): boolean {
	const text = query.get(name);
	return text === 'true' || text === '1';
}
