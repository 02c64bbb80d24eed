import { fromTemplate, linkFacts, templateFor } from '../../presentation/links';
import { httpUrl } from '../../presentation/markdown';
import type { Range } from '../document/piece';
import { entries, field, rangeOf, stretchOf, textOf, type Spot } from '../document/spot';
import type { PayloadView } from '../rules/view';

export interface Link {
	readonly range: Range;
	readonly target: string;
}

/** URL templates of release pages, by namespace: `templateFor` chooses, `fromTemplate` fills in. */
export type ReleasePages = Readonly<Record<string, string>>;

/** Prow pages of runs, release pages of tags, Jira issues, and addresses in reasons and messages. Only http and https. */
export function linksOf(view: PayloadView, pages: ReleasePages): readonly Link[] {
	const links: Link[] = [];
	const whole = (spot: Spot | undefined, targetOf: (text: string) => string | undefined): void => {
		const text = textOf(spot);
		const target = text === undefined ? undefined : targetOf(text);
		if (spot !== undefined && target !== undefined) links.push({ range: rangeOf(stretchOf(spot, 'value')), target });
	};
	for (const job of view.resultJobs) for (const run of job.runs) whole(field(run.spot, 'humanProwResultsURL'), httpUrl);
	whole(view.at('spec', 'payloadCoordinates', 'imagestreamTagName'), () => releasePage(view, pages));
	for (const each of entries(view.at('status', 'qualifiersSummary', 'qualifiers'))) {
		for (const issue of entries(field(each, 'jiraNotifications'))) whole(field(issue, 'issueKey'), (key) => (issueKey.exec(key)?.[0] === key ? issuePage(key) : undefined));
	}
	for (const spot of [view.at('spec', 'payloadOverride', 'reason'), ...view.conditions.map((each) => field(each.spot, 'message'))]) links.push(...within(spot));
	return links;
}

function releasePage({ header: { namespace, releaseName, release, streamName, imagestreamName } }: PayloadView, pages: ReleasePages): string | undefined {
	const stream = [streamName, release.stream ?? '', imagestreamName].find((each) => each !== '') ?? '';
	return fromTemplate(templateFor(namespace, pages) ?? '', linkFacts({ ref: { namespace }, releaseName, stream }));
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
