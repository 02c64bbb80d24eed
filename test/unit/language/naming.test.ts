import assert from 'node:assert/strict';
import test from 'node:test';
import { prowJobName } from '../../../src/payload/prowJobName';
import { openSession, shippedFacts, type Session } from '../../../src/language/service';

const facts = shippedFacts();
const release = '4.22.0-0.nightly-2026-01-31-120000';
const head = `apiVersion: release.openshift.io/v1alpha1\nkind: ReleasePayload\nmetadata:\n  name: ${release}\n  namespace: ocp\n`;

/** A text with the cursor at `¦`; the two lines that make it a payload are put before it. */
function opened(marked: string): { readonly session: Session; readonly offset: number; readonly text: string } {
	const whole = /^(?:spec|status):/.test(marked) ? head + marked : marked;
	const text = whole.replace('¦', '');
	return { session: openSession(text, () => facts), offset: whole.indexOf('¦'), text };
}

/** What stands in a range, with the number of its line in the part behind the head. */
function shown(text: string, { start, end }: { readonly start: { readonly line: number; readonly character: number }; readonly end: { readonly line: number; readonly character: number } }): string {
	const lines = text.split(/\r\n|\r|\n/);
	assert.equal(start.line, end.line);
	return `${start.line - (text.startsWith(head) ? 5 : 0)} ${lines[start.line]?.slice(start.character, end.character) ?? ''}`;
}

const aws = '    - ciConfigurationName: aws-ovn\n      ciConfigurationJobName: periodic-aws-ovn\n';
const awsResult = '  - ciConfigurationName: aws-ovn\n    ciConfigurationJobName: periodic-aws-ovn\n    state: Failure\n';
const config = (blocking: string, rest = ''): string => `spec:\n  payloadVerificationConfig:\n    blockingJobs:\n${blocking}${rest}`;

interface Jump {
	readonly name: string;
	readonly text: string;
	/** `line text`, lines from 0 behind the head. */
	readonly to: readonly string[];
	readonly references?: number;
}

