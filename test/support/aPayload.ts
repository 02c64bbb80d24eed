import { readPayload } from '../../src/payload/readPayload';
import type { ReleasePayload } from '../../src/payload/releasePayload';
import { settle } from '../../src/payload/settle';

export interface AJob {
	readonly name: string;
	/** Run states, oldest first, an hour apart; finished ones take half an hour. */
	readonly runs?: readonly string[];
	readonly maxRetries?: number;
	readonly analysisJobCount?: number;
	/** Stored state; without `settled: false` the controllers write it anew. */
	readonly state?: string;
}

export interface APayload {
	readonly name?: string;
	readonly namespace?: string;
	readonly stream?: string;
	readonly imagestream?: string;
	readonly blocking?: readonly AJob[];
	readonly informing?: readonly AJob[];
	readonly upgrade?: readonly AJob[];
	readonly override?: string;
	readonly reason?: string;
	/** `Success` unless said. */
	readonly creation?: string;
	/** No mirror is configured unless a state is given. */
	readonly mirror?: string;
	/** Conditions that are True, with nothing else; else whatever the controllers write. */
	readonly isTrue?: readonly string[];
	/** Whether the controllers have been over it; they have unless said. */
	readonly settled?: boolean;
}

export const releaseStart = Date.parse('2026-05-01T13:24:06Z');
const hour = 3_600_000;

/** The object as a server would hand it out: the smallest thing that says the case. */
export function anObject(payload: APayload = {}): Record<string, unknown> {
	const { name = '4.22.0-0.nightly-2026-05-01-132406', namespace = 'ocp' } = payload;
	const mirrorJob = payload.mirror === undefined ? '' : `${name}-alternate-mirror`;
	return {
		apiVersion: 'release.openshift.io/v1alpha1',
		kind: 'ReleasePayload',
		metadata: { name, namespace, uid: `uid-${name}`, resourceVersion: '1', creationTimestamp: '2026-05-01T13:24:06Z' },
		spec: {
			payloadCoordinates: { namespace, streamName: payload.stream, imagestreamName: payload.imagestream ?? 'release', imagestreamTagName: name },
			payloadCreationConfig: { releaseMirrorCoordinates: { namespace: mirrorJob === '' ? '' : 'ci-release', releaseMirrorJobName: mirrorJob } },
			payloadOverride: { override: payload.override ?? '', ...(payload.reason !== undefined && { reason: payload.reason }) },
			payloadVerificationConfig: {
				blockingJobs: (payload.blocking ?? []).map(configured),
				informingJobs: (payload.informing ?? []).map(configured),
				upgradeJobs: (payload.upgrade ?? []).map(configured),
			},
		},
		status: {
			releaseCreationJobResult: { status: payload.creation ?? 'Success' },
			releaseMirrorJobResult: payload.mirror === undefined ? undefined : { status: payload.mirror },
			blockingJobResults: (payload.blocking ?? []).map(withRuns),
			informingJobResults: (payload.informing ?? []).map(withRuns),
			upgradeJobResults: (payload.upgrade ?? []).map(withRuns),
			...(payload.isTrue !== undefined && { conditions: payload.isTrue.map((type) => ({ type, status: 'True', reason: type, message: '' })) }),
		},
	};
}

/** The same, read; the controllers have been over it unless conditions are given or it says otherwise. */
export function aPayload(payload: APayload = {}): ReleasePayload {
	const read = readPayload(anObject(payload));
	return payload.settled === false || payload.isTrue !== undefined ? read : settle(read, '2026-05-01T20:00:00Z').payload;
}

function configured({ name, maxRetries, analysisJobCount }: AJob) {
	return { ciConfigurationName: name, ciConfigurationJobName: `periodic-${name}`, maxRetries, analysisJobCount };
}

function withRuns(job: AJob) {
	const results = (job.runs ?? []).map((state, at) => ({
		coordinates: { name: `${job.name}-run-${at}`, namespace: 'ci', cluster: 'build01' },
		startTime: time(releaseStart + at * hour),
		...(!['Triggered', 'Pending', 'Scheduling'].includes(state) && { completionTime: time(releaseStart + at * hour + hour / 2) }),
		state,
		humanProwResultsURL: `https://prow.ci.openshift.org/view/gs/test-platform-results/logs/periodic-${job.name}/${1000 + at}`,
	}));
	return { ...configured(job), state: job.state, results };
}

function time(at: number): string {
	return new Date(at).toISOString().replace('.000Z', 'Z');
}
