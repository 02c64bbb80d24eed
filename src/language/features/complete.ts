import * as l10n from '@vscode/l10n';
import type { Path, SchemaNode, Value } from '../../schema/schema';
import { isPlainSafe, spell } from '../findings/edits';
import { resolvePlain } from '../scalar/resolve';
import type { ScalarStyle } from '../tree';
import { knownValues, placeOf } from '../vocabulary/values';
import { contextAt, type CursorContext, type Quote, type Span, type ValueContext } from './context';
import { styleAt, type Style } from './style';

/** Something to choose. Offsets count from the start of the document's text. */
export interface Choice {
	readonly label: string;
	readonly kind: 'field' | 'value' | 'item' | 'document';
	readonly detail: string;
	readonly replace: Span;
	/** Snippet syntax: `$1`, `$0`; to be inserted as it is, without changing its indentation. */
	readonly insert: string;
	/** Sorts before and behind others. */
	readonly order: string;
	/** What is typed to find it; begins with what stands there now. */
	readonly filter: string;
	/** Where its documentation is looked up: see `documentationOf`. */
	readonly path: Path;
	/** Further choices follow as soon as this one is written. */
	readonly goesOn: boolean;
}

export interface CompletionFacts {
	/** Schema that the payload is written by. */
	readonly root: SchemaNode;
	readonly olderShape: boolean;
	/** Steps of a path that lead to the payload: none, or those into the items of a list. */
	readonly prefix: 'none' | 'items';
	/** The document holds a payload, or may become one. */
	readonly isPayload: boolean;
	/** The keys of the map that an anchor stands at. */
	readonly anchored: (name: string) => readonly string[];
	/** Values that stand elsewhere in the document and fit at a place. */
	readonly suggestions: (place: string) => readonly string[];
}

/** What can be written at `offset` of one document's text: nothing where nothing fits. */
export function choicesAt(text: string, offset: number, facts: CompletionFacts): readonly Choice[] {
	if (!facts.isPayload) return isBlank(text) ? blankDocument(text, offset) : [];
	// A lone CR ends a line too, and one kind of break is enough for looking at lines.
	const context = contextAt(text.includes('\r') ? text.replace(/\r(?!\n)/g, '\n') : text, offset);
	if (context.kind === 'value') return valuesAt(context, facts);
	const path = context.kind === 'none' ? undefined : inPayload(context.path, facts);
	return context.kind === 'none' || !path ? [] : keysFor(context, path, { ...facts, style: styleAt(text, offset), text });
}

/** The same where it is known that a value stands there. */
export function valuesAt(context: ValueContext, facts: CompletionFacts): readonly Choice[] {
	const path = inPayload(context.path, facts);
	return path && facts.isPayload ? valuesFor(context, path, facts) : [];
}

