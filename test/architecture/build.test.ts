import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import test from 'node:test';

const demo = 'build/src/cli/demo.js';

test('a start from nothing builds the demo, whatever else is chosen', { timeout: 600_000 }, () => {
	rmSync(demo, { force: true });
	execFileSync(process.execPath, ['--input-type=module', '--eval', "import { run } from './esbuild.mjs'; await run(['cli'], { only: ['start.entry.ts'] });"], { stdio: 'pipe' });
	assert.ok(existsSync(demo));
});
