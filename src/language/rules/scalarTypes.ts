import * as l10n from '@vscode/l10n';
import { at, contentOf, entries, field, items, scalarOf, type Spot } from '../document/spot';
import { quoteFix } from '../findings/apiFixes';
import type { YamlNode } from '../tree';
import { ofUnusual, onCondition, onPayload, onResultJob, onSpecJob } from './defining';
import type { Report, Rule } from './rule';
import type { PayloadView, ResultJob, SpecJob } from './view';

// Q2, Q3: texts that YAML 1.1 takes for something else (goyaml.v2, resolve.go). The server only says that the type is
// wrong; here stands what it read, and what would be lost.

const jobTexts = ['ciConfigurationName', 'ciConfigurationJobName'];
const qualifierTexts = ['badgeName', 'summary', 'description', 'payloadBadgeStatus'];
const jiraTexts = ['project', 'component', 'assignee', 'summary', 'description', 'thread'];
const escalationTexts = ['name', 'overPeriod', 'priority'];
const runTexts = ['state', 'humanProwResultsURL', 'upgradeType'];
const conditionTexts = ['type', 'status', 'reason', 'message'];

const metadataTexts = ['name', 'namespace', 'generateName'];
/** Paths below the payload whose fields are texts; the lists of jobs and conditions are looked at by item. */
const payloadTexts: readonly (readonly [path: readonly string[], keys: readonly string[]])[] = [
	[['metadata'], metadataTexts],
	[['spec'], ['payloadType']],
	[['spec', 'payloadCoordinates'], ['namespace', 'streamName', 'imagestreamName', 'imagestreamTagName']],
	[['spec', 'payloadCreationConfig', 'releaseCreationCoordinates'], ['namespace', 'releaseCreationJobName']],
	[['spec', 'payloadCreationConfig', 'prowCoordinates'], ['namespace']],
	[['spec', 'payloadCreationConfig', 'releaseMirrorCoordinates'], ['namespace', 'releaseMirrorJobName']],
	[['spec', 'payloadOverride'], ['override', 'reason']],
	[['spec', 'payloadVerificationConfig'], ['payloadVerificationDataSource']],
	[['status', 'releaseCreationJobResult'], ['status', 'message']],
	[['status', 'releaseMirrorJobResult'], ['status', 'message']],
];

type Visit = (spot: Spot) => void;

function visitKeys(parent: Spot | undefined, keys: readonly string[], visit: Visit): void {
	const node = parent ? contentOf(parent) : undefined;
	if (node?.kind !== 'map' || !node.values.some(mayBeOther)) return;
	for (const key of keys) {
		const spot = field(parent, key);
		if (spot) visit(spot);
	}
}

/** Whether it is worth a closer look: most texts begin as no number and no truth value does. */
function mayBeOther(value: YamlNode): boolean {
	if (value.kind !== 'scalar') return value.kind === 'alias';
	if (value.style !== 'plain') return value.props?.tag !== undefined;
	const first = value.text.charCodeAt(0) | 32;
	return !(first >= 97 && first <= 122) || value.props?.tag !== undefined || (value.text.length <= 5 && 'yntfo'.includes(value.text.charAt(0).toLowerCase()));
}

function visitSpecJob(job: SpecJob, visit: Visit): void {
	// A job with both names as texts and no qualifiers has nothing else to look at.
	if (job.name === '' || job.jobName === '') visitKeys(job.spot, jobTexts, visit);
	if (!job.qualifiers) return;
	for (const qualifier of entries(job.qualifiers)) {
		visitKeys(qualifier, qualifierTexts, visit);
		for (const label of items(field(qualifier, 'failureLabels'))) visit(label);
		const jira = at(qualifier, 'notifications', 'jira');
		visitKeys(jira, jiraTexts, visit);
		for (const escalation of items(field(jira, 'escalations'))) {
			visitKeys(escalation, escalationTexts, visit);
			for (const key of ['mentions', 'needsInfo']) for (const each of items(field(escalation, key))) visit(each);
		}
	}
}

function visitResultJob(job: ResultJob, visit: Visit): void {
	if (job.name === '' || job.jobName === '') visitKeys(job.spot, jobTexts, visit);
	if (job.state === undefined) visitKeys(job.spot, ['state'], visit);
	for (const run of job.runs) {
		visitKeys(run.spot, runTexts, visit);
		visitKeys(field(run.spot, 'coordinates'), ['name', 'namespace', 'cluster'], visit);
	}
}

function visitPayload(payload: PayloadView, visit: Visit): void {
	for (const [path, keys] of payloadTexts) visitKeys(payload.at(...path), keys, visit);
	for (const key of ['labels', 'annotations']) for (const each of entries(payload.at('metadata', key))) visit(each);
	for (const each of items(payload.at('spec', 'releaseCoordinates'))) visitKeys(each, ['repository', 'tag', 'digest'], visit);
}

function reportBoolean(spot: Spot, report: Report): void {
	const read = scalarOf(spot);
	if (read?.type === 'boolean') report(spot, l10n.t('The cluster reads the truth value {0} here, and the server wants a text: put it into quotes.', String(read.value)), quoteFix(spot));
}

function reportNumber(spot: Spot, report: Report): void {
	const read = scalarOf(spot);
	if (read?.type === 'integer' || read?.type === 'number') report(spot, l10n.t('The cluster reads the number {0} here, and the server wants a text: put it into quotes.', String(read.exact ?? read.value)), quoteFix(spot));
}

function rulesFor(code: 'Q2' | 'Q3', tell: (spot: Spot, report: Report) => void): readonly Rule[] {
	const telling = (report: Report): Visit => (spot) => { tell(spot, report); };
	return [
		onPayload(code, 'error', (payload, report) => { visitPayload(payload, telling(report)); }),
		...ofUnusual(
			onSpecJob(code, 'error', (job, report) => { visitSpecJob(job, telling(report)); }),
			onResultJob(code, 'error', (job, report) => { visitResultJob(job, telling(report)); }),
			onCondition(code, 'error', ({ spot }, report) => { visitKeys(spot, conditionTexts, telling(report)); }),
		),
	];
}

export const scalarTypeRules: readonly Rule[] = [...rulesFor('Q2', reportBoolean), ...rulesFor('Q3', reportNumber)];
