import { load } from './loading';
import { PlainClient } from './requests';

/** `node --expose-gc heap.entry.js` with a server as JSON: bytes kept for all its payloads, as rows and as whole objects. */
async function main(server: Parameters<typeof load>[0] & ConstructorParameters<typeof PlainClient>[0]): Promise<void> {
	const collect = (globalThis as { readonly gc?: () => void }).gc;
	if (collect === undefined) throw new Error('Run with --expose-gc.');
	const used = async (): Promise<number> => {
		for (let turn = 0; turn < 3; turn++) {
			collect();
			await new Promise((resolve) => setImmediate(resolve));
		}
		return process.memoryUsage().heapUsed;
	};
	// Once for the code and its caches, so that the second time counts rows alone.
	const warm = await load(server);
	const { requests } = warm;
	const client = new PlainClient(server);
	const lists = requests.filter(({ path, accept }) => path.includes('?limit=') && !accept.includes('PartialObjectMetadata'));
	for (const request of lists.slice(0, 2)) await client.get(request);
	warm.dispose();
	const beforeRows = await used();
	const loaded = await load(server);
	const rows = (await used()) - beforeRows;
	const count = loaded.cluster.store.rows('ocp').length;
	loaded.dispose();
	const beforeObjects = await used();
	const kept: unknown[] = [];
	const path = '/apis/release.openshift.io/v1alpha1/releasepayloads?limit=100';
	for (let token: string | undefined = ''; token !== undefined; ) {
		const page = (await client.get({ path: token === '' ? path : `${path}&continue=${encodeURIComponent(token)}`, accept: 'application/json' })) as { readonly items: unknown[]; readonly metadata: { readonly continue?: string } };
		kept.push(...page.items);
		token = page.metadata.continue === '' ? undefined : page.metadata.continue;
	}
	const objects = (await used()) - beforeObjects;
	client.close();
	process.stdout.write(JSON.stringify({ count, rows, objects: objects * (count / kept.length) }));
}

void main(JSON.parse(process.argv[2] ?? '{}') as Parameters<typeof main>[0]).then(
	() => process.exit(0),
	(error: unknown) => {
		process.stderr.write(`${String(error)}\n`);
		process.exit(1);
	},
);
