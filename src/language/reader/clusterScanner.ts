import { isDocumentMark, scanBlock, scanPlain, scanQuoted, type ScannedScalar } from './clusterScalars';
import { maxDepth } from './depth';
import { afterBreak, isBlankOrEnd, isBreak, isWord, Refused, type Token, type TokenKind } from './clusterTokens';

interface SimpleKey {
	readonly at: number;
	readonly lineStart: number;
	readonly line: number;
	readonly token: number;
	readonly required: boolean;
}

/** goyaml.v2 looks this far for the `:` of a key. */
const keyLimit = 1024;
/** What no YAML 1.1 text may hold, comments included (readerc.go). */
 
const forbidden = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]/;

export interface Scanned {
	readonly tokens: readonly Token[];
	/** Where the scanner gave up, if it did; the tokens before it are good. */
	readonly refused: Refused | undefined;
	/** Offset of a `...` that ends the document early. */
	readonly documentEnd: number | undefined;
}

/** Cuts a document's text into tokens as goyaml.v2 does (scannerc.go). */
export function scanTokens(text: string): Scanned {
	const control = forbidden.exec(text);
	const scanner = new Scanner(control === null ? text : text.slice(0, control.index));
	try {
		scanner.run();
	} catch (error) {
		if (!(error instanceof Refused)) throw error;
		return { tokens: scanner.tokens, refused: control !== null && control.index < error.start ? controlAt(control.index) : error, documentEnd: undefined };
	}
	const { tokens, documentEnd } = scanner;
	return { tokens, refused: control === null ? undefined : controlAt(control.index), documentEnd };
}

function controlAt(at: number): Refused {
	return new Refused('control', at, at + 1);
}

class Scanner {
	readonly tokens: Token[] = [];
	documentEnd: number | undefined;
	private at = 0;
	private lineStart = 0;
	private line = 0;
	private indent = -1;
	private readonly indents: number[] = [];
	private flow = 0;
	private keyAllowed = true;
	/** One per flow level: the token that may turn out to be a key. */
	private readonly keys: (SimpleKey | undefined)[] = [undefined];

	constructor(private readonly text: string) {}

	run(): void {
		while (this.step());
	}

	private get column(): number {
		return this.at - this.lineStart;
	}

	private code(ahead = 0): number {
		return this.text.charCodeAt(this.at + ahead);
	}

	private step(): boolean {
		this.skipToToken();
		this.dropStaleKeys();
		this.unroll(this.column);
		if (this.at >= this.text.length) return this.finish();
		if (this.column === 0 && isDocumentMark(this.text, this.at)) {
			this.documentEnd = this.at;
			return this.finish();
		}
		this.fetch(this.code());
		return true;
	}

	private finish(): false {
		this.unroll(-1);
		this.dropKey();
		this.push('end', this.at, this.at);
		return false;
	}

	private push(kind: TokenKind, start: number, end: number): void {
		this.tokens.push({ kind, start, end });
	}

	private skipToToken(): void {
		const { text } = this;
		for (;;) {
			while (this.code() === 32 || (this.code() === 9 && (this.flow > 0 || !this.keyAllowed))) this.at++;
			if (this.code() === 0xfeff && this.column === 0) throw new Refused('byteOrderMark', this.at, this.at + 1);
			if (this.code() === 35) while (this.at < text.length && !isBreak(this.code())) this.at++;
			if (!isBreak(this.code())) return;
			this.at = this.lineStart = afterBreak(text, this.at);
			this.line++;
			if (this.flow === 0) this.keyAllowed = true;
		}
	}

	/** A key ends on its line and within 1,024 characters. */
	private dropStaleKeys(): void {
		for (const [level, key] of this.keys.entries()) {
			if (key === undefined || (key.line === this.line && this.at - key.at <= keyLimit)) continue;
			if (key.required) throw this.noColon(key);
			this.keys[level] = undefined;
		}
	}

	private noColon(key: SimpleKey): Refused {
		let end = key.at;
		while (end < this.text.length && !isBreak(this.text.charCodeAt(end))) end++;
		return new Refused('noColon', key.at, end);
	}

