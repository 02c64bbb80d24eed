/**
 * Work that can be put aside: it stops after each step and goes on when it is asked again. A pure folder has no clock, so
 * a step is bounded in work: what is yielded is how many characters of text were read, cut or checked in it, at most a few
 * times `stepSize`, which takes a millisecond or two. Who owns the clock (ui/manifest/slices.ts) takes as many steps in
 * one go as its time allows; who does not care drains them. Both run the same code.
 */
export type Steps<T> = Generator<number, T, undefined>;

/** Characters of text that are worked on in one step. */
export const stepSize = 32_768;

/** All steps at once. */
export function drain<T>(steps: Steps<T>): T {
	let next = steps.next();
	while (next.done !== true) next = steps.next();
	return next.value;
}
