import assert from 'node:assert/strict';
import test from 'node:test';
import { knownValues } from '../../../src/language/vocabulary/values';

const jobs = 'spec.payloadVerificationConfig.blockingJobs[]';
const places = [
	'apiVersion', 'kind', 'spec.payloadOverride.override', 'spec.payloadType', 'spec.payloadVerificationConfig.payloadVerificationDataSource', `${jobs}.qualifiers.*.payloadBadgeStatus`,
	'metadata.labels.release.openshift.io/team_state', `${jobs}.qualifiers.*.notifications.jira.escalations[].priority`, `${jobs}.qualifiers.*.notifications.jira.escalations[].overPeriod`,
	'status.conditions[].type', 'status.conditions[].status', 'status.releaseCreationJobResult.status', 'status.releaseMirrorJobResult.status', 'status.blockingJobResults[].state', 'status.blockingJobResults[].aggregateState',
	'status.blockingJobResults[].results[].state', 'status.upgradeJobResults[].results[].upgradeType',
];

test('every field that has words of its own is found by its name', () => {
	for (const place of places) assert.ok(knownValues(place, undefined, false).length > 0, place);
	for (const place of ['spec.payloadOverride.reason', 'metadata.labels.a', 'status.blockingJobResults[].results[].humanProwResultsURL']) assert.equal(knownValues(place, undefined, false).length, 0, place);
});
