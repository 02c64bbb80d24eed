import * as vscode from 'vscode';
import type { Cluster, OverrideRequest, OverrideResult } from '../cluster/cluster';
import type { WantedOverride } from '../payload/consequences';
import { basisDifferences, decisionBasis } from '../payload/override';
import type { ReleasePayload } from '../payload/releasePayload';
import type { PayloadRow } from '../payload/summary';
import { confirmation, effectSentences, objection, type Decision } from '../presentation/decision';
import { changedSentences, goneSentence } from '../presentation/outcome';
import { readClock } from './clock';
import type { PayloadPlace } from './documentUri';
import { inPlace, PlacedError, problemOf } from './failures';
import { askReason, type ReasonDrafts } from './overrideReason';
import { followOverride } from './overrideOutcome';
import { showDocument, type PayloadCommandParts } from './payloadCommands';
import { placeOrPick } from './targets';
import type { AccessBook } from './access';

export interface OverrideParts extends PayloadCommandParts {
	readonly access: AccessBook;
	readonly drafts: ReasonDrafts;
	readonly log: vscode.LogOutputChannel;
}

export type OverrideVerb = 'accept' | 'reject' | 'clear';

interface Session {
	readonly verb: OverrideVerb;
	readonly place: PayloadPlace;
	readonly cluster: Cluster;
	readonly parts: OverrideParts;
}

const patience = 60_000;
const moment = 800;

/**
 * Accept, Reject, Clear: rights, a fresh read, the outlook, the reason, the confirmation, the server's own check, one
 * patch, and what the watch says of it. Nothing is written to the store here: the effect comes back as everybody's does.
 */
export async function decide(verb: OverrideVerb, argument: unknown, parts: OverrideParts): Promise<void> {
	const keep = verb === 'clear' ? (row: PayloadRow) => row.summary?.override !== undefined : undefined;
	const place = await placeOrPick(argument, { title: titleOf(verb), ...(keep === undefined ? {} : { keep }) }, parts);
	if (place === undefined) return;
	const cluster = await parts.connections.use(place.context);
	if (cluster === undefined) {
		const problem = { reason: 'config', detail: '', retryAt: undefined } as const;
		throw new PlacedError(problem, { context: place.context, server: '', namespace: undefined });
	}
	await inPlace(whereOf(place, cluster), decideIn({ verb, place, cluster, parts }));
}

async function decideIn(session: Session): Promise<void> {
	if (!(await isAllowed(session))) return;
	let payload = await readFresh(session);
	for (;;) {
		if (payload === undefined) return;
		const wanted = await wantedOverride(session, payload);
		if (wanted === 'cancelled') return;
		const decision: Decision = { payload, wanted, rows: session.cluster.store.rows(session.place.ref.namespace) };
		if (!(await isConfirmed(session, decision))) return;
		const next = await send(session, decision);
		if (next === 'done') return;
		payload = next;
	}
}

/** The menus are hidden where the review says no; the palette and lenses come here and are told why. */
async function isAllowed({ place, cluster, parts }: Session): Promise<boolean> {
	const access = await cluster.access(place.ref.namespace, AbortSignal.timeout(patience));
	if (access.allowed !== false) return true;
	parts.access.forget(cluster);
	const sentence = vscode.l10n.t('You may not patch payloads in namespace {0} of context {1}.', place.ref.namespace, place.context);
	await vscode.window.showWarningMessage(access.detail === '' ? sentence : vscode.l10n.t('{0} {1}', sentence, access.detail));
	return false;
}

async function readFresh({ place, cluster }: Session): Promise<ReleasePayload | undefined> {
	try {
		return await during(vscode.l10n.t('Reading {0}', place.ref.name), async (signal) => (await cluster.read(place.ref, signal)).payload);
	} catch (error) {
		if (problemOf(error)?.reason !== 'notFound') throw error;
		await vscode.window.showWarningMessage(goneSentence(place.ref.name, place.ref.namespace));
		return undefined;
	}
}

