/**
 * The payload controllers as functions: each takes the object and gives what one sync of it would store, the very same
 * object when it would write nothing. `now` is the RFC 3339 text for changed conditions.
 * Upstream: pkg/cmd/release-payload-controller.
 */
import { inCanonicalOrder } from './canonicalOrder';
import { findCondition, type ConditionType, type Finding } from './conditions';
import { jobState } from './jobState';
import type { CIConfiguration, Condition, JobStatus, ReleasePayload, ReleasePayloadStatus } from './releasePayload';
import { verdictOf } from './verdict';

/**
 * Fills the three result lists from the spec, once: never again when any of them holds something. Upgrade entries get
 * their names only. payload_verification_controller.go.
 */
export function seedJobs(payload: ReleasePayload): ReleasePayload {
	const { status, spec } = payload;
	const { blockingJobs = [], informingJobs = [], upgradeJobs = [] } = spec.payloadVerificationConfig ?? {};
	const seeded = [status.blockingJobResults, status.informingJobResults, status.upgradeJobResults].some((jobs) => (jobs?.length ?? 0) > 0);
	if (seeded || blockingJobs.length + informingJobs.length + upgradeJobs.length === 0) return payload;
	return stored(payload, {
		...status,
		blockingJobResults: blockingJobs.map(seededJob),
		informingJobResults: informingJobs.map(seededJob),
		upgradeJobResults: upgradeJobs.map(namesOnly),
	});
}

function namesOnly(job: CIConfiguration): JobStatus {
	return { ciConfigurationName: job.ciConfigurationName ?? '', ciConfigurationJobName: job.ciConfigurationJobName ?? '' };
}

function seededJob(job: CIConfiguration): JobStatus {
	return {
		...namesOnly(job),
		...((job.maxRetries ?? 0) !== 0 && { maxRetries: job.maxRetries ?? 0 }),
		...((job.analysisJobCount ?? 0) !== 0 && { analysisJobCount: job.analysisJobCount ?? 0 }),
	};
}

/** Writes the state of every job, worked out from its runs. job_state_controller.go. */
export function updateJobStates(payload: ReleasePayload): ReleasePayload {
	const { status } = payload;
	const blocking = withStates(status.blockingJobResults);
	const informing = withStates(status.informingJobResults);
	const upgrade = withStates(status.upgradeJobResults);
	if (blocking === status.blockingJobResults && informing === status.informingJobResults && upgrade === status.upgradeJobResults) return stored(payload, status);
	return stored(payload, {
		...status,
		...(blocking !== undefined && { blockingJobResults: blocking }),
		...(informing !== undefined && { informingJobResults: informing }),
		...(upgrade !== undefined && { upgradeJobResults: upgrade }),
	});
}

/**
 * Each job is written back to the first entry of its name and job name: of two equal entries the first ends up with the
 * second's runs and state, and the second keeps the state it had.
 */
function withStates(jobs: readonly JobStatus[] | undefined): readonly JobStatus[] | undefined {
	if (!jobs) return undefined;
	const first = new Map<string, number>();
	const updated = [...jobs];
	for (const [position, job] of jobs.entries()) {
		const key = pairKey(job);
		const at = first.get(key) ?? position;
		if (at === position) first.set(key, at);
		const state = jobState(job);
		updated[at] = at === position && job.state === state ? job : { ...job, state };
	}
	const same = updated.every((job, at) => job === jobs[at] || sameJob(job, jobs[at]));
	return same ? jobs : updated;
}

/** What tells entries of one list apart. */
export function pairKey(job: JobStatus | CIConfiguration): string {
	return `${job.ciConfigurationName ?? ''}\n${job.ciConfigurationJobName ?? ''}`;
}

function sameJob(a: JobStatus, b: JobStatus | undefined): boolean {
	if (a.state !== b?.state || a.maxRetries !== b?.maxRetries || a.analysisJobCount !== b?.analysisJobCount) return false;
	return a.results === b?.results || JSON.stringify(a.results) === JSON.stringify(b?.results);
}

