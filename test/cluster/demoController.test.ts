import assert from 'node:assert/strict';
import test from 'node:test';
import type { DemoCluster } from '../../src/demo/control';
import { startDemoCluster } from '../../src/demo/demoCluster';
import { seedShapes } from '../../src/demo/seed/shapes';
import { isInForce } from '../../src/payload/outlook';
import { phaseOf } from '../../src/payload/phase';
import { readPayload } from '../../src/payload/readPayload';
import type { ReleasePayload } from '../../src/payload/releasePayload';
import { callApi } from '../support/apiServer';
import { eventually } from '../support/eventually';
import { payloadsPath } from './servers';

function payloadOf(demo: DemoCluster, name: string, namespace = 'ocp'): ReleasePayload {
	const object = demo.control.object(namespace, name);
	assert.ok(object !== undefined, `${namespace}/${name}`);
	return readPayload(object);
}

async function override(demo: DemoCluster, name: string, value: object | null): Promise<void> {
	const { status } = await callApi(demo.server, ['PATCH', `${payloadsPath('ocp', name)}?fieldManager=person`, { spec: { payloadOverride: value } }], {
		token: demo.tokens.approver,
		type: 'application/merge-patch+json',
	});
	assert.equal(status, 200);
}

/** Names of the shapes in a cluster that was just started; their dates are those of its start. */
function shapeName(demo: DemoCluster, shape: string): string {
	const wanted = readPayload(seedShapes(Date.now()).find(({ name }) => name === shape)?.payload);
	const stream = wanted.spec.payloadCoordinates?.streamName ?? '';
	const day = wanted.metadata.name?.slice(0, stream.length + 11) ?? '';
	const fits = demo.control.names('ocp').filter((name) => {
		const payload = payloadOf(demo, name);
		return payload.spec.payloadCoordinates?.streamName === stream && Math.abs(Date.parse(payload.metadata.creationTimestamp ?? '') - Date.parse(wanted.metadata.creationTimestamp ?? '')) < 60_000;
	});
	assert.equal(fits.length, 1, `${shape}: ${day}`);
	return fits[0]!;
}

test('an override on a created payload is in force within five seconds, written as the controllers write it', async (t) => {
	const demo = await startDemoCluster();
	t.after(async () => await demo.stop());
	const name = shapeName(demo, 'rejected, retries exhausted');
	const before = payloadOf(demo, name);
	const took = await untilInForce(demo, name, 'it is a flake');
	const after = payloadOf(demo, name);
	assert.equal(phaseOf(after.status.conditions), 'Accepted');
	assert.equal(after.metadata.generation, (before.metadata.generation ?? 0) + 1);
	const writers = (after.metadata.managedFields ?? []).map(({ manager, operation, subresource }) => `${manager} ${operation} ${subresource}`);
	assert.ok(writers.includes('release-payload-controller Update status'), writers.join());
	assert.ok((after.metadata.managedFields ?? []).some(({ manager, ownsOverride }) => manager === 'person' && ownsOverride));

	await override(demo, name, null);
	await eventually(() => assert.equal(phaseOf(payloadOf(demo, name).status.conditions), 'Rejected'));
	const cleared = payloadOf(demo, name).status.conditions ?? [];
	assert.ok(cleared.every(({ reason = '' }) => !reason.includes('Manually')));
	// Other work on the machine can take its time too, so the best of a few counts.
	const again = took < 5000 ? [] : [await untilInForce(demo, name, 'once more'), await untilInForce(demo, name, 'and again')];
	assert.ok(Math.min(took, ...again) < 5000, `in force after ${[took, ...again].join(', ')} ms`);
});

async function untilInForce(demo: DemoCluster, name: string, reason: string): Promise<number> {
	const started = Date.now();
	await override(demo, name, { override: 'Accepted', reason });
	await eventually(() => assert.ok(isInForce(payloadOf(demo, name), 'Accepted', reason)));
	return Date.now() - started;
}

