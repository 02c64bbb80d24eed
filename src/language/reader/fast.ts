import { stepSize, type Steps } from '../steps';
import type { YamlNode } from '../tree';
import { isUnusual, unparted } from './fastParts';
import { FastReader } from './fastReader';

/**
 * The strict reader for the block YAML that tools write: one-line keys, plain and quoted scalars, literal blocks, `{}`
 * and `[]`, plain scalars folded over several lines. About forty times faster than a full YAML reader.
 *
 * What must hold: whatever it accepts, `yaml` accepts without an error and with the same tree, and the cluster's reader
 * (goyaml.v2, YAML 1.1) accepts as well. Everything it is not sure of it hands back (`undefined`), errors included.
 * test/unit/language/fast.test.ts proves the first by differential fuzzing.
 */
export function readFast(text: string): FastRead | undefined {
	if (isUnusual(text)) return undefined;
	const reader = new FastReader(text);
	return reader.read(Infinity) === 'all' ? { root: reader.root } : undefined;
}

export interface FastRead {
	readonly root: YamlNode | undefined;
}

/** The same in steps. */
export function* readingFast(text: string): Steps<FastRead | undefined> {
	const reader = new FastReader(text);
	let tested = 0;
	for (;;) {
		const from = reader.next;
		// What is read of a text that turns out to be unusual is thrown away.
		while (tested < text.length && tested <= from + stepSize) {
			const end = unparted(text, tested + 4 * stepSize);
			if (isUnusual(text.slice(tested, end))) return undefined;
			tested = end;
		}
		const read = reader.read(from + stepSize);
		if (read === 'notMine') return undefined;
		if (read === 'all' && tested >= text.length) return { root: reader.root };
		yield reader.next - from;
	}
}
