import * as vscode from 'vscode';
import type { Cluster } from '../cluster/cluster';
import type { WantedOverride } from '../payload/consequences';
import { overrideProgress, type OverrideProgress } from '../payload/outlook';
import { progressSentence, writtenSentence } from '../presentation/outcome';
import type { PayloadPlace } from './documentUri';

export interface Written {
	readonly place: PayloadPlace;
	readonly cluster: Cluster;
	readonly wanted: WantedOverride;
}

/** How often the words for "not yet" are renewed. */
const renewal = 5000;
/** Long enough for a busy server; the tree goes on telling. */
const longest = 5 * 60_000;

/** Tells what becomes of what was written, as the watch brings it. The caller holds the payload meanwhile. */
export async function followOverride(written: Written): Promise<void> {
	const { place, wanted } = written;
	const startedAt = Date.now();
	// In the status bar: a notification's only button says Cancel, which would read as if it took the override back.
	const end = await vscode.window.withProgress({ location: vscode.ProgressLocation.Window }, async (progress) => await settled(written, { progress, startedAt }));
	const sentence = end === 'gone' ? vscode.l10n.t('{0} was deleted by the release controller.', place.ref.name) : progressSentence(end, wanted, place.ref.name, Date.now() - startedAt);
	if (end === 'inForce') vscode.window.setStatusBarMessage(`$(check) ${sentence}`, 8000);
	else void vscode.window.showInformationMessage(sentence);
}

interface Waiting {
	readonly progress: vscode.Progress<{ readonly message?: string }>;
	readonly startedAt: number;
}

type End = OverrideProgress | 'gone';

/** Ends when the override is in force, when something other than time holds it, or when it has been waited for long enough. */
async function settled({ place, cluster, wanted }: Written, { progress, startedAt }: Waiting): Promise<End> {
	const now = (): OverrideProgress => {
		const detail = cluster.store.detail(place.ref);
		return detail?.kind === 'loaded' ? overrideProgress(detail.payload, wanted) : 'notYet';
	};
	const seesWrite = seesWriteOf({ place, cluster, wanted });
	return await new Promise<End>((resolve) => {
		const look = (): void => {
			const state = now();
			// What the store still has from before the patch must not pass for another person's override.
			if (state === 'notYet' || (state === 'replaced' && !seesWrite())) {
				if (Date.now() - startedAt > longest) finish('notYet');
				else progress.report({ message: Date.now() - startedAt < renewal ? writtenSentence(wanted, place.ref.name) : progressSentence('notYet', wanted, place.ref.name, Date.now() - startedAt) });
			} else finish(state);
		};
		const timer = setInterval(look, renewal);
		const subscriptions = [
			cluster.store.onDidChange((change) => {
				if (change.removed.some(({ namespace, name }) => namespace === place.ref.namespace && name === place.ref.name)) finish('gone');
				else look();
			}),
		];
		const finish = (end: End): void => {
			clearInterval(timer);
			for (const subscription of subscriptions) subscription.dispose();
			resolve(end);
		};
		look();
	});
}

/** Whether the store has been seen with this write in it. */
function seesWriteOf({ place, cluster, wanted }: Written): () => boolean {
	let seen = false;
	return () => {
		const detail = cluster.store.detail(place.ref);
		if (detail?.kind === 'loaded') {
			const { override = '', reason = '' } = detail.payload.spec.payloadOverride ?? {};
			seen ||= override === (wanted?.override ?? '') && (wanted === undefined || reason === wanted.reason);
		}
		return seen;
	};
}
