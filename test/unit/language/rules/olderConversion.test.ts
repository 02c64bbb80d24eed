import assert from 'node:assert/strict';
import test from 'node:test';
import { readStream } from '../../../../src/language/document/document';
import { valueAt } from '../../../../src/language/document/value';
import { printYaml } from '../../../../src/language/print';
import { openSession, shippedFacts } from '../../../../src/language/service';
import { olderTypes } from '../../../../src/schema/olderApi';
import type { Value } from '../../../../src/schema/schema';
import { payloadText } from '../generate';
import { freshSeed, randomOf, type Random } from '../random';

// The mend of S12: from the older API's form to today's.

const facts = shippedFacts();
const tag = '4.9.0-0.nightly-2021-09-27-105859';
const head = 'apiVersion: release.openshift.io/v1alpha1\nkind: ReleasePayload\n';

/** The text after the first, or every, mend of S12. */
function converted(text: string): string {
	const session = openSession(text, () => facts);
	for (;;) {
		const [action] = session.actions(0, session.text.length).filter(({ finding }) => finding.code === 'S12');
		if (action === undefined) return session.text;
		const before = session.text;
		session.edit(action.edits.toSorted((a, b) => b.start - a.start).map(({ start, end, newText }) => ({ start, end, text: newText })));
		assert.notEqual(session.text, before, 'the mend changes nothing');
	}
}

function apiErrors(text: string): readonly string[] {
	return openSession(text, () => facts).findings().filter(({ layer }) => layer !== 'meaning').map(({ code, message }) => `${code} ${message}`);
}

function valueOf(text: string): Value {
	const root = readStream(text)[0]?.root;
	return root === undefined ? null : valueAt(root);
}

