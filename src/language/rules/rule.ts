import type { Fix, Related, Severity, Where } from '../findings/finding';
import type { Header } from './header';
import type { ConditionView, PayloadFacts, ResultJob, SpecJob } from './view';

/** Stable codes of the rules of meaning: a letter for the group, a number. Documented one page each in docs. */
export type RuleCode = `${'O' | 'N' | 'C' | 'J' | 'Q' | 'S' | 'D'}${number}`;

/**
 * A rule of meaning: something the API server accepts and no controller honours, or a careful colleague would ask about.
 *
 * A rule is a small pure function: it looks at what it is given, calls `report` for each mistake and returns. It does not
 * throw, keep state, look at the clock or at another document. Rules about one item (`specJob`, `resultJob`, `condition`)
 * may use the item and nothing else: their findings are kept until the item's text changes. Those that need the header
 * say so (`…WithHeader`), and are asked again when that changes. Rules about the `payload` run after every edit, so they
 * loop over the view's lists and use maps, never lists in lists.
 */
export type Rule<On extends keyof Checks = keyof Checks> = { [Each in On]: RuleFacts & { readonly on: Each; readonly check: Checks[Each] } }[On];

/** What a rule is about, and what it looks at. */
export interface Checks {
	readonly payload: (payload: PayloadFacts, report: Report, header: Header) => void;
	readonly specJob: (job: SpecJob, report: Report) => void;
	readonly specJobWithHeader: (job: SpecJob, report: Report, header: Header) => void;
	readonly resultJob: (job: ResultJob, report: Report) => void;
	readonly resultJobWithHeader: (job: ResultJob, report: Report, header: Header) => void;
	readonly condition: (condition: ConditionView, report: Report) => void;
}

export interface RuleFacts {
	readonly code: RuleCode;
	/** What a report of this rule is unless it says otherwise. */
	readonly severity: Severity;
	/** Left out for documents in the older API's shape, which lack the fields that it is about. */
	readonly currentShapeOnly?: boolean;
	/** Of a rule about items: left out for those that are plainly right (findings/plainlyRight.ts), where it can find nothing. */
	readonly unusualOnly?: boolean;
}

/**
 * Reports one mistake at a place. `message` is one plain localised sentence that names the value and says what follows
 * from it. The place is a spot (its scalar, or the key of a collection), or any stretch; what has no place is not reported.
 */
export type Report = (where: Where | undefined, message: string, ...more: readonly More[]) => void;

/** More of a report: that the key is meant in any case, a severity other than the rule's own, other places, mends. `isSure && mend` is nothing where that does not hold. */
export type More = 'key' | Severity | Related | Fix | '' | false | undefined | readonly (Fix | undefined)[];
