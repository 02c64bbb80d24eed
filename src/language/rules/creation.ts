import * as l10n from '@vscode/l10n';
import { field, type Spot } from '../document/spot';
import { addField, replaceText } from '../findings/edits';
import type { Fix } from '../findings/finding';
import { coordinatesRules } from './creationCoordinates';
import { inCurrentShape, onPayload } from './defining';
import { change, mend, put, putValue, related } from './mends';
import { creationAt, creationJobAt, isBlank, isWhole, metadataAt, mirrorJobAt, nearestMap, prowAt, specAt, storedOf, verificationAt, written } from './presence';
import type { Rule } from './rule';
import type { PayloadView } from './view';

// C: where the release is created, mirrored, tested and published. Sources: release_creation_status_controller.go,
// release_mirror_job_status_controller.go, prowjob_controller.go, legacy_job_status_controller.go, the CRD's CEL rules.

const usualJobNamespace = 'ci-release';
const usualProwNamespace = 'ci';
const buildFarm = 'BuildFarmLookup';
const annotation = 'ImageStreamTagAnnotation';
const [creationConfig, creationCoordinates, verificationConfig, dataSourceKey] = ['payloadCreationConfig', 'releaseCreationCoordinates', 'payloadVerificationConfig', 'payloadVerificationDataSource'] as const;

function creationFix(payload: PayloadView, spot: Spot | undefined, name: string): Fix | undefined {
	const title = l10n.t('Fill in the creation Job');
	const missing = { namespace: usualJobNamespace, releaseCreationJobName: name };
	if (spot && !isBlank(spot)) return mend(title, () => Object.entries(missing).flatMap(([key, text]) => (isBlank(field(spot, key)) ? [putValue(spot, key, text)] : [])));
	const [config, spec] = [creationAt(payload), specAt(payload)];
	if (spot) return undefined;
	if (config) return mend(title, () => [addField(config, creationCoordinates, missing)]);
	return spec && mend(title, () => [addField(spec, creationConfig, { [creationCoordinates]: missing })]);
}

const mirrorJobOf = (name: string): string => name && `${name}-alternate-mirror`;

function prowFix(payload: PayloadView): Fix | undefined {
	const config = creationAt(payload);
	const prow = field(config, 'prowCoordinates');
	if (!isBlank(prow)) return put(prow, 'namespace', usualProwNamespace);
	if (!config || isBlank(config)) return undefined;
	return mend(l10n.t('Set "{0}" to "{1}"', 'prowCoordinates.namespace', usualProwNamespace), () => [
		prow ? addField(prow, 'namespace', usualProwNamespace) : addField(config, 'prowCoordinates', { namespace: usualProwNamespace }),
	]);
}

const configFix = (spec: Spot, config: Spot | undefined, source: string): Fix => mend(l10n.t('Add payloadVerificationConfig with {0}', source), () => [config ? addField(config, dataSourceKey, source) : addField(spec, verificationConfig, { [dataSourceKey]: source })]);

const storedSource = (payload: PayloadView): string => storedOf(payload)?.spec[verificationConfig]?.[dataSourceKey] ?? '';

/** 4.13 came out in 2023. */
function isRecent({ header: { release } }: PayloadView): boolean {
	const [major = 0, minor = 0] = (release.minor ?? '0.0').split('.').map(Number);
	return major > 4 || (major === 4 && minor >= 13);
}

/** A Job that has to bear a name that follows from the payload's. */
const jobRule = (code: 'C2' | 'C4', jobAt: (payload: PayloadView) => Spot | undefined, nameOf: (name: string) => string, message: (name: string, found: string) => string): Rule =>
	onPayload(code, 'error', (payload, report) => {
		const job = jobAt(payload);
		const [name, found] = [nameOf(payload.header.name), written(job)];
		if (found.trim() === '' || name === '' || found === name) return;
		report(job, message(name, found), related(metadataAt(payload, 'name'), l10n.t('The name of the payload')), change(job, name));
	});

