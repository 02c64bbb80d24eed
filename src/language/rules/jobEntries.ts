import * as l10n from '@vscode/l10n';
import { prowJobName, prowNameHash } from '../../payload/prowJobName';
import { contentOf, field, scalarOf, type Spot } from '../document/spot';
import { addField, replaceText, spell } from '../findings/edits';
import type { Fix } from '../findings/finding';
import type { Report, Rule } from './rule';
import type { SpecJob } from './view';

// J4-J6, J14, J15, J19, J20: the two names of one job.

export const defaultAggregator = 'release-openshift-release-analysis-aggregator';

const endsInNumber: Rule = {
	code: 'J4',
	severity: 'error',
	on: 'specJob',
	currentShapeOnly: true,
	check(job, report) {
		if (job.role === 'upgrade' || !isDigit(job.name.charCodeAt(job.name.length - 1))) return;
		const ending = /-+(\d+)$/.exec(job.name);
		const spot = field(job.spot, 'ciConfigurationName');
		if (ending === null || spot === undefined) return;
		const [separated, digits = ''] = ending;
		const renamed = job.name.slice(0, -separated.length) + digits;
		report(spot, l10n.t('The "{0}" at the end of "{1}" is taken for the number of a retry: runs of this job are never found.', separated, job.name), {
			fixes: ending.index === 0 ? [] : [{ title: changeTo(renamed), edits: () => renameJob(job, renamed) }],
		});
	},
};

function isDigit(code: number): boolean {
	return code >= 48 && code <= 57;
}

/** An aggregator's job carries the name of the job: both change. */
function renameJob(job: SpecJob, name: string): ReturnType<Fix['edits']> {
	const nameSpot = field(job.spot, 'ciConfigurationName');
	const jobSpot = field(job.spot, 'ciConfigurationJobName');
	return [
		...(nameSpot === undefined ? [] : [replaceText(nameSpot, name)]),
		...(jobSpot !== undefined && job.aggregates && job.jobName.startsWith(`${job.name}-`) ? [replaceText(jobSpot, name + job.jobName.slice(job.name.length))] : []),
	];
}

const emptyName: Rule = {
	code: 'J5',
	severity: 'error',
	on: 'specJob',
	currentShapeOnly: true,
	check(job, report) {
		if (job.name !== '' && job.jobName !== '') return;
		if (contentOf(job.spot)?.kind !== 'map') return;
		if (job.name === '') reportEmpty(job, report, { key: 'ciConfigurationName', suggestion: nameIn(job.jobName), message: l10n.t('A job without ciConfigurationName is never matched with its runs.') });
		if (job.jobName === '') {
			const suggestion = job.name.startsWith('aggregated-') && job.role === 'blocking' ? `${job.name}-${defaultAggregator}` : '';
			reportEmpty(job, report, { key: 'ciConfigurationJobName', suggestion, message: l10n.t('A job without ciConfigurationJobName is never matched with its runs.') });
		}
	},
};

interface Missing {
	readonly key: 'ciConfigurationName' | 'ciConfigurationJobName';
	/** '' when nothing tells. */
	readonly suggestion: string;
	readonly message: string;
}

function reportEmpty(job: SpecJob, report: Report, { key, suggestion, message }: Missing): void {
	const spot = field(job.spot, key);
	const read = scalarOf(spot);
	// Numbers, lists and the like are no names, but not empty either; that they are no text is said already.
	if (spot !== undefined && !(read?.type === 'null' || read?.type === 'string')) return;
	const edits = () => (spot === undefined ? [addField(job.spot, key, spell(suggestion))] : [replaceText(spot, suggestion)]);
	report(spot ?? job.spot, message, { fixes: suggestion === '' ? [] : [{ title: l10n.t('Set {0} to "{1}"', key, suggestion), edits }] });
}

/** `aws-ovn` of `periodic-ci-openshift-release-master-nightly-4.22-e2e-aws-ovn`: how streams name nearly all of their jobs. */
function nameIn(jobName: string): string {
	const aggregated = `-${defaultAggregator}`;
	if (jobName.endsWith(aggregated)) return jobName.slice(0, -aggregated.length);
	return /-e2e-([a-z0-9][a-z0-9.-]*)$/.exec(jobName)?.[1] ?? '';
}

/** What a job's name is made of. */
export const nameCharacters = /^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$/;

const badCharacters: Rule = {
	code: 'J6',
	severity: 'error',
	on: 'specJob',
	currentShapeOnly: true,
	check(job, report) {
		if (job.name === '' || nameCharacters.test(job.name)) return;
		const spot = field(job.spot, 'ciConfigurationName');
		if (spot === undefined) return;
		const renamed = job.name.toLowerCase().replace(/[^a-z0-9.-]+/g, '-').replace(/^[.-]+|[.-]+$/g, '');
		report(spot, l10n.t('"{0}" becomes part of a ProwJob name, which takes lower-case letters, digits, "-" and "." only, and these two only inside.', job.name), {
			fixes: renamed === '' ? [] : [{ title: changeTo(renamed), preferred: true, edits: () => renameJob(job, renamed) }],
		});
	},
};

