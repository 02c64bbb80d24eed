import assert from 'node:assert/strict';
import test from 'node:test';
import { findingsOf } from '../../../src/language/findingsOf';
import { openSession, shippedFacts, type Action } from '../../../src/language/service';
import { applied as changed, fuzzBases, randomChange } from './fuzzing';
import { jobs, payload, spec } from './hardCaseTexts';
import { freshSeed, randomOf } from './random';

// Mends of what the cluster cannot read: each takes its finding away, and changes nothing else.

const facts = shippedFacts();

function mendsOf(text: string): readonly Action[] {
	return openSession(text, () => facts).actions(0, text.length).filter(({ finding }) => finding.layer === 'syntax');
}

function applied(text: string, { edits }: Action): string {
	return edits.toSorted((a, b) => b.start - a.start).reduce((now, { start, end, newText }) => now.slice(0, start) + newText + now.slice(end), text);
}

function syntaxIn(text: string): readonly string[] {
	return findingsOf(text).filter(({ layer }) => layer === 'syntax').map(({ code, start }) => `${start.line} ${code}`);
}

interface Case {
	readonly name: string;
	readonly text: string;
	readonly title: string;
	/** What it becomes; undefined: no mend is offered. */
	readonly after: string;
	/** Something a person has to decide. */
	readonly unsure?: true;
}

