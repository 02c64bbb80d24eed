// Reads RE2 syntax (github.com/google/re2/wiki/Syntax), the language of `pattern` in a schema, into steps of a matcher.
// What a single character may be is left to the host's regular expressions, which see one character and no more.

/** A character to take, ways to go on at, or what must hold where it stands; behind the last step lies the match. */
export interface Step {
	readonly takes: ((character: string) => boolean) | undefined;
	readonly holds: ((subject: string, at: number) => boolean) | undefined;
	readonly to: number[];
}

/** Writes down the steps of a part of a pattern. */
type Emit = (steps: Step[]) => void;

interface Source {
	readonly text: string;
	at: number;
	depth: number;
}

const deepest = 200;
const highestRepeat = 1000;
const mostSteps = 5000;

/** The steps of a pattern, or undefined when it is no RE2 pattern (look-around, back-references, broken brackets …) or too large. */
export function readPattern(text: string): readonly Step[] | undefined {
	const source: Source = { text, at: 0, depth: 0 };
	const steps: Step[] = [];
	try {
		readChoice(source, '')(steps);
	} catch {
		return undefined;
	}
	return source.at < text.length ? undefined : steps;
}

function refuse(): never {
	throw new SyntaxError();
}

/** Adds a step, and gives the ways from it; steps are all of one form, which keeps matching fast. */
function add(steps: Step[], to: number[], takes?: Step['takes'], holds?: Step['holds']): number[] {
	if (steps.push({ takes, holds, to }) > mostSteps) refuse();
	return to;
}

/** Takes what a sticky expression finds where the source stands. */
function take({ text, at }: Source, expression: RegExp): RegExpExecArray | null {
	expression.lastIndex = at;
	return expression.exec(text);
}

const escape = String.raw`\\x\{[\da-fA-F]{1,6}\}|\\x[\da-fA-F]{2}|\\[pP](?:\w|\{\^?\w+\})|\\(?:0[0-7]{0,2}|[1-7][0-7]{1,2})|\\[^]`;
const token = new RegExp(String.raw`\\Q([^]*?)(?:\\E|$)|\(\?([imsU]*)(?:-([imsU]+))?([:)])|\((?:\?P?<\w+>)?|\[\^?\]?(?:\[:\^?\w+:\]|\\[^]|[^\]\\])*\]|${escape}|[^]`, 'uy');
const times = /(?:([*+?])|\{(\d{1,4})(,(\d{0,4}))?\})\??/uy;

function readChoice(source: Source, outer: string): Emit {
	if (++source.depth > deepest) refuse();
	const choices: Emit[][] = [[]];
	let flags = outer;
	for (let read = take(source, token); read && read[0] !== ')'; read = take(source, token)) {
		const [text, quoted, on, off = '', sign] = read;
		source.at += text.length;
		if (text === '|') {
			choices.push([]);
			continue;
		}
		// `(?i)` and the like hold to the end of the group they stand in.
		const inside = on === undefined ? flags : flags.replaceAll(new RegExp(`[${off}]`, 'g'), '') + on;
		if (sign === ')') {
			flags = inside;
			continue;
		}
		const parts = quoted === undefined ? [text.startsWith('(') ? readGroup(source, inside) : atom(text, flags)] : Array.from(quoted, (character) => takes(codePoint(character), flags));
		choices.at(-1)?.push(...parts.slice(0, -1), ...parts.slice(-1).map((part) => readTimes(source, part)));
	}
	source.depth--;
	return choices.map((parts): Emit => (steps) => { for (const part of parts) part(steps); }).reduceRight((others, first) => (steps) => {
		const split = add(steps, [steps.length + 1]);
		first(steps);
		const jump = add(steps, []);
		split.push(steps.length);
		others(steps);
		jump.push(steps.length);
	});
}

function readGroup(source: Source, flags: string): Emit {
	const inside = readChoice(source, flags);
	if (source.text[source.at++] !== ')') refuse();
	return inside;
}

function readTimes(source: Source, part: Emit): Emit {
	let repeated = part;
	for (let read = take(source, times); read; read = take(source, times)) {
		const [text, sign, count = '', comma, limit = ''] = read;
		source.at += text.length;
		const least = sign ? Number(sign === '+') : Number(count);
		const most = sign ? (sign === '?' ? 1 : Infinity) : comma === undefined ? least : limit === '' ? Infinity : Number(limit);
		if (least > most || least > highestRepeat || (most > highestRepeat && most !== Infinity)) refuse();
		repeated = repeat(repeated, least, most);
	}
	return repeated;
}

function repeat(part: Emit, least: number, most: number): Emit {
	return (steps) => {
		// Nothing, a thousand times in a thousand times, is nothing still.
		for (let time = 0, before = -1; time < least && steps.length > before; time++) {
			before = steps.length;
			part(steps);
		}
		const splits: number[][] = [];
		for (let time = least; time < Math.min(most, least + mostSteps); time++) {
			const at = steps.length;
			splits.push(add(steps, [at + 1]));
			part(steps);
			if (most !== Infinity) continue;
			add(steps, [at]);
			break;
		}
		for (const split of splits) split.push(steps.length);
	};
}

