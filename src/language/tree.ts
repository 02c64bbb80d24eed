/**
 * A YAML text as a compact tree. Offsets are UTF-16 units from the start of the text that was read (a piece of the
 * document, see document/piece.ts), `end` exclusive. Readers make it; nobody changes it afterwards.
 */
export type YamlNode = MapNode | SeqNode | ScalarNode | AliasNode;

export interface MapNode {
	readonly kind: 'map';
	readonly start: number;
	readonly end: number;
	readonly flow: boolean;
	/** `keys[i]` belongs to `values[i]`; an absent value is an empty plain scalar right behind its key. */
	readonly keys: readonly YamlNode[];
	readonly values: readonly YamlNode[];
	readonly props: NodeProps | undefined;
}

export interface SeqNode {
	readonly kind: 'seq';
	readonly start: number;
	readonly end: number;
	readonly flow: boolean;
	readonly items: readonly YamlNode[];
	readonly props: NodeProps | undefined;
}

export type ScalarStyle = 'plain' | 'single' | 'double' | 'literal' | 'folded';

export interface ScalarNode {
	readonly kind: 'scalar';
	/** Includes the quotes, or the header of a block scalar. */
	readonly start: number;
	readonly end: number;
	readonly style: ScalarStyle;
	/** The content: escapes resolved, lines folded, no quotes. */
	readonly text: string;
	readonly props: NodeProps | undefined;
}

export interface AliasNode {
	readonly kind: 'alias';
	readonly start: number;
	readonly end: number;
	/** Without the `*`. */
	readonly name: string;
	readonly props: undefined;
}

/** What stands before a node's content. A tag is written out in full (`tag:yaml.org,2002:int`) or local (`!x`). */
export interface NodeProps {
	readonly anchor: string | undefined;
	readonly tag: string | undefined;
	readonly start: number;
}

/** What a reader could not make sense of. `code` is the finding's code. */
export interface SyntaxProblem {
	readonly code: string;
	readonly start: number;
	readonly end: number;
	readonly message: string;
	/** Where the reader noticed it, when that is far from the cause. */
	readonly noticedAt?: number;
	/** Of a template: all its marks. */
	readonly marks?: readonly TemplateMark[];
}

/** A `{{ … }}`; it brings something, or decides about what stands around it. */
export interface TemplateMark {
	readonly start: number;
	readonly end: number;
	readonly brings: boolean;
}

export interface ReadResult {
	/** Undefined for a text without content. */
	readonly root: YamlNode | undefined;
	readonly problems: readonly SyntaxProblem[];
}

/** The null that stands where nothing was written. */
export function emptyAt(offset: number): ScalarNode {
	return { kind: 'scalar', start: offset, end: offset, style: 'plain', text: '', props: undefined };
}

/** A key as the text it spells; undefined for a key that is a collection or an alias. */
export function keyText(key: YamlNode): string | undefined {
	return key.kind === 'scalar' ? key.text : undefined;
}
