import { ciJobs, multiJobs, nightlyJobs, noJobs, okdJobs, stableJobs, type JobPlans } from './jobPlans';

/** A stream of the demo cluster, as the configuration of the real ones describes theirs. */
export interface StreamPlan {
	readonly stream: string;
	readonly namespace: string;
	readonly imagestream: string;
	readonly jobs: JobPlans;
	readonly mirrored: boolean;
	/** Hours between two payloads. */
	readonly cadence: number;
	/** How many of the default payloads are of this stream. */
	readonly share: number;
	/** How often a payload is accepted. */
	readonly quality: number;
	/** Versions newest first, for streams whose releases have no date in the name. */
	readonly versions?: readonly string[];
}

function dated(stream: string, namespace: string, imagestream: string, more: Omit<StreamPlan, 'stream' | 'namespace' | 'imagestream'>): StreamPlan {
	return { stream, namespace, imagestream, ...more };
}

export function streamPlans(): readonly StreamPlan[] {
	return [
		dated('4.22.0-0.nightly', 'ocp', 'release', { jobs: nightlyJobs('4.22'), mirrored: true, cadence: 6, share: 10, quality: 0.6 }),
		dated('4.22.0-0.ci', 'ocp', 'release', { jobs: ciJobs('4.22'), mirrored: false, cadence: 7, share: 5, quality: 0.55 }),
		dated('4.21.0-0.nightly', 'ocp', 'release', { jobs: nightlyJobs('4.21'), mirrored: true, cadence: 8, share: 6, quality: 0.75 }),
		dated('4.21.0-0.ci', 'ocp', 'release', { jobs: ciJobs('4.21'), mirrored: false, cadence: 9, share: 4, quality: 0.7 }),
		dated('4-stable', 'ocp', 'release', {
			jobs: stableJobs('4.21'),
			mirrored: false,
			cadence: 70,
			share: 5,
			quality: 0.9,
			versions: ['4.22.0-rc.2', '4.22.0-rc.1', '4.21.6', '4.21.5', '4.21.4', '4.20.18', '4.20.17', '4.19.27', '4.18.34', '4.17.49'],
		}),
		dated('4-dev-preview', 'ocp', 'release', {
			jobs: stableJobs('4.22'),
			mirrored: false,
			cadence: 160,
			share: 2,
			quality: 0.9,
			versions: ['4.22.0-ec.6', '4.22.0-ec.4', '4.22.0-ec.3', '4.22.0-ec.2', '4.22.0-ec.1'],
		}),
		dated('4.22.0-0.nightly-arm64', 'ocp-arm64', 'release-arm64', { jobs: noJobs, mirrored: true, cadence: 6, share: 3, quality: 1 }),
		dated('4.22.0-0.nightly-multi', 'ocp-multi', '4.22-art-latest-multi', { jobs: multiJobs('4.22'), mirrored: true, cadence: 12, share: 3, quality: 0.6 }),
		dated('4.22.0-0.okd-scos', 'origin', 'release-scos', { jobs: okdJobs('4.22'), mirrored: false, cadence: 12, share: 3, quality: 0.6 }),
		dated('4-scos-stable', 'origin', 'release-scos', {
			jobs: stableJobs('4.21'),
			mirrored: false,
			cadence: 150,
			share: 2,
			quality: 0.9,
			versions: ['4.21.0-okd-scos.6', '4.21.0-okd-scos.5', '4.21.0-okd-scos.4', '4.20.0-okd-scos.12'],
		}),
	];
}

/** `4.22.0-0.nightly-2026-11-22-183055` */
export function datedName(stream: string, at: number): string {
	const [day = '', time = ''] = new Date(at).toISOString().replace(/\.\d+Z$/, '').split('T');
	return `${stream}-${day}-${time.replaceAll(':', '')}`;
}
