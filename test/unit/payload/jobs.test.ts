import test from 'node:test';
import assert from 'node:assert/strict';
import { jobsOf, type Job } from '../../../src/payload/jobs';
import { readPayload } from '../../../src/payload/readPayload';
import { aPayload, releaseStart, type AJob } from '../../support/aPayload';
import { processorTime } from '../../support/processorTime';

const minute = 60_000;

function only(payload: Parameters<typeof jobsOf>[0]): Job {
	const [job, ...more] = jobsOf(payload);
	assert.ok(job !== undefined && more.length === 0);
	return job;
}

const shown: readonly { job: Omit<AJob, 'name'>; as: string; role?: 'blocking' | 'upgrade' }[] = [
	{ job: {}, as: 'neverStarted' },
	{ job: { runs: ['Triggered'] }, as: 'running' },
	{ job: { runs: ['Scheduling'] }, as: 'running' },
	{ job: { runs: ['Failure'] }, as: 'failed' },
	{ job: { runs: ['Error', 'Success'] }, as: 'passed' },
	{ job: { runs: ['Failure'], maxRetries: 1 }, as: 'awaitsRetry' },
	{ job: { runs: ['Failure', 'Pending'], maxRetries: 1 }, as: 'running' },
	{ job: { runs: ['Failure', 'Aborted'], maxRetries: 1 }, as: 'failed' },
	{ job: { runs: ['Ignored'] }, as: 'ignored' },
	{ job: { runs: ['wat'] }, as: 'unknown' },
	{ job: { runs: ['Success', 'Success'], analysisJobCount: 3 }, as: 'unknown' },
	{ job: { runs: ['Success', 'Pending'], analysisJobCount: 3 }, as: 'running' },
	{ job: { runs: ['Success', 'Success', 'Failure'], analysisJobCount: 3 }, as: 'passed' },
	{ job: { state: 'Success' }, as: 'passed' },
	{ job: { state: 'Failed' }, as: 'failed' },
	{ job: { state: 'Ignored' }, as: 'ignored' },
	{ job: { state: 'Failed', runs: ['Failure'], maxRetries: 3 }, as: 'failed' },
	{ job: { state: 'purple' }, as: 'unknown' },
	{ job: { runs: ['Success', 'Failure'] }, as: 'failed', role: 'upgrade' },
	{ job: { runs: ['Success', 'Pending'] }, as: 'running', role: 'upgrade' },
	{ job: { runs: ['Success', 'Success'] }, as: 'passed', role: 'upgrade' },
];

for (const { job, as, role = 'blocking' } of shown) {
	test(`${role} job ${JSON.stringify(job)} shows as ${as}`, () => {
		assert.equal(only(aPayload({ [role]: [{ name: 'aws', ...job }], settled: false })).shown, as);
	});
}

test('a retry is expected after the waiting time, counted from the end of the last run, and never on a decided payload', () => {
	const failures = (count: number) => Array.from({ length: count }, () => 'Failure');
	for (const [runs, wait] of [[1, 0], [2, 2], [3, 4], [4, 8], [5, 15], [6, 15]] as const) {
		const blocking = [{ name: 'aws', runs: failures(runs), maxRetries: 9 }];
		const ended = releaseStart + (runs - 1) * 60 * minute + 30 * minute;
		assert.equal(only(aPayload({ blocking })).nextRetryAt, ended + wait * minute);
		assert.equal(only(aPayload({ blocking, override: 'Accepted' })).nextRetryAt, undefined);
		assert.equal(only(aPayload({ blocking, override: 'Accepted' })).shown, 'awaitsRetry');
	}
});

test('runs stand oldest first, those without a start last, each with a key of its own', () => {
	const run = (name: string | undefined, startTime?: string) => ({ coordinates: { name }, startTime, state: 'Failure' });
	const { runs } = only(readPayload({ status: { blockingJobResults: [{ results: [run('b', '2026-05-02T00:00:00Z'), run(undefined), run('a', '2026-05-01T00:00:00Z'), run('b', 'no date')] }] } }));
	assert.deepEqual(runs.map(({ key, attempt }) => [key, attempt]), [['a', 1], ['b', 2], ['run 2', 3], ['b #2', 4]]);
});

test('spec and status are joined entry by entry, duplicates and unnamed jobs included', () => {
	const jobs = jobsOf(
		readPayload({
			spec: { payloadVerificationConfig: { blockingJobs: [{ ciConfigurationName: 'a', ciConfigurationJobName: 'p' }, { ciConfigurationName: 'later', maxRetries: 2 }] } },
			status: { blockingJobResults: [{ ciConfigurationName: 'a', ciConfigurationJobName: 'p' }, { ciConfigurationName: 'a', ciConfigurationJobName: 'p' }, {}, {}] },
		}),
	);
	assert.deepEqual(
		jobs.map(({ key, name, presentIn, maxRetries }) => [key, name, presentIn, maxRetries]),
		[
			['blocking/a/p', 'a', 'both', 0],
			['blocking/a/p #2', 'a', 'status', 0],
			['blocking//', undefined, 'status', 0],
			['blocking// #2', undefined, 'status', 0],
			['blocking/later/', 'later', 'spec', 2],
		],
	);
});

test('the older API is read: names, its words, analysis as a role', () => {
	const jobs = jobsOf(
		readPayload({
			status: {
				blockingJobResults: [{ name: 'aws', state: 'Failed', results: [{ state: 'Failure' }] }],
				informingJobResults: [{ name: 'gcp', state: 'Ignored' }],
				analysisJobResults: [{ name: 'agg', state: 'Success', results: [{ state: 'Success' }] }],
			},
		}),
	);
	assert.deepEqual(
		jobs.map(({ role, name, shown: as, state }) => [role, name, as, state]),
		[
			['blocking', 'aws', 'failed', 'Failure'],
			['informing', 'gcp', 'ignored', 'Unknown'],
			['analysis', 'agg', 'passed', 'Success'],
		],
	);
});

test('negative counts are as none', () => {
	const job = only(aPayload({ blocking: [{ name: 'a', runs: ['Failure'], maxRetries: -2, analysisJobCount: -1 }], settled: false }));
	assert.deepEqual([job.maxRetries, job.analysisJobCount, job.shown], [0, 0, 'failed']);
});

test('ten thousand unnamed jobs of ten runs are joined in under two seconds', () => {
	const results = Array.from({ length: 10 }, () => ({ state: 'Failure', startTime: '2026-05-01T00:00:00Z' }));
	const payload = readPayload({ status: { blockingJobResults: Array.from({ length: 10_000 }, () => ({ results })) } });
	const took = processorTime(() => assert.equal(new Set(jobsOf(payload).map(({ key }) => key)).size, 10_000));
	assert.ok(took < 2000, `${took} ms`);
});