const jumps: readonly Jump[] = [
	{ name: 'from the status to spec', text: `${config(aws)}status:\n  blockingJobResults:\n${awsResult.replace('aws', 'a¦ws')}`, to: ['3 aws-ovn'], references: 2 },
	{ name: 'from spec to the status', text: `${config(aws.replace('aws', 'a¦ws'))}status:\n  blockingJobResults:\n${awsResult}`, to: ['7 aws-ovn'] },
	{ name: 'from the key of a name', text: `${config(aws.replace('ciC', 'ci¦C'))}status:\n  blockingJobResults:\n${awsResult}`, to: ['7 aws-ovn'] },
	{ name: 'from the periodic', text: `${config(aws.replace('periodic', 'peri¦odic'))}status:\n  blockingJobResults:\n${awsResult}`, to: ['7 aws-ovn'] },
	{ name: 'from the name of a run', text: `${config(aws)}status:\n  blockingJobResults:\n${awsResult}    results:\n    - coordinates: {name: ${release}-aw¦s-ovn}\n`, to: ['3 aws-ovn'] },
	{ name: 'in quotes and flow style', text: 'spec: {payloadVerificationConfig: {blockingJobs: [{"ciConfigurationName": "aws-ovn"}]}}\nstatus: {blockingJobResults: [{ciConfigurationName: \'aws-o¦vn\'}]}\n', to: ['0 "aws-ovn"'] },
	{ name: 'to the job of the same periodic where two share a name', text: `${config(`${aws}${aws.replace('periodic', 'other')}`)}status:\n  blockingJobResults:\n${awsResult.replace('periodic', 'other').replace('aws', 'a¦ws')}`, to: ['5 aws-ovn'] },
	{ name: 'to both halves of an aggregated job', text: `${config('    - ciConfigurationName: aggregated-x\n      ciConfigurationJobName: aggregated-x-release-openshift-release-analysis-aggregator\n', '    informingJobs:\n    - {ciConfigurationName: aggregated-x, ciConfigurationJobName: periodic-x, analysisJobCount: 10}\n')}status:\n  informingJobResults:\n  - {ciConfigurationName: aggre¦gated-x, ciConfigurationJobName: periodic-x, analysisJobCount: 10}\n`, to: ['3 aggregated-x', '6 aggregated-x'], references: 3 },
	{ name: 'an upgrade job is none of the jobs of that name', text: `${config('    - ciConfigurationName: aws\n', '    upgradeJobs:\n    - ciConfigurationName: aws\n')}status:\n  upgradeJobResults:\n  - ciConfigurationName: a¦ws\n`, to: ['5 aws'], references: 2 },
	{ name: 'from the summary of qualifiers', text: `${config(aws)}status:\n  qualifiersSummary:\n    qualifiers:\n      fips:\n        jobs:\n        - {ciConfigurationName: aws-o¦vn, ciConfigurationJobName: periodic-aws-ovn}\n`, to: ['3 aws-ovn'] },
	{ name: 'from a message that names it', text: `${config(aws)}status:\n  conditions:\n  - {type: PayloadRejected, message: "lost aws-o¦vn, sadly"}\n`, to: ['3 aws-ovn'] },
	{ name: 'a word in a message is no name of one word', text: `${config('    - ciConfigurationName: aws\n')}status:\n  conditions:\n  - {type: PayloadRejected, message: "no a¦ws quota"}\n`, to: [] },
	{ name: 'a longer name in a message is another job', text: `${config(aws)}status:\n  conditions:\n  - {type: PayloadRejected, message: "aws-ovn-se¦rial and aws-ovn.x"}\n`, to: [] },
	{ name: 'without a job in spec to the other entries of the status', text: `status:\n  analysisJobResults:\n  - name: a-b\n  - name: a-¦b\n`, to: ['2 a-b', '3 a-b'] },
	{ name: 'a qualifier, from spec to the summary', text: `${config('    - qualifiers:\n        fi¦ps: {}\n')}status:\n  qualifiersSummary:\n    qualifiers:\n      fips: {}\n`, to: ['8 fips'] },
	{ name: 'a qualifier, from the summary to every job', text: `${config('    - qualifiers: {fips: {}}\n    - qualifiers: {other: {}, fips: {}}\n')}status:\n  qualifiersSummary:\n    qualifiers:\n      fi¦ps: {}\n`, to: ['3 fips', '4 fips'] },
	{ name: 'only within the payload of a list', text: `apiVersion: v1\nkind: List\nitems:\n- &p {apiVersion: release.openshift.io/v1alpha1, kind: ReleasePayload, spec: {payloadVerificationConfig: {blockingJobs: [{ciConfigurationName: a-b}]}}}\n- {apiVersion: release.openshift.io/v1alpha1, kind: ReleasePayload, spec: {payloadVerificationConfig: {blockingJobs: [{ciConfigurationName: a-b}]}}, status: {blockingJobResults: [{ciConfigurationName: a-¦b}]}}\n`, to: ['4 a-b'], references: 2 },
	{ name: 'a name of the other type is none', text: 'spec:\n  payloadVerificationConfig:\n    blockingJobs:\n    - ciConfigurationName: 1¦2\nstatus:\n  blockingJobResults:\n  - ciConfigurationName: 12\n', to: [] },
	{ name: 'from a field that names nothing', text: 'spec:\n  payloadType: Lo¦cal\n', to: [] },
	{ name: 'behind broken lines', text: `${config(aws)}  x: [\nstatus:\n  blockingJobResults:\n${awsResult.replace('aws', 'a¦ws')}`, to: ['3 aws-ovn'] },
];

for (const { name, text, to, references } of jumps) {
	test(`definition: ${name}`, () => {
		const { session, offset, text: whole } = opened(text);
		assert.deepEqual(session.definitions(offset).map((range) => shown(whole, range)), to);
		if (references !== undefined) assert.equal(session.references(offset, true).length, references);
	});
}

