import { isBase64 } from '../../schema/formats';
import { formatFloat } from '../../schema/paths';
import type { ScalarNode } from '../tree';

/**
 * A scalar as the cluster reads it. `integer` means what JSON can carry as an int64 (so `3.0` and `1e3` too); `value` of
 * an integer beyond 2^53 is the nearest number. `unreadable` is what makes the server refuse the whole document.
 */
export type Resolved =
	| { readonly type: 'null'; readonly value: null }
	| { readonly type: 'boolean'; readonly value: boolean }
	| { readonly type: 'integer' | 'number'; readonly value: number; readonly source: 'int' | 'float'; readonly exact: bigint | undefined }
	| { readonly type: 'string'; readonly value: string }
	| { readonly type: 'unreadable'; readonly value: undefined; readonly why: 'tag' | 'notJson' | 'base64' };

/** sigs.k8s.io/yaml with goyaml.v2: resolve.go decides by spelling, decode.go applies tags. Any text gives an answer. */
export function resolveScalar(node: ScalarNode): Resolved {
	const tag = node.props?.tag;
	if (tag === undefined) return node.style === 'plain' ? resolvePlain(node.text) : asText(node.text);
	return resolveTagged(node.text, tag);
}

const core = 'tag:yaml.org,2002:';

function resolveTagged(text: string, tag: string): Resolved {
	// A lone `!` is no tag that resolve.go looks behind: what follows it is a text.
	if (!tag.startsWith(core)) return asText(text);
	const wanted = tag.slice(core.length);
	if (wanted === 'binary') return decodeBase64(text);
	if (!['bool', 'int', 'float', 'null', 'timestamp'].includes(wanted)) return asText(text);
	const read = resolvePlain(text, wanted !== 'timestamp');
	if (wanted === 'float' && read.type === 'integer') return asFloat(String(read.exact ?? read.value), text);
	const fits =
		wanted === 'bool' ? read.type === 'boolean'
		: wanted === 'null' ? read.type === 'null'
		: wanted === 'int' ? 'source' in read && read.source === 'int'
		: wanted === 'float' ? ('source' in read && read.source === 'float') || (read.type === 'unreadable' && read.why === 'notJson')
		: read.type === 'string' && isTimestamp(text);
	return fits ? read : { type: 'unreadable', value: undefined, why: 'tag' };
}

const words: ReadonlyMap<string, Resolved> = new Map([
	...spelled({ type: 'boolean', value: true }, 'y', 'yes', 'true', 'on'),
	...spelled({ type: 'boolean', value: false }, 'n', 'no', 'false', 'off'),
	...spelled({ type: 'null', value: null }, '', '~', 'null'),
	...spelled({ type: 'unreadable', value: undefined, why: 'notJson' }, '.inf', '+.inf', '-.inf'),
	...['.nan', '.NaN', '.NAN'].map((spelling): [string, Resolved] => [spelling, { type: 'unreadable', value: undefined, why: 'notJson' }]),
]);

/** Words are known in lower and upper case, and with one capital. */
function spelled(meaning: Resolved, ...spellings: readonly string[]): readonly (readonly [string, Resolved])[] {
	return spellings.flatMap((word) => [word, word.replace(/[a-z]/, (first) => first.toUpperCase()), word.toUpperCase()]).map((word) => [word, meaning]);
}

const asText = (value: string): Resolved => ({ type: 'string', value });

const float = /^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/;

/** All that numbers and times are spelled with. */
const maybeNumber = /^[-+.\d][-+.,:_\sa-fA-FoOtTxXzZ\d]*$/;

/** The usual integer; -1 for every other text. */
export function smallInteger(text: string): number {
	const first = text.charCodeAt(0);
	if (text.length > 9 || !(first >= 48 && first <= 57) || (first === 48 && text.length > 1)) return -1;
	let value = 0;
	for (let i = 0; i < text.length; i++) {
		const digit = text.charCodeAt(i) - 48;
		if (digit < 0 || digit > 9) return -1;
		value = value * 10 + digit;
	}
	return value;
}

/** Whether a text begins with a digit, a sign, a dot, a comma or a slash, as all numbers do. */
export function beginsNumber(text: string): boolean {
	const first = text.charCodeAt(0);
	return first >= 43 && first <= 57;
}

/** Whether a scalar is surely read as the very text that it holds, told without making an object: numbers begin otherwise, and words are known. */
export function isText({ style, text, props }: ScalarNode): boolean {
	if (props) return false;
	if (style !== 'plain') return true;
	return !beginsNumber(text) && (text.length > 5 || !words.has(text));
}

/** Plain text by its spelling. `tagged` when a core tag other than timestamp stands before it. */
export function resolvePlain(text: string, tagged = false): Resolved {
	const first = text.charCodeAt(0);
	if (text.length <= 5) {
		const word = words.get(text);
		if (word) return word;
	}
	const signed = first === 43 || first === 45;
	if (first === 46) return float.test(text) ? asFloat(text, text) : asText(text);
	if (!signed && !(first >= 48 && first <= 57)) return asText(text);
	const small = smallInteger(text);
	if (small >= 0) return { type: 'integer', value: small, source: 'int', exact: BigInt(small) };
	// Names of releases and jobs begin with digits too: a letter that stands in no number settles it.
	if (!maybeNumber.test(text)) return asText(text);
	if (!tagged && first >= 48 && first <= 57 && isTimestamp(text)) return asText(text);
	const plain = text.includes('_') ? text.replaceAll('_', '') : text;
	const integer = parseInteger(plain);
	if (integer !== undefined) return asInteger(integer);
	return float.test(plain) ? asFloat(plain, text) : asText(text);
}