	private saveKey(): void {
		const required = this.flow === 0 && this.indent === this.column;
		if (!this.keyAllowed) return;
		this.dropKey();
		this.keys[this.keys.length - 1] = { at: this.at, lineStart: this.lineStart, line: this.line, token: this.tokens.length, required };
	}

	private dropKey(): void {
		const key = this.keys[this.keys.length - 1];
		if (key?.required === true) throw this.noColon(key);
		this.keys[this.keys.length - 1] = undefined;
	}

	private roll(column: number, kind: TokenKind, at: number, token: number): void {
		if (this.flow > 0 || this.indent >= column) return;
		if (this.indents.length > maxDepth) throw new Refused('tooDeep', at, at + 1);
		this.indents.push(this.indent);
		this.indent = column;
		this.tokens.splice(token, 0, { kind, start: at, end: at });
	}

	private unroll(column: number): void {
		if (this.flow > 0) return;
		while (this.indent > column) {
			this.push('blockEnd', this.at, this.at);
			this.indent = this.indents.pop() ?? -1;
		}
	}

	private fetch(code: number): void {
		switch (code) {
			case 91:
				{ this.open('flowSeq'); return; }
			case 123:
				{ this.open('flowMap'); return; }
			case 93:
				{ this.close('flowSeqEnd'); return; }
			case 125:
				{ this.close('flowMapEnd'); return; }
			case 44:
				{ this.flowEntry(); return; }
			case 42:
				{ this.anchor('alias'); return; }
			case 38:
				{ this.anchor('anchor'); return; }
			case 33:
				{ this.tag(); return; }
			case 39:
			case 34:
				{ this.quoted(code === 39 ? 'single' : 'double'); return; }
		}
		const beforeBlank = isBlankOrEnd(this.code(1));
		if (code === 45 && beforeBlank) { this.entry(); return; }
		if (code === 63 && (this.flow > 0 || beforeBlank)) { this.explicitKey(); return; }
		if (code === 58 && (this.flow > 0 || beforeBlank)) { this.value(); return; }
		if ((code === 124 || code === 62) && this.flow === 0) { this.block(code === 124 ? 'literal' : 'folded'); return; }
		if (startsPlain(code)) { this.plain(); return; }
		throw new Refused('noToken', this.at, this.at + 1);
	}

	private open(kind: 'flowSeq' | 'flowMap'): void {
		if (this.flow >= maxDepth) throw new Refused('tooDeep', this.at, this.at + 1);
		this.saveKey();
		this.keys.push(undefined);
		this.flow++;
		this.keyAllowed = true;
		this.push(kind, this.at, ++this.at);
	}

	private close(kind: 'flowSeqEnd' | 'flowMapEnd'): void {
		this.dropKey();
		if (this.flow > 0) {
			this.flow--;
			this.keys.pop();
		}
		this.keyAllowed = false;
		this.push(kind, this.at, ++this.at);
	}

	private flowEntry(): void {
		this.dropKey();
		this.keyAllowed = true;
		this.push('flowEntry', this.at, ++this.at);
	}

	private entry(): void {
		if (this.flow === 0) {
			if (!this.keyAllowed) throw new Refused('entryHere', this.at, this.at + 1);
			this.roll(this.column, 'blockSeq', this.at, this.tokens.length);
		}
		this.dropKey();
		this.keyAllowed = true;
		this.push('entry', this.at, ++this.at);
	}

	private explicitKey(): void {
		if (this.flow === 0) {
			if (!this.keyAllowed) throw new Refused('keyHere', this.at, this.at + 1);
			this.roll(this.column, 'blockMap', this.at, this.tokens.length);
		}
		this.dropKey();
		this.keyAllowed = this.flow === 0;
		this.push('key', this.at, ++this.at);
	}

	private value(): void {
		const key = this.keys[this.keys.length - 1];
		if (key !== undefined) {
			this.tokens.splice(key.token, 0, { kind: 'key', start: key.at, end: key.at });
			this.roll(key.at - key.lineStart, 'blockMap', key.at, key.token);
			this.keys[this.keys.length - 1] = undefined;
			this.keyAllowed = false;
		} else {
			if (this.flow === 0) {
				if (!this.keyAllowed) throw new Refused('valueHere', this.at, this.at + 1, this.scalarFromAbove());
				this.roll(this.column, 'blockMap', this.at, this.tokens.length);
			}
			this.keyAllowed = this.flow === 0;
		}
		this.push('value', this.at, ++this.at);
	}

