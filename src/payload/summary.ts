import { decidedAt, isManuallyDecided } from './conditions';
import { attemptsFor, fateOf, type Fate, type JobAttempts } from './fate';
import { jobLabel, jobsOf, type Job, type JobRole, type ShownJobState } from './jobs';
import { overrideOrigin, isCarriedOver } from './overrideOrigin';
import { overrideOutlook, type OverrideOutlook } from './outlook';
import { phaseOf, type Phase } from './phase';
import { createdAtOf, placeFromMetadata, releaseNameOf, streamOf } from './releaseName';
import type { ObjectMeta, PayloadRef, ReleaseJobResult, ReleasePayload } from './releasePayload';
import { settle } from './settle';
import { isRecognisedOverride } from './verdict';

/**
 * What is kept of a payload that nobody has opened: enough for its row, its stream's row, filters, pickers and the
 * first line of its tooltip, in well under 3 KB. Plain data, no clock: times are epoch milliseconds, ages are worked
 * out where they are shown. Made by `summarize` from the whole object; never edited.
 */
export interface PayloadSummary {
	readonly ref: PayloadRef;
	readonly uid: string;
	readonly resourceVersion: string;
	/** What the payload is called by people: the imagestream tag, else the object's name. */
	readonly releaseName: string;
	readonly stream: string;
	/** `stable`: semver order, never pruned; `integration`: newest first by date. */
	readonly streamKind: 'integration' | 'stable';
	/** From the dated name, else creationTimestamp; undefined when neither is a date. */
	readonly createdAt: number | undefined;

	/** What the conditions say: what is. */
	readonly phase: Phase;
	/** What the controllers' rules give for the object as it stands: what follows. */
	readonly rulesPhase: Phase;
	/** When the verdict conditions last changed status, if any did. */
	readonly decidedAt: number | undefined;
	/** A verdict condition carries a manual reason; after a clear this is how one sees that it is not in force yet. */
	readonly manuallyDecided: boolean;
	/** Verdict cannot change any more by jobs alone: `rejected` when nothing can save it, `accepted` when nothing can spoil it. */
	readonly fate: FateSummary | undefined;

	/** The override as stored, undefined when its value is empty. `recognised` is false for text that no controller honours. */
	readonly override: OverrideSummary | undefined;
	readonly creation: ReleaseJobState;
	/** `none` when no mirror Job is configured. */
	readonly mirror: ReleaseJobState | 'none';
	/** `spec` lists blocking jobs and `status` none yet. */
	readonly listsUnfilled: boolean;

	readonly blocking: JobCounts;
	readonly informing: JobCounts;
	readonly upgrade: JobCounts;
	/** Names of blocking jobs, at most `namesKept` each (summary.ts); the counts above are complete. */
	readonly failedBlocking: readonly JobAttempts[];
	/** Running, or waiting for a retry. */
	readonly awaitedBlocking: readonly JobAttempts[];
	/** Blocking jobs without a single run. */
	readonly neverStarted: readonly string[];
	/** Blocking jobs whose state is undetermined although they have runs. */
	readonly undetermined: readonly string[];
	readonly failedInforming: readonly string[];
	/** Object is written in the older API's shape. */
	readonly olderShape: boolean;
}

/** One line of the tree: known by name from the first page of metadata, with its summary once the object was read. */
export interface PayloadRow {
	readonly ref: PayloadRef;
	readonly uid: string;
	readonly resourceVersion: string;
	readonly releaseName: string;
	/** From the summary, else guessed from the name and labels so that the row stands in its place at once. */
	readonly stream: string;
	readonly streamKind: 'integration' | 'stable';
	readonly createdAt: number | undefined;
	readonly summary: PayloadSummary | undefined;
}

export interface OverrideSummary {
	/** Value and reason shortened to `longestText` characters. */
	readonly value: string;
	readonly reason: string;
	readonly recognised: boolean;
	/** Reason of the form `LegacyResult(…)`: carried over by upstream from an old annotation. */
	readonly carriedOver: boolean;
	/** From managedFields; undefined where the server does not tell. */
	readonly setAt: number | undefined;
	readonly setBy: string | undefined;
	readonly outlook: OverrideOutlook;
}

