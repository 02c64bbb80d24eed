import assert from 'node:assert/strict';
import test from 'node:test';
import type { ReleasePayload } from '../../../src/payload/releasePayload';
import { readPayload } from '../../../src/payload/readPayload';
import { openSession, shippedFacts, type Session } from '../../../src/language/service';

const facts = shippedFacts();
const release = '4.22.0-0.nightly-2026-01-31-120000';
const head = `apiVersion: release.openshift.io/v1alpha1\nkind: ReleasePayload\nmetadata:\n  name: ${release}\n  namespace: ocp\n`;

function opened(text: string, live?: ReleasePayload | 'absent'): Session {
	return openSession(text, () => ({ ...facts, live: () => live }));
}

interface Hinted {
	readonly name: string;
	readonly text: string;
	/** `line:character label`, lines from 0 behind the head. */
	readonly hints: readonly string[];
}

const name = '3:42 stream 4.22.0-0.nightly';
const run = (state: string, times = ''): string => `    - {state: ${state}${times}}\n`;
const result = (more: string): string => `status:\n  blockingJobResults:\n  - ciConfigurationName: a\n${more}`;

const hinted: readonly Hinted[] = [
	{ name: 'the stream of a name that says it', text: head, hints: [name] },
	{ name: 'no stream where it is written', text: `${head}spec:\n  payloadCoordinates: {streamName: s}\n`, hints: [] },
	{ name: 'the stream behind the tag where there is one', text: `${head}spec:\n  payloadCoordinates:\n    imagestreamTagName: "4.21.3"\n`, hints: ['7:32 stream 4-stable'] },
	{ name: 'no stream for a name that tells none', text: head.replace(release, 'x'), hints: [] },
	{ name: 'what becomes of an override', text: `${head}spec:\n  payloadOverride:\n    override: accepted # c\n`, hints: [name, '7:22 override is ignored'] },
	{ name: 'the phase behind the conditions', text: `${head}status:\n  conditions:\n  - {type: PayloadRejected, status: "True"}\n`, hints: [name, '6:13 Rejected'] },
	{ name: 'how many jobs passed, and a state that is not written', text: `${head}${result(`    results:\n${run('Success')}`)}`, hints: [name, '6:21 1 of 1 jobs passed', '7:26 Success'] },
	{ name: 'retries that are left', text: `${head}${result(`    maxRetries: 3\n    state: Pending\n    results:\n${run('Failure')}${run('Pending')}`)}`, hints: [name, '6:21 0 of 1 jobs passed', '8:17 2 left'] },
	{ name: 'none are left', text: `${head}${result(`    maxRetries: 1\n    state: Failure\n    results:\n${run('Failure')}${run('Error')}`)}`, hints: [name, '6:21 0 of 1 jobs passed', '8:17 0 left'] },
	{ name: 'none are needed', text: `${head}${result(`    maxRetries: 1\n    state: Success\n    results:\n${run('Success')}`)}`, hints: [name, '6:21 1 of 1 jobs passed'] },
	{ name: 'none come for a decided payload', text: `${head}${result(`    maxRetries: 2\n    state: Pending\n    results:\n${run('Failure')}`)}  conditions:\n  - {type: PayloadAccepted, status: "True"}\n`, hints: [name, '12:13 Accepted', '6:21 0 of 1 jobs passed', '8:17 no more: the payload is decided'] },
	{ name: 'runs of an analysis job that passed', text: `${head}${result(`    analysisJobCount: 3\n    state: Unknown\n    results:\n${run('Success')}${run('Failure')}`)}`, hints: [name, '6:21 0 of 1 jobs passed', '8:23 1 of 3 runs passed'] },
	{ name: 'how long a run took', text: `${head}${result(`    state: Success\n    results:\n${run('Success', ', startTime: 2026-01-31T12:00:00Z, completionTime: 2026-01-31T13:45:00Z')}`)}`, hints: [name, '6:21 1 of 1 jobs passed', '10:92 1 h 45 min'] },
	{ name: 'no duration of a run that ended before it began, nor of odd times', text: `${head}${result(`    state: Success\n    results:\n${run('Success', ', startTime: 2026-01-31T14:00:00Z, completionTime: 2026-01-31T13:45:00Z')}${run('Success', ', startTime: x, completionTime: y')}`)}`, hints: [name, '6:21 1 of 1 jobs passed'] },
	{ name: 'the older API', text: `${head}status:\n  analysisJobResults:\n  - name: a\n    results:\n${run('Failure')}`, hints: [name, '6:21 0 of 1 jobs passed', '7:11 Failure'] },
	{ name: 'nothing of other documents', text: `kind: ConfigMap\nmetadata:\n  name: ${release}\n`, hints: [] },
	{ name: 'broken text', text: `${head}status: [\n`, hints: [name] },
];

for (const each of hinted) {
	test(`hint: ${each.name}`, () => {
		const hints = opened(each.text).hints(0, Infinity).map(({ position, label }) => `${position.line}:${position.character} ${label}`);
		assert.deepEqual([...hints].sort(), [...each.hints].sort());
	});
}

