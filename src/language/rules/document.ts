import type { Rule } from './rule';

// D: the document as a whole.

export const documentRules: readonly Rule[] = [];
