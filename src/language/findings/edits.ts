import { absolute, type Piece } from '../document/piece';
import { child, contentOf, itemSpot, stretchOf, type Spot } from '../document/spot';
import { styleAt } from '../features/style';
import type { Value } from '../../schema/schema';
import { isPlainToCluster, printYaml, quoted } from '../print';
import { lengthOf, lineStart } from '../text';
import type { MapNode, ScalarStyle, SeqNode, YamlNode } from '../tree';
import type { Edit } from './finding';

// Edits that mends are made of. Each leaves every byte outside its own stretch alone.

/** Writes `text` as the scalar at this spot, in the quotes it has now if it has any. */
export function replaceText(spot: Spot, text: string): Edit {
	return replaceWith(spot, spell(text, spot.node.kind === 'scalar' ? spot.node.style : 'plain'));
}

/** Writes a number in the place of the value at this spot, as a number whatever stood there. */
export function replaceNumber(spot: Spot, value: number): Edit {
	return replaceWith(spot, String(value));
}

/** An edit by the offsets in the text of a piece. */
export function editIn(piece: Piece, start: number, end: number, newText = ''): Edit {
	return { piece, start: start + piece.origin, end: end + piece.origin, newText };
}

/** The breaks that a block scalar ends with stay. */
export function replaceWith({ node, piece }: Spot, yaml: string): Edit {
	const { text } = piece;
	const start = node.start - piece.origin;
	const end = node.end - piece.origin;
	const needsBlank = start === end && /\S/.test(text.charAt(start - 1));
	return editIn(piece, start, node.kind === 'scalar' ? start + text.slice(start, end).trimEnd().length : end, (needsBlank ? ' ' : '') + yaml);
}

/** Puts the scalar into double quotes, so that the cluster reads a string: `4.10` becomes `"4.10"`. */
export function quoteText(spot: Spot): Edit {
	return replaceWith(spot, JSON.stringify(spot.node.kind === 'scalar' ? spot.node.text : ''));
}

export function renameKey(spot: Spot, name: string): Edit {
	return { ...stretchOf(spot, 'key'), newText: spell(name, spot.key?.kind === 'scalar' ? spot.key.style : 'plain') };
}

