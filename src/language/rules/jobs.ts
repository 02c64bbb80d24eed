import type { Rule } from './rule';

// J: the job lists of spec.

export const jobsRules: readonly Rule[] = [];
