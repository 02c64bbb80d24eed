// Two readings of a timestamp, both Go's: `metadata` is decoded by time.Parse, a schema's `date-time` by go-openapi/strfmt.

const rfc3339 = /^(\d{4})-(\d\d)-(\d\d)T(\d{1,2}):(\d\d):(\d\d)(?:[.,]\d+)?(?:Z|([+-])(\d\d):(\d\d))$/;

/**
 * `time.Parse(time.RFC3339, …)`: upper-case `T` and `Z`, hour of one or two digits, a comma may stand before the
 * fraction, offsets up to 24 hours and 60 minutes. An instant as an API server stores it (UTC, whole seconds), or
 * undefined; what Go says then is `timeDetail`.
 */
export function readTime(text: string): string | undefined {
	const found = rfc3339.exec(text);
	const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = found?.slice(1, 7).map(Number) ?? [];
	const [hours, minutes] = [Number(found?.[8] ?? 0), Number(found?.[9] ?? 0)];
	if (!found || month < 1 || month > 12 || day < 1 || day > daysIn(month, year) || hour > 23 || minute > 59 || second > 59 || hours > 24 || minutes > 60) return undefined;
	const date = new Date(0);
	date.setUTCFullYear(year, month - 1, day);
	date.setUTCHours(hour, minute - (hours * 60 + minutes) * (found[7] === '-' ? -1 : 1), second, 0);
	return Number.isFinite(date.getTime()) ? date.toISOString().replace(/\.\d+Z$/, 'Z') : '';
}

export function daysIn(month: number, year: number): number {
	if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
	return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
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
	const century = twoDigits(text, 0);
	const year = twoDigits(text, 2);
	const month = twoDigits(text, 5);
	const day = twoDigits(text, 8);
	if (century < 0 || year < 0 || month < 1 || month > 12 || day < 1 || day > daysIn(month, century * 100 + year)) return false;
	const hour = twoDigits(text, 11);
	const minute = twoDigits(text, 14);
	const second = twoDigits(text, 17);
	return hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second < 60;
}

function twoDigits(text: string, at: number): number {
	const tens = text.charCodeAt(at) - 48;
	const ones = text.charCodeAt(at + 1) - 48;
	return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : -1;
}

/** `format: date`: a day that exists, in four, two and two digits. */
export function isDate(text: string): boolean {
	const found = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text);
	if (!found) return false;
	const [month, day] = [Number(found[2]), Number(found[3])];
	return month >= 1 && month <= 12 && day >= 1 && day <= daysIn(month, Number(found[1]));
}
