import { flag, integer, listOf, mapOf, object, text, texts, time } from './building';

const condition = object('One fact about the payload. Read type, status and reason together: `PayloadAccepted` with status `False` is also what a payload has that is still being tested.', {
	type: text('Which fact: PayloadCreated, PayloadFailed, PayloadMirrored, PayloadMirrorFailed, PayloadAccepted or PayloadRejected.', { maxLength: 316, pattern: '^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*/)?(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])$' }),
	status: text('Whether it holds: `"True"`, `"False"` (both quoted in YAML) or `Unknown` while that is open.', { enum: ['True', 'False', 'Unknown'] }),
	reason: text('Why, in one word: `ReleasePayloadManuallyAccepted` and `ReleasePayloadManuallyRejected` mean that a person decided, `ReleasePayloadCreationJobFailed` that the image could not be built; other reasons only repeat the type.', { minLength: 1, maxLength: 1024, pattern: '^[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?$' }),
	message: text('Why, in a sentence: the reason of the override, or what the creation Job said. Empty for a verdict that follows from the jobs.', { maxLength: 32768 }),
	lastTransitionTime: time('Since when the status is what it is. A new reason or message alone does not move it.'),
	observedGeneration: integer('Generation of the object that the condition speaks of. The payload controllers do not set it.', { format: 'int64', minimum: 0 }),
}, { required: ['lastTransitionTime', 'message', 'reason', 'status', 'type'] });

const run = object('One run of a job on Prow.', {
	coordinates: object('The ProwJob of the run.', {
		name: text('Name of the ProwJob.'),
		namespace: text('Namespace of the ProwJob, usually `ci`.'),
		cluster: text('Build cluster on which it runs, such as `build05`.'),
	}),
	startTime: time('When the run was created. Results are sorted by name, not by time: use this to order them.'),
	completionTime: time('When Prow saw the run end. Missing while it runs.'),
	state: text('Triggered, Scheduling or Pending: under way. Success: passed. Failure, Aborted, Error: failed. Unknown: Prow said something else.'),
	humanProwResultsURL: text('Page of the run on Prow. May be empty just after the start.'),
	upgradeType: text('For upgrade runs: `upgrade` within a minor version, `upgrade-minor` to a higher one.'),
});

const jobStatus = object('A job of the payload, its runs, and what follows from them.', {
	ciConfigurationName: text('Short name of the job, copied from the specification.'),
	ciConfigurationJobName: text('Full name of the Prow job. Runs are attached to the entry whose two names fit.'),
	maxRetries: integer('Retries allowed, copied from the specification when the payload was new. Not for upgrade jobs.'),
	analysisJobCount: integer('Number of runs of an aggregated job, copied from the specification. Not for upgrade jobs.'),
	state: text('Pending: a run is under way or a retry is due. Success, Failure: decided. Unknown or empty: no run yet, or too few to tell. Recomputed from the runs at each change.'),
	results: listOf(run, 'The runs, sorted by name. Missing until the first one is seen.'),
});

/** Results of the creation and the mirror Job have the same shape and differ in their words. */
function jobResult(job: string, description: string, statusMeaning: string): ReturnType<typeof object> {
	return object(description, {
		coordinates: object(`The ${job} Job, a batch/v1 Job, copied from the specification.`, {
			name: text(`Name of the ${job} Job.`),
			namespace: text(`Namespace of the ${job} Job.`),
		}),
		status: text(statusMeaning),
		message: text(`What the ${job} Job said last: how far it is, or why it failed (possibly several lines of a log).`),
	});
}

const thread = object('What was told of one thread, so that nothing is told twice.', {
	issueKey: text('Key of the ticket, such as `OCPBUGS-123`.'),
	activeEscalation: text('Name of the highest escalation step told so far.'),
	activePriority: text('Priority of that step.'),
	abated: flag('Things have improved since, and the ticket says so. Reset when the next step fires.'),
	lastTransitionTime: time('When any of this last changed.'),
});

const qualifierJob = object('A job that counts towards the qualifier.', {
	ciConfigurationName: text('Short name of that job.'),
	ciConfigurationJobName: text('Full name of the Prow job.'),
});

const qualifierSummary = object('What one qualifier came to.', {
	jobs: listOf(qualifierJob, 'The jobs that count towards it. Absent for a qualifier that a team approves.'),
	aggregateState: text('State of its jobs together: Pending, Success, Failure or Unknown. For an approval, Success or Failure by the label.'),
	badgeName: text('Name of its badge; empty when it has none.'),
	badgeEarned: flag('The qualifier is enabled and its jobs passed, or its team approved.'),
	badgePropagated: flag('The badge is shown at the payload, as its badge status asks.'),
	approval: flag('The qualifier is earned by the label `release.openshift.io/<id>_state` and not by jobs.'),
	failureLabels: texts('Labels that its failure gives to the payload, after the global file and the jobs were merged.'),
	jiraNotifications: mapOf(thread, 'Tickets, by thread. The key is `<stream>-<qualifier>-<project>-<component>-<thread>`.'),
});

const qualifiersSummary = object('Badges, approvals and tickets of the payload. `{}` when there is nothing to say.', {
	failureLabels: texts('Labels of all failed qualifiers, sorted, each once.'),
	qualifiers: mapOf(qualifierSummary, 'The qualifiers, by id.'),
});

export const status = object('What the controllers found out. Written through the status subresource only: edits of it in a manifest are dropped when the manifest is applied.', {
	conditions: listOf(condition, 'The facts from which the phase follows: Accepted, Failed, Rejected, Ready, Pending, the first that holds. Sorted by type.'),
	releaseCreationJobResult: jobResult('release creation', 'How the building of the release image stands. Nothing else is decided before it succeeded.', '`Success`: the image is built, and this stays. `Failed`: the payload is rejected and an override has no effect. `Unknown` or empty: still open.'),
	releaseMirrorJobResult: jobResult('mirror', 'How the copying to an external registry stands, where the stream has a mirror.', '`Success` or `Failed`: the verdict may come, a failed mirror does not stop it. `Unknown` or empty: the verdict waits.'),
	blockingJobResults: listOf(jobStatus, 'Jobs that decide. Filled from the specification once; while it is empty the payload counts as having no blocking jobs.'),
	informingJobResults: listOf(jobStatus, 'Jobs that are shown and do not decide.'),
	upgradeJobResults: listOf(jobStatus, 'Upgrade runs by platform. Success means that one of the runs passed: look at each.'),
	qualifiersSummary,
});
