import { seedJobs, updateAccepted, updateCreation, updateJobStates, updateMirror, updateRejected } from '../payload/controllers';
import { readPayload } from '../payload/readPayload';
import type { ReleaseJobResult, ReleasePayload, ReleasePayloadStatus } from '../payload/releasePayload';
import { asObject, parseJson, type JsonObject } from './json';
import type { Pace } from './pace';
import { newRandom, type Random } from './seed/random';
import { writeStatus } from './statusWriter';
import { decode, type Stored } from './storage';
import { nowText, type World } from './world';

/** One of the payload controllers: what it would store, or the very same object when it has nothing to say. */
type Judge = (payload: ReleasePayload, now: string) => ReleasePayload;

/** Each writes for itself, so that a reader sees every step and the steps in any order (domain rules of upstream's cmd.go). */
const judges: readonly Judge[] = [
	(payload) => seedJobs(payload),
	(payload) => updateJobStates(payload),
	fillCreationCoordinates,
	fillMirrorCoordinates,
	fillQualifiers,
	(payload, now) => updateCreation(payload, now),
	(payload, now) => updateMirror(payload, now),
	(payload, now) => updateAccepted(payload, now),
	(payload, now) => updateRejected(payload, now),
];

/** As often as a controller tries before it leaves a payload to its next event. */
const mostAttempts = 12;

/** Looks at every payload that changes, until there is nothing left to write. */
export function startJudges(world: World, { pace, seed }: { readonly pace: Pace; readonly seed: number }): { dispose(): void } {
	const random = newRandom(seed);
	const reads = new WeakMap<Stored, ReleasePayload>();
	const read = (stored: Stored): ReleasePayload => {
		const known = reads.get(stored) ?? readPayload(decode(stored));
		reads.set(stored, known);
		return known;
	};
	const waiting = new Map<string, { readonly namespace: string; readonly name: string }>();
	const busy = new Set<string>();
	const sync = async (key: string): Promise<void> => {
		const target = waiting.get(key);
		if (target === undefined || busy.has(key)) return;
		waiting.delete(key);
		busy.add(key);
		// changes that come in a burst are looked at once
		await pace.sleep(10 + random.below(40));
		const looking = { world, pace, random, read, ...target };
		await Promise.all(judges.map((judge) => letJudge(judge, looking)));
		busy.delete(key);
		if (waiting.has(key) && !pace.stopped) void sync(key);
	};
	const subscription = world.payloads.onEvent(({ type, now }) => {
		if (type === 'DELETED' || pace.stopped) return;
		const key = `${now.namespace}/${now.name}`;
		waiting.set(key, { namespace: now.namespace, name: now.name });
		void sync(key);
	});
	return { dispose: () => subscription.dispose() };
}

interface Looking {
	readonly world: World;
	readonly pace: Pace;
	readonly random: Random;
	readonly read: (stored: Stored) => ReleasePayload;
	readonly namespace: string;
	readonly name: string;
}

/** Read, think, write; when somebody wrote in between, all over again, a little later. */
async function letJudge(judge: Judge, { world, pace, random, read, namespace, name }: Looking): Promise<void> {
	for (let attempt = 0; attempt < mostAttempts && !pace.stopped; attempt++) {
		const stored = world.payloads.get(namespace, name);
		if (stored === undefined) return;
		const payload = read(stored);
		const next = judge(payload, nowText());
		if (next === payload) return;
		await pace.write();
		await pace.sleep(5 + random.below(30));
		if (writeStatus(world, stored, plainStatus(next.status))) return;
		await pace.sleep((5 + random.below(20)) * 2 ** Math.min(attempt, 5));
	}
}

/** The status as JSON; absent keys are dropped by the text. */
function plainStatus(status: ReleasePayloadStatus): JsonObject {
	return asObject(parseJson(JSON.stringify(status)));
}

/** release_creation_job_controller.go: the Job's name from the spec; whether it is done has to be found out. */
function fillCreationCoordinates(payload: ReleasePayload): ReleasePayload {
	const { releaseCreationJobName: name = '', namespace = '' } = payload.spec.payloadCreationConfig?.releaseCreationCoordinates ?? {};
	const present = payload.status.releaseCreationJobResult;
	if (isFilled(present, name, namespace)) return payload;
	return { ...payload, status: { ...payload.status, releaseCreationJobResult: { coordinates: { name, namespace }, status: 'Unknown', message: 'Release creation job unknown' } } };
}

/** release_mirror_job_controller.go; a stream without a mirror gets an empty result. */
function fillMirrorCoordinates(payload: ReleasePayload): ReleasePayload {
	const { releaseMirrorJobName: name = '', namespace = '' } = payload.spec.payloadCreationConfig?.releaseMirrorCoordinates ?? {};
	const present = payload.status.releaseMirrorJobResult;
	if (isFilled(present, name, namespace)) return payload;
	return { ...payload, status: { ...payload.status, releaseMirrorJobResult: { coordinates: { name, namespace }, status: 'Unknown', message: 'Release mirror job unknown' } } };
}

function isFilled(present: ReleaseJobResult | undefined, name: string, namespace: string): boolean {
	if (name === '' || namespace === '') return true;
	return present?.coordinates?.name === name && present.coordinates.namespace === namespace;
}

/** qualifiers_summary_controller.go without a file of global qualifiers: nothing to say, said once. */
function fillQualifiers(payload: ReleasePayload): ReleasePayload {
	if (payload.status.qualifiersSummary !== undefined) return payload;
	return { ...payload, status: { ...payload.status, qualifiersSummary: {} } };
}