const tab = 'Indent by blanks instead of tabs';
const quote = 'Put it into quotes';
const cases: readonly Case[] = [
	{ name: 'a tab as indentation', text: spec('\tpayloadType: Local\n'), title: tab, after: spec('  payloadType: Local\n') },
	{ name: 'tabs throughout, dashes among them', text: payload('spec:\n\tpayloadVerificationConfig:\n\t\tblockingJobs:\n\t\t-\tciConfigurationName: a\n\t\t\tmaxRetries: 1\n'), title: tab, after: payload('spec:\n  payloadVerificationConfig:\n    blockingJobs:\n    - ciConfigurationName: a\n      maxRetries: 1\n') },
	{ name: 'a tab in a document indented by four', text: 'kind: ReleasePayload\nspec:\n    payloadOverride:\n\t\toverride: Accepted\n', title: tab, after: 'kind: ReleasePayload\nspec:\n    payloadOverride:\n        override: Accepted\n' },
	{ name: 'tabs in a block scalar stay', text: spec('  payloadOverride:\n    reason: |\n      a\n      \tb\n\t\toverride: Accepted\n'), title: tab, after: spec('  payloadOverride:\n    reason: |\n      a\n      \tb\n    override: Accepted\n') },
	{ name: 'no blank behind a colon', text: spec('  payloadType:Local\n  payloadOverride: {}\n'), title: 'Put a blank behind it', after: spec('  payloadType: Local\n  payloadOverride: {}\n') },
	{ name: 'no blank behind the dash of the first item', text: jobs('    -ciConfigurationName: a\n      maxRetries: 1\n'), title: 'Put a blank behind it', after: jobs('    - ciConfigurationName: a\n      maxRetries: 1\n') },
	{ name: 'an at sign', text: spec('  payloadOverride:\n    reason: @trt said so # yes\n'), title: quote, after: spec('  payloadOverride:\n    reason: "@trt said so" # yes\n') },
	{ name: 'a percent sign', text: spec('  payloadOverride: {reason: %5 failed, override: Accepted}\n'), title: quote, after: spec('  payloadOverride: {reason: "%5 failed", override: Accepted}\n') },
	{ name: 'a backtick', text: spec('  payloadOverride:\n    reason: `"flake"`\n'), title: quote, after: spec('  payloadOverride:\n    reason: \'`"flake"`\'\n') },
	{ name: 'an at sign in a key', text: payload('  labels:\n    @a: b\nspec: {}\n'), title: quote, after: payload('  labels:\n    "@a": b\nspec: {}\n') },
	{ name: 'a colon in a text', text: spec('  payloadOverride:\n    reason: flake: see TRT\n'), title: quote, after: spec('  payloadOverride:\n    reason: "flake: see TRT"\n') },
	{ name: 'something behind quotes', text: spec('  payloadOverride:\n    reason: "a" and b\n'), title: quote, after: spec("  payloadOverride:\n    reason: '\"a\" and b'\n") },
	{ name: 'an unclosed quote', text: spec('  payloadType: "Local # c\n  payloadOverride: {}\n'), title: 'Close the quote', after: spec('  payloadType: "Local" # c\n  payloadOverride: {}\n') },
	{ name: 'an unclosed quote in braces', text: spec("  payloadOverride: {reason: 'flake, override: Accepted}\n"), title: 'Close the quote', after: spec("  payloadOverride: {reason: 'flake, override: Accepted'}\n"), unsure: true },
	{ name: 'an unclosed quote around a key', text: spec('  "payloadType: Local\n'), title: 'Close the quote', after: spec('  "payloadType": Local\n') },
	{ name: 'an unclosed brace', text: spec('  payloadOverride: {override: Accepted\n  payloadType: Local\n'), title: 'Close the bracket', after: spec('  payloadOverride: {override: Accepted}\n  payloadType: Local\n') },
	{ name: 'brackets in each other', text: spec('  payloadVerificationConfig: {blockingJobs: [{maxRetries: 1}\n  payloadType: Local\n'), title: 'Close the bracket', after: spec('  payloadVerificationConfig: {blockingJobs: [{maxRetries: 1}]}\n  payloadType: Local\n') },
	{ name: 'a brace at the very end', text: payload('spec: {'), title: 'Close the bracket', after: payload('spec: {}') },
	{ name: 'a comma left out', text: jobs('    - qualifiers: {a: {failureLabels: ["x" "y"]}}\n'), title: 'Put a comma here', after: jobs('    - qualifiers: {a: {failureLabels: ["x", "y"]}}\n'), unsure: true },
	{ name: 'a bracket that closes nothing', text: spec('  payloadOverride: {}}\n'), title: 'Remove this "}"', after: spec('  payloadOverride: {}\n') },
	{ name: 'one column too far to the left', text: spec('  payloadType: Local\n payloadOverride: {}\n'), title: 'Indent by 2', after: spec('  payloadType: Local\n  payloadOverride: {}\n') },
	{ name: 'one column too far to the right', text: spec('  payloadType: Local\n   payloadOverride: {}\n'), title: 'Indent by 2', after: spec('  payloadType: Local\n  payloadOverride: {}\n') },
	{ name: 'an item one column off, with what is below it', text: jobs('    - ciConfigurationName: a\n     - ciConfigurationName: b\n       maxRetries: 1\n'), title: 'Indent by 4', after: jobs('    - ciConfigurationName: a\n    - ciConfigurationName: b\n      maxRetries: 1\n') },
	{ name: 'a control character', text: spec('  payloadType: Lo\u0007cal\n'), title: 'Remove this character', after: spec('  payloadType: Local\n') },
	{ name: 'a byte order mark inside', text: `${spec('')}\ufeff  payloadType: Local\n`, title: 'Remove this character', after: spec('  payloadType: Local\n') },
	{ name: 'no-break spaces behind a colon', text: spec('  payloadType:\u00a0Local\n  payloadOverride: {}\n'), title: 'Write blanks instead', after: spec('  payloadType: Local\n  payloadOverride: {}\n') },
	{ name: 'a line separator', text: spec('  payloadOverride:\n    reason: a\u2028b\n    override: Accepted\n'), title: 'Write blanks instead', after: spec('  payloadOverride:\n    reason: a b\n    override: Accepted\n') },
	{ name: 'an escape that only JSON knows', text: '{"apiVersion":"release.openshift.io/v1alpha1","kind":"ReleasePayload","spec":{"payloadOverride":{"reason":"a\\/b"}}}', title: 'Remove the backslash', after: '{"apiVersion":"release.openshift.io/v1alpha1","kind":"ReleasePayload","spec":{"payloadOverride":{"reason":"a/b"}}}' },
	{ name: 'an escape that nobody knows', text: spec('  payloadOverride: {reason: "C:\\Users"}\n'), title: 'Write the backslash twice', after: spec('  payloadOverride: {reason: "C:\\\\Users"}\n') },
	{ name: 'a directive', text: `%YAML 1.1\n---\n${spec('')}`, title: 'Remove this line', after: `---\n${spec('')}` },
	{ name: 'something behind a separator', text: `${spec('')}--- {kind: List}\n`, title: 'Put this on a line of its own', after: `${spec('')}--- \n{kind: List}\n` },
	{ name: 'a key without colon', text: spec('  payloadType Local\n  payloadOverride: {}\n'), title: 'Put a colon behind "payloadType"', after: spec('  payloadType: Local\n  payloadOverride: {}\n'), unsure: true },
	{ name: 'infinity', text: spec('  payloadType: .inf\n'), title: quote, after: spec('  payloadType: ".inf"\n') },
	{ name: 'a key that is nothing', text: payload('  labels:\n    ~: b\nspec: {}\n'), title: quote, after: payload('  labels:\n    "~": b\nspec: {}\n') },
];

