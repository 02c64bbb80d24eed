import { readPayload } from '../../../src/payload/readPayload';
import type { ReleasePayload } from '../../../src/payload/releasePayload';
import { rowFromMetadata, rowFromSummary, summarize, type PayloadRow } from '../../../src/payload/summary';
import { relativeFormat, type Clock } from '../../../src/presentation/age';
import type { ClusterFacts, ConnectionFacts, DetailFacts, TreeInput } from '../../../src/presentation/treeNode';

/** Payloads for tests: the smallest thing that says the case. */

export const created = Date.parse('2026-05-01T13:24:06Z');
const hour = 3_600_000;

export interface JobShape {
	readonly name: string;
	readonly runs?: readonly string[];
	readonly retries?: number;
	readonly analysis?: number;
	readonly state?: string;
	readonly older?: boolean;
}

export interface Shape {
	readonly name?: string;
	readonly namespace?: string;
	readonly stream?: string;
	readonly tag?: string;
	/** `Type=Status[:Reason[:Message]]`. */
	readonly conditions?: readonly string[];
	readonly blocking?: readonly JobShape[];
	readonly informing?: readonly JobShape[];
	readonly upgrade?: readonly JobShape[];
	readonly analysis?: readonly JobShape[];
	readonly specBlocking?: readonly string[];
	readonly override?: { readonly override?: string; readonly reason?: string };
	readonly creation?: string;
	readonly creationMessage?: string;
	/** Undefined: no mirror is configured. */
	readonly mirror?: string;
	readonly labels?: Readonly<Record<string, string>>;
	readonly qualifiersSummary?: unknown;
	readonly setAt?: string;
}

export const nightly = '4.22.0-0.nightly-2026-05-01-132406';

export function aPayload(shape: Shape = {}): ReleasePayload {
	return readPayload(rawPayload(shape));
}

function rawPayload(shape: Shape): unknown {
	const name = shape.name ?? nightly;
	const namespace = shape.namespace ?? 'ocp';
	return {
		metadata: {
			name,
			namespace,
			uid: `uid-${name}`,
			resourceVersion: '1',
			creationTimestamp: '2026-05-01T13:24:06Z',
			labels: shape.labels ?? {},
			managedFields: shape.setAt === undefined ? [] : [{ manager: 'kubectl-patch', operation: 'Update', time: shape.setAt, fieldsV1: { 'f:spec': { 'f:payloadOverride': { 'f:override': {} } } } }],
		},
		spec: {
			payloadCoordinates: { namespace, imagestreamName: 'release', imagestreamTagName: shape.tag ?? name, ...(shape.stream !== undefined && { streamName: shape.stream }) },
			payloadCreationConfig: {
				releaseCreationCoordinates: { namespace: 'ci-release', releaseCreationJobName: name },
				prowCoordinates: { namespace: 'ci' },
				releaseMirrorCoordinates: shape.mirror === undefined ? { namespace: '', releaseMirrorJobName: '' } : { namespace: 'ci-release', releaseMirrorJobName: `${name}-alternate-mirror` },
			},
			payloadOverride: shape.override ?? {},
			payloadVerificationConfig: { blockingJobs: (shape.specBlocking ?? []).map((job) => ({ ciConfigurationName: job, ciConfigurationJobName: `periodic-${job}` })), payloadVerificationDataSource: 'BuildFarmLookup' },
		},
		status: {
			conditions: (shape.conditions ?? []).map((text) => {
				const [, type = '', status = '', reason = '', message = ''] = /^(\w+)=(\w+)(?::([^:]*))?(?::(.*))?$/s.exec(text) ?? [];
				return { type, status, reason: reason === '' ? `Release${type}` : reason, message, lastTransitionTime: '2026-05-01T15:24:06Z' };
			}),
			releaseCreationJobResult: { coordinates: { name, namespace: 'ci-release' }, status: shape.creation ?? 'Success', message: shape.creationMessage ?? 'Release creation Job completed' },
			...(shape.mirror !== undefined && { releaseMirrorJobResult: { status: shape.mirror, message: 'Release mirror Job' } }),
			blockingJobResults: shape.blocking?.map(rawJob),
			informingJobResults: shape.informing?.map(rawJob),
			upgradeJobResults: shape.upgrade?.map(rawJob),
			analysisJobResults: shape.analysis?.map(rawJob),
			qualifiersSummary: shape.qualifiersSummary,
		},
	};
}

