import type { Rule } from './rule';

// S: status.

export const statusRules: readonly Rule[] = [];
