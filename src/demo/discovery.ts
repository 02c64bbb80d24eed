import { chunked, json, plain, type WholeAnswer } from './api';
import type { Json, JsonObject } from './json';
import { hashOf, openApiIndex, openApiV2, openApiV3 } from './openapi';
import { emptyOpenApiV2 } from './protobuf';
import { apiVersionOf, definitions, events, namespaces, payloads, type Resource } from './resource';

/** Says that it is a pretend cluster, and stays a version that clients know how to talk to. */
const serverVersion: Json = {
	major: '1',
	minor: '36',
	emulationMajor: '1',
	emulationMinor: '36',
	minCompatibilityMajor: '1',
	minCompatibilityMinor: '35',
	gitVersion: 'v1.36.0+demo',
	gitCommit: '',
	gitTreeState: 'clean',
	buildDate: '2026-01-01T00:00:00Z',
	goVersion: 'none',
	compiler: 'none',
	platform: 'demo/demo',
};

/** Asked for with an @, which no media type may have; answered as the API server does. */
const openApiProtobuf = 'application/com.github.proto-openapi.spec.v2.v1.0+protobuf';

/** `definition` is the served CustomResourceDefinition; undefined while the cluster does not know payloads. */
export function answerDiscovery(path: string, accept: string, definition: JsonObject | undefined): WholeAnswer | undefined {
	switch (path) {
		case '/healthz':
		case '/livez':
		case '/readyz':
			return plain(200, 'ok');
		case '/version':
			return json(200, serverVersion);
		case '/api':
			return json(200, { kind: 'APIVersions', versions: ['v1'], serverAddressByClientCIDRs: [] });
		case '/apis':
			return json(200, { kind: 'APIGroupList', apiVersion: 'v1', groups: groups(definition !== undefined).map(groupEntry) });
		case '/openapi/v2':
			return accept.includes('proto-openapi.spec.v2') ? chunked(200, [emptyOpenApiV2('Kubernetes', 'v1.36.0+demo')], { 'content-type': openApiProtobuf }) : json(200, openApiV2(definition));
		case '/openapi/v3':
			return json(200, openApiIndex(definition));
		default:
			return groupAnswer(path, definition);
	}
}

function groups(withPayloads: boolean): readonly string[] {
	return [
		'authentication.k8s.io/v1',
		'authorization.k8s.io/v1',
		apiVersionOf(definitions),
		...(withPayloads ? [apiVersionOf(payloads)] : []),
	];
}

function groupEntry(groupVersion: string): JsonObject {
	const [name = '', version = ''] = groupVersion.split('/');
	return { name, versions: [{ groupVersion, version }], preferredVersion: { groupVersion, version } };
}

function groupAnswer(path: string, definition: JsonObject | undefined): WholeAnswer | undefined {
	const [, root = '', group = '', version = '', ...rest] = path.split('/');
	if (path.startsWith('/openapi/v3/')) {
		const document = openApiV3(path.slice('/openapi/v3/'.length), definition);
		return document === undefined ? undefined : json(200, document, { etag: `"${hashOf(definition, path)}"`, vary: 'Accept' });
	}
	if (rest.length > 0) return undefined;
	if (root === 'api' && version === '') return group === 'v1' ? json(200, resourceList('v1', [namespaces, events].map(resourceEntry))) : undefined;
	if (root !== 'apis') return undefined;
	const known = groups(definition !== undefined).filter((each) => each.startsWith(`${group}/`));
	const [groupVersion] = known;
	if (groupVersion === undefined) return undefined;
	if (version === '') return json(200, { kind: 'APIGroup', apiVersion: 'v1', ...groupEntry(groupVersion) });
	return groupVersion === `${group}/${version}` ? json(200, resourceList(groupVersion, resourcesOf(group))) : undefined;
}

function resourcesOf(group: string): readonly JsonObject[] {
	switch (group) {
		case payloads.group:
			return [resourceEntry(payloads), { name: `${payloads.plural}/status`, singularName: '', namespaced: true, kind: payloads.kind, verbs: ['get', 'patch', 'update'] }];
		case definitions.group:
			return [resourceEntry(definitions)];
		case 'authentication.k8s.io':
			return [reviewEntry('SelfSubjectReview')];
		default:
			return [reviewEntry('SelfSubjectAccessReview'), reviewEntry('SelfSubjectRulesReview')];
	}
}

function resourceList(groupVersion: string, resources: readonly JsonObject[]): JsonObject {
	return { kind: 'APIResourceList', apiVersion: 'v1', groupVersion, resources };
}

function resourceEntry({ plural, singular, namespaced, kind, verbs, shortNames }: Resource): JsonObject {
	return { name: plural, singularName: singular, namespaced, kind, verbs, shortNames };
}

function reviewEntry(kind: string): JsonObject {
	return { name: `${kind.toLowerCase()}s`, singularName: kind.toLowerCase(), namespaced: false, kind, verbs: ['create'] };
}
