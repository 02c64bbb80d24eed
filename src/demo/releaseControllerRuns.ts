import { retryDelay } from '../payload/backoff';
import { asList, asObject, asText, at, type Json, type JsonDraft, type JsonObject } from './json';
import type { JobPlan } from './seed/jobPlans';
import { newRandom, seedFor } from './seed/random';
import { prowUrl, runResult, timeText } from './seed/runs';

/** What decides how a payload's jobs go on. */
export interface Progress {
	readonly tag: string;
	/** Epoch ms. */
	readonly now: number;
	readonly speed: number;
	readonly seed: number;
	/** False once the verdict stands: nothing new is launched then, what runs still reports. */
	readonly launches: boolean;
	/** At most so many runs change in one step. */
	readonly most: number;
}

export interface Advanced {
	readonly status: JsonObject;
	readonly changes: number;
	/** Runs that are still under way, or would be launched. */
	readonly open: number;
}

const second = 1000;

/** Lets the runs of all jobs go on by one step: ends first, then begins. */
export function advanceRuns(status: JsonObject, progress: Progress): Advanced {
	const budget = { left: progress.most, open: 0 };
	const next: JsonDraft = { ...status };
	for (const [key, blocking] of [['blockingJobResults', true], ['informingJobResults', false]] as const) {
		const jobs = asList(status[key]);
		if (jobs.length > 0) next[key] = jobs.map((job) => advanceJob(asObject(job), { ...progress, blocking }, budget));
	}
	return { status: next, changes: progress.most - budget.left, open: budget.open };
}

interface JobProgress extends Progress {
	readonly blocking: boolean;
}

function advanceJob(job: JsonObject, progress: JobProgress, budget: { left: number; open: number }): JsonObject {
	const runs = asList(job['results']).map(asObject);
	const last = latest(runs);
	const step = stepOf(job, last, runs.length, progress);
	if (step === 'none') return job;
	budget.open++;
	if (step === 'wait' || budget.left <= 0) return job;
	budget.left--;
	return { ...job, results: takeStep(job, runs, last, { step, progress }) };
}

type Step = 'none' | 'wait' | 'launch' | 'begin' | 'end';

function stepOf(job: JsonObject, last: JsonObject | undefined, attempts: number, progress: JobProgress): Step {
	const { now, speed, launches } = progress;
	if (last === undefined) return launches ? 'launch' : 'none';
	const since = Date.parse(asText(last['startTime']) ?? '');
	switch (asText(last['state'])) {
		case 'Triggered':
		case 'Scheduling':
			return now - since > (6 * second) / speed ? 'begin' : 'wait';
		case 'Pending':
			return now - since > duration(job, attempts, progress) / speed ? 'end' : 'wait';
		case 'Failure':
		case 'Aborted':
		case 'Error':
			return launches && attempts <= retriesOf(job) ? retryStep(last, attempts, progress) : 'none';
		default:
			return 'none';
	}
}

/** A minute of waiting is a second of the demo's. */
function retryStep(last: JsonObject, attempts: number, { now, speed }: JobProgress): Step {
	const ended = Date.parse(asText(last['completionTime']) ?? '');
	return now - ended >= retryDelay(attempts - 1) / 60 / speed ? 'launch' : 'wait';
}

interface Taking {
	readonly step: 'launch' | 'begin' | 'end';
	readonly progress: JobProgress;
}

function takeStep(job: JsonObject, runs: readonly JsonObject[], last: JsonObject | undefined, { step, progress }: Taking): readonly Json[] {
	const random = randomOf(job, runs.length, progress);
	const { now, tag, blocking } = progress;
	const plan: JobPlan = { name: asText(job['ciConfigurationName']) ?? '', periodic: asText(job['ciConfigurationJobName']) ?? '' };
	if (step === 'launch' || last === undefined) {
		const suffix = runs.length === 0 ? '' : String(runs.length);
		return inNameOrder([...runs, runResult({ tag, job: plan, suffix, state: 'Triggered', start: now, end: undefined, random, page: false })]);
	}
	const passes = random.next() < (blocking ? 0.93 : 0.86);
	const changed: JsonObject =
		step === 'begin'
			? { ...last, state: 'Pending', humanProwResultsURL: prowUrl(plan.periodic, now, random) }
			: { ...last, state: passes ? 'Success' : 'Failure', completionTime: timeText(now) };
	return runs.map((run) => (run === last ? changed : run));
}

/** Between one and four minutes: hours, in time-lapse. */
function duration(job: JsonObject, attempts: number, progress: JobProgress): number {
	return (60 + randomOf(job, attempts, { ...progress, seed: progress.seed + 1 }).below(180)) * second;
}

function randomOf(job: JsonObject, attempts: number, { seed, tag }: Progress): ReturnType<typeof newRandom> {
	return newRandom(seedFor(seed, `${tag}/${asText(job['ciConfigurationName']) ?? ''}/${attempts}`));
}

function retriesOf(job: JsonObject): number {
	const { maxRetries } = job;
	return typeof maxRetries === 'number' ? maxRetries : 0;
}

function latest(runs: readonly JsonObject[]): JsonObject | undefined {
	return runs.reduce<JsonObject | undefined>((best, run) => (best === undefined || startOf(run) >= startOf(best) ? run : best), undefined);
}

function startOf(run: JsonObject): string {
	return asText(run['startTime']) ?? '';
}

function inNameOrder(runs: readonly JsonObject[]): readonly JsonObject[] {
	const nameOf = (run: JsonObject): string => asText(at(run, 'coordinates', 'name')) ?? '';
	return [...runs].sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : nameOf(a) > nameOf(b) ? 1 : 0));
}
