// Builds one program of the bench and runs it: `node test/vscode/run.mjs start|look|demo|screenshots …`.
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { run as build } from '../../esbuild.mjs';

const [name, ...words] = process.argv.slice(2);
if (!['start', 'look', 'demo', 'screenshots'].includes(name)) {
	console.error('node test/vscode/run.mjs start [--check] | look [--help] | demo | screenshots');
	process.exit(2);
}
const caller = process.cwd();
process.chdir(join(dirname(import.meta.filename), '../..'));
const working = !words.includes('--help');
const packed = working && ['start', 'screenshots'].includes(name);
if (packed) console.log('Building …');
await build(['tests', ...(working ? ['cli'] : []), ...(packed ? ['product'] : [])], { only: [`${name}.entry.ts`], production: true });
if (name === 'look' && working) {
	// a copy of its own, so that somebody else's build does not pull it from under the window
	process.env.LOOK_FOLDER = join('.vscode-test', `look-${process.pid}`);
	await build(['product'], { dist: join(process.env.LOOK_FOLDER, 'dist') });
}
process.env.INIT_CWD ??= caller;
process.argv.splice(2, 1);
createRequire(import.meta.url)(`../../build/test/vscode/${name}.entry.js`);
