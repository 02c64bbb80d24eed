import * as vscode from 'vscode';
import type { PayloadRow } from '../payload/summary';
import { oneLine } from '../presentation/hostile';
import { payloadClauses } from '../presentation/payloadClauses';
import { problemMessage, problemWords } from '../presentation/problems';
import { streamsOf } from '../presentation/streams';
import type { ClusterFacts, TreeInput } from '../presentation/treeNode';
import { joined } from '../presentation/wordLists';
import type { Connections } from './connections';
import type { PayloadPlace } from './documentUri';

export interface PickerParts {
	readonly connections: Connections;
	readonly input: () => TreeInput;
}

export interface PayloadQuestion {
	readonly title: string;
	readonly placeholder?: string;
	/** Which payloads are offered; all of them where it is left out. */
	readonly keep?: (row: PayloadRow) => boolean;
	/** What the typed text stands for besides the payloads that it matches; the text itself comes back then. */
	readonly typed?: (text: string) => { readonly label: string } | undefined;
}

interface PayloadPick extends vscode.QuickPickItem {
	readonly place?: PayloadPlace;
	readonly typed?: string;
}

/** Payloads come in by the thousand while a cluster is read; the list follows in so many ms. */
const coalescing = 300;

/**
 * Asks for a payload. A command may be given before any view was open, so that this connects first, and the list grows
 * while clusters are read. Gives the payload, or the typed text where the question admits one; undefined for neither.
 */
export async function pickPayload(question: PayloadQuestion, { connections, input }: PickerParts): Promise<PayloadPlace | string | undefined> {
	await connections.start();
	const pick = vscode.window.createQuickPick<PayloadPick>();
	pick.title = question.title;
	pick.placeholder = question.placeholder ?? vscode.l10n.t('Name of the payload');
	pick.matchOnDescription = true;
	pick.keepScrollPosition = true;
	let known: readonly PayloadPick[] = [];
	const fill = (): void => {
		const { clusters } = input();
		const active = pick.activeItems[0]?.place;
		pick.busy = clusters.some(isReading);
		known = [...payloadPicks(input(), question.keep), ...problemPicks(clusters)];
		show();
		const same = active === undefined ? undefined : pick.items.find(({ place }) => place !== undefined && isSame(place, active));
		if (same !== undefined) pick.activeItems = [same];
	};
	const show = (): void => {
		pick.items = [...typedPicks(pick.value, known, question), ...known];
	};
	let timer: NodeJS.Timeout | undefined;
	const soon = (): void => {
		timer ??= setTimeout(() => {
			timer = undefined;
			fill();
		}, coalescing);
	};
	fill();
	const answer = await new Promise<PayloadPick | undefined>((resolve) => {
		const subscriptions = vscode.Disposable.from(
			connections.onDidChange(soon),
			connections.onDidChangePayloads(({ change }) => {
				// What is said of a payload may wait; a list that moves under the cursor is worse.
				if (pick.busy || change.added.length > 0 || change.removed.length > 0) soon();
			}),
			pick.onDidChangeValue(() => {
				if (question.typed !== undefined) show();
			}),
			pick.onDidAccept(() => {
				const active = pick.activeItems[0];
				// Enter can be quicker than the item for what was pasted.
				resolve(active?.place === undefined ? (typedPicks(pick.value, known, question)[0] ?? active) : active);
				pick.hide();
			}),
			pick.onDidHide(() => {
				subscriptions.dispose();
				resolve(undefined);
			}),
		);
		pick.show();
	});
	clearTimeout(timer);
	pick.dispose();
	return answer?.place ?? answer?.typed;
}

function isReading({ state }: ClusterFacts): boolean {
	return state.kind === 'connecting' || state.kind === 'listing';
}

function isSame(a: PayloadPlace, b: PayloadPlace): boolean {
	return a.context === b.context && a.ref.namespace === b.ref.namespace && a.ref.name === b.ref.name;
}

/** A pasted address matches no label, so that the first item is what the text stands for; a name that is listed needs none. */
function typedPicks(text: string, known: readonly PayloadPick[], { typed }: PayloadQuestion): readonly PayloadPick[] {
	const item = typed?.(text);
	if (item === undefined || known.some(({ place }) => place?.ref.name === text.trim())) return [];
	return [{ label: item.label, iconPath: new vscode.ThemeIcon('search'), alwaysShow: true, typed: text }];
}

/** Why a cluster's payloads are missing: an empty list alone would say that there are none. */
function problemPicks(clusters: readonly ClusterFacts[]): readonly PayloadPick[] {
	if (clusters.length === 0) return [{ label: vscode.l10n.t('No cluster is shown. Choose one first.'), alwaysShow: true }];
	return clusters.flatMap((cluster) => {
		const { context, server, state } = cluster;
		const hasRows = cluster.namespaces.some(({ namespace }) => cluster.rows(namespace).length > 0);
		if (hasRows || (state.kind !== 'failed' && state.kind !== 'reconnecting')) return [];
		const place = { context, server, namespace: undefined };
		const { title, icon } = problemWords(state.problem, place);
		return [{ label: title, detail: problemMessage(state.problem, place), iconPath: new vscode.ThemeIcon(icon), alwaysShow: true }];
	});
}

/** All payloads known so far, stream by stream, newest first within each. */
function payloadPicks(input: TreeInput, keep: (row: PayloadRow) => boolean = () => true): readonly PayloadPick[] {
	return input.clusters.flatMap((cluster) =>
		cluster.namespaces.flatMap(({ namespace }) =>
			streamsOf(cluster.rows(namespace).filter(keep)).flatMap(({ stream, rows }) => [
				{ label: oneLine([cluster.context, namespace, stream].join(' · ')), kind: vscode.QuickPickItemKind.Separator },
				...rows.map((row) => ({
					label: oneLine(row.releaseName, 120),
					description: row.summary === undefined ? '' : joined(payloadClauses(row.summary, input)),
					place: { context: cluster.context, ref: row.ref },
				})),
			]),
		),
	);
}
