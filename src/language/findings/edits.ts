import { absolute } from '../document/piece';
import { contentOf, items, stretchOf, type Spot } from '../document/spot';
import type { Value } from '../../schema/schema';
import { isPlainToCluster, printYaml, quoted } from '../print';
import type { ScalarStyle } from '../tree';
import type { Edit } from './finding';

// Edits that mends are made of. Each leaves every byte outside its own stretch alone.

/** Writes `text` as the scalar at this spot, in the quotes it has now if it has any. */
export function replaceText(spot: Spot, text: string): Edit {
	const { node, piece } = spot;
	const style = node.kind === 'scalar' ? node.style : 'plain';
	const needsBlank = node.start === node.end && !/\s/.test(charBefore(spot));
	return { piece, start: node.start, end: node.end, newText: (needsBlank ? ' ' : '') + spell(text, style) };
}

/** Writes a number in the place of the value at this spot, as a number whatever stood there. */
export function replaceNumber(spot: Spot, value: number): Edit {
	const { node, piece } = spot;
	const needsBlank = node.start === node.end && !/\s/.test(charBefore(spot));
	return { piece, start: node.start, end: node.end, newText: (needsBlank ? ' ' : '') + String(value) };
}

/** Puts the scalar into double quotes, so that the cluster reads a string: `4.10` becomes `"4.10"`. */
export function quoteText(spot: Spot): Edit {
	const { node, piece } = spot;
	const text = node.kind === 'scalar' ? node.text : '';
	return { piece, start: node.start, end: node.end, newText: JSON.stringify(text) };
}

export function renameKey(spot: Spot, name: string): Edit {
	const style = spot.key?.kind === 'scalar' ? spot.key.style : 'plain';
	return { ...stretchOf(spot, 'key'), newText: spell(name, style) };
}

/** Takes a key with its value, or an item, out of the block it stands in: its lines, or its part of the line. */
export function removeEntry(spot: Spot): Edit {
	const start = spot.key?.start ?? spot.node.start;
	const { piece } = spot;
	const { text, origin } = piece;
	const from = start - origin;
	const to = Math.max(spot.node.end, spot.key?.end ?? 0) - origin;
	const lineStart = Math.max(text.lastIndexOf('\n', from - 1), text.lastIndexOf('\r', from - 1)) + 1;
	const before = text.slice(lineStart, from);
	if (before.trim() === '') return { piece, start: lineStart + origin, end: endOfLine(text, to) + origin, newText: '' };
	if (/^[ \t]*(?:- +)*$/.test(before)) return removeFirstOfItem(spot, to);
	return removeFromFlow(spot, from, to);
}

/** `- a: 1` followed by further keys keeps its dash; an item that would be left empty becomes `{}`. */
function removeFirstOfItem(spot: Spot, to: number): Edit {
	const { piece } = spot;
	const { text, origin } = piece;
	const start = spot.key?.start ?? spot.node.start;
	if (!spot.key) {
		const lineStart = text.lastIndexOf('\n', start - origin - 1) + 1;
		return { piece, start: lineStart + origin, end: endOfLine(text, to) + origin, newText: '' };
	}
	const column = start - origin - (text.lastIndexOf('\n', start - origin - 1) + 1);
	const next = endOfLine(text, to);
	const sibling = text.slice(next, next + column).trim() === '' && /\S/.test(text[next + column] ?? '') && text[next + column] !== '-';
	if (sibling) return { piece, start, end: next + column + origin, newText: '' };
	return { piece, start, end: to + origin, newText: '{}' };
}

function removeFromFlow(spot: Spot, from: number, to: number): Edit {
	const { piece } = spot;
	const { text, origin } = piece;
	const after = /^\s*,\s*/.exec(text.slice(to));
	if (after) return { piece, start: from + origin, end: to + after[0].length + origin, newText: '' };
	const before = /,\s*$/.exec(text.slice(0, from));
	return { piece, start: from - (before?.[0].length ?? 0) + origin, end: to + origin, newText: '' };
}

/**
 * Adds `key: value` behind the last entry of the map at this spot, in the map's own indentation, inside braces for a
 * flow map. `value` is YAML text for one line, or lines that are indented relative to the key. A null becomes a map.
 */
