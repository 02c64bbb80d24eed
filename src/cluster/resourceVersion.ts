/**
 * Which of two resource versions is the later one: negative, zero, positive as for sorting; undefined where the server
 * uses something other than whole numbers, which cannot be ordered. They outgrow 2^53, so they are compared as text.
 */
export function compareVersions(a: string, b: string): number | undefined {
	if (a === b) return 0;
	if (!/^[1-9]\d*$/.test(a) || !/^[1-9]\d*$/.test(b)) return undefined;
	if (a.length !== b.length) return a.length - b.length;
	return a < b ? -1 : 1;
}

/** True only when it is certain. */
export function isOlder(a: string, b: string): boolean {
	return (compareVersions(a, b) ?? 0) < 0;
}
