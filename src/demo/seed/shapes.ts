import type { Phase } from '../../payload/phase';
import { asList, asObject, at, type Json, type JsonObject } from '../json';
import { buildPayload, created, creating, mirrored, mirrorFailed, mirroring, type PayloadPlan } from './buildPayload';
import { aggregatedJobs, ciJobs, multiJobs, nightlyJobs, noJobs, okdJobs, stableJobs, type JobPlan, type JobPlans } from './jobPlans';
import { legacyPayload, seedFormatPayload } from './olderShapes';
import { newRandom, seedFor } from './random';
import { runResult, timeText, type Outcome } from './runs';
import { creationFailure, upgradeRuns } from './streamPayload';
import { datedName } from './streams';

/** A payload worth knowing, and what people call its state. */
export interface SeedShape {
	readonly name: string;
	readonly phase: Phase;
	readonly payload: JsonObject;
}

const minute = 60_000;
const hour = 60 * minute;

interface ShapeFacts {
	readonly now: number;
	/** Counts the shapes, so that their names and times differ. */
	readonly at: number;
}

/** A dated nightly of an older minor, out of the way of the streams that move. */
function nightly(facts: ShapeFacts, more: Partial<PayloadPlan> = {}): PayloadPlan {
	const createdAt = facts.now - (26 + facts.at * 5) * hour - facts.at * 37_000;
	return {
		namespace: 'ocp',
		name: datedName('4.20.0-0.nightly', createdAt),
		stream: '4.20.0-0.nightly',
		imagestream: 'release',
		createdAt,
		now: facts.now,
		seed: 7 + facts.at,
		jobs: nightlyJobs('4.20'),
		outcome: () => 'passed',
		creation: created,
		mirror: mirrored,
		...more,
	};
}

function fewJobs(): JobPlans {
	const { blocking, informing } = nightlyJobs('4.20');
	return { blocking: blocking.slice(0, 6), informing: informing.slice(0, 4), upgrade: [] };
}

/** One blocking job, by position, has a story of its own. */
function except(...stories: readonly (readonly [number, Outcome])[]): PayloadPlan['outcome'] {
	return (role, _job, index) => (role === 'blocking' ? (stories.find(([position]) => position === index)?.[1] ?? 'passed') : 'passed');
}

const url = 'https://issues.redhat.com/browse/TRT-2188';

type ShapePlan = readonly [name: string, phase: Phase, plan: (facts: ShapeFacts) => PayloadPlan];

const nightlyShapes: readonly ShapePlan[] = [
	['accepted nightly', 'Accepted', (facts) => nightly(facts, { outcome: except([0, 'passedOnRetry']) })],
	[
		'accepted with informing failures',
		'Accepted',
		(facts) => nightly(facts, { outcome: (role, _job, index) => (role === 'informing' && index % 9 === 0 ? pick(index, ['failed', 'aborted', 'errored']) : 'passed') }),
	],
	['rejected, retries exhausted', 'Rejected', (facts) => nightly(facts, { jobs: withRetries(nightlyJobs('4.20'), 2), outcome: except([1, 'failed']) })],
	['failed but undecided', 'Ready', (facts) => nightly(facts, { outcome: except([11, 'failed'], [2, 'running']) })],
	['waiting for a retry', 'Ready', (facts) => nightly(facts, { outcome: except([3, 'awaitsRetry']) })],
	['verification just started', 'Ready', (facts) => nightly(facts, { outcome: (_role, _job, index) => pick(index, ['triggered', 'running', 'notStarted']) })],
	['creation pending', 'Pending', (facts) => nightly(facts, { creation: creating, mirror: mirroring })],
	['creation failed', 'Failed', (facts) => nightly(facts, { creation: creationFailure, mirror: mirroring })],
	['creation failed with an override', 'Failed', (facts) => nightly(facts, { creation: creationFailure, mirror: mirroring, override: { override: 'Accepted', reason: 'Needed for the weekend soak' } })],
	['manually accepted after rejection', 'Accepted', (facts) => nightly(facts, { outcome: except([4, 'failed']), override: { override: 'Accepted', reason: `Flake, not a regression: ${url}` } })],
	['manually rejected', 'Rejected', (facts) => nightly(facts, { override: { override: 'Rejected', reason: `Contains the broken kernel: ${url}` } })],
	['override waiting for the mirror', 'Ready', (facts) => nightly(facts, { mirror: mirroring, override: { override: 'Accepted', reason: 'Manually accepted per TRT' } })],
	['unknown override value', 'Rejected', (facts) => nightly(facts, { outcome: except([11, 'failed']), override: { override: 'accepted', reason: 'lower case is not understood' } })],
	['override without reason', 'Accepted', (facts) => nightly(facts, { jobs: fewJobs(), outcome: except([1, 'failed']), override: { override: 'Accepted' } })],
	['reason without override', 'Accepted', (facts) => nightly(facts, { jobs: fewJobs(), override: { override: '', reason: 'a reason left behind' } })],
	['mirror failed, accepted', 'Accepted', (facts) => nightly(facts, { mirror: mirrorFailed })],
];

