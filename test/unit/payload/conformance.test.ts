import test from 'node:test';
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { runFolder, type FileOutcome } from '../../../src/cli/conformance/run';

const kinds = 20;

function assertAllPass(outcomes: readonly FileOutcome[]): void {
	const wrong = outcomes.flatMap(({ name, mismatches, problem }) => [...(problem === undefined ? [] : [`${name}: ${problem}`]), ...mismatches]);
	assert.deepEqual(wrong.slice(0, 5), []);
}

test('the sample of cases computed by upstream holds, every kind of file and shape in it', () => {
	const outcomes = runFolder(join('test', 'fixtures', 'conformance'));
	assertAllPass(outcomes);
	assert.equal(outcomes.length, kinds);
	assert.equal(outcomes.find(({ name }) => name === 'upstream-tests')?.classes.length, 41);
	assert.ok(outcomes.reduce((sum, { total }) => sum + total, 0) > 500);
});

test('the cases that the environment names hold', (t) => {
	const folder = process.env['RELEASEPAYLOAD_CONFORMANCE'];
	if (folder === undefined || folder === '') {
		t.skip('RELEASEPAYLOAD_CONFORMANCE names no folder of further cases');
		return;
	}
	const outcomes = runFolder(folder);
	assertAllPass(outcomes);
	assert.ok(outcomes.some(({ total }) => total > 0), `no case in ${folder}`);
});

const broken: readonly { what: string; file: string; line: string; expected: RegExp }[] = [
	{ what: 'a wrong expectation', file: 'group-state.jsonl', line: '{"id":"g/1","class":"x","input":{"jobs":[]},"expected":{"state":"Success"}}', expected: /g\/1: state: expected "Success", got "Unknown"/ },
	{ what: 'a line that is no JSON', file: 'phase.jsonl', line: '{"id":', expected: /line 1: not a case/ },
	{ what: 'a line that is no case', file: 'phase.jsonl', line: '[]', expected: /line 1: not a case/ },
	{ what: 'an unknown shape of upstream tests', file: 'upstream-tests.jsonl', line: '{"id":"u/1","class":"tea","input":{},"expected":{}}', expected: /unknown shape tea/ },
	{ what: 'a file of an unknown kind', file: 'weather.jsonl', line: '{}', expected: /no such kind of case/ },
	{ what: 'a file that is no gzip', file: 'phase.jsonl.gz', line: 'plain', expected: /incorrect header check/ },
];

for (const { what, file, line, expected } of broken) {
	test(`a run tells ${what}`, () => {
		const folder = mkdtempSync(join(tmpdir(), 'conformance-'));
		try {
			writeFileSync(join(folder, file), `${line}\n`);
			const [outcome] = runFolder(folder);
			assert.match([outcome?.problem, ...(outcome?.mismatches ?? [])].join('\n'), expected);
		} finally {
			rmSync(folder, { recursive: true });
		}
	});
}
