import * as vscode from 'vscode';
import type { Cluster, ClusterProblem } from '../cluster/cluster';
import { oneLine } from '../presentation/hostile';
import { parsePayloadText, type PayloadCandidate } from '../presentation/links';
import type { Connections } from './connections';
import { isNamespaceName, type PayloadPlace } from './documentUri';
import { PlacedError, problemOf, signalOf, type PlacedProblem } from './failures';
import { showDocument } from './payloadCommands';
import { pickPayload } from './payloadPicker';
import type { FilterChoice } from './treeFilter';
import type { PayloadTree } from './treeView';

export interface GoToParts {
	readonly connections: Connections;
	readonly tree: PayloadTree;
	readonly filter: FilterChoice;
	readonly log: vscode.LogOutputChannel;
}

const patience = 30_000;

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
	const { places, problems } = await locate(candidate, parts);
	const [problem] = problems;
	const place = places.length > 1 ? await choose(places) : places[0];
	if (place !== undefined) await reveal(place, parts);
	else if (places.length > 0) return;
	// Nobody may be told that it is nowhere who was not looked for everywhere.
	else if (problem !== undefined) throw new PlacedError(problem.problem, problem.place);
	else await notFound(candidate, parts);
}

/** A known payload, or the text as typed when it is none. */
async function ask({ connections, tree }: GoToParts): Promise<PayloadPlace | string | undefined> {
	const question = {
		title: vscode.l10n.t('Go to Payload'),
		placeholder: vscode.l10n.t('Name of a payload, or the address of its release page'),
		typed: (text: string) => {
			const candidate = parsePayloadText(text);
			return candidate === undefined ? undefined : { label: vscode.l10n.t('Find {0}', [candidate.namespace ?? [], candidate.name].flat().join('/')) };
		},
	};
	return await pickPayload(question, { connections, input: () => tree.input() });
}

interface Search {
	readonly places: readonly PayloadPlace[];
	/** Clusters that could not be asked, and why. */
	readonly problems: readonly PlacedProblem[];
}

async function locate(candidate: PayloadCandidate, parts: GoToParts): Promise<Search> {
	const known = knownPlaces(candidate, parts);
	if (known.length > 0) return { places: known, problems: [] };
	const options = { location: vscode.ProgressLocation.Notification, cancellable: true, title: vscode.l10n.t('Looking for {0}', candidate.name) };
	return await vscode.window.withProgress(options, async (_progress, token) => {
		const cancelled = signalOf(token);
		const signal = AbortSignal.any([cancelled.signal, AbortSignal.timeout(patience)]);
		const clusters = parts.connections.shown.flatMap(({ key, cluster }) => (cluster === undefined ? [] : [{ key, cluster }]));
		// A cluster that is just being connected has no namespaces to ask in yet.
		await Promise.all(clusters.map(async ({ cluster }) => await namespacesFound(cluster, signal)));
		const listed = knownPlaces(candidate, parts);
		const found = listed.length > 0 ? [] : await Promise.all(clusters.map(async ({ key, cluster }) => await askServer({ context: key, cluster, log: parts.log }, candidate, signal)));
		cancelled.dispose();
		if (cancelled.signal.aborted) throw new vscode.CancellationError();
		return { places: [...listed, ...found.flatMap(({ places }) => places)], problems: [...absentContexts(parts), ...found.flatMap(({ problems }) => problems)] };
	});
}

function knownPlaces(candidate: PayloadCandidate, { tree }: GoToParts): readonly PayloadPlace[] {
	return tree.input().clusters.flatMap((cluster) =>
		cluster.namespaces
			.flatMap(({ namespace }) => cluster.rows(namespace))
			.filter((row) => (row.ref.name === candidate.name || row.releaseName === candidate.name) && (candidate.namespace ?? row.ref.namespace) === row.ref.namespace)
			.map(({ ref }) => ({ context: cluster.context, ref })),
	);
}

function absentContexts({ connections }: GoToParts): readonly PlacedProblem[] {
	return connections.shown.flatMap(({ key, problem }) => (problem === undefined ? [] : [{ problem, place: { context: key, server: '', namespace: undefined } }]));
}

