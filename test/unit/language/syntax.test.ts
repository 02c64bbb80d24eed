import assert from 'node:assert/strict';
import test from 'node:test';
import { findingsOf } from '../../../src/language/findingsOf';
import { processorTime } from '../../support/processorTime';

const head = 'apiVersion: release.openshift.io/v1alpha1\nkind: ReleasePayload\nmetadata:\n  name: p\n';

interface Case {
	readonly name: string;
	readonly text: string;
	/** `line code` of every finding of syntax, lines from 1 behind the head. */
	readonly syntax: readonly string[];
	/** The same for the api layer: the rest of the document keeps its service. */
	readonly api?: readonly string[];
}

const cases: readonly Case[] = [
	{ name: 'a tab as indentation', text: 'spec:\n\tpayloadType: Local\n', syntax: ['2 tab'] },
	{ name: 'a tab before the lines of a text is told once', text: 'spec:\n  payloadOverride:\n    reason: |-\n\ta text\n', syntax: ['4 tab'] },
	{ name: 'one line indented one too far', text: 'spec:\n  payloadType: Local\n   payloadOverride: {}\n', syntax: ['3 indent'] },
	{ name: 'a quote that is never closed', text: 'spec:\n  payloadType: "Local\n  payloadOverride: {}\nstatuss: {}\n', syntax: ['2 unclosed'], api: ['4 unknown-field'] },
	{ name: 'a quote that swallows lines up to the next one', text: 'spec:\n  payloadType: "Local\n  payloadOverride:\n    reason: "because"\nstatuss: {}\n', syntax: ['2 unclosed'], api: ['5 unknown-field'] },
	{ name: 'a bracket that is never closed', text: 'spec:\n  payloadOverride: {override: Accepted\n  payloadType: Nope\n', syntax: ['2 unclosed'] },
	{ name: 'a word without colon', text: 'spec:\n  payloadType\n  payloadOverride: {}\n', syntax: ['2 key'] },
	{ name: 'two mistakes far apart are two messages', text: 'spec:\n  payloadType\n  payloadOverride: {}\n  releaseCoordinates:\n  - tag: x\n  - `\n', syntax: ['2 key', '6 scalar-start'] },
	{ name: 'an alias that contains itself', text: 'spec: &a\n  payloadOverride: *a\n', syntax: ['2 alias'] },
	{ name: 'an alias without anchor', text: 'spec:\n  payloadOverride: *a\n', syntax: ['2 alias'] },
	{ name: 'a control character in a comment', text: 'spec: {} # \u0007\n', syntax: ['1 character'] },
	{ name: 'infinity, which JSON does not have', text: 'spec:\n  payloadType: .inf\n', syntax: ['2 number'] },
	{ name: 'content on the line of a separator', text: '--- spec: {}\n', syntax: ['1 separator'] },
];

for (const { name, text, syntax, api } of cases) {
	test(`syntax: ${name}`, () => {
		const found = findingsOf(head + text);
		const of = (layer: string) => found.filter((finding) => finding.layer === layer).map((finding) => `${finding.start.line - 3} ${finding.code}`);
		assert.deepEqual(of('syntax'), syntax);
		if (api !== undefined) assert.deepEqual(of('api'), api);
	});
}

for (const { name, text } of [
	{ name: '100,000 nested brackets', text: `${head}spec: ${'['.repeat(100_000)}` },
	{ name: '2,000 closed brackets', text: `${head}spec: ${'['.repeat(2_000)}${']'.repeat(2_000)}` },
	{ name: '100,000 dashes in a row', text: `${head}spec:\n  ${'- '.repeat(100_000)}x\n` },
	{ name: 'two thousand levels of indentation', text: Array.from({ length: 2_000 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n') },
	{ name: 'an alias bomb', text: `${head}spec:\n  a: &a [x,x,x,x,x,x,x,x,x]\n${Array.from({ length: 12 }, (_, n) => `  ${String.fromCharCode(98 + n)}: &${String.fromCharCode(98 + n)} [${`*${String.fromCharCode(97 + n)},`.repeat(9)}]`).join('\n')}\n` },
	{ name: '1 MB on one line', text: `${head}spec: {payloadOverride: {reason: ${'x'.repeat(1_000_000)}}}\n` },
	{ name: 'unpaired surrogates and NUL', text: `${head}spec:\n  payloadType: \ud800\u0000\udc00\n` },
]) {
	test(`an answer in time for ${name}`, () => {
		const took = processorTime(() => assert.ok(findingsOf(text).length > 0));
		assert.ok(took < 5_000, `${took} ms`);
	});
}

const json = '{\n  "apiVersion": "release.openshift.io/v1alpha1",\n  "kind": "ReleasePayload",\n  "metadata": {"name": "4.22.3", "namespace": "ocp"},\n  "spec": {\n    "payloadType": "Local",\n    "payloadOverride": {"override": "Accepted", "reason": "x"}\n  }\n}\n';

for (const [name, text] of [
	['the last bracket is missing', json.replace(/\}\n$/, '\n')],
	['a bracket inside is missing', json.replace('"x"}', '"x"')],
	['a comma is missing', json.replace('v1alpha1",', 'v1alpha1"')],
	['there is a bracket too many', json.replaceAll('"', '').replace('reason: x}', 'reason: x}]')],
] as const) {
	test(`in JSON nothing is said but the cause when ${name}`, () => {
		assert.deepEqual(findingsOf(text).map(({ code }) => code), ['unclosed']);
	});
}
