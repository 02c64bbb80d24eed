import * as l10n from '@vscode/l10n';
import type { CIConfiguration, ReleasePayload } from '../../payload/releasePayload';
import { contentOf, field, scalarOf, type Spot } from '../document/spot';
import { addField, addItems, removeEntry, replaceNumber, spell } from '../findings/edits';
import type { Edit, Fix } from '../findings/finding';
import { defaultAggregator } from './jobEntries';
import type { Report, Rule } from './rule';
import type { PayloadView, SpecJob } from './view';

// J1-J3, J13, J16-J18: the jobs of a payload beside each other.

function nameSpot(job: SpecJob): Spot {
	return field(job.spot, 'ciConfigurationName') ?? job.spot;
}

function removeJob(job: SpecJob, preferred: boolean): Fix {
	return { title: l10n.t('Remove this entry of {0}', job.list), preferred, edits: () => [removeEntry(job.spot)] };
}

/** Each named job that has an earlier one with the same key; the first of each key is reported against. */
function repeated(payload: PayloadView, keyOf: (job: SpecJob) => string, tell: (job: SpecJob, first: SpecJob) => void): void {
	for (const [name, jobs] of payload.namesakes) {
		if (name === '') continue;
		const firsts = new Map<string, SpecJob>();
		for (const job of jobs) {
			const key = keyOf(job);
			const first = firsts.get(key);
			if (first === undefined) firsts.set(key, job);
			else tell(job, first);
		}
	}
}

const duplicate: Rule = {
	code: 'J1',
	severity: 'error',
	on: 'payload',
	currentShapeOnly: true,
	check(payload, report) {
		repeated(payload, (job) => `${job.list}\n${job.pair}`, (job, first) => {
			report(nameSpot(job), l10n.t('"{0}" is in {1} twice with the same job: results go to the first entry, and this one stays without a state.', job.name, job.list), {
				related: [{ where: nameSpot(first), message: l10n.t('The first entry') }],
				fixes: [removeJob(job, true)],
			});
		});
	},
};

const inTwoLists: Rule = {
	code: 'J2',
	severity: 'error',
	on: 'payload',
	currentShapeOnly: true,
	check(payload, report) {
		const told = new Set<string>();
		repeated(payload, (job) => job.pair, (job, first) => {
			const key = `${job.list}\n${job.pair}`;
			if (job.list === first.list || told.has(key)) return;
			told.add(key);
			report(nameSpot(job), l10n.t('"{0}" with the same job is in {1} too: all results go there, and this entry never gets any.', job.name, first.list), {
				related: [{ where: nameSpot(first), message: l10n.t('The entry that gets the results') }],
				fixes: [removeJob(job, true)],
			});
		});
	},
};

const sameNameOtherJob: Rule = {
	code: 'J3',
	severity: 'warning',
	on: 'payload',
	currentShapeOnly: true,
	check(payload, report) {
		repeated(payload, (job) => job.list, (job, first) => {
			if (job.jobName === first.jobName || job.jobName === '' || first.jobName === '') return;
			report(nameSpot(job), l10n.t('"{0}" names another job of {1} already: the release page tells jobs apart by this name alone.', job.name, job.list), {
				related: [{ where: nameSpot(first), message: l10n.t('The first job of this name') }],
			});
		});
	},
};

const aggregatorPairs: Rule = {
	code: 'J13',
	severity: 'warning',
	on: 'payload',
	currentShapeOnly: true,
	check(payload, report) {
		for (const job of payload.specJobs) {
			if (job.name === '') continue;
			if (job.aggregates) reportWithoutAnalysis(job, payload, report);
			else if (job.role === 'informing' && (job.analysisJobCount ?? 0) > 0) reportWithoutAggregator(job, payload, report);
		}
	},
};

function reportWithoutAnalysis(job: SpecJob, payload: PayloadView, report: Report): void {
	const informing = (payload.namesakes.get(job.name) ?? []).filter((other) => other.role === 'informing');
	if (informing.some((other) => (other.analysisJobCount ?? 0) > 0)) return;
	const candidate = informing.find((other) => field(other.spot, 'analysisJobCount') === undefined);
	report(nameSpot(job), l10n.t('The aggregator "{0}" has no analysis runs to judge: they are an informing job of the same name with analysisJobCount.', job.name), {
		related: candidate === undefined ? [] : [{ where: nameSpot(candidate), message: l10n.t('The informing job of this name') }],
		fixes: candidate === undefined ? [] : [{ title: l10n.t('Add analysisJobCount to the informing job'), edits: () => [addField(candidate.spot, 'analysisJobCount', '10')] }],
	});
}

function reportWithoutAggregator(job: SpecJob, payload: PayloadView, report: Report): void {
	if ((payload.namesakes.get(job.name) ?? []).some((other) => other.role === 'blocking')) return;
	report(nameSpot(job), l10n.t('Nothing judges the analysis runs of "{0}": the aggregator is a blocking job of the same name.', job.name), {
		fixes: [{ title: l10n.t('Add the aggregator to blockingJobs'), edits: () => addAggregator(job, payload) }],
	});
}

function addAggregator(job: SpecJob, payload: PayloadView): readonly Edit[] {
	const config = payload.at('spec', 'payloadVerificationConfig');
	const list = field(config, 'blockingJobs');
	const entry = { ciConfigurationJobName: `${job.name}-${defaultAggregator}`, ciConfigurationName: job.name };
	if (list !== undefined) return [addItems(list, [entry]) ?? []].flat();
	const lines = Object.entries(entry).map(([key, value]) => `${key}: ${spell(value)}`);
	return config === undefined ? [] : [addField(config, 'blockingJobs', `\n  - ${lines.join('\n    ')}`)];
}

