import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';

interface Rule {
	readonly name?: string;
	readonly match?: string;
	readonly begin?: string;
	readonly end?: string;
	readonly include?: string;
	readonly patterns?: readonly Rule[];
}

interface Grammar extends Rule {
	readonly scopeName: string;
	readonly injectionSelector: string;
}

interface Contribution {
	readonly scopeName: string;
	readonly path: string;
	readonly injectTo: readonly string[];
}

const { contributes } = JSON.parse(readFileSync('package.json', 'utf8')) as { readonly contributes: { readonly grammars: readonly Contribution[] } };
const grammars = contributes.grammars.map((contribution) => ({ contribution, grammar: JSON.parse(readFileSync(contribution.path, 'utf8')) as Grammar }));

function rulesOf(rule: Rule): readonly Rule[] {
	return [rule, ...(rule.patterns ?? []).flatMap(rulesOf)];
}

const rules = grammars.flatMap(({ grammar }) => rulesOf(grammar));
const expressions = rules.flatMap(({ match, begin, end }) => [match, begin, end].filter((each) => each !== undefined));

/** The scope that a line's part gets; the expressions mean the same to JavaScript and to the editor's engine. */
function coloured(line: string): readonly string[] {
	return rules.flatMap(({ match, name = '' }) => (match === undefined ? [] : [...line.matchAll(new RegExp(match, 'gm'))].map(([word]) => `${word} ${name.split(' ').at(-1) ?? ''}`)));
}

function beginsPayload(line: string): boolean {
	return rules.some(({ begin }) => begin !== undefined && new RegExp(begin, 'm').test(line));
}

test('each grammar is the one that the manifest names, is put into YAML, and nothing in it is left open', () => {
	assert.ok(grammars.length > 0);
	for (const { contribution, grammar } of grammars) {
		assert.equal(grammar.scopeName, contribution.scopeName);
		assert.ok(contribution.injectTo.includes('source.yaml') && contribution.injectTo.includes('text.html.markdown'));
		assert.match(grammar.injectionSelector, /^L:/);
		for (const rule of rulesOf(grammar)) {
			assert.equal(rule.begin === undefined, rule.end === undefined);
			assert.ok(rule.include === undefined || rule.include === 'source.yaml.1.2', rule.include);
			for (const scope of (rule.name ?? '').split(' ')) assert.match(scope, /^$|^(?:meta|constant\.language|markup|string\.regexp|support\.type|entity\.name\.function)\.(?:.+\.)?releasepayload$/, scope);
		}
	}
});

test('what is repeated is bounded or a class of its own: no line is gone through again and again', () => {
	assert.ok(expressions.length > 5);
	for (const source of expressions) {
		assert.doesNotMatch(source, /\)[*+{]/, `a group is repeated in ${source}`);
		const unbounded = source.match(/\][*+]/g) ?? [];
		assert.ok(unbounded.length <= 1, source);
		const expression = new RegExp(source, 'gm');
		const lines = [' '.repeat(100_000), `state: ${' '.repeat(100_000)}x`, `ciConfigurationName: ${'a-'.repeat(50_000)}!`, 'ciConfigurationName: a '.repeat(5_000), 'state: Success '.repeat(5_000), `kind: ${'ReleasePayload'.repeat(5_000)}`, `${' '.repeat(50_000)}kind: ReleasePayload`];
		for (const line of lines) {
			const before = process.cpuUsage();
			for (const _ of line.matchAll(expression)) if (_.index < 0) break;
			const { user } = process.cpuUsage(before);
			assert.ok(user < 500_000, `${source} takes ${user / 1000} ms for ${line.length} characters`);
		}
	}
});

test('what decides is told apart, and what only looks like it stays as it is', () => {
	assert.deepEqual(coloured('    override: Accepted # why'), ['Accepted markup.inserted.releasepayload']);
	assert.deepEqual(coloured("    override: 'Rejected'"), ['Rejected string.regexp.failed.releasepayload']);
	assert.deepEqual(coloured('  - {state: Pending, url: x}'), ['Pending markup.changed.releasepayload']);
	assert.deepEqual(coloured('      aggregateState: "Failure"'), ['Failure string.regexp.failed.releasepayload']);
	assert.deepEqual(coloured('  - type: PayloadRejected'), ['PayloadRejected support.type.condition.releasepayload']);
	assert.deepEqual(coloured('    - ciConfigurationName: aws-serial-1of2'), ['aws-serial-1of2 entity.name.function.job.releasepayload']);
	for (const line of ['    override: accepted', '    reason: Accepted', '    state: Successful', '    status: "True"', '  - type: Payload', '    statement: state Success', 'ciConfigurationName: {{ x }}']) assert.deepEqual(coloured(line), [], line);
});

test('only a document that says it is a ReleasePayload is coloured', () => {
	for (const line of ['kind: ReleasePayload', "  kind: 'ReleasePayload'", '- kind: ReleasePayload # one', 'kind: ReleasePayloadList  ']) assert.ok(beginsPayload(line), line);
	for (const line of ['kind: ReleasePayloads', '# kind: ReleasePayload', 'parentkind: ReleasePayload', 'kind: Pod', '"kind": "ReleasePayload",', 'note: kind: ReleasePayload x']) assert.ok(!beginsPayload(line), line);
});
