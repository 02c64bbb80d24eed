import type { AddressInfo } from 'node:net';
import { newServerIdentity } from './certificate';
import type { DemoCluster, DemoOptions } from './control';
import { countConnections, newBookmarkTimer, newControl } from './demoControl';
import { perUser, writeKubeconfigs } from './kubeconfig';
import { payloadAdmission, payloadDefinition } from './payloadRules';
import { startReleaseController } from './releaseController';
import { seedPayloads } from './seed/seedPayloads';
import { newApiServer } from './server';
import { demoUsers, newToken, userNamed } from './users';
import { addNamespace, newWorld, resume, serveDefinition, type World } from './world';

/** Namespaces that are there whatever the seeds need. */
const usualNamespaces: readonly string[] = ['default', 'ocp', 'ocp-arm64', 'origin'];

/** Bytes of past versions kept for watches that resume; more would only be memory. */
const mostHistoryBytes = 48 * 1024 * 1024;

/** A pretend cluster on loopback: an API server for payloads, people with rights, payloads, and a controller that judges them. */
export async function startDemoCluster(options: DemoOptions = {}): Promise<DemoCluster> {
	const identity = await newServerIdentity();
	const history = { events: options.history ?? 20_000, bytes: mostHistoryBytes };
	const world = newWorld({ history, definition: payloadDefinition(), admission: payloadAdmission() });
	const moving = fill(world, options);
	const tokens = perUser(() => newToken());
	for (const user of demoUsers) world.tokens.set(tokens[user], userNamed(user));
	const httpServer = newApiServer(world, identity);
	const connections = countConnections(httpServer);
	await new Promise<void>((resolve, reject) => {
		httpServer.once('error', reject);
		httpServer.listen(0, '127.0.0.1', resolve);
	});
	const server = `https://127.0.0.1:${portOf(httpServer.address())}`;
	const folder = await writeKubeconfigs({ server, authority: identity.authority, tokens }, options.directory).catch((error: unknown) => {
		httpServer.close();
		throw error;
	});
	const bookmarks = newBookmarkTimer(world);
	bookmarks.set(60_000);
	const controller = options.controller === false ? undefined : startReleaseController(world, { speed: options.speed ?? 1, seed: options.seed ?? 1, moving });
	const stop = async (): Promise<void> => {
		controller?.dispose();
		bookmarks.set(undefined);
		resume(world);
		await new Promise<void>((resolve) => {
			httpServer.close(() => resolve());
			for (const socket of connections.sockets) socket.destroy();
		});
		await folder.remove();
	};
	const control = newControl({ world, connections, folder, bookmarks });
	return { server, kubeconfig: folder.paths.admin, kubeconfigs: folder.paths, tokens, certificateAuthority: identity.authority, control, stop };
}

function portOf(address: AddressInfo | string | null): number {
	return typeof address === 'object' && address !== null ? address.port : 0;
}

/** Which payloads are under way. */
function fill(world: World, options: DemoOptions): readonly (readonly [namespace: string, name: string])[] {
	serveDefinition(world, true);
	const payloads = seedPayloads({ count: options.payloads, seed: options.seed ?? 1, now: Date.now() });
	for (const name of new Set([...usualNamespaces, ...payloads.map((payload) => payload.namespace), ...(options.namespaces ?? [])])) addNamespace(world, name);
	for (const { object } of payloads) world.payloads.put(object);
	// what was there before anybody could ask is no history
	for (const storage of world.storages.values()) storage.forgetHistory();
	return payloads.filter((payload) => payload.moving).map(({ namespace, name }) => [namespace, name] as const);
}
