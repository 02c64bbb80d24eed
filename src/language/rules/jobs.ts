import { jobEntryRules } from './jobEntries';
import { jobCountRules } from './jobCounts';
import { jobListRules } from './jobLists';
import type { Rule } from './rule';

// J: the job lists of spec. Sources: payload_verification_controller.go (how status is seeded), job_state_controller.go,
// prowjob_controller.go (how runs find their job), sync_release_payload.go (what is written upstream).

export const jobsRules: readonly Rule[] = [...jobListRules, ...jobEntryRules, ...jobCountRules];
