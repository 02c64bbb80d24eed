import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { readPayload } from '../../../src/payload/readPayload';
import { summarize } from '../../../src/payload/summary';
import { confirmation } from '../../../src/presentation/decision';
import { describe } from '../../../src/presentation/describe';
import { documentHead } from '../../../src/presentation/documentHead';
import { oneLine, safeLines } from '../../../src/presentation/hostile';
import { linkFacts, fromTemplate, parsePayloadText } from '../../../src/presentation/links';
import { block, code, httpUrl, link, plain } from '../../../src/presentation/markdown';
import { problemMessage } from '../../../src/presentation/problems';
import { childrenOf, rootNodes } from '../../../src/presentation/tree';
import { tooltip } from '../../../src/presentation/tooltips';
import type { Row, TreeInput, TreeNode } from '../../../src/presentation/treeNode';
import { explain } from '../../../src/presentation/why';
import { processorTime } from '../../support/processorTime';
import { acceptedBy, aPayload, clock, creationFailed, facts, input, live, open, type Shape } from './payloads';

const seed = Math.floor(Math.random() * 2 ** 31);
console.log(`hostile text: seed ${seed}`);
const runs = (numRuns: number) => ({ seed, numRuns });

/** Pieces that have a meaning somewhere, mixed with any text. */
const pieces = ['\n', '\r\n', '\u2028', '\u0085', '\u001b[31m', '\u202e', '\u200b', '\ufeff', '\ud800', '`', '```', '~~~\n', '[x](javascript:alert(1))', '[x](command:a.b)', '![i](https://evil.example.com/i.png)', '<img src=x onerror=alert(1)>', '<a href="https://evil.example.com">', '<https://evil.example.com>', 'https://evil.example.com', 'www.evil.example.com', 'a@evil.example.com', '$(alert)', '&lt;', '&#x202e;', '| a | b |\n|--|--|', '# ', '- ', '1. ', '    ', '\\', '*', '__', '\n---\n', '{0}', '{1}', '%', '/', '..', '\t'];
const hostile = fc.oneof({ weight: 4, arbitrary: fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: 'binary', maxLength: 6 })), { maxLength: 8 }).map((parts) => parts.join('')) }, { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 500 }) });

 
const obeyed = /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]|\p{Surrogate}/u;

function shapes(text: string): readonly Shape[] {
	const job = { name: text, runs: ['Failure', text], retries: 2 };
	return [
		{ name: text, namespace: text, tag: text, stream: text, conditions: open, blocking: [job, { name: text, state: text }], informing: [job], upgrade: [job], analysis: [job], override: { override: text, reason: text }, labels: { [`release.openshift.io/${text}_state`]: text } },
		{ conditions: creationFailed, creation: 'Failed', creationMessage: text, mirror: text, blocking: [{ name: text }], override: { override: 'Accepted', reason: text } },
		{
			conditions: acceptedBy('ReleasePayloadManuallyAccepted', text),
			blocking: [{ name: text, runs: ['Pending'] }],
			override: { override: 'Accepted', reason: text },
			qualifiersSummary: { failureLabels: [text], qualifiers: { [text]: { badgeName: text, badgeEarned: true, aggregateState: text, jiraNotifications: { [text]: { issueKey: text, activeEscalation: text, activePriority: text } } } } },
		},
	];
}

function walk(world: TreeInput): readonly { node: TreeNode; row: Row; tip: string | undefined }[] {
	const from = (nodes: readonly TreeNode[]): readonly { node: TreeNode; row: Row; tip: string | undefined }[] => nodes.flatMap((node) => [{ node, row: describe(node, world), tip: tooltip(node, world) }, ...from(childrenOf(node, world))]);
	return from(rootNodes(world));
}

function worldOf(text: string): TreeInput {
	const payloads = shapes(text).map((shape) => aPayload(shape));
	const problem = { reason: text, detail: text, retryAt: undefined };
	const namespaces = [...new Set(payloads.map(({ metadata }) => metadata.namespace ?? ''))].map((namespace) => ({ namespace, state: live }));
	return input(facts({ payloads, namespaces, context: text }), facts({ context: `${text}2`, state: { kind: 'failed', since: clock.now, problem } }));
}

