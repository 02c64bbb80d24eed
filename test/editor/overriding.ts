import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { eventually } from '../support/eventually';
import { answer, chooseFromMenu, dialog, dialogText, menuItems, pick, pressInDialog, quickInput, quickInputMessage, runCommand, toast, typeInto } from '../vscode/screen';
import { conditionIs, first, witness, type PayloadObject, type Session } from './session';
import { step } from './step';
import { decided, showPayload } from './sideBar';

const namespace = 'ocp';

export async function overridingTests(t: TestContext, session: Session): Promise<void> {
	const { editor, demo } = session;
	const { page } = editor;
	const payload = first(decided(session, 'PayloadRejected'), 'rejected nightly');
	const { name } = payload.metadata;
	const now = (): Promise<PayloadObject> => witness(demo, namespace, name);
	const reason = 'Known infrastructure outage, TRT-2188';

	await step(t, editor, 'leaving the reason or the question writes nothing', async () => {
		const before = await now();
		await choose('Accept Payload…');
		await answer(page, '   ');
		await eventually(async () => assert.match(await quickInputMessage(page), /reason is required/i));
		await page.keyboard.press('Escape');
		await quickInput(page).waitFor({ state: 'hidden' });

		await choose('Accept Payload…');
		await answer(page, reason);
		await pressInDialog(page, /^Cancel$/);
		assert.deepEqual(await now(), before);
		assert.equal(demo.control.countOf('patch'), 0);
	});

	await step(t, editor, 'Accept asks for the reason, says what follows, and is in force on the server', async () => {
		const before = await now();
		await choose('Accept Payload…');
		await quickInput(page).getByText('Takes effect now: the payload becomes Accepted.').waitFor();
		await answer(page, reason);
		const asked = await dialogText(page);
		for (const fact of [`Accept ${name} in demo?`, `Server: ${demo.server}`, `Namespace: ${namespace}`, 'Phase: Rejected', 'Present override: none', `Reason: ${reason}`, /Blocking jobs failed: .+/]) {
			if (typeof fact === 'string') assert.ok(asked.includes(fact), `"${fact}" is in the question:\n${asked}`);
			else assert.match(asked, fact);
		}
		await pressInDialog(page, /^Accept$/);
		await eventually(async () => {
			const { spec, status } = await now();
			assert.deepEqual(spec.payloadOverride, { override: 'Accepted', reason });
			const verdict = status?.conditions?.find(({ type }) => type === 'PayloadAccepted');
			assert.equal(verdict?.status, 'True');
			assert.match(verdict.reason, /^ReleasePayloadManually/);
		}, 10_000);
		const after = await now();
		assert.deepEqual({ ...after.spec, payloadOverride: undefined }, { ...before.spec, payloadOverride: undefined }, 'nothing else of the spec changed');
		await eventually(async () => assert.match(await label(), /Accepted, override Accepted is set/), 10_000);
	});

	await step(t, editor, 'Reject turns it round', async () => {
		await choose('Reject Payload…');
		await answer(page, 'Breaks installs on metal');
		const asked = await dialogText(page);
		assert.match(asked, /Present override: Accepted, set .+, Known infrastructure outage/);
		await pressInDialog(page, /^Reject$/);
		await eventually(async () => {
			const after = await now();
			assert.deepEqual(after.spec.payloadOverride, { override: 'Rejected', reason: 'Breaks installs on metal' });
			assert.ok(conditionIs(after, 'PayloadRejected', 'True'));
		}, 10_000);
	});

	await step(t, editor, 'Clear gives the verdict back to the jobs', async () => {
		assert.ok((await menuItems(await showPayload(session, payload))).includes('Clear Override…'));
		await choose('Clear Override…');
		assert.match(await dialogText(page), /the jobs decide again/);
		await pressInDialog(page, 'Clear Override');
		await eventually(async () => {
			const after = await now();
			assert.equal(after.spec.payloadOverride?.override ?? '', '');
			assert.equal(after.spec.payloadOverride?.reason ?? '', '');
			assert.ok(conditionIs(after, 'PayloadRejected', 'True'));
			assert.doesNotMatch(after.status?.conditions?.find(({ type }) => type === 'PayloadRejected')?.reason ?? '', /Manually/);
		}, 10_000);
		await eventually(async () => assert.doesNotMatch(await label(), /override/), 10_000);
	});

	await step(t, editor, 'what changed between the question and the answer goes back to the person', async () => {
		await choose('Accept Payload…');
		await answer(page, reason);
		await dialogText(page);
		demo.control.change(namespace, name, { spec: { payloadOverride: { override: 'Rejected', reason: 'somebody was quicker' } } }, 'somebody');
		await pressInDialog(page, /^Accept$/);
		await dialog(page).getByText('has changed since you decided').first().waitFor();
		assert.match(await dialogText(page), /somebody was quicker/);
		await pressInDialog(page, /^Cancel$/);
		assert.deepEqual((await now()).spec.payloadOverride, { override: 'Rejected', reason: 'somebody was quicker' });
		demo.control.change(namespace, name, { spec: { payloadOverride: null } }, 'somebody');
	});

	await step(t, editor, 'from the palette, a command is for the payload in the editor, else asks which', async () => {
		const accepted = first(decided(session, 'PayloadAccepted'), 'accepted nightly');
		const patches = demo.control.countOf('patch');
		await (await showPayload(session, accepted)).click();
		await eventually(async () => assert.ok((await editor.host((api) => api.window.activeTextEditor?.document.uri.path ?? '')).includes(accepted.metadata.name)));
		await runCommand(page, 'Release Payloads: Accept Payload…');
		await quickInput(page).getByText(`Accept Payload: ${accepted.metadata.name}`).waitFor();
		await page.keyboard.press('Escape');
		await quickInput(page).waitFor({ state: 'hidden' });
		await runCommand(page, 'View: Close All Editors');
		await runCommand(page, 'Release Payloads: Reject Payload…');
		await typeInto(page, accepted.metadata.name);
		await pick(page, new RegExp(accepted.metadata.name));
		await quickInput(page).getByText(`Reject Payload: ${accepted.metadata.name}`).waitFor();
		await answer(page, 'Found a regression');
		assert.ok((await dialogText(page)).includes(`Reject ${accepted.metadata.name} in demo?`));
		await pressInDialog(page, /^Cancel$/);
		assert.equal(demo.control.countOf('patch'), patches);
	});

	await step(t, editor, 'no message is left over', async () => {
		await toast(page, /./).first().waitFor({ state: 'detached' });
	});

	/** The menu offers what the access review allows, which is asked when the namespace is first seen. */
	async function choose(item: string): Promise<void> {
		const shown = await showPayload(session, payload);
		await eventually(async () => assert.ok((await menuItems(shown)).includes(item)), 10_000);
		await chooseFromMenu(shown, item);
	}

	async function label(): Promise<string> {
		return (await (await showPayload(session, payload)).getAttribute('aria-label')) ?? '';
	}
}
