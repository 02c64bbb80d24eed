import type { ReleasePayload } from '../payload/releasePayload';
import { explain } from './why';
import type { Judging } from './faults';
import { oneLine } from './hostile';
import { factsOf } from './payloadFacts';
import { payloadClauses } from './payloadClauses';
import { summarize } from '../payload/summary';
import { joined } from './wordLists';

/**
 * The comment above a payload's YAML: what it is, why it has its verdict, and the full messages of its Jobs. Every line
 * begins with `#` and holds no line break, control or direction character, whatever the object holds; ends without a newline.
 */
export function documentHead(payload: ReleasePayload, judging: Judging): string {
	const summary = summarize(payload);
	const { headline, notes } = explain(payload, judging);
	const facts = factsOf(payload, judging.clock).filter(({ verbatim }) => verbatim);
	const lines = [
		`${oneLine(summary.releaseName)}: ${joined(payloadClauses(summary, judging))}`,
		'',
		headline,
		...notes,
		...facts.flatMap(({ title, lines: said }) => ['', title, ...said.map((line) => `  ${line}`)]),
	];
	return lines.map((line) => (line === '' ? '#' : `# ${line}`)).join('\n');
}
