import { startDemo } from '../cluster/startDemo';
import { nightlyNames, plain, samplePayload } from '../cluster/samples';
import { createAll, startReal, type TestServer } from '../cluster/servers';

/**
 * A server with so many payloads, in a process of its own, for the measured thread to be alone: `filled.entry.js demo|real N`.
 * Tells its parent where it is; any message is answered with the number of open watches; ends with its parent.
 */
async function main([kind, count]: readonly string[]): Promise<void> {
	const payloads = streams.flatMap((stream, index) => {
		const share = Math.floor((Number(count) + index) / streams.length);
		return nightlyNames(share, stream).map((name) => samplePayload('ocp', name, { accepted: name.endsWith('6') }));
	});
	let server: TestServer;
	let watches = (): number => 0;
	if (kind === 'real') {
		server = await startReal();
		await createAll(server, payloads);
	} else {
		const demo = await startDemo();
		for (const payload of payloads) demo.control.create(plain(payload));
		watches = () => demo.control.openWatches;
		server = demo;
	}
	const stop = (): void => void server.stop().finally(() => process.exit(0));
	process.on('disconnect', stop).on('SIGTERM', stop).on('SIGINT', stop);
	process.on('message', () => process.send?.({ watches: watches() }));
	process.send?.({ server: server.server, kubeconfig: server.kubeconfigs.reader, token: server.tokens.reader, bytes: JSON.stringify(payloads[0]).length });
}

const streams = ['4.20.0-0.nightly', '4.21.0-0.nightly', '4.22.0-0.nightly'];

void main(process.argv.slice(2));
