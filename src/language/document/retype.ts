import type { ScalarNode, YamlNode } from '../tree';

/** The children of a piece; for a list without keys. */
export interface Children {
	readonly keys: readonly YamlNode[];
	readonly values: readonly YamlNode[];
}

/** A replacement in node offsets of the piece. */
interface Typing {
	readonly from: number;
	readonly to: number;
	readonly text: string;
}

/**
 * The children once somebody has typed inside a word that is a value, which is what nearly all typing is: the same tree
 * with that word and moved offsets, told without reading. Undefined for every other change. What a plain scalar is to its
 * neighbours does not hang on its letters as long as it stays one word: no blank, no bracket, no `:` at its end.
 */
export function retyped({ keys, values }: Children, { from, to, text }: Typing): Children | undefined {
	const old = wordAt(values, from, to);
	if (!old || !isWord(old.text)) return undefined;
	const word = old.text.slice(0, from - old.start) + text + old.text.slice(to - old.start);
	if (!isWord(word)) return undefined;
	const by = word.length - old.text.length;
	const now: ScalarNode = { kind: 'scalar', start: old.start, end: old.end + by, style: 'plain', text: word, props: undefined };
	// Nodes are made anew throughout: what is remembered of the old ones stands in the old piece.
	const moved = (node: YamlNode): YamlNode => {
		if (node === old) return now;
		const { kind, props } = node;
		const start = node.start > old.start ? node.start + by : node.start;
		const end = node.end < old.end ? node.end : node.end + by;
		if (kind === 'map') return { kind, start, end, flow: node.flow, keys: node.keys.map(moved), values: node.values.map(moved), props };
		if (kind === 'seq') return { kind, start, end, flow: node.flow, items: node.items.map(moved), props };
		return kind === 'scalar' ? { kind, start, end, style: node.style, text: node.text, props } : { ...node, start, end };
	};
	return { keys: keys.map(moved), values: values.map(moved) };
}

/** The plain scalar in block style that a stretch lies in. */
function wordAt(nodes: readonly YamlNode[], from: number, to: number): ScalarNode | undefined {
	const node = nodes.findLast(({ start }) => start <= from);
	if (!node || node.end < to || node.props) return undefined;
	if (node.kind === 'scalar') return node.style === 'plain' ? node : undefined;
	if (node.kind === 'alias' || node.flow) return undefined;
	return wordAt(node.kind === 'map' ? node.values : node.items, from, to);
}

/** Nothing that a reader could stop at; what it is read as is another matter. */
function isWord(text: string): boolean {
	return /^[a-zA-Z\d](?:[\w./:+-]*[\w/])?$/.test(text);
}
