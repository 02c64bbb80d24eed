import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import test from 'node:test';

/** Runs a development tool of the project and gives what it printed when it failed. */
function failureOf(script: string, parameters: readonly string[]): string {
	try {
		execFileSync(process.execPath, [script, ...parameters], { encoding: 'utf8', stdio: 'pipe' });
		return '';
	} catch (error) {
		const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
		return stdout + stderr;
	}
}

test('the types hold', { timeout: 900_000 }, () => {
	assert.equal(failureOf('node_modules/typescript/bin/tsc', ['--noEmit']), '');
});

test('lint finds no error', { timeout: 900_000 }, () => {
	assert.equal(failureOf('node_modules/eslint/bin/eslint.js', ['--quiet', '.']), '');
});
