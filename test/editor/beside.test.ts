import assert from 'node:assert/strict';
import { join } from 'node:path';
import test, { type TestContext } from 'node:test';
import type { JsonObject } from '../../src/demo/json';
import { releasePayloadSchema } from '../../src/schema/crd';
import { eventually } from '../support/eventually';
import { fetchPeerServer, peerClient } from '../vscode/peerServer';
import { openContainer, row, runCommand } from '../vscode/screen';
import { openRing, orUnreachable, workspaceWith } from './ring';
import { quietLog } from './ringTests';
import { container, openSession, type Session } from './session';
import { step } from './step';

const head = 'apiVersion: release.openshift.io/v1alpha1\nkind: ReleasePayload\nmetadata:\n  name: 4.22.0-0.nightly-2026-01-31-120000\n  namespace: ocp\n';

/** A tab, a duplicate key and an escape: errors of YAML that both services report; and one that only ours does. */
const broken = `${head}spec:
\tpayloadOverride: {}
---
${head}spec:
  payloadOverride:
    override: accepted
    override: Rejected
---
${head}spec:
  payloadOverride:
    reason: "a\\qb"
    override: *none
`;

const whole = `${head}spec:
  more:
    number: 3
`;

interface Said {
	readonly line: number;
	readonly source: string;
	readonly code: string;
	readonly message: string;
}

test('beside another service for YAML, and with the schema of the connected cluster', async (t) => {
	const ring = await openRing('newest');
	if (typeof ring === 'string') {
		t.skip(ring);
		return;
	}
	try {
		const server = await orUnreachable(fetchPeerServer);
		if (server === 'npm is not reachable') {
			t.skip(`${server}, and yaml-language-server is not fetched yet`);
			return;
		}
		const workspace = await workspaceWith(ring, 'beside', { 'broken.yaml': broken, 'whole.yaml': whole });
		const session = await openSession(ring, { payloads: 20, controller: false }, { workspace, extensionFolder: peerClient, env: { BENCH_YAML_SERVER: server }, shots: 'build/shots/beside' });
		try {
			await besideTests(t, session, workspace);
			await schemaTests(t, session, workspace);
			await t.test('nothing was thrown into the log', () => quietLog(session));
		} finally {
			await session.close();
		}
	} finally {
		await ring.close();
	}
});

async function open({ editor }: Session, file: string): Promise<void> {
	await editor.host(async (api, path) => (await api.window.showTextDocument(api.Uri.file(path))).document.version, file);
}

function said({ editor }: Session): Promise<readonly Said[]> {
	return editor.host((api) => {
		const document = api.window.activeTextEditor?.document;
		if (document === undefined) return [];
		return api.languages.getDiagnostics(document.uri).map(({ range, source, code, message }) => ({ line: range.start.line, source: source ?? '', code: String(typeof code === 'object' ? code.value : code), message }));
	});
}

const isTheirs = ({ source }: Said): boolean => source === 'YAML';

/** Our codes for the three errors that both know, and their lines. */
const shared: readonly (readonly [line: number, code: string])[] = [
	[6, 'tab'],
	[16, 'duplicate-key'],
	[25, 'escape'],
];

function twice(all: readonly Said[]): readonly string[] {
	return shared.flatMap(([line, code]) => (all.some((each) => isTheirs(each) && each.line === line) && all.some((each) => each.code === code && each.line === line) ? [code] : []));
}

