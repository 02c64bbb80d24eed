import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import https from 'node:https';
import test, { after, before } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { connect, openKubeconfig } from '../../src/cluster/connect';
import { Payloads } from '../../src/cluster/payloadStore';
import { apiServerMissing } from '../support/apiServer';
import { connectAs, live } from './connecting';
import { nightlyNames, samplePayload } from './samples';
import { createAll, startReal, type TestServer } from './servers';

const quiet = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

test('a row takes less than 3 KB, however big the payload', (t) => {
	setFlagsFromString('--expose_gc');
	const collect = runInNewContext('gc') as () => void;
	const store = new Payloads(quiet);
	const used = (): number => {
		collect();
		return process.memoryUsage().heapUsed;
	};
	// The text of a payload, not the object: what the store keeps must not keep the parsed object alive.
	const texts = nightlyNames(400).map((name) => {
		const payload = samplePayload('ocp', name);
		return JSON.stringify({ ...payload, metadata: { ...payload.metadata, uid: `uid-of-${name}`, resourceVersion: '7' } });
	});
	// Code that is compiled on the way is not a row's.
	const warm = new Payloads(quiet);
	for (const text of texts.slice(0, 100)) warm.put(JSON.parse(text));
	warm.forget(() => false);
	const before = used();
	for (const text of texts) store.put(JSON.parse(text));
	store.flush();
	const perRow = (used() - before) / texts.length;
	t.diagnostic(`${Math.round(perRow)} bytes a row, ${Math.round((texts[0]?.length ?? 0) / 1024)} KB an object`);
	console.log(`  heap per row: ${Math.round(perRow)} bytes (object: ${texts[0]?.length ?? 0} bytes of JSON)`);
	assert.equal(store.rows('ocp').length, 400);
	assert.ok(perRow < 3072, `${perRow} bytes`);
});

const skip = apiServerMissing() ?? false;
let server: TestServer;

before(async () => {
	if (skip !== false) return;
	server = await startReal();
	await createAll(server, nightlyNames(300).map((name) => samplePayload('ocp', name)));
});
after(async () => {
	if (skip === false) await server.stop();
});

test('first rows come in at most one and a half times the time of the request alone', { skip, timeout: 180_000 }, async () => {
	const ratios: number[] = [];
	const ca = (await readFile(`${server.real?.directory ?? ''}/pki/apiserver.crt`)).toString();
	for (let round = 0; round < 15; round++) {
		const alone = await requestAlone(ca);
		const ours = await firstRows();
		ratios.push(ours / alone);
	}
	const median = [...ratios].sort((a, b) => a - b)[7] ?? Infinity;
	console.log(`  first rows: ${median.toFixed(2)} times the request alone (median of ${ratios.length})`);
	assert.ok(median <= 1.5, `median ${median.toFixed(2)} of ${ratios.map((each) => each.toFixed(2)).join(', ')}`);
});

async function firstRows(): Promise<number> {
	const kubeconfig = await openKubeconfig({ paths: [server.kubeconfigs.reader], trusted: () => true, log: quiet });
	const cluster = connect({ kubeconfig, context: 'reader', log: quiet });
	const started = performance.now();
	try {
		return await new Promise<number>((resolve) => {
			const listening = cluster.store.onDidChange(({ added }) => {
				if (added.length !== 300) return;
				listening.dispose();
				resolve(performance.now() - started);
			});
			cluster.start();
		});
	} finally {
		cluster.dispose();
		kubeconfig.dispose();
	}
}

/** The same request on a fresh connection, read whole and parsed. */
async function requestAlone(ca: string): Promise<number> {
	const agent = new https.Agent({ ca });
	const started = performance.now();
	const headers = { authorization: `Bearer ${server.tokens.reader}`, accept: 'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1' };
	const count = await new Promise<number>((resolve, reject) => {
		https
			.get(`${server.server}/apis/release.openshift.io/v1alpha1/releasepayloads?limit=500`, { agent, headers }, (answer) => {
				const pieces: Buffer[] = [];
				answer.on('data', (piece: Buffer) => pieces.push(piece));
				answer.on('end', () => resolve((JSON.parse(Buffer.concat(pieces).toString()) as { items: unknown[] }).items.length));
			})
			.on('error', reject);
	});
	const took = performance.now() - started;
	agent.destroy();
	assert.equal(count, 300);
	return took;
}

test('three hundred payloads load without holding the thread for more than 50 ms', { skip, timeout: 180_000 }, async (t) => {
	const worsts: number[] = [];
	// Other work on the machine can hold a thread too: a gap counts for no more than the processor time that we used in it, and
	// the best of a few runs counts.
	for (let run = 0; run < 5 && (worsts.length === 0 || Math.min(...worsts) > 50); run++) {
		const { cluster, dispose } = await connectAs(server, 'reader');
		let worst = 0;
		let last = performance.now();
		let used = process.cpuUsage();
		const tick = setInterval(() => {
			const now = performance.now();
			const { user, system } = process.cpuUsage(used);
			worst = Math.max(worst, Math.min(now - last, (user + system) / 1000));
			last = now;
			used = process.cpuUsage();
		}, 1);
		cluster.start();
		await live(cluster);
		clearInterval(tick);
		dispose();
		worsts.push(worst);
	}
	console.log(`  longest stall: ${Math.min(...worsts).toFixed(0)} ms`);
	t.diagnostic(worsts.map((each) => each.toFixed(0)).join(', '));
	assert.ok(Math.min(...worsts) <= 50, worsts.join(', '));
});
