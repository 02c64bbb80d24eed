import type { ShownFinding } from '../../language/service';

/** What another extension says of a line; `severity` as VS Code counts it, 0 an error. */
export interface OtherWord {
	readonly line: number;
	readonly severity: number;
	readonly message: string;
}

export interface WayAround {
	/** All that others say of the YAML of this text. */
	readonly others: readonly OtherWord[];
	/** Another extension reports YAML errors in this window, so it may be about to say the same. */
	readonly expected: boolean;
	/** It had the time to say it. */
	readonly settled: boolean;
	/** What was shown of this text last. */
	readonly before: ReadonlySet<string>;
}

export interface Way {
	readonly shown: readonly ShownFinding[];
	/** Something is held back until the other had its time. */
	readonly waiting: boolean;
}

/**
 * Our code → what yaml-language-server says where it means the same. Its words are those of the `yaml` package, with
 * which it reads; all of them come with source YAML and code 0, so that only the text tells the cause.
 */
const sameCause: ReadonlyMap<string, RegExp> = new Map([
	['alias', /^Unresolved alias/],
	['blank', /followed by map values|^Implicit/],
	['block-header', /^Block scalar header/],
	['bracket', /^Unexpected/],
	['colon', /^Nested mappings|^Implicit/],
	['conflict', /^Implicit|^Block scalar header|^Not a YAML token/],
	['directive', /directive|YAML version/],
	['duplicate-key', /^Map keys must be unique/],
	['escape', /^Invalid escape/],
	['indent', /same column|^Nested mappings|^Implicit|indent/],
	['key', /^Implicit/],
	['scalar-start', /^Plain value cannot start|directive/],
	['tab', /^Tabs? /],
	['unclosed', /^Missing closing|must end with|and end with|expected .* to end/i],
	['unexpected', /^Unexpected|at most one/],
]);

/**
 * Leaves out the findings whose cause another extension reports on the same line, at least as severely. With others
 * around, a new finding is held back until they had the time to say it, so that nothing comes up only to vanish; what
 * stood there before stays.
 */
export function giveWay(findings: readonly ShownFinding[], { others, expected, settled, before }: WayAround): Way {
	if (others.length === 0 && (!expected || settled)) return { shown: findings, waiting: false };
	let waiting = false;
	const shown = findings.filter((finding) => {
		const cause = sameCause.get(finding.code);
		if (cause === undefined) return true;
		if (others.some((other) => other.line === finding.range.start.line && other.severity <= ranks[finding.severity] && cause.test(other.message))) return false;
		if (!expected || settled || before.has(nameOf(finding))) return true;
		waiting = true;
		return false;
	});
	return { shown, waiting };
}

/** A finding keeps its name while lines move. */
export function nameOf({ code, message }: ShownFinding): string {
	return `${code} ${message}`;
}

const ranks = { error: 0, warning: 1, information: 2, hint: 3 };
