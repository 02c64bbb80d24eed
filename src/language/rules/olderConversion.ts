import { absolute, type Piece } from '../document/piece';
import { contentOf, entries, field, items, stretchOf, textOf, type Spot } from '../document/spot';
import { editIn, lastOf, placeOf, removeEntry, renameKey, replaceText } from '../findings/edits';
import type { Edit } from '../findings/finding';
import { beginsLine, blanksAt, lengthOf, lineEnd, lineStart, nextLine } from '../text';
import { analysisKey, nameKey } from './fields';
import { written } from './presence';
import type { PayloadFacts, ResultJob } from './view';

// From the older API to today's, as edits of the text: what has a place goes there, what has none stays as a comment
// (types.go, 2021-10 to 2022-03, against today's). Text is moved and never printed anew, so that comments, order, quotes
// and line ends are kept.

export interface Conversion {
	readonly edits: readonly Edit[];
	/** What today's form has no place for, as `field: value`. */
	readonly lost: readonly string[];
	/** Whether that stays as comments; JSON has none. */
	readonly commented: boolean;
}

/** A change of the document's text, offsets of the document. */
interface Change {
	readonly start: number;
	readonly end: number;
	readonly newText: string;
}

interface Work {
	readonly payload: PayloadFacts;
	/** Of the document up to the end of the payload; what stands before it are line breaks. */
	readonly text: string;
	readonly eol: string;
	readonly changes: Change[];
	readonly lost: Set<string>;
	readonly notes: Map<number, { readonly own: boolean; readonly texts: Set<string> }>;
}

/** Undefined where the text of the payload cannot be put together. */
export function convert(payload: PayloadFacts): Conversion | undefined {
	const text = textAround(payload.root);
	if (text === undefined) return undefined;
	const work: Work = { payload, text, eol: text.includes('\r\n') ? '\r\n' : '\n', changes: [], lost: new Set(), notes: new Map() };
	convertName(work);
	for (const job of new Map(payload.resultJobs.map((each) => [contentOf(each.spot), each])).values()) convertJob(work, job);
	for (const { spot } of new Map(payload.conditions.map((each) => [contentOf(each.spot), each])).values()) convertCondition(work, spot);
	writeNotes(work);
	convertLists(work, payload.at('status', 'analysisJobResults'), payload.at('status', 'informingJobResults'));
	const { piece } = payload.root;
	const edits = merged(work.changes).map(({ start, end, newText }) => editIn(piece, start - piece.start, end - piece.start, newText));
	return { edits, lost: [...work.lost], commented: work.notes.size > 0 };
}

/** Changes that touch become one, so that nobody has to know which comes first. */
function merged(changes: readonly Change[]): readonly Change[] {
	const done: Change[] = [];
	for (const each of changes.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
		const last = done.at(-1);
		// Behind an alias the same place is met twice.
		const isTwin = last?.start === each.start && last.end === each.end && last.newText === each.newText;
		if (isTwin) continue;
		if (!last || last.end < each.start) done.push(each);
		else done[done.length - 1] = { start: last.start, end: Math.max(last.end, each.end), newText: last.newText + each.newText };
	}
	return done;
}

// The text and places in it

function textAround(root: Spot): string | undefined {
	const pieces = new Set<Piece>();
	const visit = (spot: Spot): void => {
		pieces.add(spot.keyPiece).add(spot.piece);
		if (spot.piece.tree.cuts.has(spot.node)) for (const each of [...entries(spot), ...items(spot)]) visit(each);
	};
	visit(root);
	const ordered = [...pieces].sort((a, b) => a.start - b.start);
	let text = '\n'.repeat(ordered[0]?.start ?? 0);
	for (const piece of ordered) {
		if (piece.start !== text.length) return undefined;
		text += piece.text;
	}
	return text;
}

function startOf(spot: Spot): number {
	if (spot.key) return absolute(spot.keyPiece, spot.key.start);
	if (spot.piece.tree.cuts.has(spot.node)) return absolute(stretchOf(spot).piece, stretchOf(spot).start);
	return absolute(spot.piece, Math.min(spot.node.start, spot.node.props?.start ?? spot.node.start));
}

/** Without the line break that a block scalar ends with. */
function endOf(spot: Spot): number {
	const { node, key, piece } = lastOf(spot);
	const end = Math.max(node.end, key?.end ?? 0);
	return absolute(piece, end) - lengthOf(/\r?\n$/, piece.text.slice(0, end - piece.origin));
}

function isFlow(spot: Spot | undefined): boolean {
	const node = spot ? contentOf(spot) : undefined;
	return (node?.kind === 'map' || node?.kind === 'seq') && node.flow;
}

function add(work: Work, edit: Edit): void {
	work.changes.push({ ...placeOf(edit), newText: edit.newText });
}

