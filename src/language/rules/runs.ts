import * as l10n from '@vscode/l10n';
import { epoch } from '../../payload/conditions';
import { runBucket } from '../../payload/jobState';
import { at, field } from '../document/spot';
import { replaceText } from '../findings/edits';
import { information, type Severity, warning } from '../findings/finding';
import { onResultJob, onResultJobWithHeader } from './defining';
import { jobNameKey } from './fields';
import { change, changeWord, mend, offered, related, remove, type Words } from './mends';
import { unknownState } from './results';
import type { Report, Rule, RuleCode } from './rule';
import type { ResultJob, RunView } from './view';

// S3, S6, S11, S14: one run. prowjob_controller.go, legacy_job_status_controller.go, types.go.

const onRuns = (code: RuleCode, severity: Severity, check: (run: RunView, report: Report, job: ResultJob) => void): Rule =>
	onResultJob(code, severity, (job, report) => {
		for (const run of job.runs) check(run, report, job);
	});

const runStates: Words = {
	known: ['Triggered', 'Scheduling', 'Pending', 'Success', 'Failure', 'Aborted', 'Error', 'Unknown'],
	others: { Failure: 'failed fail', Success: 'succeeded passed', Pending: 'running', Aborted: 'cancelled canceled', Error: 'errored', Unknown: 'ignored' },
};
const upgradeTypes: Words = { known: ['upgrade', 'upgrade-minor'] };

/** Texts of one form and zone sort as their times do, which spares reading them; false where they do not tell. */
const isInOrder = (startTime: string | undefined, completionTime: string): boolean =>
	startTime === undefined || (startTime.length === completionTime.length && startTime.endsWith('Z') && completionTime.endsWith('Z') && startTime <= completionTime);

/** By `<to>-upgrade-from-<from>-<platform>`; undefined where the name was cut before it tells, '' across majors. */
function expectedType(name: string): string | undefined {
	const [, toMajor, toMinor, fromMajor, fromMinor] = name.includes('-upgrade-from-') ? (/^v?(\d+)\.(\d+)\..*?-upgrade-from-(\d+)\.(\d+)\.\d/.exec(name) ?? []) : [];
	if (!toMajor) return undefined;
	return toMajor !== fromMajor ? '' : Number(toMinor) > Number(fromMinor) ? 'upgrade-minor' : 'upgrade';
}

export const runRules: readonly Rule[] = [
	onResultJobWithHeader('S3', warning, ({ runs }, report, { olderShape }) => {
		for (const { state, spot } of runs) {
			if (!state || state === 'Unknown' || runBucket(state) !== 'unknown' || (olderShape && state === 'Ignored')) continue;
			const stateSpot = field(spot, 'state');
			report(stateSpot, unknownState(state), changeWord(stateSpot, runStates));
		}
	}),
	onRuns('S6', warning, ({ spot, state = '', startTime, completionTime }, report) => {
		const bucket = runBucket(state);
		if (completionTime !== undefined && (!completionTime || (bucket !== 'pending' && isInOrder(startTime, completionTime)))) return;
		const started = field(spot, 'startTime');
		const ended = field(spot, 'completionTime');
		if (completionTime === undefined) {
			// Results from a tag's annotation have no times at all; a time of another type is there, and told elsewhere.
			if (startTime !== undefined && /^(?:success|failed)$/.test(bucket) && !ended) report(field(spot, 'state'), l10n.t('The run says {0}, not when it ended.', state));
			return;
		}
		if (!ended) return;
		if (bucket === 'pending') report(field(spot, 'state') ?? ended, l10n.t('The run has ended, and still says {0}.', state), related(ended, l10n.t('Its end')), remove(ended, offered));
		if (!started || startTime === undefined || isInOrder(startTime, completionTime) || !(Number(epoch(completionTime)) < Number(epoch(startTime)))) return;
		report(
			ended,
			l10n.t('The run ended before it started.'),
			related(started, l10n.t('Its start')),
			mend(l10n.t('Swap the two times'), () => [replaceText(ended, startTime), replaceText(started, completionTime)], offered),
		);
	}),
	onRuns('S11', warning, ({ spot: run, url }, report, { spot: job, jobName }) => {
		if (!url || (/^https?:\/\//.test(url) && (!jobName || url.includes(`/${jobName}/`)))) return;
		const spot = field(run, 'humanProwResultsURL');
		if (!/^https?:\/\//i.test(url)) {
			const bare = /^(?:\/\/)?((?:[a-z0-9-]+\.)+[a-z]{2,}(?:[/:?#]\S*)?)$/i.exec(url)?.[1];
			report(spot, l10n.t('This is no link: only http and https are opened.'), bare && change(spot, `https://${bare}`));
			return;
		}
		const named = /\/(?:logs|pr-logs\/pull\/.+)\/([^/]+)\/\d+\/?$/.exec(url.slice(0, 2000))?.[1];
		if (!named || named === jobName || !jobName) return;
		report(
			spot,
			l10n.t('The address is of a run of another job, "{0}".', named),
			related(field(job, jobNameKey), l10n.t('The job of this entry')),
			change(spot, url.replace(`/${named}/`, () => `/${jobName}/`), offered),
		);
	}),
	onRuns('S14', information, ({ spot: run, name, upgradeType = '' }, report) => {
		const expected = expectedType(name);
		const isKnown = upgradeTypes.known.includes(upgradeType);
		if (!upgradeType || upgradeType === expected || (isKnown && expected === undefined)) return;
		const spot = field(run, 'upgradeType');
		const message =
			!isKnown ? l10n.t('Nobody knows "{0}": it is "upgrade", within a minor version, or "upgrade-minor".', upgradeType)
			: expected ? l10n.t('By the versions in its name the run is "{0}".', expected)
			: l10n.t('A run from one major version to another has no type.');
		const fix = expected ? change(spot, expected) : isKnown ? remove(spot) : changeWord(spot, upgradeTypes);
		report(spot, message, isKnown && related(at(run, 'coordinates', 'name'), l10n.t('The name of the run')), fix);
	}),
];
