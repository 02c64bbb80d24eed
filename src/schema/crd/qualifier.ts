import { flag, integer, listOf, mapOf, object, text, texts } from './building';

/** pkg/releasequalifiers/types.go of openshift/release-controller. */
const escalation = object('One step of the escalation: when it fires and what it does then. Of the steps that fire in a thread, the one with the highest priority counts. A step with neither `failures` nor `passPercentage` can never fire.', {
	name: text('Name of the step. Steps of the job and of the global qualifier are merged by it, so it should be unique.'),
	failures: integer('Fires after this many failed runs: in a row when it stands alone, in all within the window when `overLastRuns` is given. Ignored when `passPercentage` is set.'),
	passPercentage: integer('Fires when fewer than this percentage of the runs in the window passed. Give `overLastRuns` with it; the window is 10 runs otherwise. Wins over `failures`.', { minimum: 0, maximum: 100 }),
	overLastRuns: integer('How many of the latest runs form the window. Left out, it is `failures`, or 10.', { minimum: 1 }),
	overPeriod: text('How far back the window reaches at least: a number and `h`, `d` or `w`, such as `24h`, `2d`, `1w`. Together with `overLastRuns` the larger of the two windows is taken.', { pattern: '^[1-9]\\d*(h|d|w)$' }),
	priority: text('Priority of the ticket, and rank of the step: Blocker, Critical, Major, Normal, Minor, Trivial. A word outside this list is not ranked and never outranks another step.'),
	mentions: texts('Jira users whom the comment on the ticket mentions.'),
	needsInfo: texts('Jira users who are asked for information.'),
});

const jira = object('Tickets that are opened when the runs of the qualifier fail too often. Tickets are never closed by the controller; a comment says when things got better.', {
	project: text('Key of the Jira project, such as `OCPBUGS`. Without it no ticket can be found or made.'),
	component: text('Component of the ticket.'),
	assignee: text('Who gets the ticket at first.'),
	summary: text('Title of the ticket.'),
	description: text('Text of the ticket.'),
	thread: text('Keeps tickets of several jobs apart: jobs with different threads get tickets of their own, jobs with the same one share it.'),
	escalations: listOf(escalation, 'The steps, of which the highest-ranked that fires is taken.'),
});

const qualifier = object('What this job says of one qualifier. Parts that are given here override those of the global qualifier of the same id; an id that the global file does not hold is ignored.', {
	enabled: flag('Whether the qualifier counts for this job. Left out means no: no badge is earned or shown then.'),
	badgeName: text('Short name of the badge on release pages, such as `FIPS`.'),
	payloadBadgeStatus: text('When the badge is shown at the payload: `"Yes"` always, `"No"` never, `OnSuccess` when its jobs passed, `OnFailure` when they failed. The first two need quotes in YAML; any other word shows no badge.'),
	summary: text('One line on the qualifier.'),
	description: text('What the qualifier stands for, for tooltips and detail pages.'),
	failureLabels: texts('Labels that the payload gets in its summary when the jobs of the qualifier fail. An empty list replaces the global one.'),
	approval: flag('Marks a qualifier that a team earns by a label instead of by jobs. Only the global qualifier file may say so.'),
	notifications: object('Where failures are told.', { jira }),
});

export const qualifiers = mapOf(qualifier, 'Qualifiers that this job counts towards, by id. Ignored for upgrade jobs.');
