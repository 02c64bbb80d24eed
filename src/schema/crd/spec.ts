import { integer, listOf, object, text } from './building';
import { qualifiers } from './qualifier';

export const coordinateFields = {
	namespace: 'Namespace of the image stream: that of the payload, else the tag is not found.',
	streamName: 'Release stream, such as `4.22.0-0.nightly` or `4-stable`. Before June 2026 it was read from the name.',
	imagestreamName: 'Image stream of the release tags, such as `release` or `release-arm64`.',
	imagestreamTagName: 'The release tag: the name of the payload.',
};

const payloadCoordinates = object('The release tag this payload stands for.', coordinateFields);

const payloadCreationConfig = object('Where the Jobs that build and mirror the image, and ProwJobs, are looked for.', {
	releaseCreationCoordinates: object('The Job that builds the image. Until both names are filled in, no verdict comes.', {
		namespace: 'Namespace of the Job, usually `ci-release`.',
		releaseCreationJobName: 'Name of the Job: that of the payload.',
	}),
	prowCoordinates: object('Where Prow runs jobs.', {
		namespace: 'Namespace of the ProwJobs, usually `ci`. Without it `BuildFarmLookup` finds no results.',
	}),
	releaseMirrorCoordinates: object('The Job that copies the image to an external registry. Until it ends no verdict comes, not by override either. Both names empty: no mirror.', {
		namespace: 'Namespace of the mirror Job.',
		releaseMirrorJobName: 'Name of the mirror Job: `<payload>-alternate-mirror`.',
	}),
});

export const payloadOverride = object('The decision of a person, which wins over the jobs. Can be changed at any time, takes effect once the image is built and mirrored.', {
	override: 'Spelled exactly so: the server takes any word, the controllers ignore every other.',
	reason: 'Why. It becomes the message of both verdict conditions: beyond 32,768 characters it never takes effect. Without one the release page shows no override.',
});

export const jobProperties = {
	ciConfigurationName: 'Short name, such as `aws-ovn-serial`; of an upgrade job the platform. Lower-case letters, digits, `-` and `.`, as it is part of ProwJob names; `-` and digits at its end read as a retry.',
	ciConfigurationJobName: 'Full name of the Prow job, by which runs are matched, such as `periodic-ci-openshift-release-master-nightly-4.22-e2e-aws-ovn-serial`.',
	maxRetries: integer('How often a failed job may be run again. While a retry is possible it is pending.'),
	analysisJobCount: integer('Runs of an aggregated job, usually 10, started at once; 60 % must pass. Instead of `maxRetries`, and for informing jobs only.'),
	qualifiers,
};

const job = object('A verification job.', jobProperties);

const payloadVerificationConfig = object('The jobs that verify the payload and where their results come from. The lists are copied into `status` once: later edits change no verdict. Without this no result is collected.', {
	blockingJobs: listOf(job, 'Jobs that must pass: the payload is rejected when one failed and none is open. Without any it is accepted once the other jobs are finished.'),
	informingJobs: listOf(job, 'Jobs that do not decide, as long as there are blocking ones.'),
	upgradeJobs: listOf(job, 'Upgrades from earlier releases, by platform. They do not decide, as long as there are blocking jobs.'),
	payloadVerificationDataSource: text('Where results come from. Cannot be changed.', {
		default: 'BuildFarmLookup',
		enum: ['BuildFarmLookup', 'ImageStreamTagAnnotation'],
		'x-kubernetes-validations': [{ rule: 'self == oldSelf', message: 'PayloadVerificationDataSource is immutable' }],
	}),
}, {
	'x-kubernetes-validations': [{
		rule: '!has(oldSelf.payloadVerificationDataSource) || has(self.payloadVerificationDataSource)',
		message: 'PayloadVerificationDataSource is required once set',
	}],
});

const releaseCoordinate = object('A place of the image.', {
	repository: 'Without tag and digest, such as `quay.io/openshift/ci`.',
	tag: 'Tag of the image; a digest goes before it.',
	digest: '`sha256:` and 64 hexadecimal digits.',
});

export const spec = object('What is built, verified and decided. People change only `payloadOverride`.', {
	payloadCoordinates,
	payloadType: text('Whether the cluster has the image, or only `releaseCoordinates`.', { default: 'Local', enum: ['Local', 'Reference'] }),
	payloadOverride,
	payloadCreationConfig,
	payloadVerificationConfig,
	releaseCoordinates: listOf(releaseCoordinate, 'Where the image is published. Only the first place counts.'),
});