function isBlank(text: string): boolean {
	return /^(?:[ \t]*(?:#[^\r\n]*)?(?:\r?\n|$))*$/.test(text.length > 100_000 ? 'x' : text);
}

function inPayload(path: Path, { prefix }: CompletionFacts): Path | undefined {
	if (prefix === 'none') return path;
	return path[0] === 'items' && path.length > 1 ? path.slice(2) : undefined;
}

const skeleton = [
	'apiVersion: release.openshift.io/v1alpha1',
	'kind: ReleasePayload',
	'metadata:',
	'  name: ${1:4.22.0-0.nightly-2026-01-31-235959}',
	'  namespace: ${2:ocp}',
	'spec:',
	'  payloadCoordinates:',
	'    namespace: ${2:ocp}',
	'    imagestreamName: ${3:release}',
	'    imagestreamTagName: ${1:4.22.0-0.nightly-2026-01-31-235959}',
	'  payloadType: Local',
	'$0',
].join('\n');

function blankDocument(text: string, offset: number): readonly Choice[] {
	// A negative place to search from would count as the first.
	const lineStart = offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
	if (text.slice(lineStart, offset).trim() !== '') return [];
	const replace = { start: lineStart, end: offset };
	const whole: Choice = { label: 'ReleasePayload', kind: 'document', detail: l10n.t('A whole payload'), replace, insert: skeleton, order: '0', filter: 'ReleasePayload', path: [], goesOn: false };
	const first: Choice = { label: 'apiVersion', kind: 'field', detail: '', replace, insert: 'apiVersion: release.openshift.io/v1alpha1\nkind: ReleasePayload\n$0', order: '1', filter: 'apiVersion', path: ['apiVersion'], goesOn: false };
	return [whole, first];
}

/** The schema at a path; `undefined` below unknown fields. */
export function schemaAtPath(root: SchemaNode, path: Path): SchemaNode | undefined {
	let node: SchemaNode | undefined = root;
	for (const part of path) node = !node ? undefined : typeof part === 'number' ? node.items : (node.properties.get(part) ?? node.values);
	return node;
}

type KeyContext = Extract<CursorContext, { kind: 'key' }>;

function valuesFor(context: ValueContext, path: Path, facts: CompletionFacts): readonly Choice[] {
	const node = schemaAtPath(facts.root, path);
	if (node?.type === 'object' && context.flow && typeof path.at(-1) === 'number') return [flowItem(context.replace, path)];
	if (node?.type === undefined || node.type === 'object' || node.type === 'array') return [];
	const place = placeOf(path);
	const known = knownValues(place, node, facts.olderShape).map(({ value }) => value);
	const found = facts.suggestions(place).filter((value) => !known.includes(value));
	const isDefault = (value: string): boolean => value === scalarText(node.defaultValue);
	const others = [...known, ...found].some(isDefault) || node.defaultValue === undefined ? [] : [scalarText(node.defaultValue)];
	return [...known, ...found, ...others].map((value, index) => ({
		label: value,
		kind: 'value',
		detail: isDefault(value) ? l10n.t('Default') : '',
		replace: context.replace,
		insert: escapeSnippet((context.needsBlank ? ' ' : '') + written(value, node, context)),
		order: String(index).padStart(4, '0'),
		filter: context.quote + value,
		path: [...path, value],
		goesOn: false,
	}));
}

function scalarText(value: Value | undefined): string {
	return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

/** In the quotes that stand there, and in quotes where the cluster would read something else than a text. */
function written(value: string, node: SchemaNode, { quote, flow, json }: ValueContext): string {
	if (quote !== '') return spell(value, styleOf(quote));
	if (node.type !== 'string') return value;
	if (json) return spell(value, 'double');
	if (isPlainSafe(value)) return value;
	return resolvePlain(value).type === 'string' && !flow ? spell(value) : JSON.stringify(value);
}

function styleOf(quote: Quote): ScalarStyle {
	return quote === '"' ? 'double' : quote === "'" ? 'single' : 'plain';
}

interface Writing extends CompletionFacts {
	readonly style: Style;
	readonly text: string;
}

function keysFor(context: KeyContext, path: Path, writing: Writing): readonly Choice[] {
	const node = schemaAtPath(writing.root, path);
	if (!node) return [];
	if (node.type === 'array') return context.flow ? [] : [itemChoice(context, path, node, writing)];
	const list = context.listKey === undefined ? undefined : node.properties.get(context.listKey);
	const item = list?.type === 'array' && context.line.empty ? [itemChoice(context, [...path, context.listKey ?? ''], list, writing)] : [];
	return [...item, ...fieldChoices(context, path, node, writing)];
}

function flowItem(replace: Span, path: Path): Choice {
	return { label: '{}', kind: 'item', detail: l10n.t('Item'), replace, insert: '{$0}', order: '0', filter: '{', path, goesOn: true };
}

function fieldChoices(context: KeyContext, path: Path, node: SchemaNode, writing: Writing): readonly Choice[] {
	const merged = new Set([...context.siblings].flatMap((key) => (key.startsWith('*') ? writing.anchored(key.slice(1)) : [])));
	const current = writing.text.slice(context.replace.start, context.replace.end).trim().replaceAll(/^["']|["']$/g, '');
	const names = [...node.properties.keys()];
	const open = node.values ? writing.suggestions(`${placeOf(path)}.*`) : [];
	const column = columnFor(context, writing.style);
	const moved = context.line.empty && !context.flow && column !== context.replace.start - context.line.start;
	// `-` and a key need a blank between them.
	const afterDash = !context.flow && writing.text.charAt(context.replace.start - 1) === '-';
	const replace = moved ? { start: context.line.start, end: context.replace.end } : context.replace;
	return [...names, ...open].flatMap((name, index) => {
		if ((context.siblings.has(name) && name !== current) || merged.has(name)) return [];
		const child = node.properties.get(name) ?? node.values;
		if (!child) return [];
		const required = node.required.includes(name);
		const key = escapeSnippet(spell(name, context.json ? 'double' : styleOf(context.quote)));
		const text = context.hasColon ? key : key + restOf(child, { column, writing, flow: context.flow, path: [...path, name] });
		return [
			{
				label: name,
				kind: 'field' as const,
				detail: typeDetail(child, required),
				replace,
				insert: (moved ? ' '.repeat(column) : afterDash ? ' ' : '') + text,
				order: `${required ? '0' : '1'}${String(index).padStart(4, '0')}`,
				filter: context.quote + name,
				path: [...path, name],
				goesOn: !context.hasColon && child.type !== 'object' && child.type !== 'array',
			},
		];
	});
}

/** Where keys of this map stand: with their siblings, else one level below their owner. */
function columnFor(context: KeyContext, style: Style): number {
	if (context.siblings.size > 0 || context.ownerColumn === undefined || !context.line.empty) return context.column;
	return context.ownerColumn + style.width;
}

function typeDetail(node: SchemaNode, required: boolean): string {
	const type = node.type ?? '';
	return required ? l10n.t('{0}, required', type) : type;
}

interface KeyPlace {
	readonly column: number;
	readonly writing: Writing;
	readonly flow: boolean;
	readonly path: Path;
}

/** What follows a key: its colon, and where the writer goes on. */
function restOf(child: SchemaNode, { column, writing, flow, path }: KeyPlace): string {
	const { style } = writing;
	if (flow) return child.type === 'object' ? ': {$0}' : child.type === 'array' ? ': [$0]' : ': ';
	if (child.type === 'object') return `:${style.eol}${' '.repeat(column + style.width)}$0`;
	if (child.type !== 'array') return ': ';
	const dash = column + style.dashIndent;
	return `:${style.eol}${' '.repeat(dash)}- ${itemBody(child, dash + 2, path, writing)}`;
}

/** The fields of an item that are always there: those the schema requires, else its name. */
function itemBody(list: SchemaNode, column: number, path: Path, { style }: Writing): string {
	const item = list.items;
	if (item?.type !== 'object') return '$0';
	const names = item.required.length > 0 ? item.required : usualFields(path, item);
	if (names.length === 0) return '$0';
	return names.map((name, index) => `${escapeSnippet(name)}: $${index + 1 === names.length ? 0 : index + 1}`).join(style.eol + ' '.repeat(column));
}

function usualFields(path: Path, item: SchemaNode): readonly string[] {
	const usual = ['ciConfigurationName', 'ciConfigurationJobName', 'repository', 'tag', 'name', 'state'].filter((name) => item.properties.has(name));
	return path.length > 0 ? usual.slice(0, 2) : [];
}

function itemChoice(context: KeyContext, path: Path, list: SchemaNode, writing: Writing): Choice {
	const onDash = context.line.dashes.length > 0;
	const wanted = context.listKey !== undefined ? context.column : context.ownerColumn === undefined ? context.column : Math.max(context.ownerColumn + writing.style.dashIndent, 0);
	const moved = context.line.empty && wanted !== context.replace.start - context.line.start;
	const column = moved ? wanted : context.column;
	const body = itemBody(list, onDash ? context.column : column + 2, path, writing);
	return {
		label: '-',
		kind: 'item',
		detail: l10n.t('New item'),
		replace: moved ? { start: context.line.start, end: context.replace.end } : context.replace,
		insert: `${moved ? ' '.repeat(column) : ''}${onDash ? '' : '- '}${body}`,
		order: '00',
		filter: '-',
		path: [...path, 0],
		goesOn: false,
	};
}

function escapeSnippet(text: string): string {
	return /[\\$}]/.test(text) ? text.replaceAll(/[\\$}]/g, '\\$&') : text;
}
