import type { Job } from './jobs';
import { outlookOf, phaseWith, type OverrideOutlook } from './outlook';
import { inStreamOrder } from './order';
import { isDecided, phaseOf, type Phase } from './phase';
import { createdAtOf, releaseNameOf, streamOf } from './releaseName';
import type { PayloadRef, ReleasePayload } from './releasePayload';
import type { PayloadRow } from './summary';

/** What a person should know before an override, or a clear, is sent; all of it told from the facts at hand. */
export interface Consequences {
	/** `undefined` for a clear. */
	readonly outlook: OverrideOutlook | undefined;
	readonly phaseBefore: Phase;
	/** Where the controllers would end up with it, everything else staying as it is. */
	readonly phaseAfter: Phase;
	/** The verdict comes before the jobs are through: jobs without a run never start, failed ones are not retried. */
	readonly endsTesting: boolean;
	/** A decided payload becomes undecided: such jobs are launched again, and it counts for `maxUnreadyReleases`. */
	readonly reopens: boolean;
	/** Blocking and informing jobs without a run, and those waiting for a retry: what `endsTesting` or `reopens` is about. */
	readonly neverStarted: number;
	readonly awaitingRetry: number;
	/** Accepts what the external registry does not hold: a mirror is configured and has failed or is not done. */
	readonly notMirrored: boolean;
	/** The payload that counts as the stream's newest Accepted, before, and after the override has taken effect. */
	readonly newestAcceptedBefore: PayloadRef | undefined;
	readonly newestAcceptedAfter: PayloadRef | undefined;
	/** Once in effect it makes a rejected payload of an integration stream that retention would remove at once, so that nothing can be undone. */
	readonly mayBeDeleted: boolean;
}

/** `undefined` for a clear. */
export type WantedOverride = { readonly override: 'Accepted' | 'Rejected'; readonly reason: string } | undefined;

/**
 * `jobs` are those of `jobsOf(payload)`; `rows` those of the payload's namespace (rows of other streams are left aside,
 * rows that were not read yet count as not Accepted).
 */
export function consequencesOf(payload: ReleasePayload, wanted: WantedOverride, jobs: readonly Job[], rows: readonly PayloadRow[]): Consequences {
	const phaseBefore = phaseOf(payload.status.conditions);
	const phaseAfter = phaseWith(payload, wanted);
	const outlook = wanted ? outlookOf(payload, wanted.override, wanted.reason) : undefined;
	// What only waits is a decision all the same, with nobody there to look again when its time comes.
	const phaseInEffect = wanted && (outlook === 'waitsForCreation' || outlook === 'waitsForMirror') ? wanted.override : phaseAfter;
	const [decidedBefore, decidedAfter] = [isDecided(phaseBefore), isDecided(phaseAfter)];
	const launched = jobs.filter((job) => job.role === 'blocking' || job.role === 'informing');
	const neverStarted = launched.filter((job) => job.shown === 'neverStarted').length;
	const awaitingRetry = launched.filter((job) => job.shown === 'awaitsRetry').length;
	const unfinished = launched.some((job) => job.shown === 'neverStarted' || job.shown === 'awaitsRetry' || job.shown === 'running');
	const stream = streamRows(payload, rows);
	return {
		outlook,
		phaseBefore,
		phaseAfter,
		endsTesting: !decidedBefore && decidedAfter && unfinished,
		reopens: decidedBefore && !decidedAfter,
		neverStarted,
		awaitingRetry,
		notMirrored: phaseAfter === 'Accepted' && isMirrorMissing(payload),
		newestAcceptedBefore: newestAccepted(stream, payload, phaseBefore),
		newestAcceptedAfter: newestAccepted(stream, payload, phaseInEffect),
		mayBeDeleted: phaseBefore !== 'Rejected' && phaseInEffect === 'Rejected' && mayBeDeletedOnceRejected(payload, rows),
	};
}

function isMirrorMissing({ spec, status }: ReleasePayload): boolean {
	const configured = (spec.payloadCreationConfig?.releaseMirrorCoordinates?.releaseMirrorJobName ?? '') !== '';
	return configured && status.releaseMirrorJobResult?.status !== 'Success';
}

/** The stream's rows in its order, this payload among them even if the list does not hold it. */
function streamRows(payload: ReleasePayload, rows: readonly PayloadRow[]): readonly PayloadRow[] {
	const { stream, streamKind } = streamOf(payload);
	const own: PayloadRow = {
		ref: refOf(payload),
		uid: payload.metadata.uid ?? '',
		resourceVersion: payload.metadata.resourceVersion ?? '',
		releaseName: releaseNameOf(payload),
		stream,
		streamKind,
		createdAt: createdAtOf(releaseNameOf(payload), payload.metadata),
		summary: undefined,
	};
	const others = rows.filter((row) => row.stream === stream && row.ref.namespace === own.ref.namespace && row.ref.name !== own.ref.name);
	return inStreamOrder([...others, own], streamKind);
}

function refOf(payload: ReleasePayload): PayloadRef {
	return { namespace: payload.metadata.namespace ?? '', name: payload.metadata.name ?? '' };
}

/** The first Accepted in stream order, this payload taken to have `phase`. pkg/release-controller: what `publish` points at. */
function newestAccepted(stream: readonly PayloadRow[], payload: ReleasePayload, phase: Phase): PayloadRef | undefined {
	const name = payload.metadata.name ?? '';
	return stream.find((row) => (row.ref.name === name ? phase : row.summary?.phase) === 'Accepted')?.ref;
}

const rejectedKept = 5;

/**
 * Whether retention may remove the payload as soon as it is Rejected: five newer Rejected stand already, or no older
 * Accepted does. Streams of stable kind are never pruned, nor are those whose image stream is its own target.
 * cmd/release-controller/sync.go, calculateSyncActions; a `keep` annotation on the tag, not seen here, prevents it.
 */
export function mayBeDeletedOnceRejected(payload: ReleasePayload, rows: readonly PayloadRow[]): boolean {
	const selfTargeted = payload.spec.payloadCoordinates?.imagestreamName?.includes('-art-latest') === true;
	if (streamOf(payload).streamKind === 'stable' || selfTargeted) return false;
	const stream = streamRows(payload, rows);
	const at = stream.findIndex((row) => row.ref.name === (payload.metadata.name ?? ''));
	const newerRejected = stream.slice(0, at).filter((row) => row.summary?.phase === 'Rejected').length;
	return newerRejected >= rejectedKept || !stream.slice(at + 1).some((row) => row.summary?.phase === 'Accepted');
}
