import type { JobRole } from '../../payload/jobs';
import type { ReleasePayload } from '../../payload/releasePayload';
import { keptBy, keptByItem } from '../document/memory';
import { at, contentOf, entries, field, fieldText, integerOf, items, itemSpot, keyOf, textOf, type Spot } from '../document/spot';
import { valueAt } from '../document/value';
import { isPlainlyRight } from '../findings/plainlyRight';
import { drain, stepSize, type Steps } from '../steps';
import { analysisKey, jobNameKey, nameKey, resultLists, retriesKey, specLists, type ResultList, type SpecList } from './fields';
import { keptHeader, type Header } from './header';
import { itemSchemas } from './itemSchemas';
import { seenAt, seenOf } from './parts';
import { written } from './presence';

/**
 * A ReleasePayload in a text, as the rules of meaning see it: the object's facts as plain values, each with the spot
 * where it stands. Absent fields are '' or undefined, never an exception; a value of the wrong type counts as absent
 * (the api layer has said so). Lists hold every item, also those that are no objects.
 */
export interface PayloadFacts {
	readonly root: Spot;
	readonly header: Header;
	/** The value at a path of keys below the payload: `view.at('spec', 'payloadOverride', 'reason')`. */
	at(...path: readonly string[]): Spot | undefined;
	/** The string at a path; '' when there is none. */
	text(...path: readonly string[]): string;
	/** Items of `spec.payloadVerificationConfig.{blocking,informing,upgrade}Jobs`, lists in that order. */
	readonly specJobs: readonly SpecJob[];
	/** Jobs of `specJobs` that share their name with another, by name: pairs of aggregated jobs, and mistakes. */
	readonly namesakes: ReadonlyMap<string, readonly SpecJob[]>;
	/** Items of `status.{blocking,informing,upgrade,analysis}JobResults`, lists in that order. */
	readonly resultJobs: readonly ResultJob[];
	readonly conditions: readonly ConditionView[];
	readonly surroundings: Surroundings;
	readonly place: PlaceInText;
}

/** The same with what only others than rules ask for. */
export interface PayloadView extends PayloadFacts {
	/** The lists of `specJobs` that are written, and of `resultJobs`. */
	readonly specLists: readonly ItemList<SpecJob>[];
	readonly resultLists: readonly ItemList<ResultJob>[];
	readonly conditionList: ItemList<ConditionView> | undefined;
}

export interface ItemList<T> {
	readonly name: string;
	readonly spot: Spot;
	readonly items: readonly T[];
}

/** Where in its text a payload stands. */
export interface PlaceInText {
	/** Payloads in the list that it is an item of; 0 when it is no item. */
	readonly listed: number;
	/** Its number among those, from 0. */
	readonly index: number;
	/** Documents with something in them that stand before its own. */
	readonly position: number;
}

export const alonePlace: PlaceInText = { listed: 0, index: 0, position: 0 };

export interface SpecJob {
	readonly spot: Spot;
	/** Plainly right by the shipped schema. */
	readonly isPlain: boolean;
	readonly list: SpecList;
	readonly role: JobRole;
	readonly name: string;
	readonly jobName: string;
	readonly maxRetries: number | undefined;
	readonly analysisJobCount: number | undefined;
	/** Both names in one text, for maps: what the controllers tell jobs apart by. */
	readonly pair: string;
	/** A blocking job that judges the analysis runs of its name: by the streams' convention for names, or by its job. */
	readonly aggregates: boolean;
	/** The map of qualifiers; its entries by `entries(job.qualifiers)`. */
	readonly qualifiers: Spot | undefined;
	/** The same by id, each with its content as text for comparing; none for nearly all jobs. */
	readonly qualifierTexts: readonly QualifierText[];
}

export interface QualifierText {
	readonly id: string;
	readonly spot: Spot;
	readonly text: string;
}

export interface ResultJob {
	readonly spot: Spot;
	readonly isPlain: boolean;
	readonly list: ResultList;
	readonly role: JobRole;
	/** `ciConfigurationName`, else the older API's `name`. */
	readonly name: string;
	readonly jobName: string;
	/** As in SpecJob. */
	readonly pair: string;
	/** The older API's `name`, where it is written. */
	readonly olderName: Spot | undefined;
	readonly maxRetries: number | undefined;
	readonly analysisJobCount: number | undefined;
	/** undefined when there is no text. */
	readonly state: string | undefined;
	readonly runs: readonly RunView[];
}