function insert(work: Work, at: number, newText: string): void {
	work.changes.push({ start: at, end: at, newText });
}

// What stays as a comment

/** Keeps a text as a comment: on its line, or above the outermost braces around it. `around`: what it stands in, from the outside. */
function note(work: Work, text: string, where: Spot, around: readonly (Spot | undefined)[]): void {
	work.lost.add(text);
	const flow = [work.payload.root, ...around].find(isFlow);
	const start = startOf(flow ?? where);
	if (flow === work.payload.root && !/- +$/.test(work.text.slice(lineStart(work.text, start), start))) return;
	const own = !!flow || work.text.slice(start, endOf(where)).includes('\n');
	if (own && !beginsLine(work.text, start)) return;
	const at = own ? lineStart(work.text, start) : lineEnd(work.text, endOf(where));
	const known = work.notes.get(at);
	if (!known) work.notes.set(at, { own, texts: new Set([text]) });
	else known.texts.add(text);
}

function writeNotes(work: Work): void {
	for (const [at, { own, texts }] of work.notes) {
		const said = `# ${[...texts].join(', ')}`;
		insert(work, at, own ? ' '.repeat(blanksAt(work.text, at)) + said + work.eol : ` ${said}`);
	}
}

/** An entry whose place is taken: a comment in block style, taken out inside braces. */
function retire(work: Work, entry: Spot, around: readonly (Spot | undefined)[]): void {
	const start = startOf(entry);
	const end = endOf(entry);
	const text = work.text.slice(start, end).replaceAll(/\s+/g, ' ');
	if ([work.payload.root, ...around].some(isFlow) || !beginsLine(work.text, start)) {
		note(work, text, entry, around);
		add(work, removeEntry(entry));
		return;
	}
	work.lost.add(text);
	for (let at = start; at < end; at = nextLine(work.text, at)) insert(work, at, '# ');
}

/** Further entries behind one, each `key: value`. */
function addBehind(work: Work, entry: Spot, within: Spot, more: readonly string[]): void {
	if (more.length === 0) return;
	const start = startOf(entry);
	const end = endOf(entry);
	const isInBraces = isFlow(within);
	const before = isInBraces ? ', ' : work.eol + ' '.repeat(start - lineStart(work.text, start));
	if (isInBraces || beginsLine(work.text, start)) insert(work, isInBraces ? end : lineEnd(work.text, end), more.map((each) => before + each).join(''));
}

// The fields

/** The name was that of the tag and random characters. */
function convertName(work: Work): void {
	const { payload } = work;
	const metadata = payload.at('metadata');
	const name = field(metadata, 'name');
	const tag = payload.header.imagestreamTagName || payload.text('metadata', 'labels', 'release.openshift.io/imagestreamtag-name');
	for (const [key, spot] of [['name', name], ['generateName', field(metadata, 'generateName')]] as const) {
		const found = written(spot);
		if (!spot || !tag || !found.startsWith(`${tag}-`) || !/^[a-z0-9]*$/.test(found.slice(tag.length + 1))) continue;
		if (name && spot !== name) {
			retire(work, spot, [metadata]);
			continue;
		}
		note(work, `${key}: ${found}`, spot, [metadata]);
		if (spot !== name) add(work, renameKey(spot, 'name'));
		add(work, replaceText(spot, tag));
	}
}

function convertJob(work: Work, job: ResultJob): void {
	const { payload } = work;
	const status = payload.at('status');
	const around = [status, field(status, job.list), job.spot];
	const current = field(job.spot, nameKey);
	const { olderName } = job;
	if (olderName && current) retire(work, olderName, around);
	else if (olderName) add(work, renameKey(olderName, nameKey));
	const state = field(job.spot, 'state');
	if (state && job.state === 'Failed') add(work, replaceText(state, 'Failure'));
	dropIgnored(work, state, around);
	const runs = field(job.spot, 'results');
	for (const run of job.runs) dropIgnored(work, field(run.spot, 'state'), [...around, runs, run.spot]);
	const entry = current ?? olderName;
	// A list of its own told analysis jobs from others; today the number of their runs does.
	const isAnalysis = job.list === 'analysisJobResults' && job.runs.length > 0 && !field(job.spot, analysisKey);
	if (isAnalysis && entry) addBehind(work, entry, job.spot, [`${analysisKey}: ${job.runs.length}`]);
}

/** An analysis job or run was judged by its aggregator alone: today nothing is known of it. */
function dropIgnored(work: Work, state: Spot | undefined, around: readonly (Spot | undefined)[]): void {
	if (!state || textOf(state) !== 'Ignored') return;
	note(work, 'state: Ignored', state, around);
	add(work, replaceText(state, 'Unknown'));
}

