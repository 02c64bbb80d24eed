import type { Job, Run } from '../payload/jobs';
import type { PayloadRow } from '../payload/summary';
import { httpUrl } from './markdown';
import { buildIdOf } from './links';
import type { ClusterFacts, DetailFacts, TreeNode } from './treeNode';

/** Every word that `contextValue` can hold; menus match them with `\bword\b`, and a test holds the manifest to this list. */
export const contextWords = [
	'context',
	'namespace',
	'stream',
	'payload',
	'role',
	'job',
	'run',
	'notice',
	/** The payload was read, not only its name. */
	'read',
	/** The access review allows patching payloads in the namespace. */
	'overridable',
	/** An override is stored, whether or not it has an effect. */
	'overridden',
	'overrideAccepted',
	'overrideRejected',
	/** Present until the whole object shows that there is none. */
	'hasPullSpec',
	'hasPeriodic',
	'hasUrl',
	'hasBuildId',
	/** The run's ProwJob is named. */
	'hasProwJob',
	/** The notice leads somewhere on click. */
	'hasAction',
] as const;

export type ContextWord = (typeof contextWords)[number];

/** The words of a node whose kind says all there is to say. */
export function plainWords(kind: TreeNode['kind']): string {
	return words(kind);
}

export function payloadWords(row: PayloadRow | undefined, cluster: ClusterFacts | undefined, detail: DetailFacts | undefined): string {
	const override = row?.summary?.override;
	return words(
		'payload',
		row?.summary !== undefined && 'read',
		row !== undefined && cluster?.mayOverride(row.ref.namespace) === true && 'overridable',
		override !== undefined && 'overridden',
		override?.value === 'Accepted' && 'overrideAccepted',
		override?.value === 'Rejected' && 'overrideRejected',
		mayHavePullSpec(detail) && 'hasPullSpec',
	);
}

function mayHavePullSpec(detail: DetailFacts | undefined): boolean {
	if (detail?.kind !== 'loaded') return true;
	const first = detail.payload.spec.releaseCoordinates?.[0];
	return first?.repository !== undefined && first.repository !== '';
}

export function jobWords(job: Job | undefined): string {
	return words('job', job?.prowJobName !== undefined && job.prowJobName !== '' && 'hasPeriodic');
}

export function runWords(run: Run | undefined): string {
	const url = run?.url === undefined ? undefined : httpUrl(run.url);
	return words('run', url !== undefined && 'hasUrl', buildIdOf(url) !== undefined && 'hasBuildId', run?.name !== undefined && 'hasProwJob');
}

export function noticeWords(hasAction: boolean): string {
	return words('notice', hasAction && 'hasAction');
}

function words(...some: readonly (ContextWord | false)[]): string {
	return some.filter((word) => word !== false).join(' ');
}
