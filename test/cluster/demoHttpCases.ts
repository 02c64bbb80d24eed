/** One request and what every server says to it. The body is compared too where a real API server is at hand. */
export interface HttpCase {
	readonly name: string;
	readonly method: string;
	readonly path: string;
	readonly body?: unknown;
	readonly type?: string;
	readonly user?: 'reader' | 'approver' | 'nobody' | 'reader-of-ocp' | 'status-only';
	readonly status: number;
	/** `reason` of a refusal. */
	readonly reason?: string;
	/** The text tells about the server itself. */
	readonly bodyDiffers?: true;
}

const root = '/apis/release.openshift.io/v1alpha1';
const all = `${root}/namespaces/ocp/releasepayloads`;
const one = `${all}/one`;
const merge = 'application/merge-patch+json';
const jsonPatch = 'application/json-patch+json';
const apply = 'application/apply-patch+yaml';
const header = { apiVersion: 'release.openshift.io/v1alpha1', kind: 'ReleasePayload' };

function object(name: string, more: object = {}): object {
	return { ...header, metadata: { name, labels: { part: name } }, spec: { payloadOverride: { override: '' } }, ...more };
}

const result = { ciConfigurationName: 'aws', state: 'Success', results: [{ state: 'Success', startTime: '2026-05-01T00:00:00Z', humanProwResultsURL: 'https://prow.ci.openshift.org/x' }] };

type Row = readonly [name: string, method: string, path: string, status: number, more?: Omit<Partial<HttpCase>, 'name' | 'method' | 'path' | 'status'>];

