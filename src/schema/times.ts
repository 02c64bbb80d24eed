// Two readings of a timestamp, both Go's: `metadata` is decoded by time.Parse, a schema's `date-time` by go-openapi/strfmt.

const layout = '2006-01-02T15:04:05Z07:00';

interface Reading {
	readonly text: string;
	rest: string;
}

/** An instant as an API server stores it (UTC, whole seconds), or the end of Go's error sentence. */
export type TimeReading = { readonly stored: string } | { readonly detail: string };

/**
 * `time.Parse(time.RFC3339, …)`: upper-case `T` and `Z`, hour of one or two digits, a comma may stand before the
 * fraction, offsets up to 24 hours and 60 minutes. The detail is what follows `parsing time "…"`.
 */
export function readTime(text: string): TimeReading {
	const reading: Reading = { text, rest: text };
	const year = digits(reading, '2006', 4, 4);
	const month = literally(reading, '-') ?? digits(reading, '01', 2, 2);
	const day = literally(reading, '-') ?? digits(reading, '02', 2, 2);
	const hour = literally(reading, 'T') ?? digits(reading, '15', 1, 2);
	const minute = literally(reading, ':') ?? digits(reading, '04', 2, 2);
	const second = literally(reading, ':') ?? digits(reading, '05', 2, 2);
	const parts: readonly [string, number | Failure | undefined, number, number][] = [
		['year', year, 0, 9999],
		['month', month, 1, 12],
		['day', day, 0, 99],
		['hour', hour, 0, 23],
		['minute', minute, 0, 59],
		['second', second, 0, 59],
	];
	const numbers: number[] = [];
	for (const [name, value, low, high] of parts) {
		if (typeof value !== 'number') return { detail: value?.detail ?? '' };
		if (value < low || value > high) return { detail: `: ${name} out of range` };
		numbers.push(value);
	}
	reading.rest = reading.rest.replace(/^[.,]\d+/, '');
	const offset = readOffset(reading);
	if (typeof offset !== 'number') return offset;
	if (reading.rest !== '') return { detail: `: extra text: ${quoteGo(reading.rest)}` };
	return stored(numbers, offset);
}

interface Failure {
	readonly detail: string;
}

function digits(reading: Reading, element: string, least: number, most: number): number | Failure {
	const found = new RegExp(`^\\d{${least},${most}}`).exec(reading.rest);
	if (!found) return cannotParse(reading, element);
	reading.rest = reading.rest.slice(found[0].length);
	return Number(found[0]);
}

/** Undefined when the character stands there. What is read after a failure means nothing: the first failure is told. */
function literally(reading: Reading, expected: string): Failure | undefined {
	if (!reading.rest.startsWith(expected)) return cannotParse(reading, expected);
	reading.rest = reading.rest.slice(expected.length);
	return undefined;
}

function cannotParse(reading: Reading, element: string): Failure {
	return { detail: ` as ${quoteGo(layout)}: cannot parse ${quoteGo(reading.rest)} as ${quoteGo(element)}` };
}

function readOffset(reading: Reading): number | Failure {
	if (reading.rest.startsWith('Z')) {
		reading.rest = reading.rest.slice(1);
		return 0;
	}
	const found = /^([+-])(\d\d):(\d\d)/.exec(reading.rest);
	if (!found) return cannotParse(reading, 'Z07:00');
	const [hours, minutes] = [Number(found[2]), Number(found[3])];
	if (minutes > 60) return { detail: ': time zone offset minute out of range' };
	if (hours > 24) return { detail: ': time zone offset hour out of range' };
	reading.rest = reading.rest.slice(found[0].length);
	return (hours * 60 + minutes) * (found[1] === '-' ? -1 : 1);
}

function stored(numbers: readonly number[], offset: number): TimeReading {
	const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = numbers;
	if (day < 1 || day > daysIn(month, year)) return { detail: ': day out of range' };
	const date = new Date(0);
	date.setUTCFullYear(year, month - 1, day);
	date.setUTCHours(hour, minute - offset, second, 0);
	const time = date.getTime();
	return { stored: Number.isFinite(time) ? date.toISOString().replace(/\.\d+Z$/, 'Z') : '' };
}

function daysIn(month: number, year: number): number {
	if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
	return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Go quotes what it could not parse with every byte outside printable ASCII as `\xNN`. */
export function quoteGo(text: string): string {
	let quoted = '';
	for (const byte of new TextEncoder().encode(text)) {
		if (byte === 0x22 || byte === 0x5c) quoted += `\\${String.fromCharCode(byte)}`;
		else if (byte < 0x20 || byte > 0x7e) quoted += `\\x${byte.toString(16).padStart(2, '0')}`;
		else quoted += String.fromCharCode(byte);
	}
	return `"${quoted}"`;
}

const clock = /^(\d\d):(\d\d):(\d\d)(?:.[0-9]+)?(?:z|[+-]\d\d:\d\d)$/;

/**
 * `format: date-time`: looser than RFC 3339 in its letters (lower case, any sign before the fraction, any two digits
 * of offset, text after a second `t` is not looked at), stricter in its numbers (no second 60, no hour 24).
 */
export function isDateTime(text: string): boolean {
	if (text.length === 20 && isUsualTime(text)) return true;
	const [date, time] = text.toLowerCase().split('t');
	if (date === undefined || time === undefined || !isDate(date)) return false;
	const found = clock.exec(time);
	return found !== null && (found[1] ?? '') <= '23' && (found[2] ?? '') <= '59' && (found[3] ?? '') <= '59';
}

/** The form in which tools write times, `2026-01-01T00:00:00Z`, told without an allocation: files hold thousands of them. */
function isUsualTime(text: string): boolean {
	if (text[4] !== '-' || text[7] !== '-' || text[10] !== 'T' || text[13] !== ':' || text[16] !== ':' || text[19] !== 'Z') return false;
	const [century, year, month, day] = [twoDigits(text, 0), twoDigits(text, 2), twoDigits(text, 5), twoDigits(text, 8)];
	if (century < 0 || year < 0 || month < 1 || month > 12 || day < 1 || day > daysIn(month, century * 100 + year)) return false;
	const [hour, minute, second] = [twoDigits(text, 11), twoDigits(text, 14), twoDigits(text, 17)];
	return hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second < 60;
}

function twoDigits(text: string, at: number): number {
	const [tens, ones] = [text.charCodeAt(at) - 48, text.charCodeAt(at + 1) - 48];
	return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : -1;
}

/** `format: date`: a day that exists, in four, two and two digits. */
export function isDate(text: string): boolean {
	const found = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text);
	if (!found) return false;
	const [month, day] = [Number(found[2]), Number(found[3])];
	return month >= 1 && month <= 12 && day >= 1 && day <= daysIn(month, Number(found[1]));
}
