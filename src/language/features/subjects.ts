import type { JobRole } from '../../payload/jobs';
import { absolute, type Range } from '../document/piece';
import { at, entries, field, items, keyOf, rangeOf, stretchOf, textOf, type Spot, type Stretch } from '../document/spot';
import type { PayloadView, RunView } from '../rules/view';
import { locate, type Located } from './locate';
import { wholeRange } from './symbols';

/** Where a payload names something: what is wanted, what came of it, or a word about it. */
export interface Place extends Stretch {
	readonly side: 'spec' | 'status' | 'mention';
	/** The value or entry around the name. */
	readonly whole: Spot;
}

/** A list entry that stands for a job. The role is unknown in the summary of qualifiers. */
export interface JobEntry {
	readonly spot: Spot;
	readonly side: Place['side'];
	readonly role: JobRole | undefined;
	readonly name: string;
	readonly jobName: string;
	readonly analysisJobCount: number | undefined;
	readonly runs: readonly RunView[];
}

export interface Target {
	readonly range: Range;
	readonly selection: Range;
}

/** All entries of a payload that stand for jobs, spec first. */
export function jobEntries(view: PayloadView): readonly JobEntry[] {
	const text = (spot: Spot, key: string): string => textOf(field(spot, key)) ?? '';
	const summed = entries(view.at('status', 'qualifiersSummary', 'qualifiers')).flatMap((each) => items(field(each, 'jobs')));
	return [
		...view.specJobs.map((job) => ({ ...job, side: 'spec' as const, runs: [] })),
		...view.resultJobs.map((job) => ({ ...job, side: 'status' as const })),
		...summed.map((spot) => ({ spot, side: 'mention' as const, role: undefined, name: text(spot, 'ciConfigurationName'), jobName: text(spot, 'ciConfigurationJobName'), analysisJobCount: undefined, runs: [] })),
	];
}

/** Whether a job is one of the two that an aggregated job is made of: sync_release_payload.go gives both the same name. */
export function aggregates({ role, name, jobName }: JobEntry): boolean {
	return role === 'blocking' && (name.startsWith('aggregated-') || jobName.endsWith('-analysis-aggregator'));
}

function isHalf(entry: JobEntry): boolean {
	return entry.role === 'analysis' || aggregates(entry) || (entry.role === 'informing' && (entry.analysisJobCount ?? 0) > 0);
}

/** The entries that mean the same job: same pair of names, as for the controllers, and both halves of an aggregated job. */
export function sameJob(all: readonly JobEntry[], entry: JobEntry): readonly JobEntry[] {
	const start = entry.role !== undefined ? entry : (all.find((each) => each.role !== undefined && each.name === entry.name && each.jobName === entry.jobName) ?? entry);
	const named = all.filter(({ name, role }) => name === start.name && (role === undefined || start.role === undefined || (role === 'upgrade') === (start.role === 'upgrade')));
	// An alias can make one text the name of several entries.
	if (start.jobName === '' || start.spot.piece.tree.aliases.size > 0) return named;
	const jobNames = new Set([start.jobName, '']);
	const halves = named.filter(isHalf);
	if (halves.some(({ jobName }) => jobNames.has(jobName))) for (const { jobName } of halves) jobNames.add(jobName);
	return named.filter(({ jobName }) => jobNames.has(jobName));
}

/** Where an entry writes the job's name: under `name` too in the older API. */
export function nameSpots({ spot, side }: JobEntry): readonly Spot[] {
	return ['ciConfigurationName', ...(side === 'status' ? ['name'] : [])].flatMap((key) => field(spot, key) ?? []);
}

/** The entry around what was located, by its name, its periodic, or the name of one of its runs. */
export function jobAt(all: readonly JobEntry[], { path, around }: Located): JobEntry | undefined {
	if (!/^(?:ciConfiguration(?:Job)?N|n)ame$/.test(String(path.at(-1)))) return undefined;
	return all.find(({ spot }) => around.some(({ node }) => node === spot.node));
}

/** Words of the conditions' messages that are the name of a job. A single word such as `aws` may mean anything. */
export function mentionsOf(view: PayloadView, name: string): readonly Place[] {
	if (!name.includes('-')) return [];
	return view.conditions.flatMap(({ spot }) => {
		const message = field(spot, 'message');
		return message === undefined ? [] : wordsIn(message, name).map((stretch) => ({ ...stretch, side: 'mention' as const, whole: message }));
	});
}

