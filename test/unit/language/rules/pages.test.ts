import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import test from 'node:test';
import { findingsOf } from '../../../../src/language/findingsOf';
import { allRules } from '../../../../src/language/rules/all';
import { readPages } from './rulePages';

const pages = readPages();
const ruleCodes = new Set<string>(allRules.map((rule) => rule.code));

/** The codes that the syntax and api layers can give, read from the places in the source where they are written. */
function otherCodes(): ReadonlySet<string> {
	const codes = new Set<string>();
	for (const folder of ['reader', 'document', 'findings', '.']) {
		for (const file of readdirSync(`src/language/${folder}`).filter((name) => name.endsWith('.ts'))) {
			const source = readFileSync(`src/language/${folder}/${file}`, 'utf8');
			const written = [/\bcode: '([a-z-]+)'/g, /\bsaid\('([a-z-]+)'/g, /syntaxAt\(\w+, '([a-z-]+)'/g, /syntaxAt\(\w+, [^,]*\? '([a-z-]+)'/g, /oneCharacter\('([a-z-]+)'/g].flatMap((pattern) => [...source.matchAll(pattern)]);
			const told = /^type Words\b/m.test(source) ? source.matchAll(/(?:: |= )\['([a-z-]+)', /g) : [];
			for (const match of [...written, ...told]) codes.add(match[1] ?? '');
		}
	}
	return codes;
}

test('there are 97 rules', () => {
	assert.equal(ruleCodes.size, 97);
});

test('every code has a page and every page a code', () => {
	const codes = [...new Set([...ruleCodes, ...otherCodes()])].sort();
	assert.ok(codes.length > ruleCodes.size + 30);
	assert.deepEqual([...pages.keys()].sort(), codes);
});

for (const [name, page] of pages) {
	test(`the page ${name} has the form of all pages`, () => {
		assert.equal(page.code, name);
		assert.match(page.title, /^[A-Z][^.]+$/);
		assert.deepEqual(page.sections, ['What it finds', 'Why it matters', 'Wrong', 'Right', 'How to silence it']);
		assert.ok(page.text.split('\n').length <= 55, 'too long');
		const severities = new Set(allRules.filter((rule) => rule.code === name).map((rule) => rule.severity));
		assert.deepEqual([...severities], ruleCodes.has(name) ? [page.severity] : []);
		if (!ruleCodes.has(name)) assert.equal(page.severity, 'error');
		assert.equal(page.text.includes(`# releasepayload-disable-line ${name}`), ruleCodes.has(name));
		for (const [, target = ''] of page.text.matchAll(/\]\(([^)]+)\.md\)/g)) assert.ok(pages.has(target), `${target} has no page`);
	});
}

test('the pages of the syntax layer show what they say', () => {
	const syntax = [...pages.values()].filter((page) => page.text.includes('could not read the document') && !page.wrong.includes('('));
	assert.ok(syntax.length > 10);
	const has = (text: string, code: string): boolean => findingsOf(text).some((finding) => finding.layer === 'syntax' && finding.code === code);
	assert.deepEqual(syntax.filter((page) => !has(page.wrong, page.code)).map((page) => `${page.code} is silent about its wrong example`), []);
	assert.deepEqual(syntax.filter((page) => has(page.right, page.code)).map((page) => `${page.code} speaks about its right example`), []);
});
