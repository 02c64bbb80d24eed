import type { ReleasePayload } from '../../payload/releasePayload';
import { entries, field, keyOf, truthOf } from '../document/spot';
import { usualImagestream } from '../rules/identityPlacement';
import { defaultAggregator } from '../rules/jobEntries';
import { mirrorSuffix } from '../rules/presence';
import type { PayloadView } from '../rules/view';

/** What connected clusters have beside a payload. */
export interface Neighbours {
	readonly namespaces: readonly string[];
	/** Streams of its namespace. */
	readonly streams: readonly string[];
	/** Names of payloads of its stream, newest first; of all streams while it has none. */
	readonly names: readonly string[];
	/** The newest of those, as far as it is known. */
	readonly example: ReleasePayload | undefined;
}

const namespaces = ['ocp', 'ocp-arm64', 'ocp-ppc64le', 'ocp-s390x', 'ocp-multi', 'ocp-priv', 'origin'];

type Suggest = (view: PayloadView, near: () => Partial<Neighbours>) => readonly string[];

const creation = 'spec.payloadCreationConfig';
const coordinates = 'spec.payloadCoordinates';
const inReleases: Suggest = () => ['ci-release'];

/** For places that one payload has once. */
const suggested: ReadonlyMap<string, Suggest> = new Map<string, Suggest>([
	['metadata.name', ({ header }, near) => [header.imagestreamTagName, ...(near().names ?? [])]],
	['metadata.namespace', (view, near) => [view.text('spec', 'payloadCoordinates', 'namespace'), ...(near().namespaces ?? []), ...namespaces]],
	['metadata.labels.*', (view, near) => approvals(view, near().example)],
	[`${coordinates}.namespace`, ({ header }, near) => [header.namespace, ...(near().namespaces ?? []), ...namespaces]],
	[`${coordinates}.imagestreamTagName`, ({ header }, near) => [header.name, ...(near().names ?? [])]],
	[`${coordinates}.streamName`, ({ header }, near) => [header.release.stream ?? '', ...(near().streams ?? [])]],
	[`${coordinates}.imagestreamName`, ({ header }) => [usualImagestream(header.release) || `release${/^ocp(-.+)$/.exec(header.namespace)?.[1] ?? ''}`]],
	[`${creation}.releaseCreationCoordinates.releaseCreationJobName`, ({ header }) => [header.name]],
	[`${creation}.releaseCreationCoordinates.namespace`, inReleases],
	[`${creation}.releaseMirrorCoordinates.releaseMirrorJobName`, ({ header: { name } }) => [name && name + mirrorSuffix]],
	[`${creation}.releaseMirrorCoordinates.namespace`, inReleases],
	[`${creation}.prowCoordinates.namespace`, () => ['ci']],
	['spec.payloadOverride.reason', (view) => [view.text('spec', 'payloadOverride', 'override') === 'Rejected' ? 'Manually rejected per TRT' : 'Manually accepted per TRT']],
]);

/** Values that the rest of the document and its neighbours suggest for a field, best first, without repeats. */
export function suggestionsFor(place: string, view: PayloadView, neighbours: () => Neighbours | undefined): readonly string[] {
	const near = (): Partial<Neighbours> => neighbours() ?? {};
	const found = suggested.get(place)?.(view, near) ?? jobSuggestions(place, view, () => near().example?.spec.payloadVerificationConfig ?? {});
	// The rest of a name is a payload's own.
	const same = place.startsWith('spec') && /\.(?:namespace|imagestreamName|repository)$/.test(place) ? textAt(near().example, place) : '';
	return same === '' && found.length === 0 ? found : [...new Set([same, ...found])].filter((value) => value !== '');
}

/** Labels by which people approve: those of the summary's approvals, and those that other payloads have. */
function approvals(view: PayloadView, example: ReleasePayload | undefined): readonly string[] {
	const summed = entries(view.at('status', 'qualifiersSummary', 'qualifiers')).filter((each) => truthOf(field(each, 'approval')) === true);
	return [...summed.map((each) => `release.openshift.io/${keyOf(each) ?? ''}_state`), ...Object.keys(example?.metadata.labels ?? {}).filter((key) => /^release\.openshift\.io\/.+_state$/.test(key))];
}

/** The text at a place of an object, of the first item where it leads through a list; '' where there is none. */
function textAt(object: unknown, place: string): string {
	let value = object;
	for (const key of place.split('.')) {
		value = typeof value === 'object' && value !== null ? Reflect.get(value, key.replace('[]', '')) : undefined;
		if (Array.isArray(value)) value = value[0];
	}
	return typeof value === 'string' ? value : '';
}

type Configured = NonNullable<ReleasePayload['spec']['payloadVerificationConfig']>;

/** Names of jobs: status entries stand for jobs of spec, and those are like the stream's. Qualifier ids: those that other jobs have. */
function jobSuggestions(place: string, view: PayloadView, example: () => Configured): readonly string[] {
	const [, role, kind, which] = /^(?:spec\.payloadVerificationConfig|status)\.(blocking|informing|upgrade)Job(s|Results)\[\]\.ciConfiguration(Job)?Name$/.exec(place) ?? [];
	if (role !== undefined) {
		const [key, other] = which === undefined ? (['name', 'jobName'] as const) : (['jobName', 'name'] as const);
		const own = view.specJobs.filter((job) => job.role === role);
		if (kind === 'Results') return own.map((job) => job[key]);
		const aggregators = key === 'name' ? [] : own.filter(({ name, jobName }) => jobName === '' && name.startsWith('aggregated-') && role === 'blocking').map(({ name }) => `${name}-${defaultAggregator}`);
		const known = new Set(own.map((job) => job[key]));
		const halves = new Set(own.map((job) => job[other]));
		// First those whose other name is there.
		return [...aggregators, ...configured(example(), role).filter((job) => !known.has(job[key])).sort((a, b) => Number(halves.has(b[other])) - Number(halves.has(a[other]))).map((job) => job[key])];
	}
	if (place.endsWith('.qualifiers.*')) {
		const own = view.specJobs.flatMap((job) => entries(job.qualifiers).map((entry) => keyOf(entry) ?? ''));
		return [...own, ...['blocking', 'informing', 'upgrade'].flatMap((each) => configured(example(), each)).flatMap(({ qualifiers }) => qualifiers)];
	}
	if (place.endsWith('.maxRetries')) return ['1', '2', '3'];
	return place.endsWith('.analysisJobCount') ? ['10'] : [];
}

function configured({ blockingJobs, informingJobs, upgradeJobs }: Configured, role: string): { readonly name: string; readonly jobName: string; readonly qualifiers: readonly string[] }[] {
	const jobs = role === 'blocking' ? blockingJobs : role === 'informing' ? informingJobs : upgradeJobs;
	return (jobs ?? []).map(({ ciConfigurationName: name = '', ciConfigurationJobName: jobName = '', qualifiers = {} }) => ({ name, jobName, qualifiers: Object.keys(qualifiers) }));
}
