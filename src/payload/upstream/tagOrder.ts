import { epoch } from '../conditions';
import { inVersionOrder } from '../order';
import { compareText, compareVersions, parseVersionTolerantly } from '../version';

/** A release tag of an image stream, as far as upstream's lists look at it. */
export interface ReleaseTag {
	readonly name: string;
	readonly creationTimestamp: string | undefined;
	readonly phaseAnnotation: string;
}

/** The payload's phase, else what the tag's annotation says. pkg/release-controller/release.go, GetTagPhase. */
export function tagPhase(tag: string, annotation: string, payloadPhases: ReadonlyMap<string, string>): string {
	return payloadPhases.get(tag) ?? annotation;
}

/** Tags of a stream whose phase is one of `phases` (all when empty): a Stable one by version, others newest first. */
export function tagsInOrder(tags: readonly ReleaseTag[], stable: boolean, phases: readonly string[], phaseOf: (tag: ReleaseTag) => string): readonly ReleaseTag[] {
	const shown = tags.filter((tag) => phases.length === 0 || phases.includes(phaseOf(tag)));
	if (stable) return inVersionOrder(shown, (tag) => tag.name);
	const created = (tag: ReleaseTag) => epoch(tag.creationTimestamp) ?? -Infinity;
	return [...shown].sort((a, b) => (created(a) === created(b) ? compareText(b.name, a.name) : created(b) - created(a)));
}

/**
 * The order of the JSON API's tag list: versions descending, and by text as soon as one of two names is no version.
 * Undefined when the two rules contradict each other for these names, so that upstream's answer depends on its input.
 */
export function apiTagOrder(names: readonly string[]): readonly string[] | undefined {
	const read = names.map((name) => ({ name, version: parseVersionTolerantly(name) }));
	const compare = (a: (typeof read)[number], b: (typeof read)[number]) =>
		a.version === undefined || b.version === undefined ? compareText(b.name, a.name) : compareVersions(b.version, a.version) || compareText(b.name, a.name);
	const sorted = [...read].sort(compare);
	const consistent = sorted.every((one, at) => sorted.slice(at + 1).every((other) => compare(one, other) < 0));
	return consistent ? sorted.map(({ name }) => name) : undefined;
}
