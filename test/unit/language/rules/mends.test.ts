import assert from 'node:assert/strict';
import test from 'node:test';
import { parseAllDocuments, parseDocument, Scalar, visit, type Document } from 'yaml';
import { openSession, shippedFacts, type Action, type Session } from '../../../../src/language/service';
import { preamble } from './checkRule';
import { readPages } from './rulePages';

// A mend does the same to a document however that is laid out, and leaves alone what it is not about.

const facts = shippedFacts();

function documentOf(text: string): Document {
	return parseDocument(text, { uniqueKeys: false, schema: 'failsafe' });
}

function inBraces(text: string, quoteKeys: boolean): string {
	const document = documentOf(text);
	visit(document, {
		Pair: (_key, pair) => {
			if (quoteKeys && pair.key instanceof Scalar) pair.key.type = 'QUOTE_DOUBLE';
		},
		Collection: (_key, collection) => {
			collection.flow = true;
		},
	});
	return document.toString({ lineWidth: 0 });
}

const padding = `# ${'x'.repeat(1_100)}`;

/** Another look of the same document, and what it may do to a text beside. */
const layouts: Readonly<Record<string, (text: string) => string>> = {
	'with Windows line ends': (text) => text.replaceAll('\n', '\r\n'),
	// What is large is kept in pieces.
	'that is long': (text) => text.replaceAll('\n', `\n${padding}\n`),
	'with a comment behind each line': (text) => text.replaceAll(/\n(?=.)/g, ' # why\n'),
	'with indented lists and a wider step': (text) => documentOf(text).toString({ lineWidth: 0, indentSeq: true, indent: 4 }),
	'in braces': (text) => inBraces(text, false),
	'in braces with quoted keys': (text) => inBraces(text, true),
	'that stands in a List': (text) => `apiVersion: v1\nkind: List\nitems:\n- ${text.trimEnd().replaceAll('\n', '\n  ')}\n`,
};

function open(text: string): Session {
	return openSession(text, () => facts);
}

function actionsOf(text: string): readonly Action[] {
	return open(text).actions(0, text.length);
}

function mended(text: string, { edits }: Action): string {
	const ordered = edits.toSorted((a, b) => a.start - b.start);
	for (const [index, edit] of ordered.entries()) assert.ok(edit.start >= (ordered[index - 1]?.end ?? 0), 'two edits overlap');
	return ordered.reduceRight((now, { start, end, newText }) => now.slice(0, start) + newText + now.slice(end), text);
}

/** What a payload says, whether it stands alone or in a list; null, what is empty and nothing are one. */
function saying(text: string): unknown {
	const [first] = parseAllDocuments(text, { uniqueKeys: false, schema: 'failsafe' });
	assert.ok(first !== undefined && !('empty' in first));
	assert.deepEqual(first.errors.map(({ message }) => message), []);
	const value: unknown = first.toJS();
	const item = typeof value === 'object' && value !== null && 'items' in value && Array.isArray(value.items) ? (value.items as readonly unknown[])[0] : value;
	return JSON.parse(JSON.stringify(item), (_key, each: unknown) => (each === '' || each === null || /^(?:{}|\[\])$/.test(JSON.stringify(each)) ? undefined : each));
}

function codesOf(text: string): readonly string[] {
	return open(text).findings().filter(({ layer }) => layer !== 'meaning').map(({ code }) => code);
}

function nameOf({ title, finding }: Action): string {
	return `${finding.code}: ${title}`;
}

const pages = [...readPages().values()].filter(({ code, wrong }) => /^[A-Z]\d/.test(code) && !wrong.includes('items:') && !wrong.includes('\n---'));

for (const [layout, of] of Object.entries(layouts)) {
	test(`the mends of a document ${layout} are those of the same document elsewhere`, () => {
		let count = 0;
		for (const { code, wrong } of pages) {
			const plain = wrong.startsWith('apiVersion:') ? wrong : preamble + wrong;
			const laidOut = of(plain);
			const expected = actionsOf(plain);
			const found = actionsOf(laidOut).filter(({ finding }) => finding.code !== 'D2');
			assert.deepEqual(found.map(nameOf).sort(), expected.map(nameOf).sort(), code);
			for (const name of new Set(expected.map(nameOf))) {
				const [ours, theirs] = [found, expected].map((actions) => actions.filter((each) => nameOf(each) === name));
				for (const [index, action] of (ours ?? []).entries()) {
					const twin = theirs?.[index];
					assert.ok(twin !== undefined);
					const after = mended(laidOut, action);
					count++;
					assert.deepEqual(saying(after), saying(mended(plain, twin)), `${code}, ${name}\n${after}`);
					const before = codesOf(laidOut);
					assert.deepEqual(codesOf(after).filter((each) => !before.includes(each)), [], `${code}, ${name}`);
					assert.ok(!layout.includes('Windows') || !/[^\r]\n/.test(after), `${code}, ${name}: a line ends in another way`);
				}
			}
		}
		assert.ok(count > 100, String(count));
	});
}

