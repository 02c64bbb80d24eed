import type { ScalarNode, YamlNode } from '../tree';
import { emptyAt } from '../tree';
import { COLON, CR, DASH, DOUBLE, HASH, LF, PIPE, QUESTION, SINGLE, SPACE, TAB, indicators, literalLines, longest, maxDepth, maxKey, notMine, plain, afterLine, quoteEnd, trimEnd, type Open } from './fastParts';

/** The strict reader at work (see fast.ts). Collections are kept on a stack of its own, so that it can stop behind any line. */
export class FastReader {
	/** First line not looked at yet. */
	next = 0;
	root: YamlNode | undefined;
	/** The current line: where it starts, its content, its end without line break. */
	private lineStart = 0;
	private at = 0;
	private lineEnd = 0;
	/** Column of the current line's content; -1 when there is no line left. */
	private indent = -1;
	private begun = false;
	private readonly signs = /[\t\n#:]/g;
	private readonly usual = /[A-Za-z][\w./-]{0,900}: (?:[A-Za-z\d](?:[\w./:+-]*[\w/])?|"[^"\\\n]*")\n *(?=[\w"'-])/y;
	/**
	 * Keys, and values or items, of the collections around the current line, the innermost's last; counted beside, since
	 * arrays of their own would stay larger than what they hold for as long as the tree lives.
	 */
	private readonly keys: YamlNode[] = [];
	private keyCount = 0;
	private readonly values: YamlNode[] = [];
	private valueCount = 0;
	/** Collections around the current line, outermost first. */
	private readonly around: Open[] = [];

	constructor(private readonly text: string) {}

	/** Reads on to the line behind an offset. */
	read(limit: number): 'all' | 'part' | 'notMine' {
		try {
			if (!this.begun) this.begin();
			for (let top = this.around[this.around.length - 1]; top; top = this.around[this.around.length - 1]) {
				if (this.next > limit) return 'part';
				if (top.isMap && top.awaited < 0 && this.indent === top.column) this.usualEntries(top, limit);
				else this.line(top);
			}
			return this.indent === -1 ? 'all' : 'notMine';
		} catch (error) {
			if (error === notMine) return 'notMine';
			throw error;
		}
	}

	private begin(): void {
		this.begun = true;
		this.advance();
		if (this.indent >= 0) this.open(this.indent, !this.isDash());
	}

	/**
	 * Entries that are a word, a colon and a word or a quoted text, with a line behind them that is not deeper: most lines,
	 * told by one expression, since expressions are quick from the start and loops only once they are compiled.
	 */
	private usualEntries(top: Open, limit: number): void {
		const { text, usual } = this;
		let { at, lineStart: start } = this;
		for (let indent = top.column; indent === top.column && at <= limit; indent = at - start) {
			usual.lastIndex = at;
			if (!usual.test(text)) break;
			const next = usual.lastIndex;
			const colon = text.indexOf(':', at);
			const end = text.indexOf('\n', colon);
			if (next - end - 1 > top.column || next >= text.length) break;
			const value = colon + 2;
			this.keys[this.keyCount++] = plain(text, at, colon);
			this.add(text.charCodeAt(value) === DOUBLE ? { kind: 'scalar', start: value, end, style: 'double', text: text.slice(value + 1, end - 1), props: undefined } : plain(text, value, end));
			start = end + 1;
			at = next;
		}
		if (at === this.at) this.line(top);
		else this.startLine(start, at);
	}

	/** What the current line is to the innermost collection. */
	private line(top: Open): void {
		if (top.awaited >= 0) this.answer(top);
		else if (this.indent !== top.column || this.isDash() === top.isMap) this.close(top);
		else if (top.isMap) this.entry(top);
		else this.item(top);
	}

	private open(column: number, isMap: boolean): void {
		if (this.around.length > maxDepth) throw notMine;
		this.around.push({ isMap, column, start: this.at, firstKey: this.keyCount, firstValue: this.valueCount, awaited: -1 });
	}

	private close({ isMap, column, start, firstKey, firstValue }: Open): void {
		if (isMap && this.indent > column) throw notMine;
		this.around.pop();
		const values = this.values.slice(firstValue, this.valueCount);
		const keys = isMap ? this.keys.slice(firstKey, this.keyCount) : values;
		this.keyCount = firstKey;
		this.valueCount = firstValue;
		const end = values[values.length - 1]?.end ?? start;
		const node: YamlNode = isMap ? { kind: 'map', start, end, flow: false, keys, values, props: undefined } : { kind: 'seq', start, end, flow: false, items: values, props: undefined };
		if (this.around.length === 0) this.root = node;
		else this.add(node);
	}

	/** To the innermost collection. */
	private add(value: YamlNode): void {
		this.values[this.valueCount++] = value;
	}

	/** The value of a key or an item whose own line brought none. */
	private answer(top: Open): void {
		const { awaited, isMap, column } = top;
		top.awaited = -1;
		const dash = this.isDash();
		if (this.indent > column || (isMap && this.indent === column && dash)) this.open(this.indent, !dash);
		else this.add(emptyAt(awaited));
	}

	private advance(): void {
		const { text } = this;
		let i = this.next;
		while (i < text.length) {
			const start = i;
			let char = text.charCodeAt(i);
			while (char === SPACE) char = text.charCodeAt(++i);
			if (i >= text.length) break;
			if (char === LF) i++;
			else if (char === CR) i += 2;
			else if (char === HASH) i = afterLine(text, i);
			else if (char === TAB) throw notMine;
			else {
				this.startLine(start, i);
				return;
			}
		}
		this.indent = -1;
		this.at = this.lineEnd = this.next = text.length;
	}

	private startLine(start: number, content: number): void {
		const { text } = this;
		let end = text.indexOf('\n', content);
		if (end < 0) end = text.length;
		if (end - content > longest) throw notMine;
		this.next = Math.min(end + 1, text.length);
		if (end > content && text.charCodeAt(end - 1) === CR) end--;
		this.lineStart = start;
		this.at = content;
		this.lineEnd = end;
		this.indent = content - start;
		if (this.indent === 0) {
			const char = text.charCodeAt(content);
			if (char === 37) throw notMine;
			if ((char === DASH || char === 46) && text.charCodeAt(content + 1) === char && text.charCodeAt(content + 2) === char) throw notMine;
		}
	}

	/** The next character that can end a key or a plain scalar: found without a loop, which is slow until it is compiled. */
	private sign(from: number): number {
		this.signs.lastIndex = from;
		return this.signs.test(this.text) ? this.signs.lastIndex - 1 : this.text.length;
	}

	private blankAt(i: number, end: number): boolean {
		return i >= end || this.text.charCodeAt(i) === SPACE;
	}

	private isDash(): boolean {
		return this.text.charCodeAt(this.at) === DASH && this.blankAt(this.at + 1, this.lineEnd);
	}

	private skipSpaces(i: number, end: number): number {
		let j = i;
		while (j < end && this.text.charCodeAt(j) === SPACE) j++;
		if (j < end && this.text.charCodeAt(j) === TAB) throw notMine;
		return j;
	}

	private item(top: Open): void {
		const { text, lineEnd, at: dash } = this;
		const at = this.skipSpaces(dash + 1, lineEnd);
		if (at >= lineEnd || text.charCodeAt(at) === HASH) {
			this.advance();
			top.awaited = dash + 1;
			return;
		}
		const isDash = text.charCodeAt(at) === DASH && this.blankAt(at + 1, lineEnd);
		if (isDash || this.keyEnd(at, lineEnd) >= 0) {
			this.at = at;
			this.indent = at - this.lineStart;
			this.open(this.indent, !isDash);
		} else this.add(this.scalar(at, top.column));
	}

	/** The `:` behind a plain key that starts here; -1 when this line has none. Quoted and complex keys are not ours. */
	private keyEnd(at: number, end: number): number {
		const { text } = this;
		const first = text.charCodeAt(at);
		if (first === DOUBLE || first === SINGLE) {
			const behind = this.skipSpaces(quoteEnd(text, at, end), end);
			if (behind < end && text.charCodeAt(behind) === COLON) throw notMine;
			return -1;
		}
		if (indicators.has(first)) return -1;
		if ((first === QUESTION || first === COLON) && this.blankAt(at + 1, end)) throw notMine;
		for (let i = this.sign(at); i < end; i = this.sign(i + 1)) {
			const char = text.charCodeAt(i);
			if (char === TAB) throw notMine;
			if (char === COLON) {
				if (text.charCodeAt(i + 1) === TAB) throw notMine;
				if (this.blankAt(i + 1, end)) {
					if (i - at > maxKey) throw notMine;
					return i;
				}
			} else if (i > at && text.charCodeAt(i - 1) === SPACE) return -1;
		}
		return -1;
	}

	private entry(top: Open): void {
		const { text, at, lineEnd } = this;
		const colon = this.keyEnd(at, lineEnd);
		if (colon < 0) throw notMine;
		this.keys[this.keyCount++] = plain(text, at, trimEnd(text, at, colon));
		const value = this.skipSpaces(colon + 1, lineEnd);
		if (value >= lineEnd || text.charCodeAt(value) === HASH) {
			this.advance();
			top.awaited = colon + 1;
			return;
		}
		if (text.charCodeAt(value) === DASH && this.blankAt(value + 1, lineEnd)) throw notMine;
		this.add(this.scalar(value, top.column));
	}

	/** A scalar that starts here, in a collection at `column`; afterwards the reader stands on the line behind it. */
	private scalar(at: number, column: number): YamlNode {
		const { text, lineEnd } = this;
		const first = text.charCodeAt(at);
		if (first === DOUBLE || first === SINGLE) return this.quoted(at, column);
		if (first === PIPE) return this.literal(at, column);
		if ((first === 123 && text.charCodeAt(at + 1) === 125) || (first === 91 && text.charCodeAt(at + 1) === 93)) return this.emptyFlow(at, column);
		if (indicators.has(first)) throw notMine;
		if ((first === QUESTION || first === COLON || first === DASH) && this.blankAt(at + 1, lineEnd)) throw notMine;
		return this.plainScalar(at, column);
	}

	private plainScalar(at: number, column: number): YamlNode {
		const stop = this.plainStop(at, this.lineEnd);
		const commented = stop < this.lineEnd;
		const end = trimEnd(this.text, at, stop);
		const here = this.next;
		this.advance();
		if (this.indent <= column) return plain(this.text, at, end);
		if (commented) throw notMine;
		return this.foldedPlain(plain(this.text, at, end), here, column);
	}

	/** The end of plain content on this line: its comment or the line's end. A `: ` inside is not ours. */
	private plainStop(at: number, end: number): number {
		const { text } = this;
		for (let i = this.sign(at); i < end; i = this.sign(i + 1)) {
			const char = text.charCodeAt(i);
			if (char === HASH && i > at && text.charCodeAt(i - 1) === SPACE) return i;
			if (char === TAB) throw notMine;
			if (char === COLON && (this.blankAt(i + 1, end) || text.charCodeAt(i + 1) === TAB)) throw notMine;
		}
		return end;
	}

	/** Lines deeper than `column` continue a plain scalar: one break is a blank, n empty lines are n breaks. */
	private foldedPlain(first: ScalarNode, from: number, column: number): YamlNode {
		const { text } = this;
		const parts = [first.text];
		let { end } = first;
		let empty = 0;
		let i = from;
		this.next = from;
		while (i < text.length) {
			if (i - from > longest) throw notMine;
			let content = i;
			while (text.charCodeAt(content) === SPACE) content++;
			const after = afterLine(text, content);
			let lineEnd = after > content && text.charCodeAt(after - 1) === LF ? after - 1 : after;
			if (lineEnd > content && text.charCodeAt(lineEnd - 1) === CR) lineEnd--;
			if (content >= lineEnd) empty++;
			else {
				if (content - i <= column) break;
				const char = text.charCodeAt(content);
				if (char === HASH || char === TAB) throw notMine;
				if ((char === QUESTION || char === COLON) && this.blankAt(content + 1, lineEnd)) throw notMine;
				if (this.plainStop(content, lineEnd) < lineEnd) throw notMine;
				end = trimEnd(text, content, lineEnd);
				parts.push(empty > 0 ? '\n'.repeat(empty) : ' ', text.slice(content, end));
				empty = 0;
				this.next = after;
			}
			i = after;
		}
		this.advance();
		if (this.indent > column) throw notMine;
		return { kind: 'scalar', start: first.start, end, style: 'plain', text: parts.join(''), props: undefined };
	}

	private quoted(at: number, column: number): YamlNode {
		const { text, lineEnd } = this;
		const end = quoteEnd(text, at, lineEnd);
		const isDouble = text.charCodeAt(at) === DOUBLE;
		const raw = text.slice(at + 1, end - 1);
		const content = isDouble ? (raw.includes('\\') ? raw.replace(/\\(.)/g, '$1') : raw) : raw.includes("'") ? raw.replaceAll("''", "'") : raw;
		this.tail(end, lineEnd, column);
		return { kind: 'scalar', start: at, end, style: isDouble ? 'double' : 'single', text: content, props: undefined };
	}

	private emptyFlow(at: number, column: number): YamlNode {
		const isMap = this.text.charCodeAt(at) === 123;
		this.tail(at + 2, this.lineEnd, column);
		if (isMap) return { kind: 'map', start: at, end: at + 2, flow: true, keys: [], values: [], props: undefined };
		return { kind: 'seq', start: at, end: at + 2, flow: true, items: [], props: undefined };
	}

	/** Behind a closed scalar only a comment may stand, and the next line must not be deeper. */
	private tail(at: number, end: number, column: number): void {
		if (at < end) {
			if (this.text.charCodeAt(at) !== SPACE) throw notMine;
			const comment = this.skipSpaces(at, end);
			if (comment < end && this.text.charCodeAt(comment) !== HASH) throw notMine;
		}
		this.advance();
		if (this.indent > column) throw notMine;
	}

	/** `|` and `|-` without indentation digit; `|+`, `>` and odd indentation are not ours. */
	private literal(at: number, column: number): YamlNode {
		const strip = this.text.charCodeAt(at + 1) === DASH;
		if (this.skipSpaces(at + (strip ? 2 : 1), this.lineEnd) < this.lineEnd) throw notMine;
		const { lines, end, next } = literalLines(this.text, this.next, column);
		this.next = next;
		this.advance();
		if (this.indent > column) throw notMine;
		return { kind: 'scalar', start: at, end, style: 'literal', text: lines.join('\n') + (strip ? '' : '\n'), props: undefined };
	}
}
