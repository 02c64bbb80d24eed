import * as l10n from '@vscode/l10n';
import { at, field, textOf, type Spot } from '../document/spot';
import { addField, replaceText, spell } from '../findings/edits';
import type { Edit, Fix } from '../findings/finding';
import { coordinatesRules } from './creationCoordinates';
import { isBlank, isWhole, nearestMap, related, replaceFix } from './presence';
import type { Report, Rule } from './rule';
import type { PayloadView } from './view';

// C: where the release is created, mirrored, tested and published. Sources: release_creation_status_controller.go,
// release_mirror_job_status_controller.go, prowjob_controller.go, legacy_job_status_controller.go, the CRD's CEL rules.

const usualJobNamespace = 'ci-release';
const usualProwNamespace = 'ci';
const buildFarm = 'BuildFarmLookup';
const annotation = 'ImageStreamTagAnnotation';

/** Writes a text at a key of a map, whether the key is there or not. */
function put(map: Spot, key: string, text: string): Edit {
	const spot = field(map, key);
	return spot === undefined ? addField(map, key, spell(text)) : replaceText(spot, text);
}

function putFix(map: Spot, key: string, text: string): Fix {
	return { title: l10n.t('Set "{0}" to "{1}"', key, text), preferred: true, edits: () => [put(map, key, text)] };
}

const creationMissing: Rule = {
	code: 'C1',
	severity: 'error',
	on: 'payload',
	currentShapeOnly: true,
	check(payload, report) {
		if (!isWhole(payload)) return;
		const spot = payload.at('spec', 'payloadCreationConfig', 'releaseCreationCoordinates');
		const [namespace, job] = [field(spot, 'namespace'), field(spot, 'releaseCreationJobName')];
		if (!isBlank(namespace) && !isBlank(job)) return;
		const where = (isBlank(namespace) ? namespace : job) ?? nearestMap(payload, 'spec', 'payloadCreationConfig', 'releaseCreationCoordinates');
		report(where, l10n.t('Without namespace and name of the creation Job nobody learns that the release was built: the payload stays pending for ever.'), {
			part: 'key',
			fixes: payload.header.name === '' ? [] : creationFixes(payload, spot, payload.header.name),
		});
	},
};

function creationFixes(payload: PayloadView, spot: Spot | undefined, name: string): readonly Fix[] {
	const fill = (edits: () => readonly Edit[]): readonly Fix[] => [{ title: l10n.t('Fill in the creation Job'), preferred: true, edits }];
	if (spot !== undefined && !isBlank(spot)) {
		const missing = { namespace: usualJobNamespace, releaseCreationJobName: name };
		return fill(() => Object.entries(missing).flatMap(([key, text]) => (isBlank(field(spot, key)) ? [put(spot, key, text)] : [])));
	}
	const lines = `namespace: ${usualJobNamespace}\nreleaseCreationJobName: ${spell(name)}`;
	const config = payload.at('spec', 'payloadCreationConfig');
	const spec = payload.at('spec');
	// A flow map takes one line; what would be several there is left to the writer.
	if (spot !== undefined || isFlow(config ?? spec)) return [];
	if (config !== undefined) return fill(() => [addField(config, 'releaseCreationCoordinates', `\n${indent(lines)}`)]);
	return spec === undefined ? [] : fill(() => [addField(spec, 'payloadCreationConfig', `\n  releaseCreationCoordinates:\n${indent(indent(lines))}`)]);
}

function indent(lines: string): string {
	return lines.split('\n').map((line) => `  ${line}`).join('\n');
}

function isFlow(spot: Spot | undefined): boolean {
	return spot?.node.kind === 'map' && spot.node.flow;
}

const creationJobDiffers: Rule = {
	code: 'C2',
	severity: 'error',
	on: 'payload',
	currentShapeOnly: true,
	check(payload, report) {
		const { name } = payload.header;
		const spot = payload.at('spec', 'payloadCreationConfig', 'releaseCreationCoordinates', 'releaseCreationJobName');
		const written = textOf(spot) ?? '';
		if (spot === undefined || written.trim() === '' || name === '' || written === name) return;
		report(spot, l10n.t('The creation Job bears the name of the payload, "{0}": under "{1}" it is never found, and the verdict never comes.', name, written), {
			related: related(payload.at('metadata', 'name'), l10n.t('The name of the payload')),
			fixes: [replaceFix(spot, name)],
		});
	},
};

