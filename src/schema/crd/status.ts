import { flag, integer, listOf, mapOf, object, text, texts, time } from './building';

export const conditionFields = {
	type: text('The fact that it states.', { maxLength: 316, pattern: '^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*/)?(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])$' }),
	status: text('Whether it holds. `"True"` and `"False"` need quotes in YAML.', { enum: ['True', 'False', 'Unknown'] }),
	reason: text('Why, in one word. `ReleasePayloadManually…`: a person decided; `ReleasePayloadCreationJobFailed`: no image; others repeat the type.', { minLength: 1, maxLength: 1024, pattern: '^[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?$' }),
	message: text('The reason of the override, or what the creation Job said. Empty when jobs decided.', { maxLength: 32768 }),
	lastTransitionTime: time('When the status last changed.'),
	observedGeneration: integer('Generation that it speaks of. Not set here.', { format: 'int64', minimum: 0 }),
};

const condition = object('A fact about the payload. `PayloadAccepted` is `False` also during the tests.', conditionFields, { required: ['lastTransitionTime', 'message', 'reason', 'status', 'type'] });

export const runFields = {
	coordinates: object('The ProwJob of the run.', {
		name: 'Name of the ProwJob.',
		namespace: 'Namespace of the ProwJob, usually `ci`.',
		cluster: 'Build cluster, such as `build05`.',
	}),
	startTime: time('When the run was created.'),
	completionTime: time('When Prow saw the run end.'),
	state: 'Failure, Aborted and Error count as failed.',
	humanProwResultsURL: 'Its page on Prow.',
	upgradeType: 'The kind of upgrade.',
};

const run = object('One run of a job on Prow.', runFields);

const jobNames = {
	ciConfigurationName: 'Short name of the job.',
	ciConfigurationJobName: 'Full name of the Prow job.',
};

const jobStatus = object('A job, its runs, and what follows.', {
	...jobNames,
	maxRetries: integer('Copied once from `spec`. Not for upgrade jobs.'),
	analysisJobCount: integer('Runs of an aggregated job, copied once from `spec`. Not for upgrade jobs.'),
	state: 'Follows from its runs.',
	results: listOf(run, 'The runs, sorted by name.'),
});

/** Results of the creation and the mirror Job have the same shape and differ in their words. */
function jobResult(job: string, description: string, statusMeaning: string): ReturnType<typeof object> {
	return object(description, {
		coordinates: object(`The ${job} Job in batch/v1.`, {
			name: 'Name of that Job.',
			namespace: 'Namespace of that Job.',
		}),
		status: statusMeaning,
		message: 'How far it is, or why it failed.',
	});
}

const thread = object('What was told of a thread.', {
	issueKey: 'The ticket, such as `OCPBUGS-123`.',
	activeEscalation: 'Highest step told so far.',
	activePriority: 'Priority of that step.',
	abated: flag('The ticket says that things got better.'),
	lastTransitionTime: time('When this last changed.'),
});

const qualifierSummary = object('What a qualifier came to.', {
	jobs: listOf(object('A job that counts.', jobNames), 'The jobs that count towards it.'),
	aggregateState: 'State of its jobs or of the approval.',
	badgeName: 'Name of its badge.',
	badgeEarned: flag('It is enabled, and its jobs passed or its team approved.'),
	badgePropagated: flag('The badge is shown.'),
	approval: flag('Earned by the label `release.openshift.io/<id>_state`, not by jobs.'),
	failureLabels: texts('Labels that its failure brings.'),
	jiraNotifications: mapOf(thread, 'Tickets, by `<stream>-<qualifier>-<project>-<component>-<thread>`.'),
});

const qualifiersSummary = object('Badges, approvals and tickets of the payload.', {
	failureLabels: texts('Labels of all failed qualifiers, sorted.'),
	qualifiers: mapOf(qualifierSummary, 'The qualifiers, by id.'),
});

export const status = object('What the controllers found out. Applying a manifest drops edits here.', {
	conditions: listOf(condition, 'They give the phase: Accepted, Failed, Rejected, Ready, Pending, the first that holds.'),
	releaseCreationJobResult: jobResult('release creation', 'How building the image went. Nothing is decided before it succeeds.', '`Success`: the image is built. `Failed`: the payload is rejected, whatever the override. `Unknown` or empty: open.'),
	releaseMirrorJobResult: jobResult('mirror', 'How copying the image went.', '`Success` or `Failed`: the verdict may come. `Unknown` or empty: it waits.'),
	blockingJobResults: listOf(jobStatus, 'Jobs that decide, copied once from `spec`.'),
	informingJobResults: listOf(jobStatus, 'Jobs that do not decide.'),
	upgradeJobResults: listOf(jobStatus, 'Upgrade runs by platform; one success is enough.'),
	qualifiersSummary,
});
