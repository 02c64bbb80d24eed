import * as l10n from '@vscode/l10n';
import type { CIConfiguration } from '../../payload/releasePayload';
import { contentOf, field, scalarOf, type Spot } from '../document/spot';
import { addField, addItems } from '../findings/edits';
import { type Edit, information, warning } from '../findings/finding';
import { inCurrentShape, onPayload } from './defining';
import { analysisKey, jobNameKey, nameKey, retriesKey, specLists, specRoles } from './fields';
import { defaultAggregator } from './jobEntries';
import { mend, offered, put, related, remove } from './mends';
import { isMap, partOf, storedOf, verificationAt } from './presence';
import type { Report, Rule } from './rule';
import { agree, isNamedAs } from './statusLists';
import type { PayloadFacts, SpecJob } from './view';

// J1-J3, J13, J16-J18: the jobs of a payload beside each other.

const blockingList = 'blockingJobs';
const counts = [retriesKey, analysisKey] as const;

const nameSpot = ({ spot }: SpecJob): Spot => partOf(spot, nameKey);

/** Each named job that has an earlier one with the same key; the first of each key is reported against. */
function repeated(payload: PayloadFacts, keyOf: (job: SpecJob) => string, tell: (job: SpecJob, first: SpecJob) => void): void {
	for (const [name, jobs] of payload.namesakes) {
		const firsts = new Map<string, SpecJob>();
		for (const job of name ? jobs : []) {
			const key = keyOf(job);
			const first = firsts.get(key);
			if (first) tell(job, first);
			else firsts.set(key, job);
		}
	}
}

function reportRepeated(job: SpecJob, first: SpecJob, report: Report): void {
	report(
		nameSpot(job),
		l10n.t('"{0}" with this job is in {1} already: that entry gets all results, this one none.', job.name, first.list),
		related(nameSpot(first), l10n.t('It gets the results')),
		remove(job.spot),
	);
}

/** What the controllers tell entries apart by. */
const entryKey = ({ list, pair }: SpecJob): string => `${list}\n${pair}`;

const namesakes = ({ name }: SpecJob, role: string, payload: PayloadFacts): readonly SpecJob[] => (payload.namesakes.get(name) ?? []).filter((other) => other.role === role);

function reportWithoutAnalysis(job: SpecJob, payload: PayloadFacts, report: Report): void {
	const informing = namesakes(job, 'informing', payload);
	if (informing.some(({ analysisJobCount = 0 }) => analysisJobCount > 0)) return;
	const candidate = informing.find(({ spot }) => !field(spot, analysisKey));
	report(
		nameSpot(job),
		l10n.t('The aggregator "{0}" has nothing to judge: no informing job of its name has analysisJobCount.', job.name),
		related(candidate && nameSpot(candidate), l10n.t('The informing job of this name')),
		candidate && mend(l10n.t('Add analysisJobCount to the informing job'), () => [addField(candidate.spot, analysisKey, 10)], offered),
	);
}

function addAggregator({ name }: SpecJob, payload: PayloadFacts): readonly Edit[] {
	const config = verificationAt(payload);
	const list = field(config, blockingList);
	const added = [{ [jobNameKey]: `${name}-${defaultAggregator}`, [nameKey]: name }];
	if (list) return [addItems(list, added) ?? []].flat();
	return config ? [addField(config, blockingList, added)] : [];
}

/** A job as it is stored. */
interface Former {
	readonly list: SpecJob['list'];
	readonly was: CIConfiguration;
}

/** The usual case without a map: nothing was moved, added or taken away. */
const isUnchanged = (job: SpecJob, { list, was }: Former): boolean => job.list === list && isNamedAs(job, was) && changedCounts(job, was).length === 0;

/** The counts of a job that are no longer what they were; those of upgrade jobs are not copied. */
const changedCounts = (job: SpecJob, was: CIConfiguration): readonly (typeof counts)[number][] => job.role === 'upgrade' ? [] : counts.filter((key) => (was[key] ?? 0) !== (job[key] ?? 0));

