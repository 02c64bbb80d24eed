import test from 'node:test';
import { readPayload } from '../../../../src/payload/readPayload';
import { checkFix, checkRule } from './checkRule';

function indented(text: string, by: number): string {
	return text.split('\n').join(`\n${' '.repeat(by)}`);
}

/** A blocking job in the status. */
function job(lines: string, list = 'blockingJobResults'): string {
	return `status:\n  ${list}:\n  - ciConfigurationName: aws\n    ciConfigurationJobName: periodic-aws\n    ${indented(lines, 4)}\n`;
}

function run(lines: string, list?: string): string {
	return job(`results:\n- ${indented(lines, 2)}`, list);
}

function conditions(...list: readonly string[]): string {
	return `status:\n  conditions:\n${list.map((each) => `  - ${indented(each, 4)}\n`).join('')}`;
}

function override(value: string, reason: string): string {
	return `spec:\n  payloadOverride:\n    override: ${value}\n    reason: ${reason}\n`;
}

/** Jobs by name in spec and status. */
function lists(spec: readonly string[], status: readonly string[]): string {
	const items = (names: readonly string[], indent: string): string => names.map((name) => `${indent}- ciConfigurationName: ${name}\n${indent}  ciConfigurationJobName: periodic-${name.replaceAll(/[[\]]/g, '')}\n`).join('');
	return `spec:\n  payloadVerificationConfig:\n    blockingJobs:\n${items(spec, '    ')}status:\n  blockingJobResults:\n${items(status, '  ')}`;
}

const url = 'https://prow.ci.openshift.org/view/gs/test-platform-results/logs';