export type ReleaseJobState = 'Success' | 'Failed' | 'Unknown';

export interface JobCounts {
	readonly total: number;
	readonly passed: number;
	readonly failed: number;
	/** Running or waiting for a retry. */
	readonly pending: number;
	/** Without a determinable state: no run yet, or odd data. */
	readonly unknown: number;
	/** Older API's `Ignored`. */
	readonly ignored: number;
}

export type { JobAttempts };

/** A fate whose lists name some jobs, like all lists here; `failed` and `waiting` count those of each in all. */
export interface FateSummary extends Fate {
	readonly failed: number;
	readonly waiting: number;
}

/** Names kept per list of a summary. */
export const namesKept = 5;
/** Characters kept of one text from the object: names are far shorter, reasons may be long, and anything may be hostile. */
export const longestText = 240;

const nothing: readonly never[] = [];
const noJobs: JobCounts = { total: 0, passed: 0, failed: 0, pending: 0, unknown: 0, ignored: 0 };

/**
 * The summary of a whole object. Any payload gives one, however odd. `share` may hand back an equal text seen before:
 * payloads of a stream have the same job names, and one copy of each is enough for all of them.
 */
export function summarize(payload: ReleasePayload, share: (text: string) => string = (text) => text): PayloadSummary {
	const { metadata, status } = payload;
	const jobs = jobsOf(payload);
	const releaseName = kept(releaseNameOf(payload));
	const { stream, streamKind } = streamOf(payload);
	const keep = (text: string) => share(kept(text));
	const failedBlocking = attemptsOf(jobs, ['failed'], keep);
	return {
		ref: { namespace: share(metadata.namespace ?? ''), name: metadata.name ?? '' },
		uid: metadata.uid ?? '',
		resourceVersion: metadata.resourceVersion ?? '',
		releaseName,
		stream: keep(stream),
		streamKind,
		createdAt: createdAtOf(releaseName, metadata),
		phase: phaseOf(status.conditions),
		rulesPhase: settle(payload).phase,
		decidedAt: decidedAt(payload),
		manuallyDecided: isManuallyDecided(status.conditions),
		fate: sharedFate(fateOf(payload, jobs), failedBlocking, keep),
		override: overrideSummary(payload),
		creation: jobResult(status.releaseCreationJobResult),
		mirror: hasMirror(payload) ? jobResult(status.releaseMirrorJobResult) : 'none',
		listsUnfilled: areListsUnfilled(payload),
		blocking: countsOf(jobs, 'blocking'),
		informing: countsOf(jobs, 'informing'),
		upgrade: countsOf(jobs, 'upgrade'),
		failedBlocking,
		awaitedBlocking: attemptsOf(jobs, ['running', 'awaitsRetry'], keep),
		neverStarted: namesOf(jobs, 'blocking', 'neverStarted', keep),
		undetermined: namesOf(jobs, 'blocking', 'unknown', keep),
		failedInforming: namesOf(jobs, 'informing', 'failed', keep),
		olderShape: isOlderShape(payload),
	};
}

/** The row of a payload whose object was read. */
export function rowFromSummary(summary: PayloadSummary): PayloadRow {
	const { ref, uid, resourceVersion, releaseName, stream, streamKind, createdAt } = summary;
	return { ref, uid, resourceVersion, releaseName, stream, streamKind, createdAt, summary };
}

/** The row of a payload of which only metadata are known: its place is guessed from name and labels. */
export function rowFromMetadata(metadata: ObjectMeta): PayloadRow {
	const { releaseName, stream, streamKind, createdAt } = placeFromMetadata(metadata);
	return {
		ref: { namespace: metadata.namespace ?? '', name: metadata.name ?? '' },
		uid: metadata.uid ?? '',
		resourceVersion: metadata.resourceVersion ?? '',
		releaseName: kept(releaseName),
		stream: kept(stream),
		streamKind,
		createdAt,
		summary: undefined,
	};
}

/** Shortened texts are copied, since a slice would keep the whole original alive. */
function kept(text: string): string {
	return text.length <= longestText ? text : `${Array.from(text.slice(0, longestText - 1)).join('')}…`;
}

