import { at, asText, type JsonObject } from './json';

/** A kind of object that the demo cluster serves. */
export interface Resource {
	readonly group: string;
	readonly version: string;
	readonly plural: string;
	readonly singular: string;
	readonly kind: string;
	readonly namespaced: boolean;
	readonly shortNames: readonly string[];
	readonly verbs: readonly string[];
	/** Columns between the name and the age. */
	readonly columns: readonly Column[];
	/** Has a status subresource. */
	readonly status: boolean;
}

export interface Column {
	readonly name: string;
	readonly cell: (object: JsonObject) => string;
}

export const payloads: Resource = {
	group: 'release.openshift.io',
	version: 'v1alpha1',
	plural: 'releasepayloads',
	singular: 'releasepayload',
	kind: 'ReleasePayload',
	namespaced: true,
	shortNames: ['rp'],
	verbs: ['delete', 'deletecollection', 'get', 'list', 'patch', 'create', 'update', 'watch'],
	columns: [],
	status: true,
};

export const namespaces: Resource = {
	group: '',
	version: 'v1',
	plural: 'namespaces',
	singular: 'namespace',
	kind: 'Namespace',
	namespaced: false,
	shortNames: ['ns'],
	verbs: ['get', 'list', 'watch'],
	columns: [{ name: 'Status', cell: (object) => asText(at(object, 'status', 'phase')) ?? '' }],
	status: false,
};

/** Always empty; `kubectl describe` asks for them. */
export const events: Resource = {
	group: '',
	version: 'v1',
	plural: 'events',
	singular: 'event',
	kind: 'Event',
	namespaced: true,
	shortNames: ['ev'],
	verbs: ['get', 'list', 'watch'],
	columns: [],
	status: false,
};

export const definitions: Resource = {
	group: 'apiextensions.k8s.io',
	version: 'v1',
	plural: 'customresourcedefinitions',
	singular: 'customresourcedefinition',
	kind: 'CustomResourceDefinition',
	namespaced: false,
	shortNames: ['crd', 'crds'],
	verbs: ['get', 'list', 'watch'],
	columns: [],
	status: false,
};

export function apiVersionOf(resource: Resource): string {
	return resource.group === '' ? resource.version : `${resource.group}/${resource.version}`;
}

/** `releasepayloads.release.openshift.io`, as messages name it. */
export function qualifiedName(resource: Resource): string {
	return resource.group === '' ? resource.plural : `${resource.plural}.${resource.group}`;
}
