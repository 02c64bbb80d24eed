import assert from 'node:assert/strict';
import test from 'node:test';
import { readPayload } from '../../../../src/payload/readPayload';
import { checkFix, checkRule } from './checkRule';

type List = 'blockingJobs' | 'informingJobs' | 'upgradeJobs';

/** A payload of 4.22 with these lists; each item's lines stand below its dash. */
function payload(lists: Partial<Record<List, readonly string[]>>, head = ''): string {
	const body = Object.entries(lists).map(([list, jobs]) => `    ${list}:\n${jobs.map((job) => `    - ${job.split('\n').join('\n      ')}\n`).join('')}`);
	return `metadata:\n  name: 4.22.0-0.nightly-2026-05-01-132406\n${head}spec:\n  payloadVerificationConfig:\n${body.join('')}`;
}

function job(name: string, jobName = 'periodic-e2e', more = ''): string {
	return `ciConfigurationName: ${name}\nciConfigurationJobName: ${jobName}${more === '' ? '' : `\n${more}`}`;
}

const aggregator = '-release-openshift-release-analysis-aggregator';

const cases: readonly { readonly name: string; readonly code: string; readonly text: string }[] = [
	{ name: 'the same job twice in a list', code: 'J1', text: payload({ blockingJobs: [job('aws'), job('gcp'), job('[[aws]]')] }) },
	{ name: 'three times is two too many', code: 'J1', text: payload({ informingJobs: [job('aws'), job('[[aws]]'), job('[["aws"]]')] }) },
	{ name: 'the same name with another job is no duplicate', code: 'J1', text: payload({ blockingJobs: [job('aws'), job('aws', 'periodic-other')] }) },
	{ name: 'the same job in two lists', code: 'J2', text: payload({ blockingJobs: [job('aws')], informingJobs: [job('[[aws]]')] }) },
	{ name: 'the same job in all lists', code: 'J2', text: payload({ blockingJobs: [job('aws')], informingJobs: [job('[[aws]]')], upgradeJobs: [job('[[aws]]')] }) },
	{ name: 'an aggregator and its analysis', code: 'J2', text: payload({ blockingJobs: [job('aggregated-aws', `aggregated-aws${aggregator}`)], informingJobs: [job('aggregated-aws', 'periodic-aws', 'analysisJobCount: 10')] }) },
	{ name: 'one name for two jobs of a list', code: 'J3', text: payload({ blockingJobs: [job('aws', 'periodic-a'), job('[[aws]]', 'periodic-b')] }) },
	{ name: 'one name for two jobs of different lists', code: 'J3', text: payload({ blockingJobs: [job('aws', 'periodic-a')], informingJobs: [job('aws', 'periodic-b')] }) },
	{ name: 'a name that ends in a number', code: 'J4', text: payload({ blockingJobs: [job('[[aws-serial-2]]')] }) },
	{ name: 'a number that is part of the last word', code: 'J4', text: payload({ blockingJobs: [job('aws-serial-1of2'), job('e2e-ipv6'), job('s390x')] }) },
	{ name: 'a missing name', code: 'J5', text: payload({ blockingJobs: ['[[ciConfigurationJobName]]: periodic-e2e'] }) },
	{ name: 'empty names', code: 'J5', text: payload({ blockingJobs: ['ciConfigurationName: [[""]]\nciConfigurationJobName: [[\'\']]'] }) },
	{ name: 'a number is no name, but not empty', code: 'J5', text: payload({ blockingJobs: ['ciConfigurationName: 4.20\nciConfigurationJobName: periodic-e2e'] }) },
	{ name: 'an item that is no job', code: 'J5', text: payload({ blockingJobs: ['aws'] }) },
	{ name: 'capitals and underscores', code: 'J6', text: payload({ blockingJobs: [job('[[AWS_serial]]'), job('aws.serial-x')] }) },
	{ name: 'a name that ends in a dash', code: 'J6', text: payload({ informingJobs: [job('[[aws-]]')] }) },
	{ name: 'negative counts', code: 'J7', text: payload({ blockingJobs: [job('aws', 'p', 'maxRetries: [[-1]]'), job('b', 'p', 'analysisJobCount: [[-3]]'), job('c', 'p', 'maxRetries: 0')] }) },
	{ name: 'many retries', code: 'J8', text: payload({ blockingJobs: [job('aws', 'p', 'maxRetries: [[4]]'), job('b', 'p', 'maxRetries: 3')] }) },
	{ name: 'retries of an analysis job', code: 'J9', text: payload({ informingJobs: [job('aws', 'p', 'maxRetries: [[2]]\nanalysisJobCount: 10'), job('b', 'p', 'maxRetries: 0\nanalysisJobCount: 10')] }) },
	{ name: 'analysis runs of a blocking job', code: 'J10', text: payload({ blockingJobs: [job('aws', 'p', 'analysisJobCount: [[10]]')], informingJobs: [job('gcp', 'p', 'analysisJobCount: 10')] }) },
	{ name: 'odd numbers of analysis runs', code: 'J11', text: payload({ informingJobs: [job('a', 'p', 'analysisJobCount: [[2]]'), job('b', 'p', 'analysisJobCount: [[21]]'), job('c', 'p', 'analysisJobCount: 3'), job('d', 'p', 'analysisJobCount: 20')] }) },
	{ name: 'what upgrade jobs do not have', code: 'J12', text: payload({ upgradeJobs: [job('aws', 'p', '[[maxRetries]]: 1\n[[analysisJobCount]]: 2\n[[qualifiers]]: {}')], informingJobs: [job('gcp', 'p', 'maxRetries: 1')] }) },
	{ name: 'an aggregator alone', code: 'J13', text: payload({ blockingJobs: [job('[[aggregated-aws]]', `aggregated-aws${aggregator}`)] }) },
	{ name: 'an analysis alone', code: 'J13', text: payload({ informingJobs: [job('[[aggregated-aws]]', 'p', 'analysisJobCount: 10')] }) },
	{ name: 'an aggregated pair', code: 'J13', text: payload({ blockingJobs: [job('x', `x${aggregator}`)], informingJobs: [job('x', 'p', 'analysisJobCount: 10')] }) },
	{ name: 'an aggregator whose job lacks its name', code: 'J14', text: payload({ blockingJobs: [job('aggregated-aws', `[[${aggregator.slice(1)}]]`), job('aggregated-gcp', `aggregated-gcp${aggregator}`)] }) },
	{ name: 'a job of another version', code: 'J15', text: payload({ blockingJobs: [job('aws', '[[periodic-ci-openshift-release-master-nightly-4.21-e2e-aws]]'), job('gcp', 'periodic-ci-openshift-release-master-nightly-4.22-e2e-gcp')] }) },
	{ name: 'an upgrade from another version', code: 'J15', text: payload({ blockingJobs: [job('aws', 'periodic-ci-openshift-release-master-ci-4.22-upgrade-from-stable-4.21-e2e-aws')] }) },
	{ name: 'a version that only begins alike', code: 'J15', text: payload({ blockingJobs: [job('aws', '[[periodic-nightly-4.220-e2e]]')] }) },
	{ name: 'a private job of a public payload', code: 'J15', text: payload({ blockingJobs: [job('aws', '[[periodic-ci-openshift-release-master-nightly-4.22-priv-e2e]]')] }) },
	{ name: 'no blocking jobs', code: 'J17', text: payload({ informingJobs: [job('aws')] }).replace('payloadVerificationConfig', '[[payloadVerificationConfig]]') },
	{ name: 'an empty list of blocking jobs', code: 'J17', text: `${payload({ informingJobs: [job('aws')] })}    [[blockingJobs]]: []\n` },
	{ name: 'blocking jobs', code: 'J17', text: payload({ blockingJobs: [job('aws')] }) },
	{ name: 'blocking jobs that are no list are told elsewhere', code: 'J17', text: `${payload({ informingJobs: [job('aws')] })}    blockingJobs: aws\n` },
	{ name: 'no jobs at all', code: 'J18', text: 'spec:\n  [[payloadVerificationConfig]]:\n    payloadVerificationDataSource: BuildFarmLookup\n' },
	{ name: 'some jobs', code: 'J18', text: payload({ informingJobs: [job('aws')] }) },
	{ name: 'a payload without configuration is told elsewhere', code: 'J18', text: 'spec:\n  payloadType: Local\n' },
	{ name: 'a run name that is cut', code: 'J19', text: payload({ blockingJobs: [job('[[metal-ovn-single-node-live-iso]]'), job('metal-ovn-single-node-iso-28')] }) },
	{ name: 'a run name that only a retry makes too long', code: 'J19', text: payload({ blockingJobs: [job('[[metal-ovn-single-node-iso-28]]', 'p', 'maxRetries: 1')] }) },
	{ name: 'platforms in more than a word', code: 'J20', text: payload({ upgradeJobs: [job('[[aws-ovn]]'), job('gcp')], informingJobs: [job('aws-ovn')] }) },
];

