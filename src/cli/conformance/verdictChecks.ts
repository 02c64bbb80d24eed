import { jobState, groupState, runCounts } from '../../payload/jobState';
import { phaseOf } from '../../payload/phase';
import { readPayload } from '../../payload/readPayload';
import type { Condition, JobStatus, ReleasePayload } from '../../payload/releasePayload';
import { seedJobs } from '../../payload/controllers';
import { settle, settleVerdict, settleVerdictRejectedFirst, type Settled } from '../../payload/settle';
import { phaseAsListed } from '../../payload/upstream/listedPhase';
import { verdictOf } from '../../payload/verdict';
import { difference, fields, firstOf, items, type Fields } from './compare';

/** What a case expects and is not so; undefined when it passes. */
export type Check = (input: Fields, expected: Fields) => string | undefined;

/** A time that no case holds, so that it marks what was changed. */
const now = '2999-01-01T00:00:00Z';

/** A job as an entry of a list is read. */
export function readJob(job: unknown): JobStatus {
	return readPayload({ status: { blockingJobResults: [job] } }).status.blockingJobResults?.[0] ?? {};
}

export function readConditions(conditions: unknown): readonly Condition[] {
	return readPayload({ status: { conditions } }).status.conditions ?? [];
}

export const checkJobState: Check = (input, expected) => {
	const job = readJob(input);
	return firstOf(
		difference('state', jobState(job), expected['state']),
		expected['counts'] === undefined ? undefined : difference('counts', runCounts(job.results), expected['counts']),
	);
};

export const checkGroupState: Check = (input, expected) =>
	difference('state', groupState(readPayload({ status: { blockingJobResults: input['jobs'] } }).status.blockingJobResults), expected['state']);

export const checkPhase: Check = (input, expected) => {
	const conditions = readConditions(input['conditions']);
	const sorted = expected['phaseWhenSorted'];
	return firstOf(
		difference('phase', phaseAsListed(conditions), expected['phase']),
		sorted === undefined ? undefined : difference('phaseWhenSorted', phaseOf(conditions), sorted),
	);
};

export const checkSeeding: Check = (input, expected) => {
	const before = readPayload(input);
	const after = seedJobs(before);
	return firstOf(difference('changed', after !== before, expected['changed']), difference('status', resultLists(after), fields(expected['status'])));
};

/** The three result lists. */
export function resultLists({ status }: ReleasePayload): Fields {
	const { blockingJobResults, informingJobResults, upgradeJobResults } = status;
	return { blockingJobResults, informingJobResults, upgradeJobResults };
}

export const checkVerdict: Check = (input, expected) => {
	const payload = readPayload(input);
	const settled = settleVerdict(payload, now);
	const other = settleVerdictRejectedFirst(payload, now);
	const dependent = difference('', outcome(settled), outcome(other)) !== undefined;
	const main = firstOf(
		difference('conditions and phase', outcome(settled), { conditions: expected['conditions'], phase: expected['phase'] }),
		difference('transitioned', transitioned(settled), expected['transitioned']),
		difference('rounds', settled.rounds, expected['rounds']),
	);
	const alternatives = items(expected['alternatives']).map(fields);
	const isAlternative = alternatives.some(({ conditions, phase }) => difference('', outcome(settled), { conditions, phase }) === undefined);
	return firstOf(
		isAlternative ? undefined : main,
		difference('fromInput', fromInput(payload), expected['fromInput']),
		expected['orderDependent'] === true || !dependent ? undefined : 'the order of the controllers matters here, but not upstream',
	);
};

/** The same texts that a stored condition has, without its time. */
export function plainConditions({ status }: ReleasePayload): readonly Fields[] {
	return (status.conditions ?? []).map(({ type, status: value, reason, message }) => ({ type, status: value, reason, message }));
}

function outcome({ payload, phase }: Settled): Fields {
	return { conditions: plainConditions(payload), phase };
}

function transitioned({ payload }: Settled): readonly unknown[] {
	return (payload.status.conditions ?? []).filter((each) => each.lastTransitionTime === now).map((each) => each.type);
}

function fromInput(payload: ReleasePayload): Fields {
	const { accepted, rejected } = verdictOf(payload);
	const short = ({ status, reason, message }: typeof accepted) => ({ status, reason, message });
	return { accepted: short(accepted), rejected: short(rejected), phase: phaseAsListed(payload.status.conditions ?? []) };
}

export const checkPipeline: Check = (input, expected) => {
	const settled = settle(readPayload(input), now);
	const { status } = settled.payload;
	const jobs = { blocking: names(status.blockingJobResults), informing: names(status.informingJobResults), upgrade: names(status.upgradeJobResults) };
	return firstOf(
		difference('jobs', jobs, expected['jobs']),
		difference('conditions and phase', outcome(settled), { conditions: expected['conditions'], phase: expected['phase'] }),
	);
};

function names(jobs: readonly JobStatus[] | undefined): readonly Fields[] {
	return (jobs ?? []).map(({ ciConfigurationName, ciConfigurationJobName, state }) => ({ ciConfigurationName, ciConfigurationJobName, state }));
}