test('hints are those of the lines asked for', () => {
	const job = (index: number): string => `  - ciConfigurationName: job-${index}\n    ciConfigurationJobName: periodic-${index}\n    maxRetries: 2\n    state: Pending\n    results:\n${run('Failure')}`;
	const session = opened(`${head}status:\n  blockingJobResults:\n${Array.from({ length: 2_000 }, (_, index) => job(index)).join('')}`);
	const all = session.hints(0, Infinity);
	assert.equal(all.length, 2_002);
	const some = session.hints(5_000, 5_060);
	assert.ok(some.length > 5 && some.length < 15, `${some.length} hints`);
	assert.deepEqual(some, all.filter(({ position }) => position.line >= 5_000 && position.line <= 5_060));
});

const stored = (type: string): ReleasePayload => readPayload({ metadata: { name: release, namespace: 'ocp' }, status: { conditions: [{ type, status: 'True' }] } });

test('a lens says what the text gives, what the cluster has, and offers a verdict only upon what is there', () => {
	const titles = (live: ReleasePayload | 'absent' | undefined, canAct = true): readonly string[] => opened(`${head}spec: {payloadOverride: {override: Accepted}}\n`, live).lenses(canAct).map(({ title }) => title);
	const [text] = titles(undefined);
	assert.match(text ?? '', /^In this text: \w+ · override /);
	assert.deepEqual(titles(undefined), [text]);
	assert.deepEqual(titles('absent'), [text, 'Live: not in the cluster']);
	assert.deepEqual(titles(stored('PayloadRejected')), [text, 'Live: Rejected', 'Accept', 'Reject']);
	assert.deepEqual(titles(stored('PayloadRejected'), false), [text, 'Live: Rejected']);
});

test('a lens names the blocking jobs that failed, by their runs where no state is written', () => {
	const job = (each: string): string => `  - ${each}\n`;
	const rejected = '  conditions:\n  - {type: PayloadRejected, status: "True"}\n';
	const [lens] = opened(`${head}status:\n${rejected}  blockingJobResults:\n${job('{ciConfigurationName: a, state: Failed}')}${job('{ciConfigurationName: b, results: [{state: Failure}]}')}${job('{ciConfigurationName: c, state: Success, results: [{state: Success}]}')}  informingJobResults:\n${job('{ciConfigurationName: d, state: Failed}')}`).lenses(false);
	assert.equal(lens?.title, 'In this text: Rejected · a and b');
});

interface Linked {
	readonly name: string;
	readonly text: string;
	/** `shown → target`. */
	readonly links: readonly string[];
}

const linked: readonly Linked[] = [
	{ name: 'a run', text: result(`    results:\n    - humanProwResultsURL: "https://prow.example.com/view/1"\n    - humanProwResultsURL: javascript:alert(1)\n    - humanProwResultsURL: https://user:pass@example.com/\n`), links: ['"https://prow.example.com/view/1" → https://prow.example.com/view/1'] },
	{ name: 'a tag, to its release page', text: `spec:\n  payloadCoordinates:\n    imagestreamTagName: ${release}\n`, links: [`${release} → page of ${release} in ocp, 4.22.0-0.nightly`] },
	{ name: 'a tag in the stream that is written', text: 'spec:\n  payloadCoordinates: {imagestreamTagName: "a b/../c", streamName: s}\n', links: ['"a b/../c" → page of a b/../c in ocp, s'] },
	{ name: 'Jira issues of qualifiers', text: 'status:\n  qualifiersSummary:\n    qualifiers:\n      q:\n        jiraNotifications:\n          t: {issueKey: OCPBUGS-123}\n          u: {issueKey: "x/../OCPBUGS-1"}\n', links: ['OCPBUGS-123 → https://issues.redhat.com/browse/OCPBUGS-123'] },
	{ name: 'issues and addresses in words', text: 'spec:\n  payloadOverride:\n    reason: see TRT-2188, (https://example.com/a). Not SHA-256, xTRT-1, TRT-1-2 nor A-1\n', links: ['TRT-2188 → https://issues.redhat.com/browse/TRT-2188', 'https://example.com/a → https://example.com/a'] },
	{ name: 'addresses in messages', text: 'status:\n  conditions:\n  - message: http://example.com/TRT-1?x=TRT-2\n', links: ['http://example.com/TRT-1?x=TRT-2 → http://example.com/TRT-1?x=TRT-2'] },
];

for (const each of linked) {
	test(`link: ${each.name}`, () => {
		const text = head + each.text;
		const lines = text.split('\n');
		const found = opened(text).links().map(({ range: { start, end }, target }) => {
			const shown = typeof target === 'string' ? target : `page of ${target.releaseName} in ${target.ref.namespace}, ${target.stream}`;
			return `${lines[start.line]?.slice(start.character, end.character) ?? ''} → ${shown}`;
		});
		assert.deepEqual(found, each.links);
	});
}
