import { type Assertion, type CharacterTest, isWordCharacter, type PatternTree, readPattern } from './patternSyntax';
import type { CompiledPattern } from './schema';

type Step =
	| { readonly kind: 'character'; readonly test: CharacterTest }
	| { readonly kind: 'assert'; readonly assertion: Assertion }
	| { readonly kind: 'split'; first: number; second: number }
	| { readonly kind: 'jump'; to: number }
	| { readonly kind: 'match' };

const mostSteps = 5_000;

/**
 * A pattern of a schema as the API server understands it (Go's regexp package, RE2), or undefined when it is not one.
 * It runs as a set of threads over the text, so that no pattern of a foreign CRD can hang the editor as a backtracking
 * matcher may.
 */
export function compilePattern(text: string): CompiledPattern | undefined {
	const tree = text.length > 4096 ? undefined : readPattern(text);
	if (tree === undefined) return undefined;
	const steps: Step[] = [];
	if (!emit(tree, steps)) return undefined;
	steps.push({ kind: 'match' });
	return { text, matches: (subject) => matches(steps, subject) };
}

function emit(tree: PatternTree, steps: Step[]): boolean {
	if (steps.length > mostSteps) return false;
	switch (tree.kind) {
		case 'character':
		case 'assert':
			steps.push(tree);
			return true;
		case 'sequence':
			return tree.parts.every((part) => emit(part, steps));
		case 'choice':
			return emitChoice(tree.parts, steps);
		case 'repeat':
			return emitRepeat(tree.part, tree.least, tree.most, steps);
	}
}

function emitChoice(parts: readonly PatternTree[], steps: Step[]): boolean {
	const jumps: { kind: 'jump'; to: number }[] = [];
	for (const [at, part] of parts.entries()) {
		if (at === parts.length - 1) {
			if (!emit(part, steps)) return false;
			break;
		}
		const split = { kind: 'split' as const, first: steps.length + 1, second: 0 };
		steps.push(split);
		if (!emit(part, steps)) return false;
		const jump = { kind: 'jump' as const, to: 0 };
		steps.push(jump);
		jumps.push(jump);
		split.second = steps.length;
	}
	for (const jump of jumps) jump.to = steps.length;
	return true;
}

function emitRepeat(part: PatternTree, least: number, most: number, steps: Step[]): boolean {
	for (let time = 0; time < least; time++) if (!emit(part, steps)) return false;
	if (most === Infinity) {
		const split = { kind: 'split' as const, first: steps.length + 1, second: 0 };
		const at = steps.push(split) - 1;
		if (!emit(part, steps)) return false;
		steps.push({ kind: 'jump', to: at });
		split.second = steps.length;
		return true;
	}
	const splits: { second: number }[] = [];
	for (let time = least; time < most; time++) {
		const split = { kind: 'split' as const, first: steps.length + 1, second: 0 };
		steps.push(split);
		splits.push(split);
		if (!emit(part, steps)) return false;
	}
	for (const split of splits) split.second = steps.length;
	return true;
}

function matches(steps: readonly Step[], subject: string): boolean {
	const marks = new Int32Array(steps.length).fill(-1);
	let threads: number[] = [];
	for (let at = 0; ; ) {
		if (follow(0, { steps, subject, at, marks, threads })) return true;
		if (at >= subject.length) return false;
		const codePoint = subject.codePointAt(at) ?? 0;
		at += codePoint > 0xffff ? 2 : 1;
		const next: number[] = [];
		for (const thread of threads) {
			const step = steps[thread];
			if (step?.kind === 'character' && step.test(codePoint) && follow(thread + 1, { steps, subject, at, marks, threads: next })) return true;
		}
		threads = next;
	}
}

interface Position {
	readonly steps: readonly Step[];
	readonly subject: string;
	readonly at: number;
	/** The position at which a step was last reached: each is followed once per position. */
	readonly marks: Int32Array;
	readonly threads: number[];
}

/** Follows jumps, splits and assertions from a step to the characters that must come next; true when the end is reached. */
function follow(start: number, position: Position): boolean {
	const open = [start];
	for (let number = open.pop(); number !== undefined; number = open.pop()) {
		if (position.marks[number] === position.at) continue;
		position.marks[number] = position.at;
		const step = position.steps[number];
		switch (step?.kind) {
			case 'match':
				return true;
			case 'jump':
				open.push(step.to);
				break;
			case 'split':
				open.push(step.first, step.second);
				break;
			case 'assert':
				if (holds(step.assertion, position.subject, position.at)) open.push(number + 1);
				break;
			case 'character':
				position.threads.push(number);
				break;
			case undefined:
				break;
		}
	}
	return false;
}

function holds(assertion: Assertion, subject: string, at: number): boolean {
	switch (assertion) {
		case 'textStart':
			return at === 0;
		case 'textEnd':
			return at === subject.length;
		case 'lineStart':
			return at === 0 || subject[at - 1] === '\n';
		case 'lineEnd':
			return at === subject.length || subject[at] === '\n';
		case 'wordBoundary':
			return isWord(subject, at - 1) !== isWord(subject, at);
		case 'noWordBoundary':
			return isWord(subject, at - 1) === isWord(subject, at);
	}
}

function isWord(subject: string, at: number): boolean {
	return at >= 0 && at < subject.length && isWordCharacter(subject.charCodeAt(at));
}
