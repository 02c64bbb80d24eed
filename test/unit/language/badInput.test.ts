import assert from 'node:assert/strict';
import test from 'node:test';
import { openSession, shippedFacts, type ShownFinding } from '../../../src/language/service';
import { payloadText } from './generate';
import { jobs, payload, spec } from './hardCaseTexts';

// What no one writes and some file holds: an answer in time, or a finding that says what is not looked at and why.

const facts = shippedFacts();
/** Of the processor, collecting garbage on other threads included; a second of it on a machine at rest. */
const limit = 4_000;

interface Case {
	readonly name: string;
	readonly text: string;
	/** Codes of which one must be among the findings; none where all is well. */
	readonly codes: readonly string[];
	/** What is not looked at, and why. */
	readonly says?: RegExp;
}

const megabyte = 1_000_000;
const bomb = Array.from({ length: 12 }, (_, level) => `  l${level}: &l${level} [${Array.from({ length: 10 }, () => (level === 0 ? 'x' : `*l${level - 1}`)).join(', ')}]\n`).join('');

/** A list as `oc get -o yaml` prints it, of so many payloads of 850 KB. */
function listOf(count: number): string {
	const item = payloadText(16_000).trimEnd().replaceAll('\n', '\n  ');
	return `apiVersion: v1\nitems:\n${`- ${item}\n`.repeat(count)}kind: List\n`;
}

const more = /more than 2,000 mistakes in this payload/;

