import assert from 'node:assert/strict';
import test from 'node:test';
import { findingsOf } from '../../../src/language/findingsOf';
import type { ShownFinding } from '../../../src/language/service';
import { giveWay, nameOf, type OtherWord } from '../../../src/ui/manifest/givingWay';

const head = 'apiVersion: release.openshift.io/v1alpha1\nkind: ReleasePayload\nmetadata:\n  name: 4.22.3\n  namespace: ocp\n';

/** The text behind the head, our code and the line it stands on, and what yaml-language-server 1.24 says there. */
const same: readonly (readonly [text: string, code: string, line: number, theirs: string])[] = [
	['spec:\n  payloadOverride:\n    override: Accepted\n    override: Rejected\n', 'duplicate-key', 8, 'Map keys must be unique'],
	['spec:\n\tpayloadOverride: {}\n', 'tab', 6, 'Tabs are not allowed as indentation'],
	['spec:\n  payloadOverride:\n    override: Accepted\n   reason: x\n', 'indent', 8, 'All mapping items must start at the same column'],
	['spec:\n  payloadOverride:\n    overr\n    reason: x\n', 'key', 7, 'Implicit keys need to be on a single line'],
	['spec:\n  payloadOverride: a: b\n', 'colon', 6, 'Nested mappings are not allowed in compact mappings'],
	['spec: &a &b {}\n', 'unexpected', 5, 'A node can have at most one anchor'],
	['spec:\n  payloadOverride:\n    reason: "a\\qb"\n', 'escape', 7, 'Invalid escape sequence \\q'],
	['spec:\n  payloadOverride:\n    reason: "a" b\n', 'unexpected', 7, 'Unexpected scalar at node end'],
	['spec:\n  payloadOverride:\n    reason: @foo\n', 'scalar-start', 7, 'Plain value cannot start with reserved character @'],
	['spec:\n  payloadOverride:\n    reason: |x\n      a\n', 'block-header', 7, 'Block scalar header includes extra characters: |x'],
	['spec: {a: 1}}\n', 'bracket', 5, 'Unexpected flow-map-end token in YAML stream: "}"'],
	['spec:{}\n', 'blank', 5, 'Implicit map keys need to be followed by map values'],
	['<<<<<<< HEAD\nspec: {}\n=======\nspec: {}\n>>>>>>> b\n', 'conflict', 5, 'Implicit keys need to be on a single line'],
];

const alone = { others: [], expected: false, settled: false, before: new Set<string>() };

function ours(text: string): readonly ShownFinding[] {
	return findingsOf(head + text).map(({ start, end, ...rest }) => ({ ...rest, range: { start, end }, related: [] }));
}

function codes(findings: readonly ShownFinding[]): readonly string[] {
	return findings.map(({ code, range }) => `${code} ${range.start.line}`);
}

for (const [text, code, line, message] of same) {
	test(`what another extension calls "${message}" is not said again as ${code}`, () => {
		const all = ours(text);
		assert.ok(codes(all).includes(`${code} ${line}`), codes(all).join());
		const others: readonly OtherWord[] = [{ line, severity: 0, message }];
		const left = giveWay(all, { ...alone, others });
		assert.deepEqual(codes(left.shown), codes(all.filter((each) => each.code !== code || each.range.start.line !== line)));
		assert.equal(left.waiting, false);
		for (const other of [{ line: line + 1, severity: 0, message }, { line, severity: 0, message: 'Something else' }, { line, severity: 2, message }]) {
			assert.deepEqual(giveWay(all, { ...alone, others: [other] }).shown, all, JSON.stringify(other));
		}
	});
}

test('where another extension may be about to say the same, a new error waits and an old one stays', () => {
	const all = ours('spec:\n\tpayloadOverride: {}\n');
	const [tab] = all.filter(({ code }) => code === 'tab');
	assert.ok(tab !== undefined);
	const rest = all.filter((each) => each !== tab);
	assert.deepEqual(giveWay(all, { ...alone, expected: true }), { shown: rest, waiting: true });
	assert.deepEqual(giveWay(all, { ...alone, expected: true, before: new Set([nameOf(tab)]) }), { shown: all, waiting: false });
	assert.deepEqual(giveWay(all, { ...alone, expected: true, settled: true }), { shown: all, waiting: false });
	assert.deepEqual(giveWay(all, alone), { shown: all, waiting: false });
});
