import { asObject, asText, sameJson, type JsonObject } from './json';
import { managersAfterUpdate, readManagers, withManagers } from './managedFields';
import { apiVersionOf, payloads } from './resource';
import { StatusError } from './statusError';
import { decode, type Stored } from './storage';
import { nowText, type World } from './world';

/**
 * Stores a status as the payload controller does: through its own door, under its own name, and only on top of the
 * version that was read. False: somebody else was faster, and what was worked out may be wrong. What the server refuses (a
 * reason that is too long for a condition) is not stored, whoever asks.
 */
export function writeStatus(world: World, read: Stored, status: JsonObject): boolean {
	const present = world.payloads.get(read.namespace, read.name);
	if (present?.resourceVersion !== read.resourceVersion) return false;
	const live = decode(read);
	const next = { ...live, status };
	if (sameJson(live, next) || isRefused(world, live, next)) return true;
	const writer = { manager: 'release-payload-controller', apiVersion: apiVersionOf(payloads), subresource: 'status', time: nowText() };
	world.payloads.put(withManagers(next, managersAfterUpdate(readManagers(asObject(live['metadata'])), live, next, writer)));
	return true;
}

function isRefused({ door }: World, live: JsonObject, next: JsonObject): boolean {
	const { namespace, name } = asObject(live['metadata']);
	const facts = { verb: 'updateStatus', door: 'update', resource: payloads, live, validation: 'Ignore', typing: undefined } as const;
	try {
		door.admission(next, { ...facts, namespace: asText(namespace) ?? '', name: asText(name) ?? '' });
		return false;
	} catch (error) {
		if (error instanceof StatusError) return true;
		throw error;
	}
}