const otherShapes: readonly ShapePlan[] = [
	['reference payload of ci', 'Accepted', referencePayload],
	['aggregated, accepted', 'Accepted', (facts) => aggregated(facts, 6)],
	['aggregated, rejected', 'Rejected', (facts) => aggregated(facts, 5)],
	['aggregated, analysis without runs', 'Accepted', (facts) => aggregated(facts, undefined)],
	['stable with upgrades', 'Accepted', (facts) => release(facts, '4.20.19', 'passed')],
	['release candidate', 'Ready', (facts) => release(facts, '4.22.0-rc.0', 'running')],
	['engineering candidate', 'Accepted', (facts) => release(facts, '4.22.0-ec.5', 'passed', '4-dev-preview')],
	['OKD stable', 'Accepted', (facts) => ({ ...release(facts, '4.19.0-okd-scos.5', 'passed', '4-scos-stable'), namespace: 'origin', imagestream: 'release-scos' })],
	['OKD candidate', 'Rejected', (facts) => ({ ...release(facts, '4.20.0-okd-scos.ec.4', 'failed', '4-scos-next'), namespace: 'origin', imagestream: 'release-scos' })],
	['OKD nightly', 'Accepted', okdNightly],
	['multi nightly', 'Rejected', multiNightly],
	['no jobs', 'Accepted', armNightly],
	['informing only, one pending', 'Ready', (facts) => informingOnly(facts, 'running')],
	['informing only, all finished', 'Accepted', (facts) => informingOnly(facts, 'failed')],
	['qualifiers', 'Accepted', qualified],
	['stale pending', 'Accepted', stalePending],
	['duplicate blocking job', 'Ready', duplicated],
	['undetermined state', 'Ready', (facts) => nightly(facts, { jobs: fewJobs(), outcome: except([2, 'notStarted']) })],
];

/** Every shape, made anew: times are relative to `now` (epoch ms). The thirty or so cover what controllers can leave behind. */
export function seedShapes(now: number): readonly SeedShape[] {
	const planned = [...nightlyShapes, ...otherShapes].map(([name, phase, plan], index): SeedShape => ({ name, phase, payload: buildPayload(plan({ now, at: index })) }));
	const olderFacts = nightly({ now, at: planned.length });
	return [
		...planned,
		{ name: 'legacy results', phase: 'Accepted', payload: legacyPayload(olderFacts) },
		{ name: 'first API generation', phase: 'Rejected', payload: seedFormatPayload(olderFacts) },
	];
}

/** Many copies of one full nightly over three streams, for lists that have to be long. */
export function manyPayloads(count: number, now: number): readonly JsonObject[] {
	return Array.from({ length: count }, (_, index) => {
		const stream = `4.${16 + (index % 3)}.0-0.nightly`;
		const createdAt = now - (30 + index) * hour;
		const jobs = nightlyJobs(`4.${16 + (index % 3)}`);
		return buildPayload(nightly({ now, at: 0 }, { name: datedName(stream, createdAt), stream, createdAt, jobs, seed: index, outcome: except([0, 'passedOnRetry']) }));
	});
}

function pick(index: number, outcomes: readonly Outcome[]): Outcome {
	return outcomes[index % outcomes.length] ?? 'passed';
}

function withRetries({ blocking, informing, upgrade }: JobPlans, maxRetries: number): JobPlans {
	return { blocking: blocking.map((job, index) => (index === 1 ? { ...job, maxRetries } : job)), informing, upgrade };
}

function referencePayload(facts: ShapeFacts): PayloadPlan {
	const plan = nightly(facts);
	const name = datedName('4.20.0-0.ci', plan.createdAt);
	const spec = {
		payloadType: 'Reference',
		releaseCoordinates: [{ repository: 'quay-proxy.ci.openshift.org/openshift/ci', tag: `rc_payload__${name}` }],
	};
	return { ...plan, name, stream: '4.20.0-0.ci', jobs: ciJobs('4.20'), mirror: mirrorFailed, spec };
}

/** `successes` of ten analysis runs passed; undefined: nobody wrote the runs down. Long names end in a hash. */
function aggregated(facts: ShapeFacts, successes: number | undefined): PayloadPlan {
	const plan = nightly(facts);
	const passes = successes === undefined || successes >= 6;
	return {
		...plan,
		jobs: aggregatedJobs('4.20', 10),
		outcome: (_role, _job, index) => (index === 0 && !passes ? 'failed' : 'passed'),
		results: (role, job) => (role === 'informing' ? analysisRuns(plan, job, successes) : undefined),
	};
}