test('references leave the declarations out when asked to', () => {
	const { session, offset, text } = opened(jumps[0]?.text ?? '');
	assert.deepEqual(session.references(offset, false).map((range) => shown(text, range)), ['7 aws-ovn']);
});

interface Renaming {
	readonly name: string;
	readonly text: string;
	/** `x-y` unless it says otherwise. */
	readonly as?: string;
	/** Pairs of what is there and what stands there afterwards; everything else stays. */
	readonly changes: readonly (readonly [before: string, after: string])[];
}

const aggregator = 'release-openshift-release-analysis-aggregator';

const renamings: readonly Renaming[] = [
	{ name: 'in spec and in the status', text: `${config(aws.replace('aws-ovn\n', 'aws¦-ovn\n'))}status:\n  blockingJobResults:\n${awsResult}`, changes: [['ConfigurationName: aws-ovn', 'ConfigurationName: x-y']] },
	{ name: 'from the status', text: `${config(aws)}status:\n  blockingJobResults:\n${awsResult.replace('aws', '¦aws')}`, changes: [['ConfigurationName: aws-ovn', 'ConfigurationName: x-y']] },
	{ name: 'each in its own quotes', text: 'spec: {payloadVerificationConfig: {blockingJobs: [{"ciConfigurationName": "aws-¦ovn"}]}} # aws-ovn\nstatus: {blockingJobResults: [{ciConfigurationName:   \'aws-ovn\' }]}\n', changes: [['"aws-ovn"', '"x-y"'], ["'aws-ovn'", "'x-y'"]] },
	{ name: 'a block scalar keeps its line', text: `${config('    - ciConfigurationName: |-\n        aws-ovn\n      maxRetries: 1\n')}status:\n  blockingJobResults:\n  - ciConfigurationName: aws-o¦vn\n`, changes: [['|-\n        aws-ovn', 'x-y'], ['Name: aws-ovn', 'Name: x-y']] },
	{ name: 'Windows line ends stay', text: `${config(aws)}status:\n  blockingJobResults:\n${awsResult.replace('aws', '¦aws')}`.replaceAll('\n', '\r\n'), changes: [['ConfigurationName: aws-ovn', 'ConfigurationName: x-y']] },
	{ name: 'runs are called after their job', text: `${config(aws.replace('aws', '¦aws'))}status:\n  blockingJobResults:\n${awsResult}    results:\n    - coordinates: {name: ${release}-aws-ovn}\n    - coordinates: {name: ${release}-aws-ovn-1}\n    - coordinates: {name: ${release}-aws-ovn-serial}\n    - coordinates: {name: elsewhere}\n`, changes: [['ConfigurationName: aws-ovn', 'ConfigurationName: x-y'], [`${release}-aws-ovn}`, `${release}-x-y}`], [`${release}-aws-ovn-1}`, `${release}-x-y-1}`]] },
	{ name: 'runs whose names are cut get new ones by the same rule', as: 'short', text: `${config('    - ciConfigurationName: ¦aws-ovn-upgrade-of-everything-everywhere\n')}status:\n  blockingJobResults:\n  - ciConfigurationName: aws-ovn-upgrade-of-everything-everywhere\n    results:\n    - coordinates: {name: ${prowJobName(`${release}-aws-ovn-upgrade-of-everything-everywhere`, '2')}}\n`, changes: [['Name: aws-ovn-upgrade-of-everything-everywhere', 'Name: short'], [prowJobName(`${release}-aws-ovn-upgrade-of-everything-everywhere`, '2'), `${release}-short-2`]] },
	{ name: 'both halves of an aggregated job, and its periodic', as: 'aggregated-y', text: `${config(`    - {ciConfigurationName: aggre¦gated-x, ciConfigurationJobName: aggregated-x-${aggregator}}\n`, '    informingJobs:\n    - {ciConfigurationName: aggregated-x, ciConfigurationJobName: periodic-aggregated-x, analysisJobCount: 10}\n')}status:\n  blockingJobResults:\n  - {ciConfigurationName: aggregated-x, ciConfigurationJobName: aggregated-x-${aggregator}, results: [{coordinates: {name: ${release}-aggregated-x-aggregator}, humanProwResultsURL: "https://h/logs/aggregated-x-${aggregator}/1"}]}\n  qualifiersSummary: {qualifiers: {q: {jobs: [{ciConfigurationName: aggregated-x, ciConfigurationJobName: aggregated-x-${aggregator}}]}}}\n`, changes: [['Name: aggregated-x', 'Name: aggregated-y'], [`${release}-aggregated-x-`, `${release}-aggregated-y-`], ['logs/aggregated-x', 'logs/aggregated-y']] },
	{ name: 'only the one of two jobs that share a name', text: `${config(`${aws.replace('aws', '¦aws')}${aws.replace('periodic', 'other')}`)}status:\n  blockingJobResults:\n${awsResult.replace('aws-ovn', 'x-x')}`.replace('x-x', 'aws-ovn'), changes: [['Name: aws-ovn\n      ciConfigurationJobName: periodic', 'Name: x-y\n      ciConfigurationJobName: periodic'], ['Name: aws-ovn\n    ciConfigurationJobName: periodic', 'Name: x-y\n    ciConfigurationJobName: periodic']] },
	{ name: 'in the older API', text: 'status:\n  blockingJobResults:\n  - name: aws-ovn\n  analysisJobResults:\n  - name: aw¦s-ovn\n', changes: [['name: aws-ovn', 'name: x-y']] },
	{ name: 'where a message names it', text: `${config(aws.replace('aws', '¦aws'))}status:\n  conditions:\n  - {message: "aws-ovn, aws-ovn-2x (aws-ovn)."}\n`, changes: [['ConfigurationName: aws-ovn', 'ConfigurationName: x-y'], ['"aws-ovn, ', '"x-y, '], ['(aws-ovn)', '(x-y)']] },
	{ name: 'an upgrade job and its runs', as: 'gcp', text: `${config('    - ciConfigurationName: aws\n', '    upgradeJobs:\n    - ciConfigurationName: a¦ws # up\n')}status:\n  upgradeJobResults:\n  - {ciConfigurationName: aws, results: [{coordinates: {name: ${release}-upgrade-from-4.21.3-aws}}]}\n`, changes: [['aws # up', 'gcp # up'], ['Name: aws,', 'Name: gcp,'], ['4.21.3-aws', '4.21.3-gcp']] },
	{ name: 'an anchor and what is an alias of it', text: `${config('    - ciConfigurationName: &n aws-¦ovn\n')}status:\n  blockingJobResults:\n  - ciConfigurationName: *n\n`, changes: [['&n aws-ovn', '&n x-y']] },
	{ name: 'an entry that is an alias of another', text: config('    - &job {ciConfigurationName: aws-¦ovn}\n', '    informingJobs:\n    - *job\n'), changes: [['Name: aws-ovn', 'Name: x-y']] },
	{ name: 'in its own document only', text: `${head}${config(aws)}---\n${head}${config(aws.replace('aws-ovn', 'aws-ovn¦').replace('\n', ' # here\n'))}`, changes: [['aws-ovn # here', 'x-y # here']] },
	{ name: 'beside hostile names', text: config(`    - ciConfigurationName: "a\\nb $& {0} \\u202e"\n    - ciConfigurationName: __proto__\n${aws.replace('aws', '¦aws')}`), changes: [['Name: aws-ovn', 'Name: x-y']] },
	{ name: 'to the same name changes nothing', as: 'aws-ovn', text: config(aws.replace('aws', '¦aws')), changes: [] },
];

