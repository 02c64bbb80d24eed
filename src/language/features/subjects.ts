import type { JobRole } from '../../payload/jobs';
import { absolute, type Range } from '../document/piece';
import { entries, field, fieldText, items, keyOf, rangeOf, stretchOf, type Spot, type Stretch } from '../document/spot';
import type { PayloadView, RunView } from '../rules/view';
import { locate, type Located } from './locate';

/** Where a payload names something: what is wanted, what came of it, or a word about it. */
export interface Place extends Stretch {
	readonly side: 'spec' | 'status' | 'mention';
}

/** A list entry that stands for a job. In spec there are no runs, in the summary of qualifiers no role. */
export interface JobEntry {
	readonly spot: Spot;
	readonly role?: JobRole;
	readonly name: string;
	readonly jobName: string;
	readonly analysisJobCount?: number | undefined;
	readonly runs?: readonly RunView[];
}

/** All entries of a payload that stand for jobs, spec first. */
export function jobEntries(view: PayloadView): readonly JobEntry[] {
	const summed = summaries(view).flatMap((each) => items(field(each, 'jobs')));
	return [...view.specJobs, ...view.resultJobs, ...summed.map((spot) => ({ spot, name: fieldText(spot, 'ciConfigurationName') ?? '', jobName: fieldText(spot, 'ciConfigurationJobName') ?? '' }))];
}

function summaries(view: PayloadView): readonly Spot[] {
	return entries(view.at('status', 'qualifiersSummary', 'qualifiers'));
}

/** Whether a job judges the analysis runs of its name, as in `SpecJob`. */
export function aggregates({ role, name, jobName }: JobEntry): boolean {
	return role === 'blocking' && (name.startsWith('aggregated-') || jobName.endsWith('-analysis-aggregator'));
}

/** One of the two entries that an aggregated job is made of: sync_release_payload.go gives both the same name. */
function isHalf(entry: JobEntry): boolean {
	return entry.role === 'analysis' || aggregates(entry) || (entry.role === 'informing' && (entry.analysisJobCount ?? 0) > 0);
}

/** The entries that mean the same job: same pair of names, as for the controllers, and both halves of an aggregated job. */
export function sameJob(all: readonly JobEntry[], entry: JobEntry): readonly JobEntry[] {
	const start = entry.role ? entry : (all.find(({ role, name, jobName }) => role && name === entry.name && jobName === entry.jobName) ?? entry);
	const named = all.filter(({ name, role }) => name === start.name && (!role || !start.role || (role === 'upgrade') === (start.role === 'upgrade')));
	// An alias can make one text the name of several entries.
	if (start.jobName === '' || start.spot.piece.tree.aliases.size > 0) return named;
	const isSame = ({ jobName }: JobEntry): boolean => jobName === start.jobName || jobName === '';
	const halves = named.filter(isHalf);
	const jobNames = new Set(halves.some(isSame) ? halves.map(({ jobName }) => jobName) : []);
	return named.filter((each) => isSame(each) || jobNames.has(each.jobName));
}

/** Where an entry writes the job's name: under `name` too in the older API. */
export function nameSpots({ spot, runs }: JobEntry): readonly Spot[] {
	return ['ciConfigurationName', ...(runs ? ['name'] : [])].flatMap((key) => field(spot, key) ?? []);
}

/** The entry around what was located, by its name, its periodic, or the name of one of its runs. */
export function jobAt(all: readonly JobEntry[], { path, around }: Located): JobEntry | undefined {
	if (!/^(?:ciConfiguration(?:Job)?N|n)ame$/.test(String(path.at(-1)))) return undefined;
	return all.find(({ spot }) => around.some(({ node }) => node === spot.node));
}

/** Words of the conditions' messages that are the name of a job. A single word such as `aws` may mean anything. */
export function mentionsOf({ conditions }: PayloadView, word: string): readonly Place[] {
	return conditions.flatMap((condition) => {
		const { node, piece } = field(condition.spot, 'message') ?? condition.spot;
		if (node.kind !== 'scalar' || !word.includes('-')) return [];
		const text = piece.text.slice(node.start - piece.origin, node.end - piece.origin);
		const found: Place[] = [];
		for (let i = text.indexOf(word); i >= 0; i = text.indexOf(word, i + word.length)) {
			const start = node.start + i;
			if (!/[\w.-]/.test(text.charAt(i - 1)) && !/^(?:[\w-]|\.\w)/.test(text.slice(i + word.length))) found.push({ piece, start, end: start + word.length, side: 'mention' });
		}
		return found;
	});
}

/** Everywhere the payload names the job or qualifier at an offset. */
function placesAt(view: PayloadView, offset: number): { readonly places: readonly Place[]; readonly side: Place['side'] } {
	const located = locate(view.root, offset);
	if (!located) return { places: [], side: 'spec' };
	const { path } = located;
	const places = path.at(-2) === 'qualifiers' ? qualifierPlaces(view, path.at(-1)) : jobPlaces(view, located, offset);
	return { places: eachOnce(places), side: path[0] === 'spec' ? 'spec' : 'status' };
}

/** The first of those that begin at one place: aliases lead to one text by several ways. */
export function eachOnce<T extends Stretch>(places: readonly T[]): readonly T[] {
	const seen = new Set<number>();
	return places.filter(({ piece, start }) => seen.size < seen.add(absolute(piece, start)).size);
}

function jobPlaces(view: PayloadView, located: Located, offset: number): readonly Place[] {
	const all = jobEntries(view);
	const isMessage = located.path[1] === 'conditions' && located.path[3] === 'message';
	const entry = isMessage ? all.find(({ name }) => mentionsOf(view, name).some((each) => covers(each, offset))) : jobAt(all, located);
	if (!entry?.name) return [];
	const named = sameJob(all, entry).flatMap((each) => {
		const side = !each.role ? 'mention' : each.runs ? 'status' : 'spec';
		return nameSpots(each).map((spot) => ({ ...stretchOf(spot, 'value'), side }) as const);
	});
	return [...named, ...mentionsOf(view, entry.name)];
}

function qualifierPlaces(view: PayloadView, id: string | number | undefined): readonly Place[] {
	const under = (spots: readonly Spot[], side: Place['side']): readonly Place[] => spots.filter((each) => keyOf(each) === id).map((each) => ({ ...stretchOf(each, 'key'), side }));
	return [...view.specJobs.flatMap(({ qualifiers }) => under(entries(qualifiers), 'spec')), ...under(summaries(view), 'status')];
}

function covers({ piece, start, end }: Stretch, offset: number): boolean {
	return absolute(piece, start) <= offset && offset <= absolute(piece, end);
}

/** From spec to the status and back; where the other side is missing, to the rest of this one. */
export function definitionsAt(view: PayloadView, offset: number): readonly Range[] {
	const { places, side } = placesAt(view, offset);
	const sides = side === 'spec' ? ['status', 'spec'] : ['spec', 'status'];
	const found = sides.map((wanted) => places.filter((each) => each.side === wanted)).find((each) => each.some((one) => !covers(one, offset))) ?? [];
	return found.map(rangeOf);
}

/** Without the declarations: all but what spec says. */
export function referencesAt(view: PayloadView, offset: number, withDeclarations: boolean): readonly Range[] {
	return placesAt(view, offset).places.filter(({ side }) => withDeclarations || side !== 'spec').map(rangeOf);
}
