import * as l10n from '@vscode/l10n';
import { checkList, checkObject, checkScalar, childNode, dropsNull, isEcho, itemNode } from '../../schema/checkNode';
import type { Problem, Report } from '../../schema/fieldError';
import type { SchemaNode } from '../../schema/schema';
import type { Piece } from '../document/piece';
import { child, contentOf, field, follow, stretchOf, type Spot } from '../document/spot';
import { isMergeKey, mergeSources, valueOf } from '../document/value';
import { resolvedKey, resolveScalar } from '../scalar/resolve';
import { stepSize, type Steps } from '../steps';
import type { MapNode, ScalarNode, SeqNode, YamlNode } from '../tree';
import { makeFinding, said } from './apiFinding';
import { quoteFix } from './apiFixes';
import type { Finding } from './finding';
import { isPlainlyReadable, isPlainlyRight } from './plainlyRight';

/** Where findings about a piece are put. */
export interface Sinks {
	of(piece: Piece): Finding[];
}

export interface WalkFacts {
	readonly sinks: Sinks;
	/** Keys of the root that are checked elsewhere; duplicates and readability below them are checked here all the same. */
	readonly skip: ReadonlySet<string>;
	/** Told of each collection that was cut, so that its pieces can be checked again by themselves. */
	readonly onCut?: ((node: YamlNode, schema: SchemaNode | undefined, skip: ReadonlySet<string>) => void) | undefined;
	/** Of the outermost collection only the children in this piece are looked at. */
	readonly only?: Piece | undefined;
}

const nothingSkipped: ReadonlySet<string> = new Set();

/** Checks a value and all below it against its schema; `schema` undefined below unknown fields, where only the reading is checked. */
export function checkTree(spot: Spot, schema: SchemaNode | undefined, facts: WalkFacts): void {
	const content = contentOf(spot);
	if (spot.node.kind === 'alias') checkAlias(spot, content, schema, facts);
	else if (content?.kind === 'scalar') checkLeaf(spot, content, schema, facts);
	else if (content && content.kind !== 'alias' && !isFine(spot, content, schema, facts)) checkAll({ spot, content, schema, facts }, checkTree);
}

function isFine({ piece }: Spot, content: MapNode | SeqNode, schema: SchemaNode | undefined, { skip, only }: WalkFacts): boolean {
	if (skip.size > 0 || only || piece.tree.cuts.has(content)) return false;
	// Free content can be as deep as it likes: what is not plain in it is not to be gone through on each level.
	return schema ? isPlainlyRight(content, schema) : content.end - content.start <= smallest && isPlainlyReadable(content);
}

/** What is wrong here with what an alias stands for is said at the alias; whether it can be read at all, where it is written. */
function checkAlias(spot: Spot, content: YamlNode | undefined, schema: SchemaNode | undefined, facts: WalkFacts): void {
	if (!content || !schema) return;
	for (const finding of findingsElsewhere(spot, content, schema)) if (finding.layer === 'api') put(facts, spot.piece, finding);
}

/** What is found in a value that is written elsewhere, told here. */
function findingsElsewhere(spot: Spot, node: YamlNode, schema: SchemaNode): readonly Finding[] {
	const found: Finding[] = [];
	checkTree({ ...spot, node }, schema, { sinks: { of: () => found }, skip: nothingSkipped });
	return found.map((finding) => ({ ...finding, ...stretchOf(spot), fixes: [], related: [{ ...finding, message: l10n.t('It is written here') }] }));
}

function put({ sinks }: WalkFacts, piece: Piece, finding: Finding): void {
	sinks.of(piece).push(finding);
}