function renamed(session: Session, offset: number, as: string): string {
	const edits = session.rename(offset, as);
	assert.ok(!('refusal' in edits), 'refusal' in edits ? edits.refusal : '');
	return [...edits].sort((a, b) => b.start - a.start).reduce((text, edit) => text.slice(0, edit.start) + edit.newText + text.slice(edit.end), session.text);
}

for (const { name, text, as = 'x-y', changes } of renamings) {
	test(`rename: ${name}`, () => {
		const { session, offset, text: before } = opened(text);
		const start = session.renameStart(offset);
		assert.ok(start !== undefined && 'placeholder' in start, JSON.stringify(start));
		const after = renamed(session, offset, as);
		assert.equal(after, changes.reduce((now, [from, to]) => {
			assert.ok(now.includes(from), `${from} is not in the text`);
			return now.replaceAll(from, to);
		}, before));
		const codes = (one: Session): readonly string[] => one.findings().map(({ layer, code }) => `${layer} ${code}`).sort();
		assert.deepEqual(codes(openSession(after, () => facts)).filter((code) => code.startsWith('syntax')), codes(session).filter((code) => code.startsWith('syntax')));
	});
}

interface Refused {
	readonly name: string;
	readonly text: string;
	readonly as?: string;
	readonly says: RegExp;
}

