import type { IncomingMessage } from 'http';
import { field, fieldsOf, integer, text } from '../payload/reading';
import { readIdentity } from '../payload/readPayload';
import { releasePayloadGroup, releasePayloadResource, releasePayloadVersion, type ObjectMeta, type PayloadRef } from '../payload/releasePayload';
import { ClusterError } from './clusterError';
import type { ApiAnswer, Transport } from './transport';

/** A namespace, or undefined for the whole cluster. */
export type Scope = string | undefined;

export interface Page<T> {
	readonly items: readonly T[];
	readonly resourceVersion: string;
	/** Undefined on the last page. */
	readonly continueToken: string | undefined;
	/** As far as the server tells. */
	readonly remaining: number | undefined;
	readonly bytes: number;
}

export interface PageRequest {
	readonly limit: number;
	readonly continueToken?: string | undefined;
	readonly signal: AbortSignal;
	readonly patience?: number;
}

/** An object of etcd has 1.5 MB at most; OpenAPI adds what all kinds share. */
const largestSchema = 4 << 20;

export type AccessVerb = 'get' | 'patch';

/** The requests that the program sends, and nothing else. */
export class PayloadApi {
	constructor(private readonly transport: Transport) {}

	/** Names, labels, uids and versions: about one fortieth of the objects. */
	async names(scope: Scope, request: PageRequest): Promise<Page<ObjectMeta>> {
		const accept = 'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1';
		return pageOf(await this.#list(scope, request, accept), (item) => readIdentity(field(fieldsOf(item), 'metadata')));
	}

	async payloads(scope: Scope, request: PageRequest): Promise<Page<unknown>> {
		return pageOf(await this.#list(scope, request, undefined), (item) => item);
	}

	async payload(ref: PayloadRef, signal: AbortSignal): Promise<{ readonly raw: unknown; readonly bytes: number }> {
		const { value, bytes } = await this.transport.json({ method: 'GET', path: objectPath(ref), signal });
		return { raw: value, bytes };
	}

	async watch(scope: Scope, resourceVersion: string, seconds: number, signal: AbortSignal): Promise<IncomingMessage> {
		const query = new URLSearchParams({ watch: 'true', allowWatchBookmarks: 'true', resourceVersion, timeoutSeconds: String(seconds) });
		return await this.transport.stream({ method: 'GET', path: `${listPath(scope)}?${query.toString()}`, signal });
	}

	async patch(ref: PayloadRef, body: unknown, options: { readonly dryRun: boolean; readonly signal: AbortSignal }): Promise<ApiAnswer> {
		const query = new URLSearchParams({ fieldManager: 'openshift-release-payloads', fieldValidation: 'Strict', ...(options.dryRun ? { dryRun: 'All' } : {}) });
		return await this.transport.json({
			method: 'PATCH',
			path: `${objectPath(ref)}?${query.toString()}`,
			contentType: 'application/merge-patch+json',
			body,
			signal: options.signal,
		});
	}

	async mayI(verb: AccessVerb, namespace: string, signal: AbortSignal): Promise<{ readonly allowed: boolean; readonly reason: string }> {
		const resourceAttributes = { group: releasePayloadGroup, resource: releasePayloadResource, verb, namespace };
		const body = { apiVersion: 'authorization.k8s.io/v1', kind: 'SelfSubjectAccessReview', spec: { resourceAttributes } };
		const { value } = await this.transport.json({ method: 'POST', path: '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews', body, signal });
		const status = fieldsOf(field(fieldsOf(value), 'status'));
		return { allowed: field(status, 'allowed') === true, reason: text(status, 'reason') ?? '' };
	}

	/** The names of the namespaces, or of the projects, that this user may list; a few hundred are enough to choose from. */
	async namespaces(kind: 'namespaces' | 'projects', signal: AbortSignal): Promise<readonly string[]> {
		const path = kind === 'namespaces' ? '/api/v1/namespaces' : '/apis/project.openshift.io/v1/projects';
		const accept = 'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1,application/json';
		const answer = await this.transport.json({ method: 'GET', path: `${path}?limit=2000`, accept, signal });
		return pageOf(answer, (item) => readIdentity(field(fieldsOf(item), 'metadata')).name).items.filter((name) => name !== undefined);
	}

	/** All that is served of this group and version, as OpenAPI; whoever is logged in may read it. */
	async openApi(known: string | undefined, signal: AbortSignal): Promise<ApiAnswer> {
		return await this.transport.json({ method: 'GET', path: `/openapi/v3/apis/${releasePayloadGroup}/${releasePayloadVersion}`, known, largest: largestSchema, signal });
	}

	async definition(signal: AbortSignal): Promise<ApiAnswer> {
		return await this.transport.json({ method: 'GET', path: `/apis/apiextensions.k8s.io/v1/customresourcedefinitions/${releasePayloadResource}.${releasePayloadGroup}`, largest: largestSchema, signal });
	}

	async #list(scope: Scope, { limit, continueToken, signal, patience }: PageRequest, accept: string | undefined): Promise<ApiAnswer> {
		const query = new URLSearchParams({ limit: String(limit), ...(continueToken === undefined ? {} : { continue: continueToken }) });
		return await this.transport.json({
			method: 'GET',
			path: `${listPath(scope)}?${query.toString()}`,
			signal,
			...(accept === undefined ? {} : { accept }),
			...(patience === undefined ? {} : { patience }),
		});
	}
}

function pageOf<T>(answer: ApiAnswer, read: (item: unknown) => T): Page<T> {
	const from = fieldsOf(answer.value);
	const items = field(from, 'items');
	const metadata = fieldsOf(field(from, 'metadata'));
	const empty = items === null || items === undefined;
	if ((!empty && !Array.isArray(items)) || text(from, 'kind')?.endsWith('List') !== true) {
		throw new ClusterError('unexpected', 'The server answered with something that is not a list.');
	}
	const token = text(metadata, 'continue');
	return {
		items: empty ? [] : items.map(read),
		resourceVersion: text(metadata, 'resourceVersion') ?? '',
		continueToken: token === '' ? undefined : token,
		remaining: integer(metadata, 'remainingItemCount'),
		bytes: answer.bytes,
	};
}

function listPath(scope: Scope): string {
	const inNamespace = scope === undefined ? '' : `/namespaces/${encodeURIComponent(scope)}`;
	return `/apis/${releasePayloadGroup}/${releasePayloadVersion}${inNamespace}/${releasePayloadResource}`;
}

function objectPath(ref: PayloadRef): string {
	return `${listPath(ref.namespace)}/${encodeURIComponent(ref.name)}`;
}
