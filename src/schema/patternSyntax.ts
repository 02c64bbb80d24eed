// Reads RE2 syntax (github.com/google/re2/wiki/Syntax), the language of `pattern` in a schema, into a small tree.

export type CharacterTest = (codePoint: number) => boolean;
export type Assertion = 'textStart' | 'textEnd' | 'lineStart' | 'lineEnd' | 'wordBoundary' | 'noWordBoundary';

export type PatternTree =
	| { readonly kind: 'character'; readonly test: CharacterTest }
	| { readonly kind: 'assert'; readonly assertion: Assertion }
	| { readonly kind: 'sequence'; readonly parts: readonly PatternTree[] }
	| { readonly kind: 'choice'; readonly parts: readonly PatternTree[] }
	| { readonly kind: 'repeat'; readonly part: PatternTree; readonly least: number; readonly most: number };

interface Flags {
	readonly ignoreCase: boolean;
	readonly multiLine: boolean;
	readonly dotAll: boolean;
}

interface Source {
	readonly text: string;
	at: number;
	depth: number;
}

const noFlags: Flags = { ignoreCase: false, multiLine: false, dotAll: false };
const deepest = 200;
const highestRepeat = 1000;

/** The tree of a pattern, or undefined when it is no RE2 pattern (look-around, back-references, broken brackets …). */
export function readPattern(text: string): PatternTree | undefined {
	const source: Source = { text, at: 0, depth: 0 };
	const tree = readChoice(source, noFlags);
	return source.at === text.length ? tree : undefined;
}

function readChoice(source: Source, outer: Flags): PatternTree | undefined {
	if (++source.depth > deepest) return undefined;
	const parts: PatternTree[] = [];
	let flags = outer;
	let sequence: PatternTree[] = [];
	for (;;) {
		const next = source.text[source.at];
		if (next === undefined || next === ')') break;
		if (next === '|') {
			source.at++;
			parts.push({ kind: 'sequence', parts: sequence });
			sequence = [];
			continue;
		}
		const changed = readFlagChange(source, flags);
		if (changed !== undefined) {
			flags = changed;
			continue;
		}
		const part = readPart(source, flags);
		if (part === undefined) return undefined;
		sequence.push(part);
	}
	source.depth--;
	parts.push({ kind: 'sequence', parts: sequence });
	return { kind: 'choice', parts };
}

/** `(?i)` and the like hold to the end of the group they stand in. */
function readFlagChange(source: Source, flags: Flags): Flags | undefined {
	const found = /^\(\?([imsU]*)(?:-([imsU]+))?\)/.exec(source.text.slice(source.at, source.at + 16));
	if (found === null) return undefined;
	source.at += found[0].length;
	return changeFlags(flags, found[1] ?? '', found[2] ?? '');
}

function changeFlags(flags: Flags, on: string, off: string): Flags {
	const flag = (letter: string, now: boolean): boolean => (on.includes(letter) ? true : off.includes(letter) ? false : now);
	return { ignoreCase: flag('i', flags.ignoreCase), multiLine: flag('m', flags.multiLine), dotAll: flag('s', flags.dotAll) };
}

function readPart(source: Source, flags: Flags): PatternTree | undefined {
	let part = readAtom(source, flags);
	while (part !== undefined) {
		const times = readTimes(source);
		if (times === undefined) return part;
		if (times.least > times.most || times.least > highestRepeat || (times.most > highestRepeat && times.most !== Infinity)) return undefined;
		part = { kind: 'repeat', part, ...times };
	}
	return undefined;
}

function readTimes(source: Source): { readonly least: number; readonly most: number } | undefined {
	const found = /^(?:([*+?])|\{(\d{1,4})(,(\d{0,4}))?\})\??/.exec(source.text.slice(source.at, source.at + 16));
	if (found === null) return undefined;
	source.at += found[0].length;
	if (found[1] === '*') return { least: 0, most: Infinity };
	if (found[1] === '+') return { least: 1, most: Infinity };
	if (found[1] === '?') return { least: 0, most: 1 };
	const least = Number(found[2]);
	return { least, most: found[3] === undefined ? least : found[4] === '' ? Infinity : Number(found[4]) };
}