test('no text from a cluster breaks out of a row or hides in it', () => {
	fc.assert(
		fc.property(hostile, (text) => {
			for (const { row } of walk(worldOf(text))) {
				for (const shown of [row.label, row.description, row.accessibilityLabel]) assert.doesNotMatch(shown, obeyed);
				if (row.action?.kind === 'openUrl') assert.match(row.action.url, /^https?:\/\//);
			}
		}),
		runs(60),
	);
});

test('sentences, confirmations and problems are one line each, whatever they name', () => {
	fc.assert(
		fc.property(hostile, (text) => {
			const judging = { settings: { quietStreamHours: 24, neverStartedMinutes: 120 }, clock };
			for (const shape of shapes(text)) {
				const payload = aPayload(shape);
				const { headline, notes } = explain(payload, judging);
				for (const sentence of [headline, ...notes]) assert.doesNotMatch(sentence, obeyed);
				const asked = confirmation({ payload, wanted: { override: 'Accepted', reason: text }, rows: [] }, { context: text, server: text }, clock);
				for (const line of [asked.message, ...asked.detail.split('\n')]) assert.doesNotMatch(line, obeyed);
				for (const line of documentHead(payload, judging).split('\n')) {
					assert.match(line, /^#( |$)/);
					assert.doesNotMatch(line, obeyed);
				}
			}
			assert.doesNotMatch(problemMessage({ reason: 'tls', detail: text, retryAt: undefined }, { context: text, server: text, namespace: text }), obeyed);
		}),
		runs(60),
	);
});

/** What Markdown would act on: everything but code, backslash pairs, and our own links with an http(s) address; read from left to right. */
function active(markdown: string): string {
	const inert = /\\[!-/:-@[-`{-~]|(?<!`)(`+)(?!`)[^\n]*?(?<!`)\1(?!`)|\[(?:\\[!-/:-@[-`{-~]|[^[\]\\<\n])*\]\(https?:\/\/[^\s()<>]*\)/g;
	return markdown.replace(/^(`{3,})text\n[\s\S]*?\n\1$/gm, '').replace(inert, '');
}

test('no text from a cluster becomes markup, a link, an entity or an icon in a tooltip', () => {
	fc.assert(
		fc.property(hostile, (text) => {
			for (const { tip } of walk(worldOf(text))) {
				const left = active(tip ?? '').replaceAll('**', '').replace(/^- /gm, '');
				assert.doesNotMatch(left, /[[\]<>&$`*_~|#\\@]|:\/\/|^\s*(\d+\.|[-+=]{3,})|www\./m, JSON.stringify(tip));
				 
				assert.doesNotMatch(tip ?? '', /[\u0000-\u0009\u000b-\u001f\u202a-\u202e\u2066-\u2069]/);
			}
		}),
		runs(60),
	);
});

test('the pieces that Markdown is made of hold by themselves', () => {
	fc.assert(
		fc.property(hostile, (text) => {
			assert.equal(active(plain(text)).search(/[!-/:-@[-`{-~]/), -1);
			assert.equal(active(code(text)), '');
			assert.equal(active(block(text)), '');
			const linked = link(text, text);
			assert.equal(active(linked).search(/[[\]<>`*_]/), -1);
			assert.doesNotMatch(linked, /\n/);
			const url = httpUrl(text);
			if (url !== undefined) assert.match(url, /^https?:\/\/[^\s()<>[\]`*\\]+$/);
			assert.equal(oneLine(oneLine(text)), oneLine(text), 'shown twice it reads the same');
			assert.ok(Array.from(oneLine(text, 20)).length <= 20);
			assert.ok(safeLines(text, { lines: 3, width: 10 }).length <= 4);
		}),
		runs(2000),
	);
});

test('templates and pasted text never give anything but an http(s) address or a plain name', () => {
	fc.assert(
		fc.property(hostile, hostile, (template, text) => {
			const from = linkFacts({ ref: { namespace: text }, releaseName: text, stream: text });
			for (const each of [template, `https://x.example.com/{release}${template}`, `https://x.example.com/{stream}/{namespace}`]) {
				const url = fromTemplate(each, from);
				if (url !== undefined) assert.match(url, /^https?:\/\//);
			}
			const candidate = parsePayloadText(text);
			if (candidate !== undefined) assert.match(candidate.name, /^[a-z0-9.-]+$/);
		}),
		runs(1000),
	);
});

test('any JSON read as a payload is put into words without an exception', () => {
	const keys = ['metadata', 'spec', 'status', 'conditions', 'blockingJobResults', 'informingJobResults', 'upgradeJobResults', 'analysisJobResults', 'results', 'state', 'type', 'name', 'ciConfigurationName', 'payloadOverride', 'override', 'reason', 'releaseCreationJobResult', 'releaseMirrorJobResult', 'payloadVerificationConfig', 'blockingJobs', 'qualifiersSummary', 'qualifiers', 'jiraNotifications', 'startTime', 'completionTime', 'maxRetries', 'analysisJobCount', 'creationTimestamp', 'managedFields'];
	const leaf = fc.oneof(fc.constantFrom('Success', 'Failure', 'Pending', 'True', 'Accepted', 'Rejected', 'PayloadAccepted', 'PayloadCreated', '2026-05-01T13:24:06Z', '9999-99-99', 1e308, -1, Number.NaN), fc.string({ maxLength: 5 }), fc.boolean(), fc.constant(null));
	const { tree } = fc.letrec((tie) => ({
		tree: fc.oneof({ maxDepth: 6, withCrossShrink: true }, leaf, fc.array(tie('tree'), { maxLength: 4 }), fc.dictionary(fc.constantFrom(...keys), tie('tree'), { maxKeys: 8 })),
	}));
	fc.assert(
		fc.property(fc.record({ metadata: tree, spec: tree, status: fc.dictionary(fc.constantFrom(...keys), tree, { maxKeys: 8 }) }), (value) => {
			const payload = readPayload(value);
			const judging = { settings: { quietStreamHours: 24, neverStartedMinutes: 120 }, clock };
			walk(input(facts({ payloads: [payload] })));
			explain(payload, judging);
			documentHead(payload, judging);
			confirmation({ payload, wanted: undefined, rows: [] }, { context: '', server: '' }, clock);
			assert.notEqual(tooltip({ kind: 'payload', id: 'x', context: 'app.ci', ref: summarize(payload).ref }, input(facts({ payloads: [payload] }))), undefined);
		}),
		runs(700),
	);
});

test('ten thousand jobs and megabytes of text are words within a moment', () => {
	const blocking = Array.from({ length: 10_000 }, (_, at) => ({ name: `job-${at}`, runs: ['Failure'] }));
	const payload = aPayload({ conditions: creationFailed, creation: 'Failed', creationMessage: '\u202e'.repeat(2_000_000), blocking, override: { override: 'Accepted', reason: '`'.repeat(2_000_000) } });
	const world = input(facts({ payloads: [payload] }));
	const took = processorTime(() => {
		const tip = tooltip({ kind: 'payload', id: 'x', context: 'app.ci', ref: { namespace: 'ocp', name: payload.metadata.name ?? '' } }, world) ?? '';
		const head = documentHead(payload, world);
		const asked = confirmation({ payload, wanted: undefined, rows: [] }, { context: '', server: '' }, clock).detail;
		assert.ok(tip.length < 100_000 && head.length < 100_000 && asked.length < 20_000, `${tip.length} ${head.length} ${asked.length}`);
	});
	assert.ok(took < 5_000, `${Math.round(took)} ms`);
});

test('a payload of ten thousand jobs, all unfolded, is drawn within a moment when its jobs are remembered', () => {
	const blocking = Array.from({ length: 10_000 }, (_, at) => ({ name: at % 2 === 0 ? `job-${at}` : '', runs: ['Failure'] }));
	const world: TreeInput = { ...input(facts({ payloads: [aPayload({ conditions: open, blocking })] })), jobMemo: new WeakMap() };
	const took = processorTime(() => assert.ok(walk({ ...world, clusters: world.clusters }).length > 20_000));
	assert.ok(took < 20_000, `${Math.round(took)} ms`);
});
