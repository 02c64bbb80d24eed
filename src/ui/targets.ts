import * as vscode from 'vscode';
import type { PayloadRow } from '../payload/summary';
import { oneLine } from '../presentation/hostile';
import { payloadClauses } from '../presentation/payloadClauses';
import { streamsOf } from '../presentation/streams';
import type { TreeInput } from '../presentation/treeNode';
import { joined } from '../presentation/wordLists';
import { isNamespaceName, isObjectName, type PayloadPlace } from './documentUri';
import { placeOfDocument } from './documents';

/**
 * The payload that a command's argument means: a tree node, `{ context, ref }`, `{ context, namespace, name }` as a lens
 * passes it, or, without an argument, the document in front. Whatever else was passed is no payload.
 */
export function placeOf(argument: unknown): PayloadPlace | undefined {
	if (argument === undefined) return frontDocument();
	if (argument instanceof vscode.Uri) return placeOfDocument(argument);
	if (typeof argument !== 'object' || argument === null || !('context' in argument)) return undefined;
	const { context } = argument;
	const ref = 'ref' in argument ? argument.ref : argument;
	if (typeof context !== 'string' || typeof ref !== 'object' || ref === null || !('namespace' in ref) || !('name' in ref)) return undefined;
	const { namespace, name } = ref;
	if (typeof namespace !== 'string' || typeof name !== 'string' || !isNamespaceName(namespace) || !isObjectName(name)) return undefined;
	return { context, ref: { namespace, name } };
}

function frontDocument(): PayloadPlace | undefined {
	const uri = vscode.window.activeTextEditor?.document.uri;
	return uri === undefined ? undefined : placeOfDocument(uri);
}

export interface PayloadPick extends vscode.QuickPickItem {
	readonly place?: PayloadPlace;
}

/** All payloads known so far, stream by stream, newest first within each, those of `keep` only. */
export function payloadPicks(input: TreeInput, keep: (row: PayloadRow) => boolean = () => true): PayloadPick[] {
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

/** The argument's payload, else the one that a person picks; undefined when they pick none. */
export async function placeOrPick(argument: unknown, input: TreeInput, question: { readonly title: string; readonly keep?: (row: PayloadRow) => boolean }): Promise<PayloadPlace | undefined> {
	const place = placeOf(argument);
	if (place !== undefined) return place;
	const picked = await vscode.window.showQuickPick(payloadPicks(input, question.keep), {
		title: question.title,
		placeHolder: vscode.l10n.t('Name of the payload'),
		matchOnDescription: true,
	});
	return picked?.place;
}
