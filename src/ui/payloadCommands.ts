import * as vscode from 'vscode';
import { jobsOf, type Job, type Run } from '../payload/jobs';
import { pullSpec } from '../payload/pullSpec';
import type { ReleasePayload } from '../payload/releasePayload';
import { buildIdOf, fromTemplate, linkFacts, markdownLink, templateFor, type Linked } from '../presentation/links';
import { oneLine } from '../presentation/hostile';
import { httpUrl } from '../presentation/markdown';
import type { TreeNode } from '../presentation/treeNode';
import type { PayloadPlace } from './documentUri';
import { documentUri } from './documents';
import { inPlace } from './failures';
import { readSettings } from './settings';
import type { PickerParts } from './payloadPicker';
import { placeOf, placeOrPick } from './targets';

/** What opening and copying needs of the rest. */
export type PayloadCommandParts = PickerParts;

export async function openPayload(argument: unknown, parts: PayloadCommandParts): Promise<void> {
	const place = isNode(argument) || argument !== undefined ? placeOf(argument) : await placeOrPick(undefined, { title: vscode.l10n.t('Open Payload') }, parts);
	if (place !== undefined) await showDocument(place);
}

export async function showDocument(place: PayloadPlace): Promise<void> {
	await vscode.window.showTextDocument(documentUri(place), { preview: true });
}

/** A run's Prow page, from a row or an address; only http(s) addresses are opened. */
export async function openRun(argument: unknown, parts: PayloadCommandParts): Promise<void> {
	const address = addressIn(argument) ?? findRun(argument, parts)?.run.url;
	const url = address === undefined ? undefined : httpUrl(address);
	if (url === undefined) await say(vscode.l10n.t('This run has no Prow page.'));
	else await openExternally(url);
}

export async function openPage(argument: unknown, parts: PayloadCommandParts, page: 'releasePage' | 'sippy'): Promise<void> {
	const title = page === 'sippy' ? vscode.l10n.t('Open in Sippy') : vscode.l10n.t('Open Release Page');
	const place = await placeOrPick(argument, { title }, parts);
	if (place === undefined) return;
	const url = pageOf(linked(place, parts), page);
	if (url !== undefined) {
		await openExternally(url);
		return;
	}
	const openSettings = vscode.l10n.t('Open Settings');
	const answer = await vscode.window.showWarningMessage(vscode.l10n.t('The settings give no web page for namespace {0}.', place.ref.namespace), openSettings);
	if (answer === openSettings) await vscode.commands.executeCommand('workbench.action.openSettings', 'releasePayloads.links');
}

export async function copyName(argument: unknown, parts: PayloadCommandParts): Promise<void> {
	const name = isNode(argument) ? nameOf(argument, parts) : (await placeOrPick(argument, { title: vscode.l10n.t('Copy Name') }, parts))?.ref.name;
	await copy(name);
}

export async function copyPullSpec(argument: unknown, parts: PayloadCommandParts): Promise<void> {
	const place = await placeOrPick(argument, { title: vscode.l10n.t('Copy Pull Spec') }, parts);
	if (place === undefined) return;
	const spec = pullSpec((await readPayload(place, parts)).spec.releaseCoordinates);
	if (spec === undefined) await say(vscode.l10n.t('{0} names no release image.', place.ref.name));
	else await copy(spec);
}

export async function copyMarkdownLink(argument: unknown, parts: PayloadCommandParts): Promise<void> {
	const place = await placeOrPick(argument, { title: vscode.l10n.t('Copy Markdown Link') }, parts);
	if (place === undefined) return;
	const payload = linked(place, parts);
	await copy(markdownLink(payload.releaseName, pageOf(payload, 'releasePage')));
}

export async function copyPeriodicName(argument: unknown, parts: PayloadCommandParts): Promise<void> {
	await copy(findJob(argument, parts)?.prowJobName);
}

