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
		if (place === 'indentless' && this.#is('entry')) return this.#blockSeq(props, depth, true);
		const content = this.#token;
		switch (content.kind) {
			case 'scalar':
				this.#index++;
				return { kind: 'scalar', start: content.start, end: content.end, style: content.style, text: this.#show?.(content.text) ?? content.text, props };
			case 'flowSeq':
				return this.#flowSeq(props, depth);
			case 'flowMap':
				return this.#flowMap(props, depth);
			case 'blockSeq':
				if (place) return this.#blockSeq(props, depth, false);
				break;
			case 'blockMap':
				if (place) return this.#blockMap(props, depth);
				break;
			default:
				break;
		}
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

	*#blockSeq(props: NodeProps | undefined, depth: number, indentless: boolean): Steps<YamlNode> {
		if (this.#isLow) yield* this.fill();
		// Without indentation no token opens it, and none ends it.
		const { start } = indentless ? this.#token : this.#take();
		const items: YamlNode[] = [];
		while (this.#is('entry')) {
			const { end } = this.#take();
			const isEmpty = this.#is('entry', 'blockEnd') || (indentless && this.#is('key', 'value'));
			const item = isEmpty ? emptyAt(end) : this.#node(depth + 1, 'block');
			items.push('kind' in item ? item : yield* item);
			if (this.#isLow) yield* this.fill();
		}
		if (!indentless) {
			if (!this.#is('blockEnd')) throw this.#fail('expectedDash', start);
			this.#index++;
		}
		return { kind: 'seq', start, end: items[items.length - 1]?.end ?? start, flow: false, items, props };
	}

	*#blockMap(props: NodeProps | undefined, depth: number): Steps<YamlNode> {
		if (this.#isLow) yield* this.fill();
		const opened = this.#take();
		const keys: YamlNode[] = [];
		const values: YamlNode[] = [];
		while (this.#is('key')) {
			const { end } = this.#take();
			const read = this.#is('key', 'value', 'blockEnd') ? emptyAt(end) : this.#node(depth + 1, 'indentless');
			const key = 'kind' in read ? read : yield* read;
			keys.push(key);
			const value = this.#blockValue(key, depth);
			values.push('kind' in value ? value : yield* value);
			if (this.#isLow) yield* this.fill();
		}
		if (!this.#is('blockEnd')) throw this.#fail('expectedKey', opened.start);
		this.#index++;
		return { kind: 'map', start: opened.start, end: values[values.length - 1]?.end ?? opened.start, flow: false, keys, values, props };
	}

	#blockValue(key: YamlNode, depth: number): YamlNode | Steps<YamlNode> {
		if (!this.#is('value')) return emptyAt(key.end);
		const { end } = this.#take();
		return this.#is('key', 'value', 'blockEnd') ? emptyAt(end) : this.#node(depth + 1, 'indentless');
	}

	*#flowSeq(props: NodeProps | undefined, depth: number): Steps<YamlNode> {
		if (this.#isLow) yield* this.fill();
		const opened = this.#take();
		const items: YamlNode[] = [];
		while (!this.#is('flowSeqEnd')) {
			if (items.length > 0) {
				if (!this.#is('flowEntry')) throw this.#fail('flowSeqEnd', opened.start);
				this.#index++;
				if (this.#is('flowSeqEnd')) break;
			}
			const item = this.#is('key') ? this.#singlePair(depth + 1) : this.#node(depth + 1);
			items.push('kind' in item ? item : yield* item);
			if (this.#isLow) yield* this.fill();
		}
		const { end } = this.#take();
		return { kind: 'seq', start: opened.start, end, flow: true, items, props };
	}

	/** `[a: b]` is a list with a map of one key in it. */
	*#singlePair(depth: number): Steps<YamlNode> {
		const { start, end } = this.#take();
		const read = this.#is('value', 'flowEntry', 'flowSeqEnd') ? emptyAt(end) : this.#node(depth + 1);
		const key = 'kind' in read ? read : yield* read;
		const made = this.#flowValue(key, 'flowSeqEnd', depth);
		const value = 'kind' in made ? made : yield* made;
		return { kind: 'map', start: Math.min(start, key.start), end: Math.max(value.end, key.end), flow: true, keys: [key], values: [value], props: undefined };
	}

	*#flowMap(props: NodeProps | undefined, depth: number): Steps<YamlNode> {
		if (this.#isLow) yield* this.fill();
		const opened = this.#take();
		const keys: YamlNode[] = [];
		const values: YamlNode[] = [];
		while (!this.#is('flowMapEnd')) {
			if (keys.length > 0) {
				if (!this.#is('flowEntry')) throw this.#fail('flowMapEnd', opened.start);
				this.#index++;
				if (this.#is('flowMapEnd')) break;
			}
			const marked = this.#is('key');
			const end = marked ? this.#take().end : this.#token.start;
			const bare = marked && this.#is('value', 'flowEntry', 'flowMapEnd');
			const read = bare ? emptyAt(end) : this.#node(depth + 1);
			const key = 'kind' in read ? read : yield* read;
			keys.push(key);
			const value = marked ? this.#flowValue(key, 'flowMapEnd', depth) : emptyAt(key.end);
			values.push('kind' in value ? value : yield* value);
			if (this.#isLow) yield* this.fill();
		}
		const { end } = this.#take();
		const [key] = keys;
		// `{{ x }}` is a map whose key is a map, which no server takes: a template, as a rule.
		if (key?.kind === 'map' && key.start === opened.start + 1 && key.end === end - 1 && key.values.every((value) => value.start === value.end)) throw new Refused('noToken', opened.start, end);
		return { kind: 'map', start: opened.start, end, flow: true, keys, values, props };
	}

	#flowValue(key: YamlNode, closing: 'flowSeqEnd' | 'flowMapEnd', depth: number): YamlNode | Steps<YamlNode> {
		if (!this.#is('value')) return emptyAt(key.end);
		const { end } = this.#take();
		return this.#is('flowEntry', closing) ? emptyAt(end) : this.#node(depth + 1);
	}
}
