import type { ScalarStyle } from '../tree';
import { stepSize, type Steps } from '../steps';
import { isDirective, isDocumentMark, scanBlock, scanPlain, scanQuoted, type Scan, unescaped } from './clusterScalars';
import { maxDepth } from './depth';
import { afterBreak, isBlankOrEnd, isBreak, isWord, Refused, type Token, type TokenKind } from './clusterTokens';

interface SimpleKey {
	readonly at: number;
	readonly lineStart: number;
	readonly token: number;
	readonly required: boolean;
}

/** goyaml.v2 looks this far for the `:` of a key. */
const keyLimit = 1024;
/** What no YAML 1.1 text may hold, comments included (readerc.go). */
const forbidden = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]/;

/** `!<verbatim>`, `!local`, `!!core` or `!handle!name`. */
const tag = /^!(?:<([\w;/?:@&=+$,.!~*'()[\]%-]*)(>?)|((?:[\w-]*!)?)([\w;/?:@&=+$,.!~*'()[\]%-]*))/;

/** Where the first of those characters stands. */
export function* controlIn(text: string): Steps<Refused | undefined> {
	for (let from = 0; from < text.length; from += 8 * stepSize) {
		const at = text.slice(from, from + 8 * stepSize).search(forbidden);
		if (at >= 0) return new Refused('control', from + at, from + at + 1);
		yield stepSize;
	}
	return undefined;
}

/** Cuts a document's text into tokens as goyaml.v2 does (scannerc.go), as many as are asked for. */
export class Scanner {
	readonly tokens: Token[] = [];
	/** How many of them will stay as they are: a `:` further on can make a key of the others. */
	settled = 0;
	/** Nothing more is to come. */
	done = false;
	/** Why it gave up, if it did; the tokens before that are good. */
	refused: Refused | undefined;
	/** Offset of a `...`, or of a directive, that ends the document early. */
	documentEnd: number | undefined;
	#at = 0;
	#lineStart = 0;
	#indent = -1;
	readonly #indents: number[] = [];
	#flow = 0;
	#keyAllowed = true;
	/** One per flow level: the token that may turn out to be a key. */
	readonly #keys: (SimpleKey | undefined)[] = [undefined];
	/** A scalar that is not scanned to its end, with all that is known of its token. */
	#scalar: { readonly scan: Scan; readonly style: ScalarStyle } | undefined;
	/** Offset behind which to stop as soon as that is possible. */
	#limit = 0;
	readonly #text: string;

	constructor(
		text: string,
		/** The first character that no text may hold: it counts where nothing before it is refused. */
		private readonly control: Refused | undefined,
	) {
		this.#text = control ? text.slice(0, control.start) : text;
	}

	/** How far the text is scanned. */
	get reached(): number {
		return this.#scalar ? Math.max(this.#at, this.#limit) : this.#at;
	}

	/** Goes on until so many tokens are settled, or as many characters are scanned. */
	fill(count: number, characters: number): void {
		this.#limit = this.reached + characters;
		while (!this.done && this.settled < count && this.#at <= this.#limit && this.#advance()) this.#settle();
	}

	/** Whether all that could be refused at an offset or before it is found. */
	isPast(offset: number): boolean {
		return this.done || (this.#at > offset && this.#keys.every((key) => !key || key.at > offset));
	}

	#settle(): void {
		let settled = this.tokens.length;
		for (const key of this.#keys) if (key && key.token < settled) settled = key.token;
		this.settled = this.done ? this.tokens.length : settled;
	}

	/** One token; false when it is to go on from the inside of one. */
	#advance(): boolean {
		try {
			return this.#scalar ? this.#goOn() : this.#step();
		} catch (error) {
			if (!(error instanceof Refused)) throw error;
			this.refused = this.control && this.control.start < error.start ? this.control : error;
			this.done = true;
			return true;
		}
	}

	get #column(): number {
		return this.#at - this.#lineStart;
	}