const cases: readonly { readonly name: string; readonly text: string; readonly after: string }[] = [
	{
		name: 'names, words, lists and conditions, with comments, quotes and order as they were',
		text: 'status:\n  blockingJobResults:\n  - name: "aws" # kept\n    state: \'Failed\'\n  analysisJobResults: # of the aggregator\n  - name: agg\n    state: Ignored # too\n    results:\n    - state: Ignored\n    # between\n    - {state: Success}\n  conditions: []\n',
		after: 'status:\n  blockingJobResults:\n  - ciConfigurationName: "aws" # kept\n    state: \'Failure\'\n  informingJobResults: # of the aggregator\n  - ciConfigurationName: agg\n    analysisJobCount: 2\n    state: Unknown # too # state: Ignored\n    results:\n    - state: Unknown # state: Ignored\n    # between\n    - {state: Success}\n  conditions: []\n',
	},
	{
		name: 'analysis jobs go behind the informing ones, comments with them',
		text: 'status:\n  analysisJobResults: # of old\n  # first\n  - name: agg # a\n    results:\n    - state: Ignored\n    state: Failed\n  informingJobResults:\n    - name: a\n      state: Success\n    # last\n  conditions: []\n',
		after: 'status:\n  # of old\n  informingJobResults:\n    - ciConfigurationName: a\n      state: Success\n    # first\n    - ciConfigurationName: agg # a\n      analysisJobCount: 1\n      results:\n      - state: Unknown # state: Ignored\n      state: Failure\n    # last\n  conditions: []\n',
	},
	{
		name: 'lists side by side become one',
		text: 'status:\n  informingJobResults:\n    - name: a\n  analysisJobResults:\n  - name: agg\n    state: Pending',
		after: 'status:\n  informingJobResults:\n    - ciConfigurationName: a\n    - ciConfigurationName: agg\n      state: Pending\n',
	},
	{
		name: 'a list in brackets behind one of lines',
		text: 'status:\n  informingJobResults:\n  - name: a\n  analysisJobResults: [{name: agg, state: Ignored}, {name: b}] # c\n',
		after: 'status:\n  informingJobResults:\n  - ciConfigurationName: a\n  # state: Ignored\n  - {ciConfigurationName: agg, state: Unknown}\n  - {ciConfigurationName: b}\n  # c\n',
	},
	{
		name: 'a list in brackets before one of lines',
		text: 'status:\n  informingJobResults: [{name: a}]\n  analysisJobResults:\n  - name: agg\n',
		after: 'status:\n  informingJobResults:\n  - {ciConfigurationName: a}\n  - ciConfigurationName: agg\n',
	},
	{
		name: 'both lists in brackets',
		text: 'status: {informingJobResults: [{name: a}], analysisJobResults: [{name: b, results: [{state: Success}]}]}\n',
		after: 'status: {informingJobResults: [{ciConfigurationName: a}, {ciConfigurationName: b, analysisJobCount: 1, results: [{state: Success}]}]}\n',
	},
	{
		name: 'both names: the older one becomes a comment',
		text: 'status:\n  blockingJobResults:\n  - name: aws\n    ciConfigurationName: gcp\n  - {name: a, ciConfigurationName: b}\n',
		after: 'status:\n  blockingJobResults:\n  - # name: aws\n    ciConfigurationName: gcp\n  # name: a\n  - {ciConfigurationName: b}\n',
	},
	{
		name: 'a condition with a generation of its own gets what today is required',
		text: 'metadata:\n  creationTimestamp: 2021-09-27T10:59:00Z\nstatus:\n  conditions:\n  - type: PayloadCreated\n    generation: 2 # spec\n    status: "True"\n  - {type: PayloadFailed, status: "False", generation: 2, observedGeneration: 3, reason: A, message: ""}\n',
		after: 'metadata:\n  creationTimestamp: 2021-09-27T10:59:00Z\nstatus:\n  conditions:\n  - type: PayloadCreated\n    observedGeneration: 2 # spec\n    lastTransitionTime: 2021-09-27T10:59:00Z\n    reason: Unknown\n    message: ""\n    status: "True"\n  # generation: 2\n  - {type: PayloadFailed, status: "False", observedGeneration: 3, lastTransitionTime: 2021-09-27T10:59:00Z, reason: A, message: ""}\n',
	},
	{
		name: 'the random suffix of the name',
		text: `metadata:\n  name: ${tag}-x7k2p\nspec:\n  payloadCoordinates: {imagestreamTagName: ${tag}}\nstatus:\n  analysisJobResults: []\n`,
		after: `metadata:\n  name: ${tag} # name: ${tag}-x7k2p\nspec:\n  payloadCoordinates: {imagestreamTagName: ${tag}}\nstatus:\n  informingJobResults: []\n`,
	},
	{
		name: 'a name to be generated',
		text: `metadata:\n  generateName: ${tag}-\n  labels:\n    release.openshift.io/imagestreamtag-name: ${tag}\nstatus:\n  analysisJobResults: []\n`,
		after: `metadata:\n  name: ${tag} # generateName: ${tag}-\n  labels:\n    release.openshift.io/imagestreamtag-name: ${tag}\nstatus:\n  informingJobResults: []\n`,
	},
	{
		name: 'an empty list of either kind',
		text: 'status:\n  informingJobResults: [] # none\n  analysisJobResults:\n  - name: a\n',
		after: 'status:\n  # none\n  informingJobResults:\n  - ciConfigurationName: a\n',
	},
];

for (const { name, text, after } of cases) {
	test(`converted: ${name}`, () => {
		assert.equal(converted(head + text), head + after);
		const windows = (each: string): string => each.replaceAll('\n', '\r\n');
		assert.equal(converted(windows(head + text)), windows(head + after));
	});
}

test('JSON has no comments: what has no place is named by the mend', () => {
	const text = `{"apiVersion":"release.openshift.io/v1alpha1","kind":"ReleasePayload","metadata":{"name":"a"},"status":{"analysisJobResults":[{"name":"a","state":"Ignored"}]}}`;
	const session = openSession(text, () => facts);
	assert.match(session.actions(0, text.length).find(({ finding }) => finding.code === 'S12')?.title ?? '', /gone: state: Ignored$/);
	assert.equal(converted(text), text.replace('analysisJobResults', 'informingJobResults').replace('"name":"a","state":"Ignored"', '"ciConfigurationName":"a","state":"Unknown"'));
});

// Whole objects with each type and each constant

const metadata = { name: `${tag}-x7k2p`, namespace: 'ocp', labels: { 'release.openshift.io/imagestream': 'release', 'release.openshift.io/imagestreamtag-name': tag } };
const spec = { payloadCoordinates: { namespace: 'ocp', imagestreamName: 'release', imagestreamTagName: tag } };
const url = 'https://prow.ci.openshift.org/view/gs/origin-ci-test/logs/periodic-ci-x/1442';
const run = { coordinates: { name: `${tag}-aws`, namespace: 'ci', cluster: 'build01' }, startTime: '2021-09-27T11:00:00Z', completionTime: '2021-09-27T12:00:00Z', state: 'Success', humanProwResultsURL: url };

