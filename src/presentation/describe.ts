import * as l10n from '@vscode/l10n';
import type { Job, JobRole } from '../payload/jobs';
import { isDecided, phaseOf } from '../payload/phase';
import type { ReleasePayload } from '../payload/releasePayload';
import type { PayloadRow, PayloadSummary } from '../payload/summary';
import { ago, shortAge } from './age';
import { jobWords, payloadWords, plainWords, runWords } from './contextValue';
import { isOverdue } from './faults';
import { clusterFreshness, freshness } from './freshness';
import { oneLine } from './hostile';
import { jobIndexOf } from './jobIndex';
import { jobClauses, jobLookOf, jobTitle, runClauses, runTitle, type JobSetting } from './jobWords';
import { countClauses, roleClauses } from './roleWords';
import { httpUrl } from './markdown';
import { noticeRow } from './noticeRow';
import { payloadClauses, spokenPayload } from './payloadClauses';
import { doomedLook, phaseLook, roleLook, runLook, unreadLook, type Look } from './states';
import { healthOf, isQuiet, streamNamed, streamsOf, type Stream } from './streams';
import type { ClusterFacts, Row, TreeInput, TreeNode } from './treeNode';
import { joined } from './wordLists';

/** What the row of a node says now. Something that is gone by the time it is drawn keeps its name and says nothing. */
export function describe(node: TreeNode, input: TreeInput): Row {
	const cluster = input.clusters.find(({ context }) => context === node.context);
	switch (node.kind) {
		case 'context':
			return contextRow(node.context, cluster, input);
		case 'namespace':
			return namespaceRow(node.namespace, cluster, input);
		case 'stream':
			return streamRow(node.stream, streamNamed(cluster?.rows(node.namespace) ?? [], node.stream), input);
		case 'payload':
			return payloadRow(node, cluster, input);
		case 'role':
			return roleRow(node, cluster, input);
		case 'job':
			return jobRow(node, cluster, input);
		case 'run':
			return runRow(node, cluster, input);
		case 'notice':
			return noticeRow(node.notice, { context: node.context, server: cluster?.server ?? '' }, input.clock);
	}
}

function contextRow(context: string, cluster: ClusterFacts | undefined, input: TreeInput): Row {
	const said = cluster === undefined ? '' : joined([clusterFreshness(cluster, input.clock), oneLine(cluster.server, 100)]);
	return row({ label: oneLine(context, 100), description: said, icon: 'server-environment', collapsible: 'expanded', contextValue: plainWords('context') });
}

function namespaceRow(namespace: string, cluster: ClusterFacts | undefined, input: TreeInput): Row {
	const state = cluster?.namespaces.find((each) => each.namespace === namespace)?.state;
	const quiet = streamsOf(cluster?.rows(namespace) ?? []).filter((stream) => isQuiet(stream, input)).length;
	const hours = input.settings.quietStreamHours;
	const fresh = state === undefined || (state.kind === 'live' && state.pollingEvery === undefined) ? '' : freshness(state, input.clock);
	const label = oneLine(namespace, 100);
	// Short, since a narrow side bar cuts it off; the tooltip and a screen reader say what a quiet stream is.
	const short = quiet === 0 ? '' : quiet === 1 ? l10n.t('1 stream quiet for {0} h', hours) : l10n.t('{0} streams quiet for {1} h', quiet, hours);
	const whole = quiet === 0 ? '' : quiet === 1 ? l10n.t('1 stream without an Accepted for {0} h', hours) : l10n.t('{0} streams without an Accepted for {1} h', quiet, hours);
	return row({
		label,
		description: joined([fresh, short]),
		spoken: [label, fresh, whole].filter((each) => each !== '').join(', '),
		icon: state?.kind === 'failed' && state.problem.reason === 'forbidden' ? 'lock' : 'package',
		// Open at first where a look at everything still fits on a screen.
		collapsible: (cluster?.namespaces.length ?? 0) > 4 ? 'collapsed' : 'expanded',
		contextValue: plainWords('namespace'),
	});
}