export function addField(map: Spot, key: string, value: string): Edit {
	const node = contentOf(map);
	const { piece } = map;
	const eol = piece.text.includes('\r\n') ? '\r\n' : '\n';
	if (node?.kind === 'map' && node.flow) {
		const end = node.end - 1;
		const inner = piece.text.slice(node.start + 1 - piece.origin, end - piece.origin);
		const at = node.start + 1 + inner.trimEnd().length;
		const separator = inner.trim() === '' || inner.trimEnd().endsWith(',') ? '' : ', ';
		return { piece, start: at, end: at, newText: `${separator}${key}: ${value}` };
	}
	if (node?.kind === 'map') {
		const last = node.keys.length - 1;
		const lastPiece = piece.tree.cuts.get(node)?.[last] ?? piece;
		const firstKey = node.keys[0];
		const firstPiece = piece.tree.cuts.get(node)?.[0] ?? piece;
		const column = firstKey ? columnOf(firstPiece.text, firstKey.start - firstPiece.origin) : 0;
		const end = Math.max(node.values[last]?.end ?? 0, node.keys[last]?.end ?? 0) - lastPiece.origin;
		const at = trailingBreak(lastPiece.text, end);
		return { piece: lastPiece, start: at.offset + lastPiece.origin, end: at.offset + lastPiece.origin, newText: at.open ? eol + ' '.repeat(column) + lines(key, value, ' '.repeat(column), eol) : ' '.repeat(column) + lines(key, value, ' '.repeat(column), eol) + eol };
	}
	const column = map.key ? columnOf(map.keyPiece.text, map.key.start - map.keyPiece.origin) + 2 : 0;
	const at = map.node.start;
	return { piece, start: at, end: map.node.end, newText: `${eol}${' '.repeat(column)}${lines(key, value, ' '.repeat(column), eol)}` };
}

/**
 * Adds plain values as items behind the last one of the list at this spot, dashes and contents below those of the last
 * item, inside the brackets of a flow list. Undefined for lists without items and for what is no list here.
 */
export function addItems(list: Spot, values: readonly Value[]): Edit | undefined {
	const last = list.node.kind === 'seq' ? items(list).at(-1) : undefined;
	if (list.node.kind !== 'seq' || !last) return undefined;
	const { piece } = last;
	const { text, origin } = piece;
	const end = Math.max(last.node.end, last.node.start) - origin;
	if (list.node.flow) return { piece, start: end + origin, end: end + origin, newText: values.map((value) => `, ${flowText(value)}`).join('') };
	const start = last.node.start - origin;
	const dash = text.lastIndexOf('-', start - 1);
	const isBeside = dash >= 0 && /^-[ \t]+$/.test(text.slice(dash, start));
	const column = columnOf(text, start);
	const dashColumn = isBeside ? columnOf(text, dash) : Math.max(0, column - 2);
	const indent = ' '.repeat(isBeside ? column : dashColumn + 2);
	const eol = text.includes('\r\n') ? '\r\n' : '\n';
	const lead = `${' '.repeat(dashColumn)}-${indent.slice(dashColumn + 1)}`;
	const body = values.map((value) => lead + printYaml(value).trimEnd().split('\n').join(eol + indent)).join(eol);
	const at = trailingBreak(text, end);
	return { piece, start: at.offset + origin, end: at.offset + origin, newText: at.open ? eol + body : body + eol };
}

function flowText(value: Value): string {
	return JSON.stringify(value, (_key, each: unknown) => (typeof each === 'bigint' ? Number(each) : each));
}

function lines(key: string, value: string, indent: string, eol: string): string {
	const [first = '', ...rest] = value.split('\n');
	return [`${key}:${first === '' ? '' : ` ${first}`}`, ...rest.map((line) => (line === '' ? '' : indent + line))].join(eol);
}

/** Behind the line that holds `end`: `open` when the text ends without a line break. */
function trailingBreak(text: string, end: number): { readonly offset: number; readonly open: boolean } {
	if (end > 0 && text[end - 1] === '\n') return { offset: end, open: false };
	const stop = endOfLine(text, end);
	return { offset: stop, open: stop === text.length && text[stop - 1] !== '\n' };
}

function endOfLine(text: string, at: number): number {
	if (at > 0 && text[at - 1] === '\n') return at;
	const newline = text.indexOf('\n', at);
	return newline < 0 ? text.length : newline + 1;
}

function columnOf(text: string, at: number): number {
	return at - (text.lastIndexOf('\n', at - 1) + 1);
}

function charBefore(spot: Spot): string {
	const { piece, node } = spot;
	return piece.text[node.start - piece.origin - 1] ?? ' ';
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

/** Offsets of an edit in the document. */
export function placeOf(edit: Edit): { readonly start: number; readonly end: number } {
	return { start: absolute(edit.piece, edit.start), end: absolute(edit.piece, edit.end) };
}