for (const { name, text, title, after, unsure } of cases) {
	for (const [eol, ends] of [['\n', 'LF'], ['\r\n', 'CRLF']] as const) {
		test(`mended, with ${ends}: ${name}`, () => {
			const written = text.replaceAll('\n', eol);
			assert.ok(syntaxIn(written).length > 0, 'there is nothing to mend');
			const mends = mendsOf(written);
			const [mend] = mends.filter((each) => each.title === title);
			assert.ok(mend !== undefined, `${syntaxIn(written).join(', ')}: ${mends.map((each) => each.title).join(', ') || 'no mend'}`);
			assert.equal(mend.preferred, unsure !== true);
			assert.equal(applied(written, mend), after.replaceAll('\n', eol));
			assert.deepEqual(syntaxIn(applied(written, mend)), []);
		});
	}
}

// The cluster can read these, as something else than was meant.

for (const { name, text, after, says } of [
	{ name: 'no-break spaces as indentation', text: spec('\u00a0\u00a0payloadType: Local\n\u00a0 payloadOverride: {}\n'), after: spec('  payloadType: Local\n  payloadOverride: {}\n'), says: /no-break space \(U\+00A0\)/ },
	{ name: 'a zero-width space in a key', text: spec('  payload\u200bType: Local\n'), after: spec('  payloadType: Local\n'), says: /zero-width space \(U\+200B\)/ },
	{ name: 'no-break spaces before a word of a line', text: jobs('    - ciConfigurationName: a\n    \u00a0 maxRetries: 1\n'), after: jobs('    - ciConfigurationName: a\n      maxRetries: 1\n'), says: /U\+00A0/ },
	{ name: 'no blank behind the dash of a further item', text: jobs('    - ciConfigurationName: a\n    -ciConfigurationName: b\n'), after: jobs('    - ciConfigurationName: a\n    - ciConfigurationName: b\n'), says: /"-ciConfigurationName"/ },
]) {
	test(`mended: ${name}`, () => {
		const [mend] = openSession(text, () => facts).actions(0, text.length).filter(({ finding }) => finding.code === 'unknown-field');
		assert.ok(mend?.preferred === true);
		assert.match(mend.finding.message, says);
		assert.equal(applied(text, mend), after);
		assert.deepEqual(findingsOf(after).filter(({ layer }) => layer !== 'meaning'), []);
	});
}

test('a mend of syntax never brings more of it about', () => {
	const seed = freshSeed();
	const random = randomOf(seed);
	const bases = fuzzBases();
	let offered = 0;
	for (let count = 0; count < 250; count++) {
		const base = random.pick(bases);
		const text = changed(base, randomChange(base, random));
		const before = syntaxIn(text);
		if (before.length === 0) continue;
		for (const mend of mendsOf(text)) {
			offered++;
			const after = applied(text, mend);
			const where = `seed ${seed}, "${mend.title}"\n${JSON.stringify(text.slice(0, 2_000))}\n${JSON.stringify(after.slice(0, 2_000))}`;
			assert.ok(syntaxIn(after).length <= before.length, `${before.join(', ')} → ${syntaxIn(after).join(', ')}, ${where}`);
			assert.notEqual(after, text, where);
		}
	}
	assert.ok(offered > 20, `${offered} mends`);
});
