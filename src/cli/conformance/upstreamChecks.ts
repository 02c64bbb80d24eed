/** The shapes of upstream's own test tables. */
import { inCanonicalOrder } from '../../payload/canonicalOrder';
import { seedJobs, updateAccepted, updateCreation, updateJobStates, updateMirror, updateRejected } from '../../payload/controllers';
import { runCounts } from '../../payload/jobState';
import { isBadgeEarned, isBadgePropagated, isValidQualifier, mergeQualifiers } from '../../payload/qualifiers';
import { readPayload } from '../../payload/readPayload';
import type { ReleasePayload } from '../../payload/releasePayload';
import { previousAttempts, projectedRetries, projectedState, projectedUrl, transitionTime } from '../../payload/upstream/projection';
import * as tags from '../../payload/upstream/releaseTags';
import { findJob, matchRuns } from '../../payload/upstream/runMatching';
import { preReleaseGroups } from '../../payload/upstream/runName';
import { tagPhase } from '../../payload/upstream/tagOrder';
import { isHeldByMirror, verdictOf } from '../../payload/verdict';
import { difference, fields, firstOf, isFields, items, text, textMap, texts, truth, type Fields } from './compare';
import { checkBackoff, checkPullSpec, checkQualifierMerge, checkQualifiersSummary, readProwJob, readQualifier, readQualifiers } from './jobChecks';
import { checkProwJobName, checkReleaseOrder, checkRunName } from './nameChecks';
import { checkGroupState, checkJobState, checkPhase, plainConditions, readJob, resultLists, type Check } from './verdictChecks';

/** One sync of one controller, and what of the object is compared. */
function afterSync(sync: (payload: ReleasePayload) => ReleasePayload, part: (payload: ReleasePayload) => Fields): Check {
	return (input, expected) => difference('after the sync', part(sync(readPayload(input['payload']))), pick(expected, part));
}

/** Only what the part is about, without the times of conditions. */
function pick(expected: Fields, part: (payload: ReleasePayload) => Fields): Fields {
	return part === conditionsOf ? conditionsOf(readPayload({ status: expected })) : resultLists(readPayload({ status: expected }));
}

function conditionsOf(payload: ReleasePayload): Fields {
	return { conditions: plainConditions(payload) };
}

const runsOf = (input: Fields) => readJob(input).results;

const checkFindJob: Check = (input, expected) => {
	const { status } = readPayload({ status: input['status'] });
	const found = findJob(text(input['payloadName']), status, text(input['ciConfigurationName']), text(input['ciConfigurationJobName']));
	return difference('jobStatus', found === undefined ? undefined : status[found.list]?.[found.at], expectedJob(expected['jobStatus']));
};

function expectedJob(job: unknown): unknown {
	return isFields(job) ? readJob(job) : undefined;
}

/**
 * Upstream writes an empty list of labels, which takes the labels away, and no list, which leaves them, alike: where an
 * override has none, the case stands for either.
 */
const checkQualifiersMerge: Check = (input, expected) => {
	const [base, override] = [readQualifiers(input['base']) ?? {}, readQualifiers(input['override']) ?? {}];
	const emptied = Object.fromEntries(Object.entries(override).map(([id, each]) => [id, { failureLabels: [], ...each }]));
	const asGiven = difference('merged', mergeQualifiers(base, override), expected['merged'], true);
	return asGiven === undefined || difference('merged', mergeQualifiers(base, emptied), expected['merged'], true) === undefined ? undefined : asGiven;
};

const checkBuckets: Check = (input, expected) => {
	const buckets = tags.upgradeBuckets(texts(input['versions']));
	return firstOf(difference('keys', [...buckets.keys()], expected['keys']), difference('buckets', Object.fromEntries(buckets), expected['buckets']));
};

const checkLegacyOverride: Check = (input, expected) => {
	const { payloadOverride = {} } = readPayload({ spec: input }).spec;
	return difference('payloadOverride', tags.legacyOverride(Object.fromEntries(textMap(input['annotations'])), payloadOverride), expected['payloadOverride']);
};