/** The same in steps: what is small is checked in one, the children of what is large one after the other. */
export function* checkingTree(root: Spot, schema: SchemaNode | undefined, facts: WalkFacts): Steps<void> {
	const around: { readonly children: Children; index: number }[] = [];
	// In the order of the text, however it was cut: who stops at so many mistakes has seen the first of them.
	const visit = (spot: Spot, below: SchemaNode | undefined, how: WalkFacts): void => {
		const content = contentOf(spot);
		if (content && spot.node.kind !== 'alias' && isLarge(content, spot.piece)) around.push({ children: childrenOf({ spot, content, schema: below, facts: how }, visit), index: 0 });
		else checkTree(spot, below, how);
	};
	visit(root, schema, facts);
	let worked = 0;
	for (let top = around.at(-1); top; top = around.at(-1)) {
		const { children } = top;
		if (top.index >= children.count) {
			around.pop();
			children.finish?.();
			continue;
		}
		worked += 50 + Math.max(0, Math.min(children.check(top.index++), smallest));
		if (worked < stepSize) continue;
		yield worked;
		worked = 0;
	}
}

/** A collection and how it is to be checked. */
interface Below {
	readonly spot: Spot;
	readonly content: MapNode | SeqNode;
	readonly schema: SchemaNode | undefined;
	readonly facts: WalkFacts;
}

type Visit = typeof checkTree;

/** A collection that is checked child by child; `check` gives the characters that a child has. */
interface Children {
	readonly count: number;
	check(index: number): number;
	finish?(): void;
}

/** Characters of a collection that is looked into in steps. */
const smallest = 4_096;

function isLarge(node: YamlNode, piece: Piece): node is MapNode | SeqNode {
	// Where a cut collection begins and ends is not to be told from its offsets.
	return (node.kind === 'map' || node.kind === 'seq') && (node.end - node.start > smallest || piece.tree.cuts.has(node));
}

function checkAll(below: Below, visit: Visit): void {
	const children = childrenOf(below, visit);
	for (let index = 0; index < children.count; index++) children.check(index);
	children.finish?.();
}

function childrenOf(below: Below, visit: Visit): Children {
	const { spot, content, schema, facts } = below;
	if (spot.piece.tree.cuts.has(content)) facts.onCut?.(content, schema, facts.skip);
	return content.kind === 'map' ? childrenOfMap(content, below, visit) : childrenOfSeq(content, below, visit);
}

function checkLeaf(spot: Spot, node: ScalarNode, schema: SchemaNode | undefined, facts: WalkFacts): void {
	const read = resolveScalar(node);
	if (read.type === 'unreadable') {
		put(facts, spot.piece, unreadable(spot, read.why, node));
		return;
	}
	if (!schema || (read.type === 'string' && schema.type === 'string' && schema.plain)) return;
	tell(spot, schema, facts, (report) => {
		const value = valueOf(node, spot.piece);
		if (typeof value !== 'object' || !value) checkScalar(schema, value, report);
	});
}

/** Collects what is wrong with one node, and leaves out what only says it again. */
function tell(spot: Spot, node: SchemaNode, facts: WalkFacts, check: (report: Report) => void): void {
	let found: [problem: Problem, childKey: string | number | undefined][] | undefined;
	check((problem, childKey) => (found ??= []).push([problem, childKey]));
	if (!found) return;
	const problems = found.map(([problem]) => problem);
	for (const [problem, childKey] of found) {
		if (isEcho(problem, problems)) continue;
		const missing = problem.kind === 'required';
		const name = String(childKey ?? '');
		// A null stands for a field that is not there.
		const at = (missing ? field(spot, name) : undefined) ?? spot;
		put(facts, missing ? stretchOf(at).piece : at.piece, makeFinding({ spot: at, problem, name, part: missing ? 'key' : 'sign', node }));
	}
}