const asserted: Readonly<Record<string, (subject: string, at: number) => boolean>> = {
	'\\A': (_, at) => at === 0,
	'\\z': (subject, at) => at === subject.length,
	'^m': (subject, at) => at === 0 || subject[at - 1] === '\n',
	'$m': (subject, at) => at === subject.length || subject[at] === '\n',
	'\\b': isEdge,
	'\\B': (subject, at) => !isEdge(subject, at),
};

function isEdge(subject: string, at: number): boolean {
	return /\w/.test(subject.charAt(at - 1)) !== /\w/.test(subject.charAt(at));
}

function atom(text: string, flags: string): Emit {
	const isLine = text === '^' || text === '$';
	const holds = asserted[isLine ? (flags.includes('m') ? `${text}m` : text === '^' ? '\\A' : '\\z') : text];
	if (holds) return (steps) => { add(steps, [], undefined, holds); };
	if (/^[*+?)[]$/.test(text)) refuse();
	if (text === '.') return takes(flags.includes('s') ? '\\p{Any}' : '[^\\n]', flags);
	return takes(text.startsWith('[') ? bracket(text) : piece(text), flags);
}

/** `inClass` is a character or a class in the host's syntax. What most patterns are made of is looked up, not asked each time. */
function takes(inClass: string, flags: string): Emit {
	const expression = new RegExp(`^[${inClass}]$`, flags.includes('i') ? 'iv' : 'v');
	const usual = Array.from({ length: 128 }, (_, at) => expression.test(String.fromCharCode(at)));
	const known = (character: string): boolean => usual[character.length > 1 ? 128 : character.charCodeAt(0)] ?? expression.test(character);
	return (steps) => { add(steps, [], known); };
}

function codePoint(character: string | number): string {
	return `\\u{${(typeof character === 'number' ? character : (character.codePointAt(0) ?? 0)).toString(16)}}`;
}

function bracket(text: string): string {
	const [, negated = '', inside = ''] = /^\[(\^?)([^]*)\]$/u.exec(text) ?? [];
	const pieces = inside.match(new RegExp(String.raw`\[:\^?\w+:\]|${escape}|[^]`, 'gu')) ?? [];
	let members = '';
	for (let at = 0; at < pieces.length; at++) {
		const [low = '', dash, high] = pieces.slice(at);
		members += piece(low);
		if (dash !== '-' || high === undefined) continue;
		if (!piece(low).startsWith('\\u') || !piece(high).startsWith('\\u')) refuse();
		members += `-${piece(high)}`;
		at += 2;
	}
	return `[${negated}${members}]`;
}

const classes: Readonly<Record<string, string>> = {
	d: '0-9',
	w: '0-9A-Za-z_',
	s: '\\t\\n\\f\\r ',
	alnum: '0-9A-Za-z',
	alpha: 'A-Za-z',
	ascii: '\\x00-\\x7f',
	blank: '\\t ',
	cntrl: '\\x00-\\x1f\\x7f',
	digit: '0-9',
	graph: '\\x21-\\x7e',
	lower: 'a-z',
	print: '\\x20-\\x7e',
	punct: '\\x21-\\x2f\\x3a-\\x40\\x5b-\\x60\\x7b-\\x7e',
	space: '\\t-\\r ',
	upper: 'A-Z',
	word: '0-9A-Za-z_',
	xdigit: '0-9A-Fa-f',
};

/** A character, an escape or a named class in the host's syntax; the host refuses what it does not know. */
function piece(text: string): string {
	const [, notNamed = '', name = ''] = /^\[:(\^?)(\w+):\]$/.exec(text) ?? [];
	if (name !== '') return `[${notNamed}${classes[name] ?? refuse()}]`;
	if (!text.startsWith('\\')) return codePoint(text);
	const [, sign, letter, not, property = letter ?? ''] = /^\\([pP])(?:(\w)|\{(\^?)(\w+)\})$/.exec(text) ?? [];
	// Names of two letters are categories, longer ones scripts.
	if (sign) return `\\${(sign === 'P') === (not === '^') ? 'p' : 'P'}{${property.length > 2 && property !== 'Any' ? 'Script=' : ''}${property}}`;
	const number = /^\\(?:x\{?([\da-f]+)\}?|([0-7]+))$/i.exec(text);
	if (number) return text.length < 3 && text !== '\\0' ? refuse() : codePoint(Number.parseInt(number[1] ?? number[2] ?? '', number[1] ? 16 : 8));
	const escaped = text.slice(1);
	if (/^[dws]$/i.test(escaped)) return `[${/[A-Z]/.test(escaped) ? '^' : ''}${classes[escaped.toLowerCase()] ?? ''}]`;
	if (/^[aftnrv]$/.test(escaped)) return codePoint('\x07\f\t\n\r\v'['aftnrv'.indexOf(escaped)] ?? '');
	return /^[0-9A-Za-z]$/.test(escaped) ? refuse() : codePoint(escaped);
}
