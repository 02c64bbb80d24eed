import type { Spot } from '../document/spot';
import { memoryOf } from '../document/value';
import { toStretch, type Finding, type Where } from '../findings/finding';
import { allRules } from './all';
import type { Report, ReportMore, RuleFacts } from './rule';
import { headerKey, viewOf, type Header, type JobList, type PayloadView, type PlaceInText, type Surroundings } from './view';

/** All findings of meaning of the payload at this spot. They are kept for as long as text and surroundings stay the same. */
export function meaningAt(root: Spot, surroundings: Surroundings, place: PlaceInText): readonly Finding[] {
	const memory = memoryOf(root.node, root.piece);
	memory.views ??= new Map();
	const known = memory.views.get('meaning') as KeptMeaning | undefined;
	if (known !== undefined && known.live === surroundings.live && known.place.listed === place.listed && known.place.index === place.index && known.place.position === place.position) return known.findings;
	const findings = meaningOf(viewOf(root, surroundings, place));
	memory.views.set('meaning', { live: surroundings.live, place, findings } satisfies KeptMeaning);
	return findings;
}

interface KeptMeaning {
	readonly live: Surroundings['live'];
	readonly place: PlaceInText;
	readonly findings: readonly Finding[];
}

/** The same of a view. Findings about items are kept with the item for as long as the header stays the same, and with its list. */
export function meaningOf(payload: PayloadView): readonly Finding[] {
	const findings: Finding[] = [];
	const { header } = payload;
	const key = headerKey(header);
	append(findings, run(payloadRules, header, (rule, report) => { rule.check(payload, report); }));
	for (const list of payload.specLists) append(findings, keptOfList(list, specJobRules, { header, key, slot: `findings of ${list.name}` }));
	for (const list of payload.resultLists) append(findings, keptOfList(list, resultJobRules, { header, key, slot: `findings of ${list.name}` }));
	for (const condition of payload.conditions) append(findings, kept(condition, conditionRules, { header, key, slot: 'findings' }));
	return findings;
}

const payloadRules = allRules.filter((rule) => rule.on === 'payload');
const specJobRules = { own: allRules.filter((rule) => rule.on === 'specJob'), byHeader: allRules.filter((rule) => rule.on === 'specJobWithHeader') };
const resultJobRules = { own: allRules.filter((rule) => rule.on === 'resultJob'), byHeader: allRules.filter((rule) => rule.on === 'resultJobWithHeader') };
const conditionRules = { own: allRules.filter((rule) => rule.on === 'condition'), byHeader: [] };

interface ItemRules<T> {
	readonly own: readonly (RuleFacts & { readonly check: (item: T, report: Report) => void })[];
	readonly byHeader: readonly (RuleFacts & { readonly check: (item: T, report: Report, header: Header) => void })[];
}

interface Context {
	readonly header: Header;
	readonly key: string;
	/** Under which findings are kept: an alias can make one item stand in two lists. */
	readonly slot: string;
}

interface Kept {
	readonly key: string;
	readonly findings: readonly Finding[];
}

function keptOfList<T extends { readonly spot: Spot }>(list: JobList<T>, rules: ItemRules<T>, context: Context): readonly Finding[] {
	return keptFor(list.spot, context, () => {
		// The same text is the same string here: thousands of items compare it with what they hold.
		const [first] = list.jobs;
		const known = first === undefined ? undefined : knownFor(first.spot, context.slot);
		const shared = known?.key === context.key ? { ...context, key: known.key } : context;
		const findings: Finding[] = [];
		for (const job of list.jobs) append(findings, kept(job, rules, shared));
		return findings;
	});
}

/** What holds whatever the header says is found once for a text; a new header asks only the rules that look at it. */
function kept<T extends { readonly spot: Spot }>(item: T, rules: ItemRules<T>, { header, key, slot }: Context): readonly Finding[] {
	const memory = memoryOf(item.spot.node, item.spot.piece);
	memory.views ??= new Map();
	const known = memory.views.get(slot) as KeptOfItem | undefined;
	if (known?.key === key) return known.findings;
	const own = known?.olderShape === header.olderShape ? known.own : run(rules.own, header, (rule, report) => { rule.check(item, report); });
	const byHeader = run(rules.byHeader, header, (rule, report) => { rule.check(item, report, header); });
	const findings = byHeader.length === 0 ? own : [...own, ...byHeader];
	memory.views.set(slot, { key, findings, olderShape: header.olderShape, own } satisfies KeptOfItem);
	return findings;
}

interface KeptOfItem extends Kept {
	readonly olderShape: boolean;
	/** Of rules that do not look at the header. */
	readonly own: readonly Finding[];
}

function run<R extends RuleFacts>(rules: readonly R[], header: Header, check: (rule: R, report: Report) => void): readonly Finding[] {
	let findings: Finding[] | undefined;
	let current: R | undefined;
	const report: Report = (where, message, more) => {
		if (current !== undefined) (findings ??= []).push(findingOf(current, where, message, more));
	};
	for (const rule of rules) {
		current = rule;
		if (applies(rule, header)) check(rule, report);
	}
	return findings ?? none;
}

const none: readonly Finding[] = [];

function knownFor({ node, piece }: Spot, slot: string): Kept | undefined {
	return memoryOf(node, piece).views?.get(slot) as Kept | undefined;
}

function keptFor({ node, piece }: Spot, { key, slot }: Context, find: () => readonly Finding[]): readonly Finding[] {
	const memory = memoryOf(node, piece);
	memory.views ??= new Map();
	const known = memory.views.get(slot) as Kept | undefined;
	if (known?.key === key) return known.findings;
	const findings = find();
	memory.views.set(slot, { key, findings } satisfies Kept);
	return findings;
}

/** Lists of findings can be longer than a call has room for arguments. */
function append(into: Finding[], more: readonly Finding[]): void {
	for (const each of more) into.push(each);
}

function applies(rule: RuleFacts, header: Header): boolean {
	return rule.currentShapeOnly !== true || !header.olderShape;
}

function findingOf(rule: RuleFacts, where: Where, message: string, more: ReportMore = {}): Finding {
	return {
		...toStretch(where, more.part),
		layer: 'meaning',
		code: rule.code,
		severity: more.severity ?? rule.severity,
		message,
		related: (more.related ?? []).map((each) => ({ ...toStretch(each.where), message: each.message })),
		fixes: more.fixes ?? [],
	};
}