export const creationRules: readonly Rule[] = inCurrentShape(
	onPayload('C1', 'error', (payload, report) => {
		const spot = creationJobAt(payload);
		const missing = ['namespace', 'releaseCreationJobName'].filter((key) => isBlank(field(spot, key)));
		if (missing.length === 0 || !isWhole(payload)) return;
		const { name } = payload.header;
		report(
			field(spot, missing[0] ?? '') ?? nearestMap(payload, creationJobAt, creationAt),
			l10n.t('Without namespace and name of the creation Job the payload stays pending for ever.'),
			'key',
			name === '' ? undefined : creationFix(payload, spot, name),
		);
	}),
	jobRule('C2', (payload) => creationJobAt(payload, 'releaseCreationJobName'), (name) => name, (name, found) =>
		l10n.t('The creation Job bears the name of the payload, "{0}": under "{1}" it is never found, and no verdict comes.', name, found)),
	onPayload('C3', 'error', (payload, report) => {
		const spot = mirrorJobAt(payload);
		const [namespace, job] = [field(spot, 'namespace'), field(spot, 'releaseMirrorJobName')];
		const noNamespace = isBlank(namespace);
		if (!spot || noNamespace === isBlank(job)) return;
		const [filled, empty] = noNamespace ? [job, namespace] : [namespace, job];
		report(
			empty ?? spot,
			l10n.t('The mirror Job needs a namespace and a name: half of it holds the verdict up for ever.'),
			'key',
			noNamespace ? put(spot, 'namespace', usualJobNamespace) : put(spot, 'releaseMirrorJobName', mirrorJobOf(payload.header.name)),
			filled && mend(l10n.t('No mirror: empty both'), () => [replaceText(filled, '')], 'offered'),
		);
	}),
	jobRule('C4', (payload) => mirrorJobAt(payload, 'releaseMirrorJobName'), mirrorJobOf, (name, found) =>
		l10n.t('The mirror Job is called "{0}": there is never a Job "{1}", and the verdict waits for it for ever.', name, found)),
	onPayload('C5', 'error', (payload, report) => {
		const { hasVerificationConfig, dataSource } = payload.header;
		const spot = prowAt(payload, 'namespace');
		if (!isWhole(payload) || !hasVerificationConfig || (dataSource !== '' && dataSource !== buildFarm) || !isBlank(spot)) return;
		report(spot ?? nearestMap(payload, prowAt, creationAt), l10n.t('Without the namespace of the ProwJobs no result is ever recorded, and no verdict comes.'), 'key', prowFix(payload));
	}),
	onPayload('C6', 'error', (payload, report) => {
		const [spec, config] = [specAt(payload), verificationAt(payload)];
		if (!spec || !isWhole(payload) || !isBlank(config)) return;
		report(config ?? spec, l10n.t('Without payloadVerificationConfig there is no source of results, not even the default one.'), 'key', configFix(spec, config, buildFarm));
	}),
	onPayload('C7', 'error', (payload, report) => {
		const [stored, config] = [storedSource(payload), verificationAt(payload)];
		// The default steps in before the two are compared.
		if (stored === '' || isBlank(config) || (payload.header.dataSource || buildFarm) === stored) return;
		const spot = field(config, dataSourceKey);
		report(spot ?? config, l10n.t('The server will refuse this: the stored data source, {0}, cannot be changed.', stored), spot ? undefined : 'key', put(config, dataSourceKey, stored));
	}),
	onPayload('C8', 'warning', (payload, report) => {
		const stored = storedSource(payload);
		const [spec, config] = [specAt(payload), verificationAt(payload)];
		if (stored === '' || !spec || !isWhole(payload) || !isBlank(config)) return;
		report(
			config ?? spec,
			l10n.t('The stored payload has a payloadVerificationConfig: without it the data source is no longer fixed, and results are no longer collected.'),
			'key',
			configFix(spec, config, stored),
		);
	}),
	onPayload('C9', 'warning', (payload, report) => {
		const { dataSource, stored } = payload.header;
		if (dataSource !== annotation) return;
		const upgrade = payload.specJobs.find((job) => job.role === 'upgrade');
		const culprit = upgrade ?? payload.specJobs.find((job) => (job.analysisJobCount ?? 0) > 0);
		if (!culprit && !isRecent(payload)) return;
		const spot = verificationAt(payload, dataSourceKey);
		const message =
			upgrade ? l10n.t('From {0} the results of upgrade jobs are never filled in.', annotation)
			: culprit ? l10n.t('{0} knows one result for each job: analysis runs are never counted.', annotation)
			: l10n.t('{0} is for tags from before 2023: nobody writes that annotation any more.', annotation);
		// What is stored cannot be changed.
		report(spot, message, related(culprit?.spot, l10n.t('This job gets no result')), stored || storedSource(payload) !== '' ? undefined : change(spot, buildFarm));
	}),
	...coordinatesRules,
	onPayload('C17', 'warning', (payload, report) => {
		const [live, spec] = [storedOf(payload), specAt(payload)];
		const stored = live?.spec.payloadType ?? 'Local';
		if (!live || stored === '' || (payload.header.payloadType || 'Local') === stored || !isWhole(payload)) return;
		const spot = field(spec, 'payloadType');
		report(spot ?? spec, l10n.t('The stored payload is of type {0}. The server takes the change, but nothing makes its image anew.', stored), spot ? undefined : 'key', put(spec, 'payloadType', stored));
	}),
);
