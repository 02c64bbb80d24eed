import type { Path } from '../../schema/schema';
import { addSibling, flowContext, type FlowContext } from './flowContext';
import { lineAround, lineStartBefore, outline, type OutlineLine } from './lines';

/** Where in a document a cursor stands, told from the text alone, so that broken neighbours do not matter. */
export type CursorContext =
	/** Between keys of a map: a key can be written here. `column`: where keys of this map stand. */
	| {
			readonly kind: 'key';
			readonly path: Path;
			/** Keys of this map; what it merges as keys, where it is written out, and as `*name`. */
			readonly siblings: ReadonlySet<string>;
			readonly column: number;
			readonly replace: Span;
			/** The key here has its colon already. */
			readonly hasColon: boolean;
			readonly quote: Quote;
			readonly flow: boolean;
			/** What is written here has to be JSON, as the rest of the text is. */
			readonly json: boolean;
			/** Column of the key whose value this is; undefined at the top and in flow style. */
			readonly ownerColumn: number | undefined;
			/** Key of a list that ends right above at this column, or has nothing in it yet: an item of it fits here too. */
			readonly listKey: string | undefined;
			readonly line: OutlineLine;
	  }
	/** A value of the field at `path`. */
	| { readonly kind: 'value'; readonly path: Path; readonly replace: Span; readonly quote: Quote; readonly needsBlank: boolean; readonly flow: boolean; readonly json: boolean }
	/** A comment, the inside of a block scalar, or a place where nothing fits. */
	| { readonly kind: 'none' };

export type ValueContext = Extract<CursorContext, { kind: 'value' }>;

/** The quote that a key or value here begins with. */
export type Quote = '' | '"' | "'";

/** What a choice replaces; offsets in the document's text. */
export interface Span {
	readonly start: number;
	readonly end: number;
}

const nowhere: CursorContext = { kind: 'none' };

/** `text` is one document of a stream; `offset` is in it. */
export function contextAt(text: string, offset: number): CursorContext {
	const { start, end } = lineAround(text, offset);
	const line = outline(text, start, end);
	if (inComment(text, start, offset)) return nowhere;
	const inValue = line.key !== undefined && offset - start >= line.valueColumn;
	const up = lookUp(text, line, line.empty ? offset - start : line.column, inValue);
	if (up.inBlockScalar) return nowhere;
	const from = up.flowFrom ?? start;
	const flow = flowContext(text, from, offset);
	if (flow) return flowOf(flow, text, line, from);
	if (inValue) return valueContext(text, line, offset, up);
	return (line.empty ? aboveOthers(text, line, offset, up) : undefined) ?? keyContext(text, line, offset, up);
}

