import * as l10n from '@vscode/l10n';
import type { JobStatus, ReleasePayload } from '../../payload/releasePayload';
import { contentOf, field, type Spot } from '../document/spot';
import { removeEntry } from '../findings/edits';
import { changeFix } from './qualifierWalk';
import type { Report, Rule } from './rule';
import type { PayloadView, ResultJob, SpecJob } from './view';

// S1, S7, S10: status as a whole.

const editedStatus: Rule = {
	code: 'S1',
	severity: 'information',
	on: 'payload',
	check(payload, report) {
		if (!payload.header.hasStatus) return;
		const { live } = payload.surroundings;
		const isNew = live === 'absent' || (live === undefined && !payload.header.stored);
		if (!isNew && (live === undefined || isAsStored(payload, live))) return;
		const status = payload.at('status');
		if (status === undefined || isEmpty(status)) return;
		const message = isNew
			? l10n.t('Only the controllers write the status: it is dropped when the payload is made.')
			: l10n.t('This is not the status that the cluster has, and only the controllers write it: applying the file leaves it as it is there.');
		report(status, message, { part: 'key', fixes: [{ title: l10n.t('Remove the status'), edits: () => [removeEntry(status)] }] });
	},
};

function isEmpty(status: Spot): boolean {
	const content = contentOf(status);
	return content?.kind !== 'map' || content.keys.length === 0;
}

const storedLists = ['blockingJobResults', 'informingJobResults', 'upgradeJobResults', 'analysisJobResults'] as const;

/** Compares what people would change; stops at the first difference. */
function isAsStored(payload: PayloadView, live: ReleasePayload): boolean {
	let list: ResultJob['list'] | undefined;
	let at = 0;
	for (const job of payload.resultJobs) {
		if (job.list !== list) at = 0;
		list = job.list;
		const stored = live.status[list]?.[at++];
		if (stored === undefined || !isSameJob(job, stored)) return false;
	}
	const total = storedLists.reduce((sum, each) => sum + (live.status[each]?.length ?? 0), 0);
	const conditions = live.status.conditions ?? [];
	if (payload.resultJobs.length !== total || payload.conditions.length !== conditions.length) return false;
	const sameConditions = payload.conditions.every((condition, index) => {
		const stored = conditions[index];
		return (
			condition.type === (stored?.type ?? '') && condition.status === (stored?.status ?? '') && condition.reason === (stored?.reason ?? '') && condition.message === (stored?.message ?? '')
		);
	});
	return sameConditions && (['releaseCreationJobResult', 'releaseMirrorJobResult'] as const).every((each) => payload.text('status', each, 'status') === (live.status[each]?.status ?? ''));
}

function isSameJob(job: ResultJob, stored: JobStatus): boolean {
	const results = stored.results ?? [];
	if (job.name !== (stored.ciConfigurationName ?? stored.name ?? '') || job.jobName !== (stored.ciConfigurationJobName ?? '') || (job.state ?? '') !== (stored.state ?? '')) return false;
	if (job.runs.length !== results.length) return false;
	for (const [index, run] of job.runs.entries()) {
		const was = results[index];
		if (run.name !== (was?.coordinates?.name ?? '') || (run.state ?? '') !== (was?.state ?? '') || (run.completionTime ?? '') !== (was?.completionTime ?? '')) return false;
	}
	return true;
}

const specList = { blockingJobResults: 'blockingJobs', informingJobResults: 'informingJobs', upgradeJobResults: 'upgradeJobs' } as const;

const withoutPartner: Rule = {
	code: 'S7',
	severity: 'warning',
	on: 'payload',
	currentShapeOnly: true,
	check(payload, report) {
		// Status is filled once, when any of its lists is: before that, spec alone is as it should be.
		if (payload.resultJobs.length === 0 || !payload.header.hasVerificationConfig) return;
		if (isInStep(payload.specJobs, payload.resultJobs)) return;
		reportUnmatched(payload, report);
	},
};