function analysisRuns({ name, createdAt, seed }: PayloadPlan, job: JobPlan, successes: number | undefined): readonly JsonObject[] {
	if (successes === undefined) return [];
	const random = newRandom(seedFor(seed, job.name));
	return Array.from({ length: job.analysisJobCount ?? 0 }, (_, run) => {
		const start = createdAt + (24 + run) * minute;
		return runResult({ tag: name, job, suffix: `analysis-${run}`, state: run < successes ? 'Success' : 'Failure', start, end: start + 95 * minute, random });
	});
}

function release(facts: ShapeFacts, name: string, outcome: Outcome, stream = '4-stable'): PayloadPlan {
	const plan = nightly(facts);
	const createdAt = plan.createdAt - 48 * hour;
	const jobs = stableJobs(name.split('.').slice(0, 2).join('.'));
	return {
		...plan,
		name,
		stream,
		createdAt,
		jobs,
		mirror: undefined,
		outcome: (role, _job, index) => (role === 'blocking' && index === 1 ? outcome : 'passed'),
		results: (role, job) => (role === 'upgrade' ? upgradeRuns(name, job, createdAt, newRandom(seedFor(facts.at, job.name))) : undefined),
	};
}

function okdNightly(facts: ShapeFacts): PayloadPlan {
	const plan = nightly(facts, { namespace: 'origin', stream: '4.20.0-0.okd-scos', imagestream: 'release-scos', jobs: okdJobs('4.20'), mirror: undefined });
	return { ...plan, name: datedName(plan.stream, plan.createdAt) };
}

function multiNightly(facts: ShapeFacts): PayloadPlan {
	const plan = nightly(facts, { namespace: 'ocp-multi', stream: '4.20.0-0.nightly-multi', imagestream: '4.20-art-latest-multi', jobs: multiJobs('4.20') });
	return { ...plan, name: datedName(plan.stream, plan.createdAt), outcome: except([1, 'failed']) };
}

function armNightly(facts: ShapeFacts): PayloadPlan {
	const plan = nightly(facts, { namespace: 'ocp-arm64', stream: '4.20.0-0.nightly-arm64', imagestream: 'release-arm64', jobs: noJobs });
	return { ...plan, name: datedName(plan.stream, plan.createdAt) };
}

function informingOnly(facts: ShapeFacts, last: Outcome): PayloadPlan {
	const jobs = { ...noJobs, informing: nightlyJobs('4.20').informing.slice(0, 6) };
	return nightly(facts, { jobs, outcome: (_role, _job, index) => (index === 5 ? last : 'passed') });
}

function qualified(facts: ShapeFacts): PayloadPlan {
	const plan = nightly(facts, { jobs: fewJobs() });
	const [first, second] = plan.jobs.blocking;
	const nameOf = (job: JobPlan | undefined): Json => ({ ciConfigurationName: job?.name ?? '', ciConfigurationJobName: job?.periodic ?? '' });
	const thread = (issueKey: string, abated: boolean): JsonObject => ({ issueKey, activeEscalation: abated ? '' : 'two in a row', activePriority: abated ? '' : 'Critical', abated, lastTransitionTime: timeText(facts.now - 3 * hour) });
	return {
		...plan,
		labels: { 'release.openshift.io/perfscale_state': 'Accepted' },
		status: {
			qualifiersSummary: {
				failureLabels: ['fips-broken'],
				qualifiers: {
					techpreview: { jobs: [nameOf(first)], aggregateState: 'Success', badgeName: 'Tech preview', badgeEarned: true, badgePropagated: true },
					fips: {
						jobs: [nameOf(second)],
						aggregateState: 'Failure',
						badgeName: 'FIPS',
						badgeEarned: false,
						failureLabels: ['fips-broken'],
						jiraNotifications: {
							'4.20.0-0.nightly-fips-OCPBUGS-Node-main': thread('OCPBUGS-61777', false),
							'4.20.0-0.nightly-fips-OCPBUGS-Node-old': thread('OCPBUGS-60112', true),
						},
					},
					perfscale: { aggregateState: 'Success', badgeName: 'Performance', badgeEarned: true, approval: true },
				},
			},
		},
	};
}

/** Accepted under older rules, and a run that ended without anybody writing it down. */
function stalePending(facts: ShapeFacts): PayloadPlan {
	const plan = nightly(facts, { jobs: fewJobs() });
	const settled = buildPayload(plan);
	const status = asObject(settled['status']);
	const jobs = asList(status['blockingJobResults']).map((job, index) => (index === 2 ? { ...asObject(job), state: 'Pending', results: asList(at(job, 'results')).map((run) => ({ ...asObject(run), state: 'Pending' })) } : job));
	return { ...plan, status: { blockingJobResults: jobs } };
}

/** The second of two equal entries never gets a state, and leaves the verdict open. */
function duplicated(facts: ShapeFacts): PayloadPlan {
	const { blocking, informing } = fewJobs();
	const [first] = blocking;
	return nightly(facts, { jobs: { blocking: first === undefined ? blocking : [first, ...blocking], informing, upgrade: [] }, outcome: except([1, 'notStarted']) });
}
