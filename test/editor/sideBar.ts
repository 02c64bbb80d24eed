import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import type { JsonObject } from '../../src/demo/json';
import { eventually } from '../support/eventually';
import { expand, openContainer, quickInput, quickPickRow, row, rowLabels, rows, runCommand, scrollToRow, typeInto, viewAction } from '../vscode/screen';
import { conditionIs, container, extensionId, first, payloadsWhere, witness, type PayloadObject, type Session } from './session';
import { step } from './step';

const namespace = 'ocp';

export const streamOf = (payload: PayloadObject): string => payload.spec.payloadCoordinates.streamName ?? /^.*?(?=-\d{4}-)/.exec(payload.metadata.name)?.[0] ?? '';

/** Decided by their jobs, in the streams that move: they keep still, whatever the demo's release controller does meanwhile. */
export function decided(session: Session, type: 'PayloadAccepted' | 'PayloadRejected'): readonly PayloadObject[] {
	return payloadsWhere(session.demo, namespace, (payload) => conditionIs(payload, type, 'True') && conditionIs(payload, 'PayloadMirrored', 'True') && (payload.spec.payloadOverride?.override ?? '') === '' && /^4\.2[12]\.0-0\.nightly-/.test(payload.metadata.name));
}

/** Opens namespace, stream; the row of the payload. */
export async function showPayload(session: Session, payload: PayloadObject) {
	const { page } = session.editor;
	await openContainer(page, container);
	await expand(await scrollToRow(page, new RegExp(`^${namespace}(,|$)`)));
	await expand(await scrollToRow(page, `${streamOf(payload)},`));
	return scrollToRow(page, payload.spec.payloadCoordinates.imagestreamTagName);
}

