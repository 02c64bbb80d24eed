import { jobState } from './jobState';
import { phaseOf } from './phase';
import type { JobStatus, ReleasePayload } from './releasePayload';
import { compareText } from './version';

/** What a person looks at when deciding; plain data, compared value by value right before the patch. */
export interface DecisionBasis {
	readonly override: string;
	readonly reason: string;
	readonly phase: string;
	readonly creation: string;
	readonly mirror: string;
	/** `name=state` of every blocking job, sorted. */
	readonly blocking: readonly string[];
}

/** The basis of a decision on this payload as it stands. Absent texts are empty, an absent job result is `Unknown`. */
export function decisionBasis(payload: ReleasePayload): DecisionBasis {
	const { spec, status } = payload;
	return {
		override: spec.payloadOverride?.override ?? '',
		reason: spec.payloadOverride?.reason ?? '',
		phase: phaseOf(status.conditions),
		creation: jobResult(status.releaseCreationJobResult?.status),
		mirror: jobResult(status.releaseMirrorJobResult?.status),
		blocking: (status.blockingJobResults ?? []).map((job) => `${job.ciConfigurationName ?? job.name ?? ''}=${result(job)}`).sort(compareText),
	};
}

function jobResult(status: string | undefined): string {
	return status === undefined || status === '' ? 'Unknown' : status;
}

/** From the runs; a state written without runs as it stands, so that a later change of it is noticed too. */
function result(job: JobStatus): string {
	return (job.results?.length ?? 0) > 0 ? jobState(job) : (job.state ?? '');
}

export function sameBasis(a: DecisionBasis, b: DecisionBasis): boolean {
	return basisDifferences(a, b).length === 0;
}

/** One thing that is no longer what it was when the person decided; `name` only for a blocking job. */
export interface BasisDifference {
	readonly what: 'override' | 'reason' | 'phase' | 'creation' | 'mirror' | 'blocking';
	readonly name: string | undefined;
	/** Empty where there was, or is, none. */
	readonly before: string;
	readonly after: string;
}

const texts = ['override', 'reason', 'phase', 'creation', 'mirror'] as const;

/** Everything that differs, in a fixed order, blocking jobs by name. */
export function basisDifferences(before: DecisionBasis, after: DecisionBasis): readonly BasisDifference[] {
	const changedTexts = texts
		.filter((what) => before[what] !== after[what])
		.map((what) => ({ what, name: undefined, before: before[what], after: after[what] }));
	return [...changedTexts, ...blockingDifferences(before.blocking, after.blocking)];
}

function blockingDifferences(before: readonly string[], after: readonly string[]): readonly BasisDifference[] {
	const [old, now] = [statesByName(before), statesByName(after)];
	const names = [...new Set([...old.keys(), ...now.keys()])].sort(compareText);
	return names
		.map((name) => ({ what: 'blocking' as const, name, before: old.get(name) ?? '', after: now.get(name) ?? '' }))
		.filter((each) => each.before !== each.after);
}

/** Several entries of one name are told together, `Failure, Success`. */
function statesByName(blocking: readonly string[]): ReadonlyMap<string, string> {
	const states = new Map<string, string>();
	for (const entry of blocking) {
		const at = entry.lastIndexOf('=');
		const name = entry.slice(0, at);
		const former = states.get(name);
		states.set(name, former === undefined ? entry.slice(at + 1) : `${former}, ${entry.slice(at + 1)}`);
	}
	return states;
}

export interface OverrideWrite {
	readonly uid: string;
	readonly resourceVersion: string;
	/** `undefined` clears. */
	readonly override: 'Accepted' | 'Rejected' | undefined;
	/** Not written when clearing. */
	readonly reason: string;
}

/** A JSON merge patch (RFC 7386) of the main resource: `null` takes a field away. */
export interface OverridePatch {
	readonly metadata: { readonly uid: string; readonly resourceVersion: string };
	readonly spec: { readonly payloadOverride: { readonly override: 'Accepted' | 'Rejected'; readonly reason: string } | null };
}

/**
 * The one write of this program. Value and reason always go together, else the reason of an earlier override would stand
 * for this one; uid and resourceVersion make the server refuse it for another object or another state of this one.
 * hack/release-tool.py sends the same two fields.
 */
export function overridePatch({ uid, resourceVersion, override, reason }: OverrideWrite): OverridePatch {
	return { metadata: { uid, resourceVersion }, spec: { payloadOverride: override === undefined ? null : { override, reason } } };
}