/** `PayloadCreated` and `PayloadFailed`; both stay once both say True or False. payload_creation_controller.go. */
export function updateCreation(payload: ReleasePayload, now: string): ReleasePayload {
	return updateOutcome(payload, payload.status.releaseCreationJobResult?.status, creationOutcome, now);
}

/** `PayloadMirrored` and `PayloadMirrorFailed`; both stay once both say True or False. payload_mirror_controller.go. */
export function updateMirror(payload: ReleasePayload, now: string): ReleasePayload {
	return updateOutcome(payload, payload.status.releaseMirrorJobResult?.status, mirrorOutcome, now);
}

/** `PayloadAccepted`. payload_accepted_controller.go. */
export function updateAccepted(payload: ReleasePayload, now: string): ReleasePayload {
	return withConditions(payload, [verdictOf(payload).accepted], now);
}

/** `PayloadRejected`. payload_rejected_controller.go. */
export function updateRejected(payload: ReleasePayload, now: string): ReleasePayload {
	return withConditions(payload, [verdictOf(payload).rejected], now);
}

interface Outcome {
	readonly done: { readonly type: ConditionType; readonly reason: string };
	readonly failed: { readonly type: ConditionType; readonly reason: string };
	readonly words: string;
}

const creationOutcome: Outcome = {
	done: { type: 'PayloadCreated', reason: 'ReleasePayloadCreated' },
	failed: { type: 'PayloadFailed', reason: 'ReleasePayloadFailed' },
	words: 'Release creation Job',
};

const mirrorOutcome: Outcome = {
	done: { type: 'PayloadMirrored', reason: 'ReleasePayloadMirrored' },
	failed: { type: 'PayloadMirrorFailed', reason: 'ReleasePayloadMirrorFailed' },
	words: 'Release mirror Job',
};

function updateOutcome(payload: ReleasePayload, jobStatus: string | undefined, { done, failed, words }: Outcome, now: string): ReleasePayload {
	const settled = [done, failed].every(({ type }) => /^(True|False)$/.test(findCondition(payload.status.conditions, type)?.status ?? ''));
	if (settled) return payload;
	switch (jobStatus) {
		case 'Success':
			return withConditions(payload, [{ ...done, status: 'True', message: `${words} completed` }, { ...failed, status: 'False', message: `${words} completed` }], now);
		case 'Failed':
			return withConditions(payload, [{ ...done, status: 'False', message: `${words} failed` }, { ...failed, status: 'True', message: `${words} failed` }], now);
		default:
			return withConditions(payload, [{ ...done, status: 'Unknown', message: '' }, { ...failed, status: 'Unknown', message: '' }], now);
	}
}

/** library-go SetCondition: the first of its type is rewritten, its time only when the status changes. */
function withConditions(payload: ReleasePayload, findings: readonly Finding[], now: string): ReleasePayload {
	const conditions = [...(payload.status.conditions ?? [])];
	let changed = false;
	for (const finding of findings) {
		const at = conditions.findIndex((condition) => condition.type === finding.type);
		const present: Condition = conditions[at] ?? {};
		if (at >= 0 && present.status === finding.status && (present.reason ?? '') === finding.reason && (present.message ?? '') === finding.message) continue;
		changed = true;
		const moved = present.status !== finding.status ? { lastTransitionTime: now } : {};
		conditions.splice(at < 0 ? conditions.length : at, at < 0 ? 0 : 1, { ...present, ...finding, ...moved });
	}
	return stored(payload, changed ? { ...payload.status, conditions } : payload.status);
}

/** Every write is put in order first, and made only if it differs: an object out of order is written for its order alone. */
function stored(payload: ReleasePayload, status: ReleasePayloadStatus): ReleasePayload {
	const ordered = inCanonicalOrder(status);
	return ordered === payload.status ? payload : { ...payload, status: ordered };
}
