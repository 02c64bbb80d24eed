import * as l10n from '@vscode/l10n';
import { prowJobName } from '../../payload/prowJobName';
import type { Range } from '../document/piece';
import { at, contentOf, field, rangeOf, stretchOf, textOf, type Spot } from '../document/spot';
import { replaceText } from '../findings/edits';
import type { Edit } from '../findings/finding';
import { nameCharacters } from '../rules/jobEntries';
import type { PayloadView } from '../rules/view';
import type { YamlNode } from '../tree';
import { locate } from './locate';
import { aggregates, eachOnce, jobAt, jobEntries, mentionsOf, nameSpots, sameJob, type JobEntry } from './subjects';

/** Why something cannot be renamed, in words. */
export interface Refusal {
	readonly refusal: string;
}

export interface RenameStart {
	readonly range: Range;
	/** What the job is called now. */
	readonly placeholder: string;
}

interface Found extends RenameStart {
	readonly all: readonly JobEntry[];
	readonly entry: JobEntry;
}

/** The job whose name is at an offset. Only `ciConfigurationName` (and the older API's `name`) can be renamed: other names belong to what exists elsewhere. */
export function renameStart(view: PayloadView, offset: number): Found | Refusal {
	const located = locate(view.root, offset);
	const all = jobEntries(view);
	const entry = located && jobAt(all, located);
	const spot = entry && nameSpots(entry).find(({ node }) => node === located.spot.node);
	if (!entry?.name || !spot) return { refusal: l10n.t('Only jobs can be renamed here: put the cursor on a ciConfigurationName.') };
	return { all, entry, range: rangeOf(stretchOf(spot, 'value')), placeholder: entry.name };
}

/** What changes in the text when a job gets another name: its entries in spec and status, an aggregator's periodic, names of runs, messages. */
export function renameEdits(view: PayloadView, offset: number, name: string): readonly Edit[] | Refusal {
	const start = renameStart(view, offset);
	if ('refusal' in start) return start;
	const { all, entry } = start;
	if (name === entry.name) return [];
	const same = sameJob(all, entry);
	const refusal = refusalFor(name, same, all);
	if (refusal !== undefined) return { refusal };
	const written = same.flatMap((each) => entryEdits(each, name, view.header.releaseName));
	if (isSharedWithOthers(written, view)) return { refusal: l10n.t('An alias shares this name: write it out there first.') };
	return eachOnce([...written, ...mentionsOf(view, entry.name).map((place) => ({ ...place, newText: name }))]);
}

/** Upstream's rules for names, as J4, J6 and J20 tell them, and names that another job has. */
function refusalFor(name: string, same: readonly JobEntry[], all: readonly JobEntry[]): string | undefined {
	const upgrade = same.some(({ role }) => role === 'upgrade');
	if (!nameCharacters.test(name)) return l10n.t('A job is named in lower-case letters and digits, with "-" and "." only inside.');
	if (upgrade && !/^\w+$/.test(name)) return l10n.t('An upgrade job is named by its platform in one word, such as "aws".');
	if (/-\d+$/.test(name)) return l10n.t('The number at the end would be taken for that of a retry.');
	const taken = all.some((each) => each.name === name && !same.includes(each) && (!each.role || (each.role === 'upgrade') === upgrade));
	return taken ? l10n.t('Another job of this payload is called "{0}" already.', name) : undefined;
}

/** An edit of a scalar, and what stands in its place: an alias where that is followed. */
interface Written extends Edit {
	readonly content: YamlNode;
	readonly node: YamlNode;
}

function entryEdits(entry: JobEntry, name: string, release: string): readonly Written[] {
	const { spot, role, jobName, name: old, runs = [] } = entry;
	const job = (aggregates(entry) || !role) && jobName.endsWith('-analysis-aggregator') && jobName.startsWith(`${old}-`) ? name + jobName.slice(old.length) : jobName;
	const periodic = job === jobName ? () => [] : write;
	return [
		...nameSpots(entry).flatMap((each) => write(each, name)),
		...periodic(field(spot, 'ciConfigurationJobName'), job),
		...runs.flatMap((run) => [
			...write(at(run.spot, 'coordinates', 'name'), runName(run.name, { release, old, name })),
			...periodic(field(run.spot, 'humanProwResultsURL'), run.url.replace(`/${jobName}/`, () => `/${job}/`)),
		]),
	];
}

/** The name of a run under the job's new name: pkg/prow/utils.go. One that is not made by that rule stays. */
function runName(run: string, { release, old, name }: { readonly release: string; readonly old: string; readonly name: string }): string {
	if (run.includes('-upgrade-from-')) return run.endsWith(`-${old}`) ? run.slice(0, -old.length) + name : run;
	const ending = ['', /-(?:\d+|aggregator|analysis-\d+)$/.exec(run)?.[0] ?? ''].find((each) => prowJobName(`${release}-${old}`, each) === run);
	return ending === undefined ? run : prowJobName(`${release}-${name}`, ending);
}

/** In the quotes that stand there. */
function write(spot: Spot | undefined, text: string): readonly Written[] {
	const content = spot && contentOf(spot);
	if (!spot || content?.kind !== 'scalar' || textOf(spot) === undefined || content.text === text) return [];
	return [{ ...replaceText({ ...spot, node: content }, text), content, node: spot.node }];
}

/** Whether something else is an alias of a text that is to change. */
function isSharedWithOthers(written: readonly Written[], view: PayloadView): boolean {
	const contents = new Set(written.map(({ content }) => content));
	const meant = new Set(written.map(({ node }) => node));
	return [...view.root.piece.tree.aliases].some(([alias, target]) => contents.has(target) && !meant.has(alias));
}