for (const { name, code, text } of cases) test(`${code}: ${name}`, () => void checkRule(code, text));

test('J1 to J3 point at the first of the two', () => {
	const [found] = checkRule('J1', payload({ blockingJobs: [job('aws'), job('[[aws]]')] }));
	assert.equal(found?.related.length, 1);
});

test('J1 removes the second entry with its lines', () => {
	checkFix('J1', payload({ blockingJobs: [job('aws'), job('aws'), job('gcp')] }), payload({ blockingJobs: [job('aws'), job('gcp')] }));
	const flow = (jobs: string): string => `spec:\n  payloadVerificationConfig: {blockingJobs: [${jobs}]}\n`;
	checkFix('J1', flow('{ciConfigurationName: a}, {ciConfigurationName: a}'), flow('{ciConfigurationName: a}'));
});

test('J4 joins the number, in an aggregator\'s job too', () => {
	checkFix('J4', payload({ blockingJobs: [job('"aws-2" # why')] }), payload({ blockingJobs: [job('"aws2" # why')] }));
	checkFix('J4', payload({ blockingJobs: [job('aggregated-2', `aggregated-2${aggregator}`)] }), payload({ blockingJobs: [job('aggregated2', `aggregated2${aggregator}`)] }));
});

test('J5 takes the name from the job where it tells', () => {
	const jobName = 'periodic-ci-openshift-release-master-nightly-4.22-e2e-aws-ovn';
	checkFix('J5', payload({ blockingJobs: [`ciConfigurationJobName: ${jobName}`] }), payload({ blockingJobs: [`ciConfigurationJobName: ${jobName}\nciConfigurationName: aws-ovn`] }));
	checkFix('J5', payload({ blockingJobs: [`ciConfigurationJobName: ${jobName}\nciConfigurationName:`] }), payload({ blockingJobs: [`ciConfigurationJobName: ${jobName}\nciConfigurationName: aws-ovn`] }));
	assert.throws(() => {
		checkFix('J5', payload({ blockingJobs: ['ciConfigurationJobName: odd'] }), '');
	}, /no fix/);
});

