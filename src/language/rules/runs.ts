import * as l10n from '@vscode/l10n';
import { epoch } from '../../payload/conditions';
import { runBucket } from '../../payload/jobState';
import { field, type Spot } from '../document/spot';
import { replaceText } from '../findings/edits';
import { nearest } from './nearest';
import { changeFix, removeFix } from './qualifierWalk';
import type { Report, Rule } from './rule';
import type { ResultJob, RunView } from './view';

// S3, S6, S11, S14: one run. prowjob_controller.go, legacy_job_status_controller.go, types.go.

function onRuns(check: (run: RunView, report: Report, job: ResultJob) => void) {
	return (job: ResultJob, report: Report): void => {
		for (const run of job.runs) check(run, report, job);
	};
}

const runStates = ['Triggered', 'Scheduling', 'Pending', 'Success', 'Failure', 'Aborted', 'Error', 'Unknown'] as const;
const runWords: ReadonlyMap<string, string> = new Map([
	['failed', 'Failure'],
	['fail', 'Failure'],
	['succeeded', 'Success'],
	['passed', 'Success'],
	['running', 'Pending'],
	['cancelled', 'Aborted'],
	['canceled', 'Aborted'],
	['errored', 'Error'],
	['ignored', 'Unknown'],
]);

const unknownRunState: Rule = {
	code: 'S3',
	severity: 'warning',
	on: 'resultJobWithHeader',
	check(job, report, header) {
		for (const run of job.runs) {
			const { state } = run;
			if (state === undefined || state === '' || state === 'Unknown' || runBucket(state) !== 'unknown' || (header.olderShape && state === 'Ignored')) continue;
			reportState(run, state, report);
		}
	},
};

function reportState(run: RunView, state: string, report: Report): void {
	const spot = field(run.spot, 'state');
	if (spot === undefined) return;
	const folded = state.trim().toLowerCase();
	const same = runStates.find((each) => each.toLowerCase() === folded);
	const meant = same ?? runWords.get(folded) ?? nearest(state.trim(), runStates);
	report(spot, l10n.t('No controller knows the run state "{0}": the run counts as neither passed nor failed.', state), {
		fixes: meant === undefined ? [] : [changeFix(spot, meant, { preferred: true, safe: meant === same })],
	});
}

const timesAndState: Rule = {
	code: 'S6',
	severity: 'warning',
	on: 'resultJob',
	check: onRuns((run, report) => {
		const { state, startTime, completionTime } = run;
		const bucket = runBucket(state);
		if (completionTime === undefined) {
			// Results from a tag's annotation have no times at all.
			if (startTime !== undefined && (bucket === 'success' || bucket === 'failed')) reportUnended(run, report);
			return;
		}
		if (completionTime === '' || (bucket !== 'pending' && isInOrder(startTime, completionTime))) return;
		const ended = field(run.spot, 'completionTime');
		if (ended === undefined) return;
		if (bucket === 'pending') {
			report(field(run.spot, 'state') ?? ended, l10n.t('The run has ended, and still says {0}.', state ?? ''), {
				related: [{ where: ended, message: l10n.t('Its end') }],
				fixes: [removeFix(ended)],
			});
		}
		reportOrder(run, ended, report);
	}),
};

/** Texts of one form and zone sort as their times do, which spares reading them; false where they do not tell. */
function isInOrder(startTime: string | undefined, completionTime: string): boolean {
	return startTime === undefined || (startTime.length === completionTime.length && startTime.endsWith('Z') && completionTime.endsWith('Z') && startTime <= completionTime);
}

function reportUnended(run: RunView, report: Report): void {
	// A time of another type is there, and told elsewhere.
	if (field(run.spot, 'completionTime') !== undefined) return;
	report(field(run.spot, 'state') ?? run.spot, l10n.t('The run says {0}, and not when it ended.', run.state ?? ''));
}

function reportOrder({ spot, startTime, completionTime = '' }: RunView, ended: Spot, report: Report): void {
	if (startTime === undefined || isInOrder(startTime, completionTime)) return;
	const [from, to] = [epoch(startTime), epoch(completionTime)];
	const started = field(spot, 'startTime');
	if (from === undefined || to === undefined || started === undefined || to >= from) return;
	report(ended, l10n.t('The run ended before it started.'), {
		related: [{ where: started, message: l10n.t('Its start') }],
		fixes: [{ title: l10n.t('Swap the two times'), edits: () => [replaceText(ended, startTime), replaceText(started, completionTime)] }],
	});
}

