import { isDecided, phaseOf, type Phase } from '../payload/phase';
import { readPayload } from '../payload/readPayload';
import { asObject, asText, at, type JsonObject } from './json';
import type { Pace } from './pace';
import { nextPayload, prunable } from './releaseControllerStreams';
import { advanceRuns } from './releaseControllerRuns';
import { created, mirrored, mirrorFailed, type ReleaseJob } from './seed/buildPayload';
import { newRandom, seedFor } from './seed/random';
import { creationFailure } from './seed/streamPayload';
import { writeStatus } from './statusWriter';
import { decode, type Stored } from './storage';
import type { World } from './world';

export interface DriverOptions {
	readonly pace: Pace;
	readonly seed: number;
	readonly moving: readonly (readonly [namespace: string, name: string])[];
}

/** Real time between two steps, and between two new payloads, at speed 1. */
const stepEvery = 3_000;
const newPayloadEvery = 100_000;

/** Lets the payloads under way go on, one after the other, and makes a new one now and then. */
export function startDriver(world: World, { pace, seed, moving }: DriverOptions): { dispose(): void } {
	let round = [...moving];
	let nextAt = Date.now() + newPayloadEvery / pace.speed;
	const step = (): void => {
		if (world.pause !== undefined) return;
		if (Date.now() >= nextAt) {
			nextAt = Date.now() + newPayloadEvery / pace.speed;
			const made = nextPayload(world, seed, round);
			if (made !== undefined) round.push(made);
			for (const { namespace, name } of prunable(world, made)) world.payloads.remove(namespace, name);
		}
		const [first, ...rest] = round;
		if (first === undefined) return;
		const stored = world.payloads.get(...first);
		round = stored === undefined || !advance(world, stored, { pace, seed }) ? rest : [...rest, first];
	};
	const timer = setInterval(step, Math.max(20, stepEvery / pace.speed)).unref();
	return { dispose: () => clearInterval(timer) };
}

/** One step of one payload's life; false when nothing more will happen to it. */
function advance(world: World, stored: Stored, { pace, seed }: { readonly pace: Pace; readonly seed: number }): boolean {
	const object = decode(stored);
	const status = asObject(object['status']);
	const age = Date.now() - Date.parse(asText(at(object, 'metadata', 'creationTimestamp')) ?? '');
	const phase = phaseOf(readPayload(object).status.conditions);
	const finished = finishedJob(object, status, { age: age * pace.speed, seed: seedFor(seed, stored.name) });
	if (finished !== undefined) {
		writeStatus(world, stored, { ...status, ...finished });
		return true;
	}
	if (asText(at(status, 'releaseCreationJobResult', 'status')) !== 'Success') return phase !== 'Failed';
	return advanceJobs(world, stored, { status, phase, pace, seed });
}

interface Jobs {
	readonly status: JsonObject;
	readonly phase: Phase;
	readonly pace: Pace;
	readonly seed: number;
}

function advanceJobs(world: World, stored: Stored, { status, phase, pace, seed }: Jobs): boolean {
	const decided = isDecided(phase);
	const { status: next, changes, open } = advanceRuns(status, { tag: stored.name, now: Date.now(), speed: pace.speed, seed, launches: !decided, most: 12 });
	if (changes > 0) writeStatus(world, stored, next);
	return open > 0 || !decided;
}

interface Circumstances {
	/** Milliseconds since the payload was made, as if at speed 1. */
	readonly age: number;
	readonly seed: number;
}

/** The creation Job takes half a minute, the mirror Job a quarter more. */
function finishedJob(object: JsonObject, status: JsonObject, { age, seed }: Circumstances): JsonObject | undefined {
	const luck = newRandom(seed).next();
	const creation = asObject(status['releaseCreationJobResult']);
	if (creation['status'] !== 'Success' && creation['status'] !== 'Failed') {
		if (age < 30_000 || creation['coordinates'] === undefined) return undefined;
		return { releaseCreationJobResult: ended(creation, luck < 0.04 ? creationFailure : created) };
	}
	const mirror = asObject(status['releaseMirrorJobResult']);
	const wanted = asText(at(object, 'spec', 'payloadCreationConfig', 'releaseMirrorCoordinates', 'releaseMirrorJobName')) ?? '';
	if (wanted === '' || mirror['status'] === 'Success' || mirror['status'] === 'Failed') return undefined;
	if (age < 45_000 || mirror['coordinates'] === undefined || creation['status'] === 'Failed') return undefined;
	return { releaseMirrorJobResult: ended(mirror, luck > 0.95 ? mirrorFailed : mirrored) };
}

function ended(result: JsonObject, job: ReleaseJob): JsonObject {
	return { ...result, status: job.status, message: job.message };
}