async function besideTests(t: TestContext, session: Session, workspace: string): Promise<void> {
	const { editor } = session;
	const ours = async (): Promise<readonly string[]> => {
		const all = await said(session);
		return shared.flatMap(([line, code]) => (all.some((each) => each.code === code && each.line === line) ? [code] : []));
	};
	const everyCode = shared.map(([, code]) => code);

	await step(t, editor, 'an error of YAML that the other service reports on the same line is not said again', async () => {
		await open(session, join(workspace, 'broken.yaml'));
		await eventually(async () => {
			const all = await said(session);
			for (const [line] of shared) assert.ok(all.some((each) => isTheirs(each) && each.line === line), `theirs on line ${line}: ${JSON.stringify(all)}`);
			assert.deepEqual(twice(all), []);
			assert.ok(all.some(({ code }) => code === 'alias'), 'what they only mention stays an error of ours');
			assert.ok(all.some(({ code, source }) => source === 'ReleasePayload' && code === 'O2'), `ours: ${JSON.stringify(all)}`);
		}, 20_000);
	});

	await step(t, editor, 'while a person types nothing is said twice at any moment, and then nothing stirs', async () => {
		await editor.host((api) => {
			const seen = { twice: [] as string[], events: 0 };
			Object.assign(globalThis, { benchSeen: seen });
			api.languages.onDidChangeDiagnostics(({ uris }) => {
				const document = api.window.activeTextEditor?.document;
				if (document === undefined || !uris.some((uri) => uri.toString() === document.uri.toString())) return;
				seen.events++;
				const all = api.languages.getDiagnostics(document.uri);
				for (const each of all) {
					const code = typeof each.code === 'object' ? each.code.value : each.code;
					if (['tab', 'duplicate-key', 'escape'].includes(String(code)) && all.some((other) => other.source === 'YAML' && other.range.start.line === each.range.start.line)) seen.twice.push(String(code));
				}
			});
		});
		for (const text of ['# one\n', '# two\n', '# three\n']) {
			await editor.host(async (api, line) => {
				const current = api.window.activeTextEditor;
				for (const letter of line) await current?.edit((edit) => edit.insert(new api.Position(0, letter === '\n' ? line.length - 1 : line.indexOf(letter)), letter), { undoStopBefore: false, undoStopAfter: false });
			}, text);
		}
		await eventually(async () => {
			const all = await said(session);
			assert.ok(all.some((each) => isTheirs(each) && each.line === shared[0]![0] + 3), JSON.stringify(all));
		}, 20_000);
		const events = () => editor.host(() => (globalThis as unknown as { benchSeen: { twice: string[]; events: number } }).benchSeen);
		assert.deepEqual((await events()).twice, []);
		// Longer than the other service was waited for.
		let [before, since] = [(await events()).events, Date.now()];
		await eventually(async () => {
			const now = (await events()).events;
			if (now !== before) [before, since] = [now, Date.now()];
			assert.ok(Date.now() - since > 2500, 'diagnostics still change');
		}, 20_000);
		assert.deepEqual((await events()).twice, []);
		await editor.host((api) => api.window.activeTextEditor?.edit((edit) => edit.delete(new api.Range(0, 0, 3, 0))));
		await eventually(async () => assert.ok((await said(session)).some((each) => isTheirs(each) && each.line === 6)), 20_000);
	});

	await step(t, editor, 'by setting everything is said, or nothing of YAML', async () => {
		await editor.changeSettings({ 'releasePayloads.manifests.syntaxFindings': 'always' });
		await eventually(async () => assert.deepEqual(await ours(), everyCode), 10_000);
		await editor.changeSettings({ 'releasePayloads.manifests.syntaxFindings': 'off' });
		await eventually(async () => assert.deepEqual(await ours(), ['duplicate-key'], 'which the API server refuses'), 10_000);
		await editor.changeSettings({ 'releasePayloads.manifests.syntaxFindings': 'auto' });
		await eventually(async () => assert.deepEqual(twice(await said(session)), []), 10_000);
	});

	await step(t, editor, 'what the other service no longer says is said again', async () => {
		assert.deepEqual(await ours(), []);
		await editor.host((api) => api.commands.executeCommand('benchYaml.stop'));
		await eventually(async () => assert.deepEqual(await ours(), everyCode), 10_000);
	});
}