export async function sideBarTests(t: TestContext, session: Session): Promise<void> {
	const { editor, demo } = session;
	const { page, host } = editor;

	await step(t, editor, 'activation is short and contacts nothing', async (t) => {
		demo.control.clearRequests();
		const measured = await host(
			async (api, id, load) => {
				const extension = api.extensions.getExtension(id);
				if (extension === undefined) return 'not installed';
				if (extension.isActive) return 'active before anything asked for it';
				// the module comes from the cache of the host, which looks for `activate` in it afterwards
				const entry = `${extension.extensionPath}/dist/extension.js`;
				const began = performance.now();
				const exported = load(entry) as { activate(context: unknown): unknown };
				const loaded = performance.now();
				let activated = 0;
				const cached = load.cache[entry];
				if (cached === undefined) return 'not in the cache';
				cached.exports = {
					...exported,
					activate: (context: unknown) => {
						const start = performance.now();
						const result = exported.activate(context);
						activated = performance.now() - start;
						return result;
					},
				};
				await extension.activate();
				return { load: loaded - began, activate: activated };
			},
			extensionId,
		);
		if (typeof measured === 'string') assert.fail(measured);
		t.diagnostic(`loaded in ${measured.load.toFixed(1)} ms, activate() took ${measured.activate.toFixed(1)} ms`);
		assert.ok(measured.activate > 0, 'the wrapped activate() ran');
		assert.ok(measured.activate < 250, `activate() took ${measured.activate} ms`);
		assert.deepEqual(demo.control.requests, [], 'no request before the view is visible');
	});

	await step(t, editor, 'a command that was given before the view was open connects, and offers the payloads', async () => {
		const { name } = first(decided(session, 'PayloadAccepted'), 'accepted nightly').metadata;
		await runCommand(page, 'Release Payloads: Open Payload');
		await typeInto(page, name);
		await quickPickRow(page, name).first().waitFor();
		await page.keyboard.press('Escape');
		await quickInput(page).waitFor({ state: 'hidden' });
	});

	await step(t, editor, 'namespaces, streams and payloads stand in the tree', async () => {
		await openContainer(page, container);
		await row(page, namespace).waitFor();
		const payload = first(decided(session, 'PayloadAccepted'), 'accepted nightly');
		const shown = await showPayload(session, payload);
		await eventually(async () => assert.match((await shown.getAttribute('aria-label')) ?? '', /, Accepted/), 10_000);
	});

	await step(t, editor, 'a payload opens down to its runs, with a state in words on each row', async () => {
		const payload = first(decided(session, 'PayloadRejected'), 'rejected nightly');
		const shown = await showPayload(session, payload);
		await eventually(async () => assert.match((await shown.getAttribute('aria-label')) ?? '', /, Rejected/), 10_000);
		await expand(shown);
		const level = (depth: number) => rows(page).and(page.locator(`[aria-level="${depth}"]`));
		await level(4).filter({ hasText: 'Blocking' }).first().waitFor();
		const failed = await scrollToRow(page, /, failed(,|$)/);
		await expand(failed);
		const run = level(6).first();
		await run.waitFor();
		assert.match((await run.getAttribute('aria-label')) ?? '', /fail/i);
	});

	await step(t, editor, 'a change on the server reaches its row, and nothing else loses its place', async () => {
		const payload = first(decided(session, 'PayloadAccepted'), 'accepted nightly');
		const shown = await showPayload(session, payload);
		const before = await rowLabels(page);
		// said by somebody else, and ineffective: the release controller has nothing to do with it
		demo.control.change(namespace, payload.metadata.name, { spec: { payloadOverride: { override: 'accepted', reason: 'wrong case' } } }, 'somebody');
		await eventually(async () => assert.match((await shown.getAttribute('aria-label')) ?? '', /override accepted has no effect/), 10_000);
		assert.equal((await rowLabels(page)).length, before.length);
		demo.control.change(namespace, payload.metadata.name, { spec: { payloadOverride: null } }, 'somebody');
		await eventually(async () => assert.doesNotMatch((await shown.getAttribute('aria-label')) ?? '', /no effect/), 10_000);
	});

	await step(t, editor, 'a payload that is made or deleted comes and goes by itself', async () => {
		const model = first(decided(session, 'PayloadAccepted'), 'accepted nightly');
		await showPayload(session, model);
		const name = `${streamOf(model)}-2099-01-02-030405`;
		const copy = structuredClone(demo.control.object(namespace, model.metadata.name) ?? {}) as unknown as PayloadObject;
		const { payloadCoordinates, ...spec } = copy.spec;
		demo.control.create({
			...copy,
			metadata: { name, namespace },
			spec: { ...spec, payloadCoordinates: { ...payloadCoordinates, imagestreamTagName: name } },
		} as unknown as JsonObject);
		await (await scrollToRow(page, name)).waitFor();
		demo.control.remove(namespace, name);
		await row(page, name).waitFor({ state: 'detached' });
	});

	await step(t, editor, 'faults only hides what is fine, and shows it again', async () => {
		const fine = first(decided(session, 'PayloadAccepted'), 'accepted nightly');
		await showPayload(session, fine);
		await viewAction(page, 'Show Faults Only');
		try {
			await row(page, fine.spec.payloadCoordinates.imagestreamTagName).waitFor({ state: 'detached' });
		} finally {
			await viewAction(page, 'Show All Payloads');
		}
		await showPayload(session, fine);
	});

	await step(t, editor, 'the filter follows the typing, Escape brings everything back', async () => {
		const wanted = first(decided(session, 'PayloadRejected'), 'rejected nightly').spec.payloadCoordinates.imagestreamTagName;
		const other = first(decided(session, 'PayloadAccepted'), 'accepted nightly');
		await showPayload(session, other);
		await viewAction(page, 'Filter Payloads…');
		await typeInto(page, wanted);
		await row(page, other.spec.payloadCoordinates.imagestreamTagName).waitFor({ state: 'detached' });
		await showPayload(session, first(decided(session, 'PayloadRejected'), 'rejected nightly'));
		await typeInto(page, 'no payload is called so');
		await rows(page).filter({ hasText: 'Nothing matches the filter' }).first().waitFor();
		await page.keyboard.press('Escape');
		await quickInput(page).waitFor({ state: 'hidden' });
		// Without opening anything: the tree stands as it stood.
		await scrollToRow(page, other.spec.payloadCoordinates.imagestreamTagName);
	});

	await step(t, editor, 'Go to Payload takes a release page address and selects the row', async () => {
		const payload = first(decided(session, 'PayloadRejected'), 'rejected nightly');
		const { name } = payload.metadata;
		await runCommand(page, 'Release Payloads: Go to Payload…');
		await typeInto(page, `https://amd64.ocp.releases.ci.openshift.org/releasestream/${streamOf(payload)}/release/${name}`);
		await quickPickRow(page, new RegExp(name)).first().waitFor();
		await page.keyboard.press('Enter');
		await rows(page).and(page.locator('[aria-selected="true"]')).and(page.locator(`[aria-label^="${payload.spec.payloadCoordinates.imagestreamTagName}"]`)).waitFor();
	});

	await step(t, editor, 'a payload opens as read-only YAML, follows the server, and is there after a reload', async () => {
		const payload = first(decided(session, 'PayloadAccepted'), 'accepted nightly');
		const { name } = payload.metadata;
		await (await showPayload(session, payload)).click();
		const text = () => host((api) => ({ uri: api.window.activeTextEditor?.document.uri.toString() ?? '', text: api.window.activeTextEditor?.document.getText() ?? '' }));
		await eventually(async () => assert.match((await text()).text, /^kind: ReleasePayload$/m), 10_000);
		const opened = await text();
		assert.match(opened.uri, new RegExp(`^releasepayload:.*${name}\\.yaml$`));
		assert.match(opened.text, new RegExp(`^# .*Accepted`, 'm'), 'the head says why');
		assert.ok(opened.text.includes((await witness(demo, namespace, name)).metadata.uid));
		assert.ok(!opened.text.includes('managedFields'));

		demo.control.change(namespace, name, { metadata: { annotations: { 'test.example/seen': 'live' } } }, 'somebody');
		await eventually(async () => assert.match((await text()).text, /test\.example\/seen: live/), 10_000);
		await page.locator('.editor-instance .view-lines').first().click();
		await page.keyboard.type('x');
		assert.ok(!(await host((api) => api.window.activeTextEditor?.document.isDirty ?? true)), 'it cannot be typed into');

		await editor.reload();
		await eventually(async () => assert.match((await text()).text, new RegExp(name)), 20_000);
	});

	await step(t, editor, 'ages in a document are those of the moment when it is looked at', async () => {
		const head = () => host((api) => api.window.activeTextEditor?.document.lineAt(2).text ?? '');
		assert.match(await head(), /^# .* · \d+ (min|h|d) · /);
		const shift = (days: number) =>
			host((_api, by) => {
				const clock = Date as unknown as { now: () => number; readonly real?: () => number };
				const real = clock.real ?? clock.now;
				Object.assign(clock, { real, now: () => real() + by * 86_400_000 });
			}, days);
		await shift(100);
		try {
			await runCommand(page, 'File: New Untitled Text File');
			await runCommand(page, 'View: Close Editor');
			await eventually(async () => assert.match(await head(), / · 10\d d · /), 10_000);
		} finally {
			await shift(0);
		}
		await runCommand(page, 'File: New Untitled Text File');
		await runCommand(page, 'View: Close Editor');
		await eventually(async () => assert.doesNotMatch(await head(), / · 10\d d · /), 10_000);
	});

	await step(t, editor, 'the context picker names the server and what is shown', async () => {
		await runCommand(page, 'Release Payloads: Choose Clusters…');
		const label = (await quickPickRow(page, 'demo').first().getAttribute('aria-label')) ?? '';
		assert.match(label, /current context/);
		assert.ok(label.includes(demo.server));
		await page.keyboard.press('Escape');
		await quickInput(page).waitFor({ state: 'hidden' });
	});

	await step(t, editor, 'requests share connections, although VS Code puts an agent of its own in the place of ours', async () => {
		const before = demo.control.connections.total;
		demo.control.clearRequests();
		for (let round = 1; round <= 5; round++) {
			await runCommand(page, 'Release Payloads: Refresh');
			await eventually(() => assert.ok(demo.control.countOf('list') >= 2 * round, `${demo.control.countOf('list')} lists after ${round} refreshes`), 10_000);
		}
		const opened = demo.control.connections.total - before;
		const { length } = demo.control.requests;
		assert.ok(opened * 2 <= length, `${opened} connections for ${length} requests`);
	});
}
