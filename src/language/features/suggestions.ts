import type { CIConfiguration, ReleasePayload } from '../../payload/releasePayload';
import { entries, keyOf } from '../document/spot';
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

/** Values that the rest of the document and its neighbours suggest for a field, best first, without repeats. */
export function suggestionsFor(place: string, view: PayloadView, neighbours: () => Neighbours | undefined): readonly string[] {
	const { header } = view;
	const near = (): Partial<Neighbours> => neighbours() ?? {};
	const spec = (): ReleasePayload['spec'] => neighbours()?.example?.spec ?? {};
	const creation = (): NonNullable<ReleasePayload['spec']['payloadCreationConfig']> => spec().payloadCreationConfig ?? {};
	const found = ((): readonly string[] => {
		switch (place) {
			case 'metadata.name':
				return [header.imagestreamTagName, ...(near().names ?? [])];
			case 'metadata.namespace':
				return [view.text('spec', 'payloadCoordinates', 'namespace'), ...(near().namespaces ?? []), ...namespaces];
			case 'spec.payloadCoordinates.namespace':
				return [header.namespace, ...(near().namespaces ?? []), ...namespaces];
			case 'spec.payloadCoordinates.imagestreamTagName':
				return [header.name, ...(near().names ?? [])];
			case 'spec.payloadCreationConfig.releaseCreationCoordinates.releaseCreationJobName':
				return [header.name];
			case 'spec.payloadCreationConfig.releaseMirrorCoordinates.releaseMirrorJobName':
				return header.name === '' ? [] : [`${header.name}-alternate-mirror`];
			case 'spec.payloadCreationConfig.releaseCreationCoordinates.namespace':
				return [creation().releaseCreationCoordinates?.namespace ?? '', 'ci-release'];
			case 'spec.payloadCreationConfig.releaseMirrorCoordinates.namespace':
				return [creation().releaseMirrorCoordinates?.namespace ?? '', 'ci-release'];
			case 'spec.payloadCreationConfig.prowCoordinates.namespace':
				return [creation().prowCoordinates?.namespace ?? '', 'ci'];
			case 'spec.payloadCoordinates.streamName':
				return [header.release.stream ?? '', ...(near().streams ?? [])];
			case 'spec.payloadCoordinates.imagestreamName':
				return [spec().payloadCoordinates?.imagestreamName ?? '', /^ocp(-.+)$/.exec(header.namespace)?.[1] === undefined ? 'release' : `release${header.namespace.slice(3)}`];
			case 'spec.payloadOverride.reason':
				return [view.text('spec', 'payloadOverride', 'override') === 'Rejected' ? 'Manually rejected per TRT' : 'Manually accepted per TRT'];
			case 'spec.releaseCoordinates[].repository':
				return (spec().releaseCoordinates ?? []).map(({ repository = '' }) => repository);
			default:
				return jobSuggestions(place, view, () => spec().payloadVerificationConfig ?? {});
		}
	})();
	return [...new Set(found)].filter((value) => value !== '');
}

const namespaces = ['ocp', 'ocp-arm64', 'ocp-ppc64le', 'ocp-s390x', 'ocp-multi', 'ocp-priv', 'origin'];

type Configured = NonNullable<ReleasePayload['spec']['payloadVerificationConfig']>;

/** Names of jobs: status entries stand for jobs of spec, and those are like the stream's. Qualifier ids: those that other jobs have. */
function jobSuggestions(place: string, view: PayloadView, example: () => Configured): readonly string[] {
	const wanted = /^spec\.payloadVerificationConfig\.(blockingJobs|informingJobs|upgradeJobs)\[\]\.(ciConfiguration(?:Job)?Name)$/.exec(place);
	if (wanted !== null) return missingNames(view, wanted[1] ?? '', { jobs: example()[listName(wanted[1])] ?? [], key: wanted[2] === 'ciConfigurationName' ? 'name' : 'jobName' });
	const list = /^status\.(\w+?)JobResults\[\]\.(ciConfigurationName|ciConfigurationJobName)$/.exec(place);
	if (list !== null) {
		const jobs = view.specJobs.filter((job) => job.role === list[1]);
		return jobs.map((job) => (list[2] === 'ciConfigurationName' ? job.name : job.jobName));
	}
	if (place.endsWith('.qualifiers.*')) {
		const own = view.specJobs.flatMap((job) => entries(job.qualifiers).map((entry) => keyOf(entry) ?? ''));
		const { blockingJobs = [], informingJobs = [] } = example();
		return [...own, ...[...blockingJobs, ...informingJobs].flatMap(({ qualifiers = {} }) => Object.keys(qualifiers))];
	}
	if (place.endsWith('.maxRetries')) return ['1', '2', '3'];
	return place.endsWith('.analysisJobCount') ? ['10'] : [];
}

function listName(text: string | undefined): 'blockingJobs' | 'informingJobs' | 'upgradeJobs' {
	return text === 'blockingJobs' || text === 'informingJobs' ? text : 'upgradeJobs';
}

interface Offered {
	readonly jobs: readonly CIConfiguration[];
	readonly key: 'name' | 'jobName';
}

/** What jobs of the stream are called that the list does not have yet; first those whose other name it has. */
function missingNames({ specJobs }: PayloadView, list: string, { jobs, key }: Offered): readonly string[] {
	const own = specJobs.filter((job) => job.list === list);
	const has = new Set(own.map((job) => job[key]));
	const others = new Set(own.map((job) => (key === 'name' ? job.jobName : job.name)));
	const read = jobs.map(({ ciConfigurationName: name = '', ciConfigurationJobName: jobName = '' }) => ({ name, jobName })).filter((job) => !has.has(job[key]));
	const [half, rest] = [true, false].map((wanted) => read.filter(({ name, jobName }) => others.has(key === 'name' ? jobName : name) === wanted));
	return [...(half ?? []), ...(rest ?? [])].map((job) => job[key]);
}
