import { jobState } from '../../payload/jobState';
import { readPayload } from '../../payload/readPayload';
import { settle } from '../../payload/settle';
import { createHash } from 'node:crypto';
import { asList, asObject, isObject, parseJson, toText, type Json, type JsonObject } from '../json';
import { managersAfterUpdate, withManagers } from '../managedFields';
import { apiVersionOf, payloads } from '../resource';
import { compare } from '../storage';
import type { JobPlan, JobPlans } from './jobPlans';
import { seedFor } from './random';
import { runsOf, timeText, type Outcome } from './runs';

export interface ReleaseJob {
	readonly status: 'Unknown' | 'Success' | 'Failed';
	readonly message: string;
}

/** Everything that tells one payload from another; the rest is worked out. Times are epoch ms. */
export interface PayloadPlan {
	readonly namespace: string;
	/** The release's name, and the object's. */
	readonly name: string;
	readonly stream: string;
	readonly imagestream: string;
	readonly createdAt: number;
	readonly now: number;
	readonly seed: number;
	readonly jobs: JobPlans;
	readonly outcome: (role: 'blocking' | 'informing', job: JobPlan, index: number) => Outcome;
	/** Written as given, in place of what an outcome would make. */
	readonly results?: (role: 'blocking' | 'informing' | 'upgrade', job: JobPlan) => readonly JsonObject[] | undefined;
	readonly creation: ReleaseJob;
	/** Undefined: the stream has no mirror. */
	readonly mirror: ReleaseJob | undefined;
	readonly override?: { readonly override?: string; readonly reason?: string };
	readonly overriddenAt?: number;
	/** Laid over the spec. */
	readonly spec?: JsonObject;
	/** Laid over the status, after everything was worked out. */
	readonly status?: JsonObject;
	readonly labels?: JsonObject;
}

export const created: ReleaseJob = { status: 'Success', message: 'Release creation Job completed' };
export const creating: ReleaseJob = { status: 'Unknown', message: 'Release creation job pending' };
export const mirrored: ReleaseJob = { status: 'Success', message: 'Release mirror Job completed' };
export const mirroring: ReleaseJob = { status: 'Unknown', message: 'Release mirror job pending' };
export const mirrorFailed: ReleaseJob = { status: 'Failed', message: 'BackoffLimitExceeded: Job has reached the specified backoff limit' };

const minute = 60_000;

/** The object as a server would hold it after release-controller and the payload controllers had their turns. */
export function buildPayload(plan: PayloadPlan): JsonObject {
	const spec = specOf(plan);
	const bare = { apiVersion: apiVersionOf(payloads), kind: payloads.kind, metadata: metadataOf(plan), spec };
	const results = resultsOf(plan);
	const settled = settle(readPayload({ ...bare, status: results }), timeText(decidedAt(plan))).payload.status;
	const status: JsonObject = {
		...results,
		conditions: (settled.conditions ?? []).map((condition): Json => ({ ...plainCondition(condition), lastTransitionTime: transitionTime(plan, condition.type ?? '') })),
		qualifiersSummary: {},
		...plan.status,
	};
	return withOwners(plan, { ...bare, status });
}

function plainCondition({ type = '', status = '', reason = '', message = '' }: { readonly type?: string; readonly status?: string; readonly reason?: string; readonly message?: string }): JsonObject {
	return { type, status, reason, message };
}

function transitionTime(plan: PayloadPlan, type: string): string {
	return timeText(type === 'PayloadAccepted' || type === 'PayloadRejected' ? decidedAt(plan) : Math.min(plan.now, plan.createdAt + 20 * minute));
}

/** Verification of a release takes half a working day; whoever overrides does so later. */
function decidedAt({ createdAt, now, overriddenAt }: PayloadPlan): number {
	return Math.min(now - minute, overriddenAt ?? createdAt + 260 * minute);
}

export function metadataOf({ namespace, name, createdAt, labels, seed }: Pick<PayloadPlan, 'namespace' | 'name' | 'createdAt' | 'labels' | 'seed'>): JsonObject {
	const digest = createHash('sha256').update(`${seed}/${namespace}/${name}`).digest('hex');
	const uid = [digest.slice(0, 8), digest.slice(8, 12), `4${digest.slice(13, 16)}`, `a${digest.slice(17, 20)}`, digest.slice(20, 32)].join('-');
	return { name, namespace, uid, creationTimestamp: timeText(createdAt), generation: 1, ...(labels !== undefined && { labels }) };
}

function specOf(plan: PayloadPlan): JsonObject {
	const { namespace, name, stream, imagestream, jobs, mirror, override } = plan;
	const list = (key: string, entries: readonly JobPlan[]): JsonObject => (entries.length === 0 ? {} : { [key]: entries.map(configuration) });
	return {
		payloadCoordinates: { namespace, streamName: stream, imagestreamName: imagestream, imagestreamTagName: name },
		payloadCreationConfig: {
			releaseCreationCoordinates: { namespace: 'ci-release', releaseCreationJobName: name },
			prowCoordinates: { namespace: 'ci' },
			releaseMirrorCoordinates: { namespace: mirror === undefined ? '' : 'ci-release', releaseMirrorJobName: mirror === undefined ? '' : `${name}-alternate-mirror` },
		},
		payloadOverride: override === undefined ? { override: '' } : { ...override },
		payloadType: 'Local',
		payloadVerificationConfig: {
			...list('blockingJobs', jobs.blocking),
			...list('informingJobs', jobs.informing),
			...list('upgradeJobs', jobs.upgrade),
			payloadVerificationDataSource: 'BuildFarmLookup',
		},
		...plan.spec,
	};
}

