import * as l10n from '@vscode/l10n';
import { prowJobName } from '../../payload/prowJobName';
import { field, scalarOf, type Spot } from '../document/spot';
import { replaceText } from '../findings/edits';
import { type Fix, information, warning } from '../findings/finding';
import { inCurrentShape, onSpecJob, onSpecJobWithHeader } from './defining';
import { jobNameKey, nameKey } from './fields';
import { change, mend, offered, put, type Trust } from './mends';
import { isMap } from './presence';
import type { Report, Rule } from './rule';
import type { SpecJob } from './view';

// J4-J6, J14, J15, J19, J20: the two names of one job.

export const defaultAggregator = 'release-openshift-release-analysis-aggregator';
const mostCharacters = 63;

/** An aggregator's job carries the name of the job: both change. '' is no name. */
function renameJob(job: SpecJob, name: string, trust?: Trust): Fix | undefined {
	const nameSpot = field(job.spot, nameKey);
	const jobSpot = field(job.spot, jobNameKey);
	if (!nameSpot || !name) return undefined;
	const follows = jobSpot && job.aggregates && job.jobName.startsWith(`${job.name}-`);
	return mend(l10n.t('Change to "{0}"', name), () => [replaceText(nameSpot, name), ...(follows ? [replaceText(jobSpot, name + job.jobName.slice(job.name.length))] : [])], trust);
}

function reportEmpty(job: Spot, key: string, suggestion: string, report: Report): void {
	const spot = field(job, key);
	const type = scalarOf(spot)?.type;
	// Numbers, lists and the like are no names, but not empty either; that they are no text is said already.
	if (spot && type !== 'null' && type !== 'string') return;
	report(spot ?? job, l10n.t('A job without {0} is never matched with its runs.', key), put(job, key, suggestion, offered));
}

/** `aws-ovn` of `periodic-ci-openshift-release-master-nightly-4.22-e2e-aws-ovn`: how streams name nearly all of their jobs. */
function nameIn(jobName: string): string {
	const aggregated = `-${defaultAggregator}`;
	return jobName.endsWith(aggregated) ? jobName.slice(0, -aggregated.length) : (/-e2e-([a-z0-9][a-z0-9.-]*)$/.exec(jobName)?.[1] ?? '');
}

/** Whether a job's name speaks of a version; jobs that upgrade name two, in either order. */
function mentions(jobName: string, minor: string): boolean {
	const at = jobName.indexOf(`-${minor}`);
	return at >= 0 && !/\d/.test(jobName.charAt(at + 1 + minor.length));
}

/** Retries are told apart by `-1`, `-2` …; the highest number is the longest. */
const retrySuffix = ({ maxRetries = 0 }: SpecJob): number => maxRetries > 0 ? 1 + String(maxRetries).length : 0;

/** What a job's name is made of. */
export const nameCharacters = /^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$/;

const platforms = ['aws', 'azure', 'gcp', 'alibaba', 'ibmcloud', 'metal', 'nutanix', 'openstack', 'ovirt', 'powervs', 'vsphere'];

const takenForRetry = (ending: string, name: string): string => l10n.t('"{0}" at the end of "{1}" is taken for the number of a retry: the runs are never found.', ending, name);

const forOther = (wanted: string, found: string): string => l10n.t('The job is for {0} payloads, this one is {1}.', wanted, found);

const privacy = (isPrivate: boolean): string => isPrivate ? l10n.t('private') : l10n.t('public');