function payloadWith(status: Value, more: Readonly<Record<string, Value>> = {}): Value {
	return { apiVersion: 'release.openshift.io/v1alpha1', kind: 'ReleasePayload', metadata, spec: { ...spec, ...more }, status };
}

const jobs = (list: string, states: readonly string[]): Fields => ({ [list]: states.map((state, index) => ({ name: `job-${index}`, maxRetries: index, state, results: [run] })) });
const runs = (states: readonly string[]): Value => ({ analysisJobResults: [{ name: 'agg', state: 'Ignored', results: states.map((state) => ({ ...run, state })) }] });
const wordsOf = (name: string): readonly string[] => olderTypes.find((type) => type.name === name)?.values.map(({ value }) => value) ?? [];

const whole: Readonly<Record<string, Value>> = {
	JobRunCoordinates: payloadWith(runs(['Success'])),
	JobRunResult: payloadWith(runs(['Failure'])),
	JobRunState: payloadWith(runs(wordsOf('JobRunState'))),
	JobState: payloadWith(jobs('blockingJobResults', wordsOf('JobState'))),
	JobStatus: payloadWith(jobs('informingJobResults', ['Pending'])),
	PayloadCoordinates: payloadWith({ analysisJobResults: [] }),
	ReleasePayload: payloadWith({ ...jobs('blockingJobResults', ['Failed']), ...jobs('informingJobResults', ['Success']), ...jobs('analysisJobResults', ['Ignored']) }),
	ReleasePayloadList: { apiVersion: 'release.openshift.io/v1alpha1', kind: 'ReleasePayloadList', metadata: { resourceVersion: '1' }, items: [payloadWith(runs(['Ignored'])), payloadWith(jobs('analysisJobResults', ['Failed']))] },
	ReleasePayloadOverride: payloadWith({ analysisJobResults: [] }, { payloadOverride: { override: 'Accepted', reason: 'flake' } }),
	ReleasePayloadOverrideType: payloadWith({ analysisJobResults: [] }, { payloadOverride: { override: 'Rejected', reason: 'flake' } }),
	ReleasePayloadSpec: payloadWith({ analysisJobResults: [] }, { payloadOverride: { override: '', reason: '' } }),
	ReleasePayloadStatus: payloadWith({ ...jobs('analysisJobResults', ['Pending']), ...jobs('informingJobResults', ['Failed']) }),
	ReleasePayloadStatusCondition: payloadWith({ conditions: [{ type: 'PayloadCreated', status: 'True', generation: 1 }, { type: 'PayloadAccepted', status: 'Unknown', lastTransitionTime: '2021-09-27T11:00:00Z', reason: 'A', message: 'm', generation: 2 }] }),
	ReleasePayloadStatusConditionType: payloadWith({ conditions: wordsOf('ReleasePayloadStatusConditionType').map((type) => ({ type, status: 'False', lastTransitionTime: '2021-09-27T11:00:00Z', reason: 'A', message: '', generation: 1 })) }),
};

test('each of the fourteen types has a text', () => {
	assert.deepEqual(Object.keys(whole).sort(), olderTypes.map(({ name }) => name).sort());
});

for (const [name, value] of Object.entries(whole)) {
	for (const [style, print] of [['lines', printYaml], ['JSON', (each: unknown) => JSON.stringify(each, undefined, 2)]] as const) {
		test(`${name}, in ${style}: refused as it is, and accepted once it is converted`, () => {
			const text = print(value);
			assert.ok(apiErrors(text).length > 0);
			const after = converted(text);
			assert.deepEqual(apiErrors(after), []);
			assert.deepEqual(valueOf(after), today(value));
		});
	}
}

// What the mend must come to, on plain values

type Fields = Readonly<Record<string, Value>>;