const cases: readonly Case[] = [
	{ name: '10 MB of one payload', text: payloadText(200_000), codes: ['too-large'], says: /larger than 3 MiB: the server refuses it, and it is not looked at/ },
	{ name: '2.5 MB of one payload', text: payloadText(50_000), codes: ['too-large'], says: /more than 1\.5 MiB cannot be stored/ },
	{ name: '10 MB of a list', text: listOf(12), codes: [] },
	{ name: '25 MB of a list', text: listOf(30), codes: ['too-large'], says: /larger than 20 MiB/ },
	{ name: '10 MB of payload in brackets', codes: ['too-large'], text: payload(`spec: {payloadVerificationConfig: {blockingJobs: [${Array.from({ length: 100_000 }, (_, index) => `{ciConfigurationName: job-${index}x, ciConfigurationJobName: periodic-ci-job-${index}x, maxRetries: 2}`).join(', ')}]}}\n`) },
	{ name: '10 MB of something that is no YAML', text: `kind: ReleasePayload\n${'][}{:"\'%@\n'.repeat(megabyte)}`, codes: ['too-large'] },
	{ name: '1 MB of something that is no YAML', text: `kind: ReleasePayload\n${'][}{:"\'%@\n'.repeat(megabyte / 10)}`, codes: ['bracket', 'unclosed', 'unexpected', 'key'] },
	{ name: '1 MB on one line, plain', text: spec(`  payloadOverride: {reason: ${'x'.repeat(megabyte)}}\n`), codes: ['O4', 'O3'] },
	{ name: '1 MB on one line, in quotes', text: spec(`  payloadOverride: {reason: "${'x '.repeat(megabyte / 2)}"}\n`), codes: ['O4', 'O3'] },
	{ name: '1 MB in a quote that is never closed', text: spec(`  payloadOverride: {reason: "${'x '.repeat(megabyte / 2)}\n`), codes: ['unclosed'] },
	{ name: '20,000 unknown keys in one flow map', text: payload(`spec: {${Array.from({ length: 20_000 }, (_, index) => `key${index}: 1`).join(', ')}}\n`), codes: ['unknown-field'] },
	{ name: '1 MB of a key', text: payload(`${'k'.repeat(megabyte)}: 1\n`), codes: ['key'] },
	{ name: '1 MB of tabs', text: spec('\t'.repeat(megabyte)), codes: ['tab'] },
	{ name: '1 MB of blanks', text: spec(' '.repeat(megabyte)), codes: [] },
	{ name: '1 MB of line breaks', text: spec('\n'.repeat(megabyte)), codes: [] },
	{ name: '1 MB of invisible characters', text: spec(`${'\u00a0'.repeat(megabyte / 2)}a: b\n`), codes: ['unknown-field', 'character', 'key'] },
	{ name: '100,000 brackets', text: payload(`spec: ${'['.repeat(100_000)}`), codes: ['too-deep'], says: /100 levels: what stands below is not looked at/ },
	{ name: '100,000 brackets and their ends', text: payload(`spec: ${'['.repeat(100_000)}${']'.repeat(100_000)}`), codes: ['too-deep'], says: /not looked at/ },
	{ name: '100,000 braces', text: payload(`spec: ${'{a: '.repeat(100_000)}`), codes: ['too-deep'], says: /not looked at/ },
	{ name: '100,000 dashes', text: spec(`  ${'- '.repeat(100_000)}x\n`), codes: ['too-deep'], says: /not looked at/ },
	{ name: '2,000 levels of lines', text: Array.from({ length: 2_000 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n'), codes: ['too-deep'], says: /not looked at/ },
	{ name: '100,000 anchors', text: payload(`spec: [${Array.from({ length: 100_000 }, (_, index) => `&a${index} x`).join(', ')}]\n`), codes: ['type'] },
	{ name: '100,000 aliases of one anchor', text: payload(`a: &a x\nspec: [${'*a, '.repeat(100_000)}]\n`), codes: ['type', 'aliases'] },
	{ name: 'an alias bomb', text: spec(bomb), codes: ['aliases'], says: /Aliases make this document too large.*not looked at/ },
	{ name: 'an alias that contains itself', text: payload('spec: &s\n  payloadOverride: *s\n'), codes: ['alias'], says: /contain itself/ },
	{ name: 'two anchors that contain each other', text: payload('spec: &a {x: &b [*a]}\nstatus: *b\n'), codes: ['alias'], says: /contain itself/ },
	{ name: 'a merge of itself', text: payload('spec: &s\n  <<: *s\n'), codes: ['alias'], says: /contain itself/ },
	{ name: 'NUL', text: spec('  payloadType: Lo\0cal\n'), codes: ['character'], says: /U\+0000/ },
	{ name: 'NUL throughout', text: `kind: ReleasePayload\n${'\0'.repeat(megabyte)}`, codes: ['character'] },
	{ name: 'halves of surrogate pairs', text: spec('  payloadType: \ud800\udbff\n  payloadOverride: {reason: "\udc00"}\n'), codes: ['enum'] },
	{ name: 'half of a pair as an escape', text: spec('  payloadOverride: {reason: "\\ud800"}\n'), codes: ['escape'] },
	{ name: '2,000 documents', text: '---\nkind: ReleasePayload\n'.repeat(2_000), codes: ['api-version', 'required'] },
	{ name: '20,000 merge marks', text: payload('<<<<<<< a\nx: 1\n=======\nx: 2\n>>>>>>> b\n'.repeat(20_000)), codes: ['conflict'] },
	{ name: 'openings of marks', text: payload(`spec: ${'{{'.repeat(megabyte / 2)}`), codes: ['too-deep'] },
	{ name: 'a mark that does not end', text: `kind: ReleasePayload\na: {{ ${'x'.repeat(megabyte)}`, codes: ['unclosed'] },
	{ name: 'comments of a template that do not end', text: payload(`spec: ${'{{/* '.repeat(200_000)}`), codes: ['unclosed'] },
	{ name: '20,000 marks in wrong values', text: jobs('    - maxRetries: {{ x }}\n      disabled: 3\n'.repeat(20_000)), codes: ['template'] },
	{ name: '20,000 lines of marks and a key twice', text: spec('  {{- if x }}\n  payloadType: Local\n'.repeat(10_000)), codes: ['template'] },
	{ name: 'a banner above a mistake', text: `${'#'.repeat(200)}\n${'# '.repeat(200)}\n${spec('  payloadType: "Local\n')}`, codes: ['unclosed'] },
	{ name: '200,000 equal keys on one line', text: payload(`spec: {${'a: 1, '.repeat(170_000)}}\n`), codes: ['duplicate-key'], says: more },
	{ name: '1 MB of unknown keys in items', text: payload(`status:\n  blockingJobResults:\n${'  - {state: x, z: 1}\n'.repeat(50_000)}`), codes: ['unknown-field'], says: more },
	{ name: '1 MB of keys in quotes, all equal', text: payload('"a" : "b"\n'.repeat(100_000)), codes: ['duplicate-key'], says: more },
	{ name: '1 MB of comments that silence', text: spec('  a: 1 # releasepayload-disable-line O1\n'.repeat(25_000)), codes: ['unknown-field'] },
	{ name: '1 MB of scalars in a list of objects', text: `apiVersion: v1\nkind: List\nitems:\n${'- 1\n'.repeat(250_000)}`, codes: [] },
	{ name: '1 MB of payloads that say nothing', text: `apiVersion: v1\nkind: List\nitems:\n${'- {apiVersion: release.openshift.io/v1alpha1, kind: ReleasePayload, metadata: {name: a}}\n'.repeat(11_500)}`, codes: ['too-many'], says: /more than 3,000 payloads in this text/ },
	{ name: '1 MB of documents with a payload', text: 'apiVersion: release.openshift.io/v1alpha1\nkind: ReleasePayload\nmetadata: {name: a}\n---\n'.repeat(11_500), codes: ['too-many'], says: /more than 3,000 payloads in this text/ },
	{ name: '1 MB of wrong metadata', text: payload(`  managedFields:\n${'  - {a: 1}\n'.repeat(90_000)}`), codes: ['too-many'], says: more },
	{ name: '100,000 lines that end at a CR alone', text: spec(`  payloadOverride:\r${'    a\r'.repeat(100_000)}`), codes: ['unexpected', 'colon', 'type', 'key'] },
	{ name: '300,000 CRs in an open quote', text: spec(`  payloadType: "${'\r'.repeat(300_000)}`), codes: ['unclosed'] },
	{ name: '1 MB of a word in braces with colons in it', text: payload(`spec: {'status${':https'.repeat(160_000)}}\n`), codes: ['unclosed', 'key'] },
	{ name: '40,000 keys that begin with no-break spaces', text: spec(Array.from({ length: 40_000 }, (_, index) => `\u00a0\u00a0key${index}: 1\n`).join('')), codes: ['unknown-field'], says: more },
	{ name: '150,000 keys that are one number', text: payload(`spec: {${'4.10, '.repeat(150_000)}}\n`), codes: ['duplicate-key'], says: more },
	{ name: '100,000 documents', text: 'a: 1\n---\n'.repeat(100_000), codes: ['too-many'], says: /more than 10,000 documents/ },
	{ name: '1 MB of line breaks below what is nested too deep', text: payload(`spec:\n${Array.from({ length: 110 }, (_, depth) => `${' '.repeat(depth + 1)}a:\n`).join('')}${'\n'.repeat(900_000)}`), codes: ['too-deep'] },
	{ name: '60,000 strange keys of a list', text: `apiVersion: release.openshift.io/v1alpha1\nkind: ReleasePayloadList\nitems: []\n${Array.from({ length: 60_000 }, (_, index) => `k${index}: 1\n`).join('')}`, codes: ['unknown-field'] },
	{ name: '1 MB of wrong metadata of a list', text: `apiVersion: v1\nkind: List\nmetadata:\n  labels:\n${Array.from({ length: 60_000 }, (_, index) => `    k${index}: 1\n`).join('')}items:\n- {apiVersion: release.openshift.io/v1alpha1, kind: ReleasePayload}\n`, codes: ['type'] },
	{ name: '250,000 empty documents', text: '---\n'.repeat(250_000), codes: ['too-many', 'separator'], says: /more than 10,000 documents/ },
	{ name: '10,000 equal keys', text: spec('  payloadType: Local\n'.repeat(10_000)), codes: ['duplicate-key'] },
	{ name: '10,000 jobs of one name', text: jobs('    - ciConfigurationName: aws\n      ciConfigurationJobName: periodic-aws\n'.repeat(10_000)), codes: ['J1'] },
];

function inside({ range: { start, end } }: ShownFinding, lines: readonly string[]): boolean {
	return [start, end].every(({ line, character }) => character >= 0 && character <= (lines[line]?.length ?? -1));
}

for (const { name, text, codes, says } of cases) {
	test(`answered in time: ${name}`, () => {
		const session = openSession(text, () => facts);
		const timed = <T>(what: string, ask: () => T): T => {
			const started = process.cpuUsage();
			const answer = ask();
			const { user, system } = process.cpuUsage(started);
			took = (user + system) / 1000;
			assert.ok(took < limit, `${what}: ${Math.round(took)} ms for ${text.length} characters`);
			return answer;
		};
		let took = 0;
		timed('completion', () => session.complete(text.length >> 1));
		timed('mends', () => session.safeActions());
		const found = timed('findings', () => openSession(text, () => facts).findings());
		if (process.env['SHOW_TIMES'] !== undefined) console.log(`${Math.round(took)} ms, ${found.length} findings: ${name}`);
		if (codes.length > 0) assert.ok(found.some(({ code }) => codes.includes(code)), [...new Set(found.map(({ code }) => code))].join(', ') || 'no finding');
		else assert.deepEqual(found.filter(({ layer }) => layer !== 'meaning').map(({ code }) => code), []);
		if (says !== undefined) assert.match(found.map(({ message }) => message).join('\n'), says);
		const lines = text.split(/\r\n|\r|\n/);
		assert.deepEqual(found.filter((each) => !inside(each, lines)), []);
	});
}
