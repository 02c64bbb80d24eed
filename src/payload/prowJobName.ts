import { sha256 } from './sha256';

/** Names of ProwJobs: pkg/prow/utils.go. */

const longestName = 63;
const alphabet = 'bcdfghijklmnpqrstvwxyz0123456789';

/** Seven characters that stand for a name: the first four bytes of its SHA-256, five bits to the character. */
export function prowNameHash(name: string): string {
	const [a = 0, b = 0, c = 0, d = 0] = sha256(new TextEncoder().encode(name));
	const bits = ((BigInt(a) << 24n) | BigInt((b << 16) | (c << 8) | d)) << 3n;
	return [30n, 25n, 20n, 15n, 10n, 5n, 0n].map((shift) => alphabet[Number((bits >> shift) & 31n)] ?? '').join('');
}

/**
 * `name-suffix` in at most 63 bytes: one that is longer is cut, and its hash put before the suffix. Upstream panics when
 * the suffix alone leaves no room; here nothing of the name stays then.
 */
export function prowJobName(name: string, suffix: string): string {
	const ending = suffix === '' || suffix.startsWith('-') ? suffix : `-${suffix}`;
	if (bytes(name + ending) <= longestName) return name + ending;
	const tail = `-${prowNameHash(name)}${ending}`;
	const kept = new TextDecoder().decode(new TextEncoder().encode(name).slice(0, Math.max(0, longestName - bytes(tail))));
	return kept.replace(/-$/, '').replace(/\.$/, '') + tail;
}

function bytes(text: string): number {
	return new TextEncoder().encode(text).length;
}