function childrenOfSeq(node: SeqNode, { spot, schema, facts }: Below, visit: Visit): Children {
	const { items } = node;
	const { piece } = spot;
	if (schema && (schema.type !== 'array' || schema.limits || schema.enumeration || (schema.listType !== undefined && schema.listType !== 'atomic'))) {
		tell(spot, schema, facts, (report) => { checkList(schema, { length: items.length, values: () => items.map((item) => valueOf(item, piece)) }, report); });
	}
	const cuts = piece.tree.cuts.get(node);
	const itemSchema = schema && itemNode(schema);
	const inner = inside(facts);
	return {
		count: items.length,
		check: (index) => {
			const item = items[index];
			const home = cuts?.[index] ?? piece;
			if (!item || (facts.only && facts.only !== home)) return 0;
			visit({ node: item, piece: home, key: undefined, keyPiece: home }, itemSchema, inner);
			return item.end - item.start;
		},
	};
}

/** A map and which keys of it were met. */
interface MapWalk extends Below {
	readonly visit: Visit;
	/** By what the keys are for the cluster. */
	readonly seen: Map<string, Spot>;
	/** By what they are as texts. */
	readonly present: Map<string, YamlNode>;
}

function childrenOfMap(node: MapNode, below: Below, visit: Visit): Children {
	const walk = { ...below, visit, seen: new Map<string, Spot>(), present: new Map<string, YamlNode>() };
	const { spot, facts: { only } } = below;
	return {
		count: node.keys.length,
		check: (index) => {
			const entry = child(node, index, spot.piece);
			if (!entry) return 0;
			if (!only || only === entry.keyPiece) checkEntry(walk, entry);
			else remember(walk, entry, entry.node, readKey(entry));
			return entry.node.end - entry.node.start;
		},
		finish: () => { checkKeys(walk); },
	};
}

function checkKeys({ spot, content, schema, facts, present }: MapWalk): void {
	if (!schema || (schema.type === 'object' && schema.required.length === 0 && !schema.limits && !schema.enumeration)) return;
	const has = (key: string): boolean => {
		const value = present.get(key);
		const written = value && follow(value, spot.piece);
		const childSchema = childNode(schema, key);
		return written !== undefined && !(childSchema && isDropped(written, childSchema));
	};
	tell(spot, schema, facts, (report) => { checkObject(schema, { size: present.size, has, value: () => valueOf(content, spot.piece) }, report); });
}

type Key = ReturnType<typeof resolvedKey>;

function readKey({ key, keyPiece }: Spot): Key {
	const content = key && follow(key, keyPiece);
	return content?.kind === 'scalar' ? resolvedKey(content) : undefined;
}

/** Takes note of a key; gives the entry under which it stood before. */
function remember({ seen, present }: MapWalk, entry: Spot, value: YamlNode, key: Key): Spot | undefined {
	if (!key) return undefined;
	const former = seen.get(key.identity);
	seen.set(key.identity, entry);
	present.set(key.text, value);
	return former;
}

function checkEntry(walk: MapWalk, entry: Spot): void {
	const { schema, facts, visit } = walk;
	if (entry.key && isMergeKey(entry.key)) {
		checkMerge(walk, entry);
		return;
	}
	const key = readKey(entry);
	if (!key) {
		put(facts, entry.keyPiece, badKey(entry));
		visit(entry, undefined, facts);
		return;
	}
	const { text } = key;
	const former = remember(walk, entry, entry.node, key);
	if (former) put(facts, entry.keyPiece, duplicate(entry, former, text));
	const parent = facts.skip.has(text) ? undefined : schema;
	const childSchema = parent && childNode(parent, text);
	if (parent && !childSchema) put(facts, entry.keyPiece, unknown(entry, text, parent));
	if (!childSchema || !isDropped(contentOf(entry), childSchema)) visit(entry, childSchema, inside(facts));
}

/** The facts for what stands below a collection. */
function inside(facts: WalkFacts): WalkFacts {
	return facts.skip.size === 0 && !facts.only ? facts : { ...facts, skip: nothingSkipped, only: undefined };
}

