import type { Path } from '../../schema/schema';
import { lineAround, outline } from './lines';

type Quote = '' | '"' | "'";

/** Where a cursor stands inside braces and brackets that are open at it. */
export type FlowContext = {
	/** Keys of the block line that the flow collection is the value of. */
	readonly base: Path;
	/** Path inside the flow collection. */
	readonly path: Path;
	readonly siblings: ReadonlySet<string>;
	readonly start: number;
	readonly end: number;
	readonly quote: Quote;
} & ({ readonly kind: 'key'; readonly hasColon: boolean } | { readonly kind: 'value'; readonly needsBlank: boolean } | { readonly kind: 'none' });

interface Level {
	readonly isMap: boolean;
	readonly keys: Set<string>;
	/** The key whose value is being written. */
	key: string | undefined;
	index: number;
	/** Start of the word that is being written; -1 before it. */
	word: number;
	/** Offset behind the colon. */
	colon: number;
}

/** Reads from the start of a line to the cursor; undefined when no bracket is open there. Looks at most 100,000 characters far. */
export function flowContext(text: string, from: number, offset: number): FlowContext | undefined {
	if (!/[[{]/.test(text.slice(from, offset))) return undefined;
	const opening = outline(text, from, lineAround(text, from).end);
	const start = from + Math.max(opening.valueColumn, opening.column);
	if (offset < start || offset - start > 100_000) return undefined;
	// Only what begins with a bracket can be inside one.
	if (!/^\s*[[{]/.test(text.slice(start, offset))) return undefined;
	const levels: Level[] = [];
	const { quote, quoteStart } = scan(text, start, offset, levels);
	const level = levels.at(-1);
	if (!level) return undefined;
	const isKey = level.isMap && level.key === undefined;
	const path = levels.map((each) => (each.isMap ? (each.key ?? '') : each.index));
	const word = quote !== '' ? quoteStart : level.word < 0 ? offset : level.word;
	const rest = /^[^,\]}\r\n:]*/.exec(text.slice(offset, offset + 1000))?.[0] ?? '';
	const end = offset + rest.trimEnd().length;
	const siblings = new Set(level.keys);
	const common = { base: opening.key === undefined ? [] : [opening.key], path: isKey ? path.slice(0, -1) : path, siblings, start: word, end, quote };
	if (!isKey) return { ...common, kind: 'value', needsBlank: level.colon >= 0 && word === level.colon };
	const hasColon = text.charAt(end) === ':';
	// Keys that follow in the same braces.
	scan(text, end, Math.min(text.length, end + 100_000), [{ ...levelOf(true, siblings), key: hasColon ? '' : undefined }]);
	return { ...common, kind: 'key', hasColon };
}

/** Goes from one bracket to the next, down and up the levels. */
function scan(text: string, start: number, end: number, levels: Level[]): { readonly quote: Quote; readonly quoteStart: number } {
	let quote: Quote = '';
	let quoteStart = -1;
	const isWithin = levels.length > 0;
	for (let i = start; i < end; i++) {
		const char = text.charAt(i);
		const level = levels.at(-1);
		if (isWithin && !level) break;
		if (quote !== '') {
			if (char === '\\' && quote === '"') i++;
			else if (char === quote) quote = '';
			continue;
		}
		if (char === '#' && /\s/.test(text.charAt(i - 1))) i = Math.min(lineAround(text, i).end, end);
		else if ((char === '"' || char === "'") && (!level || level.word < 0)) {
			quote = char;
			quoteStart = i;
			if (level) level.word = i;
		} else if ((char === '{' || char === '[') && (level || text.slice(start, i).trim() === '')) {
			levels.push(levelOf(char === '{', new Set()));
		} else if (level) step(level, levels, text, i);
	}
	return { quote, quoteStart };
}

function levelOf(isMap: boolean, keys: Set<string>): Level {
	return { isMap, keys, key: undefined, index: 0, word: -1, colon: -1 };
}

function step(level: Level, levels: Level[], text: string, i: number): void {
	const char = text.charAt(i);
	// A word of a map without its colon is a key.
	const awaitsKey = level.isMap && level.key === undefined && level.word >= 0;
	const key = awaitsKey && (char === ',' || (char === ':' && /["']:|:(?:$|[\s"',{}[\]])/.test(text.slice(i - 1, i + 2)))) ? unquote(text.slice(level.word, i).trim()) : undefined;
	if (char === '}' || char === ']') {
		levels.pop();
		const outer = levels.at(-1);
		if (outer) outer.word = i;
	} else if (char === ',') {
		if (key !== undefined) level.keys.add(key);
		if (level.key === '<<') addSibling(level.keys, level.key, text.slice(level.colon, i));
		level.key = undefined;
		level.word = level.colon = -1;
		level.index++;
	} else if (key !== undefined) {
		level.key = key;
		level.keys.add(key);
		level.word = -1;
		level.colon = i + 1;
	} else if (!/\s/.test(char) && level.word < 0) level.word = i;
}

function unquote(text: string): string {
	return /^(["']).*\1$/.test(text) ? text.slice(1, -1) : text;
}

/** Takes in a key of a map, and for a merge what it brings. */
export function addSibling(siblings: Set<string>, key: string, value: string): void {
	siblings.add(key);
	if (key === '<<') for (const [name] of value.slice(0, 10_000).matchAll(/\*[\w-]+|[\w-]+(?=["']?:)/g)) siblings.add(name);
}
