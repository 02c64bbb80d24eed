import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startFilled, type FilledServer } from './filled';
import { load, type Loaded } from './loading';
import { atMost, below, figure, heartbeat, record, timesLess, type Line, type Table } from './measuring';
import { PlainClient } from './requests';
import { handOver } from './handOver';

const rounds = 75;
/** Requests under way at once while single payloads are read (src/cluster/fill.ts). */
const atOnce = 4;

async function main(): Promise<readonly Table[]> {
	const kinds: FilledServer['kind'][] = process.env['KUBEBUILDER_ASSETS'] === undefined ? ['demo'] : ['demo', 'real'];
	const tables: Table[] = [];
	for (const kind of kinds) {
		const server = await startFilled(kind, 300);
		try {
			tables.push({
				title: `${kind === 'demo' ? 'Demo cluster' : 'Real API server'}, 300 payloads of ${Math.round(server.bytes / 1024)} KB`,
				floor: 'same requests alone',
				lines: [...(await loading(server)), ...(await heap(server, 300))],
				notes: kind === 'demo' ? [] : ['etcd and kube-apiserver run on the measured machine and share its cores.'],
			});
		} finally {
			await server.stop();
		}
	}
	const large = await startFilled('demo', 2000);
	try {
		tables.push({ title: `Demo cluster, 2,000 payloads of ${Math.round(large.bytes / 1024)} KB`, floor: 'same requests alone', lines: [...(await loading(large, 9)), ...(await heap(large, 2000))], notes: [] });
	} finally {
		await large.stop();
	}
	return tables;
}

/** Ours and the floor in turns, so that whatever else the machine does meets both. */
async function loading(server: FilledServer, turns = rounds): Promise<readonly Line[]> {
	const client = new PlainClient(server);
	const ours = { connected: [] as number[], firstRows: [] as number[], loaded: [] as number[], stall: [] as number[] };
	const alone = { firstRows: [] as number[], loaded: [] as number[], stall: [] as number[] };
	// Nobody pays for the garbage of the one before.
	const collect = (): void => (globalThis as { readonly gc?: (how: { readonly type: 'minor' }) => void }).gc?.({ type: 'minor' });
	const takeOurs = async (): Promise<Loaded> => {
		collect();
		const loaded = await load(server);
		loaded.dispose();
		return loaded;
	};
	const { requests, firstRows: cold } = await takeOurs();
	const [first] = requests;
	if (first === undefined) throw new Error('Nothing was listed.');
	const takeFloor = async (): Promise<number> => {
		collect();
		return await client.fresh(first);
	};
	await client.replay(requests, atOnce);
	for (let round = 0; round < turns; round++) {
		// Now the one is first, now the other: whoever comes second finds what the first has left in memory.
		const before = round % 2 === 0 ? await takeFloor() : undefined;
		const loaded = await takeOurs();
		for (const key of ['connected', 'firstRows', 'loaded', 'stall'] as const) ours[key].push(loaded[key]);
		alone.firstRows.push(before ?? (await takeFloor()));
		const heart = heartbeat();
		alone.loaded.push(await client.replay(loaded.requests, atOnce));
		alone.stall.push(heart.stop());
	}
	client.close();
	return [
		atMost('First list request to first rows', [figure(ours.firstRows), figure(alone.firstRows)], 1.5),
		{ ...record('The same, the very first time in a process', figure([cold])), note: 'code not compiled yet' },
		record('Connecting (TCP and TLS)', figure(ours.connected)),
		record('First list request to everything loaded and watched', figure(ours.loaded), figure(alone.loaded)),
		below('Longest stall of the thread while loading', [figure(ours.stall), figure(alone.stall)], 50),
	];
}

async function heap(server: FilledServer, count: number): Promise<readonly Line[]> {
	const run = promisify(execFile);
	const rows: number[] = [];
	const objects: number[] = [];
	for (let turn = 0; turn < 3; turn++) {
		const { stdout } = await run(process.execPath, ['--expose-gc', join(__dirname, 'heap.entry.js'), JSON.stringify(server)]);
		const found = JSON.parse(stdout) as { readonly count: number; readonly rows: number; readonly objects: number };
		if (found.count !== count) throw new Error(`${found.count} rows of ${count}`);
		rows.push(found.rows / count);
		objects.push(found.objects / count);
	}
	const [ours, whole] = [figure(rows, 'B'), figure(objects, 'B')];
	return [
		{ ...below('Heap kept for an unexpanded row', [ours, undefined], 3072), note: 'connection and store included' },
		{ ...timesLess('The same beside keeping the object', [ours, whole], undefined), note: 'times less' },
	];
}

handOver(main);