export async function copyBuildId(argument: unknown, parts: PayloadCommandParts): Promise<void> {
	await copy(buildIdOf(findRun(argument, parts)?.run.url));
}

/** For a run without a page: what `oc get prowjob` takes, with the namespace before a slash. */
export async function copyProwJob(argument: unknown, parts: PayloadCommandParts): Promise<void> {
	const run = findRun(argument, parts)?.run;
	await copy([run?.namespace, run?.name].filter((each) => each !== undefined && each !== '').join('/'));
}

/** What is copied is pasted into terminals: no line break and no control character of a foreign name goes along. */
async function copy(text: string | undefined): Promise<void> {
	const safe = oneLine(text ?? '', 4000);
	if (safe === '') {
		await say(vscode.l10n.t('There is nothing to copy.'));
		return;
	}
	await vscode.env.clipboard.writeText(safe);
	vscode.window.setStatusBarMessage(vscode.l10n.t('Copied {0}', oneLine(safe, 100)), 3000);
}

async function say(text: string): Promise<void> {
	await vscode.window.showInformationMessage(text);
}

async function openExternally(url: string): Promise<void> {
	await vscode.env.openExternal(vscode.Uri.parse(url, true));
}

/** The held object where there is one, else what the server has now. */
async function readPayload({ context, ref }: PayloadPlace, { connections }: PayloadCommandParts): Promise<ReleasePayload> {
	const cluster = await connections.use(context);
	const detail = cluster?.store.detail(ref);
	if (detail?.kind === 'loaded') return detail.payload;
	const where = { context, server: cluster?.context.server ?? '', namespace: ref.namespace };
	if (cluster === undefined) throw new Error(`no context ${context}`);
	return (await inPlace(where, cluster.read(ref, AbortSignal.timeout(30_000)))).payload;
}

function linked({ context, ref }: PayloadPlace, { connections }: PayloadCommandParts): Linked {
	return connections.find(context)?.store.row(ref) ?? { ref, releaseName: ref.name, stream: '' };
}

function pageOf(payload: Linked, page: 'releasePage' | 'sippy'): string | undefined {
	const settings = readSettings();
	const template = page === 'sippy' ? settings.sippy : templateFor(payload.ref.namespace, settings.releasePages);
	return template === undefined ? undefined : fromTemplate(template, linkFacts(payload));
}

function nameOf(node: TreeNode, parts: PayloadCommandParts): string | undefined {
	switch (node.kind) {
		case 'context':
			return node.context;
		case 'namespace':
			return node.namespace;
		case 'stream':
			return node.stream;
		case 'payload':
		case 'role':
			return node.ref.name;
		case 'job':
			return findJob(node, parts)?.name;
		case 'run':
			return findRun(node, parts)?.run.name;
		case 'notice':
			return undefined;
	}
}

function findJob(argument: unknown, { connections }: PayloadCommandParts): Job | undefined {
	if (!isNode(argument) || (argument.kind !== 'job' && argument.kind !== 'run')) return undefined;
	const detail = connections.find(argument.context)?.store.detail(argument.ref);
	if (detail?.kind !== 'loaded') return undefined;
	return jobsOf(detail.payload).find(({ role, key }) => role === argument.role && key === argument.job);
}

function findRun(argument: unknown, parts: PayloadCommandParts): { readonly run: Run } | undefined {
	if (!isNode(argument) || argument.kind !== 'run') return undefined;
	const run = findJob(argument, parts)?.runs.find(({ key }) => key === argument.run);
	return run === undefined ? undefined : { run };
}

/** Rows hand over their node; it was made here, so its kind tells its shape. */
function isNode(argument: unknown): argument is TreeNode {
	return typeof argument === 'object' && argument !== null && 'kind' in argument && 'id' in argument && 'context' in argument;
}

function addressIn(argument: unknown): string | undefined {
	if (typeof argument !== 'object' || argument === null || !('url' in argument)) return undefined;
	return typeof argument.url === 'string' ? argument.url : undefined;
}
