import type { Linked } from '../../presentation/links';
import { httpUrl } from '../../presentation/markdown';
import type { Range } from '../document/piece';
import { entries, field, rangeOf, stretchOf, textOf, type Spot } from '../document/spot';
import type { PayloadView } from '../rules/view';

export interface Link {
	readonly range: Range;
	/** An http or https address; or the release whose page is meant, by the templates of whoever shows it. */
	readonly target: string | Linked;
}

/** Prow pages of runs, release pages of tags, Jira issues, and addresses in reasons and messages. */
export function linksOf(view: PayloadView): readonly Link[] {
	const links: Link[] = [];
	const whole = (spot: Spot | undefined, targetOf: (text: string) => Link['target'] | undefined): void => {
		const text = textOf(spot);
		const target = text === undefined ? undefined : targetOf(text);
		if (spot && target !== undefined) links.push({ range: rangeOf(stretchOf(spot, 'value')), target });
	};
	for (const job of view.resultJobs) for (const run of job.runs) whole(field(run.spot, 'humanProwResultsURL'), httpUrl);
	const { namespace, release, streamName, imagestreamName } = view.header;
	whole(view.at('spec', 'payloadCoordinates', 'imagestreamTagName'), (releaseName) => ({ ref: { namespace }, releaseName, stream: streamName || (release.stream ?? imagestreamName) }));
	for (const each of entries(view.at('status', 'qualifiersSummary', 'qualifiers'))) {
		for (const issue of entries(field(each, 'jiraNotifications'))) whole(field(issue, 'issueKey'), (key) => (issueKey.exec(key)?.[0] === key ? issuePage(key) : undefined));
	}
	for (const spot of [view.at('spec', 'payloadOverride', 'reason'), ...view.conditions.map((each) => field(each.spot, 'message'))]) links.push(...within(spot));
	return links;
}

/** Not what looks like an issue and is a standard: `SHA-256`. */
const issueKey = /(?<![\w/.-])(?!(?:SHA|UTF|ISO|RFC|CVE|AES)-)[A-Z][A-Z0-9]{1,9}-\d{1,7}(?![\w-])/;
const addressOrIssue = new RegExp(`https?://[^\\s"'<>\`\\\\]+|${issueKey.source}`, 'g');

/** Where the release pages send people for an issue. */
function issuePage(key: string): string {
	return `https://issues.redhat.com/browse/${key}`;
}

function within(spot: Spot | undefined): readonly Link[] {
	if (spot?.node.kind !== 'scalar') return [];
	const { piece, node } = spot;
	const text = piece.text.slice(node.start - piece.origin, node.end - piece.origin);
	return [...text.matchAll(addressOrIssue)].flatMap((match) => {
		const shown = match[0].replace(/[).,;:\]}]+$/, '');
		const target = shown.startsWith('http') ? httpUrl(shown) : issuePage(shown);
		const start = node.start + match.index;
		return target === undefined ? [] : [{ range: rangeOf({ piece, start, end: start + shown.length }), target }];
	});
}
