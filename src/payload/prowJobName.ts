import { sha256 } from './sha256';

/** Names of ProwJobs: pkg/prow/utils.go. */

const longestName = 63;
const encoder = new TextEncoder();
const alphabet = 'bcdfghijklmnpqrstvwxyz0123456789';

/** Seven characters that stand for a name: the first four bytes of its SHA-256, five bits to the character. */
export function prowNameHash(name: string): string {
	const [a = 0, b = 0, c = 0, d = 0] = sha256(encoder.encode(name));
	return [a >> 3, (a << 2) | (b >> 6), b >> 1, (b << 4) | (c >> 4), (c << 1) | (d >> 7), d >> 2, d << 3].map((bits) => alphabet[bits & 31] ?? '').join('');
}

/**
 * `name-suffix` in at most 63 bytes: one that is longer is cut, and its hash put before the suffix. Upstream panics when
 * the suffix alone leaves no room; here nothing of the name stays then.
 */
export function prowJobName(name: string, suffix: string): string {
	const ending = suffix === '' || suffix.startsWith('-') ? suffix : `-${suffix}`;
	if (bytes(name + ending) <= longestName) return name + ending;
	const tail = `-${prowNameHash(name)}${ending}`;
	const kept = new TextDecoder().decode(encoder.encode(name).slice(0, Math.max(0, longestName - bytes(tail))));
	return kept.replace(/-$/, '').replace(/\.$/, '') + tail;
}

function bytes(text: string): number {
	return encoder.encode(text).length;
}
