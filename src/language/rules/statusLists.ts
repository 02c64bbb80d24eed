import * as l10n from '@vscode/l10n';
import type { JobRole } from '../../payload/jobs';
import type { CIConfiguration, Condition, JobRunResult, JobStatus, ReleasePayload } from '../../payload/releasePayload';
import { entries, field } from '../document/spot';
import { information, warning } from '../findings/finding';
import { inCurrentShape, onPayload } from './defining';
import { jobNameKey, nameKey, resultLists } from './fields';
import { change, offered, related, remove } from './mends';
import { isNew, partOf, storedOf } from './presence';
import type { Report, Rule } from './rule';
import type { PayloadFacts, ResultJob, RunView, SpecJob } from './view';

// S1, S7, S10: status as a whole.

/** Compares what people would change; stops at the first difference. */
function isAsStored(payload: PayloadFacts, { status }: ReleasePayload): boolean {
	const jobs = resultLists.flatMap(([list]) => (status[list] ?? []).map((job) => ({ list, job })));
	return (
		agree(payload.resultJobs, jobs, (here, { list, job }) => here.list === list && isSameJob(here, job)) &&
		agree(payload.conditions, status.conditions ?? [], (here, stored) => conditionTexts.every((key) => here[key] === (stored[key] ?? ''))) &&
		(['releaseCreationJobResult', 'releaseMirrorJobResult'] as const).every((job) => payload.text('status', job, 'status') === (status[job]?.status ?? ''))
	);
}

const conditionTexts = ['type', 'status', 'reason', 'message'] as const satisfies readonly (keyof Condition)[];

/** Whether two lists are of one length and item by item alike. */
export function agree<T, S>(here: readonly T[], there: readonly S[], alike: (one: T, other: S) => boolean): boolean {
	return here.length === there.length && here.every((one, index) => {
		const other = there[index];
		return other !== undefined && alike(one, other);
	});
}

/** By both names; the older API has another field for the first. */
export const isNamedAs = ({ name, jobName }: Lonely, stored: CIConfiguration & Pick<JobStatus, 'name'>): boolean =>
	name === (stored[nameKey] ?? stored.name ?? '') && jobName === (stored[jobNameKey] ?? '');

const isSameJob = (job: ResultJob, stored: JobStatus): boolean =>
	isNamedAs(job, stored) && (job.state ?? '') === (stored.state ?? '') && agree(job.runs, stored.results ?? [], isSameRun);

const isSameRun = ({ name, state = '', completionTime = '' }: RunView, was: JobRunResult): boolean =>
	name === (was.coordinates?.name ?? '') && state === (was.state ?? '') && completionTime === (was.completionTime ?? '');

type Lonely = Pick<SpecJob, 'spot' | 'name' | 'jobName'>;

/** By role, so that the texts are those that jobs hold already: a long list is gone through quickly. */
function pairsOf(jobs: readonly Pick<SpecJob, 'role' | 'pair'>[]): Partial<Record<JobRole, Set<string>>> {
	const pairs: Partial<Record<JobRole, Set<string>>> = {};
	for (const { role, pair } of jobs) (pairs[role] ??= new Set()).add(pair);
	return pairs;
}

/** What spec and status have for themselves, with partners that differ in one of the two names, which is probably a slip. */
function reportUnmatched(payload: PayloadFacts, report: Report): void {
	const results = payload.resultJobs.filter((job) => job.list !== 'analysisJobResults' && !job.olderName && job.name);
	const inStatus = pairsOf(results);
	const inSpec = pairsOf(payload.specJobs);
	const lonelyResults = results.filter((job) => !inSpec[job.role]?.has(job.pair));
	const byName = new Map<string, Lonely>();
	for (const job of lonelyResults) byName.set(`${job.role}\n${job.name}`, job).set(`${job.role}\n\n${job.jobName}`, job);
	const partners = new Map<Lonely, Lonely>();
	for (const job of payload.specJobs) {
		if (!job.name || inStatus[job.role]?.has(job.pair)) continue;
		const partner = byName.get(`${job.role}\n${job.name}`) ?? (job.jobName ? byName.get(`${job.role}\n\n${job.jobName}`) : undefined);
		if (partner) partners.set(partner, job);
		reportLonely(job, partner, l10n.t('The status, filled once, has no "{0}": this job never runs for the payload.', job.name), report);
	}
	for (const job of lonelyResults) reportLonely(job, partners.get(job), l10n.t('The spec lists no job "{0}": it still counts for the verdict.', job.name), report);
}

function reportLonely(job: Lonely, partner: Lonely | undefined, message: string, report: Report): void {
	const [key, wanted] = partner?.name === job.name ? [jobNameKey, partner.jobName] : [nameKey, partner?.name ?? ''];
	const spot = field(job.spot, key);
	report(
		spot ?? job.spot,
		message,
		partner && related(partOf(partner.spot, key), l10n.t('Probably meant to match')),
		change(spot, wanted || undefined, offered),
	);
}

/** The usual case: both in one order. */
const isInStep = (configured: readonly SpecJob[], results: readonly ResultJob[]): boolean => agree(configured, results, (job, result) => result.role === job.role && result.pair === job.pair);

export const statusListRules: readonly Rule[] = [
	onPayload('S1', information, (payload, report, { hasStatus, stored }) => {
		const live = storedOf(payload);
		const isCreated = isNew(payload, stored);
		if (!hasStatus || (!isCreated && (!live || isAsStored(payload, live)))) return;
		const status = payload.at('status');
		if (entries(status).length === 0) return;
		const message = isCreated
			? l10n.t('Only controllers write the status: it is dropped when the payload is made.')
			: l10n.t('The cluster has another status, which only controllers write: applying the file does not change it.');
		report(status, message, 'key', remove(status, offered));
	}),
	...inCurrentShape(
		onPayload('S7', warning, (payload, report) => {
			// Status is filled once, when any of its lists is: before that, spec alone is as it should be.
			if (payload.resultJobs.length > 0 && payload.header.hasVerificationConfig && !isInStep(payload.specJobs, payload.resultJobs)) reportUnmatched(payload, report);
		}),
	),
	onPayload('S10', information, (payload, report) => {
		const verdict = payload.conditions.find(({ type, status }) => status === 'True' && /^Payload(?:Accepted|Rejected|Failed)$/.test(type));
		if (!verdict) return;
		for (const job of payload.resultJobs) {
			if (job.state !== 'Pending') continue;
			report(
				field(job.spot, 'state'),
				l10n.t('The payload is decided while "{0}" is Pending: Prow tells whether its runs have ended.', job.name),
				related(partOf(verdict.spot, 'type'), l10n.t('The verdict')),
			);
		}
	}),
];
