import { asObject, type JsonObject } from '../json';
import { buildPayload, created, creating, mirrored, mirrorFailed, mirroring, type PayloadPlan } from './buildPayload';
import { platforms, type JobPlan } from './jobPlans';
import { newRandom, seedFor, type Random } from './random';
import { runName, runResult, type Outcome } from './runs';
import type { StreamPlan } from './streams';

const minute = 60_000;

export type Story = 'accepted' | 'rejected' | 'creating' | 'young' | 'halfway' | 'creationFailed' | 'manuallyAccepted' | 'manuallyRejected';

export interface StreamPayload {
	readonly plan: StreamPlan;
	readonly name: string;
	readonly createdAt: number;
	readonly now: number;
	readonly seed: number;
	readonly story: Story;
}

/** One believable payload of a stream: most jobs pass, some pass on retry, some informing ones never do. */
export function streamPayload(facts: StreamPayload): JsonObject {
	return buildPayload(streamPayloadPlan(facts));
}

export function streamPayloadPlan({ plan, name, createdAt, now, seed, story }: StreamPayload): PayloadPlan {
	const own = seedFor(seed, name);
	const random = newRandom(own);
	const culprits = pickCulprits(plan, story, random);
	const person = overrideOf(story, random);
	return {
		namespace: plan.namespace,
		name,
		stream: plan.stream,
		imagestream: plan.imagestream,
		createdAt,
		now,
		seed: own,
		jobs: plan.jobs,
		outcome: (role, job) => outcomeOf(story, role, job, { culprits, random: newRandom(seedFor(own, `${role}/${job.name}`)) }),
		results: (role, job) => (role === 'upgrade' ? upgradeRuns(name, job, createdAt, newRandom(seedFor(own, job.name))) : undefined),
		creation: story === 'creating' ? creating : story === 'creationFailed' ? creationFailure : created,
		mirror: plan.mirrored ? mirrorOf(story, random) : undefined,
		...(person !== undefined && { override: person, overriddenAt: Math.min(now - 5 * minute, createdAt + (280 + random.below(60)) * minute) }),
	};
}

export const creationFailure = {
	status: 'Failed',
	message: [
		'error: unable to create a release: operator "machine-config-operator" contained an invalid image-references file: no input image tag named "rhel-coreos-extensions"',
		'info: 193 images were checked, 1 could not be resolved',
		'error: build container exited with code 1',
	].join('\n'),
} as const;

function mirrorOf(story: Story, random: Random): PayloadPlan['mirror'] {
	if (story === 'creating' || story === 'creationFailed') return mirroring;
	return story === 'accepted' && random.chance(0.05) ? mirrorFailed : mirrored;
}

function overrideOf(story: Story, random: Random): PayloadPlan['override'] {
	if (story === 'manuallyAccepted') {
		const reason = random.pick([
			'Known flake in the serial suite, no product regression: https://issues.redhat.com/browse/TRT-2107',
			'Manually accepted per TRT',
			'metal lab outage, https://issues.redhat.com/browse/OCPBUGS-61342',
		]);
		return { override: 'Accepted', reason };
	}
	return story === 'manuallyRejected' ? { override: 'Rejected', reason: 'Broken RHCOS build, see https://issues.redhat.com/browse/OCPBUGS-60918' } : undefined;
}

/** The blocking jobs to blame: one, sometimes two or three. */
function pickCulprits({ jobs }: StreamPlan, story: Story, random: Random): ReadonlySet<string> {
	const count = story === 'rejected' || story === 'manuallyAccepted' ? 1 + random.below(3) : story === 'halfway' && random.chance(0.4) ? 1 : 0;
	return new Set(Array.from({ length: count }, () => jobs.blocking[random.below(jobs.blocking.length)]?.name ?? ''));
}

interface Circumstances {
	readonly culprits: ReadonlySet<string>;
	readonly random: Random;
}

function outcomeOf(story: Story, role: 'blocking' | 'informing', job: JobPlan, { culprits, random }: Circumstances): Outcome {
	const luck = random.next();
	if (story === 'young') return luck < 0.4 ? 'running' : luck < 0.7 ? 'triggered' : 'notStarted';
	if (role === 'blocking' && culprits.has(job.name)) return 'failed';
	if (story === 'halfway') {
		if (luck < 0.3) return 'running';
		if (luck < 0.36) return 'retrying';
		if (luck < 0.4) return role === 'blocking' ? 'awaitsRetry' : 'failed';
	}
	if (role === 'blocking') return luck > 0.85 ? 'passedOnRetry' : 'passed';
	return luck > 0.985 ? 'errored' : luck > 0.97 ? 'aborted' : luck > 0.84 ? 'failed' : 'passed';
}

/** Up to nine runs for each source minor, on one platform each. */
export function upgradeRuns(name: string, job: JobPlan, createdAt: number, random: Random): readonly JsonObject[] {
	const [major = 0, minor = 0] = name.split('.').map((part) => Number.parseInt(part, 10));
	const sources = [minor, minor - 1].flatMap((from) => Array.from({ length: 3 }, (_, patch) => `${major}.${from}.${1 + patch * 3 + platforms.findIndex((each) => each === job.name)}`));
	return sources.map((source) => {
		const start = createdAt + (25 + random.below(40)) * minute;
		const state = random.chance(0.1) ? 'Failure' : 'Success';
		const run = runResult({ tag: name, job, suffix: '', state, start, end: start + (80 + random.below(60)) * minute, random });
		const named = runName(name, `upgrade-from-${source}-${job.name}`, '');
		return { ...run, coordinates: { ...asObject(run['coordinates']), name: named }, upgradeType: source.startsWith(`${major}.${minor}.`) ? 'upgrade' : 'upgrade-minor' };
	});
}
