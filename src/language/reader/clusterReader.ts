import type { NodeProps, YamlNode } from '../tree';
import { emptyAt } from '../tree';
import { drain, stepSize, type Steps } from '../steps';
import { controlIn, Scanner } from './clusterScanner';
import { Refused, type Token } from './clusterTokens';
import { maxDepth } from './depth';

export type ClusterRead =
	| { readonly root: YamlNode | undefined; readonly refused: undefined; readonly documentEnd: number | undefined }
	| { readonly root: undefined; readonly refused: Refused };

/**
 * Reads a document as the cluster does: the YAML 1.1 of goyaml.v2, through which `kubectl`, `oc` and the API server read
 * (sigs.k8s.io/yaml). It stops at the first mistake, as they do, and says where. What it accepts, they accept.
 * Source of the grammar: goyaml.v2 scannerc.go and parserc.go, ports of libyaml.
 */
export function readAsCluster(text: string): ClusterRead {
	return drain(readingAsCluster(text));
}

/** The same in steps. `show` gives the text of a scalar where that is not what was read. */
export function* readingAsCluster(text: string, show?: (text: string) => string): Steps<ClusterRead> {
	const scanner = new Scanner(text, yield* controlIn(text));
	const { tokens } = scanner;
	const parser = new Parser(scanner, text.length, show);
	try {
		yield* parser.fill();
		// An end without a document before it (parserc.go reads it as content).
		if (scanner.documentEnd !== undefined && tokens.length === 1) throw new Refused('expectedContent', scanner.documentEnd, scanner.documentEnd + 3);
		const root = yield* parser.document();
		yield* parser.scanPast(Infinity);
		const { refused, documentEnd } = scanner;
		return refused ? { root: undefined, refused: quoteInstead(refused, tokens, text) } : { root, refused: undefined, documentEnd };
	} catch (error) {
		if (!(error instanceof Refused)) throw error;
		yield* parser.scanPast(error.start);
		const { refused } = scanner;
		// The parser runs out of tokens where the scanner gave up: then that was the cause.
		const cause = refused && (parser.atEnd || error.start >= refused.start) ? refused : error;
		return { root: undefined, refused: quoteInstead(cause, tokens, text) };
	}
}

/** What stands right behind a quote that was closed lines below its opening is hardly the mistake: the opening is. */
function quoteInstead(refused: Refused, tokens: readonly Token[], text: string): Refused {
	const quoted = tokens.findLast((token) => token.kind === 'scalar' && token.end <= refused.start && token.start < token.end);
	if (quoted?.kind !== 'scalar' || (quoted.style !== 'single' && quoted.style !== 'double')) return refused;
	const isLong = /[\r\n]/.test(text.slice(quoted.start, quoted.end));
	const isNear = !/[\r\n]/.test(text.slice(quoted.end, refused.start));
	return isLong && isNear ? new Refused('unclosedQuote', quoted.start, quoted.start + 1, quoted.end - 1) : refused;
}

/** Tokens that are settled before a child of a collection is read: no child takes more of them before its own children. */
const ahead = 32;

/** Collections are read in steps, what is in them at once. */
class Parser {
	#index = 0;
	/** Characters scanned since the last stop. */
	#worked = 0;

	readonly #scanner: Scanner;
	readonly #length: number;
	readonly #show: ((text: string) => string) | undefined;

	constructor(scanner: Scanner, length: number, show: ((text: string) => string) | undefined) {
		this.#scanner = scanner;
		this.#length = length;
		this.#show = show;
	}

	get atEnd(): boolean {
		return this.#index >= this.#scanner.tokens.length;
	}