const cases: readonly { readonly name: string; readonly code: string; readonly text: string }[] = [
	{ name: 'the status of a payload still to be made', code: 'S1', text: job('state: Success').replace('status:', '[[status]]:') },
	{ name: 'the status of a stored payload', code: 'S1', text: `metadata:\n  uid: u\n${job('state: Success')}` },
	{ name: 'an empty status', code: 'S1', text: 'spec: {}\nstatus: {}\n' },
	{ name: 'job states in older and other words', code: 'S2', text: `${job('state: [[Failed]]')}  informingJobResults:\n  - ciConfigurationName: a\n    state: [[success]]\n  - ciConfigurationName: b\n    state: Unknown\n` },
	{ name: 'older words in the older form', code: 'S2', text: 'status:\n  blockingJobResults:\n  - name: aws\n    state: Failed\n  - name: gcp\n    state: Ignored\n  - name: azure\n    state: [[Passed]]\n' },
	{ name: 'run states', code: 'S3', text: run('state: [[Ignored]]\n').replace('\n    \n', '\n') },
	{ name: 'every known run state', code: 'S3', text: job(`results:\n${['Triggered', 'Scheduling', 'Pending', 'Failure', 'Success', 'Aborted', 'Error', 'Unknown'].map((state) => `- state: ${state}`).join('\n')}`) },
	{ name: 'a state that the runs do not give', code: 'S4', text: job('results:\n- state: Failure\nstate: [[Success]]') },
	{ name: 'a state without runs', code: 'S4', text: job('state: [[Success]]') },
	{ name: 'a failure that may be tried again', code: 'S4', text: job('maxRetries: 1\nresults:\n- state: Failure\nstate: Pending') },
	{ name: 'a failure after all retries', code: 'S4', text: job('maxRetries: 1\nresults:\n- state: Failure\n- state: Error\nstate: [[Pending]]') },
	{ name: 'six of ten analysis runs', code: 'S4', text: job(`analysisJobCount: 10\nresults:\n${Array.from({ length: 10 }, (_, index) => `- state: ${index < 6 ? 'Success' : 'Failure'}`).join('\n')}\nstate: Success`, 'informingJobResults') },
	{ name: 'a state that is not written', code: 'S4', text: job('results:\n- state: Failure') },
	{ name: 'more runs than allowed', code: 'S5', text: job('maxRetries: 1\n[[results]]:\n- state: Failure\n- state: Failure\n- state: Failure') },
	{ name: 'as many runs as allowed', code: 'S5', text: job('maxRetries: 1\nresults:\n- state: Failure\n- state: Failure') },
	{ name: 'upgrade jobs run as often as they like', code: 'S5', text: job('results:\n- state: Failure\n- state: Failure', 'upgradeJobResults') },
	{ name: 'an ended run that is pending', code: 'S6', text: run('state: [[Pending]]\ncompletionTime: "2026-05-01T15:00:00Z"') },
	{ name: 'a passed run without end', code: 'S6', text: run('state: [[Success]]\nstartTime: "2026-05-01T15:00:00Z"') },
	{ name: 'an end before the start', code: 'S6', text: run('startTime: "2026-05-01T15:00:00Z"\ncompletionTime: [["2026-05-01T14:00:00Z"]]\nstate: Success') },
	{ name: 'an end after the start in another zone', code: 'S6', text: run('startTime: "2026-05-01T15:00:00Z"\ncompletionTime: "2026-05-01T15:30:00+00:00"\nstate: Success') },
	{ name: 'results without times', code: 'S6', text: run('state: Failure') },
	{ name: 'jobs without partner', code: 'S7', text: lists(['aws', '[[gcp]]'], ['aws', '[[azure]]']) },
	{ name: 'the same jobs in another order', code: 'S7', text: lists(['gcp', 'aws'], ['aws', 'gcp']) },
	{ name: 'a status that is not filled yet', code: 'S7', text: lists(['gcp'], []) },
	{ name: 'a condition twice', code: 'S8', text: conditions('type: PayloadAccepted\nstatus: "False"', 'type: [[PayloadAccepted]]\nstatus: "True"') },
	{ name: 'an unknown condition', code: 'S8', text: conditions('type: [[Accepted]]\nstatus: "True"') },
	{ name: 'both verdicts', code: 'S8', text: conditions('type: PayloadRejected\nstatus: [["True"]]', 'type: PayloadAccepted\nstatus: "True"') },
	{ name: 'created and failed', code: 'S8', text: conditions('type: PayloadCreated\nstatus: "True"', 'type: PayloadFailed\nstatus: [["True"]]') },
	{ name: 'the usual conditions', code: 'S8', text: conditions('type: PayloadAccepted\nstatus: "True"', 'type: PayloadRejected\nstatus: "False"', 'type: PayloadMirrorFailed\nstatus: Unknown') },
	{ name: 'a manual reason without override', code: 'S9', text: conditions('type: PayloadAccepted\nreason: [[ReleasePayloadManuallyAccepted]]\nmessage: flake') },
	{ name: 'a message that is not the reason', code: 'S9', text: override('Accepted', 'other') + conditions('type: PayloadAccepted\nreason: ReleasePayloadManuallyAccepted\nmessage: [[flake]]') },
	{ name: 'an override in force', code: 'S9', text: override('Rejected', 'flake') + conditions('type: PayloadAccepted\nreason: ReleasePayloadManuallyRejected\nmessage: flake') },
	{ name: 'a pending job of a decided payload', code: 'S10', text: `${job('state: [[Pending]]')}  conditions:\n  - type: PayloadAccepted\n    status: "True"\n` },
	{ name: 'a pending job of an open payload', code: 'S10', text: `${job('state: Pending')}  conditions:\n  - type: PayloadAccepted\n    status: "False"\n` },
	{ name: 'an address that is none', code: 'S11', text: run('humanProwResultsURL: [[prow.ci.openshift.org/view/1]]') },
	{ name: 'the address of another job', code: 'S11', text: run(`humanProwResultsURL: [[${url}/periodic-gcp/1900000000000000000]]`) },
	{ name: 'the address of the job, and none', code: 'S11', text: job(`results:\n- humanProwResultsURL: ${url}/periodic-aws/1900000000000000000\n- humanProwResultsURL: ""`) },
	{ name: 'the older name of a job', code: 'S12', text: 'status:\n  blockingJobResults:\n  - [[name]]: aws\n  - name: gcp\n' },
	{ name: 'the older list of analysis jobs', code: 'S12', text: 'status:\n  blockingJobResults:\n  - name: aws\n  [[analysisJobResults]]: []\n' },
	{ name: 'the older generation of a condition', code: 'S12', text: conditions('type: PayloadAccepted\n[[generation]]: 3') },
	{ name: 'the current form', code: 'S12', text: job('state: Unknown') },
	{ name: 'an unknown reason', code: 'S13', text: conditions('type: PayloadAccepted\nreason: [[AllGood]]', 'type: PayloadRejected\nreason: ReleasePayloadRejected') },
	{ name: 'an unknown kind of upgrade', code: 'S14', text: run('upgradeType: [[minor]]', 'upgradeJobResults') },
	{ name: 'a kind that the name of the run contradicts', code: 'S14', text: run('coordinates:\n  name: 4.22.1-upgrade-from-4.21.9-aws\nupgradeType: [[upgrade]]', 'upgradeJobResults') },
	{ name: 'the kinds that the names give', code: 'S14', text: job('results:\n- coordinates:\n    name: 4.22.1-upgrade-from-4.21.9-aws\n  upgradeType: upgrade-minor\n- coordinates:\n    name: 4.22.1-upgrade-from-4.22.0-rc.2-aws\n  upgradeType: upgrade', 'upgradeJobResults') },
];