function streamRow(name: string, stream: Stream | undefined, input: TreeInput): Row {
	const label = name === '' ? l10n.t('No stream') : oneLine(name, 100);
	const collapsible = 'collapsed' as const;
	const contextValue = plainWords('stream');
	if (stream === undefined) return row({ label, description: '', icon: 'versions', collapsible, contextValue });
	const health = healthOf(stream);
	const quiet = isQuiet(stream, input);
	return row({
		label,
		description: joined([
			acceptedClause(health.newestAccepted, health.provisional, input),
			health.rejectedInARow === 0 ? '' : l10n.t('{0} rejected in a row', health.rejectedInARow),
			health.undecided === 0 ? '' : l10n.t('{0} undecided', health.undecided),
			// Last, since it is long and mostly repeats the stream's own name.
			health.provisional || health.newestAccepted === undefined ? '' : oneLine(health.newestAccepted.releaseName, 100),
		]),
		icon: quiet ? 'warning' : 'versions',
		color: quiet ? 'list.warningForeground' : undefined,
		collapsible,
		contextValue,
	});
}

function acceptedClause(accepted: PayloadRow | undefined, provisional: boolean, { clock }: TreeInput): string {
	if (provisional) return l10n.t('reading payloads');
	if (accepted === undefined) return l10n.t('none accepted');
	if (accepted.createdAt === undefined) return l10n.t('Accepted, age not known');
	return l10n.t('Accepted {0}', shortAge(accepted.createdAt, clock));
}

function payloadRow(node: TreeNode & { readonly kind: 'payload' }, cluster: ClusterFacts | undefined, input: TreeInput): Row {
	const known = cluster?.row(node.ref);
	const summary = known?.summary;
	const label = oneLine(known?.releaseName ?? node.ref.name, 120);
	const common = {
		label,
		collapsible: 'collapsed' as const,
		contextValue: payloadWords(known, cluster, cluster?.detail(node.ref)),
		action: { kind: 'openPayload', ref: node.ref } as const,
	};
	if (summary === undefined) {
		const { icon, color, word } = unreadLook();
		const age = known?.createdAt === undefined ? '' : shortAge(known.createdAt, input.clock);
		return row({ ...common, description: age, icon, color, spoken: [label, age, word].filter((each) => each !== '').join(', ') });
	}
	const { icon, color } = payloadLook(summary);
	const since = input.differsSince?.(node.context, node.ref);
	return row({ ...common, description: joined(payloadClauses(summary, input, since)), icon, color, spoken: spokenPayload(summary, input, since) });
}

/** The phase's look; an open payload that nothing can save looks like what it will be. */
export function payloadLook(summary: PayloadSummary): Look {
	return !isDecided(summary.phase) && summary.fate?.verdict === 'rejected' ? doomedLook() : phaseLook(summary.phase);
}

/** Until the whole object is there only what the summary knows exactly is said. */
function roleRow(node: TreeNode & { readonly kind: 'role' }, cluster: ClusterFacts | undefined, input: TreeInput): Row {
	const { word, icon } = roleLook(node.role);
	const detail = cluster?.detail(node.ref);
	const counts = node.role === 'analysis' ? undefined : cluster?.row(node.ref)?.summary?.[node.role];
	const clauses =
		detail?.kind === 'loaded'
			? roleClauses(jobIndexOf(detail.payload, input.jobMemo).byRole.get(node.role) ?? [], jobSettingOf(detail.payload, cluster?.row(node.ref), input))
			: counts === undefined ? [] : countClauses(counts);
	return row({ label: word, description: joined(clauses), icon, collapsible: node.role === 'blocking' ? 'expanded' : 'collapsed', contextValue: plainWords('role') });
}