/** The text after the mends whose names match, each tried alone. */
function tried(text: string, name: RegExp): readonly string[] {
	return actionsOf(preamble + text).filter((action) => name.test(nameOf(action))).map((action) => mended(preamble + text, action).slice(preamble.length));
}

test('an item goes with its dash, where that stands alone or before an anchor', () => {
	const jobs = (...items: readonly string[]): string => `spec:\n  payloadVerificationConfig:\n    blockingJobs:\n${items.join('')}`;
	const [alone, anchored] = ['    - # why\n      ciConfigurationName: a\n      ciConfigurationJobName: b\n', '    - &j\n      ciConfigurationName: a\n      ciConfigurationJobName: b\n'];
	for (const item of [alone, anchored]) assert.deepEqual(tried(jobs(alone, item), /^J1/), [jobs(alone)]);
});

test('a key with an anchor goes whole, and others are put below where it begins', () => {
	assert.deepEqual(tried('spec:\n  &x foo: 1\n  payloadType: Local\n', /^unknown-field: Remove/), ['spec:\n  payloadType: Local\n']);
	assert.deepEqual(tried('spec:\n  &x payloadType: Local\n', /^C6/), ['spec:\n  &x payloadType: Local\n  payloadVerificationConfig:\n    payloadVerificationDataSource: BuildFarmLookup\n']);
});

test('what an alias stands for is not offered to be removed', () => {
	assert.deepEqual(tried('metadata: {name: p}\nx-common: &x {payloadType: Local}\nspec: *x\n', /^unknown-field: Remove/), []);
});

test('of several entries of one line the one that is meant goes, with its comma', () => {
	assert.deepEqual(tried('metadata: {\n  uid: x, name: p,\n  generation: 4\n  }\n', /^D3/), [
		'metadata: {\n  name: p,\n  generation: 4\n  }\n',
		'metadata: {\n  name: p\n  }\n',
		'metadata: {\n  uid: x, name: p\n  }\n',
		'metadata: {\n  name: p\n  }\n',
	]);
});

test('what is added to braces over several lines gets a line', () => {
	assert.deepEqual(tried('spec: {\n  "payloadOverride": {\n    "override": "Accepted"\n  }\n  }\n', /^O2/), ['spec: {\n  "payloadOverride": {\n    "override": "Accepted",\n    "reason": "Manually accepted per TRT"\n  }\n  }\n']);
});

test('what stands in place of a block scalar leaves its line break', () => {
	const spec = (override: string, reason: string): string => `spec:\n  payloadOverride:\n    override: ${override}\n    reason: ${reason}\n  payloadType: Local\n`;
	assert.deepEqual(tried(spec('|\n      Accepted', 'x'), /^O1/), [spec('Accepted', 'x')]);
	assert.deepEqual(tried(`spec:\n  payloadType: |\n    Local\n  payloadOverride: {}\n`, /^enum: .*"Local"/), ['spec:\n  payloadType: Local\n  payloadOverride: {}\n']);
});

test('a value of the wrong type is spelled as one of the right type', () => {
	assert.deepEqual(tried('metadata:\n  name:p\n', /^type/), ['metadata:\n  name: p\n']);
	assert.deepEqual(tried('spec: payloadType:Local\n', /^type/), []);
	const job = (counts: string): string => `spec: {payloadVerificationConfig: {blockingJobs: [{${counts}}]}}\n`;
	assert.deepEqual(tried(job('maxRetries: "2", analysisJobCount: two'), /^type/), [job('maxRetries: 2, analysisJobCount: two')]);
	assert.deepEqual(tried(job("qualifiers: {q: {enabled: 'true'}}"), /^type/), [job('qualifiers: {q: {enabled: true}}')]);
	assert.deepEqual(tried('metadata: {name: 4.10}\n', /^type/), ['metadata: {name: "4.10"}\n']);
});
