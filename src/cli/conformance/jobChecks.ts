import { remainingDelay } from '../../payload/backoff';
import { pullSpec } from '../../payload/pullSpec';
import { isValidQualifier, mergeQualifier, qualifiersSummary } from '../../payload/qualifiers';
import { readPayload } from '../../payload/readPayload';
import type { JobStatus, Qualifiers, ReleasePayload, ReleaseQualifier } from '../../payload/releasePayload';
import { projectJobs } from '../../payload/upstream/projection';
import { findJob, matchRuns, runState, upgradeType, type ProwJob } from '../../payload/upstream/runMatching';
import { parseRunName } from '../../payload/upstream/runName';
import { difference, fields, firstOf, isFields, items, number, text, textMap, type Fields } from './compare';
import type { Check } from './verdictChecks';

/** Go's zero time, and the longest duration it can tell. */
const yearOne = -62_135_596_800_000;
const longestSeconds = 9_223_372_036;

export const checkBackoff: Check = (input, expected) => {
	const time = (value: unknown) => (typeof value === 'string' ? Date.parse(value) : yearOne);
	const wait = remainingDelay(number(input['retryCount']), time(input['initialTime']), time(input['currentTime'])) / 1000;
	return difference('seconds', Math.min(Math.trunc(wait), longestSeconds), expected['seconds']);
};

export const checkPullSpec: Check = (input, expected) =>
	difference('pullSpec', pullSpec(readPayload({ spec: { releaseCoordinates: input['releaseCoordinates'] } }).spec.releaseCoordinates), expected['pullSpec']);

export function readQualifiers(value: unknown): Qualifiers | undefined {
	return readPayload({ spec: { payloadVerificationConfig: { blockingJobs: [{ qualifiers: value }] } } }).spec.payloadVerificationConfig?.blockingJobs?.[0]?.qualifiers;
}

export function readQualifier(value: unknown): ReleaseQualifier {
	return readQualifiers({ one: fields(value) })?.['one'] ?? {};
}

export const checkQualifierMerge: Check = (input, expected) => {
	const [base, override] = [readQualifier(input['base']), readQualifier(input['override'])];
	const merged = mergeQualifier(base, override);
	const validation = isFields(expected['validation']) ? expected['validation'] : undefined;
	const validity = (what: string, qualifier: ReleaseQualifier) =>
		validation === undefined ? undefined : difference(`${what} is valid`, isValidQualifier(qualifier), validation[what] === null);
	return firstOf(
		difference('merged', merged, expected['merged'], true),
		validity('base', base),
		validity('override', override),
		validity('merged', merged),
	);
};

export const checkQualifiersSummary: Check = (input, expected) => {
	const summary = qualifiersSummary(readPayload(input['payload']), readQualifiers(input['globalQualifiers']));
	return difference('qualifiersSummary', jobsByName(summary), jobsByName(expected['qualifiersSummary']));
};

/** Jobs are sorted by name alone, so entries of one name may stand either way round. */
function jobsByName(summary: unknown): unknown {
	const qualifiers = Object.entries(fields(fields(summary)['qualifiers'])).map(([id, each]) => {
		const jobs = items(fields(each)['jobs']).map((job) => `${text(fields(job)['ciConfigurationName'])}/${text(fields(job)['ciConfigurationJobName'])}`);
		return [id, { ...fields(each), jobs: jobs.sort() }] as const;
	});
	return { ...fields(summary), qualifiers: Object.fromEntries(qualifiers) };
}

export const checkProjection: Check = (input, expected) => {
	const jobs = Object.fromEntries(projectJobs(readPayload(input).status));
	return difference('jobs', jobs, expected['jobs']);
};

export function readProwJob(value: unknown): ProwJob {
	const [metadata, spec, status] = ['metadata', 'spec', 'status'].map((key) => fields(fields(value)[key]));
	const time = (key: string) => (typeof status?.[key] === 'string' ? status[key] : undefined);
	return {
		name: text(metadata?.['name']),
		namespace: text(metadata?.['namespace']),
		labels: Object.fromEntries(textMap(metadata?.['labels'])),
		annotations: Object.fromEntries(textMap(metadata?.['annotations'])),
		cluster: text(spec?.['cluster']),
		state: text(status?.['state']),
		startTime: time('startTime'),
		completionTime: time('completionTime'),
		url: text(status?.['url']),
	};
}

export const checkRunMatching: Check = (input, expected) => {
	const payload = readPayload(input['payload']);
	const prowJobs = items(input['prowJobs']).map(readProwJob);
	const runs = items(expected['runs']).map((run, at) => {
		const prowJob = prowJobs[at];
		return prowJob === undefined ? 'missing' : difference(`runs[${at}]`, matched(payload, prowJob), withoutError(fields(run)));
	});
	return firstOf(...runs, difference('status', runLists(matchRuns(payload, prowJobs)), expected['status']));
};

function withoutError(run: Fields): Fields {
	return run['parseError'] === undefined ? run : { name: run['name'], parseError: true };
}

function matched({ metadata, status }: ReleasePayload, prowJob: ProwJob): Fields {
	const parsed = parseRunName(prowJob.name);
	if (parsed === undefined) return { name: prowJob.name, parseError: true };
	const jobName = prowJob.annotations['prow.k8s.io/job'] ?? '';
	const found = findJob(metadata.name ?? '', status, parsed.ciConfigurationName, jobName);
	const job = found === undefined ? undefined : status[found.list]?.[found.at];
	return {
		name: prowJob.name,
		ciConfigurationName: parsed.ciConfigurationName,
		state: runState(prowJob.state),
		upgradeType: upgradeType(metadata.name ?? '', parsed),
		matched: found === undefined ? null : { list: found.list, ciConfigurationName: job?.ciConfigurationName, ciConfigurationJobName: job?.ciConfigurationJobName },
	};
}

function runLists({ status }: ReleasePayload): Fields {
	const list = (jobs: readonly JobStatus[] | undefined) =>
		jobs?.map(({ ciConfigurationName, ciConfigurationJobName, results }) => ({
			ciConfigurationName,
			ciConfigurationJobName,
			runs: (results ?? []).map((run) => ({ name: run.coordinates?.name, state: run.state, upgradeType: run.upgradeType })),
		}));
	return {
		blockingJobResults: list(status.blockingJobResults),
		informingJobResults: list(status.informingJobResults),
		upgradeJobResults: list(status.upgradeJobResults),
	};
}
