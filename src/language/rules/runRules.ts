import { keptByItem, lastingOf } from '../document/memory';
import { contentOf, type Spot } from '../document/spot';
import { enough, mostFindings, toStretch, type Finding, type Fix, type Related, type Where } from '../findings/finding';
import { allRules } from './all';
import { partsIn, type Header } from './header';
import { seenOf, type PartName, type Parts } from './parts';
import type { More, Report, Rule, RuleFacts } from './rule';
import { drain, stepSize, type Steps } from '../steps';
import { itemsInStep, makingItems, viewOf, type ItemList, type PayloadFacts, type PlaceInText, type Surroundings, type View } from './view';

/** What was found in a payload, and what of it an edit has to touch before it is asked for again. */
interface Meaning {
	readonly view: View;
	readonly parts: Parts;
	readonly header: Header;
	readonly byRule: readonly Kept[];
	readonly findings: readonly Finding[];
}

interface Kept {
	readonly findings: readonly Finding[];
	/** Bits of `seenOf`. */
	readonly seen: number;
}

/** The same in steps: some items of a list, or a rule about the whole payload, in each. */
export function* findingMeaning(root: Spot, surroundings: Surroundings, place: PlaceInText): Steps<readonly Finding[]> {
	const lasting = lastingOf(root.node);
	const known = lasting.get('meaning') as Meaning | undefined;
	const holds = known && isSame(known.view, surroundings, place);
	if (holds && known.parts === partsIn(root)) return known.findings;
	yield* makingItems(root);
	if (holds) known.view.turnTo(root);
	const now = yield* asking(holds ? known.view : viewOf(root, surroundings, place), holds ? known : undefined);
	lasting.set('meaning', now);
	return now.findings;
}

const isSame = ({ surroundings, place }: PayloadFacts, now: Surroundings, { listed, index, position }: PlaceInText): boolean =>
	surroundings.live === now.live && place.listed === listed && place.index === index && place.position === position;

/** The same of a view. */
export const meaningOf = (payload: View): readonly Finding[] => drain(asking(payload, undefined)).findings;

function* asking(payload: View, known: Meaning | undefined): Steps<Meaning> {
	const { header, root } = payload;
	const parts = partsIn(root);
	const changed = changedSince(known, parts, header);
	const byRule: Kept[] = [];
	for (const [index, rule] of payloadRules.entries()) {
		const kept = known?.byRule[index];
		const holds = kept && (kept.seen & changed) === 0;
		byRule.push(holds ? kept : askedOf(rule, payload, header));
		// A rule goes through the jobs once.
		if (!holds) yield Math.min(stepSize, 500 + 8 * (payload.specJobs.length + payload.resultJobs.length));
	}
	const findings: Finding[] = [];
	for (const each of byRule) append(findings, each.findings);
	for (const list of payload.specLists) yield* ofItems(list, specJobRules, header, findings);
	for (const list of payload.resultLists) yield* ofItems(list, resultJobRules, header, findings);
	if (payload.conditionList) yield* ofItems(payload.conditionList, conditionRules, header, findings);
	return { view: payload, parts, header, byRule, findings: findings.length > mostFindings ? findings.slice(0, mostFindings) : findings };
}

function changedSince(known: Meaning | undefined, parts: Parts, header: Header): number {
	const of = (part: PartName): number => (known?.parts[part] === parts[part] ? 0 : seenOf[part]);
	return seenOf.whole | (known?.header === header ? of('head') : seenOf.head) | of('configured') | of('reported');
}

function askedOf(rule: Rule<'payload'>, view: View, header: Header): Kept {
	view.seen = seenOf.head;
	const findings = new Asked(header).of([rule], view);
	// What stands at the payload as a whole, or at a map around the lists, has its end where theirs is.
	const seen = findings.length > 0 && (view.seen & seenOf.around) !== 0 ? view.seen | seenOf.whole : view.seen;
	return { findings, seen };
}

/** A rule as it is asked; which of them may look at the header is said in rule.ts. */
type Check<T> = RuleFacts & { readonly check: (of: T, report: Report, header: Header) => void };

