import { writeFileSync, writeSync } from 'node:fs';
import { fails, fuzzBases, fuzzRun, shrunk } from './fuzzing';

/**
 * Random edits in a process of their own: `fuzz.entry.js SEED FROM TO EDITS [TRACE]`. Runs FROM to TO (exclusive) of EDITS
 * edits each; tells every run before it starts, so that whoever watches knows which one hung or ended the process. With
 * TRACE each edit is written there before it is tried.
 */
function main([seedText = '', fromText = '0', toText = '0', editsText = '50', trace]: readonly string[]): void {
	const [seed, from, to, edits] = [Number(seedText), Number(fromText), Number(toText), Number(editsText)];
	const bases = fuzzBases();
	const before = trace === undefined ? () => undefined : (text: string, change: object): void => writeFileSync(trace, JSON.stringify({ text, change }));
	for (let run = from; run < to; run++) {
		say({ run });
		const failure = fuzzRun(bases, (seed + Math.imul(run, 0x9e3779b1)) >>> 0, { edits, before });
		if (failure === undefined) continue;
		// Said before it is made smaller, which takes a while.
		say({ failure, run });
		say({ failure: fails(failure.text, failure.change) === undefined ? failure : shrunk(failure), run });
		process.exit(1);
	}
	say({ done: true });
}

/** Written at once: what is buffered is lost when the process dies. */
function say(words: object): void {
	let rest = Buffer.from(`${JSON.stringify(words)}\n`);
	while (rest.length > 0) {
		try {
			rest = rest.subarray(writeSync(1, rest));
		} catch (error) {
			if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
		}
	}
}

main(process.argv.slice(2));
