import { isDate, isDateTime } from './times';

type FormatTest = (text: string) => boolean;

const ipv4 = /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}$/;
const hostname = /^(?=.{1,253}$)[a-zA-Z0-9](?:[-a-zA-Z0-9]{0,61}[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[-a-zA-Z0-9]{0,61}[a-zA-Z0-9])?)*$/;
const uuid = /^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i;
const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
const duration = /^(?:-?\d+(?:\.\d+)?\s*(?:ns|us|µs|μs|ms|s|m|h|d|w|nano\w*|micro\w*|milli\w*|second\w*|minute\w*|hour\w*|day\w*|week\w*)\s*)+$/i;

export const isBase64: FormatTest = (text) => base64.test(text);

/** The formats of strings that are checked. Others that an API server knows are rarer than a wrong answer would be dear. */
const formats: ReadonlyMap<string, FormatTest> = new Map<string, FormatTest>([
	['date-time', isDateTime],
	['datetime', isDateTime],
	['date', isDate],
	['ipv4', (text) => ipv4.test(text)],
	['hostname', (text) => hostname.test(text)],
	['uuid', (text) => uuid.test(text)],
	['byte', isBase64],
	['duration', (text) => duration.test(text)],
]);

/** The test of a string format, or undefined for a format that is not checked (as unknown ones are not by the server). */
export function formatTest(format: string): FormatTest | undefined {
	return formats.get(format);
}
