import { phaseOf, type Phase } from '../payload/phase';
import { readPayload } from '../payload/readPayload';
import { asObject, asText, at, withoutKeys, type JsonObject } from './json';
import { managersAfterUpdate, withManagers } from './managedFields';
import { apiVersionOf, payloads } from './resource';
import { buildPayload, creating, mirroring } from './seed/buildPayload';
import { streamPayloadPlan } from './seed/streamPayload';
import { datedName, streamPlans, type StreamPlan } from './seed/streams';
import { decode, type Stored } from './storage';
import { nowText, type World } from './world';

/** A payload that has just appeared in a stream. */
export type MadePayload = readonly [namespace: string, name: string];

/** A new payload of the integration stream that waited longest and has none under way; undefined when all are busy. */
export function nextPayload(world: World, seed: number, moving: readonly MadePayload[]): MadePayload | undefined {
	const free = streamPlans().filter((plan) => plan.versions === undefined && !moving.some(([namespace, name]) => namespace === plan.namespace && isOf(name, plan)));
	const now = Date.now();
	const ages = free.map((plan) => ({ plan, newest: newestOf(world, plan) })).sort((a, b) => (a.newest < b.newest ? -1 : 1));
	const [oldest] = ages;
	if (oldest === undefined) return undefined;
	const { plan } = oldest;
	const name = datedName(plan.stream, now);
	if (world.payloads.get(plan.namespace, name) !== undefined) return undefined;
	world.payloads.put(bareObject(plan, name, { now, seed }));
	return [plan.namespace, name];
}

/** As release-controller creates it: a spec, and nothing known yet. */
function bareObject(plan: StreamPlan, name: string, { now, seed }: { readonly now: number; readonly seed: number }): JsonObject {
	const facts = streamPayloadPlan({ plan, name, createdAt: now, now, seed, story: 'creating' });
	const object = withoutKeys(buildPayload({ ...facts, creation: creating, mirror: plan.mirrored ? mirroring : undefined }), ['status']);
	const metadata = asObject(object['metadata']);
	const fresh = { ...object, metadata: { ...metadata, creationTimestamp: nowText(), managedFields: undefined } };
	return withManagers(fresh, managersAfterUpdate([], {}, fresh, { manager: 'release-controller', apiVersion: apiVersionOf(payloads), subresource: '', time: nowText() }));
}

function isOf(name: string, { stream }: StreamPlan): boolean {
	return name.startsWith(stream) && /^-\d{4}-\d{2}-\d{2}-\d{6}$/.test(name.slice(stream.length));
}

function ofStream(world: World, plan: StreamPlan): readonly Stored[] {
	return world.payloads.all().filter((item) => item.namespace === plan.namespace && isOf(item.name, plan));
}

/** Names of one stream sort by their date. */
function newestOf(world: World, plan: StreamPlan): string {
	const name = ofStream(world, plan).at(-1)?.name ?? '';
	return name.slice(plan.stream.length);
}

/** Of each kind of ending so many stay (calculateSyncActions of cmd/release-controller/sync.go). */
const kept = { Failed: 5, Rejected: 5, Accepted: 5 } as const;

/** At most so many go at once: a crowded stream thins out, it does not vanish before one's eyes. */
const mostAtOnce = 2;

/** What a stream may lose after it got a new payload: endings beyond the newest of their kind, oldest first. */
export function prunable(world: World, made: MadePayload | undefined): readonly Stored[] {
	const plan = streamPlans().find((each) => each.namespace === made?.[0] && isOf(made[1], each));
	if (plan === undefined) return [];
	const newestFirst = ofStream(world, plan).toReversed();
	const seen: Record<Phase, number> = { Pending: 0, Ready: 0, Accepted: 0, Rejected: 0, Failed: 0 };
	const surplus = newestFirst.filter((item) => {
		const phase = phaseOf(readPayload(decode(item)).status.conditions);
		seen[phase]++;
		if (phase === 'Pending' || phase === 'Ready') return false;
		if (phase === 'Accepted') return seen.Accepted > kept.Accepted && isExpired(item);
		return seen[phase] > kept[phase];
	});
	return surplus.slice(-mostAtOnce);
}

/** Accepted payloads of a nightly stay two weeks. */
function isExpired(item: Stored): boolean {
	const created = Date.parse(asText(at(decode(item), 'metadata', 'creationTimestamp')) ?? '');
	return Date.now() - created > 14 * 24 * 3_600_000;
}