test('J6 writes the name as a ProwJob can bear it', () => {
	checkFix('J6', payload({ blockingJobs: [job("'AWS_Serial '")] }), payload({ blockingJobs: [job("'aws-serial'")] }));
});

test('J7 and J8 write numbers', () => {
	checkFix('J7', payload({ blockingJobs: [job('a', 'p', 'maxRetries: -2 # none')] }), payload({ blockingJobs: [job('a', 'p', 'maxRetries: 0 # none')] }));
	checkFix('J7', payload({ blockingJobs: [job('a', 'p', 'maxRetries: -2')] }), payload({ blockingJobs: [job('a', 'p')] }), 1);
	checkFix('J8', payload({ blockingJobs: [job('a', 'p', 'maxRetries: 7')] }), payload({ blockingJobs: [job('a', 'p', 'maxRetries: 3')] }));
	checkFix('J11', payload({ informingJobs: [job('a', 'p', 'analysisJobCount: 1')] }), payload({ informingJobs: [job('a', 'p', 'analysisJobCount: 10')] }));
});

test('J9, J10 and J12 remove what has no effect', () => {
	checkFix('J9', payload({ informingJobs: [job('a', 'p', 'maxRetries: 2\nanalysisJobCount: 10')] }), payload({ informingJobs: [job('a', 'p', 'analysisJobCount: 10')] }));
	checkFix('J10', payload({ blockingJobs: [job('a', 'p', 'analysisJobCount: 10')] }), payload({ blockingJobs: [job('a', 'p')] }));
	checkFix('J12', payload({ upgradeJobs: [job('aws', 'p', 'maxRetries: 2')] }), payload({ upgradeJobs: [job('aws', 'p')] }));
});

