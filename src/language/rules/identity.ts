import type { Rule } from './rule';

// N: names and coordinates.

export const identityRules: readonly Rule[] = [];
