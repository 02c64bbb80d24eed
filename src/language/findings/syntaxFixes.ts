import * as l10n from '@vscode/l10n';
import type { PlacedProblem } from '../document/document';
import { styleAt } from '../features/style';
import { madeVisible, shapingStretches } from '../reader/invisible';
import type { Fix } from './finding';

/** A change of the document's text. */
interface Change {
	readonly start: number;
	readonly end: number;
	readonly newText: string;
}

interface Candidate {
	readonly title: string;
	readonly changes: readonly Change[];
	/** What nearly everybody would do, if it proves to mend. */
	readonly sure: boolean;
	/** Candidates of one group exclude each other: the one that mends most is offered. */
	readonly group: string;
}

interface Mistake {
	readonly text: string;
	readonly start: number;
	readonly end: number;
	readonly noticedAt: number | undefined;
	/** The line of the mistake. */
	readonly line: number;
	readonly lineEnd: number;
}

/** Texts beyond this are not read again to try mends. UTF-16 units. */
const longest = 250_000;

/**
 * Mends of what cannot be read. Each is tried on the text first: offered is only what takes the finding away and brings
 * no other about. `read` gives the lines of all findings of syntax in a text.
 */
export function syntaxFixes({ code, piece, start, end, related }: PlacedProblem, read: (text: string) => readonly number[]): readonly Fix[] {
	const { text, origin } = piece;
	if (text.length > longest) return [];
	const at = Math.max(0, start - origin);
	const mistake: Mistake = { text, start: at, end: end - origin, noticedAt: related ? related.start - origin : undefined, line: lineStart(text, at), lineEnd: lineEnd(text, at) };
	const fixOf = ({ title, changes, sure }: Candidate): Fix => ({ title, preferred: sure, edits: () => changes.map((change) => ({ piece, start: change.start + origin, end: change.end + origin, newText: change.newText })) });
	// The line of a separator is not in the document's text.
	if (code === 'separator') return [fixOf({ title: l10n.t('Put this on a line of its own'), sure: start >= origin, group: code, changes: [{ start: start - origin, end: start - origin, newText: eolOf(text) }] })];
	// No document's first line is that of the stream: a byte order mark would be overlooked there.
	const tried = (each: string): readonly number[] => read(`\n${each}`);
	const [before, line] = [tried(text).length, lineNumber(text, at) + 1];
	const best = new Map<string, { readonly candidate: Candidate; readonly left: number }>();
	for (const candidate of candidatesFor(code, mistake)) {
		const after = tried(changed(text, candidate.changes));
		const left = after.length;
		const mends = left < before || (left === before && after.every((each) => each > line));
		const { group } = candidate;
		if (mends && left < (best.get(group)?.left ?? Infinity)) best.set(group, { candidate, left });
	}
	return [...best.values()].map(({ candidate }) => fixOf(candidate));
}

function changed(text: string, changes: readonly Change[]): string {
	return changes.toSorted((a, b) => b.start - a.start).reduce((now, { start, end, newText }) => now.slice(0, start) + newText + now.slice(end), text);
}

function candidatesFor(code: string, mistake: Mistake): readonly Candidate[] {
	const { text, start, end, line } = mistake;
	switch (code) {
		case 'tab':
			return tabs(text);
		case 'character':
			return characters(mistake);
		case 'blank':
			return [{ title: l10n.t('Put a blank behind it'), sure: true, group: code, changes: [{ start: end, end, newText: ' ' }] }];
		case 'scalar-start':
			return quotes(text, start, stopsOf(mistake, start));
		case 'colon':
		case 'unexpected':
			return quotes(text, valueStart(mistake), [inkEnd(mistake)]);
		case 'unclosed':
			return text.charAt(start) === '"' || text.charAt(start) === "'" ? closingQuotes(mistake) : closingBrackets(mistake);
		case 'bracket':
			return [{ title: l10n.t('Remove this "{0}"', text.charAt(start)), sure: true, group: code, changes: [{ start, end: start + 1, newText: '' }] }];
		case 'escape':
			return [{ title: l10n.t('Write the backslash twice'), sure: text.charAt(start + 1) !== '/', group: 'twice', changes: [{ start, end: start, newText: '\\' }] }, { title: l10n.t('Remove the backslash'), sure: text.charAt(start + 1) === '/', group: 'none', changes: [{ start, end: start + 1, newText: '' }] }];
		case 'directive':
			return [{ title: l10n.t('Remove this line'), sure: true, group: code, changes: [{ start: line, end: nextLine(text, start), newText: '' }] }];
		case 'indent':
			return indents(mistake);
		case 'key':
			return colons(mistake);
		default:
			return [];
	}
}

