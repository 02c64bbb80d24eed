import { entries, keyOf } from '../document/spot';
import type { PayloadView } from '../rules/view';

/** Values that the rest of the document suggests for a field, best first, without repeats. */
export function suggestionsFor(place: string, view: PayloadView): readonly string[] {
	const { header } = view;
	const found = ((): readonly string[] => {
		switch (place) {
			case 'metadata.name':
				return [header.imagestreamTagName];
			case 'metadata.namespace':
				return [view.text('spec', 'payloadCoordinates', 'namespace'), ...namespaces];
			case 'spec.payloadCoordinates.namespace':
				return [header.namespace, ...namespaces];
			case 'spec.payloadCoordinates.imagestreamTagName':
			case 'spec.payloadCreationConfig.releaseCreationCoordinates.releaseCreationJobName':
				return [header.name];
			case 'spec.payloadCreationConfig.releaseMirrorCoordinates.releaseMirrorJobName':
				return header.name === '' ? [] : [`${header.name}-alternate-mirror`];
			case 'spec.payloadCreationConfig.releaseCreationCoordinates.namespace':
			case 'spec.payloadCreationConfig.releaseMirrorCoordinates.namespace':
				return ['ci-release'];
			case 'spec.payloadCreationConfig.prowCoordinates.namespace':
				return ['ci'];
			case 'spec.payloadCoordinates.streamName':
				return [header.release.stream ?? ''];
			case 'spec.payloadCoordinates.imagestreamName':
				return [/^ocp(-.+)$/.exec(header.namespace)?.[1] === undefined ? 'release' : `release${header.namespace.slice(3)}`];
			case 'spec.payloadOverride.reason':
				return [view.text('spec', 'payloadOverride', 'override') === 'Rejected' ? 'Manually rejected per TRT' : 'Manually accepted per TRT'];
			default:
				return jobSuggestions(place, view);
		}
	})();
	return [...new Set(found)].filter((value) => value !== '');
}

const namespaces = ['ocp', 'ocp-arm64', 'ocp-ppc64le', 'ocp-s390x', 'ocp-multi', 'ocp-priv', 'origin'];

/** Names of jobs: status entries stand for jobs of spec. Qualifier ids: those that other jobs have. */
function jobSuggestions(place: string, view: PayloadView): readonly string[] {
	const list = /^status\.(\w+?)JobResults\[\]\.(ciConfigurationName|ciConfigurationJobName)$/.exec(place);
	if (list !== null) {
		const jobs = view.specJobs.filter((job) => job.role === list[1]);
		return jobs.map((job) => (list[2] === 'ciConfigurationName' ? job.name : job.jobName));
	}
	if (place.endsWith('.qualifiers.*')) return view.specJobs.flatMap((job) => entries(job.qualifiers).map((entry) => keyOf(entry) ?? ''));
	if (place.endsWith('.maxRetries')) return ['1', '2', '3'];
	return place.endsWith('.analysisJobCount') ? ['10'] : [];
}
