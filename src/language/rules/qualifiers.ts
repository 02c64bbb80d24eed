import type { Rule } from './rule';

// Q: qualifiers.

export const qualifiersRules: readonly Rule[] = [];