	/** Start of the plain scalar that goes on to this line and so swallowed the key on it. */
	private scalarFromAbove(): number | undefined {
		const last = this.tokens[this.tokens.length - 1];
		return last?.kind === 'scalar' && 'style' in last && last.style === 'plain' && last.start < this.lineStart ? last.start : undefined;
	}

	private anchor(kind: 'anchor' | 'alias'): void {
		this.saveKey();
		this.keyAllowed = false;
		const start = this.at;
		let end = start + 1;
		while (isWord(this.text.charCodeAt(end))) end++;
		const after = this.text.charCodeAt(end);
		if (end === start + 1 || !(isBlankOrEnd(after) || '?:,]}%@`'.includes(String.fromCharCode(after)))) throw new Refused('anchorName', start, end + 1);
		this.tokens.push({ kind, start, end, text: this.text.slice(start + 1, end) });
		this.at = end;
	}

	private tag(): void {
		this.saveKey();
		this.keyAllowed = false;
		const start = this.at;
		const verbatim = /^!<([\w;/?:@&=+$,.!~*'()[\]%-]*)(>?)/.exec(this.text.slice(start, start + 1000));
		const [whole, handle = '', suffix = ''] = /^(!(?:[\w-]*!)?)([\w;/?:@&=+$,.!~*'()[\]%-]*)/.exec(this.text.slice(start, start + 1000)) ?? ['!'];
		const end = start + (verbatim?.[0].length ?? whole.length);
		if (verbatim !== null && (verbatim[1] === '' || verbatim[2] === '')) throw new Refused('tagUri', start, end);
		if (verbatim === null && suffix === '' && handle !== '!') throw new Refused('tagUri', start, end);
		if (!isBlankOrEnd(this.text.charCodeAt(end))) throw new Refused('tagEnd', start, end + 1);
		if (verbatim === null && handle !== '!' && handle !== '!!') throw new Refused('tagHandle', start, end);
		this.tokens.push({ kind: 'tag', start, end, text: verbatim?.[1] ?? (handle === '!!' ? `tag:yaml.org,2002:${suffix}` : `!${suffix}`) });
		this.at = end;
	}

	private take(scalar: ScannedScalar): void {
		this.line += countBreaks(this.text, this.at, scalar.next);
		this.at = scalar.next;
		this.lineStart = scalar.lineStart;
	}

	private quoted(style: 'single' | 'double'): void {
		this.saveKey();
		this.keyAllowed = false;
		const start = this.at;
		const scalar = scanQuoted(this.text, { at: start, lineStart: this.lineStart });
		this.tokens.push({ kind: 'scalar', start, end: scalar.end, text: scalar.text, style });
		this.take(scalar);
	}

	private block(style: 'literal' | 'folded'): void {
		this.dropKey();
		this.keyAllowed = true;
		const start = this.at;
		const scalar = scanBlock(this.text, { at: start, lineStart: this.lineStart }, this.indent);
		this.tokens.push({ kind: 'scalar', start, end: scalar.end, text: scalar.text, style });
		this.take(scalar);
	}

	private plain(): void {
		this.saveKey();
		this.keyAllowed = false;
		const start = this.at;
		const scalar = scanPlain(this.text, { at: start, lineStart: this.lineStart }, this.indent + 1, this.flow > 0);
		this.tokens.push({ kind: 'scalar', start, end: scalar.end, text: scalar.text, style: 'plain' });
		this.take(scalar);
		if (scalar.brokeLine) this.keyAllowed = true;
	}
}

/** `-`, `?` and `:` come here only when no blank follows, or in flow style, where the last two never start a scalar. */
function startsPlain(code: number): boolean {
	return !'\t#&*!|>\'"%@`,[]{}'.includes(String.fromCharCode(code));
}

function countBreaks(text: string, from: number, to: number): number {
	let count = 0;
	for (let i = from; i < to; i++) if (isBreak(text.charCodeAt(i)) && !(text.charCodeAt(i) === 10 && i > from && text.charCodeAt(i - 1) === 13)) count++;
	return count;
}
