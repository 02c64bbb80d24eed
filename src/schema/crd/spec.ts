import { integer, listOf, object, text } from './building';
import { qualifiers } from './qualifier';

export const coordinateFields = {
	namespace: 'Namespace of the image stream; must be that of the payload.',
	streamName: 'Release stream, such as `4.22.0-0.nightly` or `4-stable`. Until June 2026 only the name told it.',
	imagestreamName: 'Image stream of the tag, such as `release-arm64`.',
	imagestreamTagName: 'The release tag; it names the payload.',
};

const payloadCoordinates = object('The release tag that the payload stands for.', coordinateFields);

const payloadCreationConfig = object('Where the Jobs that build and mirror the image, and ProwJobs, are.', {
	releaseCreationCoordinates: object('The Job that builds the image. No verdict until both names are filled in.', {
		namespace: 'Its namespace, usually `ci-release`.',
		releaseCreationJobName: 'Its name: that of the payload.',
	}),
	prowCoordinates: object('Where Prow runs jobs.', {
		namespace: 'Namespace of the ProwJobs, usually `ci`. Without it `BuildFarmLookup` finds nothing.',
	}),
	releaseMirrorCoordinates: object('The Job that copies the image to another registry. Until it ends no verdict comes, not by override either. Both names empty: no mirror.', {
		namespace: 'Namespace of that Job.',
		releaseMirrorJobName: 'Its name: `<payload>-alternate-mirror`.',
	}),
});

export const payloadOverride = object('A person\'s decision, which wins over the jobs. Can change at any time; takes effect once the image is built and mirrored.', {
	override: 'Spelled exactly so: the server takes any word, the controllers no other.',
	reason: 'Becomes the message of both verdict conditions; beyond 32,768 characters it never takes effect. Without one the release page shows no override.',
});

export const jobProperties = {
	ciConfigurationName: 'Short name, such as `aws-ovn-serial`; of an upgrade job the platform. Part of ProwJob names: lower-case letters, digits, `-` and `.`. A number at the end reads as a retry.',
	ciConfigurationJobName: 'Full name of the Prow job, which finds its runs, such as `periodic-ci-openshift-release-master-nightly-4.22-e2e-aws-ovn-serial`.',
	maxRetries: integer('How often it may run again after a failure. It is pending while it may.'),
	analysisJobCount: integer('Runs of an aggregated job, all at once, usually 10; 60 % must pass. Instead of `maxRetries`, for informing jobs only.'),
	qualifiers,
};

const job = object('A verification job.', jobProperties);

const payloadVerificationConfig = object('The jobs that verify the payload, copied into `status` once: later edits change no verdict. Without this no result is collected.', {
	blockingJobs: listOf(job, 'Jobs that must pass. The payload is rejected when one failed and none is open; without any it is accepted once the other jobs end.'),
	informingJobs: listOf(job, 'Jobs that do not decide while there are blocking ones.'),
	upgradeJobs: listOf(job, 'Upgrades from earlier releases, by platform. They do not decide while there are blocking jobs.'),
	payloadVerificationDataSource: text('Where results come from. Never changes.', {
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
	tag: 'Tag of the image; a digest wins over it.',
	digest: '`sha256:` and 64 hexadecimal digits.',
});

export const spec = object('What is built, verified and decided. People only change `payloadOverride`.', {
	payloadCoordinates,
	payloadType: text('Whether the cluster has the image or only `releaseCoordinates`.', { default: 'Local', enum: ['Local', 'Reference'] }),
	payloadOverride,
	payloadCreationConfig,
	payloadVerificationConfig,
	releaseCoordinates: listOf(releaseCoordinate, 'Where the image is published; only the first counts.'),
});
