// Why Go does not read a timestamp, in its own words (time.Parse with RFC 3339).

const layout = '2006-01-02T15:04:05Z07:00';

interface Reading {
	readonly text: string;
	rest: string;
}

/** What Go's time.Parse says of a text that `readTime` does not read: what follows `parsing time "…"`. */
export function timeDetail(text: string): string {
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
	for (const [name, value, low, high] of parts) {
		if (typeof value !== 'number') return value?.detail ?? '';
		if (value < low || value > high) return `: ${name} out of range`;
	}
	reading.rest = reading.rest.replace(/^[.,]\d+/, '');
	const offset = readOffset(reading);
	if (typeof offset !== 'number') return offset.detail;
	return reading.rest === '' ? ': day out of range' : `: extra text: ${quoteGo(reading.rest)}`;
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
