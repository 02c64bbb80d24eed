/**
 * Semantic versions as `blang/semver` reads them, which is what upstream orders releases with.
 *
 * Own code rather than npm's `semver`, because the two part on names that occur: numbers go up to 2^64-1 here and are
 * refused beyond 2^53-1 there (a run name's 19-digit part), length is unbounded here and 256 there, and the tolerant
 * readings have nothing in common (`4.22` is 4.22.0 here; there the text is searched for something that looks like one).
 */
export interface Version {
	/** Decimal digits without leading zeros: they may exceed what a JavaScript number holds. */
	readonly major: string;
	readonly minor: string;
	readonly patch: string;
	readonly pre: readonly PreReleasePart[];
	readonly build: readonly string[];
}

export interface PreReleasePart {
	readonly text: string;
	readonly numeric: boolean;
}

const largest = '18446744073709551615';

/** The version that `name` spells exactly; undefined otherwise. blang/semver, Parse. */
export function parseVersion(name: string): Version | undefined {
	const match = /^(\d+)\.(\d+)\.(\d+)(?:-([^+]*))?(?:\+([^]*))?$/.exec(name);
	if (!match) return undefined;
	const [, major = '', minor = '', patch = '', preText, buildText] = match;
	if (![major, minor, patch].every(isNumber)) return undefined;
	const pre = preText === undefined ? [] : preText.split('.').map((part) => ({ text: part, numeric: /^\d+$/.test(part) }));
	const build = buildText === undefined ? [] : buildText.split('.');
	const sound = pre.every((part) => (part.numeric ? isNumber(part.text) : isIdentifier(part.text))) && build.every(isIdentifier);
	return sound ? { major, minor, patch, pre, build } : undefined;
}

/** Surrounding blanks and one leading `v` dropped, missing parts taken as 0. blang/semver, ParseTolerant. */
export function parseVersionTolerantly(name: string): Version | undefined {
	const bare = trimAsGo(name).replace(/^v/, '');
	const dots = bare.split('.').length - 1;
	if (dots >= 2) return parseVersion(bare);
	const last = bare.slice(bare.indexOf('.') + 1);
	return /[+-]/.test(last) ? undefined : parseVersion(bare + '.0'.repeat(2 - dots));
}

/** Go's unicode.IsSpace, which is not quite what String.prototype.trim takes for blank. */
function trimAsGo(name: string): string {
	const blank = '[\\t-\\r \\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]';
	const start = new RegExp(`^${blank}*`).exec(name)?.[0].length ?? 0;
	let end = name.length;
	while (end > start && new RegExp(`^${blank}$`).test(name.charAt(end - 1))) end--;
	return name.slice(start, end);
}

function isNumber(digits: string): boolean {
	return /^(0|[1-9]\d*)$/.test(digits) && compareNumbers(digits, largest) <= 0;
}

function isIdentifier(part: string): boolean {
	return /^[0-9A-Za-z-]+$/.test(part);
}

function compareNumbers(a: string, b: string): number {
	return a.length - b.length || compareText(a, b);
}

/** By code unit: identifiers are ASCII, names compare as upstream's bytes do. */
export function compareText(a: string, b: string): number {
	return a < b ? -1 : a > b ? 1 : 0;
}

/** Negative, 0 or positive. Build metadata does not count; any pre-release is lower than none. blang/semver, Compare. */
export function compareVersions(a: Version, b: Version): number {
	return compareNumbers(a.major, b.major) || compareNumbers(a.minor, b.minor) || compareNumbers(a.patch, b.patch) || comparePre(a.pre, b.pre);
}

function comparePre(a: readonly PreReleasePart[], b: readonly PreReleasePart[]): number {
	if (a.length === 0 || b.length === 0) return b.length - a.length;
	for (let at = 0; at < a.length && at < b.length; at++) {
		const [left, right] = [a[at], b[at]];
		const order = !left || !right ? 0 : compareParts(left, right);
		if (order !== 0) return order;
	}
	return a.length - b.length;
}

function compareParts(a: PreReleasePart, b: PreReleasePart): number {
	if (a.numeric !== b.numeric) return a.numeric ? -1 : 1;
	return a.numeric ? compareNumbers(a.text, b.text) : compareText(a.text, b.text);
}

/** The text that reads back as this version. */
export function versionText(version: Version): string {
	const pre = version.pre.length === 0 ? '' : `-${version.pre.map((part) => part.text).join('.')}`;
	const build = version.build.length === 0 ? '' : `+${version.build.join('.')}`;
	return `${version.major}.${version.minor}.${version.patch}${pre}${build}`;
}
