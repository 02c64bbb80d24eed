import * as l10n from '@vscode/l10n';
import { jobState } from '../../payload/jobState';
import { contentOf, field } from '../document/spot';
import { information, warning } from '../findings/finding';
import { inCurrentShape, onResultJob, onResultJobWithHeader } from './defining';
import { analysisKey, retriesKey } from './fields';
import { change, changeWord, related, type Words } from './mends';
import type { Rule } from './rule';
import type { ResultJob } from './view';

// S2, S4, S5: the state of one job. job_state_controller.go.

const jobStates: Words = {
	known: ['Pending', 'Success', 'Failure', 'Unknown'],
	others: { Failure: 'failed fail error aborted', Success: 'succeeded passed', Pending: 'running triggered', Unknown: 'ignored' },
};

export const unknownState = (state: string): string => l10n.t('No controller knows the state "{0}": it counts as neither passed nor failed.', state);

/** Whether each run says what it is, as text; other types are told elsewhere, and leave the sum open. */
function runsAreRead(job: ResultJob): boolean {
	const list = field(job.spot, 'results');
	if (list && contentOf(list)?.kind !== 'seq' && list.node.end > list.node.start) return false;
	return job.runs.every(({ state, spot }) => state !== undefined || !field(spot, 'state'));
}

export const resultRules: readonly Rule[] = [
	onResultJobWithHeader('S2', warning, ({ state, spot }, report, { olderShape }) => {
		if (!state || jobStates.known.includes(state) || (olderShape && /^(?:Failed|Ignored)$/.test(state))) return;
		const stateSpot = field(spot, 'state');
		report(stateSpot, unknownState(state), changeWord(stateSpot, jobStates));
	}),
	...inCurrentShape(
		onResultJob('S4', warning, (job, report) => {
			const { spot, state, role, runs, maxRetries = 0, analysisJobCount = 0 } = job;
			if (!state || !jobStates.known.includes(state) || role === 'analysis') return;
			const computed = jobState({ maxRetries, analysisJobCount, results: runs.map((run) => (run.state === undefined ? {} : { state: run.state })) });
			if (computed === state || !runsAreRead(job)) return;
			const stateSpot = field(spot, 'state');
			const message = runs.length > 0 ? l10n.t('By its runs the job is {0}, not {1}: the state is stale or was written by hand.', computed, state) : l10n.t('Without runs a job is Unknown, not {0}.', state);
			report(stateSpot, message, change(stateSpot, computed));
		}),
	),
	onResultJob('S5', information, ({ spot, role, runs, maxRetries = 0, analysisJobCount = 0 }, report) => {
		if (role === 'upgrade' || role === 'analysis') return;
		const allowed = analysisJobCount > 0 ? analysisJobCount : 1 + Math.max(0, maxRetries);
		if (runs.length <= allowed) return;
		report(
			field(spot, 'results'),
			l10n.t('{0} runs are more than the {1} that the job allows.', runs.length, allowed),
			'key',
			related(field(spot, analysisJobCount > 0 ? analysisKey : retriesKey), l10n.t('What the job allows')),
		);
	}),
];
