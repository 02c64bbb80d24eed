import * as vscode from 'vscode';
import type { Cluster } from '../cluster/cluster';
import { oneLine } from '../presentation/hostile';
import { parsePayloadText, type PayloadCandidate } from '../presentation/links';
import { problemOf, signalOf } from './failures';
import type { Connections } from './connections';
import { isNamespaceName, type PayloadPlace } from './documentUri';
import { showDocument } from './payloadCommands';
import { payloadPicks, type PayloadPick } from './targets';
import type { FilterChoice } from './treeFilter';
import type { PayloadTree } from './treeView';

export interface GoToParts {
	readonly connections: Connections;
	readonly tree: PayloadTree;
	readonly filter: FilterChoice;
	readonly log: vscode.LogOutputChannel;
}

/** Finds a payload by whatever a person pasted, and shows its row. Names that no list has are asked of the servers. */
export async function goToPayload(argument: unknown, parts: GoToParts): Promise<void> {
	await parts.connections.start();
	const answer = typeof argument === 'string' ? argument : await ask(parts);
	if (answer === undefined) return;
	if (typeof answer !== 'string') {
		await reveal(answer, parts);
		return;
	}
	const candidate = parsePayloadText(answer);
	if (candidate === undefined) {
		await vscode.window.showWarningMessage(vscode.l10n.t('“{0}” is no payload name and no release page.', oneLine(answer, 100)));
		return;
	}
	const places = await locate(candidate, parts);
	const place = places.length > 1 ? await choose(places) : places[0];
	if (place !== undefined) await reveal(place, parts);
	else if (places.length === 0) await notFound(candidate, parts);
}

interface FindPick extends PayloadPick {
	readonly pasted?: string;
}

/** A known payload, or the text as typed when it is none. */
async function ask({ tree }: GoToParts): Promise<PayloadPlace | string | undefined> {
	const pick = vscode.window.createQuickPick<FindPick>();
	const known: readonly FindPick[] = payloadPicks(tree.input());
	pick.title = vscode.l10n.t('Go to Payload');
	pick.placeholder = vscode.l10n.t('Name of a payload, or the address of its release page');
	pick.items = known;
	const answer = await new Promise<FindPick | undefined>((resolve) => {
		const subscriptions = vscode.Disposable.from(
			pick.onDidChangeValue((text) => {
				pick.items = withTyped(known, text);
			}),
			pick.onDidAccept(() => {
				resolve(pick.activeItems[0]);
				pick.hide();
			}),
			pick.onDidHide(() => {
				subscriptions.dispose();
				resolve(undefined);
			}),
		);
		pick.show();
	});
	pick.dispose();
	return answer?.place ?? answer?.pasted;
}

/** A pasted address matches no label, so that the first item is what the text stands for. */
function withTyped(known: readonly FindPick[], text: string): readonly FindPick[] {
	const candidate = parsePayloadText(text);
	if (candidate === undefined || known.some(({ place }) => place?.ref.name === candidate.name && text === candidate.name)) return known;
	const label = candidate.namespace === undefined ? candidate.name : `${candidate.namespace}/${candidate.name}`;
	return [{ label: vscode.l10n.t('Find {0}', label), iconPath: new vscode.ThemeIcon('search'), alwaysShow: true, pasted: text }, ...known];
}

async function locate(candidate: PayloadCandidate, parts: GoToParts): Promise<readonly PayloadPlace[]> {
	const known = parts.tree.input().clusters.flatMap((cluster) =>
		cluster.namespaces
			.flatMap(({ namespace }) => cluster.rows(namespace))
			.filter((row) => (row.ref.name === candidate.name || row.releaseName === candidate.name) && (candidate.namespace ?? row.ref.namespace) === row.ref.namespace)
			.map(({ ref }) => ({ context: cluster.context, ref })),
	);
	if (known.length > 0) return known;
	const options = { location: vscode.ProgressLocation.Notification, cancellable: true, title: vscode.l10n.t('Looking for {0}', candidate.name) };
	return await vscode.window.withProgress(options, async (_progress, token) => {
		const cancelled = signalOf(token);
		const signal = AbortSignal.any([cancelled.signal, AbortSignal.timeout(30_000)]);
		const clusters = parts.connections.shown.flatMap(({ key, cluster }) => (cluster === undefined ? [] : [{ key, cluster }]));
		const found = await Promise.all(clusters.map(async ({ key, cluster }) => await askServer({ context: key, cluster, log: parts.log }, candidate, signal)));
		cancelled.dispose();
		if (cancelled.signal.aborted) throw new vscode.CancellationError();
		return found.flat();
	});
}

interface Asked {
	readonly context: string;
	readonly cluster: Cluster;
	readonly log: vscode.LogOutputChannel;
}

/** One GET in each namespace that is known or named; where it is not to be had, it is not. */
async function askServer({ context, cluster, log }: Asked, candidate: PayloadCandidate, signal: AbortSignal): Promise<readonly PayloadPlace[]> {
	const listed = cluster.namespaces.map(({ namespace }) => namespace);
	const own = cluster.context.namespace;
	const namespaces = candidate.namespace === undefined ? [...listed, ...(own === undefined ? [] : [own])] : [candidate.namespace];
	const found = await Promise.all(
		[...new Set(namespaces)].filter(isNamespaceName).map(async (namespace) => {
			const ref = { namespace, name: candidate.name };
			try {
				await cluster.read(ref, signal);
				return [{ context, ref }];
			} catch (error) {
				log.debug(`Go to payload: ${namespace}: ${problemOf(error)?.reason ?? String(error)}`);
				return [];
			}
		}),
	);
	return found.flat();
}

async function choose(places: readonly PayloadPlace[]): Promise<PayloadPlace | undefined> {
	const items = places.map((place) => ({ label: oneLine(place.ref.name, 120), description: oneLine([place.context, place.ref.namespace].join(' · ')), place }));
	return (await vscode.window.showQuickPick(items, { title: vscode.l10n.t('Go to Payload'), placeHolder: vscode.l10n.t('It is in several places') }))?.place;
}

/** A row that the filter hides is shown by taking the filter away; a payload that no row has is opened. */
async function reveal(place: PayloadPlace, { tree, filter }: GoToParts): Promise<void> {
	if (await tree.reveal(place.context, place.ref)) return;
	filter.set({ text: '', faultsOnly: false });
	if (!(await tree.reveal(place.context, place.ref))) await showDocument(place);
}

async function notFound(candidate: PayloadCandidate, { connections }: GoToParts): Promise<void> {
	const contexts = connections.shown.map(({ key }) => oneLine(key, 60)).join(', ');
	if (contexts === '') {
		await vscode.window.showInformationMessage(vscode.l10n.t('No cluster is shown. Choose one first.'));
		return;
	}
	await vscode.window.showInformationMessage(vscode.l10n.t('{0} is in none of the namespaces that you may read in {1}. Old and rejected payloads are deleted after some days.', candidate.name, contexts));
}
