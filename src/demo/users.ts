import { randomBytes } from 'node:crypto';
import type { Denial, DemoUser } from './control';
import type { StatusError } from './statusError';
import { failure } from './statusError';

export interface User {
	readonly name: string;
	readonly groups: readonly string[];
}

/** `namespace` undefined: everywhere. */
export interface Rule {
	readonly namespace: string | undefined;
	readonly verbs: readonly string[];
	readonly group: string;
	readonly resources: readonly string[];
}

const payloadGroup = 'release.openshift.io';
const reading = ['get', 'list', 'watch'];
const deciding = ['get', 'list', 'watch', 'patch', 'update'];

function payloadRule(verbs: readonly string[], namespace?: string, resource = 'releasepayloads'): Rule {
	return { namespace, verbs, group: payloadGroup, resources: [resource] };
}

function coreRule(verbs: readonly string[], resource: string): Rule {
	return { namespace: undefined, verbs, group: '', resources: [resource] };
}

/** The kinds of people one meets: those who may do all, read, decide, decide in one namespace, or hardly anything. */
export const demoUsers: readonly DemoUser[] = [
	'admin',
	'reader',
	'reader-of-ocp',
	'lister-of-ocp',
	'approver',
	'approver-of-ocp',
	'patch-without-get',
	'status-only',
	'nobody',
];

export function rulesOf(user: string): readonly Rule[] {
	switch (user) {
		case 'reader':
			return [
				payloadRule(reading),
				coreRule(reading, 'namespaces'),
				{ namespace: undefined, verbs: ['get', 'list'], group: 'apiextensions.k8s.io', resources: ['customresourcedefinitions'] },
			];
		case 'reader-of-ocp':
			return [payloadRule(reading, 'ocp')];
		case 'lister-of-ocp':
			return [payloadRule(['get', 'list'], 'ocp')];
		case 'approver':
			return [payloadRule(deciding), coreRule(reading, 'namespaces')];
		case 'approver-of-ocp':
			return [payloadRule(deciding, 'ocp')];
		case 'patch-without-get':
			return [payloadRule(['patch'])];
		case 'status-only':
			return [payloadRule(reading), payloadRule(['patch', 'update'], undefined, 'releasepayloads/status')];
		default:
			return [];
	}
}

const masters = 'system:masters';
const authenticated = 'system:authenticated';
export const anonymous: User = { name: 'system:anonymous', groups: ['system:unauthenticated'] };

export function isMaster(user: User): boolean {
	return user.groups.includes(masters);
}

export function userNamed(name: string, groups: readonly string[] = []): User {
	return { name, groups: [...(name === 'admin' ? [masters] : []), authenticated, ...groups] };
}

/** What is about to be done, in the words of an access review. `namespace` is '' across all namespaces. */
export interface Attempt {
	readonly verb: string;
	readonly group: string;
	readonly resource: string;
	readonly subresource?: string | undefined;
	readonly namespace: string;
	readonly name?: string | undefined;
}

export function permits(rules: readonly Rule[], attempt: Attempt): boolean {
	const resource = resourceText(attempt);
	return rules.some(
		(rule) =>
			(rule.namespace === undefined || rule.namespace === attempt.namespace) &&
			rule.group === attempt.group &&
			rule.resources.includes(resource) &&
			rule.verbs.includes(attempt.verb),
	);
}

export function isDenied(denials: Iterable<Denial>, user: User, attempt: Attempt): boolean {
	for (const denial of denials) {
		const fits =
			(denial.user ?? user.name) === user.name &&
			(denial.verb ?? attempt.verb) === attempt.verb &&
			(denial.resource ?? attempt.resource) === attempt.resource &&
			(denial.namespace ?? attempt.namespace) === attempt.namespace;
		if (fits) return true;
	}
	return false;
}

function resourceText({ resource, subresource }: Attempt): string {
	return subresource === undefined || subresource === '' ? resource : `${resource}/${subresource}`;
}

export function forbidden(user: User, attempt: Attempt): StatusError {
	const { group, resource, name = '', namespace, verb } = attempt;
	const subject = `${group === '' ? resource : `${resource}.${group}`}${name === '' ? ' ' : ` "${name}" `}`;
	const scope = namespace === '' ? 'at the cluster scope' : `in the namespace "${namespace}"`;
	const message = `${subject}is forbidden: User "${user.name}" cannot ${verb} resource "${resourceText(attempt)}" in API group "${group}" ${scope}`;
	return failure(403, 'Forbidden', message, { name, group, kind: resource });
}

/** Paths that are no resources: everybody with a login may look around, everybody may ask whether the server is well. */
export function mayRead(user: User, path: string): boolean {
	if (isMaster(user) || /^\/(healthz|livez|readyz|version)\/?$/.test(path)) return true;
	return user.groups.includes(authenticated) && /^\/(api|apis|openapi)(\/|$)/.test(path);
}

export function forbiddenPath(user: User, path: string, verb: string): StatusError {
	return failure(403, 'Forbidden', `forbidden: User "${user.name}" cannot ${verb} path "${path}"`, {});
}

export function newToken(): string {
	return randomBytes(24).toString('base64url');
}
