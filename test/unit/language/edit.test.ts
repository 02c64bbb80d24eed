import assert from 'node:assert/strict';
import test from 'node:test';
import { openSession, shippedFacts, type Session } from '../../../src/language/service';
import { payloadText } from './generate';
import { freshSeed, randomOf, type Random } from './random';

const facts = shippedFacts();

const insertions = [
	'\n', ' ', ':', ': ', '- ', '"', "'", '{', '[', ',', '#', '&a ', '*a', '|', '1', 'x', 'state: 1\n', '\n  - a: b\n', '\n---\n', '\t', 'é', '😀', '\n    zzz: 1\n', '\r\n', '\u2028', 'Accepted',
	'  - ciConfigurationName: new\n    state: Pending\n', '    - ciConfigurationName: aws-0x\n', 'null', '# releasepayload-disable\n', '    maxRetries: yes\n', '{{ x }}', '    maxRetries: {{ x }}\n', '{{- if .x }}\n', ' {{',
];

function findingsText(session: Session): readonly string[] {
	return session.findings().map((finding) => JSON.stringify(finding)).sort();
}

function randomEdit(text: string, random: Random): { readonly start: number; readonly end: number; readonly text: string } {
	const start = random.below(text.length + 1);
	const cut = random.below(2) === 0 ? 0 : random.below(6) === 0 ? random.below(120) : random.below(6);
	return { start, end: Math.min(text.length, start + cut), text: random.below(5) === 0 ? '' : random.pick(insertions) };
}

test('after every edit the findings are those of the text read from scratch', () => {
	const seed = freshSeed();
	const random = randomOf(seed);
	const bases = [payloadText(900), payloadText(700, 40), `${payloadText(300)}---\n${payloadText(400, 30)}`, listOf(payloadText(300), 3)];
	let contained = 0;
	let session = openSession(bases[0] ?? '', () => facts);
	for (let round = 0; round < 300; round++) {
		if (round % 6 === 0) session = openSession(random.pick(bases), () => facts);
		const before = session.text;
		const change = randomEdit(before, random);
		session.findings();
		if (session.edit([change])) contained++;
		const hint = `seed ${seed}, round ${round}, ${JSON.stringify(change)} in ${JSON.stringify(before.slice(Math.max(0, change.start - 80), change.start + 80))}`;
		assert.equal(session.text, before.slice(0, change.start) + change.text + before.slice(change.end), hint);
		const fresh = openSession(session.text, () => facts);
		assert.deepEqual(findingsText(session), findingsText(fresh), hint);
	}
	// About a quarter of them as a rule; none would mean that the other way is tested twice.
	assert.ok(contained > 30, `only ${contained} edits were contained in a piece (seed ${seed})`);
});

test('more mistakes than are said are the same ones after an edit as from scratch', () => {
	const seed = freshSeed();
	const random = randomOf(seed);
	const bad = '  - ciConfigurationName: a\n    ciConfigurationJobName: b\n    wrong: 1\n    state: odd\n';
	const text = `apiVersion: release.openshift.io/v1alpha1\nkind: ReleasePayload\nmetadata:\n  name: a\nstatus:\n  blockingJobResults:\n${bad.repeat(1000)}  informingJobResults:\n${bad.repeat(998)}`;
	const session = openSession(text, () => facts);
	let [within, beyond] = [0, 0];
	for (let round = 0; round < 40; round++) {
		session.findings();
		const start = random.below(text.length);
		const change = random.below(2) === 0 ? { start, end: start + random.below(120), text: '' } : { start: session.text.lastIndexOf('\n', start) + 1, end: session.text.lastIndexOf('\n', start) + 1, text: '    zzz: 1\n' };
		session.edit([change]);
		const found = findingsText(session);
		if (found.some((each) => each.includes('"too-many"'))) beyond++;
		else within++;
		assert.deepEqual(found, findingsText(openSession(session.text, () => facts)), `seed ${seed}, round ${round}, ${JSON.stringify(change)}`);
		if (random.below(3) === 0) session.edit([{ start: 0, end: session.text.length, text }]);
	}
	assert.ok(within > 0 && beyond > 0, `${within} within, ${beyond} beyond (seed ${seed})`);
});

test('a line break that only the cluster counts parts keys, and an edit elsewhere leaves them parted', () => {
	const text = `kind: ReleasePayload\nmetadata:\n  name: ${'x'.repeat(150)}\n  labels:\n    a: ${'y'.repeat(60)}\nspec:\n  payloadType: Reference\n  payloadVerificationConfig:\n   n\x85b:`;
	const session = openSession(text, () => facts);
	assert.ok(session.findings().some(({ code }) => code === 'type'));
	const start = text.indexOf('xx');
	session.edit([{ start, end: start + 1, text: '' }]);
	assert.deepEqual(findingsText(session), findingsText(openSession(session.text, () => facts)));
});

test('a separator that is no longer at the beginning of its line separates nothing', () => {
	const text = `kind: ReleasePayload\nspec:\n  payloadType: Local\n  payloadCoordinates:\n    namespace: ${'x'.repeat(400)}\n    streamName: a\n    imagestreamName: b\n---a\n`;
	const session = openSession(text, () => facts);
	assert.ok(session.findings().some(({ code }) => code === 'separator'));
	const start = text.indexOf('\n---');
	session.edit([{ start, end: start + 1, text: 'e' }]);
	assert.deepEqual(findingsText(session), findingsText(openSession(session.text, () => facts)));
});

test('a block that ends a text of CRLF lines ends before its last line break', () => {
	const lines = ['kind: ReleasePayload', 'apiVersion: release.openshift.io/v1alpha1', 'metadata:', '  annotations:', '    a: |', '     u', ''];
	const session = openSession(lines.join('\r\n'), () => facts);
	assert.deepEqual(session.payloads.map(({ range }) => range.end), [{ line: 5, character: 6 }]);
});

function listOf(payload: string, count: number): string {
	const item = payload.trimEnd().split('\n').map((line, index) => (index === 0 ? `- ${line}` : `  ${line}`)).join('\n');
	return `apiVersion: v1\nkind: List\nitems:\n${`${item}\n`.repeat(count)}`;
}

test('what a list is said to be instead of an object is said once, where its key stands, after an edit in its first piece too', () => {
	const text = `kind: ReleasePayload\nspec:\n  - payloadVerificationConfig:\n    informingJobs:\n    - ciConfigurationJobName: '${'x'.repeat(300)}'\n      qualifiers:\n        rt: {}\n`;
	const session = openSession(text, () => facts);
	const types = (): number => session.findings().filter(({ code }) => code === 'type').length;
	assert.equal(types(), 1);
	const start = text.indexOf('informingJobs');
	assert.ok(session.edit([{ start, end: start + 1, text: 'j' }]));
	assert.equal(types(), 1);
	assert.deepEqual(findingsText(session), findingsText(openSession(session.text, () => facts)));
});