for (const { name, code, text } of cases) test(`${code}: ${name}`, () => void checkRule(code, text));

test('S1: a status that differs from the cluster\'s', () => {
	const live = readPayload({ status: { blockingJobResults: [{ ciConfigurationName: 'aws', ciConfigurationJobName: 'periodic-aws', state: 'Success' }] } });
	checkRule('S1', job('state: Success'), { live });
	checkRule('S1', job('state: Failure').replace('status:', '[[status]]:'), { live });
	checkRule('S1', job('state: Success').replace('status:', '[[status]]:'), { live: 'absent' });
	checkRule('S1', 'spec: {}\n', { live });
});

test('S1 removes the status', () => {
	checkFix('S1', `spec:\n  payloadType: Local\n${job('state: Success')}`, 'spec:\n  payloadType: Local\n');
});

test('S2 to S4 write the state that was meant', () => {
	checkFix('S2', job('state: "Failed" # once'), job('state: "Failure" # once'));
	checkFix('S2', job('state: succeeded'), job('state: Success'));
	checkFix('S3', run('state: running'), run('state: Pending'));
	checkFix('S4', job('results:\n- state: Failure\nstate: Success'), job('results:\n- state: Failure\nstate: Failure'));
});

test('S6 swaps the times, or takes the end away', () => {
	checkFix('S6', run('completionTime: "2026-05-01T14:00:00Z"\nstartTime: 2026-05-01T15:00:00Z\nstate: Success'), run('completionTime: "2026-05-01T15:00:00Z"\nstartTime: 2026-05-01T14:00:00Z\nstate: Success'));
	checkFix('S6', run('state: Pending\ncompletionTime: "2026-05-01T14:00:00Z"'), run('state: Pending'));
});

test('S7 offers the name of the other side where the job is the same', () => {
	const slip = (name: string): string => lists(['aws', 'gcp'], ['aws', 'gcp']).replace('    - ciConfigurationName: gcp', `    - ciConfigurationName: ${name}`);
	checkFix('S7', slip('gpc'), slip('gcp'));
});

test('S8 removes the second condition and knows the type that was meant', () => {
	checkFix('S8', conditions('type: PayloadFailed\nstatus: "False"', 'type: PayloadFailed\nstatus: "True"'), conditions('type: PayloadFailed\nstatus: "False"'));
	checkFix('S8', conditions('type: payloadAccepted'), conditions('type: PayloadAccepted'));
});

test('S11 mends the address', () => {
	checkFix('S11', run('humanProwResultsURL: prow.ci.openshift.org/view/1'), run('humanProwResultsURL: https://prow.ci.openshift.org/view/1'));
	checkFix('S11', run(`humanProwResultsURL: ${url}/periodic-gcp/19`), run(`humanProwResultsURL: ${url}/periodic-aws/19`));
});

test('S13 and S14 spell the word', () => {
	checkFix('S13', conditions('reason: ReleasePayloadAcepted'), conditions('reason: ReleasePayloadAccepted'));
	checkFix('S14', run('coordinates:\n  name: 4.22.1-upgrade-from-4.21.9-aws\nupgradeType: minor'), run('coordinates:\n  name: 4.22.1-upgrade-from-4.21.9-aws\nupgradeType: upgrade-minor'));
});