function isFields(value: Value | undefined): value is Fields {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function fieldsOf(value: Value | undefined): Fields {
	return isFields(value) ? value : {};
}

function list(value: Value | undefined): readonly Value[] {
	return Array.isArray(value) ? (value as readonly Value[]) : [];
}

function today(value: Value): Value {
	if (!isFields(value)) return value;
	if (value['kind'] === 'ReleasePayloadList') return { ...value, items: list(value['items']).map(today) };
	const { status } = value;
	const result: Record<string, Value> = { ...value, metadata: { ...fieldsOf(value['metadata']), name: tag } };
	if (!isFields(status)) return result;
	const { analysisJobResults, ...kept } = status;
	const next: Record<string, Value> = { ...kept };
	for (const name of ['blockingJobResults', 'informingJobResults']) if (name in next) next[name] = list(next[name]).map((job) => todaysJob(job, false));
	if (analysisJobResults !== undefined) next['informingJobResults'] = [...list(next['informingJobResults']), ...list(analysisJobResults).map((job) => todaysJob(job, true))];
	if ('conditions' in next) next['conditions'] = list(next['conditions']).map(todaysCondition);
	return { ...result, status: next };
}

function todaysJob(job: Value, isAnalysis: boolean): Value {
	if (!isFields(job)) return job;
	const { name, ...kept } = job;
	const results = list(job['results']);
	return {
		...kept,
		...(name === undefined ? {} : { ciConfigurationName: job['ciConfigurationName'] ?? name }),
		...(job['state'] === undefined ? {} : { state: job['state'] === 'Failed' ? 'Failure' : job['state'] === 'Ignored' ? 'Unknown' : job['state'] }),
		...(job['results'] === undefined ? {} : { results: results.map((each) => (isFields(each) && each['state'] === 'Ignored' ? { ...each, state: 'Unknown' } : each)) }),
		...(isAnalysis && results.length > 0 && (name ?? job['ciConfigurationName']) !== undefined ? { analysisJobCount: results.length } : {}),
	};
}

function todaysCondition(condition: Value): Value {
	if (!isFields(condition) || condition['generation'] === undefined) return condition;
	const { generation, ...kept } = condition;
	return { lastTransitionTime: '1970-01-01T00:00:00Z', reason: 'Unknown', message: '', observedGeneration: generation, ...kept };
}

// Any older payload in any style

function randomStatus(random: Random): Fields {
	const maybe = (times: number, entry: Fields): Fields => (random.below(times) === 0 ? entry : {});
	const some = <T>(make: () => T, most: number): readonly T[] => Array.from({ length: random.below(most + 1) }, make);
	const aRun = (): Value => ({ ...maybe(2, { coordinates: run.coordinates }), state: random.pick(['Ignored', 'Success', 'Failure', 'Triggered']), humanProwResultsURL: url });
	const aJob = (): Value => ({
		...(random.below(5) === 0 ? {} : { name: random.pick(['aws', 'agg', '4.10', 'yes', 'a: b']) }),
		...maybe(5, { ciConfigurationName: 'gcp' }),
		...maybe(2, { maxRetries: 2 }),
		...maybe(3, { results: some(aRun, 3) }),
		...maybe(2, { state: random.pick(['Failed', 'Ignored', 'Success', 'Pending']) }),
	});
	const aCondition = (): Value => ({ type: 'PayloadFailed', ...maybe(2, { generation: 2 }), status: 'True', ...maybe(3, { observedGeneration: 3 }), ...maybe(2, { message: 'two\nlines' }) });
	const lists = ['blockingJobResults', 'analysisJobResults', 'informingJobResults', 'conditions'];
	const order = random.below(2) === 0 ? lists : lists.toReversed();
	return Object.fromEntries(order.filter(() => random.below(4) > 0).map((name): [string, Value] => [name, name === 'conditions' ? some(aCondition, 2) : some(aJob, 3)]));
}

/** Flow style here and there, comments behind lines, other indentation, Windows line ends. */
function randomText(value: Value, random: Random): string {
	const indent = random.below(2) === 0 ? '' : '  ';
	const lines = printYaml(value).trimEnd().split('\n');
	let inText = '';
	let count = 0;
	const styled = lines.map((line) => {
		if (inText !== '' && !line.startsWith(inText)) inText = '';
		const isText = inText !== '';
		if (/[|>][+-]?$/.test(line)) inText = `${/^ */.exec(line)?.[0] ?? ''} `;
		return isText || inText !== '' || random.below(4) > 0 ? line : `${line} # c${count++}`;
	});
	const text = styled.map((line) => (/^ {2}/.test(line) && indent !== '' ? line.replace(/^ */, (lead) => lead + lead) : line).replace(/^( *)- /, indent === '' ? '$1- ' : '$1-   ')).join('\n');
	return (random.below(2) === 0 ? text : text.replaceAll('\n', '\r\n')) + (random.below(3) === 0 ? '' : '\n');
}

function inBrackets(status: Fields, random: Random): string {
	return Object.entries(status).map(([key, each]) => (random.below(2) === 0 ? `  ${key}: ${JSON.stringify(each)}\n` : `  ${printYaml({ [key]: each }).trimEnd().replaceAll('\n', '\n  ')}\n`)).join('');
}

test('any older payload in any style reads as its conversion, and keeps its comments', () => {
	const seed = freshSeed();
	const random = randomOf(seed);
	for (let count = 0; count < 120; count++) {
		const status = randomStatus(random);
		const value = payloadWith(status);
		const above = printYaml({ apiVersion: 'release.openshift.io/v1alpha1', kind: 'ReleasePayload', metadata, spec });
		const text = random.below(2) === 0 ? randomText(value, random) : `${above}status:\n${inBrackets(status, random) || '  {}\n'}`;
		const from = valueOf(text);
		assert.deepEqual(readStream(text).flatMap(({ problems }) => problems), [], text);
		const isOlder = openSession(text, () => facts).findings().some(({ code }) => code === 'S12');
		const after = converted(text);
		const where = `seed ${seed}\n${text}\n----\n${after}`;
		assert.deepEqual(valueOf(after), isOlder ? today(from) : from, where);
		for (const [comment] of text.matchAll(/# c\d+/g)) assert.ok(after.includes(comment), `${comment} is lost, ${where}`);
		assert.equal(after.includes('\r\n'), text.includes('\r\n'), where);
	}
});

test('a long payload, kept in pieces and edited, is converted as a whole', () => {
	const long = payloadText(400).replaceAll('    ciConfigurationName: ', '    name: ').replace('  conditions:', '  analysisJobResults:\n  - name: agg\n    state: Ignored\n  informingJobResults:\n  - name: a\n  conditions:');
	const session = openSession(long, () => facts);
	session.findings();
	const at = long.indexOf('aws-9x', long.indexOf('blockingJobResults')) + 3;
	assert.ok(session.edit([{ start: at, end: at, text: 'more-' }]));
	const [action] = session.actions(0, session.text.length).filter(({ finding }) => finding.code === 'S12');
	const after = (action?.edits ?? []).toSorted((a, b) => b.start - a.start).reduce((text, { start, end, newText }) => text.slice(0, start) + newText + text.slice(end), session.text);
	assert.deepEqual(valueOf(after), { ...fieldsOf(today(valueOf(session.text))), metadata: fieldsOf(valueOf(session.text))['metadata'] });
	assert.ok(after.includes('more-'));
});

test('every constant of the older API is offered and explained where it belongs', () => {
	const places: Readonly<Record<string, string>> = {
		JobState: 'status:\n  analysisJobResults:\n  - name: a\n    state: ',
		JobRunState: 'status:\n  analysisJobResults:\n  - name: a\n    results:\n    - state: ',
		ReleasePayloadOverrideType: 'status:\n  analysisJobResults: []\nspec:\n  payloadOverride:\n    override: ',
		ReleasePayloadStatusConditionType: 'status:\n  analysisJobResults: []\n  conditions:\n  - type: ',
	};
	for (const [name, text] of Object.entries(places)) {
		const labels = openSession(head + text, () => facts).complete((head + text).length).map(({ label }) => label);
		assert.deepEqual(wordsOf(name).filter((word) => !labels.includes(word)), [], name);
		for (const word of wordsOf(name)) assert.ok(openSession(`${head}${text}${word}\n`, () => facts).hover((head + text).length + 1) !== undefined, `${name} ${word}`);
	}
});

test('every field of the older API is explained', () => {
	for (const value of Object.values(whole)) {
		const text = printYaml(value);
		const session = openSession(text, () => facts);
		const fields = [...text.matchAll(/^( *)(?:- )?(\w+):/gm)].filter(({ 0: found }) => !/items|apiVersion|kind|resourceVersion/.test(found));
		const unexplained = fields.filter(({ 0: found, index }) => session.hover(index + found.length - 2) === undefined).map(([, , field]) => field);
		assert.deepEqual([...new Set(unexplained)].filter((field) => field !== 'metadata'), []);
	}
});
