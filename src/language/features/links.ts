import { httpUrl } from '../../presentation/markdown';
import type { Range } from '../document/piece';
import { field, items, rangeOf, stretchOf, textOf, type Spot } from '../document/spot';
import type { PayloadView } from '../rules/view';

export interface Link {
	readonly range: Range;
	readonly target: string;
}

/** Prow pages of runs, and addresses in reasons and messages. Only http and https. */
export function linksOf(view: PayloadView): readonly Link[] {
	const links: Link[] = [];
	const whole = (spot: Spot | undefined): void => {
		const target = httpUrl(textOf(spot) ?? '');
		if (spot !== undefined && target !== undefined) links.push({ range: rangeOf(stretchOf(spot, 'value')), target });
	};
	for (const job of view.resultJobs) for (const run of job.runs) whole(field(run.spot, 'humanProwResultsURL'));
	const texts = [view.at('spec', 'payloadOverride', 'reason'), ...items(view.at('status', 'conditions')).map((each) => field(each, 'message'))];
	for (const spot of texts) links.push(...within(spot));
	return links;
}

function within(spot: Spot | undefined): readonly Link[] {
	if (spot?.node.kind !== 'scalar') return [];
	const { piece, node } = spot;
	const text = piece.text.slice(node.start - piece.origin, node.end - piece.origin);
	return [...text.matchAll(/https?:\/\/[^\s"'<>`\\]+/g)].flatMap((match) => {
		const shown = match[0].replace(/[).,;:\]}]+$/, '');
		const target = httpUrl(shown);
		const start = node.start + match.index;
		return target === undefined ? [] : [{ range: rangeOf({ piece, start, end: start + shown.length }), target }];
	});
}
