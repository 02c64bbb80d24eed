import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import type { EditorVersion } from '../vscode/fetch';
import { openRing, workspaceWith } from './ring';
import { manifest, manifestTests } from './manifests';
import { namingTests } from './naming';
import { neighbourTests } from './neighbours';
import { overridingTests } from './overriding';
import { openSession, type Session } from './session';
import { sideBarTests } from './sideBar';
import { firstUseTests, statesTests } from './states';

/** Everything that is asked of the packaged extension in one version of VS Code. */
export async function ringTests(t: TestContext, version: EditorVersion): Promise<void> {
	const ring = await openRing(version);
	if (typeof ring === 'string') {
		t.skip(ring);
		return;
	}
	try {
		const workspace = await workspaceWith(ring, 'main', { 'payload.yaml': manifest, 'other.yaml': 'kind: ConfigMap\nspec: 1\n' });
		const session = await openSession(ring, {}, { workspace, shots: `build/shots/${version}` });
		try {
			await sideBarTests(t, session);
			await overridingTests(t, session);
			await manifestTests(t, session, workspace);
			await namingTests(t, session, workspace);
			await neighbourTests(t, session, workspace);
			await statesTests(t, session);
			await t.test('nothing was thrown into the log', () => quietLog(session));
		} finally {
			await session.close();
		}
		await firstUseTests(t, ring);
	} finally {
		await ring.close();
	}
}

/** What VS Code itself complains of in this window is not ours; what names the extension is. */
export async function quietLog({ editor }: Session): Promise<void> {
	const ours = /openshift-release-payloads|releasePayloads|Release Payloads/;
	const bad: string[] = [];
	for (const [file, text] of await editor.logs()) {
		const isOurs = ours.test(file);
		for (const line of text.split('\n')) if (line.includes('[error]') && (isOurs || ours.test(line))) bad.push(`${file}: ${line}`);
	}
	bad.push(...editor.complaints.filter((complaint) => ours.test(complaint)));
	assert.deepEqual(bad, []);
}
