import * as l10n from '@vscode/l10n';
import type { PlacedProblem } from '../document/document';
import { styleAt } from '../features/style';
import { madeVisible, shapingStretches } from '../reader/invisible';
import { beginsLine, blanksAt, lengthOf, lineEnd, lineStart, nextLine } from '../text';
import { editIn } from './edits';
import type { Fix } from './finding';

/** A change of the document's text. */
interface Change {
	readonly start: number;
	readonly end: number;
	readonly newText: string;
}

/** Candidates of one title exclude each other: the one that mends most is offered. */
interface Candidate {
	readonly title: string;
	readonly changes: readonly Change[];
	/** What nearly everybody would do, if it proves to mend. */
	readonly sure: boolean;
}

interface Mistake {
	readonly text: string;
	readonly start: number;
	readonly end: number;
	readonly noticedAt: number | undefined;
	/** Where the line of the mistake begins. */
	readonly line: number;
	/** What stands on it. */
	readonly written: string;
	/** Where that ends, without a comment and blanks. */
	readonly ink: number;
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
	const fixOf = ({ title, changes, sure }: Candidate): Fix => ({ title, preferred: sure, edits: () => changes.map((each) => editIn(piece, each.start, each.end, each.newText)) });
	// The line of a separator is not in the document's text.
	if (code === 'separator') return [fixOf(insert(l10n.t('Put this on a line of its own'), start - origin, text.includes('\r\n') ? '\r\n' : '\n', start >= origin))];
	const at = Math.max(0, start - origin);
	const line = lineStart(text, at);
	const written = text.slice(line, lineEnd(text, at));
	const mistake: Mistake = { text, start: at, end: end - origin, noticedAt: related && related.start - origin, line, written, ink: line + written.replace(/\s#.*$/, '').trimEnd().length };
	// No document's first line is that of the stream: a byte order mark would be overlooked there.
	const tried = (each: string): readonly number[] => read(`\n${each}`);
	const [before, lineNumber] = [tried(text).length, text.slice(0, at).split(/\r\n|\r|\n/).length];
	const best = new Map<string, { readonly candidate: Candidate; readonly left: number }>();
	for (const candidate of candidatesFor(code, mistake)) {
		const after = tried(changed(text, candidate.changes));
		const left = after.length;
		const mends = left < before || (left === before && after.every((each) => each > lineNumber));
		const { title } = candidate;
		if (mends && left < (best.get(title)?.left ?? Infinity)) best.set(title, { candidate, left });
	}
	return [...best.values()].map(({ candidate }) => fixOf(candidate));
}

function changed(text: string, changes: readonly Change[]): string {
	return changes.toSorted((a, b) => b.start - a.start).reduce((now, { start, end, newText }) => now.slice(0, start) + newText + now.slice(end), text);
}

function candidatesFor(code: string, mistake: Mistake): readonly Candidate[] {
	const { text, start, end, line, ink } = mistake;
	const char = text.charAt(start);
	switch (code) {
		case 'tab':
			return tabs(text);
		case 'character':
			return characters(mistake);
		case 'blank':
			return [insert(l10n.t('Put a blank behind it'), end, ' ')];
		case 'scalar-start':
			return quotes(text, start, stopsOf(mistake, start));
		case 'colon':
		case 'unexpected':
			return quotes(text, valueStart(mistake), [ink]);
		case 'unclosed':
			return char === '"' || char === "'" ? closingQuotes(mistake) : closingBrackets(mistake);
		case 'bracket':
			return [remove(l10n.t('Remove this "{0}"', char), start, start + 1)];
		case 'escape': {
			const isSlash = text.charAt(start + 1) === '/';
			return [insert(l10n.t('Write the backslash twice'), start, '\\', !isSlash), remove(l10n.t('Remove the backslash'), start, start + 1, isSlash)];
		}
		case 'directive':
			return [remove(l10n.t('Remove this line'), line, nextLine(text, start))];
		case 'indent':
			return indents(mistake);
		case 'key':
			return colons(mistake);
		default:
			return [];
	}
}

function offer(title: string, changes: readonly Change[], sure = true): Candidate {
	return { title, changes, sure };
}

function insert(title: string, at: number, newText: string, sure?: boolean): Candidate {
	return offer(title, [{ start: at, end: at, newText }], sure);
}

function remove(title: string, start: number, end: number, sure?: boolean): Candidate {
	return offer(title, [{ start, end, newText: '' }], sure);
}

// Places

/** Where the value on the line begins: behind its key, its dashes. */
function valueStart({ line, written }: Mistake): number {
	return line + lengthOf(/^[ \t]*(?:- +)*(?:(?:[^\s:#"'[{][^:]*|"[^"]*"|'[^']*'):[ \t]+)?/, written);
}

// The mends

/** Blanks for what looks like one, everywhere; what looks like nothing goes. */
function characters({ text, start, end }: Mistake): readonly Candidate[] {
	const newText = madeVisible(text.slice(start, end)) === '' || !/[\s\u0085]/.test(text.charAt(start)) || text.charAt(start) === '\ufeff' ? '' : ' ';
	const title = newText === '' ? l10n.t('Remove this character') : l10n.t('Write blanks instead');
	return [shapingStretches(text), [{ start, end, newText }]].map((changes) => offer(title, changes));
}

/** All that indent a line, but for the content of block scalars, which may hold them. */
function tabs(text: string): readonly Candidate[] {
	const title = l10n.t('Indent by blanks instead of tabs');
	return [styleAt(text, 0).width, 1].map((width) => offer(title, tabChanges(text, ' '.repeat(width))));
}

function tabChanges(text: string, step: string): readonly Change[] {
	let blockColumn: number | undefined;
	return [...text.matchAll(/^([ \t-]*)([^\r\n]*)/gm)].flatMap(({ 1: lead = '', 2: rest = '', index }) => {
		const column = lead.search(/[^ ]|$/);
		if (blockColumn !== undefined && (column > blockColumn || rest === '')) return [];
		blockColumn = /[|>][-+\d]*(?:\s+#.*)?$/.test(rest) ? column : undefined;
		if (!lead.includes('\t')) return [];
		// Behind a dash a tab is one blank.
		const newText = lead.replaceAll(/\t|-[^]*/g, (found) => (found === '\t' ? step : found.replaceAll('\t', ' ')));
		return [{ start: index, end: index + lead.length, newText }];
	});
}

/** Where a text that has to be quoted may end: before the colon that makes it a key, before what ends it in braces, with the line. */
function stopsOf({ text, ink }: Mistake, from: number): readonly number[] {
	const rest = text.slice(from, ink);
	return [/\s*:(?=\s|$)/, /\s*[,\]}]/].map((pattern) => from + rest.search(pattern)).concat(ink);
}

function quotes(text: string, from: number, stops: readonly number[]): readonly Candidate[] {
	return stops.filter((stop) => stop > from).map((stop) => {
		const inner = text.slice(from, stop);
		const newText = /["\\]/.test(inner) ? `'${inner.replaceAll("'", "''")}'` : `"${inner}"`;
		return offer(l10n.t('Put it into quotes'), [{ start: from, end: stop, newText }]);
	});
}

function closingQuotes({ text, start, line, written, ink }: Mistake): readonly Candidate[] {
	const colon = written.slice(start - line).search(/:(?=\s|$)/);
	const isKey = colon > 0 && beginsLine(text, start);
	const inner = start + text.slice(start, ink).replace(/[\s,\]}]+$/, '').length;
	return [...(isKey ? [start + colon] : []), ink, line + written.trimEnd().length, inner]
		.map((at) => insert(l10n.t('Close the quote'), at, text.charAt(start), at !== inner || inner === ink));
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

function closingBrackets({ text, start, line, ink, noticedAt }: Mistake): readonly Candidate[] {
	const behind = noticedAt === undefined ? [] : [noticedAt + 1];
	const closing = [ink, ...behind].flatMap((at) => [start, line].map((from) => insert(l10n.t('Close the bracket'), at, closersOf(text, from, at))));
	return [...closing, ...behind.map((at) => insert(l10n.t('Put a comma here'), at, ',', false))];
}

/** To the nearest column at which something above begins, the line alone or with what is indented below it. */
function indents({ text, line }: Mistake): readonly Candidate[] {
	const column = blanksAt(text, line);
	const lines = linesBelow(text, line, column);
	const near = columnsAbove(text, line).filter((each) => each !== column && Math.abs(each - column) <= 3).sort((a, b) => Math.abs(a - column) - Math.abs(b - column));
	return near.flatMap((to) => [[line], lines].map((moved) => offer(l10n.t('Indent by {0}', to), moved.map((each) => shift(text, each, to - column)), to === near[0])));
}

function shift(text: string, line: number, by: number): Change {
	return { start: line, end: line + Math.min(Math.max(0, -by), blanksAt(text, line)), newText: ' '.repeat(Math.max(0, by)) };
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
		const [, lead, dashes = ''] = /^( *)((?:- +)*)(?=[^\s#])/.exec(text.slice(at, lineEnd(text, at))) ?? [];
		if (lead === undefined || lead.length >= least) continue;
		least = lead.length;
		if (!isItem) columns.add(least + dashes.length);
		columns.add(least);
	}
	return [...columns];
}

/** `key value`: the first word is the key. */
function colons({ line, written }: Mistake): readonly Candidate[] {
	const [, key = '', word = ''] = /^([ \t]*(?:- +)*([A-Za-z]\w*))(?= +\S)/.exec(written) ?? [];
	return key === '' ? [] : [insert(l10n.t('Put a colon behind "{0}"', word), line + key.length, ':', false)];
}
