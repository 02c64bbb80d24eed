import * as l10n from '@vscode/l10n';
import type { PayloadRow } from '../payload/summary';
import { ago, utcAndLocal, type Clock } from './age';
import { findJob } from './describe';
import { freshness } from './freshness';
import { jobClauses, runDuration, runTitle } from './jobWords';
import { block, code, link, plain } from './markdown';
import { noticeParagraphs } from './noticeRow';
import { payloadClauses } from './payloadClauses';
import { factsOf, type Fact } from './payloadFacts';
import { problemWords } from './problems';
import { roleLook, runLook } from './states';
import { healthOf, isQuiet, streamNamed, streamsOf } from './streams';
import type { ClusterFacts, TreeInput, TreeNode } from './treeNode';
import { explain } from './why';

/**
 * The tooltip of a node as Markdown, made when asked for. Nothing that came from a cluster is markup in it; the only
 * links are http(s) addresses of runs. Undefined where the row says everything.
 */
export function tooltip(node: TreeNode, input: TreeInput): string | undefined {
	const cluster = input.clusters.find(({ context }) => context === node.context);
	switch (node.kind) {
		case 'context':
			return cluster === undefined ? undefined : paragraphs([`**${plain(node.context)}**`, plain(cluster.server), stateParagraph(cluster.state, cluster, undefined, input.clock)]);
		case 'namespace':
			return cluster === undefined ? undefined : namespaceTooltip(node.namespace, cluster, input);
		case 'stream':
			return cluster === undefined ? undefined : streamTooltip(node, cluster, input);
		case 'payload':
			return payloadTooltip(node, cluster, input);
		case 'role':
			return plain(roleMeaning(node));
		case 'job':
			return jobTooltip(node, cluster, input);
		case 'run':
			return runTooltip(node, cluster, input);
		case 'notice':
			return paragraphs(noticeParagraphs(node.notice, { context: node.context, server: cluster?.server ?? '' }, input.clock).map((each) => plain(each, 1000)));
	}
}

function stateParagraph(state: ClusterFacts['state'], cluster: ClusterFacts, namespace: string | undefined, clock: Clock): string {
	if (state.kind !== 'reconnecting' && state.kind !== 'failed') return plain(l10n.t('Connection: {0}', freshness(state, clock)));
	const { sentence, nextStep } = problemWords(state.problem, { context: cluster.context, server: cluster.server, namespace });
	return `${plain(l10n.t('Connection: {0}', freshness(state, clock)))}\n\n${plain(sentence, 1000)} ${plain(nextStep)}`;
}

function namespaceTooltip(namespace: string, cluster: ClusterFacts, input: TreeInput): string {
	const streams = streamsOf(cluster.rows(namespace));
	const quiet = streams.filter((stream) => isQuiet(stream, input)).map(({ stream }) => stream);
	const state = cluster.namespaces.find((each) => each.namespace === namespace)?.state;
	return paragraphs([
		`**${plain(namespace)}**`,
		plain(l10n.t('Context {0}, {1}', cluster.context, cluster.server)),
		quiet.length === 0 ? '' : `${plain(l10n.t('Without an Accepted for {0} h:', input.settings.quietStreamHours))}\n${bullets(quiet.slice(0, 20).map((each) => plain(each)))}`,
		cluster.mayOverride(namespace) === false ? plain(l10n.t('Your user may not override payloads here.')) : '',
		state === undefined ? '' : stateParagraph(state, cluster, namespace, input.clock),
	]);
}

function streamTooltip(node: TreeNode & { readonly kind: 'stream' }, cluster: ClusterFacts, input: TreeInput): string | undefined {
	const stream = streamNamed(cluster.rows(node.namespace), node.stream);
	if (stream === undefined) return undefined;
	const { newestAccepted, undecided, rejectedInARow } = healthOf(stream);
	return paragraphs([
		`**${plain(node.stream)}**`,
		newestAccepted === undefined ? plain(l10n.t('No Accepted payload is known.')) : `${plain(l10n.t('Newest Accepted:'))} ${code(newestAccepted.releaseName)}, ${plain(ageOf(newestAccepted, input.clock))}`,
		plain(l10n.t('Payloads: {0}, undecided: {1}, rejected since the newest Accepted: {2}', stream.rows.length, undecided, rejectedInARow)),
		stream.streamKind === 'stable' ? plain(l10n.t('In version order; payloads of this stream are never pruned.')) : plain(l10n.t('Newest first; old and rejected payloads are pruned.')),
	]);
}

function ageOf({ createdAt }: PayloadRow, clock: Clock): string {
	return createdAt === undefined ? l10n.t('age not known') : ago(createdAt, clock);
}

