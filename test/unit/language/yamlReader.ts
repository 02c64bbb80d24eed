import type { Document, ParsedNode, Scalar } from 'yaml';
import { isAlias, isMap, isPair, isScalar, isSeq, parseAllDocuments } from 'yaml';
import type { NodeProps, ReadResult, ScalarStyle, YamlNode } from '../../../src/language/tree';
import { emptyAt } from '../../../src/language/tree';

/** Reads one document's text with the `yaml` package into our tree: the witness that our readers are held to. */
export function readWithYaml(text: string): ReadResult {
	const [first] = parseAllDocuments<ParsedNode, false>(text, { schema: 'failsafe', uniqueKeys: false, prettyErrors: false, strict: true, logLevel: 'silent' }) as readonly Document.Parsed[];
	if (first === undefined) return { root: undefined, problems: [] };
	const problems = first.errors.map(({ code, pos, message }) => ({ code, start: pos[0], end: pos[1], message }));
	return { root: first.contents === null ? undefined : convert(first.contents, 0), problems };
}

function convert(node: ParsedNode, at: number): YamlNode {
	const [start, end] = node.range;
	if (isAlias(node)) return { kind: 'alias', start, end, name: node.source, props: undefined };
	const props = propsOf(node, start);
	if (isMap(node)) {
		const keys: YamlNode[] = [];
		const values: YamlNode[] = [];
		for (const item of node.items) {
			if (!isPair(item)) continue;
			const key = item.key as ParsedNode | null;
			const value = item.value;
			const read = key === null ? emptyAt(start) : convert(key, start);
			keys.push(read);
			values.push(value === null ? emptyAt(read.end) : convert(value, read.end));
		}
		return { kind: 'map', start, end, flow: node.flow === true, keys, values, props };
	}
	if (isSeq(node)) {
		const items = node.items.map((item) => (isPair(item) ? emptyAt(start) : convert(item, start)));
		return { kind: 'seq', start, end, flow: node.flow === true, items, props };
	}
	if (!isScalar(node)) return emptyAt(at);
	return { kind: 'scalar', start, end, style: styleOf(node), text: textOf(node), props };
}

function propsOf(node: ParsedNode, start: number): NodeProps | undefined {
	const anchor = isAlias(node) ? undefined : node.anchor;
	const tag = isAlias(node) ? undefined : explicitTag(node.tag);
	return anchor === undefined && tag === undefined ? undefined : { anchor, tag, start };
}

/** Without a tag of its own `yaml` leaves a node's tag undefined under the failsafe schema. */
function explicitTag(tag: string | undefined): string | undefined {
	return tag === '' ? undefined : tag;
}

function styleOf(node: Scalar.Parsed): ScalarStyle {
	switch (node.type) {
		case 'QUOTE_DOUBLE':
			return 'double';
		case 'QUOTE_SINGLE':
			return 'single';
		case 'BLOCK_LITERAL':
			return 'literal';
		case 'BLOCK_FOLDED':
			return 'folded';
		default:
			return 'plain';
	}
}

function textOf(node: Scalar.Parsed): string {
	return typeof node.value === 'string' ? node.value : node.source;
}
