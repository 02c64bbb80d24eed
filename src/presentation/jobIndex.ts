import { jobLabel, jobsOf, type Job, type JobRole } from '../payload/jobs';
import type { ReleasePayload } from '../payload/releasePayload';

/** The jobs of a payload, found by role and key at once: a tree asks for each of its rows, and a payload may have thousands. */
export interface JobIndex {
	readonly byRole: ReadonlyMap<JobRole, readonly Job[]>;
	/** Keys are unique within the payload. */
	readonly byKey: ReadonlyMap<string, Job>;
	/** Jobs without any name, numbered from 1 within their role. */
	readonly unnamed: ReadonlyMap<string, number>;
}

/** Remembers the index of payloads for as long as somebody else holds them. Whoever draws the tree keeps one. */
export type JobMemo = WeakMap<ReleasePayload, JobIndex>;

export function jobIndexOf(payload: ReleasePayload, memo: JobMemo | undefined): JobIndex {
	const known = memo?.get(payload);
	if (known !== undefined) return known;
	const index = indexed(jobsOf(payload));
	memo?.set(payload, index);
	return index;
}

function indexed(jobs: readonly Job[]): JobIndex {
	const byRole = new Map<JobRole, Job[]>();
	const unnamed = new Map<string, number>();
	const counts = new Map<JobRole, number>();
	for (const job of jobs) {
		const group = byRole.get(job.role);
		if (group === undefined) byRole.set(job.role, [job]);
		else group.push(job);
		if (jobLabel(job) !== undefined) continue;
		const number = (counts.get(job.role) ?? 0) + 1;
		counts.set(job.role, number);
		unnamed.set(job.key, number);
	}
	return { byRole, byKey: new Map(jobs.map((job) => [job.key, job])), unnamed };
}
