import type { Spot } from '../document/spot';
import { memoryOf } from '../document/value';
import { toStretch, type Finding } from '../findings/finding';
import { allRules } from './all';
import type { Report, RuleFacts } from './rule';
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
	for (const rule of payloadRules) if (applies(rule, header)) rule.check(payload, reportInto(findings, rule));
	for (const list of payload.specLists) append(findings, keptOfList(list, specJobRules, { header, key, slot: `findings of ${list.name}` }));
	for (const list of payload.resultLists) append(findings, keptOfList(list, resultJobRules, { header, key, slot: `findings of ${list.name}` }));
	for (const condition of payload.conditions) append(findings, kept(condition, conditionRules, { header, key, slot: 'findings' }));
	return findings;
}

const payloadRules = allRules.filter((rule) => rule.on === 'payload');
const specJobRules = allRules.filter((rule) => rule.on === 'specJob');
const resultJobRules = allRules.filter((rule) => rule.on === 'resultJob');
const conditionRules = allRules.filter((rule) => rule.on === 'condition');

interface ItemRule<T> extends RuleFacts {
	readonly check: (item: T, report: Report, header: Header) => void;
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

function keptOfList<T extends { readonly spot: Spot }>(list: JobList<T>, rules: readonly ItemRule<T>[], context: Context): readonly Finding[] {
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

function kept<T extends { readonly spot: Spot }>(item: T, rules: readonly ItemRule<T>[], context: Context): readonly Finding[] {
	return keptFor(item.spot, context, () => {
		const { header } = context;
		const findings: Finding[] = [];
		for (const rule of rules) if (applies(rule, header)) rule.check(item, reportInto(findings, rule), header);
		return findings.length === 0 ? none : findings;
	});
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

function reportInto(findings: Finding[], rule: RuleFacts): Report {
	return (where, message, more = {}) => {
		findings.push({
			...toStretch(where, more.part),
			layer: 'meaning',
			code: rule.code,
			severity: more.severity ?? rule.severity,
			message,
			related: (more.related ?? []).map((each) => ({ ...toStretch(each.where), message: each.message })),
			fixes: more.fixes ?? [],
		});
	};
}