export interface RunView {
	readonly spot: Spot;
	/** `coordinates.name`. */
	readonly name: string;
	readonly state: string | undefined;
	readonly startTime: string | undefined;
	readonly completionTime: string | undefined;
	readonly url: string;
	readonly upgradeType: string | undefined;
}

export interface ConditionView {
	readonly spot: Spot;
	readonly isPlain: boolean;
	readonly type: string;
	readonly status: string;
	readonly reason: string;
	readonly message: string;
}

/** What is known beyond the text: nothing when not connected. */
export interface Surroundings {
	/** The stored object of the same namespace and name; undefined when not connected or not known, 'absent' when the cluster has none. */
	readonly live: ReleasePayload | 'absent' | undefined;
}

export const nothingAround: Surroundings = { live: undefined };

/** Reads the view; cheap when most of the payload's nodes were seen before. What somebody asks for is worked out then, once. */
export function viewOf(root: Spot, surroundings: Surroundings = nothingAround, place: PlaceInText = alonePlace): View {
	return new View(root, surroundings, place);
}

/**
 * Notes which parts of the payload are asked for. The rules have one object for all texts that an open document goes
 * through, so that a mend that asks it later is told of the text as it is then.
 */
export class View implements PayloadView {
	/** Bits of `seenOf`; whoever wants to know sets it before. */
	seen = 0;
	#root: Spot;
	#header: Header | undefined;
	#configured: ReturnType<typeof configuredJobs> | undefined;
	#reported: ReturnType<typeof reportedJobs> | undefined;

	constructor(
		root: Spot,
		readonly surroundings: Surroundings,
		readonly place: PlaceInText,
	) {
		this.#root = root;
	}

	/** Turns to the payload as it is after an edit. */
	turnTo(root: Spot): void {
		this.#root = root;
		this.#header = this.#configured = this.#reported = undefined;
	}