/** strconv.ParseInt with base 0, then ParseUint, then goyaml's own reading of `0b` (which lets a sign follow it). */
function parseInteger(text: string): bigint | undefined {
	const parts = /^([-+]?)(?:0[xX]0*([0-9a-fA-F]+)|0[bB]0*([01]+)|0[oO]?0*([0-7]+)|(0|[1-9][0-9]*))$/.exec(text);
	if (!parts) {
		const odd = /^0b([-+][01]+)$/.exec(text)?.[1];
		return odd === undefined ? undefined : parseInteger(`${odd.charAt(0)}0b${odd.slice(1)}`);
	}
	const [, sign, hex, binary, octal, decimal = ''] = parts;
	const digits = hex !== undefined ? `0x${hex}` : binary !== undefined ? `0b${binary}` : octal !== undefined ? `0o${octal}` : decimal;
	// Longer ones do not fit 64 bits, and would take their time.
	if (digits.length > 70) return undefined;
	const value = sign === '-' ? -BigInt(digits) : BigInt(digits);
	// ParseUint takes no sign.
	return value < minInt64 || value > (sign === '' ? maxUint64 : maxInt64) ? undefined : value;
}

const maxInt64 = 9223372036854775807n;
const minInt64 = -9223372036854775808n;
const maxUint64 = 18446744073709551615n;

function asInteger(value: bigint): Resolved {
	return { type: value > maxInt64 ? 'number' : 'integer', value: Number(value), source: 'int', exact: value };
}

/** A float that JSON prints without fraction and that fits int64 arrives as an integer. */
function asFloat(digits: string, text: string): Resolved {
	const value = Number(digits);
	if (!Number.isFinite(value)) return asText(text);
	// JSON writes −2^63 as a float in its shortest digits, and those lie beyond it.
	const integral = Number.isInteger(value) && value > -(2 ** 63) && value < 2 ** 63;
	return { type: integral ? 'integer' : 'number', value, source: 'float', exact: undefined };
}

/** resolve.go, parseTimestamp: read as a time first, and then handed on as the string it was. */
function isTimestamp(text: string): boolean {
	return /^\d{4}-\d{1,2}-\d{1,2}(?:(?:[Tt]|\s+)\d{1,2}:\d{1,2}:\d{1,2}(?:[.,]\d+)?(?:Z|[-+]\d\d:\d\d)?)?$/.test(text);
}

function decodeBase64(text: string): Resolved {
	const compact = text.replaceAll(/[\r\n]/g, '');
	if (!isBase64(compact)) return { type: 'unreadable', value: undefined, why: 'base64' };
	const bytes = atob(compact);
	try {
		return asText(decodeURIComponent(bytes.replaceAll(/[^]/g, (byte) => `%${byte.charCodeAt(0).toString(16).padStart(2, '0')}`)));
	} catch {
		// No UTF-8.
		return asText(bytes);
	}
}

/** A map key as text, the way sigs.k8s.io/yaml turns it into a JSON key; undefined for one that it refuses. */
export function resolvedKey(node: ScalarNode): { readonly text: string; readonly identity: string } | undefined {
	const read = resolveScalar(node);
	switch (read.type) {
		case 'string':
			// What is no string begins with a character that hardly any key has.
			return { text: read.value, identity: read.value.startsWith('\0') ? `\0s${read.value}` : read.value };
		case 'boolean':
			return { text: String(read.value), identity: `\0b${read.value}` };
		case 'integer':
		case 'number':
			if (read.source === 'int') {
				if (read.exact === undefined || read.exact > maxInt64) return undefined;
				return { text: read.exact.toString(), identity: `\0i${read.exact}` };
			}
			return { text: floatKey(read.value), identity: `\0f${read.value}` };
		case 'unreadable':
			return read.why === 'notJson' ? infiniteKey(node.text) : undefined;
		case 'null':
			return undefined;
	}
}

/** `.inf` and `.nan` are keys like any other, however they are cased; no two `.nan` are equal. */
function infiniteKey(spelled: string): { readonly text: string; readonly identity: string } {
	const text = spelled.toLowerCase().replace('+', '');
	return { text, identity: text === '.nan' ? `\0f${spelled} ${text}` : `\0f${text}` };
}

/** convertToJSONableObject prints float keys with %g and 32 bits of precision. */
function floatKey(value: number): string {
	const single = Math.fround(value);
	if (!Number.isFinite(single)) return single < 0 ? '-.inf' : '.inf';
	if (Object.is(single, -0)) return '-0';
	return formatFloat(shortest(single));
}

/** The number of the fewest digits that is this one in 32 bits. */
function shortest(single: number): number {
	for (let digits = 1; digits < 9; digits++) {
		const candidate = Number(single.toPrecision(digits));
		if (Math.fround(candidate) === single) return candidate;
	}
	return Number(single.toPrecision(9));
}
