import assert from 'node:assert/strict';
import type { Finding } from '../../../../src/language/findings/finding';
import { placeOf } from '../../../../src/language/findings/edits';
import { absolute } from '../../../../src/language/document/piece';
import { readStream } from '../../../../src/language/document/document';
import { placeIn } from '../../../../src/language/findings/findings';
import { meaningOf } from '../../../../src/language/rules/runRules';
import { viewOf, type Surroundings } from '../../../../src/language/rules/view';

/**
 * Checks one rule on marked text: `[[…]]` surrounds each place where the rule must report, in order; no marks mean that
 * it must stay silent. Returns the findings of the rule for further looks. A text that begins with `spec:`, `metadata:` or
 * `status:` gets the lines that make it a ReleasePayload before it.
 */
export function checkRule(code: string, marked: string, surroundings?: Surroundings): readonly Finding[] {
	const { text, ranges } = unmark(/^(?:spec|metadata|status):/.test(marked) ? preamble + marked : marked);
	const found = findingsIn(text, surroundings).filter((finding) => finding.code === code);
	const places = found.map((finding) => text.slice(absolute(finding.piece, finding.start), absolute(finding.piece, finding.end)));
	const offsets = found.map((finding) => absolute(finding.piece, finding.start));
	assert.deepEqual(
		offsets.map((offset, index) => [offset, places[index]]).sort(),
		ranges.map(({ start, end }) => [start, text.slice(start, end)]).sort(),
		found.map((finding) => finding.message).join('\n') || `${code} reported nothing`,
	);
	return found;
}

/** The text (without marks) after the fix number `index` of the first finding of this rule. */
export function checkFix(code: string, marked: string, expected: string, index = 0): void {
	const head = /^(?:spec|metadata|status):/.test(marked) ? preamble : '';
	const { text } = unmark(head + marked);
	const finding = findingsIn(text).find((each) => each.code === code);
	assert.ok(finding !== undefined, `${code} reported nothing`);
	const fix = finding.fixes[index];
	assert.ok(fix !== undefined, `${code} has no fix ${index}`);
	const edits = fix.edits().map((edit) => ({ ...placeOf(edit), newText: edit.newText }));
	let after = text;
	for (const edit of edits.toSorted((a, b) => b.start - a.start)) after = after.slice(0, edit.start) + edit.newText + after.slice(edit.end);
	assert.equal(after, head + expected);
}

export const preamble = 'apiVersion: release.openshift.io/v1alpha1\nkind: ReleasePayload\n';

function findingsIn(text: string, surroundings?: Surroundings): readonly Finding[] {
	return readStream(text).flatMap((document) => document.payloads.flatMap((payload, index) => meaningOf(viewOf(payload, surroundings, placeIn(document, index)))));
}

function unmark(marked: string): { readonly text: string; readonly ranges: readonly { readonly start: number; readonly end: number }[] } {
	const ranges: { start: number; end: number }[] = [];
	let text = '';
	for (const part of marked.split(/(\[\[|\]\])/)) {
		if (part === '[[') ranges.push({ start: text.length, end: text.length });
		else if (part === ']]') {
			const last = ranges.at(-1);
			if (last !== undefined) last.end = text.length;
		} else text += part;
	}
	return { text, ranges };
}