function overrideSummary(payload: ReleasePayload): OverrideSummary | undefined {
	const outlook = overrideOutlook(payload);
	if (outlook === undefined) return undefined;
	const { override = '', reason = '' } = payload.spec.payloadOverride ?? {};
	const { at, by } = overrideOrigin(payload.metadata);
	return {
		value: kept(override),
		reason: kept(reason),
		recognised: isRecognisedOverride(override),
		carriedOver: isCarriedOver(reason),
		setAt: at,
		setBy: by === undefined ? undefined : kept(by),
		outlook,
	};
}

function jobResult(result: ReleaseJobResult | undefined): ReleaseJobState {
	return result?.status === 'Success' || result?.status === 'Failed' ? result.status : 'Unknown';
}

function hasMirror(payload: ReleasePayload): boolean {
	return (payload.spec.payloadCreationConfig?.releaseMirrorCoordinates?.releaseMirrorJobName ?? '') !== '';
}

/** The lists are filled in together and once, so one entry in any of them says that they are. */
function areListsUnfilled({ spec, status }: ReleasePayload): boolean {
	const filled = [status.blockingJobResults, status.informingJobResults, status.upgradeJobResults, status.analysisJobResults];
	return (spec.payloadVerificationConfig?.blockingJobs?.length ?? 0) > 0 && filled.every((jobs) => (jobs?.length ?? 0) === 0);
}

function countsOf(jobs: readonly Job[], role: JobRole): JobCounts {
	const counts = { total: 0, passed: 0, failed: 0, pending: 0, unknown: 0, ignored: 0 };
	for (const job of jobs) {
		if (job.role !== role) continue;
		counts.total++;
		counts[countedAs[job.shown]]++;
	}
	return counts.total === 0 ? noJobs : counts;
}

const countedAs = {
	passed: 'passed',
	failed: 'failed',
	running: 'pending',
	awaitsRetry: 'pending',
	neverStarted: 'unknown',
	unknown: 'unknown',
	ignored: 'ignored',
} as const satisfies Record<ShownJobState, keyof JobCounts>;

function attemptsOf(jobs: readonly Job[], states: readonly ShownJobState[], keep: (text: string) => string): readonly JobAttempts[] {
	const found = jobs.filter((job) => job.role === 'blocking' && states.includes(job.shown)).slice(0, namesKept);
	return found.length === 0 ? nothing : found.map((job) => withKeptName(attemptsFor(job), keep));
}

function namesOf(jobs: readonly Job[], role: JobRole, state: ShownJobState, keep: (text: string) => string): readonly string[] {
	const found = jobs.filter((job) => job.role === role && job.shown === state).slice(0, namesKept);
	return found.length === 0 ? nothing : found.map((job) => keep(jobLabel(job) ?? ''));
}

function withKeptName({ name, runs, allowed, awaitsRetry }: JobAttempts, keep: (text: string) => string): JobAttempts {
	return { name: keep(name), runs, allowed, awaitsRetry };
}

/** The jobs that doom a payload are most often the very ones that failed: then one list serves both. */
function sharedFate(fate: Fate | undefined, failed: readonly JobAttempts[], keep: (text: string) => string): FateSummary | undefined {
	if (!fate) return undefined;
	const because = fate.because.slice(0, namesKept).map((each) => withKeptName(each, keep));
	const same = because.length === failed.length && because.every((each, at) => each.name === failed[at]?.name && each.runs === failed[at].runs);
	return {
		verdict: fate.verdict,
		because: same ? failed : because,
		waitingFor: fate.waitingFor.length === 0 ? nothing : fate.waitingFor.slice(0, namesKept).map(keep),
		failed: fate.because.length,
		waiting: fate.waitingFor.length,
	};
}

/** Whether the object speaks the older API's language in any field that today's has not. */
export function isOlderShape({ status }: ReleasePayload): boolean {
	if (status.analysisJobResults) return true;
	return [...(status.blockingJobResults ?? []), ...(status.informingJobResults ?? [])].some(
		(job) => (job.name !== undefined && job.ciConfigurationName === undefined) || job.state === 'Failed' || job.state === 'Ignored',
	);
}
