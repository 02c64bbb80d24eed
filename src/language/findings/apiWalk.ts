import * as l10n from '@vscode/l10n';
import { checkList, checkObject, checkScalar, childNode, dropsNull, isEcho, itemNode } from '../../schema/checkNode';
import type { Problem } from '../../schema/fieldError';
import type { SchemaNode } from '../../schema/schema';
import type { Piece } from '../document/piece';
import { child, contentOf, field, follow, stretchOf, type Spot } from '../document/spot';
import { isMergeKey, mergeSources, valueOf } from '../document/value';
import { resolvedKey, resolveScalar } from '../scalar/resolve';
import { stepSize, type Steps } from '../steps';
import type { MapNode, ScalarNode, SeqNode, YamlNode } from '../tree';
import { makeFinding } from './apiFinding';
import { quoteFix } from './apiFixes';
import type { Finding } from './finding';
import { isPlainlyRight } from './plainlyRight';

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
	return schema !== undefined && skip.size === 0 && !only && !piece.tree.cuts.has(content) && isPlainlyRight(content, schema);
}

/** What is wrong here with what an alias stands for is said at the alias; whether it can be read at all, where it is written. */
function checkAlias(spot: Spot, content: YamlNode | undefined, schema: SchemaNode | undefined, facts: WalkFacts): void {
	if (content === undefined || schema === undefined) return;
	const found: Finding[] = [];
	checkTree({ ...spot, node: content }, schema, { sinks: { of: () => found }, skip: nothingSkipped });
	for (const finding of found) if (finding.layer === 'api') facts.sinks.of(spot.piece).push(writtenElsewhere(finding, spot));
}

