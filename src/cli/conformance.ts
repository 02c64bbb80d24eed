// `npm run --silent conformance -- DIR`: judges the cases in DIR's files by the rules of src/payload.
import { resolve } from 'node:path';
import { runFolder, type FileOutcome } from './conformance/run';

const mismatchesShown = 5;

function main(words: readonly string[]): number {
	const [folder, ...more] = words;
	if (folder === undefined || more.length > 0) {
		console.error('Usage: npm run --silent conformance -- DIR');
		return 2;
	}
	const path = resolve(process.env['INIT_CWD'] ?? process.cwd(), folder);
	let outcomes: readonly FileOutcome[];
	try {
		outcomes = runFolder(path);
	} catch (error) {
		console.error(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
		return 2;
	}
	outcomes.forEach(print);
	const total = outcomes.reduce((sum, each) => sum + each.total, 0);
	const failed = outcomes.reduce((sum, each) => sum + each.mismatches.length, 0);
	if (total === 0) console.error(`No case was found in ${path}.`);
	console.log(`${total - failed} passed, ${failed} failed`);
	return total === 0 || failed > 0 || outcomes.some((each) => each.problem !== undefined) ? 1 : 0;
}

function print({ name, total, mismatches, problem }: FileOutcome): void {
	console.log(problem === undefined ? `${name} ${total - mismatches.length}/${total}` : `${name}: ${problem}`);
	for (const mismatch of mismatches.slice(0, mismatchesShown)) console.log(`  ${mismatch}`);
	if (mismatches.length > mismatchesShown) console.log(`  and ${mismatches.length - mismatchesShown} more`);
}

process.exitCode = main(process.argv.slice(2));
