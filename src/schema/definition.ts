import { releasePayloadResource, releasePayloadSchema } from './crd';

/** The CustomResourceDefinition that upstream ships (artifacts/release.openshift.io_releasepayloads.yaml), documented anew. */
export const releasePayloadCrd = {
	apiVersion: 'apiextensions.k8s.io/v1',
	kind: 'CustomResourceDefinition',
	metadata: { name: `${releasePayloadResource.plural}.${releasePayloadResource.group}` },
	spec: {
		group: releasePayloadResource.group,
		names: {
			kind: releasePayloadResource.kind,
			listKind: releasePayloadResource.listKind,
			plural: releasePayloadResource.plural,
			shortNames: releasePayloadResource.shortNames,
			singular: releasePayloadResource.singular,
		},
		scope: 'Namespaced',
		versions: [
			{
				name: releasePayloadResource.version,
				schema: { openAPIV3Schema: releasePayloadSchema },
				served: true,
				storage: true,
				subresources: { status: {} },
			},
		],
	},
} as const;
