import { object } from './crd/building';
import { spec } from './crd/spec';
import { status } from './crd/status';

/** Names and version under which the resource is served. */
export const releasePayloadResource = {
	group: 'release.openshift.io',
	version: 'v1alpha1',
	kind: 'ReleasePayload',
	listKind: 'ReleasePayloadList',
	plural: 'releasepayloads',
	singular: 'releasepayload',
	shortNames: ['rp'],
} as const;

/** The structural schema of a ReleasePayload. JSON; places that are alike share one object. */
export const releasePayloadSchema = object('A candidate OpenShift release, its verification and its verdict. The release-controller makes one for each release tag, of its name and namespace, and deletes it with the tag.', {
	apiVersion: 'Group and version of the API.',
	kind: 'Kind of the object.',
	metadata: { type: 'object' },
	spec,
	status,
});
