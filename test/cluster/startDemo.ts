import type { DemoControl } from '../../src/demo/control';
import { startDemoCluster } from '../../src/demo/demoCluster';
import { callApi } from '../support/apiServer';
import type { TestServer } from './servers';

/** Empty but for the namespaces, and without a controller: the tests alone change things. */
export async function startDemo(): Promise<TestServer & { readonly control: DemoControl }> {
	const demo = await startDemoCluster({ payloads: 0, controller: false, namespaces: ['ocp', 'ocp-arm64', 'origin'] });
	return {
		name: 'demo cluster',
		server: demo.server,
		kubeconfigs: demo.kubeconfigs,
		tokens: demo.tokens,
		control: demo.control,
		real: undefined,
		call: async (method, path, body, options) => await callApi(demo.server, [method, path, body], { token: demo.tokens.admin, ...options }),
		pause: () => demo.control.pause(),
		resume: () => demo.control.resume(),
		stop: async () => await demo.stop(),
	};
}