const aggregatorName: Rule = {
	code: 'J14',
	severity: 'warning',
	on: 'specJob',
	currentShapeOnly: true,
	check(job, report) {
		if (job.name === '' || job.jobName === '' || !job.aggregates || (job.jobName.startsWith(`${job.name}-`) && job.jobName.length > job.name.length + 1)) return;
		const spot = field(job.spot, 'ciConfigurationJobName');
		if (spot === undefined) return;
		const renamed = `${job.name}-${aggregatorIn(job.jobName)}`;
		report(spot, l10n.t('The job of the aggregator "{0}" is called "{1}": under another name its runs are never found.', job.name, renamed), {
			fixes: [{ title: changeTo(renamed), preferred: true, edits: () => [replaceText(spot, renamed)] }],
		});
	},
};

/** A job that is an aggregator without the name before it, else the one that streams use. */
function aggregatorIn(jobName: string): string {
	return /^release-.*-aggregator$/.test(jobName) ? jobName : defaultAggregator;
}

const otherVersion: Rule = {
	code: 'J15',
	severity: 'information',
	on: 'specJobWithHeader',
	currentShapeOnly: true,
	check(job, report, header) {
		const { minor } = header.release;
		if (minor === undefined || job.jobName === '') return;
		// Jobs that upgrade name two versions, in either order.
		const isMentioned = mentions(job.jobName, minor);
		const first = isMentioned ? minor : /-(\d+\.\d+)(?=-|$)/.exec(job.jobName)?.[1];
		if (first === undefined || (isMentioned && job.jobName.includes('-priv') === header.release.private)) return;
		const spot = field(job.spot, 'ciConfigurationJobName');
		if (spot === undefined) return;
		if (!isMentioned) {
			const renamed = job.jobName.replace(new RegExp(`-${first.replace('.', '\\.')}(?=-|$)`), `-${minor}`);
			report(spot, l10n.t('The job is for {0}, the payload is {1}.', first, minor), { fixes: [{ title: changeTo(renamed), edits: () => [replaceText(spot, renamed)] }] });
		}
		reportPrivacy(job, spot, report, header.release.private);
	},
};

function mentions(jobName: string, minor: string): boolean {
	const at = jobName.indexOf(`-${minor}`);
	return at >= 0 && !isDigit(jobName.charCodeAt(at + 1 + minor.length));
}

function reportPrivacy(job: SpecJob, spot: Spot, report: Report, isPrivate: boolean): void {
	const isPrivateJob = job.jobName.includes('-priv') && /-priv(?=-|$)/.test(job.jobName);
	if (isPrivateJob === isPrivate) return;
	report(spot, isPrivateJob ? l10n.t('The job is for private payloads, and this payload is public.') : l10n.t('The payload is private, and this job is for public ones.'));
}

const longRunName: Rule = {
	code: 'J19',
	severity: 'information',
	on: 'specJobWithHeader',
	currentShapeOnly: true,
	check(job, report, { releaseName }) {
		if (job.role === 'upgrade' || job.name === '' || releaseName === '') return;
		const suffix = job.aggregates ? 'aggregator' : (job.analysisJobCount ?? 0) > 0 ? 'analysis-0' : '';
		const base = releaseName.length + 1 + job.name.length;
		if (base + (suffix === '' ? retrySuffix(job) : suffix.length + 1) <= 63) return;
		const spot = field(job.spot, 'ciConfigurationName');
		if (spot === undefined) return;
		const whole = `${releaseName}-${job.name}`;
		// A hash without letters behind the last "-" reads as the number of a retry: release-verification-job-details.go.
		if (suffix === '' && base > 63 && /^\d+$/.test(prowNameHash(whole))) {
			report(spot, l10n.t('Runs are called "{0}", and the digits at the end are taken for the number of a retry: they are never found.', prowJobName(whole, '')), { severity: 'warning' });
			return;
		}
		const shown = suffix === '' && base <= 63 ? '1' : suffix;
		report(spot, l10n.t('The name of a run would be longer than 63 characters: it is cut to "{0}".', prowJobName(whole, shown)));
	},
};

/** Retries are told apart by `-1`, `-2` …; the highest number is the longest. */
function retrySuffix(job: SpecJob): number {
	const retries = job.maxRetries ?? 0;
	return retries > 0 ? 1 + String(retries).length : 0;
}

const platforms = ['aws', 'azure', 'gcp', 'alibaba', 'ibmcloud', 'metal', 'nutanix', 'openstack', 'ovirt', 'powervs', 'vsphere'];

const upgradeName: Rule = {
	code: 'J20',
	severity: 'warning',
	on: 'specJob',
	currentShapeOnly: true,
	check(job, report) {
		if (job.role !== 'upgrade' || job.name === '' || /^\w+$/.test(job.name)) return;
		const spot = field(job.spot, 'ciConfigurationName');
		if (spot === undefined) return;
		const platform = platforms.find((each) => job.name.toLowerCase().split(/\W+/).includes(each));
		report(spot, l10n.t('An upgrade job is named by its platform in one word, such as "aws": runs of "{0}" are never found.', job.name), {
			fixes: platform === undefined ? [] : [{ title: changeTo(platform), preferred: true, edits: () => [replaceText(spot, platform)] }],
		});
	},
};

function changeTo(name: string): string {
	return l10n.t('Change to "{0}"', name);
}

export const jobEntryRules: readonly Rule[] = [endsInNumber, emptyName, badCharacters, aggregatorName, otherVersion, longRunName, upgradeName];