function payloadTooltip(node: TreeNode & { readonly kind: 'payload' }, cluster: ClusterFacts | undefined, input: TreeInput): string {
	const row = cluster?.row(node.ref);
	const detail = cluster?.detail(node.ref);
	const name = row?.releaseName ?? node.ref.name;
	const created = row?.createdAt;
	const head = [
		`**${plain(name)}**`,
		name === node.ref.name ? '' : `${plain(l10n.t('Object:'))} ${code(node.ref.name)}`,
		created === undefined ? '' : plain(l10n.t('Created {0}, {1}', ago(created, input.clock), utcAndLocal(created, input.clock))),
	];
	if (detail?.kind !== 'loaded') {
		const said = row?.summary === undefined ? [l10n.t('Its state is not read yet.')] : payloadClauses(row.summary, input);
		return paragraphs([...head, bullets(said.map((each) => plain(each)))]);
	}
	const { headline, notes } = explain(detail.payload, input);
	return paragraphs([...head, `**${plain(headline, 1000)}**`, bullets(notes.map((note) => plain(note, 1000))), ...factsOf(detail.payload, input.clock).map(factMarkdown)]);
}

function factMarkdown({ title, lines, verbatim }: Fact): string {
	if (lines.length === 0) return plain(title);
	// One line reads as text; only what has lines of its own needs a block.
	return `${plain(title)}\n\n${verbatim && lines.length > 1 ? block(lines.join('\n')) : bullets(lines.map((line) => plain(line, 1000)))}`;
}

function roleMeaning({ role }: TreeNode & { readonly kind: 'role' }): string {
	switch (role) {
		case 'blocking':
			return l10n.t('{0}: one of these that fails for good rejects the payload.', roleLook(role).word);
		case 'informing':
			return l10n.t('{0}: these decide nothing as long as there are blocking jobs.', roleLook(role).word);
		case 'upgrade':
			return l10n.t('{0}: upgrades to this payload; they decide nothing as long as there are blocking jobs.', roleLook(role).word);
		case 'analysis':
			return l10n.t('{0}: results as the older API kept them.', roleLook(role).word);
	}
}

function jobTooltip(node: TreeNode & { readonly kind: 'job' }, cluster: ClusterFacts | undefined, input: TreeInput): string | undefined {
	const found = findJob(node, cluster, input);
	if (found === undefined) return undefined;
	const { job, title, setting } = found;
	return paragraphs([
		`**${plain(title)}**`,
		job.prowJobName === undefined ? '' : `${plain(l10n.t('Periodic:'))} ${code(job.prowJobName)}`,
		bullets(jobClauses(job, setting).map((each) => plain(each))),
		retryMeaning(job.maxRetries, job.analysisJobCount),
		job.storedState === undefined ? '' : `${plain(l10n.t('State as stored:'))} ${code(job.storedState, 60)}`,
	]);
}

function retryMeaning(maxRetries: number, analysisJobCount: number): string {
	if (analysisJobCount > 0) return plain(l10n.t('Analysis job: passes when 60 % of {0} runs pass.', analysisJobCount));
	if (maxRetries === 0) return '';
	return plain(l10n.t('Retried up to {0} times at most; the stream\'s own configuration may allow fewer.', maxRetries));
}

function runTooltip(node: TreeNode & { readonly kind: 'run' }, cluster: ClusterFacts | undefined, input: TreeInput): string | undefined {
	const found = findJob(node, cluster, input);
	const run = found?.job.runs.find(({ key }) => key === node.run);
	if (found === undefined || run === undefined) return undefined;
	const { clock } = input;
	const took = runDuration(run, clock);
	const prowJob = [run.namespace, run.name].filter((each) => each !== undefined).join('/');
	return paragraphs([
		`**${plain(runTitle(run, node.role, found.job.analysisJobCount > 0))}**: ${plain(runLook(run.shown).word)}`,
		bullets([
			run.startedAt === undefined ? '' : plain(l10n.t('Started {0}, {1}', ago(run.startedAt, clock), utcAndLocal(run.startedAt, clock))),
			run.completedAt === undefined ? '' : plain(l10n.t('Ended {0}', utcAndLocal(run.completedAt, clock))),
			took === undefined ? '' : plain(run.completedAt === undefined ? l10n.t('So far {0}', took) : l10n.t('Took {0}', took)),
			run.buildCluster === undefined ? '' : `${plain(l10n.t('Build cluster:'))} ${code(run.buildCluster, 60)}`,
			prowJob === '' ? '' : `${plain(l10n.t('ProwJob:'))} ${code(prowJob)}`,
			run.storedState === undefined ? '' : `${plain(l10n.t('State as stored:'))} ${code(run.storedState, 60)}`,
		]),
		run.url === undefined ? plain(l10n.t('There is no Prow page yet; the ProwJob can be looked up by name.')) : link(run.url, run.url),
	]);
}

function paragraphs(parts: readonly string[]): string {
	return parts.filter((part) => part !== '').join('\n\n');
}

function bullets(lines: readonly string[]): string {
	return lines.filter((line) => line !== '').map((line) => `- ${line}`).join('\n');
}