/** Conditions with a generation of their own needed less than those of today. */
function convertCondition(work: Work, condition: Spot): void {
	const { payload } = work;
	const generation = field(condition, 'generation');
	if (!generation) return;
	const status = payload.at('status');
	const observed = field(condition, 'observedGeneration');
	if (!observed) add(work, renameKey(generation, 'observedGeneration'));
	else retire(work, generation, [status, field(status, 'conditions'), condition]);
	const created = payload.text('metadata', 'creationTimestamp');
	const since = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(created) ? created : '1970-01-01T00:00:00Z';
	const needed = { lastTransitionTime: since, reason: 'Unknown', message: '""' };
	const missing = Object.entries(needed).filter(([key]) => !field(condition, key));
	addBehind(work, observed ?? generation, condition, missing.map(([key, value]) => `${key}: ${value}`));
}

// The list of analysis jobs, informing ones today

function convertLists(work: Work, analysis: Spot | undefined, informing: Spot | undefined): void {
	if (!analysis) return;
	const from = items(analysis);
	const to = items(informing ?? analysis);
	const first = from[0];
	const final = from.at(-1);
	const last = to.at(-1);
	const takeOver = (): void => {
		if (informing) drop(work, informing);
		add(work, renameKey(analysis, 'informingJobResults'));
	};
	if (!informing || !last) {
		takeOver();
		return;
	}
	if (!first || !final) {
		drop(work, analysis);
		return;
	}
	// What an alias stands for cannot be moved.
	if (analysis.node.kind !== 'seq' || informing.node.kind !== 'seq') return;
	const fromBrackets = analysis.node.flow;
	const toBrackets = informing.node.flow;
	if (toBrackets && !fromBrackets) {
		insert(work, dashLine(work, first), itemLines(work, to, first));
		takeOver();
		return;
	}
	const until = nextLine(work.text, endOf(final));
	const end = toBrackets ? endOf(last) : nextLine(work.text, endOf(last));
	const moved =
		toBrackets ? `, ${taken(work, startOf(first), endOf(final))}`
		: fromBrackets ? itemLines(work, from, last)
		: indented(work, taken(work, nextLine(work.text, startOf(analysis)), until), dashIndent(work, last) - dashIndent(work, first));
	drop(work, analysis, fromBrackets ? undefined : until);
	insert(work, end, !toBrackets && work.text.slice(end - 1, end) !== '\n' ? work.eol + moved.trimEnd() : moved);
}

function dashLine(work: Work, item: Spot): number {
	let line = lineStart(work.text, startOf(item));
	while (line > 0 && !/^ *-/.test(work.text.slice(line, lineEnd(work.text, line)))) line = lineStart(work.text, line - 1);
	return line;
}

const dashIndent = (work: Work, item: Spot): number => blanksAt(work.text, dashLine(work, item));

/** Whole lines, moved to the right or the left. */
function indented(work: Work, lines: string, by: number): string {
	const moved = lines.replaceAll(by < 0 ? new RegExp(`^ {1,${-by}}`, 'gm') : /^(?=[^\r\n])/gm, ' '.repeat(Math.max(0, by)));
	return moved.endsWith('\n') ? moved : moved + work.eol;
}

const itemLines = (work: Work, list: readonly Spot[], beside: Spot): string =>
	list.map((item) => `${' '.repeat(dashIndent(work, beside))}- ${taken(work, startOf(item), endOf(item))}${work.eol}`).join('');

/** A stretch of the text with its changes done, which then no longer stand by themselves. */
function taken(work: Work, from: number, to: number): string {
	const inside = merged(work.changes.filter(({ start, end }) => start >= from && end <= to));
	const rest = work.changes.filter(({ start, end }) => start < from || end > to);
	work.changes.splice(0, work.changes.length, ...rest);
	let text = '';
	let at = from;
	for (const { start, end, newText } of inside) {
		text += work.text.slice(at, start) + newText;
		at = end;
	}
	return text + work.text.slice(at, to);
}

/** Takes a list out; a comment on the line of its key, or behind its brackets, stays. */
function drop(work: Work, entry: Spot, until = nextLine(work.text, endOf(entry))): void {
	const start = startOf(entry);
	if (isFlow(work.payload.at('status')) || isFlow(work.payload.root) || !beginsLine(work.text, start)) {
		add(work, removeEntry(entry));
		return;
	}
	const from = lineStart(work.text, start);
	taken(work, start, until);
	const isBlock = contentOf(entry)?.kind === 'seq' && !isFlow(entry);
	const tail = isBlock ? work.text.slice(start, lineEnd(work.text, start)) : work.text.slice(endOf(entry), lineEnd(work.text, endOf(entry)));
	const comment = /\s(#[^\r\n]*)$/.exec(tail)?.[1];
	work.changes.push({ start: from, end: until, newText: comment ? work.text.slice(from, start) + comment + work.eol : '' });
}