// Places

function lineStart(text: string, at: number): number {
	return at <= 0 ? 0 : Math.max(text.lastIndexOf('\n', at - 1), text.lastIndexOf('\r', at - 1)) + 1;
}

function lineEnd(text: string, at: number): number {
	const stop = text.slice(at).search(/[\r\n]/);
	return stop < 0 ? text.length : at + stop;
}

function nextLine(text: string, at: number): number {
	const end = lineEnd(text, at);
	return end + (text.startsWith('\r\n', end) ? 2 : end < text.length ? 1 : 0);
}

function lineNumber(text: string, at: number): number {
	return text.slice(0, at).match(/\r\n|\r|\n/g)?.length ?? 0;
}

function eolOf(text: string): string {
	return text.includes('\r\n') ? '\r\n' : '\n';
}

/** Where what stands on the line ends, without a comment and blanks. */
function inkEnd({ text, line, lineEnd: end }: Mistake): number {
	return line + text.slice(line, end).replace(/\s#.*$/, '').trimEnd().length;
}

/** Where the value on the line begins: behind its key, its dashes. */
function valueStart({ text, line, lineEnd: end }: Mistake): number {
	return line + (/^[ \t]*(?:- +)*(?:(?:[^\s:#"'[{][^:]*|"[^"]*"|'[^']*'):[ \t]+)?/.exec(text.slice(line, end))?.[0].length ?? 0);
}

// The mends

/** Blanks for what looks like one, everywhere; what looks like nothing goes. */
function characters({ text, start, end }: Mistake): readonly Candidate[] {
	const newText = madeVisible(text.slice(start, end)) === '' || !/[\s\u0085]/.test(text.charAt(start)) || text.charAt(start) === '\ufeff' ? '' : ' ';
	const title = newText === '' ? l10n.t('Remove this character') : l10n.t('Write blanks instead');
	return [shapingStretches(text), [{ start, end, newText }]].map((changes) => ({ title, sure: true, group: 'character', changes }));
}

/** All that indent a line, but for the content of block scalars, which may hold them. */
function tabs(text: string): readonly Candidate[] {
	const { width } = styleAt(text, 0);
	const title = l10n.t('Indent by blanks instead of tabs');
	return [width, 1].map((each) => ({ title, sure: true, group: 'tabs', changes: tabChanges(text, ' '.repeat(each)) }));
}

function tabChanges(text: string, step: string): readonly Change[] {
	let blockColumn: number | undefined;
	return [...text.matchAll(/^([ \t-]*)([^\r\n]*)/gm)].flatMap(({ 1: lead = '', 2: rest = '', index }) => {
		const column = lead.search(/[^ ]|$/);
		if (blockColumn !== undefined && (column > blockColumn || rest === '')) return [];
		blockColumn = /[|>][-+\d]*(?:\s+#.*)?$/.test(rest) ? column : undefined;
		if (!lead.includes('\t')) return [];
		const dash = lead.indexOf('-');
		const newText = dash < 0 ? lead.replaceAll('\t', step) : lead.slice(0, dash).replaceAll('\t', step) + lead.slice(dash).replaceAll('\t', ' ');
		return [{ start: index, end: index + lead.length, newText }];
	});
}

/** Where a text that has to be quoted may end: before the colon that makes it a key, before what ends it in braces, with the line. */
function stopsOf(mistake: Mistake, from: number): readonly number[] {
	const end = inkEnd(mistake);
	const rest = mistake.text.slice(from, end);
	return [/\s*:(?=\s|$)/, /\s*[,\]}]/].flatMap((pattern) => {
		const stop = rest.search(pattern);
		return stop <= 0 ? [] : [from + stop];
	}).concat(end);
}

function quotes(text: string, from: number, stops: readonly number[]): readonly Candidate[] {
	return stops.filter((stop) => stop > from).map((stop) => {
		const inner = text.slice(from, stop);
		const newText = /["\\]/.test(inner) ? `'${inner.replaceAll("'", "''")}'` : `"${inner}"`;
		return { title: l10n.t('Put it into quotes'), sure: true, group: 'quotes', changes: [{ start: from, end: stop, newText }] };
	});
}

function closingQuotes(mistake: Mistake): readonly Candidate[] {
	const { text, start, line, lineEnd: end } = mistake;
	const quote = text.charAt(start);
	const colon = text.slice(start, end).search(/:(?=\s|$)/);
	const isKey = colon > 0 && /^[ \t]*(?:- +)*$/.test(text.slice(line, start));
	const ink = inkEnd(mistake);
	const inner = start + text.slice(start, ink).replace(/[\s,\]}]+$/, '').length;
	return [...(isKey ? [start + colon] : []), ink, line + text.slice(line, end).trimEnd().length, inner]
		.map((at) => ({ title: l10n.t('Close the quote'), sure: at !== inner || inner === ink, group: 'close', changes: [{ start: at, end: at, newText: quote }] }));
}

/** What is open when `to` is reached, as what closes it. */
function closersOf(text: string, from: number, to: number): string {
	const open: string[] = [];
	for (const [token] of text.slice(from, to).matchAll(/"(?:[^"\\]|\\.)*"|'[^']*'|[[\]{}]/g)) {
		if (token === '[' || token === '{') open.unshift(token === '[' ? ']' : '}');
		else if (token === open[0]) open.shift();
	}
	return open.join('');
}

function closingBrackets(mistake: Mistake): readonly Candidate[] {
	const { text, start, line, noticedAt } = mistake;
	const behind = noticedAt === undefined ? [] : [noticedAt + 1];
	const closing = [inkEnd(mistake), ...behind].flatMap((at) => [start, line].map((from) => ({ title: l10n.t('Close the bracket'), sure: true, group: 'close', changes: [{ start: at, end: at, newText: closersOf(text, from, at) }] })));
	return [...closing, ...behind.map((at) => ({ title: l10n.t('Put a comma here'), sure: false, group: 'comma', changes: [{ start: at, end: at, newText: ',' }] }))];
}

/** To the nearest column at which something above begins, the line alone or with what is indented below it. */
function indents(mistake: Mistake): readonly Candidate[] {
	const { text, line } = mistake;
	const column = blanksAt(text, line);
	const near = columnsAbove(text, line).filter((each) => each !== column && Math.abs(each - column) <= 3).sort((a, b) => Math.abs(a - column) - Math.abs(b - column));
	return near.flatMap((to) => {
		const title = l10n.t('Indent by {0}', to);
		return [linesBelow(text, line, column).slice(0, 1), linesBelow(text, line, column)].map((lines) => ({ title, sure: to === near[0], group: String(to), changes: lines.map((each) => shift(text, each, to - column)) }));
	});
}

function shift(text: string, line: number, by: number): Change {
	return { start: line, end: line + Math.min(Math.max(0, -by), blanksAt(text, line)), newText: ' '.repeat(Math.max(0, by)) };
}

function blanksAt(text: string, line: number): number {
	return /^ */.exec(text.slice(line, line + 1000))?.[0].length ?? 0;
}

/** The line, and those behind it that are indented further. */
function linesBelow(text: string, line: number, column: number): readonly number[] {
	const lines = [line];
	for (let at = nextLine(text, line); at < text.length; at = nextLine(text, at)) {
		if (text.slice(at, lineEnd(text, at)).trim() === '') continue;
		if (blanksAt(text, at) <= column) break;
		lines.push(at);
	}
	return lines;
}

/** Columns at which the lines begin that a line may belong to, the nearest line first; for one without dash also what stands behind their dashes. */
function columnsAbove(text: string, line: number): readonly number[] {
	const columns = new Set<number>();
	const isItem = /^ *- /.test(text.slice(line, lineEnd(text, line)));
	let least = Infinity;
	for (let at = line; at > 0 && least > 0;) {
		at = lineStart(text, at - (text.startsWith('\r\n', at - 2) ? 2 : 1));
		const [lead = '', dashes = ''] = [...(/^( *)((?:- +)*)(?=[^\s#])/.exec(text.slice(at, lineEnd(text, at)))?.slice(1) ?? ['none'])];
		if (lead === 'none' || lead.length >= least) continue;
		least = lead.length;
		if (!isItem) columns.add(least + dashes.length);
		columns.add(least);
	}
	return [...columns];
}

/** `key value`: the first word is the key. */
function colons({ text, line, lineEnd: end }: Mistake): readonly Candidate[] {
	const [found, lead = '', word = ''] = /^([ \t]*(?:- +)*)([A-Za-z]\w*)(?= +\S)/.exec(text.slice(line, end)) ?? [];
	if (found === undefined) return [];
	const at = line + lead.length + word.length;
	return [{ title: l10n.t('Put a colon behind "{0}"', word), sure: false, group: 'colon', changes: [{ start: at, end: at, newText: ':' }] }];
}
