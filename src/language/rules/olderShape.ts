import * as l10n from '@vscode/l10n';
import type { Value } from '../../schema/schema';
import { contentOf, field, type Spot } from '../document/spot';
import { valueAt } from '../document/value';
import { addItems, removeEntry, renameKey, replaceText } from '../findings/edits';
import type { Edit } from '../findings/finding';
import type { Rule } from './rule';
import type { PayloadView, ResultJob } from './view';

// S12: fields of the older API, and the way to today's. types.go, 2021-10 to 2022-03.

const olderFields: Rule = {
	code: 'S12',
	severity: 'information',
	on: 'payload',
	check(payload, report) {
		const analysis = payload.at('status', 'analysisJobResults');
		const where = analysis ?? payload.resultJobs.find((job) => job.olderName !== undefined)?.olderName ?? payload.conditions.map(({ spot }) => field(spot, 'generation')).find((each) => each !== undefined);
		if (where === undefined) return;
		report(where, l10n.t('This is the form of the older API: today the server drops "{0}" unread.', keyText(where)), {
			part: 'key',
			fixes: [{ title: l10n.t('Convert the status to the current form'), preferred: true, edits: () => conversion(payload, analysis) }],
		});
	},
};

function keyText({ key }: Spot): string {
	return key?.kind === 'scalar' ? key.text : '';
}

/** Words of the older API and what they are today: an ignored analysis job was judged by its aggregator alone. */
const words: ReadonlyMap<string, string> = new Map([
	['Failed', 'Failure'],
	['Ignored', 'Unknown'],
]);

function conversion(payload: PayloadView, analysis: Spot | undefined): readonly Edit[] {
	const informing = payload.at('status', 'informingJobResults');
	// An analysis job is an informing one today: the list takes that name, or its jobs move where one is already.
	const moved = analysis !== undefined && informing !== undefined ? moveJobs(payload, analysis, informing) : undefined;
	const jobs = moved === undefined ? payload.resultJobs : payload.resultJobs.filter((job) => job.list !== 'analysisJobResults');
	return [
		...(moved ?? (analysis === undefined ? [] : [renameKey(analysis, 'informingJobResults')])),
		...jobs.flatMap(jobEdits),
		...payload.conditions.flatMap(({ spot }) => conditionEdits(spot)),
	];
}

function jobEdits(job: ResultJob): readonly Edit[] {
	const isNamed = field(job.spot, 'ciConfigurationName') !== undefined;
	return [
		...(job.olderName === undefined ? [] : [isNamed ? removeEntry(job.olderName) : renameKey(job.olderName, 'ciConfigurationName')]),
		...wordEdits(field(job.spot, 'state'), job.state),
		...job.runs.flatMap((run) => (run.state === 'Ignored' ? wordEdits(field(run.spot, 'state'), run.state) : [])),
	];
}

function wordEdits(spot: Spot | undefined, state: string | undefined): readonly Edit[] {
	const today = words.get(state ?? '');
	return spot === undefined || today === undefined ? [] : [replaceText(spot, today)];
}

function conditionEdits(condition: Spot): readonly Edit[] {
	const generation = field(condition, 'generation');
	if (generation === undefined) return [];
	return [field(condition, 'observedGeneration') === undefined ? renameKey(generation, 'observedGeneration') : removeEntry(generation)];
}

/** Undefined where the jobs cannot be put behind those of the other list, which is then empty and goes. */
function moveJobs(payload: PayloadView, analysis: Spot, informing: Spot): readonly Edit[] | undefined {
	const jobs = payload.resultJobs.filter((job) => job.list === 'analysisJobResults').map((job) => today(valueAt(job.spot)));
	if (jobs.length === 0) return [removeEntry(analysis)];
	const added = addItems(informing, jobs);
	if (added !== undefined) return [added, removeEntry(analysis)];
	const isEmpty = contentOf(informing)?.kind !== 'map';
	return isEmpty ? [removeEntry(informing), renameKey(analysis, 'informingJobResults'), ...payload.resultJobs.filter((job) => job.list === 'analysisJobResults').flatMap(jobEdits)] : [];
}

/** The same job in today's words. */
function today(job: Value): Value {
	if (typeof job !== 'object' || job === null || Array.isArray(job)) return job;
	const fields = Object.entries(job).flatMap(([key, value]): [string, Value][] => {
		if (key === 'name') return Object.hasOwn(job, 'ciConfigurationName') ? [] : [['ciConfigurationName', value]];
		if (key === 'state') return [[key, todaysWord(value)]];
		if (key === 'results' && Array.isArray(value)) return [[key, value.map(todaysRun)]];
		return [[key, value]];
	});
	return Object.fromEntries(fields);
}

function todaysRun(run: Value): Value {
	if (typeof run !== 'object' || run === null || Array.isArray(run)) return run;
	return Object.fromEntries(Object.entries(run).map(([key, value]): [string, Value] => [key, key === 'state' && value === 'Ignored' ? 'Unknown' : value]));
}

function todaysWord(state: Value): Value {
	return typeof state === 'string' ? (words.get(state) ?? state) : state;
}

export const olderShapeRules: readonly Rule[] = [olderFields];
