import assert from 'node:assert/strict';
import test from 'node:test';
import { checkFix, checkRule } from './checkRule';

function indented(text: string, by: number): string {
	return text.split('\n').map((line) => ' '.repeat(by) + line).join('\n');
}

/** A blocking job with these qualifiers. */
function qualifiers(text: string, list = 'blockingJobs'): string {
	return `spec:\n  payloadVerificationConfig:\n    ${list}:\n    - ciConfigurationName: aws\n      ciConfigurationJobName: p\n      qualifiers:\n${indented(text, 8)}\n`;
}

function escalation(text: string): string {
	return qualifiers(`fips:\n  notifications:\n    jira:\n      project: TRT\n      escalations:\n      - ${text.split('\n').join('\n        ')}`);
}

function twoJobs(first: string, second: string): string {
	const job = (name: string, text: string): string => `    - ciConfigurationName: ${name}\n      qualifiers:\n${indented(text, 8)}\n`;
	return `spec:\n  payloadVerificationConfig:\n    blockingJobs:\n${job('a', first)}    informingJobs:\n${job('b', second)}`;
}

function labels(text: string): string {
	return `metadata:\n  labels:\n    ${text}\n`;
}

const cases: readonly { readonly name: string; readonly code: string; readonly text: string }[] = [
	{ name: 'a badge status that nobody knows', code: 'Q1', text: qualifiers('fips:\n  payloadBadgeStatus: [[onsuccess]]') },
	{ name: 'the four badge statuses', code: 'Q1', text: qualifiers('a:\n  payloadBadgeStatus: "Yes"\nb:\n  payloadBadgeStatus: \'No\'\nc:\n  payloadBadgeStatus: OnSuccess\nd:\n  payloadBadgeStatus: OnFailure') },
	{ name: 'a badge status that is a truth value', code: 'Q1', text: qualifiers('fips:\n  payloadBadgeStatus: Yes') },
	{ name: 'qualifiers of upgrade jobs count for nothing', code: 'Q1', text: qualifiers('fips:\n  payloadBadgeStatus: sometimes', 'upgradeJobs') },
	{ name: 'truth values for texts', code: 'Q2', text: qualifiers('fips:\n  payloadBadgeStatus: [[Yes]]\n  enabled: yes\n  badgeName: [[off]]\n  summary: "on"') },
	{ name: 'truth values for texts elsewhere', code: 'Q2', text: 'metadata:\n  namespace: [[on]]\nstatus:\n  conditions:\n  - type: PayloadAccepted\n    status: [[True]]\n  blockingJobResults:\n  - ciConfigurationName: [[no]]\n    state: [[y]]\n    results:\n    - state: [[off]]\n      coordinates:\n        cluster: [[n]]\n' },
	{ name: 'numbers for texts', code: 'Q3', text: 'metadata:\n  labels:\n    a: [[1]]\nspec:\n  payloadCoordinates:\n    streamName: [[4.20]]\n    imagestreamTagName: 4.20.1\n  releaseCoordinates:\n  - tag: [[4.10]]\n' },
	{ name: 'numbers in quotes and for numbers', code: 'Q3', text: qualifiers('fips:\n  badgeName: "4.20"\n  notifications:\n    jira:\n      escalations:\n      - failures: 3') },
	{ name: 'an approval by a job', code: 'Q4', text: qualifiers('perf:\n  [[approval]]: false') },
	{ name: 'a qualifier without approval', code: 'Q4', text: qualifiers('perf:\n  enabled: true') },
	{ name: 'an approval with labels and notifications', code: 'Q5', text: qualifiers('perf:\n  approval: true\n  [[failureLabels]]: [a]\n  [[notifications]]: {}') },
	{ name: 'labels without approval', code: 'Q5', text: qualifiers('perf:\n  approval: false\n  failureLabels: [a]') },
	{ name: 'a badge that is not enabled', code: 'Q6', text: qualifiers('[[fips]]:\n  badgeName: FIPS') },
	{ name: 'a badge that is switched off', code: 'Q6', text: qualifiers('fips:\n  enabled: [[false]]\n  badgeName: FIPS') },
	{ name: 'an enabled badge', code: 'Q6', text: qualifiers('fips:\n  enabled: true\n  badgeName: FIPS\nother: {}') },
	{ name: 'two jobs that differ', code: 'Q7', text: twoJobs('[[fips]]:\n  badgeName: A', 'fips:\n  badgeName: B') },
	{ name: 'two jobs that agree', code: 'Q7', text: twoJobs('fips:\n  badgeName: A', 'fips: {badgeName: "A"}') },
	{ name: 'an escalation without condition', code: 'Q8', text: escalation('[[name]]: a\npriority: Major') },
	{ name: 'an escalation at no failures', code: 'Q8', text: escalation('name: a\nfailures: [[0]]') },
	{ name: 'escalations that can fire', code: 'Q8', text: escalation('name: a\nfailures: 1') },
	{ name: 'a percentage alone', code: 'Q8', text: escalation('name: a\npassPercentage: 0') },
	{ name: 'a percentage without window', code: 'Q9', text: escalation('name: a\npassPercentage: [[80]]') },
	{ name: 'a percentage beside failures', code: 'Q9', text: escalation('name: a\npassPercentage: 80\nfailures: [[3]]\noverLastRuns: 10') },
	{ name: 'a percentage with window', code: 'Q9', text: escalation('name: a\npassPercentage: 80\noverLastRuns: 10') },
	{ name: 'more failures than runs', code: 'Q10', text: escalation('name: a\nfailures: [[6]]\noverLastRuns: 5') },
	{ name: 'as many failures as runs', code: 'Q10', text: escalation('name: a\nfailures: 5\noverLastRuns: 5') },
	{ name: 'a priority without rank', code: 'Q11', text: escalation('name: a\nfailures: 5\npriority: [[High]]') },
	{ name: 'a ranked priority', code: 'Q11', text: escalation('name: a\nfailures: 5\npriority: Blocker') },
	{ name: 'two escalations of one name', code: 'Q12', text: escalation('name: a\nfailures: 1').trimEnd() + '\n              - name: [[a]]\n                failures: 2\n              - name: b\n' },
	{ name: 'no project', code: 'Q13', text: qualifiers('fips:\n  notifications:\n    [[jira]]:\n      component: x') },
	{ name: 'an empty project', code: 'Q13', text: qualifiers('fips:\n  notifications:\n    jira:\n      project: [[""]]') },
	{ name: 'a project', code: 'Q13', text: escalation('name: a') },
	{ name: 'an approval label that says something else', code: 'Q14', text: labels('release.openshift.io/perf_state: [[accepted]]') },
	{ name: 'approval labels', code: 'Q14', text: labels('release.openshift.io/perf_state: Rejected\n    release.openshift.io/other: x') },
	{ name: 'an approval label in capitals', code: 'Q15', text: labels('[[release.openshift.io/Perf_state]]: Accepted') },
	{ name: 'another label in capitals', code: 'Q15', text: labels('release.openshift.io/Perf: Accepted\n    release.openshift.io/perf_state: Accepted') },
];