test('the two verdicts never change in one step', async (t) => {
	const demo = await startDemoCluster();
	t.after(async () => await demo.stop());
	const name = shapeName(demo, 'accepted nightly');
	demo.control.compact();
	const seen: string[] = [];
	const verdicts = (): string =>
		(payloadOf(demo, name).status.conditions ?? [])
			.filter(({ type }) => type === 'PayloadAccepted' || type === 'PayloadRejected')
			.map(({ type = '', status = '' }) => `${type}=${status}`)
			.join();
	const from = demo.control.resourceVersion;
	await override(demo, name, { override: 'Rejected', reason: 'no' });
	await eventually(() => {
		seen.push(verdicts());
		assert.ok(isInForce(payloadOf(demo, name), 'Rejected', 'no'));
	});
	const history = await callApi(demo.server, ['GET', `${payloadsPath('ocp')}?watch=1&timeoutSeconds=1&resourceVersion=${from}&fieldSelector=metadata.name=${name}`], { token: demo.tokens.admin });
	const states = history.text
		.trim()
		.split('\n')
		.map((line) => readPayload((JSON.parse(line) as { object: unknown }).object).status.conditions ?? [])
		.map((conditions) => ['PayloadAccepted', 'PayloadRejected'].map((type) => conditions.find((condition) => condition.type === type)?.reason).join(' '));
	const halfway = states.filter((state) => state.split(' ').filter((reason) => reason === 'ReleasePayloadManuallyRejected').length === 1);
	assert.ok(halfway.length > 0, states.join('\n'));
});

test('an override that the creation or the mirror holds is not applied', async (t) => {
	const demo = await startDemoCluster();
	t.after(async () => await demo.stop());
	const failed = shapeName(demo, 'creation failed');
	const mirrored = shapeName(demo, 'override waiting for the mirror');
	const other = shapeName(demo, 'manually rejected');
	await override(demo, failed, { override: 'Accepted', reason: 'please' });
	await override(demo, mirrored, { override: 'Rejected', reason: 'please' });
	await override(demo, other, { override: 'Accepted', reason: 'please' });
	await eventually(() => assert.ok(isInForce(payloadOf(demo, other), 'Accepted', 'please')));
	assert.equal(phaseOf(payloadOf(demo, failed).status.conditions), 'Failed');
	assert.equal(phaseOf(payloadOf(demo, mirrored).status.conditions), 'Ready');
	demo.control.change('ocp', mirrored, { status: { releaseMirrorJobResult: { status: 'Success', message: 'Release mirror Job completed' } } });
	await eventually(() => assert.ok(isInForce(payloadOf(demo, mirrored), 'Rejected', 'please')));
});

test('a reason that no condition can hold never takes effect, one character less does', async (t) => {
	const demo = await startDemoCluster();
	t.after(async () => await demo.stop());
	const tooLong = shapeName(demo, 'accepted nightly');
	const longest = shapeName(demo, 'manually rejected');
	await override(demo, tooLong, { override: 'Rejected', reason: 'x'.repeat(32_769) });
	await override(demo, longest, { override: 'Accepted', reason: 'x'.repeat(32_768) });
	await eventually(() => assert.ok(isInForce(payloadOf(demo, longest), 'Accepted', 'x'.repeat(32_768))));
	assert.equal(phaseOf(payloadOf(demo, tooLong).status.conditions), 'Accepted');
});

test('in time-lapse payloads are made, built, tested and decided', { timeout: 240_000 }, async (t) => {
	const demo = await startDemoCluster({ speed: 200 });
	t.after(async () => await demo.stop());
	const before = new Set(demo.control.names('ocp'));
	const moved = await eventually(() => {
		const made = demo.control.names('ocp').filter((name) => !before.has(name));
		const decided = made.filter((name) => /^(Accepted|Rejected)$/.test(phaseOf(payloadOf(demo, name).status.conditions)));
		assert.ok(decided.length > 0, `made: ${made.map((name) => `${name} ${phaseOf(payloadOf(demo, name).status.conditions)}`).join()}`);
		return decided[0]!;
	}, 180_000);
	const { status, spec } = payloadOf(demo, moved);
	assert.equal(status.releaseCreationJobResult?.status, 'Success');
	assert.equal(status.blockingJobResults?.length, spec.payloadVerificationConfig?.blockingJobs?.length);
	assert.ok(status.blockingJobResults?.every(({ state }) => state === 'Success' || state === 'Failure'));
});

test('the controller is calm when nothing happens', async (t) => {
	const demo = await startDemoCluster({ payloads: 36 });
	t.after(async () => await demo.stop());
	const before = Number(demo.control.resourceVersion);
	const started = Date.now();
	await eventually(() => assert.ok(Date.now() - started > 6_000));
	const perSecond = (Number(demo.control.resourceVersion) - before) / ((Date.now() - started) / 1000);
	assert.ok(perSecond < 4, `${perSecond} writes a second`);
});