	#code(ahead = 0): number {
		return this.#text.charCodeAt(this.#at + ahead);
	}

	#step(): boolean {
		if (!this.#skipToToken()) return false;
		this.#dropStaleKeys();
		this.#unroll(this.#column);
		if (this.#at >= this.#text.length) return this.#finish();
		if (this.#column === 0 && (isDocumentMark(this.#text, this.#at) || isDirective(this.#text, this.#at))) {
			this.documentEnd = this.#at;
			return this.#finish();
		}
		this.#fetch(this.#code());
		return !this.#scalar;
	}

	#finish(): true {
		this.#unroll(-1);
		this.#dropKey();
		this.#push('end', 0);
		this.refused = this.control;
		this.done = true;
		return true;
	}

	#refuse(refusal: Refused['refusal'], opened?: number): Refused {
		return new Refused(refusal, this.#at, this.#at + 1, opened);
	}

	/** A token of so many characters from here. */
	#push(kind: TokenKind, length: number): void {
		this.tokens.push({ kind, start: this.#at, end: (this.#at += length) });
	}

	/** False when the limit is passed before the next token. */
	#skipToToken(): boolean {
		const text = this.#text;
		for (;;) {
			while (this.#code() === 32 || (this.#code() === 9 && (this.#flow > 0 || !this.#keyAllowed))) this.#at++;
			if (this.#code() === 0xfeff && this.#column === 0) throw this.#refuse('byteOrderMark');
			if (this.#code() === 35) while (this.#at < text.length && !isBreak(this.#code())) this.#at++;
			if (!isBreak(this.#code())) return true;
			this.#at = this.#lineStart = afterBreak(text, this.#at);
			if (this.#flow === 0) this.#keyAllowed = true;
			if (this.#at > this.#limit) return false;
		}
	}

	/** A key ends on its line and within 1,024 characters. */
	#dropStaleKeys(): void {
		for (let level = 0; level < this.#keys.length; level++) {
			const key = this.#keys[level];
			if (!key || (key.lineStart === this.#lineStart && this.#at - key.at <= keyLimit)) continue;
			if (key.required) throw this.#noColon(key);
			this.#keys[level] = undefined;
		}
	}

	#noColon(key: SimpleKey): Refused {
		let end = key.at;
		while (end < this.#text.length && !isBreak(this.#text.charCodeAt(end))) end++;
		return new Refused('noColon', key.at, end);
	}

	/** What begins here may turn out to be a key; nothing right behind it may. */
	#saveKey(): void {
		if (!this.#keyAllowed) return;
		this.#dropKey();
		const required = this.#flow === 0 && this.#indent === this.#column;
		this.#keys[this.#keys.length - 1] = { at: this.#at, lineStart: this.#lineStart, token: this.tokens.length, required };
		this.#keyAllowed = false;
	}

	#dropKey(): void {
		const key = this.#keys[this.#keys.length - 1];
		if (key?.required === true) throw this.#noColon(key);
		this.#keys[this.#keys.length - 1] = undefined;
	}

	#roll(kind: TokenKind, column = this.#column, at = this.#at, token = this.tokens.length): void {
		if (this.#flow > 0 || this.#indent >= column) return;
		if (this.#indents.length > maxDepth) throw new Refused('tooDeep', at, at + 1);
		this.#indents.push(this.#indent);
		this.#indent = column;
		this.tokens.splice(token, 0, { kind, start: at, end: at });
	}

	#unroll(column: number): void {
		if (this.#flow > 0) return;
		while (this.#indent > column) {
			this.#push('blockEnd', 0);
			this.#indent = this.#indents.pop() ?? -1;
		}
	}

	#fetch(code: number): void {
		const beforeBlank = isBlankOrEnd(this.#code(1));
		if (code === 91) this.#open('flowSeq');
		else if (code === 123) this.#open('flowMap');
		else if (code === 93) this.#close('flowSeqEnd');
		else if (code === 125) this.#close('flowMapEnd');
		else if (code === 44) this.#entry('flowEntry');
		else if (code === 42 || code === 38) this.#anchor(code === 42 ? 'alias' : 'anchor');
		else if (code === 33) this.#tag();
		else if (code === 39 || code === 34) this.#quoted(code === 39 ? 'single' : 'double');
		else if (code === 45 && beforeBlank) this.#entry('entry');
		else if (code === 63 && (this.#flow > 0 || beforeBlank)) this.#explicitKey();
		else if (code === 58 && (this.#flow > 0 || beforeBlank)) this.#value();
		else if ((code === 124 || code === 62) && this.#flow === 0) this.#block(code === 124 ? 'literal' : 'folded');
		else if (startsPlain(code)) this.#plain();
		else throw this.#refuse('noToken');
	}

	#open(kind: 'flowSeq' | 'flowMap'): void {
		if (this.#flow >= maxDepth) throw this.#refuse('tooDeep');
		this.#saveKey();
		this.#keys.push(undefined);
		this.#flow++;
		this.#keyAllowed = true;
		this.#push(kind, 1);
	}

	#close(kind: 'flowSeqEnd' | 'flowMapEnd'): void {
		this.#dropKey();
		if (this.#flow > 0) {
			this.#flow--;
			this.#keys.pop();
		}
		this.#keyAllowed = false;
		this.#push(kind, 1);
	}

	/** `,` or `-`. */
	#entry(kind: 'flowEntry' | 'entry'): void {
		if (kind === 'entry') this.#inBlock('blockSeq', 'entryHere');
		this.#dropKey();
		this.#keyAllowed = true;
		this.#push(kind, 1);
	}

	/** In block style an indicator begins a collection, where one may begin. */
	#inBlock(kind: 'blockSeq' | 'blockMap', refusal: Refused['refusal']): void {
		if (this.#flow > 0) return;
		if (!this.#keyAllowed) throw this.#refuse(refusal, refusal === 'valueHere' ? this.#scalarFromAbove() : undefined);
		this.#roll(kind);
	}

	#explicitKey(): void {
		this.#inBlock('blockMap', 'keyHere');
		this.#dropKey();
		this.#keyAllowed = this.#flow === 0;
		this.#push('key', 1);
	}

	#value(): void {
		const key = this.#keys[this.#keys.length - 1];
		if (key) {
			this.tokens.splice(key.token, 0, { kind: 'key', start: key.at, end: key.at });
			this.#roll('blockMap', key.at - key.lineStart, key.at, key.token);
			this.#keys[this.#keys.length - 1] = undefined;
		} else this.#inBlock('blockMap', 'valueHere');
		this.#keyAllowed = !key && this.#flow === 0;
		this.#push('value', 1);
	}

	/** Start of the plain scalar that goes on to this line and so swallowed the key on it. */
	#scalarFromAbove(): number | undefined {
		const last = this.tokens[this.tokens.length - 1];
		return last?.kind === 'scalar' && 'style' in last && last.style === 'plain' && last.start < this.#lineStart ? last.start : undefined;
	}

	#anchor(kind: 'anchor' | 'alias'): void {
		this.#saveKey();
		const start = this.#at;
		let end = start + 1;
		while (isWord(this.#text.charCodeAt(end))) end++;
		const after = this.#text.charCodeAt(end);
		if (end === start + 1 || !(isBlankOrEnd(after) || '?:,]}%@`'.includes(String.fromCharCode(after)))) throw new Refused('anchorName', start, end + 1);
		this.tokens.push({ kind, start, end, text: this.#text.slice(start + 1, end) });
		this.#at = end;
	}

	#tag(): void {
		this.#saveKey();
		const start = this.#at;
		const [whole = '!', verbatim, closed, handle = '', suffix = ''] = tag.exec(this.#text.slice(start, start + 1000)) ?? [];
		const end = start + whole.length;
		const refuse = (refusal: Refused['refusal'], behind = 0): Refused => new Refused(refusal, start, end + behind);
		if (verbatim === undefined ? suffix === '' && handle !== '' : verbatim === '' || closed === '') throw refuse('tagUri');
		if (!isBlankOrEnd(this.#text.charCodeAt(end))) throw refuse('tagEnd', 1);
		if (handle !== '' && handle !== '!') throw refuse('tagHandle');
		const uri = unescaped(verbatim ?? suffix);
		if (uri === undefined) throw refuse('tagUri');
		this.tokens.push({ kind: 'tag', start, end, text: verbatim === undefined ? (handle === '' ? '!' : 'tag:yaml.org,2002:') + uri : uri });
		this.#at = end;
	}

	#goOn(): boolean {
		const [scalar, at] = [this.#scalar, this.#at];
		const scanned = scalar?.scan(this.#limit);
		if (!scalar || !scanned) return false;
		const { style } = scalar;
		this.tokens.push({ kind: 'scalar', start: at, end: scanned.end, text: scanned.text, style });
		this.#at = scanned.next;
		this.#lineStart = scanned.lineStart;
		if (scanned.brokeLine) this.#keyAllowed = true;
		this.#scalar = undefined;
		return true;
	}

	#quoted(style: 'single' | 'double'): void {
		this.#saveKey();
		this.#begin(style, scanQuoted(this.#text, this.#place()));
	}

	#block(style: 'literal' | 'folded'): void {
		this.#dropKey();
		this.#keyAllowed = true;
		this.#begin(style, scanBlock(this.#text, this.#place(), this.#indent));
	}

	#plain(): void {
		this.#saveKey();
		this.#begin('plain', scanPlain(this.#text, this.#place(), this.#indent + 1, this.#flow > 0));
	}

	#begin(style: ScalarStyle, scan: Scan): void {
		this.#scalar = { style, scan };
		this.#goOn();
	}

	#place(): { readonly at: number; readonly lineStart: number } { return { at: this.#at, lineStart: this.#lineStart }; }
}

/** `-`, `?` and `:` come here only when no blank follows, or in flow style, where the last two never start a scalar. */
function startsPlain(code: number): boolean {
	return !'\t#&*!|>\'"%@`,[]{}'.includes(String.fromCharCode(code));
}
