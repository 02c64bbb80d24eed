import * as l10n from '@vscode/l10n';
import type { Job } from '../payload/jobs';
import type { JobCounts } from '../payload/summary';
import type { JobSetting } from './jobWords';

/** What the row of a role says of its jobs: how many passed, then how many are anything else, each by the word of its own row. */
export function roleClauses(jobs: readonly Job[], { decided, overdue }: JobSetting): readonly string[] {
	const count = (state: Job['shown']) => jobs.filter(({ shown }) => shown === state).length;
	const neverStarted = count('neverStarted');
	const due = overdue && !decided ? jobs.filter(({ shown, role }) => shown === 'neverStarted' && role === 'blocking').length : 0;
	const [awaitsRetry, running, unknown] = [count('awaitsRetry'), count('running'), count('unknown')];
	return [
		...countClauses({ total: jobs.length, passed: count('passed'), failed: count('failed') }),
		running === 0 ? '' : l10n.t('{0} running', running),
		awaitsRetry === 0 ? '' : decided ? l10n.t('{0} not retried', awaitsRetry) : l10n.t('{0} waiting for a retry', awaitsRetry),
		due === 0 ? '' : l10n.t('{0} never started', due),
		neverStarted === due ? '' : l10n.t('{0} not started', neverStarted - due),
		count('ignored') === 0 ? '' : l10n.t('{0} ignored', count('ignored')),
		unknown === 0 ? '' : l10n.t('{0} without a state', unknown),
	];
}

/** What is certain by the counts alone: which of the others run, wait or never began, only the jobs tell. */
export function countClauses({ passed, failed, total }: Pick<JobCounts, 'passed' | 'failed' | 'total'>): readonly string[] {
	return [l10n.t('{0}/{1} passed', passed, total), failed === 0 ? '' : l10n.t('{0} failed', failed)];
}