/** State as the job state controller would leave it, unless the shape says otherwise. */
function rawJob({ name, runs = [], retries = 0, analysis = 0, state, older = false }: JobShape): unknown {
	const names = older ? { name } : { ciConfigurationName: name, ciConfigurationJobName: `periodic-ci-${name}` };
	return {
		...names,
		...(retries > 0 && { maxRetries: retries }),
		...(analysis > 0 && { analysisJobCount: analysis }),
		state: state ?? storedState(runs, retries),
		...(runs.length > 0 && { results: runs.map((run, at) => rawRun(name, run, at)) }),
	};
}

function storedState(runs: readonly string[], retries: number): string {
	if (runs.length === 0) return 'Unknown';
	if (runs.includes('Success')) return 'Success';
	if (runs.some((run) => run === 'Pending' || run === 'Triggered')) return 'Pending';
	return runs.length < retries + 1 ? 'Pending' : 'Failure';
}

function rawRun(job: string, state: string, at: number): unknown {
	const start = created + hour + at * 2 * hour;
	const open = state === 'Pending' || state === 'Triggered';
	return {
		coordinates: { name: `${nightly}-${job}${at === 0 ? '' : `-${at}`}`, namespace: 'ci', cluster: 'build05' },
		state,
		startTime: new Date(start).toISOString(),
		...(!open && { completionTime: new Date(start + 105 * 60_000).toISOString() }),
		humanProwResultsURL: state === 'Triggered' ? '' : `https://prow.ci.openshift.org/view/gs/test-platform-results/logs/periodic-ci-${job}/19${String(at).padStart(17, '0')}`,
	};
}

export const acceptedBy = (reason = 'ReleasePayloadAccepted', message = '') => ['PayloadCreated=True', 'PayloadFailed=False', `PayloadAccepted=True:${reason}:${message}`, `PayloadRejected=False:${reason === 'ReleasePayloadAccepted' ? 'ReleasePayloadRejected' : reason}:${message}`];
export const rejectedBy = (reason = 'ReleasePayloadRejected', message = '') => ['PayloadCreated=True', 'PayloadFailed=False', `PayloadAccepted=False:${reason === 'ReleasePayloadRejected' ? 'ReleasePayloadAccepted' : reason}:${message}`, `PayloadRejected=True:${reason}:${message}`];
export const open = ['PayloadCreated=True', 'PayloadFailed=False', 'PayloadAccepted=False', 'PayloadRejected=False'];
export const creationFailed = ['PayloadCreated=False', 'PayloadFailed=True', 'PayloadAccepted=False:ReleasePayloadCreationJobFailed', 'PayloadRejected=True:ReleasePayloadCreationJobFailed'];

/** Five hours after creation, in Berlin. */
export const clock: Clock = { now: created + 5 * hour, timeZone: 'Europe/Berlin', relative: relativeFormat('en') };

export interface FactsShape {
	readonly context?: string;
	readonly state?: ConnectionFacts;
	readonly namespaces?: ClusterFacts['namespaces'];
	/** Payloads whose objects were read; `held` ones have their details too. */
	readonly payloads?: readonly ReleasePayload[];
	readonly unread?: readonly string[];
	readonly held?: boolean;
	readonly details?: DetailFacts;
	readonly mayOverride?: boolean;
}

export const live: ConnectionFacts = { kind: 'live', since: created };

/** Facts as the store of a cluster would give them. */
export function facts(shape: FactsShape = {}): ClusterFacts {
	const { payloads = [], unread = [], held = true } = shape;
	const rows: readonly PayloadRow[] = [...payloads.map((payload) => rowFromSummary(summarize(payload))), ...unread.map((name) => rowFromMetadata({ name, namespace: 'ocp' }))];
	const found = [...new Set(rows.map(({ ref }) => ref.namespace))].map((namespace) => ({ namespace, state: live }));
	const same = (a: { namespace: string; name: string }) => (b: { namespace: string; name: string }) => a.namespace === b.namespace && a.name === b.name;
	return {
		context: shape.context ?? 'app.ci',
		server: 'https://api.example.com:6443',
		state: shape.state ?? live,
		namespaces: shape.namespaces ?? found,
		rows: (namespace) => rows.filter(({ ref }) => ref.namespace === namespace),
		row: (ref) => rows.find((row) => same(row.ref)(ref)),
		detail: (ref) => {
			if (shape.details !== undefined) return shape.details;
			const payload = payloads.find(({ metadata }) => (metadata.name ?? '') === ref.name && (metadata.namespace ?? '') === ref.namespace);
			return held && payload !== undefined ? { kind: 'loaded', payload } : undefined;
		},
		mayOverride: () => shape.mayOverride,
	};
}

export function input(...clusters: readonly ClusterFacts[]): TreeInput {
	return { clusters, filter: { text: '', faultsOnly: false }, settings: { quietStreamHours: 24, neverStartedMinutes: 120 }, clock };
}
