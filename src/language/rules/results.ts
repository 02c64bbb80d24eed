import * as l10n from '@vscode/l10n';
import { jobState } from '../../payload/jobState';
import { contentOf, field } from '../document/spot';
import { nearest } from './nearest';
import { changeFix } from './qualifierWalk';
import type { Rule } from './rule';
import type { ResultJob } from './view';

// S2, S4, S5: the state of one job. job_state_controller.go.

const jobStates = ['Pending', 'Success', 'Failure', 'Unknown'] as const;
const jobWords: ReadonlyMap<string, string> = new Map([
	['failed', 'Failure'],
	['fail', 'Failure'],
	['error', 'Failure'],
	['aborted', 'Failure'],
	['succeeded', 'Success'],
	['passed', 'Success'],
	['running', 'Pending'],
	['triggered', 'Pending'],
	['ignored', 'Unknown'],
]);
const olderWords: ReadonlySet<string> = new Set(['Failed', 'Ignored']);

function isJobState(state: string): boolean {
	return jobStates.some((each) => each === state);
}

const unknownState: Rule = {
	code: 'S2',
	severity: 'warning',
	on: 'resultJobWithHeader',
	check(job, report, header) {
		const { state } = job;
		if (state === undefined || state === '' || isJobState(state) || (header.olderShape && olderWords.has(state))) return;
		const spot = field(job.spot, 'state');
		if (spot === undefined) return;
		const folded = state.trim().toLowerCase();
		const same = jobStates.find((each) => each.toLowerCase() === folded);
		const meant = same ?? jobWords.get(folded) ?? nearest(state.trim(), jobStates);
		report(spot, l10n.t('No controller knows the job state "{0}": the job counts as undetermined.', state), {
			fixes: (meant === undefined ? jobStates : [meant]).map((each) => changeFix(spot, each, { preferred: each === meant, safe: each === same })),
		});
	},
};

/** Whether each run says what it is, as text; other types are told elsewhere, and leave the sum open. */
function runsAreRead(job: ResultJob): boolean {
	const list = field(job.spot, 'results');
	if (list !== undefined && contentOf(list)?.kind !== 'seq' && job.runs.length === 0 && list.node.end > list.node.start) return false;
	return job.runs.every((run) => run.state !== undefined || field(run.spot, 'state') === undefined);
}

const otherThanRuns: Rule = {
	code: 'S4',
	severity: 'warning',
	on: 'resultJob',
	currentShapeOnly: true,
	check(job, report) {
		const { state, runs, maxRetries, analysisJobCount } = job;
		if (state === undefined || !isJobState(state) || job.role === 'analysis') return;
		const counts = { ...(maxRetries !== undefined && { maxRetries }), ...(analysisJobCount !== undefined && { analysisJobCount }) };
		const computed = jobState({ ...counts, results: runs.map((run) => (run.state === undefined ? {} : { state: run.state })) });
		const spot = field(job.spot, 'state');
		if (computed === state || spot === undefined || !runsAreRead(job)) return;
		const message =
			runs.length === 0
				? l10n.t('Without any run the state of a job is Unknown, not {0}.', state)
				: l10n.t('The runs of this job make it {0}, not {1}: the state is stale or was written by hand.', computed, state);
		report(spot, message, { fixes: [changeFix(spot, computed, { preferred: true })] });
	},
};

const manyRuns: Rule = {
	code: 'S5',
	severity: 'information',
	on: 'resultJob',
	check(job, report) {
		if (job.role === 'upgrade' || job.role === 'analysis') return;
		const analysis = Math.max(0, job.analysisJobCount ?? 0);
		const allowed = analysis > 0 ? analysis : 1 + Math.max(0, job.maxRetries ?? 0);
		const list = job.runs.length > allowed ? field(job.spot, 'results') : undefined;
		if (list === undefined) return;
		const counted = field(job.spot, analysis > 0 ? 'analysisJobCount' : 'maxRetries');
		report(list, l10n.t('{0} runs are more than the {1} that this job allows.', job.runs.length, allowed), {
			part: 'key',
			related: counted === undefined ? [] : [{ where: counted, message: l10n.t('What the job allows') }],
		});
	},
};

export const resultRules: readonly Rule[] = [unknownState, otherThanRuns, manyRuns];