/** Takes a key with its value, or an item, out of what it stands in: its lines, or its part of the line. */
export function removeEntry(spot: Spot): Edit {
	const { piece } = spot;
	const { text, origin } = piece;
	const from = beginOf(spot.key ?? spot.node) - origin;
	const last = lastOf(spot);
	const to = endIn(last);
	const line = lineStart(text, from);
	const before = text.slice(line, from);
	// In braces what follows is a comma or the end of them: a block never goes on with one of these.
	if (last.piece === piece && /^(?:\s|#.*)*(?::\s*)?[,}\]]/.test(text.slice(to))) return editIn(piece, ...withoutComma(text, from, to, before));
	const end = across(last.piece, endOfLine(last.piece.text, to), piece);
	if (!spot.key) return editIn(piece, dashLine(text, from), end);
	if (before.trim() === '') return editIn(piece, line, end);
	const gap = /^(?:[ \t]*(?:#.*)?\r?\n)+/.exec(text.slice(end))?.[0] ?? '';
	const next = behind(spot, end + gap.length, before.length);
	if (next === undefined) return editIn(piece, from, across(last.piece, to, piece), '{}');
	// Comments between the two stay; a dash may stand alone.
	return editIn(piece, from, gap.includes('#') ? end - styleAt(text, from).eol.length : next);
}

/** Several entries of one map. */
export function removeEntries(spots: readonly Spot[]): readonly Edit[] {
	const done: Edit[] = [];
	for (const edit of spots.map(removeEntry).sort((a, b) => absolute(a.piece, a.start) - absolute(b.piece, b.start))) {
		const last = done.at(-1);
		// The last of several in braces takes the comma before it, which the one before took too.
		if (last?.piece !== edit.piece || edit.start >= last.end) done.push(edit);
		else done[done.length - 1] = { ...last, start: last.start - commaBefore(last.piece.text, last.start - last.piece.origin), end: edit.end };
	}
	return done;
}

/** The last thing written of a value: what was cut into pieces ends in the last of them. */
export function lastOf(spot: Spot): Spot {
	const { node, piece } = spot;
	if (!piece.tree.cuts.has(node)) return spot;
	const last = node.kind === 'map' ? child(node, node.keys.length - 1, piece) : node.kind === 'seq' ? lastItem(node, piece) : undefined;
	return last ? lastOf(last) : spot;
}

function lastItem(list: SeqNode, piece: Piece): Spot | undefined {
	const item = list.items.at(-1);
	return item && itemSpot(list, item, list.items.length - 1, piece);
}

/** Where it begins, its anchor and tag included. */
function beginOf(node: YamlNode): number {
	return node.props?.start ?? node.start;
}

/** Where it ends in the text of its piece. */
function endIn({ node, key, piece }: Spot): number {
	return Math.max(node.end, key?.end ?? 0) - piece.origin;
}

/** A place in the text of one piece, counted from the beginning of another. */
function across(home: Piece, at: number, from: Piece): number {
	return home.start + at - from.start;
}

/** The stretch of an entry in braces with the comma that parts it from the next, or from the one before. */
function withoutComma(text: string, from: number, to: number, before: string): readonly [start: number, end: number] {
	const comma = lengthOf(/^[^,}\]]*,/, text.slice(to));
	if (comma === 0) return [from - commaBefore(text, from), to + colonBehind(text, to)];
	const end = to + comma;
	const rest = /^[ \t]*(?:#.*)?(?:\r?\n|$)/.exec(text.slice(end))?.[0].length;
	return before.trim() === '' && rest !== undefined ? [from - before.length, end + rest] : [from, end + lengthOf(/^\s*/, text.slice(end))];
}

/** How far before an offset the comma stands that parts from the entry before. */
function commaBefore(text: string, at: number): number {
	return lengthOf(/,\s*$/, text.slice(0, at));
}

/** How far a colon reaches that stands behind a key without a value. */
function colonBehind(text: string, at: number): number {
	return lengthOf(/^\s*:/, text.slice(at));
}

/** Start of the line with the dash of the item that begins at `from`, on this line or below it. */
function dashLine(text: string, from: number): number {
	const dash = /(?:^|\n)([ \t]*(?:- +)*-[ \t]*(?:(?:#.*)?\r?\n[ \t]*)*)$/.exec(text.slice(0, from));
	return from - (dash?.[1]?.length ?? 0);
}

/** Where the entry behind the first one of an item stands, in the piece of that: `next` is the line there, `column` that of the first. */
function behind({ key, piece }: Spot, next: number, column: number): number | undefined {
	const { text, tree } = piece;
	if (next < text.length) return text.slice(next, next + column).trim() === '' && /[^\s-]/.test(text[next + column] ?? '') ? next + column : undefined;
	for (const [map, homes] of tree.cuts) {
		const second = map.kind === 'map' && map.keys[0] === key ? map.keys[1] : undefined;
		const home = homes[1];
		if (second && home) return across(home, second.start - home.origin, piece);
	}
	return undefined;
}

/** Adds `key: value` behind the last entry of the map at this spot, laid out as what is around it. A null becomes a map. */
export function addField(map: Spot, key: string, value: Value): Edit {
	const node = contentOf(map);
	const { piece } = map;
	if (node?.kind === 'map' && node.flow) {
		return insertInBraces(node, piece, flowText({ [key]: value }, isJsonLike(node, piece)));
	}
	const [first, last] = node?.kind === 'map' ? [child(node, 0, piece), child(node, node.keys.length - 1, piece)] : [];
	const near = styleAt(piece.text, map.node.start - piece.origin);
	const owner = keyColumn(map);
	const column = first ? keyColumn(first) : 0;
	const width = first && map.key && column > owner ? column - owner : near.width;
	const style = { ...near, width };
	const indent = ' '.repeat(first ? column : map.key ? owner + width : 0);
	const body = indent + printYaml({ [key]: value }, style).trimEnd().replaceAll('\n', style.eol + indent);
	return last ? insertBelow(lastOf(last), body, style.eol) : { piece, start: map.node.start, end: map.node.end, newText: style.eol + body };
}

/**
 * Adds plain values as items behind the last one of the list at this spot, dashes and contents below those of the last
 * item, inside the brackets of a flow list. Undefined for lists without items and for what is no list here.
 */
export function addItems(list: Spot, values: readonly Value[]): Edit | undefined {
	const { node } = list;
	const last = node.kind === 'seq' ? lastItem(node, list.piece) : undefined;
	if (node.kind !== 'seq' || !last) return undefined;
	const { piece } = last;
	const { text, origin } = piece;
	if (node.flow) return insertInBraces(node, piece, flowText(values, isJsonLike(last.node, piece)));
	const start = last.node.start - origin;
	const dash = text.lastIndexOf('-', start - 1);
	const isBeside = dash >= 0 && /^-[ \t]+$/.test(text.slice(dash, start));
	const column = columnOf(text, start);
	const dashColumn = isBeside ? columnOf(text, dash) : Math.max(0, column - 2);
	const indent = ' '.repeat(isBeside ? column : dashColumn + 2);
	const { eol } = styleAt(text, start);
	const lead = `${' '.repeat(dashColumn)}-${indent.slice(dashColumn + 1)}`;
	return insertBelow(lastOf(last), values.map((value) => lead + printYaml(value).trimEnd().replaceAll('\n', eol + indent)).join(eol), eol);
}

function keyColumn({ key, keyPiece }: Spot): number {
	return key ? columnOf(keyPiece.text, beginOf(key) - keyPiece.origin) : 0;
}

/** Lines below the one that a value ends on. */
function insertBelow(last: Spot, body: string, eol: string): Edit {
	const { piece } = last;
	const at = endOfLine(piece.text, endIn(last));
	const isOpen = at === piece.text.length && piece.text[at - 1] !== '\n';
	return editIn(piece, at, at, isOpen ? eol + body : body + eol);
}

/** What stands in the braces of `added` too, on a line of its own where the last one is. */
function insertInBraces(node: MapNode | SeqNode, piece: Piece, added: string): Edit {
	const { text, origin } = piece;
	const body = added.slice(1, -1);
	const [key, value] = node.kind === 'map' ? [node.keys.at(-1), node.values.at(-1)] : [undefined, node.items.at(-1)];
	const first = key ?? value;
	if (!first || !value) return { piece, start: node.start + 1, end: node.start + 1, newText: body };
	const ink = Math.max(value.end, key?.end ?? 0) - origin;
	// A key without a value may have a colon all the same.
	const at = value.start < value.end ? ink : ink + colonBehind(text, ink);
	const start = first.start - origin;
	const column = columnOf(text, start);
	const isOnLine = column > 0 && text.slice(start - column, start).trim() === '';
	return editIn(piece, at, at, (isOnLine ? `,${styleAt(text, at).eol}${' '.repeat(column)}` : ', ') + body);
}

/** Whether what is written into these braces has to be JSON: their keys are, or the whole text. */
function isJsonLike(node: YamlNode, { text }: Piece): boolean {
	const key = node.kind === 'map' ? node.keys[0] : undefined;
	return key ? key.kind === 'scalar' && key.style === 'double' : /^\s*\{/.test(text);
}

function flowText(value: Value | readonly Value[], isJson: boolean): string {
	if (Array.isArray(value)) return `[${value.map((each: Value) => flowText(each, isJson)).join(', ')}]`;
	if (typeof value === 'object' && value) return `{${Object.entries(value).map(([key, each]) => `${isJson ? JSON.stringify(key) : key}: ${flowText(each, isJson)}`).join(', ')}}`;
	return typeof value === 'string' ? spell(value, isJson ? 'double' : 'plain') : String(value);
}

function endOfLine(text: string, at: number): number {
	if (at > 0 && text[at - 1] === '\n') return at;
	const newline = text.indexOf('\n', at);
	return newline < 0 ? text.length : newline + 1;
}

function columnOf(text: string, at: number): number {
	return at - (text.lastIndexOf('\n', at - 1) + 1);
}

/** A string as YAML text that the cluster reads as that string. */
export function spell(text: string, style: ScalarStyle = 'plain'): string {
	if (style === 'single' && !/[\n\r]/.test(text)) return `'${text.replaceAll("'", "''")}'`;
	return style === 'double' ? JSON.stringify(text) : isPlainSafe(text) ? text : quoted(text);
}

/** Whether a string may stand unquoted, in flow style too, and stays a string for the cluster. */
export function isPlainSafe(text: string): boolean {
	return isPlainToCluster(text) && !/[,[\]{}?]/.test(text);
}

/** An edit by the offsets in the document. */
export function placeOf({ piece, start, end, newText }: Edit): { readonly start: number; readonly end: number; readonly newText: string } {
	return { start: absolute(piece, start), end: absolute(piece, end), newText };
}
