import type { Severity } from '../findings/finding';
import type { Report, Rule, RuleCode } from './rule';
import type { ConditionView, PayloadView, ResultJob, SpecJob } from './view';

// Ways to write a rule down; what rules may do is said in rule.ts.

export function onPayload(code: RuleCode, severity: Severity, check: (payload: PayloadView, report: Report) => void): Rule {
	return { code, severity, on: 'payload', check };
}

export function onSpecJob(code: RuleCode, severity: Severity, check: (job: SpecJob, report: Report) => void): Rule {
	return { code, severity, on: 'specJob', check };
}

export function onResultJob(code: RuleCode, severity: Severity, check: (job: ResultJob, report: Report) => void): Rule {
	return { code, severity, on: 'resultJob', check };
}

export function onCondition(code: RuleCode, severity: Severity, check: (condition: ConditionView, report: Report) => void): Rule {
	return { code, severity, on: 'condition', check };
}

/** The same rules, not asked of documents in the older API's shape, which lack the fields that they are about. */
export function inCurrentShape(...rules: readonly Rule[]): readonly Rule[] {
	return rules.map((rule) => ({ ...rule, currentShapeOnly: true }));
}

/** The same rules about items, not asked of one that is plainly right by the shipped schema: there they can find nothing. */
export function ofUnusual(...rules: readonly Rule[]): readonly Rule[] {
	return rules.map((rule) => ({ ...rule, unusualOnly: true }));
}
