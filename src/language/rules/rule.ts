import type { Part } from '../document/spot';
import type { Fix, Severity, Where } from '../findings/finding';
import type { Header } from './header';
import type { ConditionView, PayloadView, ResultJob, SpecJob } from './view';

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
export type Rule = RuleFacts &
	(
		| { readonly on: 'payload'; readonly check: (payload: PayloadView, report: Report) => void }
		| { readonly on: 'specJob'; readonly check: (job: SpecJob, report: Report) => void }
		| { readonly on: 'specJobWithHeader'; readonly check: (job: SpecJob, report: Report, header: Header) => void }
		| { readonly on: 'resultJob'; readonly check: (job: ResultJob, report: Report) => void }
		| { readonly on: 'resultJobWithHeader'; readonly check: (job: ResultJob, report: Report, header: Header) => void }
		| { readonly on: 'condition'; readonly check: (condition: ConditionView, report: Report) => void }
	);

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
 * from it. The place is a spot (its scalar, or the key of a collection; choose with `part`), or any stretch; what has no
 * place is not reported.
 */
export type Report = (where: Where | undefined, message: string, more?: ReportMore) => void;

export interface ReportMore {
	readonly part?: Part;
	/** Where it differs from the rule's own. */
	readonly severity?: Severity;
	readonly related?: Some<{ readonly where: Where; readonly message: string }>;
	readonly fixes?: Some<Fix>;
}

/** One, several or none, as it comes out. */
export type Some<T> = T | undefined | readonly (T | undefined)[];