/** Merged keys count as written: also against the ones that are (goyaml.v2 is strict about both). */
function checkMerge(walk: MapWalk, entry: Spot): void {
	const { node, piece } = entry;
	const target = follow(node, piece);
	if (target?.kind === 'map' || (target?.kind === 'seq' && target.items.every((item) => follow(item, piece)?.kind === 'map'))) mergeKeys(walk, entry, node);
	else put(walk.facts, piece, syntaxAt(entry, 'merge', l10n.t('"<<" merges a map, or a list of maps: the cluster cannot read anything else here.')));
}

function mergeKeys(walk: MapWalk, entry: Spot, merged: YamlNode): void {
	const { schema, facts } = walk;
	const { node, piece } = entry;
	for (const source of mergeSources(merged, piece)) {
		// What an alias stands for is looked at where it is written.
		const isHere = source.start >= node.start && source.end <= node.end;
		for (const [index, key] of source.keys.entries()) {
			const value = source.values[index];
			if (!value) continue;
			if (isMergeKey(key)) {
				if (isHere) checkMerge(walk, { ...entry, key, node: value });
				else mergeKeys(walk, entry, value);
				continue;
			}
			const at = { ...entry, key, keyPiece: piece };
			const read = readKey(at);
			const childSchema = read && schema && childNode(schema, read.text);
			if (isHere && !childSchema) checkTree({ ...entry, node: value }, undefined, inside(facts));
			if (isHere && !read) put(facts, piece, badKey(at));
			if (!read) continue;
			const former = remember(walk, entry, value, read);
			if (former) put(facts, entry.keyPiece, duplicate(entry, former, read.text));
			if (schema && !childSchema) put(facts, entry.keyPiece, unknown(entry, read.text));
			// What is merged is checked at the merge key: there it is what the schema makes of it.
			const content = follow(value, piece);
			if (!childSchema || !content || isDropped(content, childSchema)) continue;
			for (const finding of findingsElsewhere(entry, value, childSchema)) put(facts, piece, finding);
		}
	}
}

function isDropped(content: YamlNode | undefined, schema: SchemaNode): boolean {
	return content?.kind === 'scalar' && resolveScalar(content).type === 'null' && dropsNull(schema);
}

function unknown(spot: Spot, name: string, node?: SchemaNode): Finding {
	return makeFinding({ spot, problem: { kind: 'unknownField' }, name, part: 'key', node });
}

function duplicate(spot: Spot, former: Spot, name: string): Finding {
	return makeFinding({ spot, problem: { kind: 'duplicateField' }, name, part: 'key', related: [{ ...stretchOf(former, 'key'), message: l10n.t('"{0}" stands here first', name) }] });
}

function badKey(entry: Spot): Finding {
	const { key, keyPiece } = entry;
	const isScalar = key && follow(key, keyPiece)?.kind === 'scalar';
	const finding = syntaxAt(entry, 'key', isScalar ? l10n.t('The cluster cannot read this as a key: quote it.') : l10n.t('A key must be a text: the cluster refuses lists and maps as keys.'));
	return key?.kind === 'scalar' && key.end > key.start ? { ...finding, fixes: quoteFix({ ...entry, node: key, piece: keyPiece }, false) } : finding;
}

function unreadable(spot: Spot, why: 'tag' | 'notJson' | 'base64', node: ScalarNode): Finding {
	if (why === 'notJson') {
		const message = l10n.t('"{0}" is a number that JSON does not have: the whole document is refused. Quote it if it is a text.', node.text);
		return { ...said('number', message, stretchOf(spot), 'syntax'), fixes: quoteFix({ ...spot, node }, false) };
	}
	return said('tag', why === 'base64' ? l10n.t('This is no base64 text.') : l10n.t('"{0}" is not what its tag says: the whole document is refused.', node.text), stretchOf(spot), 'syntax');
}

function syntaxAt(entry: Spot, code: string, message: string): Finding {
	return said(code, message, stretchOf(entry, entry.key ? 'key' : 'sign'), 'syntax');
}