const mirrorHalfFilled: Rule = {
	code: 'C3',
	severity: 'error',
	on: 'payload',
	currentShapeOnly: true,
	check(payload, report) {
		const spot = payload.at('spec', 'payloadCreationConfig', 'releaseMirrorCoordinates');
		const [namespace, job] = [field(spot, 'namespace'), field(spot, 'releaseMirrorJobName')];
		if (spot === undefined || isBlank(namespace) === isBlank(job)) return;
		const { name } = payload.header;
		const [filled, empty] = isBlank(namespace) ? [job, namespace] : [namespace, job];
		const lack = isBlank(namespace) ? putFix(spot, 'namespace', usualJobNamespace) : name === '' ? undefined : putFix(spot, 'releaseMirrorJobName', mirrorJobOf(name));
		const clear: Fix = { title: l10n.t('No mirror: empty both'), edits: () => (filled === undefined ? [] : [replaceText(filled, '')]) };
		report(empty ?? spot, l10n.t('The mirror Job needs a namespace and a name: half of it holds the verdict up for ever.'), { part: 'key', fixes: [...(lack === undefined ? [] : [lack]), clear] });
	},
};

function mirrorJobOf(name: string): string {
	return `${name}-alternate-mirror`;
}

const mirrorJobDiffers: Rule = {
	code: 'C4',
	severity: 'error',
	on: 'payload',
	currentShapeOnly: true,
	check(payload, report) {
		const { name } = payload.header;
		const spot = payload.at('spec', 'payloadCreationConfig', 'releaseMirrorCoordinates', 'releaseMirrorJobName');
		const written = textOf(spot) ?? '';
		if (spot === undefined || written.trim() === '' || name === '' || written === mirrorJobOf(name)) return;
		report(spot, l10n.t('The mirror Job is called "{0}": a Job "{1}" is never created, and the verdict waits for it for ever.', mirrorJobOf(name), written), {
			related: related(payload.at('metadata', 'name'), l10n.t('The name of the payload')),
			fixes: [replaceFix(spot, mirrorJobOf(name))],
		});
	},
};

const prowMissing: Rule = {
	code: 'C5',
	severity: 'error',
	on: 'payload',
	currentShapeOnly: true,
	check(payload, report) {
		const { hasVerificationConfig, dataSource } = payload.header;
		const path = ['spec', 'payloadCreationConfig', 'prowCoordinates', 'namespace'] as const;
		const spot = payload.at(...path);
		if (!isWhole(payload) || !hasVerificationConfig || (dataSource !== '' && dataSource !== buildFarm) || !isBlank(spot)) return;
		report(spot ?? nearestMap(payload, ...path.slice(0, 3)), l10n.t('Without the namespace of the ProwJobs no result is ever recorded, and no verdict comes.'), { part: 'key', fixes: prowFixes(payload) });
	},
};

function prowFixes(payload: PayloadView): readonly Fix[] {
	const config = payload.at('spec', 'payloadCreationConfig');
	const prow = field(config, 'prowCoordinates');
	if (prow !== undefined && !isBlank(prow)) return [putFix(prow, 'namespace', usualProwNamespace)];
	if (config === undefined || isBlank(config)) return [];
	const title = l10n.t('Set "{0}" to "{1}"', 'prowCoordinates.namespace', usualProwNamespace);
	if (prow !== undefined) return [{ title, preferred: true, edits: () => [addField(prow, 'namespace', usualProwNamespace)] }];
	const value = isFlow(config) ? `{namespace: ${usualProwNamespace}}` : `\n  namespace: ${usualProwNamespace}`;
	return [{ title, preferred: true, edits: () => [addField(config, 'prowCoordinates', value)] }];
}

const verificationMissing: Rule = {
	code: 'C6',
	severity: 'error',
	on: 'payload',
	currentShapeOnly: true,
	check(payload, report) {
		const spec = payload.at('spec');
		const config = payload.at('spec', 'payloadVerificationConfig');
		if (spec === undefined || !isWhole(payload) || !isBlank(config)) return;
		report(config ?? spec, l10n.t('Without payloadVerificationConfig there is no source of results, not even the default one: no job is ever looked at.'), {
			part: 'key',
			fixes: [addConfig(spec, config, buildFarm)],
		});
	},
};

function addConfig(spec: Spot, config: Spot | undefined, source: string): Fix {
	const flow = isFlow(spec);
	const value = flow ? `{payloadVerificationDataSource: ${source}}` : `\n  payloadVerificationDataSource: ${source}`;
	const edits = () => [config === undefined ? addField(spec, 'payloadVerificationConfig', value) : addField(config, 'payloadVerificationDataSource', source)];
	return { title: l10n.t('Add payloadVerificationConfig with {0}', source), preferred: true, edits };
}

