import { flag, integer, listOf, mapOf, object, text, texts, time } from './building';

export const conditionFields = {
	type: text('Which fact it states.', { maxLength: 316, pattern: '^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*/)?(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])$' }),
	status: text('Whether it holds. `"True"` and `"False"` need quotes in YAML.', { enum: ['True', 'False', 'Unknown'] }),
	reason: text('Why, in one word. `ReleasePayloadManually…`: a person decided; `ReleasePayloadCreationJobFailed`: the image could not be built; others repeat the type.', { minLength: 1, maxLength: 1024, pattern: '^[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?$' }),
	message: text('Why, in a sentence: the reason of the override, or what the creation Job said. Empty when the jobs decided.', { maxLength: 32768 }),
	lastTransitionTime: time('Since when the status is what it is.'),
	observedGeneration: integer('Generation that the condition speaks of. Not set here.', { format: 'int64', minimum: 0 }),
};

const condition = object('A fact about the payload. `PayloadAccepted` is `False` also while the payload is still being tested.', conditionFields, { required: ['lastTransitionTime', 'message', 'reason', 'status', 'type'] });

export const runFields = {
	coordinates: object('The ProwJob of the run.', {
		name: 'Name of the ProwJob.',
		namespace: 'Namespace of the ProwJob, usually `ci`.',
		cluster: 'Build cluster on which it runs, such as `build05`.',
	}),
	startTime: time('When the run was created. Results are not sorted by it.'),
	completionTime: time('When Prow saw the run end.'),
	state: 'Failure, Aborted and Error count as failed.',
	humanProwResultsURL: 'Page of the run on Prow.',
	upgradeType: 'What kind of upgrade was run.',
};

const run = object('One run of a job on Prow.', runFields);

const jobNames = {
	ciConfigurationName: 'Short name of the job.',
	ciConfigurationJobName: 'Full name of the Prow job.',
};

const jobStatus = object('A job, its runs, and what follows from them.', {
	...jobNames,
	maxRetries: integer('Copied once from the specification. Not for upgrade jobs.'),
	analysisJobCount: integer('Runs of an aggregated job, copied once from the specification. Not for upgrade jobs.'),
	state: 'Computed from its runs.',
	results: listOf(run, 'The runs, sorted by name.'),
});

/** Results of the creation and the mirror Job have the same shape and differ in their words. */
function jobResult(job: string, description: string, statusMeaning: string): ReturnType<typeof object> {
	return object(description, {
		coordinates: object(`The ${job} Job in batch/v1.`, {
			name: `Name of the ${job} Job.`,
			namespace: `Namespace of the ${job} Job.`,
		}),
		status: statusMeaning,
		message: `What it said last: how far it is, or why it failed.`,
	});
}

const thread = object('What was told of a thread.', {
	issueKey: 'Key of the ticket, such as `OCPBUGS-123`.',
	activeEscalation: 'Highest escalation told so far.',
	activePriority: 'Priority of that step.',
	abated: flag('Things got better, and the ticket says so.'),
	lastTransitionTime: time('When any of this last changed.'),
});

const qualifierSummary = object('What one qualifier came to.', {
	jobs: listOf(object('A job that counts.', jobNames), 'The jobs that count towards it.'),
	aggregateState: 'State of its jobs together, or of the approval.',
	badgeName: 'Name of its badge.',
	badgeEarned: flag('It is enabled and its jobs passed, or its team approved.'),
	badgePropagated: flag('The badge is shown at the payload.'),
	approval: flag('Earned by the label `release.openshift.io/<id>_state` and not by jobs.'),
	failureLabels: texts('Labels that its failure gives to the payload.'),
	jiraNotifications: mapOf(thread, 'Tickets, by `<stream>-<qualifier>-<project>-<component>-<thread>`.'),
});

const qualifiersSummary = object('Badges, approvals and tickets of the payload.', {
	failureLabels: texts('Labels of all failed qualifiers, sorted, each once.'),
	qualifiers: mapOf(qualifierSummary, 'The qualifiers, by id.'),
});

export const status = object('What the controllers found out. Edits in a manifest are dropped when it is applied.', {
	conditions: listOf(condition, 'The facts from which the phase follows: Accepted, Failed, Rejected, Ready, Pending, the first that holds.'),
	releaseCreationJobResult: jobResult('release creation', 'How the building of the image stands. Before it succeeded nothing is decided.', '`Success`: the image is built. `Failed`: the payload is rejected and an override has no effect. `Unknown` or empty: open.'),
	releaseMirrorJobResult: jobResult('mirror', 'How the copying to an external registry stands.', '`Success` or `Failed`: the verdict may come. `Unknown` or empty: it waits.'),
	blockingJobResults: listOf(jobStatus, 'Jobs that decide. Filled from the specification once.'),
	informingJobResults: listOf(jobStatus, 'Jobs that do not decide.'),
	upgradeJobResults: listOf(jobStatus, 'Upgrade runs by platform. Success means that one of them passed.'),
	qualifiersSummary,
});
