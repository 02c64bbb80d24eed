import { creationRules } from './creation';
import { documentRules } from './document';
import { identityRules } from './identity';
import { jobsRules } from './jobs';
import { overrideRules } from './override';
import { qualifiersRules } from './qualifiers';
import type { Rule } from './rule';
import { statusRules } from './status';

/** Every rule of meaning, in the order of their codes. */
export const allRules: readonly Rule[] = [...overrideRules, ...identityRules, ...creationRules, ...jobsRules, ...qualifiersRules, ...statusRules, ...documentRules];
