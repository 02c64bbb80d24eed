import { createHash } from 'node:crypto';
import type { JsonObject } from '../json';
import type { JobPlan } from './jobPlans';
import { newRandom, type Random } from './random';

/** What became of one job, as a story from which its runs are written. */
export type Outcome = 'passed' | 'passedOnRetry' | 'failed' | 'aborted' | 'errored' | 'running' | 'triggered' | 'awaitsRetry' | 'retrying' | 'notStarted';

const minute = 60_000;
const alphabet = 'bcdfghijklmnpqrstvwxyz0123456789';
const longestName = 63;

/** Names beyond 63 characters are cut and end in a hash of the whole (pkg/prow/utils.go). */
export function runName(tag: string, job: string, suffix: string): string {
	const base = `${tag}-${job}`;
	const whole = suffix === '' ? base : `${base}-${suffix}`;
	if (whole.length <= longestName) return whole;
	const tail = `-${shortHash(base)}${suffix === '' ? '' : `-${suffix}`}`;
	return base.slice(0, longestName - tail.length).replace(/-$/, '').replace(/\.$/, '') + tail;
}

/** Four bytes in base 32 are seven characters. */
function shortHash(text: string): string {
	const digest = createHash('sha256').update(text).digest();
	let bits = (BigInt(digest.readUInt32BE(0)) << 3n);
	const characters: string[] = [];
	for (let at = 0; at < 7; at++) {
		characters.unshift(alphabet[Number(bits & 31n)] ?? '');
		bits >>= 5n;
	}
	return characters.join('');
}

export interface RunFacts {
	readonly tag: string;
	readonly job: JobPlan;
	/** Appended to the name: a retry's number, `analysis-3`. */
	readonly suffix: string;
	readonly state: string;
	readonly start: number;
	/** Undefined while it runs. */
	readonly end: number | undefined;
	readonly random: Random;
	/** Whether Prow has given it a page yet. */
	readonly page?: boolean;
}

export function runResult({ tag, job, suffix, state, start, end, random, page = true }: RunFacts): JsonObject {
	return {
		coordinates: { name: runName(tag, job.name, suffix), namespace: 'ci', cluster: buildCluster(random) },
		startTime: timeText(start),
		...(end !== undefined && { completionTime: timeText(end) }),
		state,
		humanProwResultsURL: page ? prowUrl(job.periodic, start, random) : '',
	};
}

export function buildCluster(random: Random): string {
	return random.pick(['build01', 'build02', 'build03', 'build04', 'build05', 'build09', 'build10', 'vsphere02']);
}

/** Build ids are snowflakes: they grow with time and have nineteen digits. */
export function prowUrl(periodic: string, start: number, random: Random): string {
	const id = (BigInt(Math.max(0, Math.floor(start) - 1_288_834_974_657)) << 22n) + BigInt(random.below(2 ** 22));
	return `https://prow.ci.openshift.org/view/gs/test-platform-results/logs/${periodic}/${id.toString()}`;
}

export function timeText(at: number): string {
	return new Date(at).toISOString().replace(/\.\d+Z$/, 'Z');
}

export interface Testing {
	readonly tag: string;
	/** When verification began. */
	readonly from: number;
	readonly now: number;
	readonly seed: number;
}

/** The runs that a job's outcome leaves behind. */
export function runsOf(job: JobPlan, outcome: Outcome, { tag, from, now, seed }: Testing): readonly JsonObject[] {
	const random = newRandom(seed);
	const start = from + random.below(5) * minute;
	const length = (35 + random.below(150)) * minute;
	const end = Math.min(start + length, now - minute);
	const retries = job.maxRetries ?? 0;
	const attempt = (number: number, state: string, done: boolean): JsonObject => {
		const shift = number * Math.max(minute, (end - start) / (retries + 1));
		const begins = Math.min(start + shift, now - 2 * minute);
		const ends = Math.max(begins + minute, Math.min(begins + length / (retries + 1), now - minute));
		const suffix = number === 0 ? '' : String(number);
		return runResult({ tag, job, suffix, state, start: begins, end: done ? ends : undefined, random, page: state !== 'Triggered' });
	};
	switch (outcome) {
		case 'passed':
			return [attempt(0, 'Success', true)];
		case 'passedOnRetry':
			return retries === 0 ? [attempt(0, 'Success', true)] : [attempt(0, 'Failure', true), attempt(1, 'Success', true)];
		case 'failed':
			return Array.from({ length: retries + 1 }, (_, number) => attempt(number, 'Failure', true));
		case 'aborted':
			return [attempt(0, 'Aborted', true)];
		case 'errored':
			return [attempt(0, 'Error', true)];
		case 'running':
			return [attempt(0, 'Pending', false)];
		case 'triggered':
			return [attempt(0, 'Triggered', false)];
		case 'awaitsRetry':
			return [attempt(0, 'Failure', true)];
		case 'retrying':
			return [attempt(0, 'Failure', true), attempt(1, 'Pending', false)];
		case 'notStarted':
			return [];
	}
}
