import type { Document, ParsedNode, Scalar } from 'yaml';
import { isAlias, isMap, isPair, isScalar, isSeq, LineCounter, parseAllDocuments } from 'yaml';
import type { NodeProps, ReadResult, ScalarStyle, SyntaxProblem, YamlNode } from '../tree';
import { emptyAt } from '../tree';
import { tooDeep } from './depth';
import { explainYamlError } from './yamlErrors';

/**
 * Reads one document's text with the `yaml` package: the reader for text that is broken, because it recovers and goes
 * on. Errors of the text come back as problems, never as an exception. A text nested deeper than 100 levels is not
 * handed over at all: `yaml` recurses, and asked repeatedly can abort the whole process.
 */
export function readWithYaml(text: string): ReadResult {
	const deep = tooDeep(text);
	if (deep !== undefined) return { root: undefined, problems: [deep] };
	try {
		const counter = new LineCounter();
		const documents = parseAllDocuments<ParsedNode, false>(text, {
			schema: 'failsafe',
			uniqueKeys: false,
			prettyErrors: false,
			strict: true,
			logLevel: 'silent',
			lineCounter: counter,
		});
		const [first] = 'empty' in documents ? [] : documents;
		if (first === undefined) return { root: undefined, problems: [] };
		return { root: first.contents === null ? undefined : convert(first.contents, 0), problems: problemsOf(first, text) };
	} catch {
		// `yaml` is not known to throw here; a text that makes it do so is still only a text that cannot be read.
		return { root: undefined, problems: [explainYamlError('UNREADABLE', [0, Math.min(1, text.length)], text)] };
	}
}

/** One problem per line: the first is the cause, the others follow from it. */
function problemsOf(document: Pick<Document.Parsed, 'errors'>, text: string): readonly SyntaxProblem[] {
	const problems: SyntaxProblem[] = [];
	const lines = new Set<number>();
	for (const error of document.errors) {
		const problem = explainYamlError(error.code, error.pos, text);
		const line = text.lastIndexOf('\n', problem.start - 1);
		if (lines.has(line)) continue;
		lines.add(line);
		problems.push(problem);
	}
	return problems;
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
