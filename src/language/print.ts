import { stringify } from 'yaml';

/** Deeper levels than any real object has; below them a server could send what no printer survives. */
const deepest = 100;

/**
 * A plain value as YAML text, always the same for the same value: keys in their order, no line folding, no anchors, and
 * texts quoted that a YAML 1.1 reader such as the cluster's would take for something else (`yes`, `4.10`, `0o7`). Ends
 * with a newline. What lies deeper than 100 levels reads `…`; `undefined` and functions print as `null`.
 */
export function printYaml(value: unknown): string {
	return stringify(bounded(value, 0), { lineWidth: 0, aliasDuplicateObjects: false, compat: 'yaml-1.1', version: '1.2', indentSeq: false });
}

function bounded(value: unknown, depth: number): unknown {
	if (typeof value !== 'object' || value === null) return typeof value === 'function' || value === undefined ? null : value;
	if (depth >= deepest) return '…';
	if (Array.isArray(value)) return value.map((each) => bounded(each, depth + 1));
	// No prototype, so that a key `__proto__` stays a key.
	const copy: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
	for (const [key, each] of Object.entries(value)) copy[key] = bounded(each, depth + 1);
	return copy;
}