const afterSeeding: Rule = {
	code: 'J16',
	severity: 'warning',
	on: 'payload',
	currentShapeOnly: true,
	check(payload, report) {
		const { live } = payload.surroundings;
		if (live === undefined || live === 'absent' || !isSeeded(live) || !payload.header.hasVerificationConfig) return;
		const { blockingJobs = [], informingJobs = [], upgradeJobs = [] } = live.spec.payloadVerificationConfig ?? {};
		const former = { blockingJobs, informingJobs, upgradeJobs };
		if (!isSame(payload.specJobs, former)) reportEdited(payload, former, report);
	},
};

type Lists = Readonly<Record<SpecJob['list'], readonly CIConfiguration[]>>;

function isSeeded({ status }: ReleasePayload): boolean {
	return [status.blockingJobResults, status.informingJobResults, status.upgradeJobResults].some((jobs) => (jobs?.length ?? 0) > 0);
}

/** The usual case without a map: nothing was moved, added or taken away. */
function isSame(jobs: readonly SpecJob[], former: Lists): boolean {
	if (jobs.length !== former.blockingJobs.length + former.informingJobs.length + former.upgradeJobs.length) return false;
	let list: SpecJob['list'] | undefined;
	let at = 0;
	for (const job of jobs) {
		if (job.list !== list) at = 0;
		list = job.list;
		const was = former[list][at++];
		if (was === undefined || (was.ciConfigurationName ?? '') !== job.name || (was.ciConfigurationJobName ?? '') !== job.jobName || !hasSameCounts(job, was)) return false;
	}
	return true;
}

function hasSameCounts(job: SpecJob, was: CIConfiguration): boolean {
	return job.list === 'upgradeJobs' || ((was.maxRetries ?? 0) === (job.maxRetries ?? 0) && (was.analysisJobCount ?? 0) === (job.analysisJobCount ?? 0));
}

function reportEdited(payload: PayloadView, former: Lists, report: Report): void {
	const left = new Map<string, CIConfiguration>();
	for (const list of ['blockingJobs', 'informingJobs', 'upgradeJobs'] as const) {
		for (const job of former[list]) left.set(`${list}\n${job.ciConfigurationName ?? ''}\n${job.ciConfigurationJobName ?? ''}`, job);
	}
	const known = new Map(left);
	for (const job of payload.specJobs) {
		const key = `${job.list}\n${job.pair}`;
		const was = known.get(key);
		left.delete(key);
		if (was === undefined) {
			report(nameSpot(job), l10n.t('The cluster listed the jobs of this payload when it was made: "{0}" will never run for it nor count.', job.name), { fixes: [removeJob(job, false)] });
		} else if (!hasSameCounts(job, was)) reportCounts(job, was, report);
	}
	const config = payload.at('spec', 'payloadVerificationConfig');
	if (left.size === 0 || config === undefined) return;
	const names = [...left.values()].slice(0, 5).map((job) => job.ciConfigurationName ?? '');
	report(config, l10n.t('Jobs that are taken out of the list still count for the verdict: {0}.', names.join(', ')), { part: 'key' });
}

function reportCounts(job: SpecJob, was: CIConfiguration, report: Report): void {
	for (const key of ['maxRetries', 'analysisJobCount'] as const) {
		const stored = was[key] ?? 0;
		if (stored === (job[key] ?? 0)) continue;
		const spot = field(job.spot, key);
		const edits = (): readonly Edit[] => (spot === undefined ? [addField(job.spot, key, String(stored))] : [replaceNumber(spot, stored)]);
		report(spot ?? nameSpot(job), l10n.t('The verdict goes on counting with {0} {1}, as copied into the status when the payload was made.', key, stored), {
			fixes: [{ title: l10n.t('Change back to {0}', stored), edits }],
		});
	}
}

function isEmptyList(config: Spot, list: SpecJob['list']): boolean {
	const spot = field(config, list);
	const content = spot === undefined ? undefined : contentOf(spot);
	return content === undefined || (content.kind === 'seq' && content.items.length === 0) || scalarOf(spot)?.type === 'null';
}

const noBlockingJobs: Rule = {
	code: 'J17',
	severity: 'information',
	on: 'payload',
	currentShapeOnly: true,
	check(payload, report) {
		const [first] = payload.specJobs;
		const config = first === undefined || first.role === 'blocking' ? undefined : payload.at('spec', 'payloadVerificationConfig');
		if (config === undefined || !isEmptyList(config, 'blockingJobs')) return;
		report(field(config, 'blockingJobs') ?? config, l10n.t('Without blocking jobs the payload is accepted as soon as all other jobs have ended, however they ended: nothing can reject it.'), { part: 'key' });
	},
};

const noJobs: Rule = {
	code: 'J18',
	severity: 'information',
	on: 'payload',
	currentShapeOnly: true,
	check(payload, report) {
		const config = payload.specJobs.length > 0 ? undefined : payload.at('spec', 'payloadVerificationConfig');
		if (config === undefined || contentOf(config)?.kind !== 'map' || !(['blockingJobs', 'informingJobs', 'upgradeJobs'] as const).every((list) => isEmptyList(config, list))) return;
		report(config, l10n.t('Without any job the payload is accepted as soon as its image exists and a configured mirror is done.'), { part: 'key' });
	},
};

export const jobListRules: readonly Rule[] = [duplicate, inTwoLists, sameNameOtherJob, aggregatorPairs, afterSeeding, noBlockingJobs, noJobs];
