import { integer, listOf, object, text } from './building';
import { qualifiers } from './qualifier';

const payloadCoordinates = object('The release tag this payload stands for. Everything the controllers do to the image stream starts here.', {
	namespace: text('Namespace of the image stream. It has to be the namespace of the payload itself; otherwise the tag is not found.'),
	streamName: text('Name of the release stream, such as `4.22.0-0.nightly` or `4-stable`. Payloads older than June 2026 do not have it; their stream is read from the name.'),
	imagestreamName: text('Image stream that holds the release tags: `release`, `release-arm64`, `konflux-release`, or the stream\'s own image stream where it publishes into itself.'),
	imagestreamTagName: text('The release tag. Equals the name of the payload.'),
});

const payloadCreationConfig = object('Where the Jobs that build and mirror the release image, and the ProwJobs that test it, are looked for.', {
	releaseCreationCoordinates: object('The Job that builds the release image. Until both names are filled in, creation stays unknown and no verdict comes.', {
		namespace: text('Namespace of the Job, usually `ci-release`.'),
		releaseCreationJobName: text('Name of the Job. The release-controller names it after the payload; under any other name it is never found.'),
	}),
	prowCoordinates: object('Where Prow runs the jobs.', {
		namespace: text('Namespace of the ProwJobs, usually `ci`. Empty, no results are collected when the data source is `BuildFarmLookup`.'),
	}),
	releaseMirrorCoordinates: object('The Job that copies the image to an external registry. Both names empty: the stream has no mirror. While a named mirror Job has not finished, neither the jobs nor an override give a verdict.', {
		namespace: text('Namespace of the mirror Job.'),
		releaseMirrorJobName: text('Name of the mirror Job, `<payload>-alternate-mirror`. Empty where nothing is mirrored.'),
	}),
});

const payloadOverride = object('The decision of a person, which wins over the jobs. It can be changed or taken back at any time, and takes effect only once the release image is built and a configured mirror is done.', {
	override: text('`Accepted` or `Rejected`, spelled exactly so; empty means none. The API server takes any text, but the controllers ignore every other word, `accepted` and `Accept` included.'),
	reason: text('Why, for those who read it later. It becomes the message of both verdict conditions, so at most 32,768 characters: a longer reason is stored but never takes effect. Without a reason the release page does not show that a person decided.'),
});

const jobProperties = {
	ciConfigurationName: text('Short name of the verification job, such as `aws-ovn-serial`. Results are kept under it. It must not end in `-` and digits (read as the number of a retry) and becomes part of ProwJob names: lower-case letters, digits, `-` and `.`. For upgrade jobs it is the platform, such as `aws`.'),
	ciConfigurationJobName: text('Full name of the Prow job that is run, such as `periodic-ci-openshift-release-master-nightly-4.22-e2e-aws-ovn-serial`. A run is matched with its entry by this name.'),
	maxRetries: integer('How often the job may be run again after a failure: attempts are 1 + maxRetries. 0 or left out: never. While a retry is still possible the job counts as pending.'),
	analysisJobCount: integer('Number of runs of an aggregated job, started at once. It passes when 60 % of them do. Goes before `maxRetries`; 10 is usual, and only informing entries have it.'),
	qualifiers,
};

const job = object('A verification job and how often it may run.', jobProperties);

const payloadVerificationConfig = object('The jobs that verify the payload and where their results come from. The lists are copied into `status` once, when the payload is new: editing them later changes no verdict. Without this block no result is ever collected.', {
	blockingJobs: listOf(job, 'Jobs that must pass: when one fails for good, and none is running or undetermined, the payload is rejected. With none, it is accepted as soon as the other jobs are finished.'),
	informingJobs: listOf(job, 'Jobs whose results are shown but do not decide, as long as there are blocking jobs.'),
	upgradeJobs: listOf(job, 'Jobs that upgrade from earlier releases, one entry for each platform; made by the controller for stable streams. They do not decide, as long as there are blocking jobs.'),
	payloadVerificationDataSource: text('Where results come from: `BuildFarmLookup` reads the ProwJobs (usual), `ImageStreamTagAnnotation` the annotation of old release tags. Cannot be changed later.', {
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

const releaseCoordinate = object('One place of the release image.', {
	repository: text('Repository without tag or digest, such as `quay.io/openshift/ci`.'),
	tag: text('Tag of the image. Not used when there is a digest.'),
	digest: text('Digest of the image, `sha256:` and 64 hexadecimal digits. Goes before the tag.'),
});

export const spec = object('What is to be built, verified and decided. The release-controller writes it when the payload is made; people change only `payloadOverride`.', {
	payloadCoordinates,
	payloadType: text('Where the image is kept: `Local` in an image stream of the cluster, `Reference` only in an external repository, named by `releaseCoordinates`.', { default: 'Local', enum: ['Local', 'Reference'] }),
	payloadOverride,
	payloadCreationConfig,
	payloadVerificationConfig,
	releaseCoordinates: listOf(releaseCoordinate, 'Where the release image is, or will be, published. Only the first place is used for the pull spec.'),
});