/** Shape → how it is checked; the shapes of the other files are among them. */
export const upstreamChecks: ReadonlyMap<string, Check> = new Map<string, Check>([
	['job-state', checkJobState],
	['group-state', checkGroupState],
	['run-name', checkRunName],
	['prow-job-name', checkProwJobName],
	['backoff', checkBackoff],
	['phase', checkPhase],
	['release-order', checkReleaseOrder],
	['qualifiers-summary', checkQualifiersSummary],
	['qualifier-merge', checkQualifierMerge],
	['pull-spec', checkPullSpec],
	['accepted-condition', (input, expected) => difference('condition', verdictOf(readPayload(input['payload'])).accepted, expected['condition'])],
	['rejected-condition', (input, expected) => difference('condition', verdictOf(readPayload(input['payload'])).rejected, expected['condition'])],
	['accepted-sync', afterSync((payload) => updateAccepted(payload, ''), conditionsOf)],
	['rejected-sync', afterSync((payload) => updateRejected(payload, ''), conditionsOf)],
	['creation-sync', afterSync((payload) => updateCreation(payload, ''), conditionsOf)],
	['mirror-sync', afterSync((payload) => updateMirror(payload, ''), conditionsOf)],
	['mirror-pending', (input, expected) => difference('pending', isHeldByMirror(readPayload(input['payload'])), expected['pending'])],
	['job-state-sync', afterSync(updateJobStates, resultLists)],
	['seeding-sync', afterSync(seedJobs, resultLists)],
	[
		'prowjob-sync',
		(input, expected) => {
			const after = matchRuns(readPayload(input['payload']), items(input['prowJobs']).map(readProwJob));
			return difference('after the sync', resultLists(after), pick(expected, resultLists));
		},
	],
	['find-job-status', checkFindJob],
	['run-buckets', (input, expected) => difference('runs', runCounts(runsOf(input)), expected)],
	['prerelease-groups', (input, expected) => difference('groups', preReleaseGroups(text(input['prerelease'])), expected['groups'])],
	['badge-earned', (input, expected) => difference('earned', isBadgeEarned(truth(input['enabled']), text(input['aggregateState'])), expected['earned'])],
	[
		'badge-propagated',
		(input, expected) =>
			difference('propagated', isBadgePropagated(truth(input['enabled']), text(input['payloadBadgeStatus']), text(input['aggregateState'])), expected['propagated']),
	],
	['qualifiers-merge', checkQualifiersMerge],
	['qualifier-validate', (input, expected) => difference('valid', isValidQualifier(readQualifier(input['qualifier'])), expected['valid'])],
	['projection-retries', (input, expected) => difference('retries', projectedRetries(readJob(input)), expected['retries'])],
	['projection-state', (input, expected) => difference('state', projectedState(readJob(input)), expected['state'])],
	['projection-url', (input, expected) => difference('url', projectedUrl(runsOf(input)), expected['url'])],
	[
		'projection-previous-urls',
		(input, expected) => difference('previousAttemptURLs', previousAttempts(runsOf(input), text(input['primaryURL'])), items(expected['previousAttemptURLs'])),
	],
	['projection-transition-time', (input, expected) => difference('transitionTime', transitionTime(runsOf(input)), expected['transitionTime'])],
	['canonical-order', (input, expected) => difference('status', inCanonicalOrder(readPayload(input).status), readPayload(expected).status)],
	[
		'tag-phase',
		(input, expected) => difference('phase', tagPhase(text(input['tag']), text(input['phaseAnnotation']), textMap(input['payloadPhases'])), expected['phase']),
	],
	['url-truncate', (input, expected) => difference('url', tags.truncateResultsUrl(text(input['url'])), expected['url'])],
	['url-expand', (input, expected) => difference('url', tags.expandResultsUrl(text(input['url'])), expected['url'])],
	['reference-payload-tag', (input, expected) => difference('tag', tags.referencePayloadTag(text(input['name'])), expected['tag'])],
	['reference-removal-tag', (input, expected) => difference('tag', tags.referenceRemovalTag(text(input['name'])), expected['tag'])],
	['upgrade-buckets', checkBuckets],
	['verify-names', (input, expected) => difference('valid', tags.areVerifyNamesValid(texts(input['names'])), expected['valid'])],
	['rejection-details', (input, expected) => difference('details', tags.rejectionDetails(readPayload(input['payload'])), fields(expected))],
	['legacy-override', checkLegacyOverride],
]);