function readAtom(source: Source, flags: Flags): PatternTree | undefined {
	const character = source.text[source.at];
	switch (character) {
		case '(':
			return readGroup(source, flags);
		case '[':
			return readClass(source, flags);
		case '.':
			source.at++;
			return { kind: 'character', test: flags.dotAll ? () => true : (codePoint) => codePoint !== 0x0a };
		case '^':
			source.at++;
			return { kind: 'assert', assertion: flags.multiLine ? 'lineStart' : 'textStart' };
		case '$':
			source.at++;
			return { kind: 'assert', assertion: flags.multiLine ? 'lineEnd' : 'textEnd' };
		case '*':
		case '+':
		case '?':
			return undefined;
		case '\\':
			return readEscaped(source, flags);
		default:
			return literal(nextCodePoint(source), flags);
	}
}

function readGroup(source: Source, outer: Flags): PatternTree | undefined {
	const opening = /^\((?:\?(?:P?<\w+>|([imsU]*)(?:-([imsU]+))?:))?/.exec(source.text.slice(source.at, source.at + 64));
	if (opening === null || (opening[0] === '(' && source.text[source.at + 1] === '?')) return undefined;
	source.at += opening[0].length;
	const inside = readChoice(source, changeFlags(outer, opening[1] ?? '', opening[2] ?? ''));
	if (inside === undefined || source.text[source.at] !== ')') return undefined;
	source.at++;
	return inside;
}

const assertions: ReadonlyMap<string, Assertion> = new Map([
	['A', 'textStart'],
	['z', 'textEnd'],
	['b', 'wordBoundary'],
	['B', 'noWordBoundary'],
]);

function readEscaped(source: Source, flags: Flags): PatternTree | undefined {
	const letter = source.text[source.at + 1];
	const assertion = assertions.get(letter ?? '');
	if (assertion !== undefined) {
		source.at += 2;
		return { kind: 'assert', assertion };
	}
	if (letter === 'Q') return readQuotation(source, flags);
	const test = readShorthand(source);
	if (test !== undefined) return { kind: 'character', test };
	const codePoint = readEscapedCharacter(source);
	return codePoint === undefined ? undefined : literal(codePoint, flags);
}

function readQuotation(source: Source, flags: Flags): PatternTree {
	const end = source.text.indexOf('\\E', source.at + 2);
	const quoted = source.text.slice(source.at + 2, end < 0 ? undefined : end);
	source.at = end < 0 ? source.text.length : end + 2;
	return { kind: 'sequence', parts: Array.from(quoted, (character) => literal(character.codePointAt(0) ?? 0, flags)) };
}

function readClass(source: Source, flags: Flags): PatternTree | undefined {
	source.at++;
	const negated = source.text[source.at] === '^';
	if (negated) source.at++;
	const tests: CharacterTest[] = [];
	for (let first = true; first || source.text[source.at] !== ']'; first = false) {
		if (source.at >= source.text.length) return undefined;
		const test = readNamedClass(source) ?? readShorthand(source) ?? readRange(source);
		if (test === undefined) return undefined;
		tests.push(flags.ignoreCase ? eitherCase(test) : test);
	}
	source.at++;
	const inside: CharacterTest = (codePoint) => tests.some((test) => test(codePoint));
	return { kind: 'character', test: negated ? (codePoint) => !inside(codePoint) : inside };
}

function readRange(source: Source): CharacterTest | undefined {
	const low = readClassCharacter(source);
	if (low === undefined) return undefined;
	if (source.text[source.at] !== '-' || source.text[source.at + 1] === ']') return (codePoint) => codePoint === low;
	source.at++;
	const high = readClassCharacter(source);
	return high === undefined || high < low ? undefined : (codePoint) => codePoint >= low && codePoint <= high;
}

function readClassCharacter(source: Source): number | undefined {
	if (source.at >= source.text.length) return undefined;
	return source.text[source.at] === '\\' ? readEscapedCharacter(source) : nextCodePoint(source);
}

const isDigit: CharacterTest = (at) => at >= 48 && at <= 57;
const isUpper: CharacterTest = (at) => at >= 65 && at <= 90;
const isLower: CharacterTest = (at) => at >= 97 && at <= 122;
const isSpace: CharacterTest = (at) => at === 9 || at === 10 || at === 12 || at === 13 || at === 32;
export const isWordCharacter: CharacterTest = (at) => isDigit(at) || isUpper(at) || isLower(at) || at === 95;

const namedClasses: ReadonlyMap<string, CharacterTest> = new Map<string, CharacterTest>([
	['alnum', (at) => isDigit(at) || isUpper(at) || isLower(at)],
	['alpha', (at) => isUpper(at) || isLower(at)],
	['ascii', (at) => at < 128],
	['blank', (at) => at === 9 || at === 32],
	['cntrl', (at) => at < 32 || at === 127],
	['digit', isDigit],
	['graph', (at) => at > 32 && at < 127],
	['lower', isLower],
	['print', (at) => at > 31 && at < 127],
	['punct', (at) => at > 32 && at < 127 && !isDigit(at) && !isUpper(at) && !isLower(at)],
	['space', (at) => isSpace(at) || at === 11],
	['upper', isUpper],
	['word', isWordCharacter],
	['xdigit', (at) => isDigit(at) || (at >= 65 && at <= 70) || (at >= 97 && at <= 102)],
]);

function readNamedClass(source: Source): CharacterTest | undefined {
	const found = /^\[:(\^?)(\w+):\]/.exec(source.text.slice(source.at, source.at + 16));
	const test = found === null ? undefined : namedClasses.get(found[2] ?? '');
	if (found === null || test === undefined) return undefined;
	source.at += found[0].length;
	return found[1] === '^' ? (codePoint) => !test(codePoint) : test;
}

function readShorthand(source: Source): CharacterTest | undefined {
	if (source.text[source.at] !== '\\') return undefined;
	const letter = source.text[source.at + 1] ?? '';
	const test = { d: isDigit, w: isWordCharacter, s: isSpace }[letter.toLowerCase()];
	if (test !== undefined) {
		source.at += 2;
		return isUpper(letter.charCodeAt(0)) ? (codePoint) => !test(codePoint) : test;
	}
	return letter.toLowerCase() === 'p' ? readProperty(source) : undefined;
}

/** `\pL`, `\p{Greek}`, `\P{…}`: the host's regular expressions know Unicode; they see one character, so time is bounded. */
function readProperty(source: Source): CharacterTest | undefined {
	const found = /^\\([pP])(?:(\w)|\{(\^?)(\w+)\})/.exec(source.text.slice(source.at, source.at + 64));
	if (found === null) return undefined;
	const name = found[2] ?? found[4] ?? '';
	const negated = (found[1] === 'P') !== (found[3] === '^');
	for (const property of [name, `Script=${name}`]) {
		try {
			const expression = new RegExp(`^\\p{${property}}$`, 'u');
			source.at += found[0].length;
			return (codePoint) => expression.test(String.fromCodePoint(codePoint)) !== negated;
		} catch {
			continue;
		}
	}
	return undefined;
}

const controls: ReadonlyMap<string, number> = new Map([['a', 7], ['f', 12], ['t', 9], ['n', 10], ['r', 13], ['v', 11]]);

function readEscapedCharacter(source: Source): number | undefined {
	const found = /^\\(?:x([0-9A-Fa-f]{2})|x\{([0-9A-Fa-f]{1,6})\}|(0[0-7]{0,2}|[1-7][0-7]{1,2})|([aftnrv])|([^0-9A-Za-z]))/u.exec(source.text.slice(source.at, source.at + 16));
	if (found === null) return undefined;
	source.at += found[0].length;
	const [, short, long, octal, control, literally] = found;
	if (control !== undefined) return controls.get(control);
	if (literally !== undefined) return literally.codePointAt(0);
	const codePoint = octal === undefined ? Number.parseInt(short ?? long ?? '', 16) : Number.parseInt(octal, 8);
	return codePoint <= 0x10ffff ? codePoint : undefined;
}

function nextCodePoint(source: Source): number {
	const codePoint = source.text.codePointAt(source.at) ?? 0;
	source.at += codePoint > 0xffff ? 2 : 1;
	return codePoint;
}

function literal(expected: number, flags: Flags): PatternTree {
	const test: CharacterTest = (codePoint) => codePoint === expected;
	return { kind: 'character', test: flags.ignoreCase ? eitherCase(test) : test };
}

function eitherCase(test: CharacterTest): CharacterTest {
	return (codePoint) => {
		if (test(codePoint)) return true;
		const character = String.fromCodePoint(codePoint);
		return test(character.toLowerCase().codePointAt(0) ?? 0) || test(character.toUpperCase().codePointAt(0) ?? 0);
	};
}