/** The usual case without a map: both in one order. */
function isInStep(configured: readonly SpecJob[], results: readonly ResultJob[]): boolean {
	if (configured.length !== results.length) return false;
	for (const [index, job] of configured.entries()) {
		const result = results[index];
		if (result?.role !== job.role || result.pair !== job.pair) return false;
	}
	return true;
}

function reportUnmatched(payload: PayloadView, report: Report): void {
	const results = payload.resultJobs.filter((job): job is ResultJob & { readonly list: keyof typeof specList } => job.list !== 'analysisJobResults' && job.olderName === undefined && job.name !== '');
	const [inStatus, inSpec] = [emptySets(), emptySets()];
	for (const job of results) inStatus[specList[job.list]].add(job.pair);
	for (const job of payload.specJobs) inSpec[job.list].add(job.pair);
	const lonelyResults = results.filter((job) => !inSpec[specList[job.list]].has(job.pair));
	const lonelyJobs = payload.specJobs.filter((job) => job.name !== '' && !inStatus[job.list].has(job.pair));
	if (lonelyJobs.length + lonelyResults.length === 0) return;
	const [byName, byJob] = [new Map<string, Lonely>(), new Map<string, Lonely>()];
	for (const job of lonelyResults) {
		byName.set(`${specList[job.list]}\n${job.name}`, job);
		if (job.jobName !== '') byJob.set(`${specList[job.list]}\n${job.jobName}`, job);
	}
	const related = new Map<Lonely, Lonely>();
	for (const job of lonelyJobs) {
		const partner = byName.get(`${job.list}\n${job.name}`) ?? byJob.get(`${job.list}\n${job.jobName}`);
		if (partner !== undefined) related.set(job, partner).set(partner, job);
		reportLonely(job, partner, l10n.t('"{0}" has no entry in the status: the list there is filled once, so this job will never run for the payload.', job.name), report);
	}
	for (const job of lonelyResults) reportLonely(job, related.get(job), l10n.t('The spec lists no job "{0}": it still counts for the verdict.', job.name), report);
}

function emptySets(): Readonly<Record<SpecJob['list'], Set<string>>> {
	return { blockingJobs: new Set(), informingJobs: new Set(), upgradeJobs: new Set() };
}

type Lonely = Pick<SpecJob, 'spot' | 'name' | 'jobName'>;

/** `partner` is the one of the other side that differs in one of the two names, which is probably a slip. */
function reportLonely(job: Lonely, partner: Lonely | undefined, message: string, report: Report): void {
	const key = partner?.name === job.name ? 'ciConfigurationJobName' : 'ciConfigurationName';
	const spot = field(job.spot, key) ?? job.spot;
	if (partner === undefined) {
		report(spot, message);
		return;
	}
	const wanted = key === 'ciConfigurationName' ? partner.name : partner.jobName;
	report(spot, message, {
		related: [{ where: field(partner.spot, key) ?? partner.spot, message: l10n.t('The entry that it was probably meant to match') }],
		fixes: spot === job.spot || wanted === '' ? [] : [changeFix(spot, wanted)],
	});
}

const stillPending: Rule = {
	code: 'S10',
	severity: 'information',
	on: 'payload',
	check(payload, report) {
		const verdict = payload.conditions.find(({ type, status }) => status === 'True' && (type === 'PayloadAccepted' || type === 'PayloadRejected' || type === 'PayloadFailed'));
		if (verdict === undefined) return;
		for (const job of payload.resultJobs) {
			const spot = job.state === 'Pending' ? field(job.spot, 'state') : undefined;
			if (spot === undefined) continue;
			report(spot, l10n.t('The payload is decided, and "{0}" still says Pending: its runs may have ended since, which Prow tells.', job.name), {
				related: [{ where: field(verdict.spot, 'type') ?? verdict.spot, message: l10n.t('The verdict') }],
			});
		}
	},
};

export const statusListRules: readonly Rule[] = [editedStatus, withoutPartner, stillPending];