/** In this order: what a request leaves behind is what the next one finds. */
const rows: readonly Row[] = [
	['an empty list', 'GET', all, 200],
	['create', 'POST', all, 201, { body: object('one') }],
	['create again', 'POST', all, 409, { body: object('one'), reason: 'AlreadyExists' }],
	['create drops a status', 'POST', all, 201, { body: object('two', { status: { blockingJobResults: [result] } }) }],
	['create without a name', 'POST', all, 422, { body: { ...header, metadata: {}, spec: {} }, reason: 'Invalid' }],
	['create in another namespace than the URL', 'POST', all, 400, { body: { ...header, metadata: { name: 'x', namespace: 'origin' } }, reason: 'BadRequest' }],
	['create in a namespace that is not there', 'POST', `${root}/namespaces/nowhere/releasepayloads`, 404, { body: object('x'), reason: 'NotFound' }],
	['create with a resourceVersion', 'POST', all, 500, { body: { ...header, metadata: { name: 'x', resourceVersion: '5' } } }],
	['create of another kind', 'POST', all, 422, { body: { ...header, kind: 'Payload', metadata: { name: 'x' } } }],
	['create of another version', 'POST', all, 400, { body: { ...header, apiVersion: 'release.openshift.io/v1', metadata: { name: 'x' } } }],
	['create with unknown field, strictly', 'POST', `${all}?fieldValidation=Strict`, 400, { body: object('x', { spec: { payloadOveride: 1 } }), reason: 'BadRequest' }],
	['create with unknown field, ignored', 'POST', `${all}?fieldValidation=Ignore&dryRun=All`, 201, { body: object('x', { spec: { payloadOveride: 1 } }) }],
	['create with a wrong type', 'POST', all, 422, { body: object('x', { spec: { payloadOverride: { override: 1 } } }), reason: 'Invalid' }],
	['create with an unknown enum value', 'POST', all, 422, { body: object('x', { spec: { payloadType: 'Elsewhere' } }), reason: 'Invalid' }],
	['a dry run stores nothing', 'POST', `${all}?dryRun=All`, 201, { body: object('dry') }],
	['and so there is nothing', 'GET', `${all}/dry`, 404, { reason: 'NotFound' }],
	['a dry run is All or nothing', 'POST', `${all}?dryRun=Some`, 422, { body: object('dry'), reason: 'Invalid' }],
	['get', 'GET', one, 200],
	['get what is not there', 'GET', `${all}/missing`, 404, { reason: 'NotFound' }],
	['get the status door', 'GET', `${one}/status`, 200],
	['get an unknown door', 'GET', `${one}/scale`, 404, { bodyDiffers: true }],
	['list with a label', 'GET', `${all}?labelSelector=part%3Dtwo`, 200],
	['list with a set of labels', 'GET', `${all}?labelSelector=part%20in%20(one,three)`, 200],
	['list without some labels', 'GET', `${all}?labelSelector=part%20notin%20(one,three)`, 200],
	['list where a label is missing', 'GET', `${all}?labelSelector=%21part`, 200],
	['list with a broken selector', 'GET', `${all}?labelSelector=a%20b%20c`, 400, { reason: 'BadRequest' }],
	['list by name', 'GET', `${all}?fieldSelector=metadata.name%3Done`, 200],
	['list by two fields', 'GET', `${all}?fieldSelector=metadata.name%3Done,metadata.namespace%3Docp`, 200],
	['list by a field that is not selectable', 'GET', `${all}?fieldSelector=spec.payloadType%3DLocal`, 400, { reason: 'BadRequest' }],
	['a page', 'GET', `${all}?limit=1`, 200],
	['a limit that is none', 'GET', `${all}?limit=x`, 400, { reason: 'BadRequest' }],
	['any version ignores the limit', 'GET', `${all}?limit=1&resourceVersion=0`, 200],
	['a token that nobody made', 'GET', `${all}?continue=abc`, 400, { reason: 'BadRequest', bodyDiffers: true }],
	['a version that is none', 'GET', `${all}?resourceVersion=abc`, 400, { reason: 'BadRequest' }],
	['a version to come', 'GET', `${all}?resourceVersion=99999999`, 504, { reason: 'Timeout', bodyDiffers: true }],
	['a match without a version', 'GET', `${all}?resourceVersionMatch=Exact`, 422, { reason: 'Invalid' }],
	['a match that is none', 'GET', `${all}?resourceVersion=1&resourceVersionMatch=Foo`, 422, { reason: 'Invalid' }],
	['exactly any version', 'GET', `${all}?resourceVersion=0&resourceVersionMatch=Exact`, 422, { reason: 'Invalid' }],
	['initial events without a match', 'GET', `${all}?watch=1&sendInitialEvents=true&timeoutSeconds=1`, 422, { reason: 'Invalid' }],
	['watch from a version that is none', 'GET', `${all}?watch=1&resourceVersion=abc`, 500],
	['a merge patch', 'PATCH', `${one}?fieldManager=alice`, 200, { type: merge, body: { spec: { payloadOverride: { override: 'Accepted', reason: 'x' } } } }],
	['the same patch again changes nothing', 'PATCH', `${one}?fieldManager=alice`, 200, { type: merge, body: { spec: { payloadOverride: { override: 'Accepted', reason: 'x' } } } }],
	['a patch of the status through the main door', 'PATCH', one, 200, { type: merge, body: { status: { blockingJobResults: [result] } } }],
	['a patch of the status', 'PATCH', `${one}/status?fieldManager=bob`, 200, { type: merge, body: { status: { blockingJobResults: [result] }, spec: { payloadType: 'Reference' } } }],
	['a status of the wrong type', 'PATCH', `${one}/status`, 422, { type: merge, body: { status: { conditions: [{ type: 'X' }] } }, reason: 'Invalid' }],
	['a stale version', 'PATCH', one, 409, { type: merge, body: { metadata: { resourceVersion: '1' } }, reason: 'Conflict' }],
	['a stale version in a dry run', 'PATCH', `${one}?dryRun=All`, 409, { type: merge, body: { metadata: { resourceVersion: '1' } }, reason: 'Conflict' }],
	['an empty version', 'PATCH', one, 422, { type: merge, body: { metadata: { resourceVersion: '' } }, reason: 'Invalid' }],
	['a version that is no number', 'PATCH', one, 500, { type: merge, body: { metadata: { resourceVersion: 'abc' } } }],
	['another uid', 'PATCH', one, 422, { type: merge, body: { metadata: { uid: 'x' } }, reason: 'Invalid' }],
	['another name', 'PATCH', one, 400, { type: merge, body: { metadata: { name: 'x' } }, reason: 'BadRequest' }],
	['another namespace', 'PATCH', one, 400, { type: merge, body: { metadata: { namespace: 'x' } }, reason: 'BadRequest' }],
	['another kind', 'PATCH', one, 422, { type: merge, body: { kind: 'x' }, reason: 'Invalid' }],
	['a patch of what is not there', 'PATCH', `${all}/missing`, 404, { type: merge, body: {}, reason: 'NotFound' }],
	['a patch that is no object', 'PATCH', one, 400, { type: merge, body: [], reason: 'BadRequest' }],
	['a strategic patch', 'PATCH', one, 415, { type: 'application/strategic-merge-patch+json', body: {}, reason: 'UnsupportedMediaType' }],
	['a forced merge patch', 'PATCH', `${one}?force=true`, 422, { type: merge, body: {}, reason: 'Invalid' }],
	['an unknown validation', 'PATCH', `${one}?fieldValidation=Foo`, 422, { type: merge, body: {}, reason: 'Invalid' }],
	['unknown fields, strictly', 'PATCH', `${one}?fieldValidation=Strict`, 422, { type: merge, body: { spec: { zz: 1 } }, reason: 'Invalid', bodyDiffers: true }],
	['labels that are none', 'PATCH', one, 422, { type: merge, body: { metadata: { labels: { 'a b': '-' } } }, reason: 'Invalid', bodyDiffers: true }],
	['removing an override', 'PATCH', one, 200, { type: merge, body: { spec: { payloadOverride: null } } }],
	['a JSON patch', 'PATCH', `${one}?fieldManager=carl`, 200, { type: jsonPatch, body: [{ op: 'test', path: '/spec/payloadType', value: 'Local' }, { op: 'add', path: '/spec/payloadOverride', value: { override: 'Rejected' } }] }],
	['moving and copying', 'PATCH', one, 200, { type: jsonPatch, body: [{ op: 'copy', from: '/metadata/labels/part', path: '/metadata/labels/copy' }, { op: 'move', from: '/metadata/labels/copy', path: '/metadata/labels/moved' }] }],
	['a failing test', 'PATCH', one, 422, { type: jsonPatch, body: [{ op: 'test', path: '/spec/payloadType', value: 'x' }], reason: 'Invalid' }],
	['removing what is not there', 'PATCH', one, 422, { type: jsonPatch, body: [{ op: 'remove', path: '/spec/nothing' }], reason: 'Invalid' }],
	['an object as JSON patch', 'PATCH', one, 400, { type: jsonPatch, body: {}, reason: 'BadRequest' }],
	['apply without a manager', 'PATCH', one, 422, { type: apply, body: object('one'), reason: 'Invalid' }],
	['apply in the way of another', 'PATCH', `${one}?fieldManager=x`, 409, { type: apply, body: object('one', { spec: { payloadOverride: { override: 'Accepted' } } }), reason: 'Conflict' }],
	['apply by force', 'PATCH', `${one}?fieldManager=x&force=true`, 200, { type: apply, body: object('one', { spec: { payloadOverride: { override: 'Accepted', reason: 'r' } } }) }],
	['apply less', 'PATCH', `${one}?fieldManager=x`, 200, { type: apply, body: { ...header, spec: { payloadOverride: { override: 'Accepted' } } } }],
	['apply nothing, while somebody else holds the emptied part', 'PATCH', `${one}?fieldManager=x`, 422, { type: apply, body: header }],
	['apply with managed fields', 'PATCH', `${one}?fieldManager=x`, 400, { type: apply, body: { ...header, metadata: { managedFields: [{}] } }, reason: 'BadRequest' }],
	['apply an unknown field', 'PATCH', `${one}?fieldManager=x`, 500, { type: apply, body: { ...header, spec: { zz: 1 } } }],
	['apply with a stale version', 'PATCH', `${one}?fieldManager=x`, 409, { type: apply, body: { ...header, metadata: { resourceVersion: '1' } }, reason: 'Conflict' }],
	['apply of no kind', 'PATCH', `${one}?fieldManager=x`, 400, { type: apply, body: {}, reason: 'BadRequest' }],
	['apply what is not there, namelessly', 'PATCH', `${all}/applied?fieldManager=x`, 400, { type: apply, body: header, reason: 'BadRequest' }],
	['apply what is not there', 'PATCH', `${all}/applied?fieldManager=x`, 201, { type: apply, body: { ...header, metadata: { name: 'applied' }, spec: { payloadType: 'Reference' } } }],
	['apply a status', 'PATCH', `${one}/status?fieldManager=judge&force=true`, 200, { type: apply, body: { ...header, status: { releaseCreationJobResult: { status: 'Success' } } } }],
	['clearing managed fields', 'PATCH', one, 200, { type: merge, body: { metadata: { managedFields: [{}] } } }],
	['a replacement without a version', 'PUT', one, 422, { body: object('one'), reason: 'Invalid' }],
	['a replacement of another name', 'PUT', one, 400, { body: object('two'), reason: 'BadRequest' }],
	['a replacement of what is not there', 'PUT', `${all}/missing`, 404, { body: object('missing', { metadata: { name: 'missing', resourceVersion: '1' } }), reason: 'NotFound' }],
	['a replacement of another uid', 'PUT', one, 409, { body: object('one', { metadata: { name: 'one', uid: 'x', resourceVersion: '1' } }), reason: 'Conflict' }],
	['delete with another uid', 'DELETE', one, 409, { body: { apiVersion: 'v1', kind: 'DeleteOptions', preconditions: { uid: 'x' } }, reason: 'Conflict' }],
	['delete with another version', 'DELETE', one, 409, { body: { apiVersion: 'v1', kind: 'DeleteOptions', preconditions: { resourceVersion: '1' } }, reason: 'Conflict' }],
	['a dry delete', 'DELETE', `${one}?dryRun=All`, 200],
	['a finalizer', 'PATCH', `${all}/two`, 200, { type: merge, body: { metadata: { finalizers: ['example.com/x'] } } }],
	['delete with a finalizer', 'DELETE', `${all}/two`, 200],
	['removing the finalizer', 'PATCH', `${all}/two`, 200, { type: merge, body: { metadata: { finalizers: null } } }],
	['and it is gone', 'GET', `${all}/two`, 404, { reason: 'NotFound' }],
	['delete', 'DELETE', one, 200],
	['delete again', 'DELETE', one, 404, { reason: 'NotFound' }],
	['delete all', 'DELETE', all, 200],
	['an unknown resource', 'GET', `${root}/payloads`, 404, { bodyDiffers: true }],
	['an unknown group', 'GET', '/apis/example.com/v1', 404, { bodyDiffers: true }],
	['a reader may not patch', 'PATCH', one, 403, { type: merge, body: {}, user: 'reader', reason: 'Forbidden' }],
	['an approver may not touch the status', 'PATCH', `${one}/status`, 403, { type: merge, body: {}, user: 'approver', reason: 'Forbidden' }],
	['a status writer may not touch the rest', 'PATCH', one, 403, { type: merge, body: {}, user: 'status-only', reason: 'Forbidden' }],
	['nobody may list', 'GET', all, 403, { user: 'nobody', reason: 'Forbidden' }],
	['one namespace is not all', 'GET', `${root}/releasepayloads`, 403, { user: 'reader-of-ocp', reason: 'Forbidden' }],
	['nobody may see namespaces', 'GET', '/api/v1/namespaces/ocp', 403, { user: 'nobody', reason: 'Forbidden' }],
	['nobody may see other paths', 'GET', '/logs', 403, { user: 'nobody', reason: 'Forbidden' }],
	['everybody may ask what one may', 'POST', '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews', 201, { user: 'nobody', bodyDiffers: true, body: { apiVersion: 'authorization.k8s.io/v1', kind: 'SelfSubjectAccessReview', spec: { resourceAttributes: { verb: 'patch', group: 'release.openshift.io', resource: 'releasepayloads', namespace: 'ocp' } } } }],
];

export const httpCases: readonly HttpCase[] = rows.map(([name, method, path, status, more]) => ({ name, method, path, status, ...more }));
