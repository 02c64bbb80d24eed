import * as l10n from '@vscode/l10n';
import type { ReleaseName } from '../../payload/releaseName';
import { field, type Spot } from '../document/spot';
import { replaceText } from '../findings/edits';
import { type Severity, warning } from '../findings/finding';
import { coordinatesRules } from './creationCoordinates';
import { inCurrentShape, onPayload } from './defining';
import { change, mend, offered, put, putAt, related } from './mends';
import { creationAt, creationJobAt, isBlank, isWhole, metadataAt, mirrorJobAt, mirrorSuffix, nearestMap, prowAt, specAt, storedOf, verificationAt, written } from './presence';
import type { Report, Rule, RuleCode } from './rule';
import type { PayloadFacts } from './view';

// C: where the release is created, mirrored, tested and published. Sources: release_creation_status_controller.go,
// release_mirror_job_status_controller.go, prowjob_controller.go, legacy_job_status_controller.go, the CRD's CEL rules.

const usualJobNamespace = 'ci-release';
const usualProwNamespace = 'ci';
const buildFarm = 'BuildFarmLookup';
const annotation = 'ImageStreamTagAnnotation';
const [verificationConfig, dataSourceKey] = ['payloadVerificationConfig', 'payloadVerificationDataSource'] as const;

const storedSource = (payload: PayloadFacts): string => storedOf(payload)?.spec[verificationConfig]?.[dataSourceKey] ?? '';

/** 4.13 came out in 2023. */
function isRecent({ minor: version = '0.0' }: ReleaseName): boolean {
	const [major = 0, minor = 0] = version.split('.').map(Number);
	return major > 4 || (major === 4 && minor >= 13);
}

/** A Job that has to bear the name of the payload, with something behind it. */
const jobRule = (code: RuleCode, word: () => string, jobAt: (payload: PayloadFacts) => Spot | undefined, suffix: string): Rule =>
	onPayload(code, 'error', (payload, report, { name }) => {
		const job = jobAt(payload);
		const meant = name + suffix;
		const found = written(job);
		if (!found.trim() || !name || found === meant) return;
		report(job, l10n.t('The {0} Job is called "{1}": the verdict waits in vain for "{2}".', word(), meant, found), related(metadataAt(payload, 'name'), l10n.t('The name of the payload')), change(job, meant));
	});

/** The config of the verification, which has to be there, be it with the one data source or the other. */
const configRule = (code: RuleCode, severity: Severity, sourceOf: (payload: PayloadFacts) => string, message: () => string): Rule =>
	onPayload(code, severity, (payload, report) => {
		const source = sourceOf(payload);
		const spec = specAt(payload);
		const config = verificationAt(payload);
		if (!source || !spec || !isWhole(payload) || !isBlank(config)) return;
		report(config ?? spec, message(), 'key', mend(l10n.t('Add payloadVerificationConfig with {0}', source), () => [putAt(spec, [verificationConfig, dataSourceKey], source)]));
	});

/** Reports a field that differs from the stored one, on the map around it where it is left out. */
function reportUnlikeStored(map: Spot | undefined, [key, stored]: readonly [string, string], message: string, report: Report): void {
	const spot = field(map, key);
	report(spot ?? map, message, !spot && 'key', put(map, key, stored));
}