function liveSource({ surroundings: { live } }: PayloadView): string {
	return live === undefined || live === 'absent' ? '' : (live.spec.payloadVerificationConfig?.payloadVerificationDataSource ?? '');
}

const sourceChanged: Rule = {
	code: 'C7',
	severity: 'error',
	on: 'payload',
	currentShapeOnly: true,
	check(payload, report) {
		const stored = liveSource(payload);
		const config = payload.at('spec', 'payloadVerificationConfig');
		// The default steps in before the two are compared.
		const sent = payload.header.dataSource === '' ? buildFarm : payload.header.dataSource;
		if (stored === '' || config === undefined || isBlank(config) || sent === stored) return;
		const spot = at(config, 'payloadVerificationDataSource');
		const message = l10n.t('The stored payload has the data source {0}, and that cannot be changed: the server will refuse this.', stored);
		report(spot ?? config, message, { part: spot === undefined ? 'key' : 'sign', fixes: [putFix(config, 'payloadVerificationDataSource', stored)] });
	},
};

const configRemoved: Rule = {
	code: 'C8',
	severity: 'warning',
	on: 'payload',
	currentShapeOnly: true,
	check(payload, report) {
		const stored = liveSource(payload);
		const spec = payload.at('spec');
		const config = payload.at('spec', 'payloadVerificationConfig');
		if (stored === '' || spec === undefined || !isWhole(payload) || !isBlank(config)) return;
		report(config ?? spec, l10n.t('The stored payload has a payloadVerificationConfig: without it the data source is no longer fixed, and results are no longer collected.'), {
			part: 'key',
			fixes: [addConfig(spec, config, stored)],
		});
	},
};

const oldSource: Rule = {
	code: 'C9',
	severity: 'warning',
	on: 'payload',
	currentShapeOnly: true,
	check(payload, report) {
		const { dataSource, stored } = payload.header;
		const spot = payload.at('spec', 'payloadVerificationConfig', 'payloadVerificationDataSource');
		if (spot === undefined || dataSource !== annotation) return;
		const upgrade = payload.specJobs.find((job) => job.role === 'upgrade');
		const analysis = payload.specJobs.find((job) => (job.analysisJobCount ?? 0) > 0);
		const message =
			upgrade !== undefined ? l10n.t('From {0} the results of upgrade jobs are never filled in.', annotation)
			: analysis !== undefined ? l10n.t('{0} knows one result for each job: analysis runs are never counted.', annotation)
			: isRecent(payload) ? l10n.t('{0} is for tags from before 2023: release-controller no longer writes the annotation that it reads.', annotation)
			: undefined;
		if (message === undefined) return;
		const culprit = upgrade ?? analysis;
		report(spot, message, {
			related: related(culprit?.spot, l10n.t('This job gets no result')),
			// What is stored cannot be changed.
			fixes: stored || liveSource(payload) !== '' ? [] : [replaceFix(spot, buildFarm)],
		});
	},
};

/** 4.13 came out in 2023. */
function isRecent({ header: { release } }: PayloadView): boolean {
	const [major = 0, minor = 0] = (release.minor ?? '0.0').split('.').map(Number);
	return major > 4 || (major === 4 && minor >= 13);
}

const typeChanged: Rule = {
	code: 'C17',
	severity: 'warning',
	on: 'payload',
	currentShapeOnly: true,
	check(payload, report) {
		const { live } = payload.surroundings;
		const spec = payload.at('spec');
		if (live === undefined || live === 'absent' || spec === undefined || !isWhole(payload)) return;
		const stored = live.spec.payloadType ?? 'Local';
		const sent = payload.header.payloadType === '' ? 'Local' : payload.header.payloadType;
		if (stored === sent || stored === '') return;
		reportType(payload, spec, stored, report);
	},
};

function reportType(payload: PayloadView, spec: Spot, stored: string, report: Report): void {
	const spot = payload.at('spec', 'payloadType');
	report(spot ?? spec, l10n.t('The stored payload is of type {0}. The server takes the change, but nothing makes its image anew.', stored), {
		part: spot === undefined ? 'key' : 'sign',
		fixes: [putFix(spec, 'payloadType', stored)],
	});
}

export const creationRules: readonly Rule[] = [
	creationMissing,
	creationJobDiffers,
	mirrorHalfFilled,
	mirrorJobDiffers,
	prowMissing,
	verificationMissing,
	sourceChanged,
	configRemoved,
	oldSource,
	...coordinatesRules,
	typeChanged,
];
