import { readPattern, type Step } from './patternSyntax';
import type { CompiledPattern } from './schema';

/** A fraction of a second; a text that needs more counts as matching, since nothing was found against it. */
const mostTests = 1_500_000;

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
	let threads: number[] = [];
	let left = mostTests;
	for (let at = 0; ; ) {
		if (follow([0], threads, { steps, marks, subject, at })) return true;
		if (at >= subject.length) return false;
		left -= threads.length;
		if (left < 0) return true;
		const character = String.fromCodePoint(subject.codePointAt(at) ?? 0);
		at += character.length;
		const next: number[] = [];
		for (const thread of threads) {
			const step = steps[thread];
			if (step && 'takes' in step && step.takes.test(character) && follow([thread + 1], next, { steps, marks, subject, at })) return true;
		}
		threads = next;
	}
}

interface Position {
	readonly steps: readonly Step[];
	readonly marks: Int32Array;
	readonly subject: string;
	readonly at: number;
}

/** Follows ways and assertions from steps to the characters that must come next; true when the end is reached. */
function follow(open: number[], threads: number[], { steps, marks, subject, at }: Position): boolean {
	for (let number = open.pop(); number !== undefined; number = open.pop()) {
		if (marks[number] === at) continue;
		marks[number] = at;
		const step = steps[number];
		if (!step) return true;
		if ('takes' in step) threads.push(number);
		else if ('to' in step) open.push(...step.to);
		else if (step.holds(subject, at)) open.push(number + 1);
	}
	return false;
}
