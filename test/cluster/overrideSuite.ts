import assert from 'node:assert/strict';
import { setTimeout as pace } from 'node:timers/promises';
import type { OverrideRequest } from '../../src/cluster/cluster';
import { ClusterError } from '../../src/cluster/connect';
import { decisionBasis } from '../../src/payload/override';
import { readPayload } from '../../src/payload/readPayload';
import type { PayloadRef } from '../../src/payload/releasePayload';
import type { TestUser } from '../support/apiServer';
import { eventually } from '../support/eventually';
import { connectAs, never, startAs } from './connecting';
import { samplePayload } from './samples';
import { create, patch, payloadsPath, remove, witness, type TestServer } from './servers';
import { nightlies, using, type Check } from './suiteParts';

async function requestFor(server: TestServer, ref: PayloadRef, override: OverrideRequest['override'], reason = ''): Promise<OverrideRequest> {
	const { body } = await server.call('GET', payloadsPath(ref.namespace, ref.name));
	return { ref, uid: body.metadata.uid, override, reason, basis: decisionBasis(readPayload(body)) };
}

function reasonIs(reason: string): (error: unknown) => true {
	return (error) => {
		assert.ok(error instanceof ClusterError, String(error));
		assert.equal(error.problem.reason, reason, error.message);
		assert.ok(error.message.length <= 500);
		return true;
	};
}

function withoutVersion(object: { readonly metadata: unknown; readonly spec?: unknown }): unknown {
	const without = (fields: unknown, keys: readonly string[]): object => Object.fromEntries(Object.entries(Object(fields) as object).filter(([key]) => !keys.includes(key)));
	return { ...object, metadata: without(object.metadata, ['resourceVersion', 'generation', 'managedFields']), spec: without(object.spec, ['payloadOverride']) };
}