function wordsIn({ node, piece }: Spot, word: string): readonly Stretch[] {
	if (node.kind !== 'scalar') return [];
	const text = piece.text.slice(node.start - piece.origin, node.end - piece.origin);
	const found: Stretch[] = [];
	for (let i = text.indexOf(word); i >= 0; i = text.indexOf(word, i + word.length)) {
		const start = node.start + i;
		if (!/[\w.-]/.test(text.charAt(i - 1)) && !/^(?:[\w-]|\.\w)/.test(text.slice(i + word.length, i + word.length + 2))) found.push({ piece, start, end: start + word.length });
	}
	return found;
}

/** Everywhere the payload names what stands at an offset: a job, a qualifier, the override, the batch Jobs of the release. */
function placesAt(view: PayloadView, offset: number): { readonly places: readonly Place[]; readonly side: Place['side'] } {
	const located = locate(view.root, offset);
	if (located === undefined) return { places: [], side: 'spec' };
	const seen = new Set<number>();
	const places = [...jobPlaces(view, located, offset), ...qualifierPlaces(view, located), ...pairPlaces(view, located)].filter(({ piece, start }) => seen.size < seen.add(absolute(piece, start)).size);
	return { places, side: located.path[0] === 'spec' ? 'spec' : 'status' };
}

function jobPlaces(view: PayloadView, located: Located, offset: number): readonly Place[] {
	const all = jobEntries(view);
	const entry = jobAt(all, located) ?? mentioned(view, all, located, offset);
	if (entry === undefined || entry.name === '') return [];
	const named = sameJob(all, entry).flatMap((each) => nameSpots(each).map((spot) => ({ ...stretchOf(spot, 'value'), side: each.side, whole: each.spot })));
	return [...named, ...mentionsOf(view, entry.name)];
}

function mentioned(view: PayloadView, all: readonly JobEntry[], { path }: Located, offset: number): JobEntry | undefined {
	if (path[1] !== 'conditions' || path[3] !== 'message') return undefined;
	return all.find(({ name }) => mentionsOf(view, name).some((place) => covers(place, offset)));
}

function qualifierPlaces(view: PayloadView, { path, onKey }: Located): readonly Place[] {
	if (!onKey || path.at(-2) !== 'qualifiers') return [];
	const id = path.at(-1);
	const under = (spot: Spot | undefined, side: Place['side']): readonly Place[] => entries(spot).filter((each) => keyOf(each) === id).map((each) => ({ ...stretchOf(each, 'key'), side, whole: each }));
	return [...view.specJobs.flatMap(({ qualifiers }) => under(qualifiers, 'spec')), ...under(view.at('status', 'qualifiersSummary', 'qualifiers'), 'status')];
}

/** What is asked for once and answered once: the override and the verdicts that carry it, and the two batch Jobs. */
function pairPlaces(view: PayloadView, { path, around }: Located): readonly Place[] {
	const place = (spot: Spot | undefined, side: Place['side']): readonly Place[] => (spot === undefined ? [] : [{ ...stretchOf(spot), side, whole: spot }]);
	const [top, below, , key] = path;
	const manual = view.conditions.filter(({ reason }) => /^ReleasePayloadManually(?:Accep|Rejec)ted$/.test(reason));
	if ((top === 'spec' && below === 'payloadOverride') || (key !== undefined && manual.some(({ spot }) => around.some(({ node }) => node === spot.node)))) {
		return [...place(view.at('spec', 'payloadOverride', 'override'), 'spec'), ...manual.flatMap(({ spot }) => place(field(spot, 'type'), 'status'))];
	}
	const which = /^(?:spec\.payloadCreationConfig|status)\.release(Creation|Mirror)/.exec(path.slice(0, 3).join('.'))?.[1];
	if (which === undefined) return [];
	const asked = at(view.root, 'spec', 'payloadCreationConfig', `release${which}Coordinates`, `release${which}JobName`);
	return [...place(asked, 'spec'), ...place(at(view.root, 'status', `release${which}JobResult`, 'coordinates', 'name'), 'status')];
}

function covers({ piece, start, end }: Stretch, offset: number): boolean {
	return absolute(piece, start) <= offset && offset <= absolute(piece, end);
}

/** From spec to the status and back; where the other side is missing, to the rest of this one. */
export function definitionsAt(view: PayloadView, offset: number): readonly Target[] {
	const { places, side } = placesAt(view, offset);
	const sides = side === 'spec' ? (['status', 'spec'] as const) : (['spec', 'status'] as const);
	const found = sides.map((wanted) => places.filter((place) => place.side === wanted)).find((each) => each.some((place) => !covers(place, offset))) ?? [];
	return found.map((place) => ({ range: wholeRange(place.whole), selection: rangeOf(place) }));
}

/** Without the declarations: all but what spec says. */
export function referencesAt(view: PayloadView, offset: number, withDeclarations: boolean): readonly Range[] {
	return placesAt(view, offset).places.filter(({ side }) => withDeclarations || side !== 'spec').map(rangeOf);
}