test('J13 adds the aggregator to the list, or the list as other lists stand', () => {
	const analysis = job('agg', 'p', 'analysisJobCount: 10');
	const added = `ciConfigurationJobName: agg${aggregator}\nciConfigurationName: agg`;
	checkFix('J13', payload({ blockingJobs: [job('a')], informingJobs: [analysis] }), payload({ blockingJobs: [job('a'), added], informingJobs: [analysis] }));
	const without = payload({ informingJobs: [analysis] });
	checkFix('J13', without, `${without}    blockingJobs:\n    - ${added.replace('\n', '\n      ')}\n`);
	checkFix(
		'J13',
		payload({ blockingJobs: [job('x', `x${aggregator}`)], informingJobs: [job('x', 'p')] }),
		payload({ blockingJobs: [job('x', `x${aggregator}`)], informingJobs: [job('x', 'p', 'analysisJobCount: 10')] }),
	);
});

test('J14 puts the name before the aggregator\'s job', () => {
	checkFix('J14', payload({ blockingJobs: [job('aggregated-aws', aggregator.slice(1))] }), payload({ blockingJobs: [job('aggregated-aws', `aggregated-aws${aggregator}`)] }));
});

test('J15 writes the version of the payload', () => {
	checkFix('J15', payload({ blockingJobs: [job('a', 'periodic-nightly-4.21-e2e')] }), payload({ blockingJobs: [job('a', 'periodic-nightly-4.22-e2e')] }));
});

test('J20 finds the platform in the name', () => {
	checkFix('J20', payload({ upgradeJobs: [job('e2e-gcp')] }), payload({ upgradeJobs: [job('gcp')] }));
});

test('J19 shows the name with its hash', () => {
	const [found] = checkRule('J19', payload({ blockingJobs: [job('[[metal-ovn-single-node-live-iso]]')] }));
	assert.match(found?.message ?? '', /"4\.22\.0-0\.nightly-2026-05-01-132406-metal-ovn-[a-z-]*[b-z0-9]{7}"/);
});

test('J16: lists that were changed since the cluster filled the status', () => {
	const config = { blockingJobs: [{ ciConfigurationName: 'aws', ciConfigurationJobName: 'p', maxRetries: 2 }, { ciConfigurationName: 'gcp', ciConfigurationJobName: 'p' }] };
	const live = readPayload({ spec: { payloadVerificationConfig: config }, status: { blockingJobResults: [{ ciConfigurationName: 'aws' }] } });
	const fresh = readPayload({ spec: { payloadVerificationConfig: config } });
	const same = payload({ blockingJobs: [job('aws', 'p', 'maxRetries: 2'), job('gcp', 'p')] });
	checkRule('J16', same, { live });
	checkRule('J16', payload({ blockingJobs: [job('gcp', 'p'), job('aws', 'p', 'maxRetries: 2')] }), { live });
	const added = payload({ blockingJobs: [job('aws', 'p', 'maxRetries: 2'), job('gcp', 'p'), job('[[azure]]', 'p')] });
	checkRule('J16', added, { live });
	checkRule('J16', added.replace('[[azure]]', 'azure'), { live: fresh });
	checkRule('J16', added.replace('[[azure]]', 'azure'), { live: 'absent' });
	checkRule('J16', added.replace('[[azure]]', 'azure'));
	checkRule('J16', payload({ blockingJobs: [job('aws', 'p', 'maxRetries: [[3]]'), job('gcp', 'p')] }), { live });
	checkRule('J16', payload({ blockingJobs: [job('aws', 'p', 'maxRetries: 2')] }).replace('payloadVerificationConfig', '[[payloadVerificationConfig]]'), { live });
});
