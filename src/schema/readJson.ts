import type { Path, Value } from './schema';

/** A body as the API server's JSON reader (sigs.k8s.io/json) sees it, or why it cannot be read. */
export type JsonReading =
	| { readonly value: Value; /** Keys that stand twice in one object, in the order of the text; the last value counts. */ readonly duplicates: readonly Path[] }
	| { readonly error: string; /** Offset in the text. */ readonly at: number };

interface Reading {
	readonly text: string;
	at: number;
	readonly path: (string | number)[];
	readonly duplicates: Path[];
}

const deepest = 1_000;
const lowest = -(2n ** 63n);
const highest = 2n ** 63n - 1n;

class Unreadable {
	constructor(readonly error: string, readonly at: number) {}
}

/**
 * Reads JSON and keeps what `JSON.parse` loses: keys that stand twice, and integers beyond 2^53 (as `bigint` within
 * int64). Numbers too large for a float are an error, as they are for Go. Never throws.
 */
export function readJson(text: string): JsonReading {
	const reading: Reading = { text, at: 0, path: [], duplicates: [] };
	const value = readValue(reading);
	if (value instanceof Unreadable) return { error: value.error, at: value.at };
	skipBlanks(reading);
	if (reading.at < text.length) return { error: `invalid character ${shown(text[reading.at])} after top-level value`, at: reading.at };
	return { value, duplicates: reading.duplicates };
}

function readValue(reading: Reading): Value | Unreadable {
	skipBlanks(reading);
	const first = reading.text[reading.at];
	if (reading.path.length > deepest) return new Unreadable('exceeded max depth', reading.at);
	if (first === '{') return readObject(reading);
	if (first === '[') return readList(reading);
	if (first === '"') return readText(reading);
	const word = take(reading, /true|false|null/y);
	if (word !== undefined) return word === 'null' ? null : word === 'true';
	const number = take(reading, /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?/y);
	return number === undefined ? unexpected(reading, 'looking for beginning of value') : readNumber(number, reading);
}

function readNumber(spelling: string, reading: Reading): Value | Unreadable {
	const size = Number(spelling);
	if (!Number.isFinite(size)) return new Unreadable(`cannot unmarshal number ${spelling} into Go value of type float64`, reading.at);
	if (Number.isSafeInteger(size) || !/^-?\d+$/.test(spelling)) return size;
	const exact = BigInt(spelling);
	return exact >= lowest && exact <= highest ? exact : size;
}

function readText(reading: Reading): string | Unreadable {
	let end = reading.at + 1;
	while (end < reading.text.length && reading.text[end] !== '"') end += reading.text[end] === '\\' ? 2 : 1;
	try {
		const text: unknown = JSON.parse(reading.text.slice(reading.at, end + 1));
		reading.at = end + 1;
		return String(text);
	} catch {
		return end >= reading.text.length ? new Unreadable('unexpected end of JSON input', reading.text.length) : new Unreadable('invalid character in string literal', reading.at);
	}
}

function readList(reading: Reading): Value | Unreadable {
	const items: Value[] = [];
	reading.at++;
	if (next(reading) === ']') return finish(reading, items);
	for (;;) {
		reading.path.push(items.length);
		const item = readValue(reading);
		reading.path.pop();
		if (item instanceof Unreadable) return item;
		items.push(item);
		const mark = next(reading);
		if (mark === ']') return finish(reading, items);
		if (mark !== ',') return unexpected(reading, 'after array element');
		reading.at++;
	}
}

function readObject(reading: Reading): Value | Unreadable {
	const entries = new Map<string, Value>();
	reading.at++;
	if (next(reading) === '}') return finish(reading, {});
	for (;;) {
		if (next(reading) !== '"') return unexpected(reading, 'looking for beginning of object key string');
		const key = readText(reading);
		if (key instanceof Unreadable) return key;
		if (next(reading) !== ':') return unexpected(reading, 'after object key');
		reading.at++;
		reading.path.push(key);
		if (entries.has(key)) reading.duplicates.push([...reading.path]);
		const value = readValue(reading);
		reading.path.pop();
		if (value instanceof Unreadable) return value;
		entries.set(key, value);
		const mark = next(reading);
		if (mark === '}') return finish(reading, Object.fromEntries(entries));
		if (mark !== ',') return unexpected(reading, 'after object key:value pair');
		reading.at++;
	}
}

function finish(reading: Reading, value: Value): Value {
	reading.at++;
	return value;
}

function next(reading: Reading): string | undefined {
	skipBlanks(reading);
	return reading.text[reading.at];
}

function skipBlanks(reading: Reading): void {
	take(reading, /[ \t\r\n]*/y);
}

function take(reading: Reading, pattern: RegExp): string | undefined {
	pattern.lastIndex = reading.at;
	const found = pattern.exec(reading.text)?.[0];
	if (found !== undefined) reading.at += found.length;
	return found;
}

function unexpected(reading: Reading, where: string): Unreadable {
	const character = reading.text[reading.at];
	return new Unreadable(character === undefined ? 'unexpected end of JSON input' : `invalid character ${shown(character)} ${where}`, reading.at);
}

function shown(character: string | undefined): string {
	return `'${character === "'" ? "\\'" : (character ?? '')}'`;
}