interface ItemRules<T> {
	readonly own: readonly Check<T>[];
	/** Those of them that are asked of plain items too. */
	readonly ofPlain: readonly Check<T>[];
	readonly byHeader: readonly Check<T>[];
}

const rulesOn = <On extends Rule['on']>(on: On) => allRules.filter((rule): rule is Extract<Rule, { on: On }> => rule.on === on);
const itemRules = <T>(own: readonly Check<T>[], byHeader: readonly Check<T>[]): ItemRules<T> => ({ own, ofPlain: own.filter(({ unusualOnly }) => !unusualOnly), byHeader });

const payloadRules = rulesOn('payload');
const specJobRules = itemRules(rulesOn('specJob'), rulesOn('specJobWithHeader'));
const resultJobRules = itemRules(rulesOn('resultJob'), rulesOn('resultJobWithHeader'));
const conditionRules = itemRules(rulesOn('condition'), []);

interface KeptOfItem {
	readonly header: Header;
	readonly findings: readonly Finding[];
	/** Of rules that do not look at the header. */
	readonly own: readonly Finding[];
}

/** What holds whatever the header says is found once for a text; a new header asks only the rules that look at it. */
function* ofItems<T extends { readonly isPlain: boolean }>({ name, spot, items }: ItemList<T>, rules: ItemRules<T>, header: Header, into: Finding[]): Steps<void> {
	const node = contentOf(spot);
	if (node?.kind !== 'seq') return;
	const kept = keptByItem<KeptOfItem>(node, `findings of ${name}`);
	const asked = new Asked(header);
	const nothing: KeptOfItem = { header, own: none, findings: none };
	const ofItem = (item: T, known: KeptOfItem | undefined): KeptOfItem => {
		const own = known?.header.olderShape === header.olderShape ? known.own : asked.of(item.isPlain ? rules.ofPlain : rules.own, item);
		const byHeader = asked.of(rules.byHeader, item);
		if (byHeader.length > 0) return { header, own, findings: [...own, ...byHeader] };
		return own.length > 0 ? { header, own, findings: own } : nothing;
	};
	let made = 0;
	// Every item is passed at every key press, nearly all for nothing.
	for (let index = 0; index < items.length && into.length < mostFindings; index++) {
		const item = items[index];
		let known = kept[index];
		if (item && known?.header !== header) {
			known = kept[index] = ofItem(item, known);
			if (++made % itemsInStep === 0) yield stepSize;
		}
		if (known && known.findings.length > 0) append(into, known.findings);
	}
}

/** Asks rules about one thing after the other, and makes nothing for each that they find fine. */
class Asked {
	#found: Finding[] = [];
	#rule: RuleFacts | undefined;
	readonly #header: Header;

	constructor(header: Header) {
		this.#header = header;
	}

	of<T>(rules: readonly Check<T>[], what: T): readonly Finding[] {
		const found: Finding[] = this.#found.length === 0 ? this.#found : (this.#found = []);
		try {
			for (const rule of rules) {
				if (rule.currentShapeOnly === true && this.#header.olderShape) continue;
				this.#rule = rule;
				rule.check(what, this.#report, this.#header);
			}
		} catch (error) {
			if (error !== enough) throw error;
		}
		return found.length === 0 ? none : found;
	}

	readonly #report: Report = (where, message, ...more) => {
		if (!this.#rule || !where) return;
		this.#found.push(findingOf(this.#rule, where, message, more));
		if (this.#found.length >= mostFindings) throw enough;
	};
}

const none: readonly Finding[] = [];
/** Lists of findings can be longer than a call has room for arguments. */
function append(into: Finding[], more: readonly Finding[]): void {
	for (const each of more) into.push(each);
}

function findingOf({ code, severity }: RuleFacts, where: Where, message: string, more: readonly More[]): Finding {
	const related: Related[] = [];
	const fixes: Fix[] = [];
	let part: 'key' | undefined;
	for (const each of more.flat()) {
		if (!each) continue;
		if (each === 'key') part = each;
		else if (typeof each === 'string') severity = each;
		else if ('edits' in each) fixes.push(each);
		else related.push(each);
	}
	return { ...toStretch(where, part), layer: 'meaning', code, severity, message, related, fixes };
}
