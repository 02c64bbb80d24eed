import type { Rule } from './rule';

// C: creation, mirror, prow, release coordinates.

export const creationRules: readonly Rule[] = [];
