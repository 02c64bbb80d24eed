import { readPattern, type Step } from './patternSyntax';
import type { CompiledPattern } from './schema';

/** A fraction of a second; a text that needs more counts as matching, since nothing was found against it. */
const mostWork = 5_000_000;

/**
 * A pattern of a schema as the API server understands it (Go's regexp package, RE2), or undefined when it is not one.
 * It runs as a set of threads over the text, so that no pattern of a foreign CRD can hang the editor as a backtracking
 * matcher may.
 */
export function compilePattern(text: string): CompiledPattern | undefined {
	const steps = text.length > 4096 ? undefined : readPattern(text);
	return steps && { text, matches: (subject) => matches(steps, subject) };
}

function matches(steps: readonly Step[], subject: string): boolean {
	/** The position at which a step was last reached: each is followed once per position. */
	const marks = new Int32Array(steps.length).fill(-1);
	const open: number[] = [];
	let [at, left] = [0, mostWork];
	let threads: number[] = [];
	/** Follows ways and assertions from a step to the characters that must come next; true when the end is reached. */
	const follow = (start: number): boolean => {
		for (let number: number | undefined = start; number !== undefined; number = open.pop()) {
			const step = steps[number];
			if (!step) return true;
			if (marks[number] === at) continue;
			marks[number] = at;
			left--;
			if (step.takes) threads.push(number);
			else if (!step.holds) for (const to of step.to) open.push(to);
			else if (step.holds(subject, at)) open.push(number + 1);
		}
		return false;
	};
	while (!follow(0)) {
		if (at >= subject.length || left < 0) return left < 0;
		const character = String.fromCodePoint(subject.codePointAt(at) ?? 0);
		const before = threads;
		threads = [];
		at += character.length;
		for (const thread of before) if (steps[thread]?.takes?.(character) === true && follow(thread + 1)) return true;
	}
	return true;
}