export function overriding(check: Check): void {
	const steps = [
		{ verb: 'accepted', override: 'Accepted', reason: 'Manually accepted: infrastructure, TRT-1234 "quoted" & ünïcode' },
		{ verb: 'rejected', override: 'Rejected', reason: 'Manually rejected per TRT' },
		{ verb: 'cleared', override: undefined, reason: '' },
	] as const;
	check('a payload is accepted, rejected and cleared, and kubectl sees the patch and nothing else', async (t, server) => {
		const ref = { namespace: 'ocp', name: nightlies[17] ?? '' };
		const { cluster } = await using(t, startAs(server, 'approver-of-ocp'));
		for (const { verb, override, reason } of steps) {
			const before = await witness(server, ref);
			const request = await requestFor(server, ref, override, reason);
			const tried = await cluster.dryRunOverride(request, never);
			assert.equal(tried.kind, 'written', verb);
			assert.deepEqual(await witness(server, ref), before, 'a dry run stores nothing');
			const result = await cluster.override(request, never);
			assert.ok(result.kind === 'written', JSON.stringify(result).slice(0, 300));
			assert.equal(result.conflicts, 0);
			assert.deepEqual(result.warnings, []);
			const now = await witness(server, ref);
			assert.deepEqual(now.spec?.payloadOverride, override === undefined ? undefined : { override, reason }, verb);
			assert.deepEqual(withoutVersion(now), withoutVersion(before));
			assert.equal(now.metadata.generation, Number(before.metadata.generation) + 1);
			assert.equal(now.metadata.resourceVersion, result.resourceVersion);
			if (override !== undefined) {
				const ours = now.metadata.managedFields?.find((entry) => entry.manager === 'openshift-release-payloads');
				assert.deepEqual(ours?.fieldsV1, { 'f:spec': { 'f:payloadOverride': { 'f:override': {}, 'f:reason': {} } } });
			}
			await eventually(() => assert.equal(cluster.store.row(ref)?.summary?.override?.value, override));
		}
	});

	check('what the person decided upon is compared, and a difference writes nothing', async (t, server) => {
		const ref = { namespace: 'ocp', name: nightlies[21] ?? '' };
		const { cluster } = await using(t, connectAs(server, 'approver'));
		const request = await requestFor(server, ref, 'Accepted', 'too late');
		await patch(server, ref, { spec: { payloadOverride: { override: 'Rejected', reason: 'somebody was quicker' } } });
		const before = await witness(server, ref);
		for (const write of [cluster.dryRunOverride.bind(cluster), cluster.override.bind(cluster)]) {
			const result = await write(request, never);
			assert.ok(result.kind === 'changed');
			assert.equal(result.now.spec.payloadOverride?.reason, 'somebody was quicker');
		}
		assert.deepEqual(await witness(server, ref), before);
	});

	check('a payload deleted, or created anew, is not overridden', async (t, server) => {
		const ref = { namespace: 'ocp', name: '4.22.0-0.nightly-2026-08-04-000000' };
		await create(server, samplePayload(ref.namespace, ref.name, { jobs: 4 }));
		const { cluster } = await using(t, connectAs(server, 'approver'));
		const request = await requestFor(server, ref, 'Accepted', 'gone');
		await remove(server, ref);
		assert.deepEqual(await cluster.override(request, never), { kind: 'gone' });
		await create(server, samplePayload(ref.namespace, ref.name, { jobs: 4 }));
		const before = await witness(server, ref);
		assert.deepEqual(await cluster.override(request, never), { kind: 'gone' });
		assert.deepEqual(await cluster.dryRunOverride(request, never), { kind: 'gone' });
		assert.deepEqual(await witness(server, ref), before);
		await remove(server, ref);
	});

	check('status writes of the controllers in between are read, compared and the patch sent again', async (t, server) => {
		const ref = { namespace: 'ocp', name: nightlies[25] ?? '' };
		const { cluster } = await using(t, connectAs(server, 'approver'));
		// Fewer in a row than an override has attempts, however slow the machine is.
		const writesARound = 4;
		const state = { writing: true, left: 0 };
		let writes = 0;
		const controller = (async (): Promise<void> => {
			while (state.writing) {
				if (state.left-- > 0) await patch(server, ref, { status: { releaseCreationJobResult: { message: `round ${writes++}` } } }, '/status');
				await pace(Math.random() * 20);
			}
		})();
		let conflicts = 0;
		try {
			for (let round = 0; round < 80 && conflicts === 0; round++) {
				const request = await requestFor(server, ref, round % 2 === 0 ? 'Accepted' : 'Rejected', `round ${round}`);
				state.left = writesARound;
				const result = await cluster.override(request, never);
				assert.ok(result.kind === 'written', JSON.stringify(result).slice(0, 300));
				conflicts += result.conflicts;
				const { body } = await server.call('GET', payloadsPath(ref.namespace, ref.name));
				assert.equal(body.spec?.payloadOverride?.reason, `round ${round}`);
			}
		} finally {
			state.writing = false;
			await controller;
		}
		assert.ok(conflicts > 0, 'the conflict was met');
		assert.match(readPayload(await witness(server, ref)).status.releaseCreationJobResult?.message ?? '', /^round \d+$/, 'their writes stand');
	});
}

export function refusing(check: Check): void {
	const refused: readonly { readonly user: TestUser; readonly what: string; readonly words: RegExp }[] = [
		{ user: 'patch-without-get', what: 'may patch but not read', words: /cannot get|get resource/ },
		{ user: 'reader', what: 'may only read', words: /cannot patch|patch resource/ },
		{ user: 'status-only', what: 'may write only the status', words: /cannot patch|patch resource/ },
		{ user: 'nobody', what: 'may nothing', words: /cannot get|get resource/ },
	];
	for (const { user, what, words } of refused) {
		check(`who ${what} is told so, and nothing is written`, async (t, server) => {
			const ref = { namespace: 'ocp', name: nightlies[30] ?? '' };
			const { cluster } = await using(t, connectAs(server, user));
			const before = await witness(server, ref);
			const request = await requestFor(server, ref, 'Accepted', 'not mine to say');
			for (const write of [cluster.dryRunOverride.bind(cluster), cluster.override.bind(cluster)]) {
				await assert.rejects(write(request, never), (error) => {
					reasonIs('forbidden')(error);
					assert.match(String(error), words);
					return true;
				});
			}
			assert.deepEqual(await witness(server, ref), before);
		});
	}
}