	at(...path: readonly string[]): Spot | undefined {
		this.seen |= seenAt(path);
		return at(this.#root, ...path);
	}

	text(...path: readonly string[]): string {
		return written(this.at(...path));
	}

	/** The payload itself and the maps that lead to the lists count as head: rules reach the lists' items by the lists. */
	get root() { this.seen |= seenAt([]); return this.#root; }
	get header() { this.seen |= seenOf.head; return (this.#header ??= keptHeader(this.#root, () => this.#results.jobs)); }
	get specLists() { return this.#jobs.lists; }
	get specJobs() { return this.#jobs.jobs; }
	get namesakes() { return this.#jobs.namesakes(); }
	get resultLists() { return this.#results.lists; }
	get resultJobs() { this.seen |= seenOf.reported; return this.#results.jobs; }
	get conditions() { this.seen |= seenOf.head; return this.conditionList?.items ?? []; }
	get conditionList() { return this.#results.conditions; }

	get #jobs() { this.seen |= seenOf.configured; return (this.#configured ??= keptBy(at(this.#root, 'spec', 'payloadVerificationConfig'), 'configured', configuredJobs)); }
	get #results() { return (this.#reported ??= keptBy(field(this.#root, 'status'), 'reported', reportedJobs)); }
}

function once<T>(make: () => T): () => T {
	let made: { readonly value: T } | undefined;
	return () => (made ??= { value: make() }).value;
}

function namesakesOf(jobs: readonly SpecJob[]): PayloadView['namesakes'] {
	const first = new Map<string, SpecJob>();
	const shared = new Map<string, SpecJob[]>();
	for (const job of jobs) {
		const other = first.get(job.name);
		if (!other) {
			first.set(job.name, job);
			continue;
		}
		const known = shared.get(job.name);
		if (!known) shared.set(job.name, [other, job]);
		else known.push(job);
	}
	return shared;
}

function configuredJobs(config: Spot | undefined) {
	const lists = drain(makingLists(specLists, config, specJob));
	const jobs = together(lists);
	return { lists, jobs, namesakes: once(() => namesakesOf(jobs)) };
}

function reportedJobs(status: Spot | undefined) {
	const lists = drain(makingLists(resultLists, status, resultJob));
	const [conditions] = drain(makingLists([['conditions', undefined]], status, condition));
	return { lists, jobs: together(lists), conditions };
}

function together<T>(lists: readonly ItemList<T>[]): readonly T[] {
	const [first, ...others] = lists;
	return !first ? [] : others.length === 0 ? first.items : first.items.concat(...others.map(({ items }) => items));
}

/** Items that are made, or asked the rules about them, in one step. */
export const itemsInStep = 128;

/** What was made of the items of a list; after an edit only that of the items which it touched is made anew. */
function* makingOfItems<T>(list: Spot, what: string, make: (spot: Spot) => T): Steps<readonly T[]> {
	const node = contentOf(list);
	if (node?.kind !== 'seq') return [];
	const kept = keptByItem<T>(node, what);
	let made = 0;
	for (let index = kept.indexOf(undefined); index >= 0; index = kept.indexOf(undefined, index + 1)) {
		const item = node.items[index];
		if (!item) continue;
		kept[index] = make(itemSpot(node, item, index, list.piece));
		if (++made % itemsInStep === 0) yield stepSize;
	}
	return kept as readonly T[];
}

/** Those of the lists that are written. */
function* makingLists<L extends string, R, T>(lists: readonly (readonly [L, R])[], parent: Spot | undefined, make: (spot: Spot, list: L, role: R) => T): Steps<readonly ItemList<T>[]> {
	const written: ItemList<T>[] = [];
	for (const [name, role] of lists) {
		const spot = field(parent, name);
		if (spot) written.push({ name, spot, items: yield* makingOfItems(spot, name, (item) => make(item, name, role)) });
	}
	return written;
}

/** Makes the items of a payload's lists, in steps: a view finds them made. */
export function* makingItems(root: Spot): Steps<void> {
	yield* makingLists(specLists, at(root, 'spec', 'payloadVerificationConfig'), specJob);
	yield* makingLists(resultLists, field(root, 'status'), resultJob);
}

function isPlain({ node }: Spot, list: string): boolean {
	const schema = itemSchemas().get(list);
	return schema !== undefined && isPlainlyRight(node, schema);
}

function specJob(spot: Spot, list: SpecJob['list'], role: JobRole): SpecJob {
	const name = fieldText(spot, nameKey) ?? '';
	const jobName = fieldText(spot, jobNameKey) ?? '';
	const qualifiers = field(spot, 'qualifiers');
	return {
		spot,
		isPlain: isPlain(spot, list),
		list,
		role,
		name,
		jobName,
		pair: pairOf(name, jobName),
		aggregates: role === 'blocking' && (name.startsWith('aggregated-') || jobName.endsWith('-analysis-aggregator')),
		maxRetries: integerOf(field(spot, retriesKey)),
		analysisJobCount: integerOf(field(spot, analysisKey)),
		qualifiers,
		qualifierTexts: qualifiers ? entries(qualifiers).map((each) => ({ id: keyOf(each) ?? '', spot: each, text: contentText(each) })) : noTexts,
	};
}

const noTexts: readonly QualifierText[] = [];

const contentText = (spot: Spot): string => JSON.stringify(valueAt(spot), (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value));

/** Names that a cluster could run hold no line break. */
const pairOf = (name: string, jobName: string): string => `${name}\n${jobName}`;

function resultJob(spot: Spot, list: ResultJob['list'], role: JobRole): ResultJob {
	const olderName = field(spot, 'name');
	const name = fieldText(spot, nameKey) ?? textOf(olderName) ?? '';
	const jobName = fieldText(spot, jobNameKey) ?? '';
	return {
		spot,
		isPlain: isPlain(spot, list),
		list,
		role,
		name,
		jobName,
		pair: pairOf(name, jobName),
		olderName,
		maxRetries: integerOf(field(spot, retriesKey)),
		analysisJobCount: integerOf(field(spot, analysisKey)),
		state: fieldText(spot, 'state'),
		runs: runsIn(field(spot, 'results')),
	};
}

const runsIn = (list: Spot | undefined): readonly RunView[] => list ? items(list).map(runView) : [];

const runView = (spot: Spot): RunView => ({
	spot,
	name: textOf(at(spot, 'coordinates', 'name')) ?? '',
	state: fieldText(spot, 'state'),
	startTime: fieldText(spot, 'startTime'),
	completionTime: fieldText(spot, 'completionTime'),
	url: fieldText(spot, 'humanProwResultsURL') ?? '',
	upgradeType: fieldText(spot, 'upgradeType'),
});

function condition(spot: Spot): ConditionView {
	const text = (name: string): string => fieldText(spot, name) ?? '';
	return { spot, isPlain: isPlain(spot, 'conditions'), type: text('type'), status: text('status'), reason: text('reason'), message: text('message') };
}