export const creationRules: readonly Rule[] = inCurrentShape(
	onPayload('C1', 'error', (payload, report, { name }) => {
		const spot = creationJobAt(payload);
		const wanted = { namespace: usualJobNamespace, releaseCreationJobName: name };
		const missing = Object.entries(wanted).filter(([key]) => isBlank(field(spot, key)));
		const [first] = missing;
		if (!first || !isWhole(payload)) return;
		const spec = specAt(payload);
		const edits =
			!spot ? spec && (() => [putAt(spec, ['payloadCreationConfig', 'releaseCreationCoordinates'], wanted)])
			: isBlank(spot) ? undefined
			: () => missing.map(([key, text]) => putAt(spot, [key], text));
		report(
			field(spot, first[0]) ?? nearestMap(payload, creationJobAt, creationAt),
			l10n.t('Without namespace and name of the creation Job the payload stays pending for ever.'),
			'key',
			name && edits && mend(l10n.t('Fill in the creation Job'), edits),
		);
	}),
	jobRule('C2', () => l10n.t('creation'), (payload) => creationJobAt(payload, 'releaseCreationJobName'), ''),
	onPayload('C3', 'error', (payload, report, { name }) => {
		const spot = mirrorJobAt(payload);
		const [namespace, job] = [field(spot, 'namespace'), field(spot, 'releaseMirrorJobName')];
		const noNamespace = isBlank(namespace);
		if (!spot || noNamespace === isBlank(job)) return;
		const [filled, empty] = noNamespace ? [job, namespace] : [namespace, job];
		report(
			empty ?? spot,
			l10n.t('The mirror Job needs a namespace and a name: with one of them no verdict comes.'),
			'key',
			noNamespace ? put(spot, 'namespace', usualJobNamespace) : put(spot, 'releaseMirrorJobName', name && name + mirrorSuffix),
			filled && mend(l10n.t('No mirror: empty both'), () => [replaceText(filled, '')], offered),
		);
	}),
	jobRule('C4', () => l10n.t('mirror'), (payload) => mirrorJobAt(payload, 'releaseMirrorJobName'), mirrorSuffix),
	onPayload('C5', 'error', (payload, report, { hasVerificationConfig, dataSource }) => {
		const config = creationAt(payload);
		const spot = prowAt(payload, 'namespace');
		if (!isWhole(payload) || !hasVerificationConfig || (dataSource || buildFarm) !== buildFarm || !isBlank(spot)) return;
		report(
			spot ?? nearestMap(payload, prowAt, creationAt),
			l10n.t('Without the namespace of the ProwJobs no result is recorded, and no verdict comes.'),
			'key',
			!isBlank(config) && put(config, 'prowCoordinates.namespace', usualProwNamespace),
		);
	}),
	configRule('C6', 'error', () => buildFarm, () => l10n.t('Without payloadVerificationConfig results have no source, not even the default.')),
	onPayload('C7', 'error', (payload, report, { dataSource }) => {
		const stored = storedSource(payload);
		const config = verificationAt(payload);
		// The default steps in before the two are compared.
		if (!stored || isBlank(config) || (dataSource || buildFarm) === stored) return;
		reportUnlikeStored(config, [dataSourceKey, stored], l10n.t('The server refuses this: the stored data source, {0}, cannot be changed.', stored), report);
	}),
	configRule('C8', warning, storedSource, () => l10n.t('The stored payload has a payloadVerificationConfig: without it no results are collected.')),
	onPayload('C9', warning, (payload, report, { dataSource, stored, release }) => {
		if (dataSource !== annotation) return;
		const upgrade = payload.specJobs.find((job) => job.role === 'upgrade');
		const culprit = upgrade ?? payload.specJobs.find((job) => (job.analysisJobCount ?? 0) > 0);
		if (!culprit && !isRecent(release)) return;
		const message =
			upgrade ? l10n.t('{0} never fills in results of upgrade jobs.', annotation)
			: culprit ? l10n.t('{0} knows one result a job: analysis runs never count.', annotation)
			: l10n.t('Nobody has written {0} since 2023.', annotation);
		const spot = verificationAt(payload, dataSourceKey);
		// What is stored cannot be changed.
		report(spot, message, related(culprit?.spot, l10n.t('This job gets no result')), !stored && !storedSource(payload) && change(spot, buildFarm));
	}),
	...coordinatesRules,
	onPayload('C17', warning, (payload, report, { payloadType }) => {
		const live = storedOf(payload);
		const stored = live?.spec.payloadType ?? 'Local';
		if (!live || !stored || (payloadType || 'Local') === stored || !isWhole(payload)) return;
		reportUnlikeStored(specAt(payload), ['payloadType', stored], l10n.t('The stored payload is of type {0}: the server takes the change, but no new image is made.', stored), report);
	}),
);