function reportEdited(payload: PayloadFacts, stored: readonly Former[], report: Report): void {
	const known = new Map(stored.map(({ list, was }) => [`${list}\n${was[nameKey] ?? ''}\n${was[jobNameKey] ?? ''}`, was]));
	const left = new Map(known);
	for (const job of payload.specJobs) {
		const was = known.get(entryKey(job));
		left.delete(entryKey(job));
		if (!was) report(nameSpot(job), l10n.t('Jobs are listed when the payload is made: "{0}" never runs or counts.', job.name), remove(job.spot, offered));
		for (const key of was ? changedCounts(job, was) : []) {
			const count = was?.[key] ?? 0;
			report(field(job.spot, key) ?? nameSpot(job), l10n.t('The verdict counts with {0} {1}, as copied when the payload was made.', key, count), put(job.spot, key, count, offered));
		}
	}
	if (left.size === 0) return;
	const names = [...left.values()].slice(0, 5).map((job) => job[nameKey] ?? '');
	report(verificationAt(payload), l10n.t('Jobs taken out of the list still count for the verdict: {0}.', names.join(', ')), 'key');
}

function isEmptyList(config: Spot, list: SpecJob['list']): boolean {
	const spot = field(config, list);
	const content = spot && contentOf(spot);
	return !content || (content.kind === 'seq' && content.items.length === 0) || scalarOf(spot)?.type === 'null';
}

export const jobListRules: readonly Rule[] = inCurrentShape(
	onPayload('J1', 'error', (payload, report) => {
		repeated(payload, entryKey, (job, first) => { reportRepeated(job, first, report); });
	}),
	onPayload('J2', 'error', (payload, report) => {
		const told = new Set<string>();
		repeated(payload, ({ pair }) => pair, (job, first) => {
			if (job.list === first.list || told.has(entryKey(job))) return;
			told.add(entryKey(job));
			reportRepeated(job, first, report);
		});
	}),
	onPayload('J3', warning, (payload, report) => {
		repeated(payload, ({ list }) => list, (job, first) => {
			if (job.jobName === first.jobName || !job.jobName || !first.jobName) return;
			report(
				nameSpot(job),
				l10n.t('"{0}" is another job of {1} already: the release page goes by this name alone.', job.name, job.list),
				related(nameSpot(first), l10n.t('The first of this name')),
			);
		});
	}),
	onPayload('J13', warning, (payload, report) => {
		for (const job of payload.specJobs) {
			const { name, role, aggregates, analysisJobCount = 0 } = job;
			if (name && aggregates) reportWithoutAnalysis(job, payload, report);
			else if (name && role === 'informing' && analysisJobCount > 0 && namesakes(job, 'blocking', payload).length === 0) {
				report(
					nameSpot(job),
					l10n.t('Nothing judges the analysis runs of "{0}": that is for a blocking job of its name.', name),
					mend(l10n.t('Add the aggregator to blockingJobs'), () => addAggregator(job, payload), offered),
				);
			}
		}
	}),
	onPayload('J16', warning, (payload, report, { hasVerificationConfig }) => {
		const { status, spec } = storedOf(payload) ?? {};
		const isSeeded = specRoles.some((role) => (status?.[`${role}JobResults`]?.length ?? 0) > 0);
		if (!isSeeded || !hasVerificationConfig) return;
		const stored = specLists.flatMap(([list]) => (spec?.payloadVerificationConfig?.[list] ?? []).map((was) => ({ list, was })));
		if (!agree(payload.specJobs, stored, isUnchanged)) reportEdited(payload, stored, report);
	}),
	onPayload('J17', information, (payload, report) => {
		const config = (payload.specJobs[0]?.role ?? 'blocking') === 'blocking' ? undefined : verificationAt(payload);
		if (!config || !isEmptyList(config, blockingList)) return;
		report(field(config, blockingList) ?? config, l10n.t('Without blocking jobs nothing rejects the payload: it is accepted however the others end.'), 'key');
	}),
	onPayload('J18', information, (payload, report) => {
		const config = payload.specJobs.length > 0 ? undefined : verificationAt(payload);
		if (!config || !isMap(config) || !specLists.every(([list]) => isEmptyList(config, list))) return;
		report(config, l10n.t('Without jobs the payload is accepted once its image and mirror are done.'), 'key');
	}),
);