/** Done once a cluster has told its namespaces, or that it will not. */
async function namespacesFound(cluster: Cluster, signal: AbortSignal): Promise<void> {
	const isDone = (): boolean => cluster.namespaces.length > 0 || (cluster.state.kind !== 'idle' && cluster.state.kind !== 'connecting' && cluster.state.kind !== 'listing');
	if (isDone() || signal.aborted) return;
	await new Promise<void>((resolve) => {
		const finish = (): void => {
			subscription.dispose();
			resolve();
		};
		const subscription = cluster.onDidChangeState(() => {
			if (isDone()) finish();
		});
		signal.addEventListener('abort', finish, { once: true });
	});
}

interface Asked {
	readonly context: string;
	readonly cluster: Cluster;
	readonly log: vscode.LogOutputChannel;
}

/** One GET in each namespace that is known or named. Where it is not, or may not be seen, it is not to be had; anything else is no answer. */
async function askServer({ context, cluster, log }: Asked, candidate: PayloadCandidate, signal: AbortSignal): Promise<Search> {
	const listed = cluster.namespaces.map(({ namespace }) => namespace);
	const own = cluster.context.namespace;
	const namespaces = [...new Set(candidate.namespace === undefined ? [...listed, ...(own === undefined ? [] : [own])] : [candidate.namespace])].filter(isNamespaceName);
	const place = { context, server: cluster.context.server, namespace: undefined };
	if (namespaces.length === 0 && (cluster.state.kind === 'failed' || cluster.state.kind === 'reconnecting')) return { places: [], problems: [{ problem: cluster.state.problem, place }] };
	const answers = await Promise.all(
		namespaces.map(async (namespace): Promise<Search> => {
			const ref = { namespace, name: candidate.name };
			try {
				await cluster.read(ref, signal);
				return { places: [{ context, ref }], problems: [] };
			} catch (error) {
				const problem = problemOf(error) ?? (signal.aborted ? tookTooLong() : undefined);
				log.debug(`Go to payload: ${namespace}: ${problem?.reason ?? String(error)}`);
				if (problem === undefined || problem.reason === 'notFound' || problem.reason === 'forbidden') return { places: [], problems: [] };
				return { places: [], problems: [{ problem, place: { ...place, namespace } }] };
			}
		}),
	);
	return { places: answers.flatMap(({ places }) => places), problems: answers.flatMap(({ problems }) => problems) };
}

function tookTooLong(): ClusterProblem {
	return { reason: 'unreachable', detail: vscode.l10n.t('no answer within {0} s', patience / 1000), retryAt: undefined };
}

async function choose(places: readonly PayloadPlace[]): Promise<PayloadPlace | undefined> {
	const items = places.map((place) => ({ label: oneLine(place.ref.name, 120), description: oneLine([place.context, place.ref.namespace].join(' · ')), place }));
	return (await vscode.window.showQuickPick(items, { title: vscode.l10n.t('Go to Payload'), placeHolder: vscode.l10n.t('It is in several places') }))?.place;
}

/** A row that the filter hides is shown by taking the filter away; a payload that no row has is opened. */
async function reveal(place: PayloadPlace, { tree, filter }: GoToParts): Promise<void> {
	if (await tree.reveal(place.context, place.ref)) return;
	const hasRow = tree.input().clusters.some((cluster) => cluster.context === place.context && cluster.row(place.ref) !== undefined);
	if (hasRow) filter.set({ text: '', faultsOnly: false });
	if (!hasRow || !(await tree.reveal(place.context, place.ref))) await showDocument(place);
}

async function notFound(candidate: PayloadCandidate, { connections }: GoToParts): Promise<void> {
	const contexts = connections.shown.map(({ key }) => oneLine(key, 60)).join(', ');
	if (contexts === '') {
		await vscode.window.showInformationMessage(vscode.l10n.t('No cluster is shown. Choose one first.'));
		return;
	}
	await vscode.window.showInformationMessage(vscode.l10n.t('{0} is in none of the namespaces that you may read in {1}. Old and rejected payloads are deleted after some days.', candidate.name, contexts));
}
