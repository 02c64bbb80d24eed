// Two readings of a timestamp, both Go's: `metadata` is decoded by time.Parse, a schema's `date-time` by go-openapi/strfmt.

const rfc3339 = /^(\d{4}-\d\d-\d\d)T(\d{1,2}):(\d\d):(\d\d)(?:[.,]\d+)?(?:Z|([+-])(\d\d):(\d\d))$/;

/**
 * `time.Parse(time.RFC3339, …)`: upper-case `T` and `Z`, hour of one or two digits, a comma may stand before the
 * fraction, offsets up to 24 hours and 60 minutes. An instant as an API server stores it (UTC, whole seconds), or
 * undefined; what Go says then is `timeDetail`.
 */
export function readTime(text: string): string | undefined {
	const [, day = '', hour, minute, second, sign, hours = 0, minutes = 0] = rfc3339.exec(text) ?? [];
	if (!isDate(day) || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59 || Number(hours) > 24 || Number(minutes) > 60) return undefined;
	const offset = (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -1 : 1);
	const date = new Date(day);
	date.setUTCHours(Number(hour), Number(minute) - offset, Number(second));
	return date.toISOString().replace(/\.\d+Z$/, 'Z');
}

function daysIn(month: number, year: number): number {
	if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
	return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/**
 * `format: date-time`: looser than RFC 3339 in its letters (lower case, any sign before the fraction, any two digits
 * of offset, text after a second `t` is not looked at), stricter in its numbers (no second 60, no hour 24).
 */
export function isDateTime(text: string): boolean {
	// The form in which tools write times, told without an allocation: files hold thousands of them.
	if (text.length === 20 && isDay(text) && text[10] === 'T' && isClock(text, 11) && text[19] === 'Z') return true;
	const [date = '', time = ''] = text.toLowerCase().split('t');
	return isDate(date) && isClock(time, 0) && /^.{8}(?:.[0-9]+)?(?:z|[+-]\d\d:\d\d)$/.test(time);
}

/** `format: date`: a day that exists, in four, two and two digits. */
export function isDate(text: string): boolean {
	return text.length === 10 && isDay(text);
}

/** Whether a text begins with a day that exists. */
function isDay(text: string): boolean {
	const century = twoDigits(text, 0);
	const year = twoDigits(text, 2);
	const month = twoDigits(text, 5);
	const day = twoDigits(text, 8);
	return text[4] === '-' && text[7] === '-' && century >= 0 && year >= 0 && month > 0 && month < 13 && day > 0 && day <= daysIn(month, century * 100 + year);
}

/** Whether hours, minutes and seconds stand at a place. */
function isClock(text: string, at: number): boolean {
	const hour = twoDigits(text, at);
	const minute = twoDigits(text, at + 3);
	const second = twoDigits(text, at + 6);
	return text[at + 2] === ':' && text[at + 5] === ':' && hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second < 60;
}

/** The number that two digits are; −1 where there are none. */
function twoDigits(text: string, at: number): number {
	const tens = text.charCodeAt(at) - 48;
	const ones = text.charCodeAt(at + 1) - 48;
	return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : -1;
}