/** A job with what its words depend on; undefined while the whole object is not there, or no longer has it. */
export function findJob(
	node: { readonly ref: TreeNodeRef; readonly role: JobRole; readonly job: string },
	cluster: ClusterFacts | undefined,
	input: TreeInput,
): { readonly job: Job; readonly title: string; readonly setting: JobSetting } | undefined {
	const detail = cluster?.detail(node.ref);
	if (detail?.kind !== 'loaded') return undefined;
	const { byKey, unnamed } = jobIndexOf(detail.payload, input.jobMemo);
	const job = byKey.get(node.job);
	if (job === undefined) return undefined;
	return { job, title: jobTitle(job, unnamed.get(job.key) ?? 1), setting: jobSettingOf(detail.payload, cluster?.row(node.ref), input) };
}

function jobSettingOf({ status }: ReleasePayload, row: PayloadRow | undefined, input: TreeInput): JobSetting {
	const overdue = isOverdue(row?.createdAt, input) && status.releaseCreationJobResult?.status === 'Success';
	return { decided: isDecided(phaseOf(status.conditions)), overdue, clock: input.clock };
}

type TreeNodeRef = (TreeNode & { readonly kind: 'payload' })['ref'];

function jobRow(node: TreeNode & { readonly kind: 'job' }, cluster: ClusterFacts | undefined, input: TreeInput): Row {
	const found = findJob(node, cluster, input);
	const contextValue = jobWords(found?.job);
	if (found === undefined) return row({ label: oneLine(node.job, 100), description: '', icon: 'question', collapsible: 'none', contextValue });
	const { job, title, setting } = found;
	const look = jobLookOf(job, setting);
	const clauses = jobClauses(job, setting);
	// A clause that begins with the state's own word says it already.
	const said = clauses.some((clause) => clause.toLowerCase().startsWith(look.word.toLowerCase()));
	const spoken = [title, ...(said ? [] : [look.word]), ...clauses].join(', ');
	return row({ label: title, description: joined(clauses), icon: look.icon, color: look.color, collapsible: job.runs.length === 0 ? 'none' : 'collapsed', contextValue, spoken });
}

function runRow(node: TreeNode & { readonly kind: 'run' }, cluster: ClusterFacts | undefined, input: TreeInput): Row {
	const found = findJob(node, cluster, input);
	const run = found?.job.runs.find(({ key }) => key === node.run);
	const contextValue = runWords(run);
	if (found === undefined || run === undefined) return row({ label: oneLine(node.run, 100), description: '', icon: 'question', collapsible: 'none', contextValue });
	const look = runLook(run.shown);
	const url = run.url === undefined ? undefined : httpUrl(run.url);
	const label = runTitle(run, node.role, found.job.analysisJobCount > 0 || node.role === 'analysis');
	const started = run.startedAt === undefined ? '' : ago(run.startedAt, input.clock);
	return row({
		label,
		description: joined([...runClauses(run, input.clock), url === undefined ? l10n.t('no Prow page yet') : '']),
		icon: look.icon,
		color: look.color,
		collapsible: 'none',
		contextValue,
		action: url === undefined ? undefined : { kind: 'openUrl', url },
		spoken: [label, ...runClauses(run, input.clock), started].filter((each) => each !== '').join(', '),
	});
}

interface RowParts {
	readonly label: string;
	readonly description: string;
	readonly icon: string;
	readonly color?: string | undefined;
	readonly collapsible: Row['collapsible'];
	readonly contextValue: string;
	readonly action?: Row['action'];
	/** For a screen reader, where label and description do not read well one after the other. */
	readonly spoken?: string;
}

function row({ label, description, spoken, color, action, ...rest }: RowParts): Row {
	const accessibilityLabel = spoken ?? (description === '' ? label : `${label}, ${description.replaceAll(' · ', ', ')}`);
	return { label, description, color, action, accessibilityLabel, ...rest };
}