const address: Rule = {
	code: 'S11',
	severity: 'warning',
	on: 'resultJob',
	check: onRuns((run, report, job) => {
		const { url } = run;
		const isWeb = url.startsWith('https://') || url.startsWith('http://');
		if (url === '' || (isWeb && (job.jobName === '' || url.includes(`/${job.jobName}/`)))) return;
		const spot = field(run.spot, 'humanProwResultsURL');
		if (spot === undefined) return;
		if (!isWeb && !/^https?:\/\//i.test(url)) {
			const bare = /^(?:\/\/)?((?:[a-z0-9-]+\.)+[a-z]{2,}(?:[/:?#]\S*)?)$/i.exec(url)?.[1];
			report(spot, l10n.t('Only http and https addresses are opened: this one is no link.'), { fixes: bare === undefined ? [] : [changeFix(spot, `https://${bare}`, { preferred: true })] });
			return;
		}
		const named = /\/(?:logs|pr-logs\/pull\/.+)\/([^/]+)\/\d+\/?$/.exec(url.slice(0, 2000))?.[1];
		const jobSpot = field(job.spot, 'ciConfigurationJobName');
		if (named === undefined || named === job.jobName || job.jobName === '' || jobSpot === undefined) return;
		report(spot, l10n.t('The address is that of a run of "{0}", another job.', named), {
			related: [{ where: jobSpot, message: l10n.t('The job of this entry') }],
			fixes: [changeFix(spot, url.replace(`/${named}/`, () => `/${job.jobName}/`))],
		});
	}),
};

const upgradeTypes = ['upgrade', 'upgrade-minor'] as const;

const upgradeKind: Rule = {
	code: 'S14',
	severity: 'information',
	on: 'resultJob',
	check: onRuns((run, report) => {
		const { upgradeType } = run;
		if (upgradeType === undefined || upgradeType === '') return;
		const expected = run.name.includes('-upgrade-from-') ? expectedType(run.name) : undefined;
		const isKnown = upgradeTypes.some((type) => type === upgradeType);
		const spot = (isKnown && expected === undefined) || upgradeType === expected ? undefined : field(run.spot, 'upgradeType');
		if (spot === undefined) return;
		if (isKnown && expected !== undefined) {
			report(spot, expected === '' ? l10n.t('The run goes from one major version to another, which has no type.') : l10n.t('By the versions in the name of the run this is "{0}".', expected), {
				related: [{ where: nameSpot(run), message: l10n.t('The name of the run') }],
				fixes: [expected === '' ? removeFix(spot, { preferred: true }) : changeFix(spot, expected, { preferred: true })],
			});
			return;
		}
		const meant = expected === undefined || expected === '' ? nearest(upgradeType, upgradeTypes) : expected;
		report(spot, l10n.t('Upgrades are "upgrade", within a minor version, or "upgrade-minor": nobody knows "{0}".', upgradeType), {
			fixes: (meant === undefined ? upgradeTypes : [meant]).map((type) => changeFix(spot, type, { preferred: type === meant })),
		});
	}),
};

function nameSpot(run: RunView): Spot {
	return field(field(run.spot, 'coordinates'), 'name') ?? run.spot;
}

/** From `<to>-upgrade-from-<from>-<platform>`; undefined where the name was cut before it tells, '' across majors. */
function expectedType(name: string): 'upgrade' | 'upgrade-minor' | '' | undefined {
	const [, toMajor, toMinor = '', fromMajor, fromMinor = ''] = /^v?(\d+)\.(\d+)\..*?-upgrade-from-(\d+)\.(\d+)\.\d/.exec(name) ?? [];
	if (toMajor === undefined || fromMajor === undefined) return undefined;
	if (toMajor !== fromMajor) return '';
	return Number(toMinor) > Number(fromMinor) ? 'upgrade-minor' : 'upgrade';
}

export const runRules: readonly Rule[] = [unknownRunState, timesAndState, address, upgradeKind];