async function schemaTests(t: TestContext, session: Session, workspace: string): Promise<void> {
	const { editor, demo } = session;
	const { page } = editor;
	const status = page.locator('[id="status.languageStatus"] [aria-label], [id="status.languageStatus"][aria-label]').first();
	const reads = (pattern: RegExp): Promise<void> => eventually(async () => assert.match((await status.getAttribute('aria-label', { timeout: 1000 })) ?? '', pattern), 20_000);
	const unknown = async (): Promise<boolean> => (await said(session)).some(({ code, line }) => code === 'unknown-field' && line === 6);
	const usual = (): JsonObject => JSON.parse(JSON.stringify(releasePayloadSchema)) as JsonObject;
	const define = async (schema: JsonObject): Promise<void> => {
		demo.control.defineSchema(schema);
		await runCommand(page, 'Release Payloads: Refresh');
	};

	await step(t, editor, 'without a connection the shipped schema is in use, and the editor says so', async () => {
		await open(session, join(workspace, 'whole.yaml'));
		await eventually(async () => assert.ok(await unknown()), 10_000);
		await reads(/Schema: shipped.*no cluster is connected/);
		assert.equal(demo.control.requests.length, 0);
	});

	await step(t, editor, 'once a cluster is connected it is that one\'s', async () => {
		await openContainer(page, container);
		await row(page, /^ocp(,|$)/).waitFor();
		await reads(/Schema: demo\b/);
		assert.ok(await unknown());
	});

	await step(t, editor, 'a change of the schema reaches diagnostics, completion and hover', async () => {
		const changed = usual() as { properties: { spec: { properties: Record<string, unknown> } } } & JsonObject;
		changed.properties.spec.properties['more'] = { type: 'object', description: 'New on this cluster.', properties: { number: { type: 'integer', maximum: 2 }, colour: { type: 'string', enum: ['red'] } } };
		await define(changed);
		await eventually(async () => {
			assert.ok(!(await unknown()));
			assert.ok((await said(session)).some(({ line, source }) => line === 7 && source === 'ReleasePayload'), 'three is more than two');
		}, 20_000);
		const [hover, labels] = await editor.host(async (api) => {
			const document = api.window.activeTextEditor!.document;
			const hovers = await api.commands.executeCommand<{ contents: { value: string }[] }[]>('vscode.executeHoverProvider', document.uri, new api.Position(6, 3));
			const list = await api.commands.executeCommand<{ items: { label: string | { label: string } }[] }>('vscode.executeCompletionItemProvider', document.uri, new api.Position(7, 4));
			return [hovers.flatMap(({ contents }) => contents.map(({ value }) => value)).join('\n'), list.items.map(({ label }) => (typeof label === 'string' ? label : label.label))] as const;
		});
		assert.match(hover, /New on this cluster/);
		assert.ok(labels.includes('colour'), labels.join());
	});

	await step(t, editor, 'one that cannot be used gives way to the shipped one, and the editor says why', async () => {
		await define({ type: 'object', 'x-kubernetes-preserve-unknown-fields': true });
		await reads(/Schema: shipped.*demo cannot be used: it says nothing of the fields/);
		await eventually(async () => assert.ok(await unknown()), 10_000);
		await define({ type: 'object', properties: { spec: { type: 'text' } } });
		await reads(/demo cannot be used: it is broken/);
		await page.locator('[id="status.languageStatus"]').hover();
		await page.locator('.hover-language-status').filter({ hasText: 'it is broken' }).first().waitFor();
		await editor.screenshot('schema-refused');
		await page.mouse.move(640, 400);
		await define(usual());
		await reads(/Schema: demo\b/);
		assert.ok(await unknown());
	});

	await step(t, editor, 'beside a text without payloads the editor says nothing of a schema', async () => {
		await editor.host(async (api) => {
			const document = await api.workspace.openTextDocument({ language: 'yaml', content: 'kind: ConfigMap\n' });
			await api.window.showTextDocument(document);
		});
		// Of what is there now: the item is on its way out, and must not be waited for.
		const said = async (): Promise<string> => await status.evaluateAll((found) => (found as unknown as { getAttribute(name: string): string | null }[]).map((each) => each.getAttribute('aria-label') ?? '').join());
		await eventually(async () => assert.doesNotMatch(await said(), /Schema:/), 10_000);
	});
}
