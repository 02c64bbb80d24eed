import { isDeepStrictEqual } from 'node:util';
import { decisionBasis, overridePatch, sameBasis } from '../payload/override';
import { field, fieldsOf } from '../payload/reading';
import { readPayload } from '../payload/readPayload';
import type { ReleasePayload } from '../payload/releasePayload';
import type { PayloadApi } from './api';
import type { OverrideRequest, OverrideResult } from './cluster';
import { ClusterError } from './clusterError';
import { backoffDelay, between, pause, type Timing } from './timing';

export interface OverrideSource {
	readonly api: PayloadApi;
	readonly timing: Timing;
	readonly signal: AbortSignal;
}

/** The controllers write status every few seconds while jobs run; each such write can refuse one attempt. */
const attempts = 8;
/** How often the object is read again to learn what became of a write whose answer was lost. */
const readsAfterLoss = 5;
/** Somebody waits in front of a dialog; a server that asks for more patience than this gets its error shown. */
const longestPause = 5000;

/** The would-be write, checked by the server in every way and stored nowhere. */
export async function dryRunOverride(source: OverrideSource, request: OverrideRequest): Promise<OverrideResult> {
	for (let conflicts = 0; ; conflicts++) {
		const read = await readCurrent(source, request);
		if (read === undefined) return { kind: 'gone' };
		if (!sameBasis(decisionBasis(read.payload), request.basis)) return { kind: 'changed', now: read.payload };
		const outcome = await send(source, request, { payload: read.payload, dryRun: true });
		switch (outcome.kind) {
			case 'answered':
				onlyTheOverride(read.raw, outcome.raw);
				mustCarry(readPayload(outcome.raw), request);
				return { kind: 'written', resourceVersion: read.payload.metadata.resourceVersion ?? '', conflicts, warnings: outcome.warnings };
			case 'gone':
				return { kind: 'gone' };
			case 'conflict':
				await afterConflict(source, conflicts, outcome.error);
				break;
			case 'lost':
				throw outcome.error;
		}
	}
}

/**
 * Reads, compares with what the person decided upon, patches that very version. Never sends a patch that could meet a
 * state other than the one just read: after a conflict or a lost answer the object is read first.
 */
export async function writeOverride(source: OverrideSource, request: OverrideRequest): Promise<OverrideResult> {
	let lost: ClusterError | undefined;
	for (let conflicts = 0, tries = 0; ; tries++) {
		const read = await readCurrent(source, request, lost);
		if (read === undefined) return { kind: 'gone' };
		if (lost !== undefined && carries(read.payload, request)) return written(read.payload, conflicts, []);
		if (!sameBasis(decisionBasis(read.payload), request.basis)) return { kind: 'changed', now: read.payload };
		const outcome = await send(source, request, { payload: read.payload, dryRun: false });
		switch (outcome.kind) {
			case 'answered': {
				const payload = readPayload(outcome.raw);
				mustCarry(payload, request);
				return written(payload, conflicts, outcome.warnings);
			}
			case 'gone':
				return { kind: 'gone' };
			case 'conflict':
				await afterConflict(source, conflicts++, outcome.error);
				break;
			case 'lost':
				if (tries >= attempts) throw outcome.error;
				lost = outcome.error;
				await pause(Math.max(between(source.timing.conflict), Math.min(outcome.error.retryAfter ?? 0, longestPause)), source.signal);
		}
	}
}

interface Current {
	readonly raw: unknown;
	readonly payload: ReleasePayload;
}

/** The object as it is now; undefined when it, or the one that was meant, is gone. */
async function readCurrent({ api, timing, signal }: OverrideSource, { ref, uid }: OverrideRequest, lost?: ClusterError): Promise<Current | undefined> {
	for (let reads = 0; ; reads++) {
		try {
			const { raw } = await api.payload(ref, signal);
			const payload = readPayload(raw);
			return payload.metadata.uid === uid ? { raw, payload } : undefined;
		} catch (error) {
			if (!(error instanceof ClusterError)) throw error;
			if (error.problem.reason === 'notFound') return undefined;
			if (lost === undefined) throw error;
			if (reads >= readsAfterLoss) {
				throw new ClusterError(error.problem.reason, `The answer to the write was lost, and it is not known whether the override was stored. ${error.problem.detail}`, { cause: error });
			}
			await pause(Math.max(backoffDelay(timing.backoff, reads), error.retryAfter ?? 0), signal);
		}
	}
}

