import type { ReleasePayload } from '../payload/releasePayload';
import { explain } from './why';
import type { Judging } from './faults';
import { oneLine } from './hostile';
import { factsOf } from './payloadFacts';
import { payloadClauses } from './payloadClauses';
import { summarize } from '../payload/summary';
import { joined } from './wordLists';

/** Columns of a sentence: a document beside an open side bar shows about so many. */
const width = 84;

/**
 * The comment above a payload's YAML: what it is, why it has its verdict, the full messages of its Jobs, and what its
 * conditions, labels and qualifiers amount to. Every line begins with `#` and holds no line break, control or direction
 * character, whatever the object holds; ends without a newline.
 */
export function documentHead(payload: ReleasePayload, judging: Judging): string {
	const summary = summarize(payload);
	const { headline, notes } = explain(payload, judging);
	const lines = [
		...broken(`${oneLine(summary.releaseName)}: ${joined(payloadClauses(summary, judging))}`),
		'',
		...[headline, ...notes].flatMap(broken),
		// A foreign message keeps its own lines, so that it can be searched for.
		...factsOf(payload, judging.clock).flatMap(({ title, lines: said, verbatim }) => ['', title, ...(verbatim ? said : said.flatMap(broken)).map((line) => `  ${line}`)]),
	];
	return lines.map((line) => (line === '' ? '#' : `# ${line}`)).join('\n');
}

/** A sentence in lines, since a comment does not wrap by itself; what follows the first is indented. */
function broken(sentence: string): readonly string[] {
	const lines: string[] = [];
	let line = '';
	for (const word of sentence.split(' ')) {
		if (line !== '' && line.length + 1 + word.length > width) {
			lines.push(line);
			line = `  ${word}`;
		} else line = line === '' ? word : `${line} ${word}`;
	}
	return [...lines, line];
}