function writtenElsewhere(finding: Finding, at: Spot): Finding {
	return { ...finding, ...stretchOf(at), fixes: [], related: [{ ...finding, message: l10n.t('It is written here') }] };
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
			children.finish();
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

type Visit = (spot: Spot, schema: SchemaNode | undefined, facts: WalkFacts) => void;

/** A collection that is checked child by child; `check` gives the characters that a child has. */
interface Children {
	readonly count: number;
	check(index: number): number;
	finish(): void;
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
	children.finish();
}

function childrenOf(below: Below, visit: Visit): Children {
	const { spot, content, schema, facts } = below;
	if (facts.onCut && spot.piece.tree.cuts.has(content)) facts.onCut(content, schema, facts.skip);
	return content.kind === 'map' ? childrenOfMap(spot, content, schema, { facts, visit }) : childrenOfSeq(spot, content, schema, { facts, visit });
}

function checkLeaf(spot: Spot, node: ScalarNode, schema: SchemaNode | undefined, facts: WalkFacts): void {
	const read = resolveScalar(node);
	if (read.type === 'unreadable') {
		facts.sinks.of(spot.piece).push(unreadable(spot, read.why, node));
		return;
	}
	if (!schema) return;
	if (read.type === 'string' && schema.type === 'string' && schema.plain) return;
	tell(spot, schema, facts, (report) => {
		const value = valueOf(node, spot.piece);
		if (typeof value !== 'object' || !value) checkScalar(schema, value, report);
	});
}

/** Collects what is wrong with one node, and leaves out what only says it again. */
function tell(spot: Spot, schema: SchemaNode, facts: WalkFacts, check: (report: (problem: Problem, child?: string | number) => void) => void): void {
	let found: { problem: Problem; child: string | number | undefined }[] | undefined;
	check((problem, childKey) => (found ??= []).push({ problem, child: childKey }));
	if (!found) return;
	const problems = found.map(({ problem }) => problem);
	for (const { problem, child: childKey } of found) {
		if (isEcho(problem, problems)) continue;
		const missing = problem.kind === 'required';
		const name = String(childKey ?? '');
		// A null stands for a field that is not there.
		const at = (missing ? field(spot, name) : undefined) ?? spot;
		facts.sinks.of(missing ? stretchOf(at).piece : at.piece).push(makeFinding({ spot: at, problem, name, part: missing ? 'key' : 'sign', node: schema }));
	}
}

interface How {
	readonly facts: WalkFacts;
	readonly visit: Visit;
}

function childrenOfSeq(spot: Spot, node: SeqNode, schema: SchemaNode | undefined, { facts, visit }: How): Children {
	if (schema && !isPlainList(schema)) {
		tell(spot, schema, facts, (report) => checkList(schema, { length: node.items.length, values: () => node.items.map((item) => valueOf(item, spot.piece)) }, report));
	}
	const cuts = spot.piece.tree.cuts.get(node);
	const itemSchema = schema ? itemNode(schema) : undefined;
	const inner = inside(facts);
	return {
		count: node.items.length,
		check: (index) => {
			const item = node.items[index];
			const piece = cuts?.[index] ?? spot.piece;
			if (!item || (facts.only && facts.only !== piece)) return 0;
			visit({ node: item, piece, key: undefined, keyPiece: piece }, itemSchema, inner);
			return item.end - item.start;
		},
		finish: () => undefined,
	};
}

function isPlainList(schema: SchemaNode): boolean {
	return schema.type === 'array' && !schema.limits && !schema.enumeration && (schema.listType === undefined || schema.listType === 'atomic');
}

function childrenOfMap(spot: Spot, node: MapNode, schema: SchemaNode | undefined, { facts, visit }: How): Children {
	const present = new Map<string, YamlNode>();
	const seen = new Map<string, Spot>();
	return {
		count: node.keys.length,
		check: (index) => {
			const entry = child(node, index, spot.piece);
			if (!entry) return 0;
			if (!facts.only || facts.only === entry.keyPiece) checkEntry({ entry, schema, facts, visit }, seen, present);
			else remember(entry, seen, present);
			return entry.node.end - entry.node.start;
		},
		finish: () => { checkKeys(spot, node, schema, { facts, present }); },
	};
}

function checkKeys(spot: Spot, node: MapNode, schema: SchemaNode | undefined, { facts, present }: { readonly facts: WalkFacts; readonly present: ReadonlyMap<string, YamlNode> }): void {
	if (!schema || (schema.type === 'object' && schema.required.length === 0 && !schema.limits && !schema.enumeration)) return;
	const has = (key: string): boolean => {
		const value = present.get(key);
		const content = value ? follow(value, spot.piece) : undefined;
		const childSchema = childNode(schema, key);
		return content !== undefined && !(content.kind === 'scalar' && isNull(content) && childSchema && dropsNull(childSchema));
	};
	tell(spot, schema, facts, (report) => checkObject(schema, { size: present.size, has, value: () => valueOf(node, spot.piece) }, report));
}

interface Entry {
	readonly entry: Spot;
	readonly schema: SchemaNode | undefined;
	readonly facts: WalkFacts;
	readonly visit: Visit;
}

function checkEntry(below: Entry, seen: Map<string, Spot>, present: Map<string, YamlNode>): void {
	const { entry, facts, visit } = below;
	const { key } = entry;
	if (!key) return;
	if (isMergeKey(key)) {
		checkMerge(below, seen, present);
		return;
	}
	const content = follow(key, entry.keyPiece);
	const read = content?.kind === 'scalar' ? resolvedKey(content) : undefined;
	if (!read) {
		facts.sinks.of(entry.keyPiece).push(badKey(entry, content));
		visit(entry, undefined, facts);
		return;
	}
	const former = seen.get(read.identity);
	if (former) facts.sinks.of(entry.keyPiece).push(duplicate(entry, former, read.text));
	seen.set(read.identity, entry);
	present.set(read.text, entry.node);
	checkField(below, read.text);
}

/** Takes note of a key that is checked elsewhere. */
function remember(entry: Spot, seen: Map<string, Spot>, present: Map<string, YamlNode>): void {
	const read = entry.key?.kind === 'scalar' ? resolvedKey(entry.key) : undefined;
	if (!read) return;
	seen.set(read.identity, entry);
	present.set(read.text, entry.node);
}

/** The facts for what stands below a collection. */
function inside(facts: WalkFacts): WalkFacts {
	return facts.skip.size === 0 && !facts.only ? facts : { ...facts, skip: nothingSkipped, only: undefined };
}

function checkField({ entry, schema, facts, visit }: Entry, name: string): void {
	const inner = inside(facts);
	if (!schema || facts.skip.has(name)) {
		visit(entry, undefined, inner);
		return;
	}
	const childSchema = childNode(schema, name);
	if (!childSchema) {
		facts.sinks.of(entry.keyPiece).push(makeFinding({ spot: entry, problem: { kind: 'unknownField' }, name, part: 'key', node: schema }));
		visit(entry, undefined, inner);
		return;
	}
	const content = contentOf(entry);
	if (content?.kind === 'scalar' && isNull(content) && dropsNull(childSchema)) return;
	visit(entry, childSchema, inner);
}

/** Merged keys count as written: also against the ones that are (goyaml.v2 is strict about both). */
function checkMerge(merge: Entry, seen: Map<string, Spot>, present: Map<string, YamlNode>): void {
	const { entry, facts } = merge;
	const target = follow(entry.node, entry.piece);
	const sources = mergeSources(entry.node, entry.piece);
	const mergeable = target?.kind === 'map' || (target?.kind === 'seq' && target.items.every((item) => follow(item, entry.piece)?.kind === 'map'));
	if (!mergeable) {
		facts.sinks.of(entry.piece).push(syntaxAt(entry, 'merge', l10n.t('"<<" merges a map, or a list of maps: the cluster cannot read anything else here.')));
		return;
	}
	for (const source of sources) mergeKeys(source, merge, seen, present);
}

function mergeKeys(source: MapNode, merge: Entry, seen: Map<string, Spot>, present: Map<string, YamlNode>): void {
	const { entry, facts } = merge;
	// What an alias stands for is looked at where it is written.
	const isHere = source.start >= entry.node.start && source.end <= entry.node.end;
	for (const [index, key] of source.keys.entries()) {
		const value = source.values[index];
		if (!value) continue;
		if (isMergeKey(key)) {
			for (const inner of mergeSources(value, entry.piece)) mergeKeys(inner, merge, seen, present);
			continue;
		}
		const content = follow(key, entry.piece);
		const read = content?.kind === 'scalar' ? resolvedKey(content) : undefined;
		if (isHere && (!read || !merge.schema || !childNode(merge.schema, read.text))) checkTree({ ...entry, node: value }, undefined, inside(facts));
		if (!read) {
			if (isHere) facts.sinks.of(entry.piece).push(badKey({ ...entry, key, keyPiece: entry.piece }, content));
			continue;
		}
		const former = seen.get(read.identity);
		if (former) facts.sinks.of(entry.keyPiece).push(duplicate(entry, former, read.text));
		seen.set(read.identity, entry);
		present.set(read.text, value);
		// What is merged is checked at the merge key: there it is what the schema makes of it.
		checkMerged(merge, value, read.text);
	}
}

function checkMerged({ entry: at, schema, facts }: Entry, value: YamlNode, name: string): void {
	if (!schema) return;
	const childSchema = childNode(schema, name);
	if (!childSchema) {
		facts.sinks.of(at.keyPiece).push(makeFinding({ spot: at, problem: { kind: 'unknownField' }, name, part: 'key', node: undefined }));
		return;
	}
	const content = follow(value, at.piece);
	if (!content || (content.kind === 'scalar' && isNull(content) && dropsNull(childSchema))) return;
	const found: Finding[] = [];
	checkTree({ ...at, node: value }, childSchema, { sinks: { of: () => found }, skip: new Set() });
	for (const finding of found) facts.sinks.of(at.piece).push(writtenElsewhere(finding, at));
}

function isNull(node: ScalarNode): boolean {
	return resolveScalar(node).type === 'null';
}

function duplicate(entry: Spot, former: Spot, name: string): Finding {
	return makeFinding({ spot: entry, problem: { kind: 'duplicateField' }, name, part: 'key', related: [{ ...stretchOf(former, 'key'), message: l10n.t('"{0}" stands here first', name) }] });
}

function badKey(entry: Spot, content: YamlNode | undefined): Finding {
	const isScalar = content?.kind === 'scalar';
	const finding = syntaxAt(entry, 'key', isScalar ? l10n.t('The cluster cannot read this as a key: quote it.') : l10n.t('A key must be a text: the cluster refuses lists and maps as keys.'));
	return isScalar && entry.key?.kind === 'scalar' && entry.key.end > entry.key.start ? { ...finding, fixes: quoteFix({ ...entry, node: entry.key, piece: entry.keyPiece }, false) } : finding;
}

function unreadable(spot: Spot, why: 'tag' | 'notJson' | 'base64', node: ScalarNode): Finding {
	const message =
		why === 'notJson' ? l10n.t('"{0}" is a number that JSON does not have: the whole document is refused. Quote it if it is a text.', node.text)
		: why === 'base64' ? l10n.t('This is no base64 text.')
		: l10n.t('"{0}" is not what its tag says: the whole document is refused.', node.text);
	return { ...syntaxAt(spot, why === 'notJson' ? 'number' : 'tag', message), ...stretchOf(spot), fixes: why === 'notJson' ? quoteFix({ ...spot, node }, false) : [] };
}

function syntaxAt(entry: Spot, code: string, message: string): Finding {
	return { ...stretchOf(entry, entry.key ? 'key' : 'sign'), layer: 'syntax', code, severity: 'error', message, related: [], fixes: [] };
}
