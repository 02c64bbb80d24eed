import { stepSize, type Steps } from '../steps';
import type { TemplateMark } from '../tree';

// A manifest that Helm, or Go's templates, have still to work on. The cluster refuses it; what stands between the marks is
// a manifest all the same, and is read with the marks made harmless.

export interface Template {
	/** The text with other characters in the place of marks: every offset stays. */
	readonly hidden: string;
	readonly marks: readonly TemplateMark[];
}

/** On one line, but for comments. Neither looks further than the next of its kind begins, so that no text takes long. */
const mark = /\{\{(?:-?\s*\/\*(?:(?!\{\{-?\s*\/\*)[^])*?\*\/\s*-?\}\}|(?:(?!\{\{|\}\})[^\r\n])*\}\})/g;
/** What decides about the lines around it, or leaves nothing behind. */
const control = /^\{\{-?\s*(?:(?:if|else|end|with|range|block|define)\b|\/\*|\$\w*\s*:?=)/;
/** Lines of marks alone, when marks are hidden. */
const onlyMarks = /^[ \t]*[\ue000-\ue07e][\ue000-\ue07e \t]*(?:[ \t]#.*)?(?=\r?$)/gm;
/** Where hidden characters are moved to: an area without a meaning of its own, which no grammar minds. */
const hiding = 0xe000;

/** Comments and lines of marks alone become blanks, a mark in a value becomes letters that `restored` takes back. */
export function* hidingMarks(text: string): Steps<Template> {
	const marks: TemplateMark[] = [];
	const parts: string[] = [];
	let done = 0;
	for (const { 0: each, index: start } of text.matchAll(mark)) {
		parts.push(text.slice(done, start), each.includes('*/') ? blanks(each) : moved(each, /[\t -~]/g, hiding));
		done = start + each.length;
		marks.push({ start, end: done, brings: !control.test(each) });
		yield each.length;
	}
	const letters = parts.join('') + text.slice(done);
	// A block of text that begins with a mark is not empty.
	const hidden = yield* replacing(letters, onlyMarks, (line, start) => (line.startsWith(' ') && /[ \t][|>][-+\d]*\s*$/.test(letters.slice(Math.max(0, start - 99), start)) ? line : blanks(line)));
	return { hidden, marks };
}

/** A text with its marks. */
export function restored(text: string): string {
	return moved(text, /[\ue000-\ue07e]/g, -hiding);
}

function moved(text: string, which: RegExp, by: number): string {
	return text.replaceAll(which, (char) => String.fromCharCode(char.charCodeAt(0) + by));
}

/** Replaces within lines, in steps; `by` is told where. */
export function* replacing(text: string, pattern: RegExp, by: (found: string, start: number) => string): Steps<string> {
	const parts: string[] = [];
	for (let from = 0; from < text.length; ) {
		const start = from;
		from = text.indexOf('\n', start + stepSize) + 1 || text.length;
		parts.push(text.slice(start, from).replaceAll(pattern, (found: string, at: number) => by(found, start + at)));
		yield stepSize;
	}
	return parts.join('');
}

/** Blanks in the place of characters; lines stay. */
export function blanks(text: string): string {
	return text.replaceAll(/[^\r\n]/g, ' ');
}