async function wantedOverride(session: Session, payload: ReleasePayload): Promise<WantedOverride | 'cancelled'> {
	const { verb, place, cluster, parts } = session;
	const rows = cluster.store.rows(place.ref.namespace);
	if (verb === 'clear') {
		const against = objection({ payload, wanted: undefined, rows });
		if (against === undefined) return undefined;
		await vscode.window.showInformationMessage(against);
		return 'cancelled';
	}
	const override = verb === 'accept' ? 'Accepted' : 'Rejected';
	const effects = effectSentences({ payload, wanted: { override, reason: 'reason' }, rows });
	const reason = await askReason({ title: `${titleOf(verb)}: ${place.ref.name}`, effects, draftKey: `${verb} ${place.context} ${place.ref.namespace} ${place.ref.name}`, drafts: parts.drafts });
	return reason === undefined ? 'cancelled' : { override, reason };
}

async function isConfirmed({ place, cluster }: Session, decision: Decision): Promise<boolean> {
	const { message, detail, button } = confirmation(decision, { context: place.context, server: cluster.context.server }, readClock());
	return (await vscode.window.showWarningMessage(message, { modal: true, detail }, button)) === button;
}

/** Gives the payload as it is now when the person has to decide again. */
async function send(session: Session, decision: Decision): Promise<ReleasePayload | undefined | 'done'> {
	const { place, cluster, parts } = session;
	const { payload, wanted } = decision;
	const request: OverrideRequest = { ref: place.ref, uid: payload.metadata.uid ?? '', override: wanted?.override, reason: wanted?.reason ?? '', basis: decisionBasis(payload) };
	// Held from before the patch: the watch may be quicker than its answer.
	const hold = cluster.hold(place.ref);
	try {
		const result = await during(vscode.l10n.t('Asking the server to check the change'), async (signal) => {
			const checked = await cluster.dryRunOverride(request, signal);
			return checked.kind === 'written' ? await cluster.override(request, signal) : checked;
		});
		parts.log.info(`Override ${wanted?.override ?? 'cleared'}: ${place.context}/${place.ref.namespace}/${place.ref.name}: ${result.kind}`);
		return await conclude(session, decision, result);
	} catch (error) {
		if (problemOf(error)?.reason === 'forbidden') parts.access.forget(cluster);
		throw error;
	} finally {
		hold.dispose();
	}
}

async function conclude(session: Session, decision: Decision, result: OverrideResult): Promise<ReleasePayload | undefined | 'done'> {
	const { place, cluster, parts } = session;
	switch (result.kind) {
		case 'written':
			for (const warning of result.warnings) parts.log.warn(`Server: ${warning.slice(0, 300)}`);
			parts.drafts.delete(`${session.verb} ${place.context} ${place.ref.namespace} ${place.ref.name}`);
			await followOverride({ place, cluster, wanted: decision.wanted });
			return 'done';
		case 'changed':
			return (await isLookedAtAgain(session, decision, result.now)) ? result.now : undefined;
		case 'gone':
			await vscode.window.showWarningMessage(goneSentence(place.ref.name, place.ref.namespace));
			return 'done';
	}
}

async function isLookedAtAgain({ place }: Session, { payload }: Decision, now: ReleasePayload): Promise<boolean> {
	const [lead = '', ...differences] = changedSentences(place.ref.name, basisDifferences(decisionBasis(payload), decisionBasis(now)));
	const again = vscode.l10n.t('Decide Again');
	const open = vscode.l10n.t('Open Payload');
	const answer = await vscode.window.showWarningMessage(lead, { modal: true, detail: differences.join('\n') }, again, open);
	if (answer === open) await showDocument(place);
	return answer === again;
}

/** What takes longer than a moment says so, and can be cancelled. */
async function during<T>(title: string, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
	const cancelled = new AbortController();
	const result = work(AbortSignal.any([cancelled.signal, AbortSignal.timeout(patience)]));
	const timer = setTimeout(() => {
		const options = { location: vscode.ProgressLocation.Notification, cancellable: true, title };
		void vscode.window.withProgress(options, async (_progress, token) => {
			const subscription = token.onCancellationRequested(() => cancelled.abort());
			await result.catch(() => undefined);
			subscription.dispose();
		});
	}, moment);
	try {
		return await result;
	} finally {
		clearTimeout(timer);
	}
}

function titleOf(verb: OverrideVerb): string {
	switch (verb) {
		case 'accept':
			return vscode.l10n.t('Accept Payload');
		case 'reject':
			return vscode.l10n.t('Reject Payload');
		case 'clear':
			return vscode.l10n.t('Clear Override');
	}
}

function whereOf({ context, ref }: PayloadPlace, cluster: Cluster) {
	return { context, server: cluster.context.server, namespace: ref.namespace };
}