const here = config(aws.replace('aws', '¦aws'), '    informingJobs:\n    - ciConfigurationName: taken\n    upgradeJobs:\n    - ciConfigurationName: gcp\n');

const refusals: readonly Refused[] = [
	{ name: 'elsewhere', text: 'spec:\n  payloadType: Lo¦cal\n', says: /Only jobs/ },
	{ name: 'a periodic', text: config(aws.replace('periodic', '¦periodic')), says: /Only jobs/ },
	{ name: 'a key', text: config('    - ciC¦onfigurationName:\n'), says: /Only jobs/ },
	{ name: 'a name that is no text', text: config('    - ciConfigurationName: 1¦2\n'), says: /Only jobs/ },
	{ name: 'a broken document', text: `${here}  x: [\n`, says: /syntax/ },
	{ name: 'capitals', text: here, as: 'AWS', says: /lower-case/ },
	{ name: 'blanks', text: here, as: ' x', says: /lower-case/ },
	{ name: 'nothing', text: here, as: '', says: /lower-case/ },
	{ name: 'a line break', text: here, as: 'a\nb', says: /lower-case/ },
	{ name: 'the number of a retry', text: here, as: 'aws-2', says: /retry/ },
	{ name: 'the name of another job', text: here, as: 'taken', says: /"taken" already/ },
	{ name: 'an upgrade job of two words', text: config(aws, '    upgradeJobs:\n    - ciConfigurationName: a¦ws\n'), as: 'aws-ovn', says: /one word/ },
	{ name: 'a text that something else is an alias of', text: 'metadata:\n  labels:\n    x: &n aws-ovn\n'.replace(/^/, 'apiVersion: release.openshift.io/v1alpha1\nkind: ReleasePayload\n') + config('    - ciConfigurationName: &m aws-¦ovn\n      ciConfigurationJobName: *m\n'), says: /alias/ },
];

for (const { name, text, as = 'x-y', says } of refusals) {
	test(`rename refuses ${name}`, () => {
		const { session, offset } = opened(text);
		const answer = session.rename(offset, as);
		assert.ok('refusal' in answer, JSON.stringify(answer));
		assert.match(answer.refusal, says);
	});
}

test('an upgrade job may be called as another job is, and the reverse', () => {
	const { session, offset } = opened(here);
	assert.ok(!('refusal' in session.rename(offset, 'gcp')));
});

test('outside of payloads there is nothing to rename, and nothing is refused', () => {
	const session = openSession('apiVersion: v1\nkind: ConfigMap\ndata: {a: b}\n', () => facts);
	assert.equal(session.renameStart(20), undefined);
	assert.deepEqual(session.rename(20, 'x'), []);
	assert.deepEqual(session.definitions(20), []);
	assert.deepEqual(session.references(20, true), []);
});
