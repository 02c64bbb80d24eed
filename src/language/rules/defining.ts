import { entries, type Spot } from '../document/spot';
import type { Severity } from '../findings/finding';
import type { Checks, Report, Rule, RuleCode } from './rule';

// Ways to write a rule down; what rules may do is said in rule.ts.

const rulesOn =
	<On extends keyof Checks>(on: On) =>
	(code: RuleCode, severity: Severity, check: Checks[On]): Rule<On> => ({ code, severity, on, check });

export const onPayload = rulesOn('payload');
export const onSpecJob = rulesOn('specJob');
export const onSpecJobWithHeader = rulesOn('specJobWithHeader');
export const onResultJob = rulesOn('resultJob');
export const onResultJobWithHeader = rulesOn('resultJobWithHeader');
export const onCondition = rulesOn('condition');

/** A rule about each qualifier of a job whose qualifiers count: those of upgrade jobs are ignored (J12). */
export const onQualifiers = (code: RuleCode, severity: Severity, check: (qualifier: Spot, report: Report) => void): Rule =>
	onSpecJob(code, severity, ({ qualifiers, role }, report) => {
		if (role !== 'upgrade') for (const qualifier of entries(qualifiers)) check(qualifier, report);
	});

/** The same rules, not asked of documents in the older API's shape, which lack the fields that they are about. */
export const inCurrentShape = (...rules: readonly Rule[]): readonly Rule[] => rules.map((rule) => ({ ...rule, currentShapeOnly: true }));

/** The same rules about items, not asked of one that is plainly right by the shipped schema: there they can find nothing. */
export const ofUnusual = (...rules: readonly Rule[]): readonly Rule[] => rules.map((rule) => ({ ...rule, unusualOnly: true }));

/** A rule for what stands outside the long lists, whose list is '', and one for their items each. */
export const onEveryPart = (code: RuleCode, severity: Severity, check: (spot: Spot, list: string, report: Report) => void): readonly Rule[] => [
	onPayload(code, severity, ({ root }, report) => { check(root, '', report); }),
	...ofUnusual(
		onSpecJob(code, severity, ({ spot, list }, report) => { check(spot, list, report); }),
		onResultJob(code, severity, ({ spot, list }, report) => { check(spot, list, report); }),
		onCondition(code, severity, ({ spot }, report) => { check(spot, 'conditions', report); }),
	),
];
