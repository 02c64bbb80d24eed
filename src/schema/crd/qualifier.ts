import { flag, integer, listOf, mapOf, object, text, texts } from './building';

/** pkg/releasequalifiers/types.go of openshift/release-controller. */
const escalation = object('When a step fires and what it does. In a thread the highest priority counts. Without `failures` and `passPercentage` it never fires.', {
	name: 'Unique: it merges the steps of job and global qualifier.',
	failures: integer('Fires after this many failed runs: in a row, or within `overLastRuns`. Ignored beside `passPercentage`.'),
	passPercentage: integer('Fires when fewer percent of the runs passed. Wins over `failures`.', { minimum: 0, maximum: 100 }),
	overLastRuns: integer('How many latest runs count; else `failures`, or 10.', { minimum: 1 }),
	overPeriod: text('How far back runs count, such as `24h`. The larger of this and `overLastRuns` holds.', { pattern: '^[1-9]\\d*(h|d|w)$' }),
	priority: 'Priority of the ticket, rank of the step. Other words have no rank.',
	mentions: texts('Jira users to mention.'),
	needsInfo: texts('Jira users to ask for information.'),
});

const jira = object('Tickets for runs that fail too often. None is ever closed; a comment says when things got better.', {
	project: 'Jira project, such as `OCPBUGS`; without it no ticket.',
	component: 'Component of the ticket.',
	assignee: 'Who gets the ticket first.',
	summary: 'Title of the ticket.',
	description: 'Text of the ticket.',
	thread: 'Jobs of one thread share a ticket.',
	escalations: listOf(escalation, 'The steps, told apart by name.'),
});

const qualifier = object('Overrides parts of the global qualifier of that id; an unknown id is ignored.', {
	enabled: flag('Whether it counts for this job; left out: no.'),
	badgeName: 'Badge on release pages, such as `FIPS`.',
	payloadBadgeStatus: 'When the badge is shown. `"Yes"` and `"No"` need quotes in YAML; other words mean never.',
	summary: 'The qualifier in one line.',
	description: 'What the qualifier stands for.',
	failureLabels: texts('Labels of a payload that fails it. An empty list replaces the global one.'),
	approval: flag('Earned by a label of a team, not by jobs. For the global file only.'),
	notifications: object('Where failures are told.', { jira }),
});

export const qualifiers = mapOf(qualifier, 'Qualifiers that the job counts towards, by id. Not for upgrade jobs.');
