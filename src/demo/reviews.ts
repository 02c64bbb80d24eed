import { json, type Answer, type ApiRequest } from './api';
import { asObject, asText, type Json, type JsonObject } from './json';
import { reviewSpec } from './protobuf';
import { mayRead, isMaster, rulesOf, type Attempt, type User } from './users';

/** Whether the user may do it, denials included. */
export type Authorizer = (user: User, attempt: Attempt) => boolean;

export function answerReview(kind: string, request: ApiRequest, allows: Authorizer): Answer | undefined {
	const spec = reviewSpec(request.body);
	switch (kind) {
		case 'selfsubjectaccessreviews':
			return review('authorization.k8s.io/v1', 'SelfSubjectAccessReview', spec, accessStatus(request.user, spec, allows));
		case 'selfsubjectrulesreviews':
			return review('authorization.k8s.io/v1', 'SelfSubjectRulesReview', spec, rulesStatus(request.user, asText(spec['namespace']) ?? ''));
		case 'selfsubjectreviews':
			return review('authentication.k8s.io/v1', 'SelfSubjectReview', undefined, userStatus(request.user));
		default:
			return undefined;
	}
}

function review(apiVersion: string, kind: string, spec: JsonObject | undefined, status: Json): Answer {
	const metadata = kind === 'SelfSubjectReview' ? { creationTimestamp: new Date().toISOString().replace(/\.\d+/, '') } : {};
	return json(201, { kind, apiVersion, metadata, ...(spec !== undefined && { spec }), status });
}

function accessStatus(user: User, spec: JsonObject, allows: Authorizer): Json {
	if (spec['nonResourceAttributes'] !== undefined) {
		const path = asText(asObject(spec['nonResourceAttributes'])['path']) ?? '';
		return { allowed: mayRead(user, path) };
	}
	const attributes = asObject(spec['resourceAttributes']);
	const value = (name: string): string => asText(attributes[name]) ?? '';
	const attempt: Attempt = {
		verb: value('verb'),
		group: value('group'),
		resource: value('resource'),
		subresource: value('subresource'),
		namespace: value('namespace'),
		name: value('name'),
	};
	return { allowed: allows(user, attempt) };
}

const selfReviews: readonly Json[] = [
	{ verbs: ['create'], apiGroups: ['authentication.k8s.io'], resources: ['selfsubjectreviews'] },
	{ verbs: ['create'], apiGroups: ['authorization.k8s.io'], resources: ['selfsubjectaccessreviews', 'selfsubjectrulesreviews'] },
];

function rulesStatus(user: User, namespace: string): Json {
	const own = rulesOf(user.name).filter((rule) => rule.namespace === undefined || rule.namespace === namespace);
	const resourceRules: Json[] = [
		...selfReviews,
		...(isMaster(user) ? [{ verbs: ['*'], apiGroups: ['*'], resources: ['*'] }] : []),
		...own.map((rule): Json => ({ verbs: rule.verbs, apiGroups: [rule.group], resources: rule.resources })),
	];
	const nonResourceRules: Json[] = [
		{ verbs: ['get'], nonResourceURLs: ['/api', '/api/*', '/apis', '/apis/*', '/healthz', '/livez', '/openapi', '/openapi/*', '/readyz', '/version', '/version/'] },
		...(isMaster(user) ? [{ verbs: ['*'], nonResourceURLs: ['*'] }] : []),
	];
	return { resourceRules, nonResourceRules, incomplete: false };
}

function userStatus(user: User): Json {
	return { userInfo: { username: user.name, uid: user.name, groups: user.groups } };
}