for (const { name, code, text } of cases) test(`${code}: ${name}`, () => void checkRule(code, text));

test('Q1 knows what was meant, and quotes what YAML takes for a truth value', () => {
	checkFix('Q1', qualifiers('fips:\n  payloadBadgeStatus: onfailure'), qualifiers('fips:\n  payloadBadgeStatus: OnFailure'));
	checkFix('Q1', qualifiers('fips:\n  payloadBadgeStatus: always # shown'), qualifiers('fips:\n  payloadBadgeStatus: "Yes" # shown'));
});

test('Q2 and Q3 quote the text as it is written', () => {
	checkFix('Q2', qualifiers('fips:\n  payloadBadgeStatus: Yes'), qualifiers('fips:\n  payloadBadgeStatus: "Yes"'));
	checkFix('Q3', 'spec:\n  payloadCoordinates: {streamName: 4.20}\n', 'spec:\n  payloadCoordinates: {streamName: "4.20"}\n');
	const [found] = checkRule('Q3', 'spec:\n  payloadCoordinates:\n    streamName: [[4.20]]\n');
	assert.match(found?.message ?? '', /4\.2 /);
});

test('Q4 and Q5 remove what a job must not say', () => {
	checkFix('Q4', qualifiers('perf:\n  approval: true\n  enabled: true'), qualifiers('perf:\n  enabled: true'));
	checkFix('Q5', qualifiers('perf:\n  approval: true\n  notifications:\n    jira:\n      project: A'), qualifiers('perf:\n  approval: true'));
});

test('Q6 enables the qualifier', () => {
	checkFix('Q6', qualifiers('fips:\n  badgeName: FIPS'), qualifiers('fips:\n  badgeName: FIPS\n  enabled: true'));
	checkFix('Q6', qualifiers('fips:\n  enabled: no\n  badgeName: FIPS'), qualifiers('fips:\n  enabled: true\n  badgeName: FIPS'));
});

test('Q8 to Q10 make an escalation say what it does', () => {
	checkFix('Q8', escalation('name: a'), escalation('name: a\nfailures: 1'));
	checkFix('Q9', escalation('name: a\npassPercentage: 80'), escalation('name: a\npassPercentage: 80\noverLastRuns: 10'));
	checkFix('Q9', escalation('name: a\nfailures: 4\npassPercentage: 80'), escalation('name: a\nfailures: 4\npassPercentage: 80\noverLastRuns: 4'));
	checkFix('Q9', escalation('name: a\nfailures: 4\npassPercentage: 80\noverLastRuns: 5'), escalation('name: a\npassPercentage: 80\noverLastRuns: 5'));
	checkFix('Q10', escalation('name: a\nfailures: 6\noverLastRuns: 5'), escalation('name: a\nfailures: 6\noverLastRuns: 6'));
	checkFix('Q10', escalation('name: a\nfailures: 6\noverLastRuns: 5'), escalation('name: a\nfailures: 5\noverLastRuns: 5'), 1);
});

test('Q11 and Q14 spell the word', () => {
	checkFix('Q11', escalation("name: a\nfailures: 1\npriority: 'blocker'"), escalation("name: a\nfailures: 1\npriority: 'Blocker'"));
	checkFix('Q14', labels('release.openshift.io/perf_state: "ACCEPTED"'), labels('release.openshift.io/perf_state: "Accepted"'));
});

test('Q12 removes the escalation that does not count', () => {
	const two = escalation('name: a\nfailures: 1').trimEnd() + '\n              - name: a\n                failures: 2\n';
	checkFix('Q12', two, escalation('name: a\nfailures: 2'));
});

test('Q15 renames the label', () => {
	checkFix('Q15', labels('"release.openshift.io/Perf_state": Accepted'), labels('"release.openshift.io/perf_state": Accepted'));
});
