import type { StreamKind } from './releaseName';
import { compareText, compareVersions, parseVersion, parseVersionTolerantly } from './version';

/** What the order of payloads looks at; rows and summaries fit. */
export interface Ordered {
	readonly releaseName: string;
	readonly createdAt: number | undefined;
}

/** Rows of one stream in the order that people expect: integration newest first, stable by version. A new array. */
export function inStreamOrder<T extends Ordered>(payloads: readonly T[], kind: StreamKind): readonly T[] {
	return kind === 'stable' ? inVersionOrder(payloads, (payload) => payload.releaseName) : [...payloads].sort(compareByDate);
}

/** Newest first; without a date last; ties by name, descending. pkg/release-controller/release.go, tagReferencesByAge. */
function compareByDate(a: Ordered, b: Ordered): number {
	const [left, right] = [a.createdAt ?? -Infinity, b.createdAt ?? -Infinity];
	return left === right ? compareText(b.releaseName, a.releaseName) : right - left;
}

/**
 * Highest version first; names that are no version last; ties by name, descending. Each name is read once.
 * pkg/release-controller/release.go, order of a Stable stream.
 */
export function inVersionOrder<T>(things: readonly T[], nameOf: (thing: T) => string): readonly T[] {
	const read = things.map((thing) => ({ thing, name: nameOf(thing), version: parseVersion(nameOf(thing)) }));
	read.sort((a, b) => {
		if (!a.version || !b.version) {
			if (a.version !== b.version) return a.version ? -1 : 1;
			return compareText(b.name, a.name);
		}
		return compareVersions(b.version, a.version) || compareText(b.name, a.name);
	});
	return read.map(({ thing }) => thing);
}

export interface OrderedStream {
	readonly stream: string;
	readonly streamKind: StreamKind;
}

/**
 * Order of streams: those of stable kind first, then the higher X.Y, then by name; a name that begins with no version
 * comes behind those that do. cmd/release-controller-api/http.go, the overview page (hidden streams are not known here).
 */
export function compareStreams(a: OrderedStream, b: OrderedStream): number {
	if (a.streamKind !== b.streamKind) return a.streamKind === 'stable' ? -1 : 1;
	return compareStreamNames(a.stream, b.stream);
}

/** By version X.Y.Z of the name, descending, then by name; names without a version last. */
export function compareStreamNames(a: string, b: string): number {
	const [left, right] = [releaseOf(a), releaseOf(b)];
	if (left && right) return compareVersions(right, left) || compareText(a, b);
	if (!left && !right) return compareText(a, b);
	return left ? -1 : 1;
}

function releaseOf(stream: string) {
	const version = parseVersionTolerantly(stream);
	return version ? { ...version, pre: [], build: [] } : undefined;
}
