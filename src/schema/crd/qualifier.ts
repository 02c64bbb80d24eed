import { flag, integer, listOf, mapOf, object, text, texts } from './building';

/** pkg/releasequalifiers/types.go of openshift/release-controller. */
const escalation = object('When a step fires and what it does then. In a thread the highest priority counts. Without `failures` and `passPercentage` it never fires.', {
	name: 'Unique: steps of the job and of the global qualifier are merged by it.',
	failures: integer('Fires after this many failed runs: in a row, or in all within `overLastRuns`. Ignored beside `passPercentage`.'),
	passPercentage: integer('Fires when a lower percentage of the runs in the window passed. Wins over `failures`.', { minimum: 0, maximum: 100 }),
	overLastRuns: integer('How many of the latest runs form the window; else `failures`, or 10.', { minimum: 1 }),
	overPeriod: text('How far back the window reaches at least, such as `24h`. Beside `overLastRuns` the larger window is taken.', { pattern: '^[1-9]\\d*(h|d|w)$' }),
	priority: 'Priority of the ticket, and rank of the step. Another word has no rank.',
	mentions: texts('Jira users whom the comment mentions.'),
	needsInfo: texts('Those who are asked for information.'),
});

const jira = object('Tickets for runs that fail too often. The controller never closes them; a comment says when things got better.', {
	project: 'Jira project, such as `OCPBUGS`. Without it there is no ticket.',
	component: 'Component of the ticket.',
	assignee: 'Who gets the ticket at first.',
	summary: 'Title of the ticket.',
	description: 'Text of the ticket.',
	thread: 'Jobs of one thread share a ticket.',
	escalations: listOf(escalation, 'The steps, told apart by name.'),
});

const qualifier = object('Overrides parts of the global qualifier of that id. An id that is not there is ignored.', {
	enabled: flag('Whether the qualifier counts for this job; left out: no.'),
	badgeName: 'Badge on release pages, such as `FIPS`.',
	payloadBadgeStatus: 'When the badge is shown at the payload. `"Yes"` and `"No"` need quotes in YAML; other words show none.',
	summary: 'One line on the qualifier.',
	description: 'What the qualifier stands for.',
	failureLabels: texts('Labels of a payload whose jobs for this fail. An empty list replaces the global one.'),
	approval: flag('Earned by the label of a team instead of by jobs. Only the global file may say so.'),
	notifications: object('Where failures are told.', { jira }),
});

export const qualifiers = mapOf(qualifier, 'Qualifiers that this job counts towards, by id. Not for upgrade jobs.');