function inComment(text: string, start: number, offset: number): boolean {
	if (!text.slice(start, offset).includes('#')) return false;
	let quote = '';
	for (let i = start; i < offset; i++) {
		const char = text.charAt(i);
		if (quote !== '') {
			if (char === '\\' && quote === '"') i++;
			else if (char === quote) quote = '';
		} else if ((char === '"' || char === "'") && (i === start || /[\s:,[{-]/.test(text.charAt(i - 1)))) quote = char;
		else if (char === '#' && (i === start || /\s/.test(text.charAt(i - 1)))) return true;
	}
	return false;
}

interface LookUp {
	/** Path of the map, or list, that the cursor's line belongs to. */
	readonly path: Path;
	readonly siblings: ReadonlySet<string>;
	/** Column of the keys of that map; -1 when nothing above or below shows it. */
	readonly column: number;
	readonly inBlockScalar: boolean;
	/** Start of the outermost line above whose flow collection may still be open. */
	readonly flowFrom: number | undefined;
	/** Column of the key right above a deeper cursor that has a scalar for a value: nothing can be nested in it. */
	readonly underScalar: number | undefined;
	/** The line of the key whose value the cursor is in; undefined at the top. */
	readonly owner: OutlineLine | undefined;
	/** Items of this key's list end right above, at the cursor's column: another item fits as well as a key. */
	readonly listKey: string | undefined;
}

/** Looks upwards, line by line, for the keys and dashes that the cursor's line hangs from. Keys below matter to none but other keys. */
function lookUp(text: string, line: OutlineLine, cursorColumn: number, inValue = false): LookUp {
	const climb = new Climb(text, line, cursorColumn);
	for (let at = line.start; at > 0; ) {
		const start = lineStartBefore(text, at - 1);
		at = start;
		if (climb.passes(text, start)) continue;
		const above = outline(text, start, lineAround(text, start).end);
		if (!above.empty && !climb.step(above)) break;
	}
	if (!inValue) collectBelow(text, line, cursorColumn, climb.siblings);
	const { siblings, inBlockScalar, flowFrom, underScalar, owner, listKey } = climb;
	return { path: climb.path.toReversed(), siblings, column: cursorColumn, inBlockScalar, flowFrom, underScalar, owner, listKey };
}

/** The way from the cursor's line up to the top of its document. */
class Climb {
	/** Innermost first. */
	readonly path: (string | number)[] = [];
	readonly siblings = new Set<string>();
	inBlockScalar = false;
	flowFrom: number | undefined;
	underScalar: number | undefined;
	owner: OutlineLine | undefined;
	listKey: string | undefined;
	#column: number;
	/** The owner of a list is a key at its dashes' column or left of it; that of a map is left of its keys. */
	#inList = false;
	#collecting = true;
	#adjacentList = false;
	/** There is something between the cursor and the next line at its column. */
	#deeper = false;

	constructor(text: string, line: OutlineLine, column: number) {
		this.#column = column;
		const opens = /[{[]/.test(line.value) || /^[[{]/.test(text.slice(line.start + line.column, line.end));
		this.flowFrom = opens ? line.start : undefined;
		if (line.dashes.length > 0) this.#enterList(line.dashes);
	}

	/** Whether a line plainly is deeper than what is looked for, or one more item of the same list: most lines of a long document. */
	passes(text: string, start: number): boolean {
		let at = start;
		while (at - start <= this.#column && text.charCodeAt(at) === 32) at++;
		const indent = at - start;
		if (indent > this.#column) return (this.#deeper = true);
		return this.#inList && indent === this.#column && text.charCodeAt(at) === 45 && text.charCodeAt(at + 1) === 32;
	}

	/** Takes in the next line above; false when nothing further up matters. */
	step(above: OutlineLine): boolean {
		const first = above.dashes[0] ?? above.column;
		if (first > this.#column) return (this.#deeper = true);
		if (above.key === undefined && above.dashes.length === 0) {
			if (first < this.#column && /[{[]/.test(above.value)) this.flowFrom = above.start;
			return true;
		}
		if (this.#inList ? this.#isBesideList(above, first) : this.#isBesideMap(above, first)) return true;
		if (above.key !== undefined) this.#enterKey(above, above.key);
		else {
			if (/^[{[]/.test(above.value)) this.flowFrom = above.start;
			this.#enterList(above.dashes);
		}
		return this.#column > 0 || this.#inList;
	}

	#isBesideList(above: OutlineLine, first: number): boolean {
		if (above.dashes.length > 0 && first === this.#column) return true;
		if (above.key !== undefined && (above.column < this.#column || (above.column === this.#column && above.value === ''))) return false;
		if (above.dashes.length > 0 && first < this.#column) this.#enterList(above.dashes);
		return true;
	}

	#isBesideMap(above: OutlineLine, first: number): boolean {
		if (above.dashes.length > 0 && first === this.#column) {
			this.#adjacentList ||= this.siblings.size === 0;
			return true;
		}
		if (above.key === undefined || above.column < this.#column) return false;
		if (above.column === this.#column) {
			if ((this.#adjacentList || (this.siblings.size === 0 && !this.#deeper)) && above.value === '') this.listKey ??= above.key;
			if (this.#collecting) addSibling(this.siblings, above.key, above.value);
			if (above.dashes.length > 0) this.#enterList(above.dashes);
		}
		return true;
	}

	#enterList(dashes: readonly number[]): void {
		this.path.push(...dashes.map(() => 0));
		this.#column = dashes[0] ?? 0;
		this.#inList = true;
		this.#collecting = false;
	}

	#enterKey(above: OutlineLine, key: string): void {
		if (/^(?:[&!]\S*\s+)*[|>][-+0-9]*$/.test(above.value)) this.inBlockScalar = true;
		else if (this.path.length === 0 && above.value !== '' && !/^(?:[&!]\S*\s*)+$/.test(above.value)) this.underScalar = above.column;
		if (/[{[]/.test(above.value)) this.flowFrom = above.start;
		this.owner ??= above;
		this.path.push(key);
		this.#collecting = false;
		this.#inList = false;
		this.#column = above.column;
		if (above.dashes.length > 0) this.#enterList(above.dashes);
	}
}

/** Keys of the same map that follow the cursor's line. Dashes at their column are those of a list that one of them has. */
function collectBelow(text: string, line: OutlineLine, column: number, siblings: Set<string>): void {
	let at = text.indexOf('\n', line.end);
	for (let count = 0; at >= 0 && count < 100_000; count++) {
		const { start, end } = lineAround(text, at + 1);
		at = text.indexOf('\n', end);
		let first = start;
		while (first - start <= column && text.charCodeAt(first) === 32) first++;
		if (first - start > column) continue;
		const below = outline(text, start, end);
		if (below.empty) continue;
		if (below.indent < column) return;
		if (below.column === column && below.key !== undefined) addSibling(siblings, below.key, below.value);
	}
}

/** The keys above the line on which the brackets were opened, that line's key, and the way inside them. */
function flowOf(flow: FlowContext, text: string, line: OutlineLine, from: number): CursorContext {
	if (flow.kind === 'none') return nowhere;
	const opening = outline(text, from, lineAround(text, from).end);
	const above = lookUp(text, opening, opening.column).path;
	const path = [...above, ...flow.base, ...flow.path];
	const { siblings, quote } = flow;
	const common = { path, quote, replace: { start: flow.start, end: flow.end }, flow: true, json: /^\s*\{\s*"/.test(text) };
	if (flow.kind === 'value') return { ...common, kind: 'value', needsBlank: flow.needsBlank };
	return { ...common, kind: 'key', siblings, column: flow.start - line.start, hasColon: flow.hasColon, ownerColumn: undefined, listKey: undefined, line };
}

function valueContext(text: string, line: OutlineLine, offset: number, up: LookUp): CursorContext {
	const from = line.start + line.valueColumn;
	let start = from;
	while (start < line.end && start < offset && /[ \t]/.test(text.charAt(start))) start++;
	const comment = text.slice(start, line.end).search(/\s#/);
	let end = comment < 0 ? line.end : start + comment;
	while (end > start && end > offset && /\s/.test(text.charAt(end - 1))) end--;
	const first = text.charAt(start);
	if (first === '|' || first === '>' || first === '&' || first === '*') return nowhere;
	const quote = offset > start ? quoteOf(first) : '';
	return { kind: 'value', path: [...up.path, line.key ?? ''], replace: { start, end: Math.max(end, offset) }, quote, needsBlank: start === from, flow: false, json: false };
}

function quoteOf(first: string): Quote {
	return first === '"' || first === "'" ? first : '';
}

/** A line above entries that would no longer be what they are if another key stood here: what fits stands at their column. */
function aboveOthers(text: string, line: OutlineLine, offset: number, { owner, siblings, path }: LookUp): CursorContext | undefined {
	let below = outline(text, line.start, line.end);
	for (let at = text.indexOf('\n', line.end); at >= 0 && below.empty; at = text.indexOf('\n', at + 1)) below = outline(text, at + 1, lineAround(text, at + 1).end);
	const { indent, dashes } = below;
	const isList = dashes.length > 0;
	const by = indent - (offset - line.start);
	// The first lines of the value of the key above.
	const isFirst = owner !== undefined && siblings.size === 0 && path.at(-1) === owner.key && (isList ? indent >= owner.column : indent > owner.column);
	if (below.empty || (isList ? by < 0 : by <= 0) && !(isFirst && by !== 0)) return undefined;
	const there = lookUp(text, isList ? { ...line, dashes: [indent] } : line, indent);
	const here = { ...keyAt(line, offset, there), replace: { start: line.start, end: offset } };
	return isList ? { ...here, path: there.path.slice(0, -1), listKey: '' } : here;
}

function keyContext(text: string, line: OutlineLine, offset: number, up: LookUp): CursorContext {
	if (line.empty && up.underScalar !== undefined) {
		// Deeper than a scalar's key: what fits belongs at that key's column.
		const beside = lookUp(text, line, up.underScalar);
		return { ...keyAt(line, offset, beside), replace: { start: line.start, end: offset } };
	}
	if (up.underScalar !== undefined) return nowhere;
	// The blanks before a word are no place for a key of that word's map.
	if (offset < line.start + line.column && !line.empty) return nowhere;
	if (!line.empty) return keyAt(line, offset, up, text);
	return keyAt(line, offset, up);
}

function keyAt(line: OutlineLine, offset: number, up: LookUp, text = ''): Extract<CursorContext, { kind: 'key' }> {
	const start = line.empty ? offset : line.start + line.column;
	const word = line.empty ? 0 : withoutBlankEnd(text.slice(start, line.end));
	const end = line.empty ? offset : line.key === undefined ? Math.max(start + word, offset) : line.keyEnd;
	return { kind: 'key', path: up.path, siblings: up.siblings, column: up.column, ownerColumn: up.owner?.column, listKey: up.listKey, replace: { start, end: Math.max(end, start) }, hasColon: line.key !== undefined, quote: line.empty ? '' : quoteOf(text.charAt(start)), flow: false, json: false, line };
}

function withoutBlankEnd(text: string): number {
	const comment = text.search(/(?:^|\s)#/);
	return (comment < 0 ? text : text.slice(0, comment)).trimEnd().length;
}