	get #token(): Token {
		return this.#scanner.tokens[this.#index] ?? { kind: 'end', start: this.#length, end: this.#length };
	}

	#is(kind: Token['kind'], or: Token['kind'] = kind, also: Token['kind'] = kind, even: Token['kind'] = kind): boolean {
		const now = this.#token.kind;
		return now === kind || now === or || now === also || now === even;
	}

	get #isLow(): boolean {
		return this.#index + ahead > this.#scanner.settled && !this.#scanner.done;
	}

	*fill(): Steps<void> {
		yield* this.#scan(() => !this.#isLow);
	}

	/** What is refused first counts, whoever finds it first. */
	*scanPast(offset: number): Steps<void> {
		yield* this.#scan(() => this.#scanner.isPast(offset));
	}

	*#scan(isEnough: () => boolean): Steps<void> {
		const scanner = this.#scanner;
		while (!isEnough()) {
			const from = scanner.reached;
			scanner.fill(Math.max(this.#index + 8 * ahead, scanner.settled + 1), stepSize - this.#worked);
			this.#worked += scanner.reached - from;
			if (this.#worked < stepSize) continue;
			yield this.#worked;
			this.#worked = 0;
		}
	}

	#take(): Token {
		const token = this.#token;
		this.#index++;
		return token;
	}

	#fail(refusal: ConstructorParameters<typeof Refused>[0], cause?: number): Refused {
		const { start, end } = this.#token;
		return new Refused(refusal, start, Math.max(end, start), cause);
	}

	*document(): Steps<YamlNode | undefined> {
		if (this.#is('end')) return undefined;
		const root = this.#node(0, 'block');
		return 'kind' in root ? root : yield* root;
	}

	/** `place` undefined: in brackets; `indentless`: where a list may stand at the column of its key. */
	#node(depth: number, place?: 'block' | 'indentless'): YamlNode | Steps<YamlNode> {
		if (depth > maxDepth) throw this.#fail('tooDeep');
		const token = this.#token;
		if (token.kind === 'alias') {
			this.#index++;
			return { kind: 'alias', start: token.start, end: token.end, name: token.text, props: undefined };
		}
		const props = this.#props();
		if (place === 'indentless' && this.#is('entry')) return this.#list(props, depth, true);
		const content = this.#token;
		const { kind } = content;
		if (kind === 'scalar') {
			this.#index++;
			return { kind, start: content.start, end: content.end, style: content.style, text: this.#show?.(content.text) ?? content.text, props };
		}
		if (kind === 'flowSeq' || (place && kind === 'blockSeq')) return this.#list(props, depth, false);
		if (kind === 'flowMap' || (place && kind === 'blockMap')) return this.#map(props, depth);
		if (!props) throw this.#fail('expectedContent');
		const at = this.#scanner.tokens[this.#index - 1]?.end ?? props.start;
		return { ...emptyAt(at), props };
	}

	#props(): NodeProps | undefined {
		let anchor: string | undefined;
		let tag: string | undefined;
		const { start } = this.#token;
		for (let count = 0; count < 2; count++) {
			const token = this.#token;
			if (token.kind === 'anchor' && anchor === undefined) anchor = token.text;
			else if (token.kind === 'tag' && tag === undefined) tag = token.text;
			else break;
			this.#index++;
		}
		return anchor === undefined && tag === undefined ? undefined : { anchor, tag, start };
	}

	*#list(props: NodeProps | undefined, depth: number, indentless: boolean): Steps<YamlNode> {
		if (this.#isLow) yield* this.fill();
		// Without indentation no token opens it, and none ends it.
		const { kind, start } = indentless ? this.#token : this.#take();
		const flow = kind === 'flowSeq';
		const items: YamlNode[] = [];
		let end = start;
		while (flow ? this.#goesOn('flowSeqEnd', start, items) : this.#is('entry')) {
			const read = flow ? (this.#is('key') ? this.#singlePair(depth + 1) : this.#node(depth + 1)) : this.#entry(depth + 1, indentless);
			const item = 'kind' in read ? read : yield* read;
			items.push(item);
			({ end } = item);
			if (this.#isLow) yield* this.fill();
		}
		if (!indentless) {
			if (!flow && !this.#is('blockEnd')) throw this.#fail('expectedDash', start);
			const closing = this.#take();
			if (flow) ({ end } = closing);
		}
		return { kind: 'seq', start, end, flow, items, props };
	}

	#entry(depth: number, indentless: boolean): YamlNode | Steps<YamlNode> {
		const { end } = this.#take();
		return this.#is('entry', 'blockEnd') || (indentless && this.#is('key', 'value')) ? emptyAt(end) : this.#node(depth, 'block');
	}

	/** Whether brackets hold one more, behind its comma. */
	#goesOn(closing: 'flowSeqEnd' | 'flowMapEnd', start: number, before: readonly YamlNode[]): boolean {
		if (this.#is(closing)) return false;
		if (before.length === 0) return true;
		if (!this.#is('flowEntry')) throw this.#fail(closing, start);
		this.#index++;
		return !this.#is(closing);
	}

	/** `[a: b]` is a list with a map of one key in it. */
	*#singlePair(depth: number): Steps<YamlNode> {
		const { start, end } = this.#take();
		const read = this.#is('value', 'flowEntry', 'flowSeqEnd') ? emptyAt(end) : this.#node(depth + 1);
		const key = 'kind' in read ? read : yield* read;
		const made = this.#value(key, depth, 'flowSeqEnd');
		const value = 'kind' in made ? made : yield* made;
		return { kind: 'map', start: Math.min(start, key.start), end: Math.max(value.end, key.end), flow: true, keys: [key], values: [value], props: undefined };
	}

	*#map(props: NodeProps | undefined, depth: number): Steps<YamlNode> {
		if (this.#isLow) yield* this.fill();
		const { kind, start } = this.#take();
		const flow = kind === 'flowMap';
		const closing = flow ? 'flowMapEnd' : 'blockEnd';
		const keys: YamlNode[] = [];
		const values: YamlNode[] = [];
		let end = start;
		while (flow ? this.#goesOn('flowMapEnd', start, keys) : this.#is('key')) {
			// In brackets a key may come without its mark, and then without a value.
			const marked = this.#is('key');
			const mark = marked ? this.#take().end : this.#token.start;
			const read = marked && this.#is('value', flow ? 'flowEntry' : 'key', closing) ? emptyAt(mark) : this.#node(depth + 1, flow ? undefined : 'indentless');
			const key = 'kind' in read ? read : yield* read;
			keys.push(key);
			const made = marked ? this.#value(key, depth, closing) : emptyAt(key.end);
			const value = 'kind' in made ? made : yield* made;
			values.push(value);
			({ end } = value);
			if (this.#isLow) yield* this.fill();
		}
		if (!flow && !this.#is('blockEnd')) throw this.#fail('expectedKey', start);
		const last = this.#take();
		if (flow) ({ end } = last);
		const [key] = keys;
		// `{{ x }}` is a map whose key is a map, which no server takes: a template, as a rule.
		if (flow && key?.kind === 'map' && key.start === start + 1 && key.end === end - 1 && key.values.every((value) => value.start === value.end)) throw new Refused('noToken', start, end);
		return { kind: 'map', start, end, flow, keys, values, props };
	}

	#value(key: YamlNode, depth: number, closing: 'flowSeqEnd' | 'flowMapEnd' | 'blockEnd'): YamlNode | Steps<YamlNode> {
		if (!this.#is('value')) return emptyAt(key.end);
		const { end } = this.#take();
		const inBlock = closing === 'blockEnd';
		return this.#is(closing) || (inBlock ? this.#is('key', 'value') : this.#is('flowEntry')) ? emptyAt(end) : this.#node(depth + 1, inBlock ? 'indentless' : undefined);
	}
}