export const jobEntryRules: readonly Rule[] = inCurrentShape(
	onSpecJob('J4', 'error', (job, report) => {
		const ending = job.role !== 'upgrade' && /\d$/.test(job.name) ? /-+(\d+)$/.exec(job.name) : null;
		if (!ending) return;
		const { 0: separated, 1: digits = '', index } = ending;
		report(
			field(job.spot, nameKey),
			takenForRetry(separated, job.name),
			index > 0 && renameJob(job, job.name.slice(0, index) + digits, offered),
		);
	}),
	onSpecJob('J5', 'error', ({ spot, role, name, jobName }, report) => {
		if ((name && jobName) || !isMap(spot)) return;
		if (!name) reportEmpty(spot, nameKey, nameIn(jobName), report);
		if (!jobName) reportEmpty(spot, jobNameKey, name.startsWith('aggregated-') && role === 'blocking' ? `${name}-${defaultAggregator}` : '', report);
	}),
	onSpecJob('J6', 'error', (job, report) => {
		if (!job.name || nameCharacters.test(job.name)) return;
		const renamed = job.name.toLowerCase().replace(/[^a-z0-9.-]+/g, '-').replace(/^[.-]+|[.-]+$/g, '');
		report(field(job.spot, nameKey), l10n.t('"{0}" becomes part of a ProwJob name: lower-case letters and digits, "-" and "." only inside.', job.name), renameJob(job, renamed));
	}),
	onSpecJob('J14', warning, ({ spot, name, jobName, aggregates }, report) => {
		if (!name || !jobName || !aggregates || (jobName.startsWith(`${name}-`) && jobName.length > name.length + 1)) return;
		const jobSpot = field(spot, jobNameKey);
		// A job that is an aggregator without the name before it, else the one that streams use.
		const renamed = `${name}-${/^release-.*-aggregator$/.test(jobName) ? jobName : defaultAggregator}`;
		report(jobSpot, l10n.t('The job of the aggregator "{0}" is "{1}": under another name its runs are never found.', name, renamed), change(jobSpot, renamed));
	}),
	onSpecJobWithHeader('J15', information, ({ spot: job, jobName }, report, { release: { minor, private: isPrivate } }) => {
		if (!minor || !jobName) return;
		const isMentioned = mentions(jobName, minor);
		const first = isMentioned ? minor : /-(\d+\.\d+)(?=-|$)/.exec(jobName)?.[1];
		const isPrivateJob = jobName.includes('-priv') && /-priv(?=-|$)/.test(jobName);
		if (!first || (isMentioned && isPrivateJob === isPrivate)) return;
		const spot = field(job, jobNameKey);
		if (!isMentioned) {
			const renamed = jobName.replace(new RegExp(`-${first.replace('.', '\\.')}(?=-|$)`), `-${minor}`);
			report(spot, forOther(first, minor), change(spot, renamed, offered));
		}
		if (isPrivateJob !== isPrivate) report(spot, forOther(privacy(isPrivateJob), privacy(isPrivate)));
	}),
	onSpecJobWithHeader('J19', information, (job, report, { releaseName }) => {
		const { spot, role, name, aggregates, analysisJobCount = 0 } = job;
		if (role === 'upgrade' || !name || !releaseName) return;
		const suffix = aggregates ? 'aggregator' : analysisJobCount > 0 ? 'analysis-0' : '';
		const base = releaseName.length + 1 + name.length;
		if (base + (suffix ? suffix.length + 1 : retrySuffix(job)) <= mostCharacters) return;
		const isCut = !suffix && base > mostCharacters;
		const runName = prowJobName(`${releaseName}-${name}`, suffix || isCut ? suffix : '1');
		// A hash without letters behind the last "-" reads as the number of a retry: release-verification-job-details.go.
		const lost = isCut ? /-\d+$/.exec(runName)?.[0] : undefined;
		report(field(spot, nameKey), lost ? takenForRetry(lost, runName) : l10n.t('Names of runs are cut to 63 characters: "{0}".', runName), lost && warning);
	}),
	onSpecJob('J20', warning, ({ spot, role, name }, report) => {
		if (role !== 'upgrade' || !name || /^\w+$/.test(name)) return;
		const nameSpot = field(spot, nameKey);
		const platform = platforms.find((each) => name.toLowerCase().split(/\W+/).includes(each));
		report(nameSpot, l10n.t('Upgrade jobs are named by their platform, such as "aws": runs of "{0}" are never found.', name), change(nameSpot, platform));
	}),
);
