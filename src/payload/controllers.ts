/**
 * The payload controllers as functions: each takes the object and gives what one sync of it would store, the very same
 * object when it would write nothing. `now` is the RFC 3339 text for changed conditions.
 * Upstream: pkg/cmd/release-payload-controller.
 */
import { inCanonicalOrder, jobLists, withJobLists } from './canonicalOrder';
import { finding, findCondition, saysSo, type ConditionType, type Finding } from './conditions';
import { jobState } from './jobState';
import type { CIConfiguration, JobStatus, ReleaseJobResult, ReleasePayload, ReleasePayloadStatus } from './releasePayload';
import { verdictOf } from './verdict';

/**
 * Fills the three result lists from the spec, once: never again when any of them holds something. Upgrade entries get
 * their names only. payload_verification_controller.go.
 */
export function seedJobs(payload: ReleasePayload): ReleasePayload {
	const seeded = seededStatus(payload);
	return seeded === payload.status ? payload : stored(payload, seeded);
}

/** The status with its lists filled; the very same when there is nothing to fill. */
export function seededStatus({ status, spec }: ReleasePayload): ReleasePayloadStatus {
	const { blockingJobs = [], informingJobs = [], upgradeJobs = [] } = spec.payloadVerificationConfig ?? {};
	const seeded = jobLists.some((list) => (status[list]?.length ?? 0) > 0);
	if (seeded || blockingJobs.length + informingJobs.length + upgradeJobs.length === 0) return status;
	return {
		...status,
		blockingJobResults: blockingJobs.map(seededJob),
		informingJobResults: informingJobs.map(seededJob),
		upgradeJobResults: upgradeJobs.map(namesOnly),
	};
}

function namesOnly({ ciConfigurationName = '', ciConfigurationJobName = '' }: CIConfiguration): JobStatus {
	return { ciConfigurationName, ciConfigurationJobName };
}

function seededJob(job: CIConfiguration): JobStatus {
	const { maxRetries = 0, analysisJobCount = 0 } = job;
	return { ...namesOnly(job), ...(maxRetries !== 0 && { maxRetries }), ...(analysisJobCount !== 0 && { analysisJobCount }) };
}

/** Writes the state of every job, worked out from its runs. job_state_controller.go. */
export function updateJobStates(payload: ReleasePayload): ReleasePayload {
	return stored(payload, withJobLists(payload.status, withStates));
}

/**
 * Each job is written back to the first entry of its name and job name: of two equal entries the first ends up with the
 * second's runs and state, and the second keeps the state it had.
 */
export function withStates(jobs: readonly JobStatus[]): readonly JobStatus[] {
	const first = new Map<string, number>();
	const updated = [...jobs];
	for (const [position, job] of jobs.entries()) {
		const key = pairKey(job);
		const at = first.get(key) ?? position;
		if (at === position) first.set(key, at);
		const state = jobState(job);
		if (at !== position || job.state !== state) updated[at] = { ...job, state };
	}
	return updated.every((job, at) => sameJob(job, jobs[at])) ? jobs : updated;
}

/** What tells entries of one list apart. */
export function pairKey({ ciConfigurationName = '', ciConfigurationJobName = '' }: JobStatus | CIConfiguration): string {
	return `${ciConfigurationName}\n${ciConfigurationJobName}`;
}

function sameJob(a: JobStatus, b: JobStatus | undefined): boolean {
	if (a === b) return true;
	if (a.state !== b?.state || a.maxRetries !== b?.maxRetries || a.analysisJobCount !== b?.analysisJobCount) return false;
	return a.results === b?.results || JSON.stringify(a.results) === JSON.stringify(b?.results);
}

/** `PayloadCreated` and `PayloadFailed`; both stay once both say True or False. payload_creation_controller.go. */
export function updateCreation(payload: ReleasePayload, now: string): ReleasePayload {
	return updateOutcome(payload, payload.status.releaseCreationJobResult, { done: 'PayloadCreated', failed: 'PayloadFailed', words: 'Release creation Job', now });
}

/** `PayloadMirrored` and `PayloadMirrorFailed`; both stay once both say True or False. payload_mirror_controller.go. */
export function updateMirror(payload: ReleasePayload, now: string): ReleasePayload {
	return updateOutcome(payload, payload.status.releaseMirrorJobResult, { done: 'PayloadMirrored', failed: 'PayloadMirrorFailed', words: 'Release mirror Job', now });
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
	readonly done: ConditionType;
	readonly failed: ConditionType;
	readonly words: string;
	readonly now: string;
}

function updateOutcome(payload: ReleasePayload, job: ReleaseJobResult | undefined, { done, failed, words, now }: Outcome): ReleasePayload {
	const settled = [done, failed].every((type) => /^(True|False)$/.test(findCondition(payload.status.conditions, type)?.status ?? ''));
	if (settled) return payload;
	const both = (isDone: Finding['status'], hasFailed: Finding['status'], message?: string): ReleasePayload => withConditions(payload, [finding(done, isDone, message), finding(failed, hasFailed, message)], now);
	switch (job?.status) {
		case 'Success':
			return both('True', 'False', `${words} completed`);
		case 'Failed':
			return both('False', 'True', `${words} failed`);
		default:
			return both('Unknown', 'Unknown');
	}
}

/** library-go SetCondition: the first of its type is rewritten, its time only when the status changes. */
function withConditions(payload: ReleasePayload, findings: readonly Finding[], now: string): ReleasePayload {
	const { status } = payload;
	let { conditions = [] } = status;
	for (const each of findings) {
		const at = conditions.findIndex(({ type }) => type === each.type);
		const present = conditions[at];
		if (saysSo(present, each)) continue;
		const written = { ...present, ...each, ...(present?.status !== each.status && { lastTransitionTime: now }) };
		conditions = present ? conditions.with(at, written) : [...conditions, written];
	}
	return stored(payload, conditions === status.conditions ? status : { ...status, conditions });
}

/** Every write is put in order first, and made only if it differs: an object out of order is written for its order alone. */
function stored(payload: ReleasePayload, status: ReleasePayloadStatus): ReleasePayload {
	const ordered = inCanonicalOrder(status);
	return ordered === payload.status ? payload : { ...payload, status: ordered };
}