function configuration({ name, periodic, maxRetries, analysisJobCount }: JobPlan): JsonObject {
	return {
		ciConfigurationName: name,
		ciConfigurationJobName: periodic,
		...(maxRetries !== undefined && { maxRetries }),
		...(analysisJobCount !== undefined && { analysisJobCount }),
	};
}

function resultsOf(plan: PayloadPlan): JsonObject {
	const { name, creation, mirror, jobs } = plan;
	const isBuilt = creation.status === 'Success';
	const lists = {
		...(jobs.blocking.length > 0 && { blockingJobResults: jobs.blocking.map((job, index) => jobStatus(plan, 'blocking', job, isBuilt ? index : undefined)) }),
		...(jobs.informing.length > 0 && { informingJobResults: jobs.informing.map((job, index) => jobStatus(plan, 'informing', job, isBuilt ? index : undefined)) }),
		...(jobs.upgrade.length > 0 && { upgradeJobResults: jobs.upgrade.map((job, index) => jobStatus(plan, 'upgrade', job, isBuilt ? index : undefined)) }),
	};
	return {
		...ordered(lists),
		releaseCreationJobResult: { coordinates: { name, namespace: 'ci-release' }, ...creation },
		releaseMirrorJobResult: mirror === undefined ? { coordinates: {} } : { coordinates: { name: `${name}-alternate-mirror`, namespace: 'ci-release' }, ...mirror },
	};
}

/** `index` undefined: nothing runs before the image is built. */
function jobStatus(plan: PayloadPlan, role: 'blocking' | 'informing' | 'upgrade', job: JobPlan, index: number | undefined): JsonObject {
	const { name, periodic, ...counts } = job;
	const results = index === undefined ? [] : (plan.results?.(role, job) ?? (role === 'upgrade' ? [] : runs(plan, job, plan.outcome(role, job, index))));
	const entry: JsonObject = {
		ciConfigurationName: name,
		ciConfigurationJobName: periodic,
		...(counts.maxRetries !== undefined && { maxRetries: counts.maxRetries }),
		...(counts.analysisJobCount !== undefined && { analysisJobCount: counts.analysisJobCount }),
		...(results.length > 0 && { results }),
	};
	return { ...entry, state: jobState({ ...counts, results: results.map(({ state }) => (typeof state === 'string' ? { state } : {})) }) };
}

function runs(plan: PayloadPlan, job: JobPlan, outcome: Outcome): readonly JsonObject[] {
	const testing = { tag: plan.name, from: plan.createdAt + 22 * minute, now: plan.now, seed: seedFor(plan.seed, `${plan.name}/${job.name}`) };
	return runsOf(job, outcome, testing);
}

/** Lists stand as the controllers store them, by name. */
function ordered(lists: JsonObject): JsonObject {
	const byName = (items: Json | undefined, nameOf: (item: Json) => string): Json[] => [...asList(items)].sort((a, b) => compare(nameOf(a), nameOf(b)));
	const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value : '');
	const runNameOf = (run: Json): string => textOf(asObject(asObject(run)['coordinates'])['name']);
	return Object.fromEntries(
		Object.entries(lists).map(([key, jobs]) => [
			key,
			byName(jobs, (job) => textOf(asObject(job)['ciConfigurationName'])).map((job) =>
				isObject(job) && job['results'] !== undefined ? { ...job, results: byName(job['results'], runNameOf) } : job,
			),
		]),
	);
}

/** Who wrote what, when: release-controller the spec, the payload controllers the status, a person the override. */
function withOwners(plan: PayloadPlan, object: JsonObject): JsonObject {
	const whole = asObject(parseJson(toText(object)));
	const { status, ...main } = whole;
	const apiVersion = apiVersionOf(payloads);
	const spec = asObject(whole['spec']);
	const before = { ...main, spec: { ...spec, payloadOverride: { override: '' } } };
	const at = (time: number): string => timeText(time);
	const byCreator = managersAfterUpdate([], {}, plan.override === undefined ? main : before, { manager: 'release-controller', apiVersion, subresource: '', time: at(plan.createdAt) });
	const byPerson =
		plan.override === undefined
			? byCreator
			: managersAfterUpdate(byCreator, before, main, { manager: 'kubectl-patch', apiVersion, subresource: '', time: at(plan.overriddenAt ?? plan.createdAt + 240 * minute) });
	const byController = managersAfterUpdate(byPerson, main, { ...main, status }, { manager: 'release-payload-controller', apiVersion, subresource: 'status', time: at(decidedAt(plan)) });
	return withManagers(whole, byController);
}
