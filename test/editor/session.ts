import { request } from 'node:https';
import type { DemoCluster, DemoOptions } from '../../src/demo/control';
import { startDemoCluster } from '../../src/demo/demoCluster';
import { eventually } from '../support/eventually';
import { launchEditor, type Editor, type EditorOptions } from '../vscode/editor';
import type { Ring } from './ring';

/** A window on a demo cluster that runs in the test's own process, so that a test can change it at once. */
export interface Session {
	readonly ring: Ring;
	readonly demo: DemoCluster;
	readonly editor: Editor;
	readonly close: () => Promise<void>;
}

export const extensionId = 'openshift-release-payloads.openshift-release-payloads';
export const container = 'Release Payloads';

export async function openSession(ring: Ring, demoOptions: DemoOptions, editorOptions: EditorOptions): Promise<Session> {
	const demo = await startDemoCluster(demoOptions);
	try {
		const editor = await launchEditor({
			version: ring.version,
			vsix: ring.vsix,
			...editorOptions,
			settings: { 'releasePayloads.kubeconfig': demo.kubeconfig, ...editorOptions.settings },
		});
		editor.page.setDefaultTimeout(20_000);
		const close = async (): Promise<void> => {
			await editor.close();
			await demo.stop();
		};
		return { ring, demo, editor, close };
	} catch (error) {
		await demo.stop();
		throw error;
	}
}

/** A payload as the server tells it over HTTPS: the witness of what the extension did. */
export async function witness(demo: DemoCluster, namespace: string, name: string): Promise<PayloadObject> {
	const url = `${demo.server}/apis/release.openshift.io/v1alpha1/namespaces/${namespace}/releasepayloads/${name}`;
	const { status, text } = await new Promise<{ readonly status: number; readonly text: string }>((resolve, reject) => {
		const asked = request(url, { ca: demo.certificateAuthority, headers: { authorization: `Bearer ${demo.tokens.admin}` } }, (response) => {
			const pieces: Buffer[] = [];
			response.on('data', (piece: Buffer) => pieces.push(piece));
			response.on('end', () => resolve({ status: response.statusCode ?? 0, text: Buffer.concat(pieces).toString('utf8') }));
		});
		asked.on('error', reject);
		asked.end();
	});
	if (status !== 200) throw new Error(`The server answers ${status} for ${name}: ${text}`);
	return JSON.parse(text) as PayloadObject;
}

export interface PayloadObject {
	readonly metadata: { readonly name: string; readonly namespace: string; readonly uid: string; readonly resourceVersion: string; readonly creationTimestamp: string };
	readonly spec: {
		readonly payloadCoordinates: { readonly imagestreamTagName: string; readonly streamName?: string };
		readonly payloadOverride?: { readonly override?: string; readonly reason?: string };
	};
	readonly status?: {
		readonly conditions?: readonly { readonly type: string; readonly status: string; readonly reason: string; readonly message?: string }[];
		readonly blockingJobResults?: readonly { readonly ciConfigurationName: string; readonly state: string; readonly results?: readonly unknown[] }[];
		readonly informingJobResults?: readonly unknown[];
		readonly upgradeJobResults?: readonly unknown[];
	};
}

/** Payloads of a namespace in the demo cluster that fit. */
export function payloadsWhere({ control }: DemoCluster, namespace: string, fits: (payload: PayloadObject) => boolean): readonly PayloadObject[] {
	return control
		.names(namespace)
		.map((name) => control.object(namespace, name) as unknown as PayloadObject | undefined)
		.filter((payload) => payload !== undefined)
		.filter(fits);
}

export function conditionIs(payload: PayloadObject, type: string, status: string): boolean {
	return payload.status?.conditions?.some((condition) => condition.type === type && condition.status === status) ?? false;
}

/** The one that fits, or a failure that says what was looked for. */
export function first<T>(found: readonly T[], what: string): T {
	const [one] = found;
	if (one === undefined) throw new Error(`The demo cluster has no ${what}.`);
	return one;
}

export async function sees(editor: Editor, what: string, look: () => Promise<boolean>, within = 10_000): Promise<void> {
	await eventually(async () => {
		if (!(await look())) throw new Error(`not seen: ${what}`);
	}, within).catch(async (error: unknown) => {
		await editor.screenshot('not-seen').catch(() => undefined);
		throw error;
	});
}
