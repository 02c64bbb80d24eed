// Random edits of manifests in child processes: `npm run fuzz [-- COUNT --seed N --children N]`, a million by default.
// Ends with 1 and saves the text, made as small as it goes, when an answer is wrong, too slow, missing, or the process dies.
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { run as build } from '../../esbuild.mjs';
import { fuzz } from './fuzzChildren.mjs';

process.chdir(join(import.meta.dirname, '../..'));
const words = process.argv.slice(2);
const option = (name, otherwise) => (words.includes(name) ? Number(words.splice(words.indexOf(name), 2)[1]) : otherwise);
const seed = option('--seed', Math.floor(Math.random() * 2 ** 31));
const children = option('--children', Math.max(1, Math.min(availableParallelism() - 1, 4)));
const count = Number(words[0]?.replaceAll(/[_,]/g, '') ?? 1_000_000);

await build(['tests'], { only: ['test/unit/language/fuzz.entry.ts'] });
console.log(`${count} edits, seed ${seed}`);
const started = performance.now();
let next = 50_000;
const { edits, failure } = await fuzz({ seed, count, children, told: (made) => progress(made) });
const seconds = (performance.now() - started) / 1000;
console.log(`${edits} edits in ${seconds.toFixed(0)} s, ${Math.round(edits / seconds)} a second, seed ${seed}`);
if (failure !== undefined) {
	console.error(`Failed in run ${failure.run}: ${failure.message}\nThe text is saved in ${failure.file}.`);
	process.exitCode = 1;
}

function progress(made) {
	if (made < next) return;
	next += 50_000;
	console.log(`  ${made}, ${Math.round(made / ((performance.now() - started) / 1000))} a second`);
}
