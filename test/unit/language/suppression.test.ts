import assert from 'node:assert/strict';
import test from 'node:test';
import { openSession, shippedFacts, type Session } from '../../../src/language/service';
import { payloadText } from './generate';
import { spec } from './hardCaseTexts';

// What silences a finding of meaning: a comment in the text, or the setting.

const facts = shippedFacts();
const wrong = '  payloadOverride:\n    override: accepted\n';

function codesIn(text: string, silenced: readonly string[] = []): readonly string[] {
	return codesOf(openSession(text, () => ({ ...facts, silenced: new Set(silenced) })));
}

function codesOf(session: Session): readonly string[] {
	return session.findings().filter(({ code }) => code.startsWith('O')).map(({ code }) => code).sort();
}

const both = codesIn(spec(wrong));

test('there is something to silence', () => assert.deepEqual(both, ['O1', 'O2']));

for (const { name, text, left } of [
	{ name: 'a comment behind the line', text: spec(wrong.replace('accepted', 'accepted # releasepayload-disable-line')), left: [] },
	{ name: 'one that names a code', text: spec(wrong.replace('accepted', 'accepted # releasepayload-disable-line O1')), left: ['O2'] },
	{ name: 'one that names several', text: spec(wrong.replace('accepted', 'accepted # releasepayload-disable-line O1, O2')), left: [] },
	{ name: 'one that names another', text: spec(wrong.replace('accepted', 'accepted # releasepayload-disable-line J1')), left: both },
	{ name: 'a comment above the line', text: spec(wrong.replace('    override', '    # releasepayload-disable-next-line\n    override')), left: [] },
	{ name: 'a comment for the whole document', text: `# releasepayload-disable O1\n${spec(wrong)}`, left: ['O2'] },
	{ name: 'one in another document', text: `# releasepayload-disable\n---\n${spec(wrong)}`, left: both },
	{ name: 'a comment that goes on', text: spec(wrong.replace('accepted', 'accepted # releasepayload-disable-line because I say so')), left: both },
]) {
	test(`silenced: ${name}`, () => {
		assert.deepEqual(codesIn(text), left);
		assert.deepEqual(codesIn(text.replaceAll('\n', '\r\n')), left);
	});
}

test('silenced: by the setting', () => {
	assert.deepEqual(codesIn(spec(wrong), ['O1']), ['O2']);
});

test('what the server refuses cannot be silenced', () => {
	const text = spec('  payloadTyp: Local # releasepayload-disable-line\n  payloadType: Nope # releasepayload-disable\n');
	const found = openSession(text, () => ({ ...facts, silenced: new Set(['unknown-field', 'enum']) })).findings();
	assert.deepEqual(found.filter(({ layer }) => layer === 'api').map(({ code }) => code).sort(), ['enum', 'unknown-field']);
});

test('a comment in a piece of a long text that has no finding itself', () => {
	const text = payloadText(600).replace('  payloadType: Local\n', `  payloadType: Local\n${wrong}`);
	const session = openSession(text, () => facts);
	assert.deepEqual(codesOf(session), both);
	const at = text.lastIndexOf('      maxRetries: 2') < 0 ? text.length : text.indexOf('\n', text.lastIndexOf('maxRetries: 2'));
	assert.equal(session.edit([{ start: at, end: at, text: ' # releasepayload-disable O1' }]), true);
	assert.deepEqual(codesOf(session), ['O2']);
	assert.equal(session.edit([{ start: at, end: at + ' # releasepayload-disable O1'.length, text: '' }]), true);
	assert.deepEqual(codesOf(session), both);
});
