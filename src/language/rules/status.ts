import { conditionRules } from './conditions';
import { olderShapeRules } from './olderShape';
import { resultRules } from './results';
import { runRules } from './runs';
import type { Rule } from './rule';
import { statusListRules } from './statusLists';

// S: status, which only the payload controllers write. Sources: pkg/cmd/release-payload-controller, types.go.

export const statusRules: readonly Rule[] = [...statusListRules, ...resultRules, ...runRules, ...conditionRules, ...olderShapeRules];