type Sent =
	| { readonly kind: 'answered'; readonly raw: unknown; readonly warnings: readonly string[] }
	| { readonly kind: 'conflict'; readonly error: ClusterError }
	/** It may have been stored or not. */
	| { readonly kind: 'lost'; readonly error: ClusterError }
	| { readonly kind: 'gone' };

async function send(source: OverrideSource, request: OverrideRequest, { payload, dryRun }: { readonly payload: ReleasePayload; readonly dryRun: boolean }): Promise<Sent> {
	const { resourceVersion } = payload.metadata;
	// Without a version the server would take the patch whatever happened since.
	if (resourceVersion === undefined || resourceVersion === '') throw new ClusterError('unexpected', 'The server gave the payload without a version.');
	const body = overridePatch({ uid: request.uid, resourceVersion, override: request.override, reason: request.reason });
	try {
		const { value, warnings } = await source.api.patch(request.ref, body, { dryRun, signal: source.signal });
		return { kind: 'answered', raw: value, warnings };
	} catch (error) {
		if (!(error instanceof ClusterError)) throw error;
		if (error.problem.reason === 'conflict') return { kind: 'conflict', error };
		if (error.problem.reason === 'notFound') return { kind: 'gone' };
		if (error.outcomeUnknown || error.problem.reason === 'busy') return { kind: 'lost', error };
		// Deleted and created anew between the read and the patch: the server calls another uid invalid, not a conflict.
		if (error.problem.reason === 'invalid' && (await readCurrent(source, request)) === undefined) return { kind: 'gone' };
		throw error;
	}
}

async function afterConflict({ timing, signal }: OverrideSource, conflicts: number, error: ClusterError): Promise<void> {
	if (conflicts + 1 >= attempts) {
		throw new ClusterError('conflict', `The payload was changed by somebody else each of ${attempts} times; nothing was written.`, { cause: error });
	}
	await pause(between(timing.conflict), signal);
}

function written(payload: ReleasePayload, conflicts: number, warnings: readonly string[]): OverrideResult {
	return { kind: 'written', resourceVersion: payload.metadata.resourceVersion ?? '', conflicts, warnings };
}

/** Absent, `{}` and an empty value are all no override. */
function carries(payload: ReleasePayload, { override, reason }: OverrideRequest): boolean {
	const stored = payload.spec.payloadOverride ?? {};
	if (override === undefined) return (stored.override ?? '') === '' && (stored.reason ?? '') === '';
	return stored.override === override && (stored.reason ?? '') === reason;
}

function mustCarry(payload: ReleasePayload, request: OverrideRequest): void {
	if (carries(payload, request)) return;
	throw new ClusterError('unexpected', 'The server took the patch, but its answer does not show the override as it was sent.');
}

/** Something between us and the store (an admission webhook) may add to a write; then a person should know first. */
function onlyTheOverride(before: unknown, after: unknown): void {
	const [old, now] = [withoutOverride(before), withoutOverride(after)];
	const differing = [...new Set([...Object.keys(old), ...Object.keys(now)])].filter((path) => !isDeepStrictEqual(old[path], now[path]));
	if (differing.length === 0) return;
	throw new ClusterError('invalid', `The cluster would change more than the override: ${differing.sort().join(', ')}. Nothing was written.`);
}

/** Path → value, two levels deep, without what a write of the override may change. */
function withoutOverride(raw: unknown): Readonly<Record<string, unknown>> {
	const mayDiffer = ['spec.payloadOverride', 'metadata.generation', 'metadata.managedFields', 'metadata.resourceVersion'];
	const parts = Object.entries(fieldsOf(raw)).flatMap(([room, value]) =>
		['metadata', 'spec', 'status'].includes(room) ? Object.keys(fieldsOf(value)).map((key) => [`${room}.${key}`, field(fieldsOf(value), key)] as const) : [[room, value] as const],
	);
	return Object.fromEntries(parts.filter(([path]) => !mayDiffer.includes(path)));
}
