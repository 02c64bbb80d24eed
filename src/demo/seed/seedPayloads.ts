import { asText, at, type JsonObject } from '../json';
import { newRandom, seedFor } from './random';
import { seedShapes } from './shapes';
import { streamPayload, type Story } from './streamPayload';
import { datedName, streamPlans, type StreamPlan } from './streams';

export interface SeedOptions {
	/** Undefined: as many as make a good first look. */
	readonly count: number | undefined;
	readonly seed: number;
	/** Epoch ms; all times are relative to it. */
	readonly now: number;
}

export interface SeedPayload {
	readonly namespace: string;
	readonly name: string;
	readonly object: JsonObject;
	/** Whether its jobs are under way, and go on where a controller runs. The shapes stand still. */
	readonly moving: boolean;
}

const minute = 60_000;
const hour = 60 * minute;

/**
 * Streams first, in turn, then one payload of each shape worth knowing; a small count gets the newest payloads of the
 * streams, a large one goes further back in time.
 */
export function seedPayloads({ count, seed, now }: SeedOptions): readonly SeedPayload[] {
	const plans = streamPlans();
	const usual = plans.reduce((sum, plan) => sum + plan.share, 0);
	const shapes = seedShapes(now).map(({ payload }) => payload);
	const fromStreams = count === undefined ? usual : Math.max(Math.min(count, usual), count - shapes.length);
	const places = plansInTurn(plans, fromStreams);
	const ofStreams = places.map((place) => payloadAt(place, seed, now));
	const room = count === undefined ? shapes.length : Math.max(0, count - ofStreams.length);
	return [...ofStreams, ...shapes.slice(0, room).map((shape) => named(shape, false))];
}

function named(object: JsonObject, moving: boolean): SeedPayload {
	return { moving, namespace: asText(at(object, 'metadata', 'namespace')) ?? '', name: asText(at(object, 'metadata', 'name')) ?? '', object };
}

interface Place {
	readonly plan: StreamPlan;
	/** 0 is the newest. */
	readonly index: number;
}

/**
 * Each stream by its share, as long as it has versions left. Beyond the usual number the full nightlies take most of the
 * room, as they do on the clusters where hundreds are kept.
 */
function plansInTurn(plans: readonly StreamPlan[], count: number): readonly Place[] {
	const usual = plans.reduce((sum, plan) => sum + plan.share, 0);
	const places: Place[] = [];
	const used = plans.map(() => 0);
	while (places.length < count) {
		const crowded = places.length >= usual;
		plans.forEach((plan, position) => {
			const taken = used[position] ?? 0;
			const due = Math.ceil(plan.share / 4) * (crowded && plan.jobs.informing.length > 50 ? 5 : 1);
			const left = Math.max(0, Math.min(due, (plan.versions?.length ?? Number.POSITIVE_INFINITY) - taken, count - places.length));
			for (let more = 0; more < left; more++) places.push({ plan, index: taken + more });
			used[position] = taken + left;
		});
	}
	return places;
}

function payloadAt({ plan, index }: Place, seed: number, now: number): SeedPayload {
	const random = newRandom(seedFor(seed, `${plan.namespace}/${plan.stream}/${index}`));
	const spread = (random.next() - 0.5) * 0.4 * plan.cadence * hour;
	const createdAt = index === 0 ? now - firstAge(plan) : now - firstAge(plan) - index * plan.cadence * hour + spread;
	const name = plan.versions?.[index] ?? datedName(plan.stream, createdAt);
	const story = storyOf(plan, index, random.next());
	return named(streamPayload({ plan, name, createdAt, now, seed, story }), story === 'creating' || story === 'young' || story === 'halfway');
}

/** The newest of each stream is at another point of its life. */
function firstAge({ stream, versions }: StreamPlan): number {
	if (versions !== undefined) return 50 * hour;
	switch (stream) {
		case '4.22.0-0.nightly':
			return 2 * hour;
		case '4.22.0-0.ci':
			return 6 * minute;
		case '4.21.0-0.nightly':
			return 35 * minute;
		case '4.22.0-0.nightly-multi':
			return 3 * hour;
		default:
			return 5 * hour;
	}
}

function storyOf(plan: StreamPlan, index: number, luck: number): Story {
	if (plan.jobs.blocking.length === 0) return index === 3 ? 'creationFailed' : 'accepted';
	if (index === 0 && plan.versions === undefined) {
		const age = firstAge(plan);
		if (age < 10 * minute) return 'creating';
		if (age < hour) return 'young';
		if (age < 4 * hour) return 'halfway';
	}
	if (luck < plan.quality) return 'accepted';
	if (luck > 0.97) return 'creationFailed';
	if (luck > 0.92) return 'manuallyAccepted';
	if (luck > 0.9) return 'manuallyRejected';
	return 'rejected';
}
