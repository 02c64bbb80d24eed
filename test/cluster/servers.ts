import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { DemoControl } from '../../src/demo/control';
import type { PayloadRef } from '../../src/payload/releasePayload';
import { startApiServer, type Answer, type AnswerBody, type ApiServer, type CallOptions, type TestUser } from '../support/apiServer';
import type { Sample } from './samples';

/** What the suite needs of a server, so that the same tests run on the demo cluster and on a real API server. */
export interface TestServer {
	readonly name: 'demo cluster' | 'kube-apiserver';
	readonly server: string;
	readonly kubeconfigs: Readonly<Record<TestUser, string>>;
	readonly tokens: Readonly<Record<TestUser, string>>;
	readonly control: DemoControl | undefined;
	readonly real: ApiServer | undefined;
	readonly call: (method: string, path: string, body?: unknown, options?: CallOptions) => Promise<Answer>;
	pause(): void;
	resume(): void;
	stop(): Promise<void>;
}

export async function startReal(): Promise<TestServer> {
	const real = await startApiServer();
	return { name: 'kube-apiserver', server: real.server, kubeconfigs: real.kubeconfigs, tokens: real.tokens, control: undefined, real, call: real.call, pause: () => real.pause(), resume: () => real.resume(), stop: async () => await real.stop() };
}

export function payloadsPath(namespace: string, name?: string): string {
	return `/apis/release.openshift.io/v1alpha1/namespaces/${namespace}/releasepayloads${name === undefined ? '' : `/${name}`}`;
}

/** Creates the payload with its status, which a create drops. */
export async function create(server: TestServer, payload: Sample): Promise<void> {
	const { namespace, name } = payload.metadata;
	const created = await server.call('POST', payloadsPath(namespace), payload);
	if (created.status !== 201) throw new Error(`create ${name}: ${created.status} ${JSON.stringify(created.body).slice(0, 300)}`);
	const updated = await server.call('PUT', `${payloadsPath(namespace, name)}/status`, { ...payload, metadata: created.body.metadata });
	if (updated.status !== 200) throw new Error(`status of ${name}: ${updated.status} ${JSON.stringify(updated.body).slice(0, 300)}`);
}

export async function createAll(server: TestServer, payloads: readonly Sample[]): Promise<void> {
	const queue = [...payloads];
	await Promise.all(
		Array.from({ length: 8 }, async () => {
			for (let payload = queue.shift(); payload !== undefined; payload = queue.shift()) await create(server, payload);
		}),
	);
}

export async function remove(server: TestServer, ref: PayloadRef): Promise<void> {
	const { status } = await server.call('DELETE', payloadsPath(ref.namespace, ref.name));
	if (status !== 200) throw new Error(`delete ${ref.name}: ${status}`);
}

/** A merge patch, past the client under test. */
export async function patch(server: TestServer, ref: PayloadRef, body: object, subresource = ''): Promise<Answer> {
	const answer = await server.call('PATCH', `${payloadsPath(ref.namespace, ref.name)}${subresource}`, body, { type: 'application/merge-patch+json' });
	if (answer.status !== 200) throw new Error(`patch ${ref.name}: ${answer.status} ${JSON.stringify(answer.body).slice(0, 300)}`);
	return answer;
}

const run = promisify(execFile);

/** The object as kubectl sees it where there is one, else as a plain GET does. */
export async function witness(server: TestServer, ref: PayloadRef): Promise<AnswerBody> {
	const assets = process.env['KUBEBUILDER_ASSETS'];
	if (assets === undefined) return (await server.call('GET', payloadsPath(ref.namespace, ref.name))).body;
	const { stdout } = await run(join(assets, 'kubectl'), ['--kubeconfig', server.kubeconfigs.admin, '-n', ref.namespace, 'get', 'releasepayload', ref.name, '-o', 'json', '--show-managed-fields'], { maxBuffer: 64 << 20 });
	return JSON.parse(stdout) as AnswerBody;
}

/** `namespace/name uid resourceVersion` of everything the server has, sorted. */
export async function listOf(server: TestServer): Promise<readonly string[]> {
	const { status, body } = await server.call('GET', '/apis/release.openshift.io/v1alpha1/releasepayloads');
	if (status !== 200) throw new Error(`list: ${status}`);
	const items = body.items as readonly { readonly metadata: Readonly<Record<string, string>> }[];
	return items.map(({ metadata }) => `${metadata['namespace'] ?? ''}/${metadata['name'] ?? ''} ${metadata['uid'] ?? ''} ${metadata['resourceVersion'] ?? ''}`).sort();
}
